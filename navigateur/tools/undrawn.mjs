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
  const files = fs.readdirSync(path.join(book(), 'genere'));
  const file = (/** @type {string} */ start) => `genere/${files.find((name) => name.startsWith(start))}`;
  const escape = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const sources = (diagrams().get(page) ?? []).map(({ source }) => source);
  let rank = 0;
  const altered = html.replace(
    /<figure class="diagram">(\s*<div class="diagram-area"[^>]*>)[\s\S]*?(<\/div>\s*<figcaption>)/g,
    (_, start, end) => `<figure class="diagram" data-script="${file('mermaid-')}">${start}<pre class="mermaid">${escape(sources[rank++])}</pre>${end}`,
  );
  if (rank === 0 || rank !== sources.length) throw new Error(`${page} : ${rank} dessins pour ${sources.length} sources`);
  // Le script qui dessine n'est que dans ces pages-là.
  return altered.replace('</body>', `<script defer src="${'../'.repeat(page.split('/').length - 1)}${file('diagrams-')}"></script></body>`);
}
