// @ts-check
// Une page dont les diagrammes n'ont pas été dessinés d'avance.
import fs from 'node:fs';
import path from 'node:path';
import { book } from './server.mjs';
import { diagrams } from './sources.mjs';

/**
 * La page, telle qu'elle serait sans les dessins faits d'avance.
 *
 * @param {string} html
 * @param {string} page « synchronisation/mutex.html »
 */
export function undrawn(html, page) {
  const script = fs.readdirSync(path.join(book(), 'genere')).find((name) => name.startsWith('mermaid'));
  const escape = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const sources = (diagrams().get(page) ?? []).map(({ source }) => source);
  let rank = 0;
  const altered = html.replace(
    /<figure class="diagram">(\s*<div class="diagram-area"[^>]*>)[\s\S]*?(<\/div>\s*<figcaption>)/g,
    (_, start, end) => `<figure class="diagram" data-script="genere/${script}">${start}<pre class="mermaid">${escape(sources[rank++])}</pre>${end}`,
  );
  if (rank === 0 || rank !== sources.length) throw new Error(`${page} : ${rank} dessins pour ${sources.length} sources`);
  return altered;
}
