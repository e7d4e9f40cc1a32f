// @ts-check
// Les sources du livre : ses diagrammes, tels que les pages les écrivent ; ses
// scripts, que le livre construit réunit en un.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {object} Diagram
 * @property {string} page « synchronisation/diagramme.html »
 * @property {string} where « src/synchronisation/diagramme.md:9 »
 * @property {string} source
 */

/**
 * Les blocs ```` ```mermaid ```` de `src/`, page par page, dans l'ordre.
 *
 * @returns {Map<string, Diagram[]>}
 */
export function diagrams() {
  /** @type {Map<string, Diagram[]>} */
  const by = new Map();
  const src = path.join(ROOT, 'src');
  for (const file of fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.md')) continue;
    const lines = fs.readFileSync(path.join(src, file), 'utf8').split('\n');
    const page = file.split(path.sep).join('/').replace(/(^|\/)README\.md$/, '$1index.md').replace(/\.md$/, '.html');
    for (let i = 0; i < lines.length; i += 1) {
      if (!/^\s*```mermaid\s*$/.test(lines[i])) continue;
      const end = lines.findIndex((l, j) => j > i && /^\s*```\s*$/.test(l));
      const list = by.get(page) ?? [];
      list.push({ page, where: `src/${file}:${i + 1}`, source: lines.slice(i + 1, end).join('\n') });
      by.set(page, list);
      i = end;
    }
  }
  return by;
}

/**
 * Deux sources disent-elles la même chose ? La construction pose des espaces
 * insécables.
 *
 * @param {string} text
 */
export function withoutSpaces(text) {
  return text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
}

/**
 * Un script du thème, tel qu'il est écrit.
 *
 * @param {string} name « quiz », pour `theme/quiz.js`
 */
export function script(name) {
  return fs.readFileSync(path.join(ROOT, `theme/${name}.js`));
}

/**
 * Les fichiers que `book.toml` nomme dans la liste `key`, dans l'ordre.
 *
 * @param {string} key
 */
function listed(key) {
  const settings = fs.readFileSync(path.join(ROOT, 'book.toml'), 'utf8');
  const list = new RegExp(`^${key} = \\[([^\\]]*)\\]`, 'm').exec(settings)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map((name) => name[1]);
}

/** Les scripts de la page : « quiz ». */
export const scripts = () => listed('scripts').map((file) => path.basename(file, '.js'));

/** Les styles de la page, à la suite. */
export const styles = () => listed('styles').map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8')).join('\n');
