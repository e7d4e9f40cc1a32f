// @ts-check
// Ce que le clavier fait des menus, des dialogues et des onglets. Le parcours de
// chaque page est dans pages.spec.
import { adresse, expect, test } from '../outils/livre.mjs';
import { parcourir, recenser } from '../outils/clavier.mjs';
import { ouvrirPage } from '../outils/interface.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

test('Maj+Tab remonte toute la page', async ({ page }) => {
  await ouvrirPage(page, adresse() + pageAProgrammes());
  const commandes = await recenser(page);
  const { arrets, piege } = await parcourir(page, 2 * commandes.length + 50, 'Shift+Tab');
  expect(piege).toBeNull();
  const atteintes = new Set(arrets.map((a) => a.id));
  expect(commandes.filter((c) => !atteintes.has(c.id)).map((c) => c.nom)).toEqual([]);
});

test('le menu des thèmes : ouvrir, circuler, choisir, fermer', async ({ page }) => {
  await ouvrirPage(page, adresse());
  const bouton = page.locator('#mdbook-theme-toggle');
  const menu = page.locator('#mdbook-theme-list');
  const choisi = () => page.evaluate(() => document.activeElement?.id);
  await bouton.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await expect(bouton).toHaveAttribute('aria-expanded', 'true');
  const avant = await choisi();
  await page.keyboard.press('ArrowDown');
  expect(await choisi()).not.toBe(avant);
  await page.keyboard.press('End');
  expect(await choisi()).toBe('mdbook-theme-ayu');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveClass(/\bayu\b/);
  if (await menu.isVisible()) await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(bouton).toHaveAttribute('aria-expanded', 'false');
  await expect(bouton).toBeFocused();
});

test("l'aide du clavier : « ? » l'ouvre, Échap la ferme et rend la main", async ({ page }) => {
  await ouvrirPage(page, adresse());
  await page.locator('#mdbook-theme-toggle').focus();
  await page.keyboard.press('?');
  await expect(page.locator('#mdbook-help-popup')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#mdbook-help-popup')).toBeHidden();
  await expect(page.locator('#mdbook-theme-toggle')).toBeFocused();
});

test('la table des matières se ferme et se rouvre au clavier', async ({ page }) => {
  // Assez large pour qu'elle soit ouverte d'elle-même.
  await page.setViewportSize({ width: 1920, height: 900 });
  await ouvrirPage(page, adresse());
  const liens = page.locator('#mdbook-sidebar a[href]').first();
  await expect(liens).toBeInViewport();
  await page.locator('#mdbook-sidebar-toggle').focus();
  await page.keyboard.press('Enter');
  await expect(liens).toBeHidden();
  // Ce qui est caché n'arrête pas Tab.
  const { arrets } = await recenser(page).then((c) => parcourir(page, 2 * c.length + 50));
  const caches = await page.evaluate(
    (ids) => ids.filter((id) => document.querySelector(`[data-essai="${id}"]`)?.closest('#mdbook-sidebar')),
    arrets.map((a) => a.id).filter(Boolean),
  );
  expect(caches).toEqual([]);
  await page.locator('#mdbook-sidebar-toggle').focus();
  await page.keyboard.press('Space');
  await expect(liens).toBeInViewport();
});

test('les onglets : flèches, Origine, Fin', async ({ page }) => {
  await page.goto(adresse() + pageAProgrammes());
  const onglets = page.locator('figure.listing:not(.refusal) [role="tablist"]').first().getByRole('tab');
  const dernier = (await onglets.count()) - 1;
  await onglets.first().focus();
  /** @param {string} touche @param {number} i */
  const doitAller = async (touche, i) => {
    await page.keyboard.press(touche);
    await expect(onglets.nth(i), touche).toBeFocused();
    await expect(onglets.nth(i), touche).toHaveAttribute('aria-selected', 'true');
  };
  const ou = page.url();
  await doitAller('ArrowRight', 1);
  await doitAller('ArrowLeft', 0);
  await doitAller('ArrowLeft', dernier);
  await doitAller('ArrowRight', 0);
  await doitAller('End', dernier);
  await doitAller('Home', 0);
  expect(page.url(), 'les flèches ne changent pas de page').toBe(ou);
});

test("le choix d'un onglet vaut pour les autres programmes et les autres pages", async ({ page }) => {
  const ouverts = () => page.locator('figure.listing:not(.refusal) [role="tab"][aria-selected="true"]').allTextContents();
  await page.goto(adresse() + pageAProgrammes());
  const avant = await ouverts();
  expect(avant.length).toBeGreaterThan(1);
  expect(new Set(avant)).toEqual(new Set(['Rust']));
  await page.locator('[role="tab"]').first().focus();
  await page.keyboard.press('ArrowRight');
  expect(new Set(await ouverts())).toEqual(new Set(['Go']));
  await page.reload();
  expect(new Set(await ouverts())).toEqual(new Set(['Go']));
  await page.goto(adresse() + 'introduction/premier_fil.html');
  expect(new Set(await ouverts())).toEqual(new Set(['Go']));
});

/** Une page qui a plusieurs programmes. */
function pageAProgrammes() {
  return 'synchronisation/mutex.html';
}
