// @ts-check
// Dans le site publié, sous le chemin de son adresse publique, la recherche
// trouve les mêmes pages.
import { adresse, expect, test } from '../outils/livre.mjs';
import { chercher, ouvrir, premieres, QUESTIONS } from '../outils/recherche.mjs';

for (const depart of ['index.html', 'synchronisation/mutex.html', 'absente/du/site.html']) {
  test(`depuis ${depart}, chaque question mène à la bonne page`, async ({ page }) => {
    await page.goto(adresse() + depart);
    await ouvrir(page);
    for (const [question, attendue] of QUESTIONS) {
      expect.soft(premieres(await chercher(page, question, adresse())), question).toContain(attendue);
    }
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`^${adresse().replaceAll('.', '\\.')}.+\\.html`));
    await expect(page.locator('main h1')).not.toContainText('introuvable');
  });
}
