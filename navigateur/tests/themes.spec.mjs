// @ts-check
// Changer de thème : le code prend aussitôt les couleurs du dernier choisi, sans
// rien demander au réseau.
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
    await page.waitForLoadState('networkidle');
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const choose = (/** @type {string} */ theme) =>
      page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), theme);
    await choose(left);
    const before = await colors(page);
    await choose(wanted);
    expect(await colors(page)).toEqual(expectedOnes);
    expect(before).not.toEqual(expectedOnes);
    expect(asked).toEqual([]);
  });
}

test('couleurs imposées : un onglet choisi, un bouton et un titre se reconnaissent', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(address() + PAGE);
  const tabs = await page.locator('figure.listing').first().locator('[role="tab"]').evaluateAll((all) =>
    all.map((tab) => [tab.getAttribute('aria-selected'), parseFloat(getComputedStyle(tab).borderBottomWidth) > 0]),
  );
  expect(tabs).toEqual(tabs.map(([chosen]) => [chosen, chosen === 'true']));
  const edges = (/** @type {Element[]} */ all) => all.map((e) => getComputedStyle(e).borderStyle);
  const opener = page.locator('.stepper-open');
  await expect(opener.first()).toBeVisible();
  expect(new Set(await opener.evaluateAll(edges))).toEqual(new Set(['solid']));
  const titles = await page.locator('main .header').evaluateAll((all) => all.map((e) => getComputedStyle(e).color === getComputedStyle(document.body).color));
  expect(new Set(titles)).toEqual(new Set([true]));
  await page.goto(address());
  expect(await page.locator('main > p > strong:first-child > a').evaluateAll(edges)).toEqual(['solid']);
});
