// @ts-check
// Ce qui coupe ou fait défiler de côté se voit : les menus ouverts n'en font rien, et
// l'examen que pages.spec fait de chaque page, à toute largeur, ne laisse rien passer.
import { clips } from '../tools/checks/clipping.mjs';
import { EXEMPTIONS, HEIGHT, WITH_SIDEBAR } from '../tools/checks/widths.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { closeMenu, openMenu, OPENERS, openPage } from '../tools/interface.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  // Les barres de défilement prennent leur place, comme chez un lecteur.
  launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ['--hide-scrollbars'] },
});

test('chaque exemption a sa raison, et des pages du livre', () => {
  const known = pages();
  for (const { boxes, pages: where, witness, reason } of EXEMPTIONS) {
    expect.soft(reason.length, `${boxes} : sans raison`).toBeGreaterThanOrEqual(20);
    for (const name of where === 'toutes' ? [witness] : where) expect.soft(known, boxes).toContain(name);
  }
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
