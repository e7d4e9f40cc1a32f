// @ts-check
// Sur un téléphone, une page de chaque sorte ne bouge pas pendant qu'elle se
// charge ; sur un grand écran, toutes sont dans pages.spec.
import { checkShifts, watchShifts } from '../tools/checks/shifts.mjs';
import { openPage } from '../tools/interface.mjs';
import { address, expect, test } from '../tools/book.mjs';

test.use({ viewport: { width: 390, height: 844 } });

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
