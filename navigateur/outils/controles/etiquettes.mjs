// @ts-check
// L'interface est en français jusqu'à la dernière étiquette : textes, titres,
// noms pour lecteurs d'écran, menus ouverts.
import { motsAnglais, normaliser, textesDeMdbook } from '../anglais.mjs';

/** Les mots d'origine que le cours emploie aussi : un langage, un thème, une abréviation française. */
const COMMUNS = ['rust', 'ayu', 'auto'];

/** @type {Set<string> | undefined} */
let lus;

/** Les textes d'interface de mdBook qui n'ont rien à faire ici. */
export function origine() {
  lus ??= new Set([...textesDeMdbook()].filter((t) => !COMMUNS.includes(t)));
  return lus;
}

/**
 * Ce que dit l'interface de la page : tout hors de la prose, et dans la prose,
 * ce qui n'en est pas (commandes, onglets, titres d'encadrés, infobulles).
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
 */
export function etiquettes(page) {
  return page.evaluate(() => {
    const textes = new Set();
    const noter = (/** @type {string | null | undefined} */ t) => t?.trim() && textes.add(t.trim().replace(/\s+/g, ' '));
    // Titres de pages, que l'auteur écrit, et résultats de recherche, qui en citent le texte.
    const CITATIONS =
      'main, script, style, template, noscript, .menu-title, #mdbook-sidebar .chapter, [class*="pagetoc"], ' +
      '.search-chapter, .search-place, [data-citation]';
    const marcheur = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = marcheur.nextNode(); n; n = marcheur.nextNode()) {
      if (n.parentElement && !n.parentElement.closest(CITATIONS)) noter(n.textContent);
    }
    for (const e of document.querySelectorAll(
      'main :is(button, summary, label, legend, [role="tab"], .alert-title, .listing-number, .listing-label, .tooltiptext)',
    )) {
      const copie = /** @type {Element} */ (e.cloneNode(true));
      // Un morceau de programme, ou ce qu'il affiche, cité par l'étiquette.
      for (const code of copie.querySelectorAll('code, samp')) code.replaceWith('…');
      noter(copie.textContent);
    }
    for (const e of document.querySelectorAll('*')) {
      for (const nom of ['title', 'aria-label', 'aria-description', 'aria-roledescription', 'placeholder', 'alt', 'data-tooltip']) {
        // Ceux d'un dessin viennent de Mermaid : un mot de vocabulaire, non un texte.
        if (nom === 'aria-roledescription' && e instanceof SVGElement) continue;
        if (!e.closest('[data-citation]')) noter(e.getAttribute(nom));
      }
    }
    for (const template of document.querySelectorAll('template')) noter(template.content.textContent);
    noter(document.title.split(' - ').at(-1));
    return /** @type {string[]} */ ([...textes]);
  });
}

/**
 * Les textes, hors programmes, où une espace ordinaire précède une ponctuation
 * double ou borde un guillemet. S'évalue dans le navigateur.
 */
export function malEspaces() {
  const marcheur = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const trouves = new Set();
  for (let n = marcheur.nextNode(); n; n = marcheur.nextNode()) {
    const texte = n.textContent ?? '';
    if (/\S [:;!?»]|« /.test(texte) && !n.parentElement?.closest('code, pre, samp, kbd, script, style, svg, .editor')) {
      trouves.add(texte.trim().slice(0, 60));
    }
  }
  return [...trouves];
}

/**
 * @param {string[]} textes
 * @returns {string[]} ceux qui sont en anglais
 */
export function enAnglais(textes) {
  return textes.filter((t) => origine().has(normaliser(t)) || motsAnglais(t).length > 0);
}
