// @ts-check
// Chaque page, chargée une fois et regardée de toutes les façons : son poids, sa
// langue, son clavier, ses onglets, ses menus, ses cinq thèmes ; et pendant tout ce
// temps la console se tait, et rien n'est demandé à un tiers.
import path from 'node:path';
import { checkKeyboard } from '../tools/checks/keyboard.mjs';
import { badlySpaced } from '../tools/checks/labels.mjs';
import { checkMenus } from '../tools/checks/menus.mjs';
import { checkTabs } from '../tools/checks/tabs.mjs';
import { openAndWeigh } from '../tools/checks/weight.mjs';
import { wholePage } from '../tools/interface.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';

// Sans transition : axe lirait une couleur à mi-chemin entre deux thèmes.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

// Les menus sont ceux d'un seul gabarit : d'une page à l'autre d'un chapitre, seule
// change la ligne que la table des matières dit présente.
const chapters = new Map([...pages()].reverse().map((name) => [path.dirname(name), name]));
const firstOfChapter = new Set(chapters.values());

for (const name of [...pages(), '404.html']) {
  test(name, async ({ page, faults }) => {
    await test.step('poids', () => openAndWeigh(page, address(), name, { reference: false }));
    await wholePage(page);
    await test.step('français', async () => {
      await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
      expect.soft(await page.evaluate(badlySpaced), 'une ponctuation peut passer seule à la ligne').toEqual([]);
    });
    if ((await page.locator('listing-tabs').count()) > 0) {
      await test.step('onglets', () => checkTabs(page));
    }
    await test.step('clavier', () => checkKeyboard(page));
    await test.step('menus et thèmes', () => checkMenus(page, { menus: firstOfChapter.has(name) }));
    expect(faults).toEqual({ console: [], thirdParty: [] });
  });
}
