// @ts-check
// Ce que partagent les tests : les pages du livre, les thèmes, et une page de
// navigateur qui note ce qui ne devrait pas arriver.
import { test as base, expect } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { livre } from './serveur.mjs';

export { expect };

/** Les thèmes de mdBook. */
export const THEMES = ['light', 'rust', 'coal', 'navy', 'ayu'];

/** L'adresse du livre servi, « / » finale comprise. */
export const adresse = () => process.env.ADRESSE ?? '';

/**
 * Les pages du livre, sans celle de l'impression ni la table qui sert de
 * repli : « synchronisation/mutex.html ».
 *
 * @returns {string[]}
 */
export function pages() {
  const racine = livre();
  return fs
    .readdirSync(racine, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.html') && !/^(genere|theme)\//.test(f))
    .filter((f) => !['print.html', 'toc.html', '404.html'].includes(f))
    .map((f) => f.split(path.sep).join('/'))
    .sort();
}

/**
 * Ce qui se mesure : ce livre et, avec `cargo xtask e2e --comparer`, les mêmes
 * pages rendues par mdBook seul, dont rien n'est exigé.
 *
 * @typedef {object} Rendu
 * @property {string} titre à mettre devant le nom d'un test
 * @property {() => string} base
 * @property {boolean} reference
 */

/** @returns {Rendu[]} */
export function rendus() {
  /** @type {Rendu[]} */
  const liste = [{ titre: '', base: adresse, reference: false }];
  if (process.env.REFERENCE) {
    liste.push({
      titre: 'mdBook seul, ',
      base: () => process.env.ADRESSE_REFERENCE ?? '',
      reference: true,
    });
  }
  return liste;
}

/** La page de texte la plus longue : pas de diagramme. */
export function pageDeTexte() {
  const longueur = (/** @type {string} */ p) => fs.statSync(path.join(livre(), p)).size;
  const candidates = pages().filter((p) => !/class="diagram"/.test(fs.readFileSync(path.join(livre(), p), 'utf8')));
  return candidates.reduce((a, b) => (longueur(b) > longueur(a) ? b : a));
}

/**
 * Ce qu'une page a fait de travers.
 *
 * @typedef {{console: string[], tiers: string[]}} Ecarts
 */

/**
 * `ecarts` note les erreurs et avertissements de la console, et toute requête
 * hors du serveur du livre (celles que le test a interceptées comprises).
 *
 * @type {import('@playwright/test').TestType<
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & {ecarts: Ecarts},
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
export const test = base.extend({
  ecarts: [
    async ({ page }, use) => {
      /** @type {Ecarts} */
      const ecarts = { console: [], tiers: [] };
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) ecarts.console.push(message.text());
      });
      page.on('pageerror', (erreur) => ecarts.console.push(String(erreur)));
      page.on('request', (requete) => {
        const url = requete.url();
        if (!url.startsWith(adresse()) && !/^(data|blob):/.test(url)) ecarts.tiers.push(url);
      });
      await use(ecarts);
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
export async function choisirTheme(page, theme) {
  await page.addInitScript((t) => localStorage.setItem('mdbook-theme', t), theme);
}
