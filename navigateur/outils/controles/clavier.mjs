// @ts-check
// Tab suffit : chaque commande s'atteint, se voit et se quitte ; et rien ne bouge
// pour qui l'a refusé.
import { expect } from '@playwright/test';
import { relever } from '../chiffres.mjs';
import { parcourir, recenser } from '../clavier.mjs';
import { themePose } from '../interface.mjs';

/** @param {import('@playwright/test').Page} page ouverte, sans animations */
export async function controlerClavier(page) {
  const commandes = await recenser(page);
  const { arrets, piege } = await parcourir(page, 2 * commandes.length + 50);
  const atteintes = new Set(arrets.map((a) => a.id));
  relever({ nom: 'commandes parcourues au clavier', valeur: commandes.length, cumul: 'somme' });
  expect.soft(piege, 'le clavier reste pris').toBeNull();
  expect
    .soft(
      commandes.filter((c) => !atteintes.has(c.id)).map((c) => c.nom),
      'hors de portée de Tab',
    )
    .toEqual([]);
  expect.soft(arrets.filter((a) => !a.marque).map((a) => a.nom), 'focus sans marque').toEqual([]);
  expect.soft(arrets.filter((a) => !a.visible).map((a) => a.nom), 'focus hors de vue').toEqual([]);

  const mouvements = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((e) => {
      const s = getComputedStyle(e);
      const lents = [...s.transitionDuration.split(','), ...(s.animationName === 'none' ? [] : s.animationDuration.split(','))];
      const lent = lents.some((d) => parseFloat(d) > 0.001);
      return lent || s.scrollBehavior === 'smooth' ? [`${e.localName}.${e.getAttribute('class') ?? ''} ${s.transitionDuration} ${s.animationName}`] : [];
    }),
  );
  expect.soft([...new Set(mouvements)], 'mouvements que le lecteur a refusés').toEqual([]);

  const glissements = await page.evaluate(() => {
    document.getElementById('mdbook-theme-navy')?.click();
    const cibles = document.getAnimations().map((a) => /** @type {KeyframeEffect} */ (a.effect).target);
    return [...new Set(cibles)].map((e) => `${e?.localName}.${e?.getAttribute('class') ?? ''}`);
  });
  expect.soft(glissements, 'le nouveau thème est là tout entier, aussitôt').toEqual([]);
  await themePose(page);
}
