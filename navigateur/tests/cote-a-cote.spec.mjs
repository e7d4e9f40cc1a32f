// @ts-check
// À partir de 1280 pixels, un programme est à côté de sa prose et reste à
// l'écran pendant qu'elle défile ; en dessous, il la suit.
import { adresse, expect, test } from '../outils/livre.mjs';

const PAGE = 'synchronisation/mutex.html';

/** @param {import('@playwright/test').Page} page */
async function places(page) {
  return page.evaluate(() => {
    const duo = document.querySelector('.duo');
    const rect = (/** @type {string} */ s) => duo?.querySelector(s)?.getBoundingClientRect().toJSON();
    return { prose: rect('.duo-text'), suite: rect('.duo-text:last-child'), programme: rect('figure.listing') };
  });
}

for (const largeur of [1280, 1440, 1920]) {
  test(`${largeur} pixels : côte à côte, le programme reste à l'écran`, async ({ page }) => {
    await page.setViewportSize({ width: largeur, height: 900 });
    await page.goto(adresse() + PAGE);
    const debut = await places(page);
    expect(debut.programme.left).toBeGreaterThan(debut.prose.right);
    expect(debut.prose.width, 'la prose se lit').toBeGreaterThan(400);

    const milieu = debut.suite.top + debut.suite.height / 2;
    await page.evaluate((y) => window.scrollTo({ top: y, behavior: 'instant' }), milieu);
    const ensuite = await places(page);
    expect(ensuite.prose.bottom, 'le début de la prose a défilé').toBeLessThan(0);
    expect(ensuite.programme.top).toBeGreaterThanOrEqual(0);
    expect(ensuite.programme.bottom).toBeLessThanOrEqual(900);
  });
}

test('un programme plus haut que l’écran défile dans son cadre, au clavier aussi', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await page.goto(adresse() + PAGE);
  const code = page.locator('.duo figure.listing .listing-panel:not([hidden]) pre > code').first();
  await expect(code).toHaveAttribute('tabindex', '0');
  await code.focus();
  await page.keyboard.press('End');
  await expect.poll(() => code.evaluate((c) => c.scrollTop)).toBeGreaterThan(0);
});

test('390 pixels : le programme suit sa prose', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(adresse() + PAGE);
  const { prose, programme, suite } = await places(page);
  expect(programme.top).toBeGreaterThan(prose.bottom);
  expect(suite.top).toBeGreaterThan(programme.bottom);
});
