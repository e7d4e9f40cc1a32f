// @ts-check
// Une page, du téléphone au grand écran, table des matières ouverte ou fermée, passages
// dépliés : rien n'est coupé ni ne défile de côté, sauf ce que dit
// tools/exemptions.json, chacun avec sa raison ; une exemption qui ne sert plus est
// une faute. Dès que 1280 pixels la tiennent, la prose est à côté de son programme ; et
// ses diagrammes se lisent.
import { expect } from '@playwright/test';
import fs from 'node:fs';
import { record } from '../figures.mjs';
import { closeMenu, openMenu, OPENERS } from '../interface.mjs';
import { clips, reveal } from './clipping.mjs';
import { checkDrawings } from './diagrams.mjs';
import { checkSides, SIDE_BY_SIDE } from './sides.mjs';

const WIDTHS = [320, 390, 768, 1024, 1280, 1440, 1920, 2560];
/**
 * Celles où la table des matières, ouverte, change la colonne ; à la première, elle
 * couvre la page, et l'on ne regarde qu'elle.
 */
export const WITH_SIDEBAR = [320, 1024, 1280, 1440];
/** Où l'on double aussi la taille des lettres ; celle de mdBook est 62,5 %. */
const DOUBLED = 1280;
export const HEIGHT = 844;

/**
 * Ce qui a le droit de défiler ou d'être coupé.
 *
 * @typedef {object} Exemption
 * @property {string} boxes sélecteur
 * @property {(number | string)[]} widths en pixels ; « 1280 doublé » : 1280 pixels, lettres deux fois plus grandes
 * @property {'toutes' | string[]} pages
 * @property {string} [witness] si toutes les pages y ont droit, une où elle sert
 * @property {string} reason
 */

/** @type {Exemption[]} */
export const EXEMPTIONS = JSON.parse(fs.readFileSync(new URL('../exemptions.json', import.meta.url), 'utf8'));

/**
 * @param {Exemption} exemption
 * @param {number | string} width
 * @param {string} name
 */
const allows = ({ widths, pages }, width, name) => widths.includes(width) && (pages === 'toutes' || pages.includes(name));

/**
 * @param {import('@playwright/test').Page} page ouverte, dont les passages repliés vont s'ouvrir
 * @param {string} name
 * @param {import('../sources.mjs').Diagram[]} diagrams les siens
 */
export async function checkWidths(page, name, diagrams) {
  await page.evaluate(reveal);
  const selectors = EXEMPTIONS.map((e) => e.boxes);
  /** @type {Set<string>} les exemptions qui servent : « rang largeur » */
  const useful = new Set();
  /** @type {string[]} */
  const found = [];
  let exempted = 0;
  const look = async (/** @type {number | string} */ width, /** @type {string} */ state, /** @type {string} */ root) => {
    for (const clip of await page.evaluate(clips, { root, selectors })) {
      const rank = clip.exempted.find((n) => allows(EXEMPTIONS[n], width, name));
      const allowed = rank !== undefined;
      if (allowed) {
        exempted += 1;
        useful.add(`${rank} ${width}`);
      }
      const why = !allowed ? '' : clip.how === 'défile' && !clip.reached ? ', sans clavier ou sans nom' : null;
      if (why !== null) found.push(`${width}${state} : ${clip.how} de ${clip.pixels} pixels${why}, ${clip.box} « ${clip.text} »`);
    }
  };
  const sidebar = OPENERS.find((o) => o.button === '#mdbook-sidebar-toggle');
  if (!sidebar) throw new Error("la table des matières ne s'ouvre plus");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await look(width, '', 'body');
    if (width >= SIDE_BY_SIDE) found.push(...(await checkSides(page, name, width)));
    if (diagrams.length > 0) found.push(...(await drawingsAt(page, diagrams, width)));
  }
  await openMenu(page, sidebar);
  for (const [rank, width] of WITH_SIDEBAR.entries()) {
    await page.setViewportSize({ width, height: HEIGHT });
    await look(width, ', table des matières ouverte', rank === 0 ? '#mdbook-sidebar' : 'body');
  }
  await closeMenu(page, sidebar);
  await page.setViewportSize({ width: DOUBLED, height: HEIGHT });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '125%'));
  await look(`${DOUBLED} doublé`, '', 'body');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));

  expect.soft(found).toEqual([]);
  record({ name: 'boîtes qui défilent de côté, exemptées, toutes pages et largeurs', value: exempted, merge: 'sum' });
  const useless = EXEMPTIONS.flatMap(({ boxes, widths, pages, witness }, rank) =>
    widths
      .filter((width) => (pages === 'toutes' ? witness === name : pages.includes(name)) && !useful.has(`${rank} ${width}`))
      .map((width) => `${boxes}, ${width} pixels`),
  );
  expect.soft(useless, 'exemptions qui ne servent plus : retirez-les').toEqual([]);
}

/**
 * Les fautes des dessins à cette largeur. Un téléphone pose sa barre de défilement sur la
 * page ; agrandie quatre fois sur un ordinateur, elle n'y prend que quatre pixels.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('../sources.mjs').Diagram[]} diagrams
 * @param {number} width
 */
async function drawingsAt(page, diagrams, width) {
  const bar = (/** @type {string} */ kind) => page.evaluate((it) => document.documentElement.style.setProperty('scrollbar-width', it), kind);
  const narrow = width < 768;
  if (narrow) await bar('none');
  const found = await checkDrawings(page, diagrams, `${width} pixels`);
  if (narrow) await bar('auto');
  return found;
}
