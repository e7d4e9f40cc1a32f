// @ts-check
// Sur une ligne lente, le texte se lit d'abord, et tout marche bientôt. Les pages
// les plus lourdes : une de texte, une à diagrammes, une à onglets.
import { zipped } from '../tools/server.mjs';
import { address, pages, test } from '../tools/book.mjs';
import { openOnSlowLine } from '../tools/slow-line.mjs';

/** @param {RegExp} sort ce que la page contient */
const heaviest = (sort) => {
  const found = pages().filter((name) => sort.test(zipped(name).text));
  return found.reduce((a, b) => (zipped(b).bytes > zipped(a).bytes ? b : a));
};

for (const name of new Set([/^(?![^]*class="diagram")/, /class="diagram"/, /<listing-tabs/].map(heaviest))) {
  test(name, ({ page }) => openOnSlowLine(page, address() + name, 'un hébergeur'));
}
