// @ts-check
// Ce qu'une page montre, menus fermés puis ouverts l'un après l'autre : ses
// étiquettes sont en français, et axe-core n'y trouve aucune faute dans aucun
// thème.
import { expect } from '@playwright/test';
import { THEMES } from '../book.mjs';
import { record } from '../figures.mjs';
import { changeTheme, closeMenu, openMenu, OPENERS } from '../interface.mjs';
import { Judged } from '../judged.mjs';
import { readKinds } from '../kinds.mjs';
import { menuViolations, violationsByTheme } from '../measures.mjs';
import { inEnglish, labels } from './labels.mjs';

/** Les sortes de textes où axe n'a pas trouvé de faute, dans aucun thème. */
const FAULTLESS_TEXTS = new Judged('sortes de textes');

/**
 * Une page dont chaque texte est d'une sorte déjà jugée dans les cinq thèmes ne l'est, entière,
 * que dans le dernier.
 *
 * @param {import('@playwright/test').Page} page ouverte, sans animations
 * @param {typeof changeTheme} changer comment passer d'un thème à l'autre
 */
export async function checkThemes(page, changer = changeTheme) {
  const kinds = await page.evaluate(readKinds);
  const themes = FAULTLESS_TEXTS.unknown(kinds).length > 0 ? THEMES : THEMES.slice(-1);
  const closed = await violationsByTheme(page, undefined, async (_, theme) => {
    await changer(page, theme);
    // Comme à l'ouverture : la barre, en haut de l'écran, ne couvre alors aucune commande.
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  }, themes);
  if (closed.length === 0) FAULTLESS_TEXTS.add(kinds);
  record({ name: 'pages jugées dans les cinq thèmes, les autres n\'ayant que des textes des mêmes sortes', value: themes.length > 1 ? 1 : 0, merge: 'sum' });
  auditPage('menus fermés', closed);
  inFrench(await labels(page));
}

/**
 * Exige que rien ne soit en anglais.
 *
 * @param {string[]} texts
 */
function inFrench(texts) {
  expect(texts.length).toBeGreaterThan(10);
  const english = inEnglish(texts);
  record({ name: 'étiquettes en anglais, toutes pages, menus ouverts', value: english.length, merge: 'sum', bound: '0' });
  expect.soft(english).toEqual([]);
}

/** @param {import('@playwright/test').Page} page ouverte, sans animations, dont il ne restera que les menus */
export async function checkMenus(page) {
  // La page a été vue : sans elle, axe lit bien plus vite les menus, et
  // aucun diagramme ne se redessine. Restent les ancres où mènent des liens.
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const anchors = [...(main?.querySelectorAll('[id]') ?? [])].map(({ id }) => Object.assign(document.createElement('span'), { id }));
    main?.replaceChildren(...anchors);
  });
  const opened = [];
  /** @type {Set<string>} */
  const texts = new Set();
  for (const opener of OPENERS) {
    const { name, zones } = opener;
    await openMenu(page, opener);
    (await labels(page)).forEach((text) => texts.add(text));
    // Le menu reste ouvert d'un thème à l'autre ; choisir un thème ferme le leur.
    const found = await menuViolations(page, zones, async (_, theme) => {
      await changeTheme(page, theme);
      await openMenu(page, opener);
    });
    opened.push(...found.map((fault) => `${name} : ${fault}`));
    await closeMenu(page, opener);
  }
  auditPage('menus ouverts', opened);
  inFrench([...texts]);
}

/**
 * @param {string} state
 * @param {string[]} found
 */
function auditPage(state, found) {
  record({ name: `fautes d'accessibilité (axe), ${state}, toutes pages et thèmes`, value: found.length, merge: 'sum', bound: '0' });
  expect.soft(found, `accessibilité, ${state}`).toEqual([]);
}
