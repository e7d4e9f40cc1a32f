// @ts-check
// Dans le site publié, sous le chemin de son adresse publique, la recherche
// trouve les mêmes pages.
import { address, expect, test } from '../tools/book.mjs';
import { find, open, first, QUESTIONS } from '../tools/search.mjs';

for (const start of ['index.html', 'synchronisation/mutex.html', 'absente/du/site.html']) {
  test(`depuis ${start}, chaque question mène à la bonne page`, async ({ page }) => {
    await page.goto(address() + start);
    await open(page);
    for (const [question, expectedOne] of QUESTIONS) {
      expect.soft(first(await find(page, question, address())), question).toContain(expectedOne);
    }
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`^${address().replaceAll('.', '\\.')}.+\\.html`));
    await expect(page.locator('main h1')).not.toContainText('introuvable');
  });
}
