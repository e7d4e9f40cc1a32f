// @ts-check
// Reconnaître un texte d'interface resté en anglais : ceux du mdBook d'origine,
// lus dans mdBook lui-même, et des mots anglais d'interface.
import fs from 'node:fs';
import path from 'node:path';

/**
 * Des mots courants d'une interface anglaise, sauf ceux qui sont aussi
 * français (« code », « menu », « note », « page », « source »…).
 */
const WORDS = new Set(
  `about add again all and back book browse cancel chapter chapters clear click clipboard close closed
  collapse content contents copied copy dark default delete description disable docs done download edit
  editor empty enable enter error errors expand failed failure file find first for found from full go-to
  hidden hide highlight history home how input keyboard last learn less light line lines link list load
  loading login missing mode more my name navigate navigation new next no none not of off on open opened
  or output overview please previous print privacy query read ready reload remove repository reset result
  results retry run running save saved screen search searching select settings share shortcut shortcuts
  show sidebar sign skip something sorry start stop submit success suggest switch tab table the theme
  themes this timeout title to toggle tooltip top try undefined undo unknown update use user version view
  warning was welcome with wrong you your`
    .split(/\s+/)
    // Mots et noms du cours : `for`, `select`, `Go`, « l'index », le mode, la file…
    .filter((word) => !['for', 'select', 'file', 'description', 'home', 'mode', 'version', 'tab', 'table', 'on', 'overview'].includes(word)),
);

/**
 * Les mots anglais de `text`.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function englishWords(text) {
  // Un nom de commande, de fichier ou de touche n'est pas une étiquette.
  const words = text.toLowerCase().match(/[\p{L}'-]+/gu) ?? [];
  return words.filter((word) => WORDS.has(word));
}

/**
 * Les textes d'interface de mdBook tel qu'il est : attributs et textes de son
 * gabarit rendu, chaînes de ses scripts.
 *
 * @returns {Set<string>} normalisés par {@link normalize}
 */
export function mdbookTexts() {
  const original = process.env.ORIGINAL;
  if (!original) throw new Error("lancez ces tests par « cargo xtask e2e », qui construit le livre d'origine");
  const template = fs.readFileSync(path.join(original, 'theme/index.hbs'), 'utf8');
  const rendering = path.join(original, 'book');
  const scripts = fs
    .readdirSync(rendering)
    .filter((f) => /^(book|toc)-.*\.js$/.test(f))
    .map((f) => fs.readFileSync(path.join(rendering, f), 'utf8'));
  const error = fs.readFileSync(path.join(rendering, '404.html'), 'utf8');
  const body = error.slice(error.indexOf('<main>'), error.indexOf('</main>'));
  const texts = [template, body, ...scripts].flatMap(attributes);
  texts.push(...[template, body].flatMap(contents), ...scripts.flatMap(strings));
  return new Set(texts.map(normalize).filter((t) => t.length > 2));
}

/** @param {string} text */
export function normalize(text) {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** @param {string} source */
function attributes(source) {
  return [...source.matchAll(/\b(?:title|aria-label|placeholder|alt)="([^"{}<>]+)"/g)].map((m) => m[1]);
}

/** @param {string} html */
function contents(html) {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}/g, ' ')
    .replace(/<\/?(kbd|a|span)\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map((t) => t.trim())
    .filter((t) => /^[A-Z][a-z]/.test(t));
}

/**
 * Les chaînes d'un script qui ont l'air d'une phrase : une majuscule puis
 * plusieurs mots, ou une exclamation.
 *
 * @param {string} script
 */
export function strings(script) {
  const without = script.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...without.matchAll(/(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)]
    .map((m) => m[2].trim())
    .filter((t) => /^[A-Z][a-z]+(?:( [A-Za-z']+)+[!.:]?|!|\.\.\.)$/.test(t) || /^[a-z]+( [a-z]+)+ for\b/.test(t));
}
