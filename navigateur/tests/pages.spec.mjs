// @ts-check
// Chaque page, chargée une fois et regardée de toutes les façons : son poids, ce qui
// bouge au chargement, sa langue, son clavier, ses onglets, ses diagrammes, ses cinq
// thèmes, toutes les largeurs, ses menus ; et pendant tout ce temps la console se tait, et
// rien n'est demandé à un tiers.
import path from 'node:path';
import { checkDrawings, checkForcedColors, checkNames } from '../tools/checks/diagrams.mjs';
import { checkKeyboard } from '../tools/checks/keyboard.mjs';
import { badlySpaced } from '../tools/checks/labels.mjs';
import { checkMenus, checkThemes } from '../tools/checks/menus.mjs';
import { checkShifts, watchShifts } from '../tools/checks/shifts.mjs';
import { checkTabs } from '../tools/checks/tabs.mjs';
import { openAndWeigh } from '../tools/checks/weight.mjs';
import { checkWidths } from '../tools/checks/widths.mjs';
import { SHELL } from '../tools/chromium.mjs';
import { changeTheme, wholePage } from '../tools/interface.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { diagrams } from '../tools/sources.mjs';

test.use({
  // Sans transition : axe lirait une couleur à mi-chemin entre deux thèmes.
  contextOptions: { reducedMotion: 'reduce' },
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    ...SHELL,
    // Les lettres ont la place qu'elles auraient dans la fenêtre d'un lecteur.
    args: [...(SHELL.args ?? []), '--font-render-hinting=none'],
    // Les barres de défilement aussi.
    ignoreDefaultArgs: ['--hide-scrollbars'],
  },
});

// Les menus sont ceux d'un seul gabarit : d'une page à l'autre d'un chapitre, seule
// change la ligne que la table des matières dit présente.
const chapters = new Map([...pages()].reverse().map((name) => [path.dirname(name), name]));
const firstOfChapter = new Set(chapters.values());
const drawn = diagrams();

for (const name of [...pages(), '404.html']) {
  test(name, async ({ page, faults }) => {
    const its = drawn.get(name) ?? [];
    await watchShifts(page);
    await test.step('poids', () => openAndWeigh(page, address(), name, { reference: false }));
    await wholePage(page);
    await test.step('ce qui bouge', () => checkShifts(page, name));
    await test.step('français', async () => {
      await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
      expect.soft(await page.evaluate(badlySpaced), 'une ponctuation peut passer seule à la ligne').toEqual([]);
    });
    if ((await page.locator('listing-tabs').count()) > 0) {
      await test.step('onglets', () => checkTabs(page));
    }
    await test.step('clavier', () => checkKeyboard(page));
    if (its.length > 0) {
      await test.step('diagrammes', async () => {
        await checkNames(page, its);
        await checkForcedColors(page, its);
      });
    }
    await test.step('thèmes', () =>
      checkThemes(page, async (_, theme) => {
        await changeTheme(page, theme);
        if (its.length > 0) expect.soft(await checkDrawings(page, its, theme)).toEqual([]);
      }));
    await test.step('largeurs', () => checkWidths(page, name, its));
    if (firstOfChapter.has(name)) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await test.step('menus', () => checkMenus(page));
    }
    expect(faults).toEqual({ console: [], thirdParty: [] });
  });
}
