// @ts-check
// L'interface est en français jusqu'à la dernière étiquette : textes, titres,
// noms pour lecteurs d'écran, menus ouverts.
import { englishWords, normalize, mdbookTexts } from '../english.mjs';

/** Les mots d'origine que le cours emploie aussi : un langage, un thème, une abréviation française. */
const COMMON = ['rust', 'ayu', 'auto'];

/** @type {Set<string> | undefined} */
let read;

/** Les textes d'interface de mdBook qui n'ont rien à faire ici. */
export function origin() {
  read ??= new Set([...mdbookTexts()].filter((t) => !COMMON.includes(t)));
  return read;
}

/**
 * Ce que dit l'interface de la page : tout hors de la prose, et dans la prose,
 * ce qui n'en est pas (commandes, onglets, titres d'encadrés, infobulles).
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
 */
export function labels(page) {
  return page.evaluate(() => {
    const texts = new Set();
    const auditPage = (/** @type {string | null | undefined} */ t) => t?.trim() && texts.add(t.trim().replace(/\s+/g, ' '));
    // Titres de pages, que l'auteur écrit, et résultats de recherche, qui en citent le texte.
    const CITATIONS =
      'main, script, style, template, noscript, .menu-title, #mdbook-sidebar .chapter, [class*="pagetoc"], ' +
      '.search-chapter, .search-place, [data-citation]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (n.parentElement && !n.parentElement.closest(CITATIONS)) auditPage(n.textContent);
    }
    for (const e of document.querySelectorAll(
      'main :is(button, summary, label, legend, [role="tab"], .alert-title, .listing-number, .listing-label, .tooltiptext)',
    )) {
      const copy = /** @type {Element} */ (e.cloneNode(true));
      // Un morceau de programme, ou ce qu'il affiche, cité par l'étiquette.
      for (const code of copy.querySelectorAll('code, samp')) code.replaceWith('…');
      auditPage(copy.textContent);
    }
    for (const e of document.querySelectorAll('*')) {
      for (const name of ['title', 'aria-label', 'aria-description', 'aria-roledescription', 'placeholder', 'alt', 'data-tooltip']) {
        // Ceux d'un dessin viennent de Mermaid : un mot de vocabulaire, non un texte.
        if (name === 'aria-roledescription' && e instanceof SVGElement) continue;
        if (!e.closest('[data-citation]')) auditPage(e.getAttribute(name));
      }
    }
    for (const template of document.querySelectorAll('template')) auditPage(template.content.textContent);
    auditPage(document.title.split(' - ').at(-1));
    return /** @type {string[]} */ ([...texts]);
  });
}

/**
 * Les textes, hors programmes, où une espace ordinaire précède une ponctuation
 * double ou borde un guillemet. S'évalue dans le navigateur.
 */
export function badlySpaced() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const text = n.textContent ?? '';
    if (/\S [:;!?»]|« /.test(text) && !n.parentElement?.closest('code, pre, samp, kbd, script, style, svg, .editor')) {
      found.add(text.trim().slice(0, 60));
    }
  }
  return [...found];
}

/**
 * @param {string[]} texts
 * @returns {string[]} ceux qui sont en anglais
 */
export function inEnglish(texts) {
  return texts.filter((t) => origin().has(normalize(t)) || englishWords(t).length > 0);
}
