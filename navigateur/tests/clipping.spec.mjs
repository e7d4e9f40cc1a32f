// @ts-check
// Du téléphone au grand écran, table des matières ouverte ou fermée, passages
// dépliés : rien n'est coupé ni ne défile de côté, sauf ce que dit
// tools/exemptions.json, chacun avec sa raison ; une exemption qui ne sert plus est
// une faute. Dès que 1280 pixels la tiennent, la prose est à côté de son programme.
// Et rien n'a bougé pendant que la page se chargeait.
import fs from 'node:fs';
import { clips, reveal } from '../tools/checks/clipping.mjs';
import { checkShifts, watchShifts } from '../tools/checks/shifts.mjs';
import { checkSides, SIDE_BY_SIDE } from '../tools/checks/sides.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { record } from '../tools/figures.mjs';
import { closeMenu, openMenu, OPENERS, openPage } from '../tools/interface.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';

const WIDTHS = [320, 390, 768, 1024, 1280, 1440, 1920, 2560];
/**
 * Celles où la table des matières, ouverte, change la colonne ; à la première, elle
 * couvre la page, et l'on ne regarde qu'elle.
 */
const WITH_SIDEBAR = [320, 1024, 1280, 1440];
/** Où l'on double aussi la taille des lettres ; celle de mdBook est 62,5 %. */
const DOUBLED = 1280;
const HEIGHT = 844;

/**
 * Ce qui a le droit de défiler ou d'être coupé.
 *
 * @typedef {object} Exemption
 * @property {string} boxes sélecteur
 * @property {(number | string)[]} widths en pixels ; « 1280 doublé » : 1280 pixels, lettres deux fois plus grandes
 * @property {'toutes' | string[]} pages
 * @property {string} reason
 */

/** @type {Exemption[]} */
const EXEMPTIONS = JSON.parse(fs.readFileSync(new URL('../tools/exemptions.json', import.meta.url), 'utf8'));

/**
 * @param {Exemption} exemption
 * @param {number | string} width
 * @param {string} name
 */
const allows = ({ widths, pages: where }, width, name) => widths.includes(width) && (where === 'toutes' || where.includes(name));

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  // Les barres de défilement prennent leur place, comme chez un lecteur.
  launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ['--hide-scrollbars'] },
});

test('aucune page ne coupe ni ne fait défiler de côté, à aucune largeur, ni ne bouge au chargement', async ({ browser }) => {
  test.slow();
  const selectors = EXEMPTIONS.map((e) => e.boxes);
  /** @type {Set<string>} les exemptions qui servent : « rang largeur page » */
  const useful = new Set();
  let exempted = 0;
  for (const name of [...pages(), '404.html']) {
    const faults = await test.step(name, async () => {
      // À chaque page, un lecteur qui vient d'arriver.
      const page = await browser.newPage({ locale: 'fr-FR', reducedMotion: 'reduce', viewport: { width: 1440, height: HEIGHT } });
      await watchShifts(page);
      await openPage(page, address() + name);
      await checkShifts(page, name);
      await page.evaluate(reveal);
      /** @type {string[]} */
      const found = [];
      const look = async (/** @type {number | string} */ width, /** @type {string} */ state, /** @type {string} */ root) => {
        for (const clip of await page.evaluate(clips, { root, selectors })) {
          const rank = clip.exempted.find((n) => allows(EXEMPTIONS[n], width, name));
          const allowed = rank !== undefined;
          if (allowed) {
            exempted += 1;
            useful.add(`${rank} ${width} ${EXEMPTIONS[rank].pages === 'toutes' ? '' : name}`);
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
      await page.close();
      return found;
    });
    expect.soft(faults, name).toEqual([]);
  }
  record({ name: 'boîtes qui défilent de côté, exemptées, toutes pages et largeurs', value: exempted });
  const useless = EXEMPTIONS.flatMap(({ boxes, widths, pages: where }, rank) =>
    widths.flatMap((width) =>
      (where === 'toutes' ? [''] : where)
        .filter((name) => !useful.has(`${rank} ${width} ${name}`))
        .map((name) => `${boxes}, ${width} pixels ${name}`),
    ),
  );
  expect.soft(useless, 'exemptions qui ne servent plus : retirez-les').toEqual([]);
  expect.soft(EXEMPTIONS.filter((e) => e.reason.length < 20), 'exemptions sans raison').toEqual([]);
});

test('les menus, ouverts, ne coupent rien non plus', async ({ page }) => {
  await openPage(page, address());
  for (const opener of OPENERS) {
    for (const width of WITH_SIDEBAR) {
      await page.setViewportSize({ width, height: HEIGHT });
      await openMenu(page, opener);
      const faults = await page.evaluate(clips, { root: opener.zones[0] });
      expect.soft(faults, `${opener.name}, ${width} pixels`).toEqual([]);
      await closeMenu(page, opener);
    }
  }
});

test('une boîte qui coupe ou qui défile se voit, quelle que soit la façon', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: HEIGHT });
  const WORDS = 'motmotmot'.repeat(12);
  await page.setContent(`
    <style>body { margin: 0; overflow-x: hidden } .b { width: 200px } .h { height: 1em; line-height: 1 } p { margin: 0 }</style>
    <p class="b" id="hidden" style="overflow: hidden">${WORDS}</p>
    <p class="b" id="clip" style="overflow: clip">${WORDS}</p>
    <p class="b" id="ellipsis" style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">un mot, puis d'autres mots, et encore d'autres</p>
    <p class="b h" id="short" style="overflow: hidden">un mot, puis d'autres mots, et encore d'autres</p>
    <p class="b" id="scroll" style="overflow-x: auto">${WORDS}</p>
    <div class="b" id="image" style="overflow: hidden"><svg width="300" height="10"></svg></div>
    <div class="b" id="inner" style="overflow: hidden"><div style="width: 300px"><b>un</b><b style="position: relative; left: 250px">deux</b></div></div>
    <pre class="b" style="margin: 0"><code id="code" style="display: block; overflow-x: auto">${WORDS}</code></pre>
    <p id="right" style="position: absolute; left: 350px; width: 100px">trop à droite</p>
    <p id="left" style="position: relative; left: -20px">trop à gauche</p>
    <p class="b">rien à dire</p>
    <p class="b" style="overflow: hidden">replié, <b>mot</b> par mot, sans rien qui dépasse</p>
    <p style="position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden">dit seulement</p>
    <p class="b" style="overflow: auto; height: 2em">défile de haut en bas seulement, ligne après ligne, ligne après ligne</p>
    <p class="b" style="overflow: hidden; visibility: hidden">${WORDS}</p>
    <pre class="b" style="overflow-x: auto; white-space: pre-wrap">espaces en fin de ligne                                      ,</pre>
    <div class="b" style="overflow: hidden"><p style="position: fixed; top: 0; width: 300px">hors de sa boîte</p></div>`);
  await page.evaluate(() => document.querySelectorAll('[id]').forEach((e) => e.setAttribute('class', `${e.className} ${e.id}`)));
  const found = await page.evaluate(clips, {});
  const named = found.map(({ how, box }) => `${how} ${/[a-z]+$/.exec(box)?.[0]}`).sort();
  expect(named).toEqual([
    'coupe clip', 'coupe ellipsis', 'coupe hidden', 'coupe image', 'coupe inner', 'coupe short',
    'défile code', 'défile scroll', 'page left', 'page right',
  ]);
  // Une page qui défile, elle, n'est jamais exemptée.
  await page.setContent('<style>body { margin: 0 }</style><p style="width: 600px">large</p>');
  expect(await page.evaluate(clips, { selectors: ['html', 'p'] })).toEqual([expect.objectContaining({ how: 'page', box: 'html', exempted: [] })]);
});

test('une zone qui défile se dit atteinte par le clavier, et nommée, ou non', async ({ page }) => {
  const zone = (/** @type {string} */ attributes) => `<div style="width: 100px; overflow-x: auto" ${attributes}>${'mot'.repeat(40)}</div>`;
  await page.setContent(`<h2 id="title">Titre</h2>
    ${zone('tabindex="0" aria-labelledby="title"')}${zone('tabindex="0"')}${zone('aria-labelledby="title"')}${zone('tabindex="0" aria-labelledby="nobody"')}`);
  expect((await page.evaluate(clips, {})).map((c) => c.reached)).toEqual([true, false, false, false]);
});
