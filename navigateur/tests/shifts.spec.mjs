// @ts-check
// Aucune page ne bouge pendant qu'elle se charge : une de chaque sorte sur un
// téléphone, et dans le Chromium entier ; sur un grand écran, pages.spec les ouvre toutes.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkShifts, watchShifts } from '../tools/checks/shifts.mjs';
import { openPage } from '../tools/interface.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { book, serve } from '../tools/server.mjs';

test.use({
  viewport: { width: 390, height: 844 },
  // Les barres de défilement prennent leur place, comme chez un lecteur.
  launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ['--hide-scrollbars'] },
});

test('sur un téléphone, rien ne bouge au chargement', async ({ page }) => {
  await watchShifts(page);
  for (const name of ['index.html', 'synchronisation/mutex.html', 'pieges/verrous_opposes.html', 'exercices/02_compteur.html', 'annexes/correspondance.html']) {
    await openPage(page, address() + name);
    await checkShifts(page, name);
  }
});

test('une page qui arrive en deux fois ne bouge pas quand sa barre de défilement paraît', async ({ page }) => {
  const name = 'synchronisation/mutex.html';
  const html = fs.readFileSync(path.join(book(), name), 'utf8');
  const cut = html.indexOf('</h1>', html.indexOf('<main>')) + '</h1>'.length;
  const { address: slow, close } = await serve(book(), '/', (request, response) => {
    if (request.url !== `/${name}`) return false;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.write(html.slice(0, cut));
    wait(1500).then(() => response.end(html.slice(cut)));
    return true;
  });
  try {
    await page.setViewportSize({ width: 1440, height: 844 });
    await watchShifts(page);
    await openPage(page, slow + name);
    await checkShifts(page, `${name}, en deux fois`);
  } finally {
    await close();
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
