// @ts-check
// Changer de thème sur un réseau lent : le code prend les couleurs du dernier
// choisi, même si celles d'un autre étaient encore en route.
import { themeSet } from '../tools/interface.mjs';
import { address, chooseTheme, expect, test } from '../tools/book.mjs';

const PAGE = 'introduction/premier_fil.html';

/**
 * Les couleurs du code, à cet instant.
 *
 * @param {import('@playwright/test').Page} page
 */
const colors = (page) =>
  page
    .locator('pre [class^="hljs-"]')
    .evaluateAll((words) => [...new Set(words.map((word) => `${word.className} ${getComputedStyle(word).color}`))].sort());

for (const [left, wanted] of [
  ['navy', 'light'],
  ['ayu', 'rust'],
]) {
  test(`${left} puis ${wanted}, plus vite que le réseau`, async ({ page, context }) => {
    const witness = await context.newPage();
    await chooseTheme(witness, wanted);
    await witness.goto(address() + PAGE);
    const expectedOnes = await colors(witness);
    expect(expectedOnes.length).toBeGreaterThan(3);

    await page.goto(address() + PAGE);
    /** @type {(value?: unknown) => void} */
    let letIn = () => {};
    const wait = new Promise((finished) => { letIn = finished; });
    await page.route(/(highlight|night)[^/]*\.css$/, async (route) => {
      await wait;
      await route.continue();
    });
    const choose = (/** @type {string} */ theme) =>
      page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), theme);
    const request = page.waitForRequest(/(highlight|night)[^/]*\.css$/);
    await choose(left);
    const answer = (await request).response();
    await choose(wanted);
    letIn();
    await (await answer)?.finished();
    await themeSet(page);
    // Les couleurs du thème quitté viennent de venir : s'appliquent-elles ?
    await page.evaluate(() => new Promise((finished) => requestAnimationFrame(() => setTimeout(finished, 100))));
    expect(await colors(page)).toEqual(expectedOnes);
  });
}
