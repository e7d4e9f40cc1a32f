// @ts-check
// L'interface du livre, comme un lecteur s'en sert : changer de thème, ouvrir
// ce qui s'ouvre.

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
 * dans le navigateur, d'un seul appel : une page en change dix fois.
 *
 * @param {{theme: string, delai: number}} options
 */
async function poser({ theme, delai }) {
  const debut = performance.now();
  const pause = (/** @type {number} */ ms) => new Promise((fini) => setTimeout(fini, ms));
  if (theme) {
    const choix = document.getElementById(`mdbook-theme-${theme}`);
    if (!choix) throw new Error(`la page n'a pas de thème « ${theme} »`);
    choix.click();
  }
  // Un changement de thème relance le dessin avant la tâche suivante.
  await pause(0);
  for (;;) {
    const feuilles = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((lien) => {
      const { disabled, sheet } = /** @type {HTMLLinkElement} */ (lien);
      return !disabled && sheet === null;
    });
    const figures = [...document.querySelectorAll('figure.diagram')].filter(
      (figure) => !figure.querySelector('svg') || figure.querySelector('.diagram-pending'),
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
 * Ce qui s'ouvre dans chaque page.
 *
 * @typedef {object} Ouvrant
 * @property {string} nom
 * @property {string} bouton ce qui l'ouvre
 * @property {string} vu ce qui se voit alors, et seulement alors
 * @property {string[]} zones ce que son ouverture montre ou change
 * @property {string} [question] à poser dans son champ
 * @property {boolean} [bascule] le même bouton le ferme ; sinon, Échap
 */

/** @type {Ouvrant[]} */
export const OUVRANTS = [
  {
    nom: 'menu des thèmes',
    bouton: '#mdbook-theme-toggle',
    vu: '#mdbook-theme-list',
    zones: ['#mdbook-menu-bar'],
  },
  {
    nom: 'aide du clavier',
    bouton: '#help-open',
    vu: '#mdbook-help-popup',
    // Un dialogue modal : le reste de la page est inerte.
    zones: ['#mdbook-help-container'],
  },
  {
    nom: 'table des matières',
    bouton: '#mdbook-sidebar-toggle',
    vu: '.sidebar-visible #mdbook-sidebar',
    zones: ['#mdbook-sidebar', '#mdbook-menu-bar'],
    bascule: true,
  },
  {
    nom: 'recherche',
    bouton: '#mdbook-search-toggle',
    vu: '#search-dialog .search-page',
    zones: ['#search-dialog'],
    question: 'canal',
  },
];

/**
 * Ouvre un menu et attend qu'il soit montré. Souris et clavier ont leurs tests :
 * ici, un seul appel, car on ouvre quatre menus dans cinq thèmes de chaque page.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Ouvrant} ouvrant
 */
export async function ouvrirMenu(page, { bouton, vu, question }) {
  await page.evaluate(basculer, { bouton, vu, question, ouvert: true, delai: DELAI });
}

/**
 * Ferme un menu ouvert.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Ouvrant} ouvrant
 */
export async function fermerMenu(page, { bouton, vu, bascule }) {
  if (!bascule) await page.keyboard.press('Escape');
  await page.evaluate(basculer, { bouton: bascule ? bouton : '', vu, ouvert: false, delai: DELAI });
}

/**
 * Clique, s'il y a où, et attend ce qui doit se voir ou ne plus se voir. S'évalue
 * dans le navigateur.
 *
 * @param {{bouton: string, vu: string, question?: string, ouvert: boolean, delai: number}} options
 */
async function basculer({ bouton, vu, question, ouvert, delai }) {
  const debut = performance.now();
  if (bouton) {
    const commande = document.querySelector(bouton);
    if (!(commande instanceof HTMLElement)) throw new Error(`la page n'a pas de ${bouton}`);
    commande.click();
  }
  const champ = document.activeElement;
  // Posée dans un autre thème, la question est restée, et ses réponses.
  if (question && champ instanceof HTMLInputElement && champ.value !== question) {
    champ.value = question;
    champ.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  while ((document.querySelector(vu)?.checkVisibility({ visibilityProperty: true }) ?? false) !== ouvert) {
    if (performance.now() - debut > delai) throw new Error(`${vu} ${ouvert ? 'ne se montre pas' : 'reste montré'}`);
    await new Promise((fini) => setTimeout(fini, 10));
  }
  // Sans animations, la table des matières glisse encore, le temps d'une image.
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}
