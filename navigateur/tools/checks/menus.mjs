// @ts-check
// Ce qu'une page montre, menus fermés puis ouverts l'un après l'autre : ses
// étiquettes sont en français, et axe-core n'y trouve aucune faute dans aucun
// thème.
import { expect } from '@playwright/test';
import { record } from '../figures.mjs';
import { changeTheme, closeMenu, openMenu, OPENERS } from '../interface.mjs';
import { menuViolations, violationsByTheme } from '../measures.mjs';
import { inEnglish, labels } from './labels.mjs';

/**
 * @param {import('@playwright/test').Page} page ouverte, sans animations
 * @param {typeof changeTheme} changer comment passer d'un thème à l'autre
 */
export async function checkThemes(page, changer = changeTheme) {
  const closed = await violationsByTheme(page, undefined, async (_, theme) => {
    await changer(page, theme);
    // Comme à l'ouverture : la barre, en haut de l'écran, ne couvre alors aucune commande.
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  });
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
