// @ts-check
// Une page sur une ligne lente : quand son texte se lit, quand tout y marche.
import { expect } from '@playwright/test';
import { record } from './figures.mjs';

/** 400 kb/s, et un dixième de seconde d'aller-retour. */
const LINE = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 100 };

/** Les bornes, en millisecondes. */
const TEXT = 3000;
const ALL = 8000;

/**
 * Ouvre `address` comme à une première visite, sur une ligne lente, et exige les
 * bornes : le texte se lit, les onglets répondent, rien ne reste à venir.
 *
 * @param {import('@playwright/test').Page} page neuve, donc sans cache
 * @param {string} address
 * @param {string} by ce qui sert la page
 */
export async function openOnSlowLine(page, address, by) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINE);
  await page.addInitScript(watchText);
  await page.goto(address, { waitUntil: 'load' });
  const tabs = page.locator('listing-tabs').first();
  if ((await tabs.count()) > 0) await expect(tabs.getByRole('tab').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const { text, all } = await page.evaluate(times);
  record({ name: `ligne à 400 kb/s, texte, ${by}`, value: text, unit: 'ms', bound: `≤ ${TEXT} ms` });
  record({ name: `ligne à 400 kb/s, tout, ${by}`, value: all, unit: 'ms', bound: `≤ ${ALL} ms` });
  expect.soft(text, `${address} : le premier texte de la page`).toBeLessThanOrEqual(TEXT);
  expect.soft(all, `${address} : scripts, onglets, polices, diagrammes`).toBeLessThanOrEqual(ALL);
}

/** Fait noter au navigateur quand chaque paragraphe est peint. S'y évalue. */
function watchText() {
  new MutationObserver(() => {
    for (const text of document.querySelectorAll('main :is(h1, p):not([elementtiming])')) {
      text.setAttribute('elementtiming', 'text');
    }
  }).observe(document, { childList: true, subtree: true });
  /** @type {number[]} */
  const painted = [];
  new PerformanceObserver((list) => {
    painted.push(...list.getEntries().map((entry) => entry.startTime));
  }).observe({ type: 'element', buffered: true });
  Object.assign(window, { painted });
}

/**
 * Quand le premier texte a été peint ; quand les onglets ont répondu, et tout ce
 * que la page demande a été reçu et exécuté. S'évalue dans le navigateur.
 */
function times() {
  const painted = /** @type {number[]} */ (Reflect.get(window, 'painted'));
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const received = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
  return {
    text: Math.min(...painted),
    all: Math.max(visit.loadEventEnd, ...received.map((resource) => resource.responseEnd)),
  };
}
