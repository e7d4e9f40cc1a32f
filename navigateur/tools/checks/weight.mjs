// @ts-check
// Ce que pèse la première visite d'une page.
import { expect } from '@playwright/test';
import { record } from '../figures.mjs';
import { weigh } from '../measures.mjs';

/** Les bornes, en kilo-octets de mille octets, comprimés. */
const TEXT = 200;
const DIAGRAM = 300;

/**
 * Ouvre une page, pèse ce qu'elle demande et, si elle est de ce livre, exige les
 * bornes.
 *
 * @param {import('@playwright/test').Page} page neuve, donc sans cache
 * @param {string} base l'adresse du livre
 * @param {string} name
 * @param {{reference: boolean}} options
 */
export async function openAndWeigh(page, base, name, { reference }) {
  const { bytes, requests } = await weigh(page, base + name);
  const ko = bytes / 1000;
  const drawn = (await page.locator('figure.diagram').count()) > 0;
  const kind = drawn ? 'page à diagramme' : 'page de texte';
  const bound = drawn ? DIAGRAM : TEXT;
  const addresses = requests.map((r) => r.url);
  const thirdParty = addresses.filter((url) => !url.startsWith(base));
  record({ name: `${kind}, poids de la plus lourde`, value: ko, unit: 'ko', bound: `≤ ${bound} ko`, reference });
  record({ name: `${kind}, requêtes, au plus`, value: requests.length, reference });
  record({ name: 'requêtes à des tiers', value: thirdParty.length, merge: 'sum', bound: '0', reference });

  const text = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
  );
  record({ name: `${kind}, premier texte peint après (médiane)`, value: text, merge: 'median', unit: 'ms', reference });
  if (reference) return;

  const detail = requests.slice(0, 8).map((r) => `${Math.round(r.bytes / 1000)} ko  ${r.url}`);
  expect.soft(ko, `${name}, ses plus lourdes parts :\n${detail.join('\n')}`).toBeLessThanOrEqual(bound);
  expect.soft(thirdParty).toEqual([]);
  const mermaid = addresses.filter((url) => /\/mermaid[^/]*\.min[^/]*\.js$/.test(url));
  expect.soft(mermaid, 'les diagrammes sont dessinés dans la page').toEqual([]);
  const coloring = addresses.filter((url) => /\/highlight[^/]*\.js$/.test(url));
  expect.soft(coloring, 'le code a déjà ses couleurs').toEqual([]);
}
