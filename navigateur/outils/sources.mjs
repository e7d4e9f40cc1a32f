// @ts-check
// Les sources du livre : ses diagrammes, tels que les pages les écrivent ; ses
// scripts, que le livre construit réunit en un.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const RACINE = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {object} Diagramme
 * @property {string} page « synchronisation/diagramme.html »
 * @property {string} ou « src/synchronisation/diagramme.md:9 »
 * @property {string} source
 */

/**
 * Les blocs ```` ```mermaid ```` de `src/`, page par page, dans l'ordre.
 *
 * @returns {Map<string, Diagramme[]>}
 */
export function diagrammes() {
  /** @type {Map<string, Diagramme[]>} */
  const par = new Map();
  const src = path.join(RACINE, 'src');
  for (const fichier of fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!fichier.endsWith('.md')) continue;
    const lignes = fs.readFileSync(path.join(src, fichier), 'utf8').split('\n');
    const page = fichier.split(path.sep).join('/').replace(/(^|\/)README\.md$/, '$1index.md').replace(/\.md$/, '.html');
    for (let i = 0; i < lignes.length; i += 1) {
      if (!/^\s*```mermaid\s*$/.test(lignes[i])) continue;
      const fin = lignes.findIndex((l, j) => j > i && /^\s*```\s*$/.test(l));
      const liste = par.get(page) ?? [];
      liste.push({ page, ou: `src/${fichier}:${i + 1}`, source: lignes.slice(i + 1, fin).join('\n') });
      par.set(page, liste);
      i = fin;
    }
  }
  return par;
}

/**
 * Deux sources disent-elles la même chose ? La construction pose des espaces
 * insécables.
 *
 * @param {string} texte
 */
export function sansEspaces(texte) {
  return texte.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
}

/**
 * Un script du thème, tel qu'il est écrit.
 *
 * @param {string} nom « quiz », pour `theme/quiz.js`
 */
export function script(nom) {
  return fs.readFileSync(path.join(RACINE, `theme/${nom}.js`));
}
