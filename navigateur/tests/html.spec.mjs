// @ts-check
// Chaque page est du HTML valide, celles de l'erreur et de l'impression comprises.
import { HtmlValidate } from 'html-validate';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { book } from '../tools/server.mjs';

/** Toutes les pages servies, sans exception. */
const PAGES = fs
  .readdirSync(book(), { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.html') && !f.startsWith(`pagefind${path.sep}`))
  .sort();

const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

// Un seul test : charger le validateur coûte plus cher que valider une page.
test('chaque page est du HTML valide', async () => {
  /** @type {string[]} */
  const errors = [];
  for (const name of PAGES) {
    const { results } = await validator.validateFile(path.join(book(), name));
    for (const { severity, line, column, ruleId, message } of results.flatMap((r) => r.messages)) {
      if (severity === 2) errors.push(`${name}:${line}:${column} ${ruleId} : ${message}`);
    }
  }
  record({ name: 'erreurs HTML (html-validate), toutes pages', value: errors.length, bound: '0' });
  expect(errors.length, errors.slice(0, 40).join('\n')).toBe(0);
});
