// @ts-check
// L'interface est en français jusqu'à la dernière étiquette : textes, titres,
// noms pour lecteurs d'écran, menus ouverts, scripts.
import fs from 'node:fs';
import path from 'node:path';
import { motsAnglais, normaliser, textesDeMdbook } from '../outils/anglais.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { OUVRANTS, ouvrirPage } from '../outils/interface.mjs';
import { livre } from '../outils/serveur.mjs';

/** Les mots d'origine que le cours emploie aussi : un langage, un thème, une abréviation française. */
const COMMUNS = ['rust', 'ayu', 'auto'];

/** @type {Set<string> | undefined} */
let lus;
function origine() {
  lus ??= new Set([...textesDeMdbook()].filter((t) => !COMMUNS.includes(t)));
  return lus;
}

test('les textes de mdBook ont bien été trouvés', () => {
  for (const texte of [
    'toggle table of contents', 'change theme', 'search this book ...', 'previous chapter', 'keyboard shortcuts',
    'light', 'coal', 'copy to clipboard', 'run this code', 'no output', 'copied!', 'running...',
    'show hidden lines', 'document not found (404)', 'search result teaser',
  ]) {
    expect(origine(), texte).toContain(texte);
  }
});

/**
 * Ce que dit l'interface de la page : tout hors de la prose, et dans la prose,
 * ce qui n'en est pas (commandes, onglets, titres d'encadrés, infobulles).
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
 */
function etiquettes(page) {
  return page.evaluate(() => {
    const textes = new Set();
    const noter = (/** @type {string | null | undefined} */ t) => t?.trim() && textes.add(t.trim().replace(/\s+/g, ' '));
    // Titres de pages, que l'auteur écrit, et résultats de recherche, qui en citent le texte.
    const CITATIONS =
      'main, script, style, template, noscript, .menu-title, #mdbook-sidebar .chapter, [class*="pagetoc"], ' +
      '.recherche-chapitre, .recherche-lieu, [data-citation]';
    const marcheur = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = marcheur.nextNode(); n; n = marcheur.nextNode()) {
      if (n.parentElement && !n.parentElement.closest(CITATIONS)) noter(n.textContent);
    }
    for (const e of document.querySelectorAll(
      'main :is(button, summary, label, legend, [role="tab"], .alerte-titre, .listing-numero, .listing-etiquette, .tooltiptext)',
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
function malEspaces() {
  const marcheur = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const trouves = new Set();
  for (let n = marcheur.nextNode(); n; n = marcheur.nextNode()) {
    const texte = n.textContent ?? '';
    if (/\S [:;!?»]|« /.test(texte) && !n.parentElement?.closest('code, pre, samp, kbd, script, style, svg, .editeur')) {
      trouves.add(texte.trim().slice(0, 60));
    }
  }
  return [...trouves];
}

/**
 * @param {string[]} textes
 * @returns {string[]} ceux qui sont en anglais
 */
function enAnglais(textes) {
  return textes.filter((t) => origine().has(normaliser(t)) || motsAnglais(t).length > 0);
}

for (const nom of [...pages(), '404.html', 'print.html']) {
  test(`${nom} : tout est en français, et la console se tait`, async ({ page, ecarts }) => {
    // La page d'impression ouvre le dialogue du système, qui bloquerait.
    await page.addInitScript(() => { window.print = () => {}; });
    await ouvrirPage(page, adresse() + nom);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    expect.soft(await page.evaluate(malEspaces), 'une ponctuation peut passer seule à la ligne').toEqual([]);
    const textes = new Set(await etiquettes(page));
    for (const { ouvrir, fermer } of OUVRANTS) {
      await ouvrir(page);
      (await etiquettes(page)).forEach((t) => textes.add(t));
      await fermer(page);
    }
    expect(textes.size).toBeGreaterThan(10);
    const anglais = enAnglais([...textes]);
    relever({ nom: "étiquettes en anglais, toutes pages, menus ouverts", valeur: anglais.length, cumul: 'somme', borne: '0' });
    expect.soft(anglais).toEqual([]);
    // Menus et recherche ouverts compris.
    expect(ecarts).toEqual({ console: [], tiers: [] });
  });
}

test('la page « introuvable » parle français', async ({ page }) => {
  await page.goto(adresse() + 'absente.html');
  await expect(page.locator('main h1')).toContainText('introuvable');
  const prose = await page.locator('main').innerText();
  expect(motsAnglais(prose)).toEqual([]);
});

test("les scripts du livre n'affichent rien en anglais", () => {
  const racine = livre();
  // Ceux que le livre n'écrit pas, et dont il n'affiche aucun texte.
  const AUTRES = /(^|\/)(elasticlunr|mark|clipboard|highlight|ace|mode-rust|theme-(dawn|tomorrow_night)|mermaid|pagefind[^/]*|wasm)[^/]*\.js$|^pagefind\//;
  const scripts = fs
    .readdirSync(racine, { recursive: true, encoding: 'utf8' })
    .map((f) => f.split(path.sep).join('/'))
    .filter((f) => f.endsWith('.js') && !AUTRES.test(f));
  expect(scripts.some((f) => f.startsWith('book-'))).toBe(true);
  const restes = scripts.flatMap((f) => {
    const source = fs.readFileSync(path.join(racine, f), 'utf8').toLowerCase();
    return [...origine()]
      // Un mot seul peut être un nom de thème ou de classe.
      .filter((t) => /[ !.]/.test(t))
      .filter((t) => ["'", '"', '`', '>'].some((g) => source.includes(g + t)))
      .map((t) => `${f} : « ${t} »`);
  });
  expect(restes).toEqual([]);
});
