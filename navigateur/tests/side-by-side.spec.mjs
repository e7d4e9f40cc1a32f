// @ts-check
// Là où 76 colonnes de code tiennent à côté de la prose, dès 1280 pixels, un programme
// y est et reste à l'écran pendant qu'elle défile ; ailleurs, il la suit.
import { address, expect, test } from '../tools/book.mjs';

const PAGE = 'synchronisation/mutex.html';

/** @param {import('@playwright/test').Page} page */
async function places(page) {
  return page.evaluate(() => {
    const duo = document.querySelector('.duo');
    const rect = (/** @type {string} */ s) => duo?.querySelector(s)?.getBoundingClientRect().toJSON();
    return { prose: rect('.duo-text'), following: rect('.duo-text:last-child'), program: rect('figure.listing') };
  });
}

for (const pixels of [1280, 1440, 1920]) {
  test(`${pixels} pixels : côte à côte, le programme reste à l'écran`, async ({ page }) => {
    await page.setViewportSize({ width: pixels, height: 900 });
    await page.goto(address() + PAGE);
    const start = await places(page);
    expect(start.program.left).toBeGreaterThan(start.prose.right);
    expect(start.prose.width, 'la prose se lit').toBeGreaterThan(400);

    const middle = start.following.top + start.following.height / 2;
    await page.evaluate((y) => window.scrollTo({ top: y, behavior: 'instant' }), middle);
    const next = await places(page);
    expect(next.prose.bottom, 'le début de la prose a défilé').toBeLessThan(0);
    expect(next.program.top).toBeGreaterThanOrEqual(0);
    expect(next.program.bottom).toBeLessThanOrEqual(900);
  });
}

test('un programme plus haut que l’écran défile dans son cadre, au clavier aussi', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await page.goto(address() + PAGE);
  const code = page.locator('.duo figure.listing .listing-panel:not([hidden]) pre > code').first();
  await expect(code).toHaveAttribute('tabindex', '0');
  await code.focus();
  await page.keyboard.press('End');
  await expect.poll(() => code.evaluate((c) => c.scrollTop)).toBeGreaterThan(0);
});

for (const { pixels, opened } of [{ pixels: 390, opened: false }, { pixels: 1024, opened: false }, { pixels: 1280, opened: true }]) {
  test(`${pixels} pixels${opened ? ', table des matières ouverte' : ''} : le programme suit sa prose`, async ({ page }) => {
    if (opened) await page.addInitScript(() => localStorage.setItem('mdbook-sidebar', 'visible'));
    await page.setViewportSize({ width: pixels, height: 844 });
    await page.goto(address() + PAGE);
    const { prose, program, following } = await places(page);
    expect(program.top).toBeGreaterThan(prose.bottom);
    expect(following.top).toBeGreaterThan(program.bottom);
  });
}
