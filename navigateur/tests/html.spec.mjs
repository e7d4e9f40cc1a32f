// @ts-check
// Chaque page est du HTML valide, celles de l'erreur et de l'impression comprises.
import { HtmlValidate } from 'html-validate';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { livre } from '../outils/serveur.mjs';

/** Toutes les pages servies, sans exception. */
const PAGES = fs
  .readdirSync(livre(), { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.html') && !f.startsWith(`pagefind${path.sep}`))
  .sort();

const validateur = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

// Un seul test : charger le validateur coûte plus cher que valider une page.
test('chaque page est du HTML valide', async () => {
  /** @type {string[]} */
  const erreurs = [];
  for (const nom of PAGES) {
    const { results } = await validateur.validateFile(path.join(livre(), nom));
    for (const { severity, line, column, ruleId, message } of results.flatMap((r) => r.messages)) {
      if (severity === 2) erreurs.push(`${nom}:${line}:${column} ${ruleId} : ${message}`);
    }
  }
  relever({ nom: 'erreurs HTML (html-validate), toutes pages', valeur: erreurs.length, borne: '0' });
  expect(erreurs.length, erreurs.slice(0, 40).join('\n')).toBe(0);
});
