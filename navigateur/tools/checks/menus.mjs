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
 * @param {{menus: boolean}} options faut-il aussi ouvrir les menus ?
 */
export async function checkMenus(page, { menus }) {
  // Comme à l'ouverture : la barre, en haut de l'écran, ne couvre alors aucune commande.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const closed = await violationsByTheme(page);
  auditPage('menus fermés', closed);

  const texts = new Set(await labels(page));
  if (menus) await openMenus(page, texts);

  expect(texts.size).toBeGreaterThan(10);
  const english = inEnglish([...texts]);
  record({ name: 'étiquettes en anglais, toutes pages, menus ouverts', value: english.length, merge: 'sum', bound: '0' });
  expect.soft(english).toEqual([]);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {Set<string>} texts reçoit les étiquettes vues
 */
async function openMenus(page, texts) {
  // La page vient d'être vue : sans elle, axe lit bien plus vite les menus, et
  // aucun diagramme ne se redessine. Restent les ancres où mènent des liens.
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const anchors = [...(main?.querySelectorAll('[id]') ?? [])].map(({ id }) => Object.assign(document.createElement('span'), { id }));
    main?.replaceChildren(...anchors);
  });
  const opened = [];
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
}

/**
 * @param {string} state
 * @param {string[]} found
 */
function auditPage(state, found) {
  record({ name: `fautes d'accessibilité (axe), ${state}, toutes pages et thèmes`, value: found.length, merge: 'sum', bound: '0' });
  expect.soft(found, `accessibilité, ${state}`).toEqual([]);
}
