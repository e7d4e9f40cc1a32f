// @ts-check
// Ce que le clavier fait des menus, des dialogues et des onglets. Le parcours de
// chaque page est dans pages.spec.
import { address, expect, test } from '../tools/book.mjs';
import { walk, takeCensus } from '../tools/keyboard.mjs';
import { openPage } from '../tools/interface.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

test('Maj+Tab remonte toute la page', async ({ page }) => {
  await openPage(page, address() + programPage());
  const commands = await takeCensus(page);
  const { stops, trap } = await walk(page, 2 * commands.length + 50, 'Shift+Tab');
  expect(trap).toBeNull();
  const reached = new Set(stops.map((a) => a.id));
  expect(commands.filter((c) => !reached.has(c.id)).map((c) => c.name)).toEqual([]);
});

test('le menu des thèmes : ouvrir, circuler, choisir, fermer', async ({ page }) => {
  await openPage(page, address());
  const button = page.locator('#mdbook-theme-toggle');
  const menu = page.locator('#mdbook-theme-list');
  const chosen = () => page.evaluate(() => document.activeElement?.id);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const before = await chosen();
  await page.keyboard.press('ArrowDown');
  expect(await chosen()).not.toBe(before);
  await page.keyboard.press('End');
  expect(await chosen()).toBe('mdbook-theme-ayu');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveClass(/\bayu\b/);
  if (await menu.isVisible()) await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(button).toBeFocused();
});

test("l'aide du clavier : « ? » l'ouvre, Échap la ferme et rend la main", async ({ page }) => {
  await openPage(page, address());
  await page.locator('#mdbook-theme-toggle').focus();
  await page.keyboard.press('?');
  await expect(page.locator('#mdbook-help-popup')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#mdbook-help-popup')).toBeHidden();
  await expect(page.locator('#mdbook-theme-toggle')).toBeFocused();
});

test("les raccourcis d'une seule touche se coupent, et se rendent", async ({ page }) => {
  await openPage(page, address() + programPage());
  const choice = page.getByRole('checkbox', { name: "Raccourcis d'une seule touche" });
  const opened = page.locator('.presentation-bar, #search-dialog, #mdbook-help-popup').filter({ visible: true });
  await page.keyboard.press('?');
  await choice.press('Space');
  await page.keyboard.press('Escape');
  for (const visit of ['aussitôt', 'après une recharge']) {
    for (const key of ['p', 'P', 's', '/', '?']) await page.keyboard.press(key);
    await expect(opened, visit).toHaveCount(0);
    await page.reload();
  }
  // Ce qui se tape dans un champ n'est pas un raccourci ; Échap et les flèches n'en sont pas d'une lettre.
  await page.locator('pre .edit:visible').first().click();
  await page.locator('.editor textarea').first().press('p');
  await expect(page.locator('.editor textarea').first()).toHaveValue(/p/);
  await page.locator('#help-open').click();
  await expect(choice).not.toBeChecked();
  await choice.check();
  await page.keyboard.press('Escape');
  await page.locator('#contenu').focus();
  await page.keyboard.press('p');
  await expect(page.locator('.presentation-bar')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(opened).toHaveCount(1);
});

test('la table des matières se ferme et se rouvre au clavier', async ({ page }) => {
  // Assez large pour qu'elle soit ouverte d'elle-même.
  await page.setViewportSize({ width: 1920, height: 900 });
  await openPage(page, address());
  const links = page.locator('#mdbook-sidebar a[href]').first();
  await expect(links).toBeInViewport();
  await page.locator('#mdbook-sidebar-toggle').focus();
  await page.keyboard.press('Enter');
  await expect(links).toBeHidden();
  // Ce qui est caché n'arrête pas Tab.
  const { stops } = await takeCensus(page).then((c) => walk(page, 2 * c.length + 50));
  const hiddenOnes = await page.evaluate(
    (ids) => ids.filter((id) => document.querySelector(`[data-trial="${id}"]`)?.closest('#mdbook-sidebar')),
    stops.map((a) => a.id).filter(Boolean),
  );
  expect(hiddenOnes).toEqual([]);
  await page.locator('#mdbook-sidebar-toggle').focus();
  await page.keyboard.press('Space');
  await expect(links).toBeInViewport();
});

test('les onglets : flèches, Origine, Fin', async ({ page }) => {
  await page.goto(address() + programPage());
  const tabs = page.locator('figure.listing:not(.refusal) [role="tablist"]').first().getByRole('tab');
  const last = (await tabs.count()) - 1;
  await tabs.first().focus();
  /** @param {string} keystroke @param {number} i */
  const mustGo = async (keystroke, i) => {
    await page.keyboard.press(keystroke);
    await expect(tabs.nth(i), keystroke).toBeFocused();
    await expect(tabs.nth(i), keystroke).toHaveAttribute('aria-selected', 'true');
  };
  const where = page.url();
  await mustGo('ArrowRight', 1);
  await mustGo('ArrowLeft', 0);
  await mustGo('ArrowLeft', last);
  await mustGo('ArrowRight', 0);
  await mustGo('End', last);
  await mustGo('Home', 0);
  expect(page.url(), 'les flèches ne changent pas de page').toBe(where);
});

test("le choix d'un onglet vaut pour les autres programmes et les autres pages", async ({ page }) => {
  const opened = () => page.locator('figure.listing:not(.refusal) [role="tab"][aria-selected="true"]').allTextContents();
  await page.goto(address() + programPage());
  const before = await opened();
  expect(before.length).toBeGreaterThan(1);
  expect(new Set(before)).toEqual(new Set(['Rust']));
  await page.locator('[role="tab"]').first().focus();
  await page.keyboard.press('ArrowRight');
  expect(new Set(await opened())).toEqual(new Set(['Go']));
  await page.reload();
  expect(new Set(await opened())).toEqual(new Set(['Go']));
  await page.goto(address() + 'introduction/premier_fil.html');
  expect(new Set(await opened())).toEqual(new Set(['Go']));
});

/** Une page qui a plusieurs programmes. */
function programPage() {
  return 'synchronisation/mutex.html';
}
