// @ts-check
// Ce qu'ESLint regarde : les scripts de la page, dont ceux qu'un navigateur
// récent seul saurait lire, et les tests de navigateur. On le lance depuis la
// racine du dépôt : voir `npm run lint`.
import js from '@eslint/js';
import globals from 'globals';

/** Safari ne les lit que depuis 16.4 : un script qui en a un ne s'y exécute pas. */
const LOOKBEHIND = {
  selector: String.raw`Literal[regex.pattern=/\(\?<[=!]/]`,
  message: 'Safari, avant 16.4, ne lit pas un script où un motif regarde en arrière.',
};

/**
 * Une attente qui pourrait ne pas finir passe par `course.limited` ; une demande
 * peut aussi porter un `signal`.
 */
const ENDLESS = [
  'NewExpression[callee.name="Promise"]',
  'ImportExpression',
  'CallExpression[callee.name="fetch"]:not(:has(Property[key.name="signal"]))',
  'CallExpression[callee.object.name="clipboard"]',
  'CallExpression[callee.object.property.name="clipboard"]',
  'MemberExpression[property.name=/^(ready|finished)$/]',
].map((wait) => ({
  selector: `${wait}:not(CallExpression[callee.property.name="limited"] *)`,
  message: 'Une attente sans fin : passez-la à course.limited.',
}));

export default [
  { ...js.configs.recommended, files: ['theme/**/*.js', 'navigateur/**/*.mjs', 'serveurs/page/*.js'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['theme/**/*.js'],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'script',
      globals: { ...globals.browser, highlight_script: 'readonly', path_to_root: 'readonly', course: 'readonly' },
    },
    rules: { 'no-restricted-syntax': ['error', LOOKBEHIND, ...ENDLESS] },
  },
  {
    files: ['theme/helpers.js'],
    // Il définit `course`, et `course.limited`.
    rules: { 'no-restricted-syntax': ['error', LOOKBEHIND], 'no-redeclare': 'off', 'no-unused-vars': ['error', { varsIgnorePattern: '^course$' }] },
  },
  {
    files: ['theme/stepper/*.js'],
    // Réunis en un seul script, ils se voient les uns les autres.
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['serveurs/page/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { ...globals.browser } },
    rules: { 'no-restricted-syntax': ['error', LOOKBEHIND, ...ENDLESS] },
  },
  {
    files: ['navigateur/**/*.mjs'],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: 'module',
      // Une fonction donnée à `evaluate` s'exécute dans la page.
      globals: { ...globals.node, ...globals.browser },
    },
  },
];
