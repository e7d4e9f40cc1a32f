// @ts-check
// L'interface du livre, comme un lecteur s'en sert : changer de thème, ouvrir
// ce qui s'ouvre.
import { expect } from '@playwright/test';

/**
 * Ouvre la page et attend ce qu'un lecteur attendrait : ses polices, ses
 * onglets, ses diagrammes.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} url
 */
export async function ouvrirPage(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await pageComplete(page);
}

/**
 * Attend, dans une page ouverte, ses polices, ses onglets et ses diagrammes ;
 * puis qu'elle ait réagi à ses dernières dimensions : une zone qui ne déborde
 * plus quitte alors l'ordre de Tab.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function pageComplete(page) {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await themePose(page);
  await page.evaluate(() => new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(fini))));
}

/**
 * Change de thème par le menu, sans recharger, et attend que la page l'ait pris.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme `light`… ou `default_theme`, qui suit le système
 */
export async function changerDeTheme(page, theme) {
  await page.evaluate(poser, { theme, delai: DELAI });
}

/**
 * Attend que la page ait pris le thème présent : les couleurs du code, qui sont
 * dans une feuille de style demandée quand le thème change, et ses diagrammes,
 * redessinés.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function themePose(page) {
  await page.evaluate(poser, { theme: '', delai: DELAI });
}

/** Le plus qu'on attende un thème, en millisecondes. */
const DELAI = 20_000;

/**
 * Choisit un thème, s'il y en a un, et attend que la page l'ait pris. S'évalue
 * dans le navigateur, d'un seul appel : une page en change vingt-cinq fois.
 *
 * @param {{theme: string, delai: number}} options
 */
async function poser({ theme, delai }) {
  const debut = performance.now();
  const pause = (/** @type {number} */ ms) => new Promise((fini) => setTimeout(fini, ms));
  document.getElementById(`mdbook-theme-${theme}`)?.click();
  // Un changement de thème relance le dessin avant la tâche suivante.
  await pause(0);
  for (;;) {
    const feuilles = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((lien) => {
      const { disabled, sheet } = /** @type {HTMLLinkElement} */ (lien);
      return !disabled && sheet === null;
    });
    const figures = [...document.querySelectorAll('figure.diagramme')].filter(
      (figure) => !figure.querySelector('svg') || figure.querySelector('.diagramme-attente'),
    );
    if (feuilles.length + figures.length === 0) return;
    if (performance.now() - debut > delai) {
      const manque = [...feuilles.map((f) => f.id), ...figures.map((f) => f.textContent?.trim().slice(0, 40))];
      throw new Error(`la page n'a pas pris le thème « ${theme} » : ${manque.join(', ')}`);
    }
    await pause(10);
  }
}

/**
 * Ce qui s'ouvre dans chaque page : comment l'ouvrir, où c'est, comment le
 * fermer.
 *
 * @typedef {object} Ouvrant
 * @property {string} nom
 * @property {(page: import('@playwright/test').Page) => Promise<void>} ouvrir
 * @property {(page: import('@playwright/test').Page) => Promise<void>} fermer
 * @property {string[]} zones ce que son ouverture montre ou change
 * @property {boolean} [fugace] changer de thème le referme
 */

/** @type {Ouvrant[]} */
export const OUVRANTS = [
  {
    nom: 'menu des thèmes',
    zones: ['#mdbook-menu-bar'],
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
    // Un dialogue modal : le reste de la page est inerte.
    zones: ['#mdbook-help-container'],
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
    zones: ['#mdbook-sidebar', '#mdbook-menu-bar'],
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
    zones: ['#recherche'],
    async ouvrir(page) {
      await page.keyboard.press('/');
      const champ = page.locator('input[type="search"]:focus, [role="combobox"]:focus, input:focus');
      await expect(champ).toBeVisible();
      const liens = () => page.locator('a[href]').count();
      const avant = await liens();
      await champ.pressSequentially('canal', { delay: 40 });
      // Ce qui est trouvé est l'affaire de recherche.spec ; ici, il faut que
      // les résultats soient à l'écran.
      await expect.poll(liens, { message: 'aucun résultat pour « canal »' }).toBeGreaterThan(avant);
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
