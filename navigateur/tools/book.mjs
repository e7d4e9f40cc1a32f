// @ts-check
// Ce que partagent les tests : les pages du livre, les thèmes, et une page de
// navigateur qui note ce qui ne devrait pas arriver.
import { test as base, expect } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { book } from './server.mjs';

export { expect };

/** Les thèmes de mdBook. */
export const THEMES = ['light', 'rust', 'coal', 'navy', 'ayu'];

/** L'adresse du livre servi, « / » finale comprise. */
export const address = () => process.env.ADDRESS ?? '';

/**
 * Les pages du livre, sans celle de l'impression ni la table qui sert de
 * repli : « synchronisation/mutex.html ».
 *
 * @returns {string[]}
 */
export function pages() {
  const root = book();
  return fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.html') && !/^(genere|theme)\//.test(f))
    .filter((f) => !['print.html', 'toc.html', '404.html'].includes(f))
    .map((f) => f.split(path.sep).join('/'))
    .sort();
}

/**
 * Ce qui se mesure : ce livre et, avec `cargo xtask e2e --comparer`, les mêmes
 * pages rendues par mdBook seul, dont rien n'est exigé.
 *
 * @typedef {object} Rendering
 * @property {string} title à mettre devant le nom d'un test
 * @property {() => string} base
 * @property {boolean} reference
 */

/** @returns {Rendering[]} */
export function renderings() {
  /** @type {Rendering[]} */
  const list = [{ title: '', base: address, reference: false }];
  if (process.env.REFERENCE) {
    list.push({
      title: 'mdBook seul, ',
      base: () => process.env.REFERENCE_ADDRESS ?? '',
      reference: true,
    });
  }
  return list;
}

/** La page de texte la plus longue : pas de diagramme. */
export function textPage() {
  const lengthOf = (/** @type {string} */ p) => fs.statSync(path.join(book(), p)).size;
  const candidates = pages().filter((p) => !/class="diagram"/.test(fs.readFileSync(path.join(book(), p), 'utf8')));
  return candidates.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
}

/**
 * Ce qu'une page a fait de travers.
 *
 * @typedef {{console: string[], thirdParty: string[]}} Faults
 */

/**
 * `faults` note les erreurs et avertissements de la console, et toute requête
 * hors du serveur du livre (celles que le test a interceptées comprises).
 *
 * @type {import('@playwright/test').TestType<
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & {faults: Faults},
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
export const test = base.extend({
  faults: [
    /** @param {{page: import('@playwright/test').Page}} fixtures @param {(faults: Faults) => Promise<void>} use */
    async ({ page }, use) => {
      /** @type {Faults} */
      const faults = { console: [], thirdParty: [] };
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) faults.console.push(message.text());
      });
      page.on('pageerror', (error) => faults.console.push(String(error)));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(address()) && !/^(data|blob):/.test(url)) faults.thirdParty.push(url);
      });
      await use(faults);
    },
    { auto: true },
  ],
});

/**
 * Choisit le thème avant l'ouverture de la page.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme
 */
export async function chooseTheme(page, theme) {
  await page.addInitScript((t) => localStorage.setItem('mdbook-theme', t), theme);
}
