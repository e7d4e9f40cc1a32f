// @ts-check
// L'interface du livre, comme un lecteur s'en sert : changer de thème, ouvrir
// ce qui s'ouvre.
import { expect } from '@playwright/test';

/**
 * Change de thème par le menu, sans recharger, et attend que les diagrammes
 * soient redessinés.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme `light`… ou `default_theme`, qui suit le système
 */
export async function changerDeTheme(page, theme) {
  await page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), theme);
  await diagrammesDessines(page);
}

/**
 * Attend que chaque diagramme soit dessiné aux couleurs du thème présent.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function diagrammesDessines(page) {
  await page.waitForFunction(async () => {
    // Un changement de thème relance le dessin à la tâche suivante.
    await new Promise((fini) => setTimeout(fini));
    const figures = [...document.querySelectorAll('figure.diagramme')];
    return figures.every(
      (f) => f.querySelector('svg') && !f.querySelector('.diagramme-attente'),
    );
  });
}

/**
 * Ce qui s'ouvre dans chaque page : comment l'ouvrir, où c'est, comment le
 * fermer.
 *
 * @typedef {object} Ouvrant
 * @property {string} nom
 * @property {(page: import('@playwright/test').Page) => Promise<void>} ouvrir
 * @property {(page: import('@playwright/test').Page) => Promise<void>} fermer
 * @property {boolean} [fugace] changer de thème le referme
 */

/** @type {Ouvrant[]} */
export const OUVRANTS = [
  {
    nom: 'menu des thèmes',
    fugace: true,
    async ouvrir(page) {
      await page.locator('#mdbook-theme-toggle').click();
      await expect(page.locator('#mdbook-theme-list')).toBeVisible();
    },
    async fermer(page) {
      await page.keyboard.press('Escape');
      await expect(page.locator('#mdbook-theme-list')).toBeHidden();
    },
  },
  {
    nom: 'aide du clavier',
    async ouvrir(page) {
      await page.keyboard.press('?');
      await expect(page.locator('#mdbook-help-popup')).toBeVisible();
    },
    async fermer(page) {
      await page.keyboard.press('Escape');
      await expect(page.locator('#mdbook-help-popup')).toBeHidden();
    },
  },
  {
    nom: 'table des matières',
    // Elle est ouverte sur un grand écran : on voit aussi la page sans elle.
    async ouvrir(page) {
      await basculerSommaire(page);
    },
    async fermer(page) {
      await basculerSommaire(page);
    },
  },
  {
    nom: 'recherche',
    async ouvrir(page) {
      await page.keyboard.press('/');
      const champ = page.locator('input[type="search"]:focus, [role="combobox"]:focus, input:focus');
      await expect(champ).toBeVisible();
      const liens = () => page.locator('a[href]').count();
      const avant = await liens();
      await champ.pressSequentially('canal', { delay: 40 });
      // Ce qui est trouvé est l'affaire de recherche.spec ; ici, il faut que
      // les résultats soient à l'écran.
      await expect.poll(liens, { message: 'aucun résultat pour « canal »', timeout: 10_000 }).toBeGreaterThan(avant);
    },
    async fermer(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
];

/**
 * Clique sur le bouton qui montre ou cache la table des matières.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function basculerSommaire(page) {
  const visible = () => page.evaluate(() => document.documentElement.classList.contains('sidebar-visible'));
  const avant = await visible();
  await page.locator('#mdbook-sidebar-toggle').click();
  await expect.poll(visible).toBe(!avant);
}
