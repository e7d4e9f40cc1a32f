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

for (const nom of PAGES) {
  test(`${nom} : HTML valide`, async () => {
    const { results } = await validateur.validateFile(path.join(livre(), nom));
    const erreurs = results.flatMap((r) => r.messages).filter((m) => m.severity === 2);
    relever({ nom: 'erreurs HTML (html-validate), toutes pages', valeur: erreurs.length, cumul: 'somme', borne: '0' });
    const recit = erreurs.map((m) => `${nom}:${m.line}:${m.column} ${m.ruleId} : ${m.message}`);
    expect(erreurs.length, recit.slice(0, 30).join('\n')).toBe(0);
  });
}
