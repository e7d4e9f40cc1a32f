// @ts-check
// Aucune page ne bouge pendant qu'elle se charge : toutes sur un grand écran, une de
// chaque sorte sur un téléphone. Dans le Chromium entier : la police qui attend est
// celle du système, que l'autre choisit autrement.
import path from 'node:path';
import { checkShifts, watchShifts } from '../tools/checks/shifts.mjs';
import { openPage } from '../tools/interface.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';

test.use({ viewport: { width: 390, height: 844 }, launchOptions: CHROMIUM });

for (const chapter of new Set(pages().map((name) => path.dirname(name)))) {
  test(`${chapter}, sur un grand écran : rien ne bouge au chargement`, async ({ browser }) => {
    for (const name of pages().filter((name) => path.dirname(name) === chapter)) {
      // À chaque page, un lecteur qui vient d'arriver.
      const page = await browser.newPage({ locale: 'fr-FR', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
      await watchShifts(page);
      await openPage(page, address() + name);
      await checkShifts(page, name);
      await page.close();
    }
  });
}

test('sur un téléphone, rien ne bouge au chargement', async ({ page }) => {
  await watchShifts(page);
  for (const name of ['index.html', 'synchronisation/mutex.html', 'pieges/verrous_opposes.html', 'exercices/02_compteur.html', 'annexes/correspondance.html']) {
    await openPage(page, address() + name);
    await checkShifts(page, name);
  }
});

test('ce qui bouge se voit', async ({ page }) => {
  await watchShifts(page);
  await page.addInitScript(() => {
    addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
      document.querySelector('main')?.prepend(Object.assign(document.createElement('p'), { style: 'height: 300px' }));
    })));
  });
  await openPage(page, `${address()}synchronisation/mutex.html`);
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'trialShift'))).toBeGreaterThan(0.1);
});
