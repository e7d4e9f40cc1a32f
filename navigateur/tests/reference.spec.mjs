// @ts-check
// Avec `cargo xtask e2e --comparer`, les mêmes mesures sur les mêmes pages, rendues
// par mdBook sans notre thème : rien n'en est exigé.
import { record } from '../tools/figures.mjs';
import { openAndWeigh } from '../tools/checks/weight.mjs';
import { wholePage } from '../tools/interface.mjs';
import { pages, renderings, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/**
 * Le script de mdbook-mermaid recharge la page quand le thème passe du clair au
 * sombre : on la charge avec le thème voulu.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme
 */
async function reloadWith(page, theme) {
  await page.evaluate((t) => localStorage.setItem('mdbook-theme', t), theme);
  await page.reload();
  await wholePage(page);
}

for (const { title, base } of renderings().filter(({ reference }) => reference)) {
  for (const name of pages()) {
    test(`${title}${name}`, async ({ page }) => {
      await openAndWeigh(page, base(), name, { reference: true });
      await wholePage(page);
      const found = await violationsByTheme(page, undefined, reloadWith);
      record({
        name: "fautes d'accessibilité (axe), menus fermés, toutes pages et thèmes",
        value: found.length,
        merge: 'sum',
        bound: '0',
        reference: true,
      });
    });
  }
}
