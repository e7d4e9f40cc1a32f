// @ts-check
// Tab suffit : chaque commande s'atteint, se voit et se quitte ; et rien ne bouge
// pour qui l'a refusé.
import { expect } from '@playwright/test';
import { record } from '../figures.mjs';
import { walk, takeCensus } from '../keyboard.mjs';
import { themeSet } from '../interface.mjs';

/** @param {import('@playwright/test').Page} page ouverte, sans animations */
export async function checkKeyboard(page) {
  const commands = await takeCensus(page);
  const { stops, trap } = await walk(page, 2 * commands.length + 50);
  const reached = new Set(stops.map((a) => a.id));
  record({ name: 'commandes parcourues au clavier', value: commands.length, merge: 'sum' });
  expect.soft(trap, 'le clavier reste pris').toBeNull();
  expect
    .soft(
      commands.filter((c) => !reached.has(c.id)).map((c) => c.name),
      'hors de portée de Tab',
    )
    .toEqual([]);
  expect.soft(stops.filter((a) => !a.mark).map((a) => a.name), 'focus sans marque').toEqual([]);
  expect.soft(stops.filter((a) => !a.visible).map((a) => a.name), 'focus hors de vue').toEqual([]);

  const moves = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((e) => {
      const s = getComputedStyle(e);
      const slowOnes = [...s.transitionDuration.split(','), ...(s.animationName === 'none' ? [] : s.animationDuration.split(','))];
      const slow = slowOnes.some((d) => parseFloat(d) > 0.001);
      return slow || s.scrollBehavior === 'smooth' ? [`${e.localName}.${e.getAttribute('class') ?? ''} ${s.transitionDuration} ${s.animationName}`] : [];
    }),
  );
  expect.soft([...new Set(moves)], 'mouvements que le lecteur a refusés').toEqual([]);

  const shifts = await page.evaluate(() => {
    document.getElementById('mdbook-theme-navy')?.click();
    const targets = document.getAnimations().map((a) => /** @type {KeyframeEffect} */ (a.effect).target);
    return [...new Set(targets)].map((e) => `${e?.localName}.${e?.getAttribute('class') ?? ''}`);
  });
  expect.soft(shifts, 'le nouveau thème est là tout entier, aussitôt').toEqual([]);
  await themeSet(page);
}
