// @ts-check
// L'interface du livre, comme un lecteur s'en sert : changer de thème, ouvrir
// ce qui s'ouvre.
import { errors, expect } from '@playwright/test';

/** Une page que rien ne repeint n'a pas de nouvelle image où regarder : on regarde toutes les 20 ms. */
const RYTHME = { polling: 20 };

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
 * Attend, dans une page ouverte, ses polices, ses onglets et ses diagrammes.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function pageComplete(page) {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await diagrammesDessines(page);
  await miseEnPageFaite(page);
}

/**
 * Attend que la page ait réagi à ses dernières dimensions : une zone qui ne
 * déborde plus quitte alors l'ordre de Tab.
 *
 * @param {import('@playwright/test').Page} page
 */
async function miseEnPageFaite(page) {
  await page.evaluate(() => new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(fini))));
}

/**
 * Change de thème par le menu, sans recharger, et attend que les diagrammes
 * soient redessinés.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme `light`… ou `default_theme`, qui suit le système
 */
export async function changerDeTheme(page, theme) {
  await page.evaluate((t) => document.getElementById(`mdbook-theme-${t}`)?.click(), theme);
  await couleursLues(page);
  await diagrammesDessines(page);
}

/**
 * Attend les couleurs du code : elles sont dans une feuille de style, que le
 * thème demande quand il change.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function couleursLues(page) {
  // Cinq secondes au plus : axe dira si elles manquent.
  const lues = page.waitForFunction(
    () =>
      [...document.querySelectorAll('link[rel="stylesheet"]')].every((lien) => {
        const { disabled, sheet } = /** @type {HTMLLinkElement} */ (lien);
        return disabled || sheet !== null;
      }),
    undefined,
    { ...RYTHME, timeout: 5_000 },
  );
  await lues.catch((erreur) => {
    if (!(erreur instanceof errors.TimeoutError)) throw erreur;
  });
}

/**
 * Attend que chaque diagramme soit dessiné aux couleurs du thème présent.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function diagrammesDessines(page) {
  // Un changement de thème relance le dessin avant la tâche suivante.
  await page.evaluate(() => new Promise((fini) => setTimeout(fini)));
  // Pas de fonction asynchrone ici : Playwright prendrait sa promesse pour « vrai ».
  await page.waitForFunction(
    () => {
      const figures = [...document.querySelectorAll('figure.diagramme')];
      return figures.every((f) => f.querySelector('svg') && !f.querySelector('.diagramme-attente'));
    },
    undefined,
    RYTHME,
  );
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
