// @ts-check
// Sur un petit écran, ou une page agrandie quatre fois : ce qui a le focus se
// voit toujours, et une seule direction de défilement suffit (WCAG 2.2, 1.4.10 et
// 2.4.11). La page d'abord, ses menus, puis l'explorateur.
import { eventOf, programs } from '../tools/graphs.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { SMALL, hiddenFocus, walkInSight } from '../tools/focus.mjs';
import { openPage } from '../tools/interface.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Une page de chaque sorte : l'accueil, une leçon, un exercice, des tableaux. */
const PAGES = ['index.html', 'synchronisation/mutex.html', 'exercices/01_rendez_vous.html', 'annexes/correspondance.html'];
const DIALOG = 'dialog.stepper[open]';
const PROGRAM = programs().find((p) => p.id === 'synchronisation/compteur_perdu') ?? programs()[0];

/** Parcourt dans les deux sens. @param {import('@playwright/test').Page} page @param {string} where @param {number} least arrêts, au moins */
async function bothWays(page, where, least) {
  for (const keystroke of /** @type {const} */ (['Tab', 'Shift+Tab'])) {
    const { stops, hidden } = await walkInSight(page, keystroke);
    expect.soft(hidden, `${where}, ${keystroke}`).toEqual([]);
    expect.soft(stops, `${where}, ${keystroke}`).toBeGreaterThanOrEqual(least);
  }
}

/** Ce qui défile de côté, hors du code. @param {import('@playwright/test').Page} page @param {string} zone */
const sideways = (page, zone) =>
  page.locator(`${zone}, ${zone} *`).evaluateAll((all) =>
    all
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.checkVisibility())
      .map((e) => `${e.localName}.${e.className}`),
  );

for (const size of SMALL) {
  const at = `${size.width} × ${size.height}`;

  // La plus petite taille les voit toutes ; aux autres, celles qui ont le plus de commandes.
  for (const name of size === SMALL[0] ? PAGES : [PAGES[1], PAGES[3]]) {
    test(`${at} : ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      await openPage(page, address() + name);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      // Tout ce qui se déplie : issues et leurs chemins, indices, notes.
      await page.locator('main details').evaluateAll((all) => all.forEach((e) => e.setAttribute('open', '')));
      await bothWays(page, name, 20);
    });
  }

  test(`${at} : les menus de la page`, async ({ page }) => {
    await page.setViewportSize(size);
    await openPage(page, address() + PAGES[1]);
    await page.evaluate(() => scrollTo(0, 3000));
    await test.step('la table des matières', async () => {
      await page.locator('#mdbook-sidebar-toggle').focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('#mdbook-sidebar a.active')).toBeInViewport();
      const { stops, hidden } = await walkInSight(page, 'Tab');
      expect.soft(hidden, 'table des matières').toEqual([]);
      expect.soft(stops).toBeGreaterThan(60);
      if (size.width < 620) await expect(page.locator('#mdbook-sidebar')).toBeHidden();
      await page.locator('#mdbook-sidebar-toggle').focus();
      await page.keyboard.press('Enter');
    });
    await test.step('les thèmes', async () => {
      await page.locator('#mdbook-theme-toggle').focus();
      await page.keyboard.press('Enter');
      for (let i = 0; i < 6; i += 1) {
        expect.soft(await hiddenFocus(page), `thème ${i}`).toBe('');
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Escape');
    });
    await test.step("l'aide", async () => {
      await page.keyboard.press('?');
      await bothWays(page, 'aide', 1);
      expect.soft(await sideways(page, '#mdbook-help-container')).toEqual([]);
      await page.keyboard.press('Escape');
    });
    await test.step('la recherche', async () => {
      await page.keyboard.press('/');
      await page.locator('#search-field').fill('canal');
      await expect(page.locator('#search-results li').nth(2)).toBeVisible();
      await bothWays(page, 'recherche', 4);
      expect.soft(await sideways(page, '#search-dialog')).toEqual([]);
    });
  });
}

// Et à la taille d'un projecteur, où chaque zone défile à part, sous son titre.
for (const size of [...SMALL, { width: 1280, height: 720 }]) {
  test(`${size.width} × ${size.height} : l'explorateur`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize(size);
    await openPage(page, address() + PROGRAM.page);
    await page.locator(`listing-stepper[data-id="${PROGRAM.id}"] .stepper-open`).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator(DIALOG)).toBeVisible();
    expect.soft(await hiddenFocus(page), "à l'ouverture").toBe('');

    const { graph } = PROGRAM;
    const button = (/** @type {string} */ action) => page.locator(`${DIALOG} [data-do="${action}"]`).first();
    const announcement = page.locator(`${DIALOG} [role="status"]`);
    /** Active une commande au clavier, et regarde où l'on en est. @param {string} what @param {import('@playwright/test').Locator} target */
    const enter = async (what, target) => {
      await target.focus();
      expect.soft(await hiddenFocus(page), `avant : ${what}`).toBe('');
      await page.keyboard.press('Enter');
      expect.soft(await hiddenFocus(page), what).toBe('');
    };
    await test.step('chaque commande, au clavier', async () => {
      for (const [i, step] of graph.outcomes[2].schedule.entries()) {
        const { thread: thread = '' } = eventOf(graph, step);
        // La moitié par les boutons, la moitié par les touches des fils.
        if (i % 2) await page.keyboard.press(thread === 'main' ? 'm' : thread.slice(-1));
        else await enter(`étape ${i + 1}`, page.locator(`${DIALOG} [data-do="edge"][data-arg="${step}"]`).first());
        expect.soft(await hiddenFocus(page), `étape ${i + 1}`).toBe('');
      }
      await expect(announcement).toContainText('Mission accomplie');
      await enter('reculer', button('back'));
      await expect(announcement).not.toContainText('Fin normale');
      await enter('avancer', button('forward'));
      await expect(announcement).toContainText('Fin normale');
      await enter('un moment de la frise', page.locator(`${DIALOG} [data-do="moment"]`).nth(4));
      await expect(announcement).toContainText('Étape 4');
      await enter('une issue', page.locator(`${DIALOG} [data-do="outcome"]`).last());
      await expect(page.locator('.stepper-verdict')).toBeVisible();
      await enter('recommencer', button('restart'));
      await expect(announcement).toContainText('Étape 0');
      await enter('au hasard', button('random'));
      await expect(page.locator('.stepper-verdict')).toBeVisible();
      await enter('copier', button('share'));
      await expect(button('share')).toHaveText('Adresse copiée');
    });
    await test.step('tout parcourir', () => bothWays(page, 'explorateur', 30));
    await test.step('ce qui reste en place laisse voir le reste', async () => {
      if (!SMALL.includes(size)) return;
      // À la souris, ou au doigt : Playwright refuse de cliquer ce qui est couvert.
      for (const action of ['restart', 'edge', 'forward', 'back', 'random', 'outcome', 'share']) await button(action).click();
      const free = await page.evaluate((dialog) => {
        const e = document.querySelector(dialog);
        if (e) e.scrollTop = e.scrollHeight / 2;
        let rows = 0;
        for (let y = 0; y < innerHeight; y += 2) rows += document.elementFromPoint(innerWidth / 2, y)?.closest('section') ? 1 : 0;
        return (2 * rows) / innerHeight;
      }, DIALOG);
      expect.soft(free, "la part de l'écran où défilent les zones").toBeGreaterThan(0.6);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      expect.soft(await sideways(page, DIALOG)).toEqual([]);
    });
    await button('close').click();
    await expect(page.locator('dialog.stepper')).toBeHidden();
  });
}
