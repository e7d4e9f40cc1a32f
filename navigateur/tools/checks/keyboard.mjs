// @ts-check
// Tab suffit : chaque commande s'atteint, se voit et se quitte ; et rien ne bouge
// pour qui l'a refusé.
import { expect } from '@playwright/test';
import { record } from '../figures.mjs';
import { Judged } from '../judged.mjs';
import { readKinds } from '../kinds.mjs';
import { walk, takeCensus } from '../keyboard.mjs';
import { themeSet } from '../interface.mjs';

/** Les sortes de commandes que le clavier atteint, voit et quitte. */
const REACHED = new Judged('sortes de commandes');

/** @param {import('@playwright/test').Page} page ouverte, sans animations */
export async function checkKeyboard(page) {
  const commands = await takeCensus(page);
  const kinds = await page.evaluate(readKinds, 'commandes');
  // Une page qui n'a que des commandes des mêmes sortes se parcourt comme les précédentes.
  if (REACHED.unknown(kinds).length > 0 && (await walked(page, commands))) REACHED.add(kinds);
  await checkStillness(page);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('../keyboard.mjs').Command[]} commands
 * @returns {Promise<boolean>} sans faute
 */
async function walked(page, commands) {
  const { stops, trap } = await walk(page, 2 * commands.length + 50);
  const reached = new Set(stops.map((a) => a.id));
  record({ name: 'commandes parcourues au clavier', value: commands.length, merge: 'sum' });
  const missed = commands.filter((c) => !reached.has(c.id)).map((c) => c.name);
  const unmarked = stops.filter((a) => !a.mark).map((a) => a.name);
  const unseen = stops.filter((a) => !a.visible).map((a) => a.name);
  expect.soft(trap, 'le clavier reste pris').toBeNull();
  expect.soft(missed, 'hors de portée de Tab').toEqual([]);
  expect.soft(unmarked, 'focus sans marque').toEqual([]);
  expect.soft(unseen, 'focus hors de vue').toEqual([]);
  return trap === null && [missed, unmarked, unseen].every((faults) => faults.length === 0);
}

/** @param {import('@playwright/test').Page} page */
async function checkStillness(page) {
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
