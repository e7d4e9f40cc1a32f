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
export async function openPage(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await wholePage(page);
}

/**
 * Attend, dans une page ouverte, ses polices, ses onglets et ses diagrammes ;
 * puis qu'elle ait réagi à ses dernières dimensions : une zone qui ne déborde
 * plus quitte alors l'ordre de Tab.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function wholePage(page) {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await themeSet(page);
  await page.evaluate(() => new Promise((finished) => requestAnimationFrame(() => requestAnimationFrame(finished))));
}

/**
 * Change de thème par le menu, sans recharger, et attend que la page l'ait pris.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme `light`… ou `default_theme`, qui suit le système
 */
export async function changeTheme(page, theme) {
  await page.evaluate(put, { theme, delay: DELAY });
}

/**
 * Attend que la page ait pris le thème présent : les couleurs du code, qui sont
 * dans une feuille de style demandée quand le thème change, et ses diagrammes,
 * redessinés.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function themeSet(page) {
  await page.evaluate(put, { theme: '', delay: DELAY });
}

/** Le plus qu'on attende un thème, en millisecondes. */
const DELAY = 20_000;

/**
 * Choisit un thème, s'il y en a un, et attend que la page l'ait pris. S'évalue
 * dans le navigateur, d'un seul appel : une page en change dix fois.
 *
 * @param {{theme: string, delay: number}} options
 */
async function put({ theme, delay }) {
  const start = performance.now();
  const pause = (/** @type {number} */ ms) => new Promise((finished) => setTimeout(finished, ms));
  if (theme) {
    const choice = document.getElementById(`mdbook-theme-${theme}`);
    if (!choice) throw new Error(`la page n'a pas de thème « ${theme} »`);
    choice.click();
  }
  // Un changement de thème relance le dessin avant la tâche suivante.
  await pause(0);
  for (;;) {
    const sheets = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => {
      const { disabled, sheet } = /** @type {HTMLLinkElement} */ (link);
      return !disabled && sheet === null;
    });
    const figures = [...document.querySelectorAll('figure.diagram')].filter(
      (figure) => !figure.querySelector('svg') || figure.querySelector('.diagram-pending'),
    );
    if (sheets.length + figures.length === 0) return;
    if (performance.now() - start > delay) {
      const missing = [...sheets.map((f) => f.id), ...figures.map((f) => f.textContent?.trim().slice(0, 40))];
      throw new Error(`la page n'a pas pris le thème « ${theme} » : ${missing.join(', ')}`);
    }
    await pause(10);
  }
}

/**
 * Ce qui s'ouvre dans chaque page.
 *
 * @typedef {object} Opener
 * @property {string} name
 * @property {string} button ce qui l'ouvre
 * @property {string} seen ce qui se voit alors, et seulement alors
 * @property {string[]} zones ce que son ouverture montre ou change
 * @property {string} [question] à poser dans son champ
 * @property {boolean} [toggles] le même bouton le ferme ; sinon, Échap
 */

/** @type {Opener[]} */
export const OPENERS = [
  {
    name: 'menu des thèmes',
    button: '#mdbook-theme-toggle',
    seen: '#mdbook-theme-list',
    zones: ['#mdbook-menu-bar'],
  },
  {
    name: 'aide du clavier',
    button: '#help-open',
    seen: '#mdbook-help-popup',
    // Un dialogue modal : le reste de la page est inerte.
    zones: ['#mdbook-help-container'],
  },
  {
    name: 'table des matières',
    button: '#mdbook-sidebar-toggle',
    seen: '.sidebar-visible #mdbook-sidebar',
    zones: ['#mdbook-sidebar', '#mdbook-menu-bar'],
    toggles: true,
  },
  {
    name: 'recherche',
    button: '#mdbook-search-toggle',
    seen: '#search-dialog .search-page',
    zones: ['#search-dialog'],
    question: 'canal',
  },
];

/**
 * Ouvre un menu, s'il ne l'est pas, et attend qu'il soit montré. Souris et clavier
 * ont leurs tests : ici, un seul appel, car chaque page a quatre menus.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Opener} opener
 */
export async function openMenu(page, { button, seen, question }) {
  await page.evaluate(toggle, { button, seen, question, opened: true, delay: DELAY });
}

/**
 * Ferme un menu ouvert.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Opener} opener
 */
export async function closeMenu(page, { button, seen, toggles }) {
  if (!toggles) await page.keyboard.press('Escape');
  await page.evaluate(toggle, { button: toggles ? button : '', seen, opened: false, delay: DELAY });
}

/**
 * Clique, s'il le faut et s'il y a où, et attend ce qui doit se voir ou ne plus se
 * voir. S'évalue dans le navigateur.
 *
 * @param {{button: string, seen: string, question?: string, opened: boolean, delay: number}} options
 */
async function toggle({ button, seen, question, opened, delay }) {
  const start = performance.now();
  const shown = () => document.querySelector(seen)?.checkVisibility({ visibilityProperty: true }) ?? false;
  if (button && shown() !== opened) {
    const command = document.querySelector(button);
    if (!(command instanceof HTMLElement)) throw new Error(`la page n'a pas de ${button}`);
    command.click();
  }
  const field = document.activeElement;
  // Posée dans un autre thème, la question est restée, et ses réponses.
  if (question && field instanceof HTMLInputElement && field.value !== question) {
    field.value = question;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  while (shown() !== opened) {
    if (performance.now() - start > delay) throw new Error(`${seen} ${opened ? 'ne se montre pas' : 'reste montré'}`);
    await new Promise((finished) => setTimeout(finished, 10));
  }
  // Sans animations, la table des matières glisse encore, le temps d'une image.
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}
