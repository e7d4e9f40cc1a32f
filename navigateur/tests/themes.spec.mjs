// @ts-check
// Changer de thème sur un réseau lent : le code prend les couleurs du dernier
// choisi, même si celles d'un autre étaient encore en route.
import { themePose } from '../outils/interface.mjs';
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

    await page.goto(adresse() + PAGE);
    /** @type {(value?: unknown) => void} */
    let laisserVenir = () => {};
    const attente = new Promise((fini) => { laisserVenir = fini; });
    await page.route(/(highlight|night)[^/]*\.css$/, async (route) => {
      await attente;
      await route.continue();
    });
    const choisir = (/** @type {string} */ theme) =>
      page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), theme);
    const demande = page.waitForRequest(/(highlight|night)[^/]*\.css$/);
    await choisir(quitte);
    const reponse = (await demande).response();
    await choisir(voulu);
    laisserVenir();
    await (await reponse)?.finished();
    await themePose(page);
    // Les couleurs du thème quitté viennent de venir : s'appliquent-elles ?
    await page.evaluate(() => new Promise((fini) => requestAnimationFrame(() => setTimeout(fini, 100))));
    expect(await couleurs(page)).toEqual(attendues);
  });
}
