// @ts-check
// Changer de thème sur un réseau lent : le code prend les couleurs du dernier
// choisi, même si celles d'un autre étaient encore en route.
import { adresse, choisirTheme, expect, test } from '../outils/livre.mjs';

const PAGE = 'introduction/premier_fil.html';

/**
 * Les couleurs du code, à cet instant.
 *
 * @param {import('@playwright/test').Page} page
 */
const couleurs = (page) =>
  page
    .locator('pre [class^="hljs-"]')
    .evaluateAll((mots) => [...new Set(mots.map((mot) => `${mot.className} ${getComputedStyle(mot).color}`))].sort());

for (const [quitte, voulu] of [
  ['navy', 'light'],
  ['ayu', 'rust'],
]) {
  test(`${quitte} puis ${voulu}, plus vite que le réseau`, async ({ page, context }) => {
    const temoin = await context.newPage();
    await choisirTheme(temoin, voulu);
    await temoin.goto(adresse() + PAGE);
    const attendues = await couleurs(temoin);
    expect(attendues.length).toBeGreaterThan(3);

    /** @type {(() => void)[]} */
    const enRoute = [];
    await page.goto(adresse() + PAGE);
    await page.route(/(highlight|night)[^/]*\.css$/, async (route) => {
      await new Promise((suite) => enRoute.push(() => suite(undefined)));
      await route.continue();
    });
    await page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), quitte);
    await expect.poll(() => enRoute.length, { message: `${quitte} n'a rien demandé` }).toBeGreaterThan(0);
    await page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), voulu);
    const arrivee = page.waitForResponse(/(highlight|night)[^/]*\.css$/);
    enRoute.forEach((laisser) => laisser());
    await (await arrivee).finished();
    await page.evaluate(() => new Promise((fini) => requestAnimationFrame(() => setTimeout(fini, 100))));
    expect(await couleurs(page)).toEqual(attendues);
  });
}
