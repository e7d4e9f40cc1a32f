// @ts-check
// À 390 pixels de large, aucune page ne déborde.
import { ouvrirPage } from '../outils/interface.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';

test.use({ viewport: { width: 390, height: 844 } });

for (const nom of pages()) {
  test(`${nom} : rien ne déborde à 390 pixels`, async ({ page }) => {
    await ouvrirPage(page, adresse() + nom);
    const largeur = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(largeur).toBeLessThanOrEqual(390);
  });
}
