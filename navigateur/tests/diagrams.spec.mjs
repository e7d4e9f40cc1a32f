// @ts-check
// Chaque diagramme du livre, dessiné d'avance : dans sa page, sans étiquette coupée
// ni recouverte, à toute largeur, nommé, aux couleurs du thème ; et, si son dessin
// manque, dessiné par la page.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { address, expect, pages, test, THEMES } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { changeTheme, openPage } from '../tools/interface.mjs';
import { book } from '../tools/server.mjs';
import { test as serving } from '../tools/serving.mjs';
import { diagrams } from '../tools/sources.mjs';

const BY_PAGE = diagrams();
const ALL = [...BY_PAGE.values()].flat();

/** Du téléphone agrandi au très grand écran. */
const WIDTHS = [320, 390, 768, 1024, 1280, 1440, 2560];

test('le livre a les diagrammes du cours', () => {
  const kind = (/** @type {RegExp} */ what) => ALL.filter((d) => what.test(d.source)).length;
  expect.soft(kind(/^\s*flowchart/m), 'du producteur au consommateur').toBeGreaterThanOrEqual(1);
  expect.soft(kind(/^\s*sequenceDiagram/m), 'rendez-vous, mutex, select, producteur et consommateur').toBeGreaterThanOrEqual(4);
  expect.soft(kind(/^\s*stateDiagram/m), "la vie d'un canal").toBeGreaterThanOrEqual(1);
  record({ name: 'diagrammes dessinés', value: ALL.length });
  for (const name of BY_PAGE.keys()) expect.soft(pages()).toContain(name);
});

for (const [name, list] of BY_PAGE) {
  test(`${name} : diagrammes lisibles à toute largeur, dans les cinq thèmes`, async ({ page, faults }) => {
    await openPage(page, address() + name);
    const figures = page.locator('figure.diagram');
    await expect(figures).toHaveCount(list.length);
    for (const [i, { where }] of list.entries()) {
      const figure = figures.nth(i);
      const svg = figure.locator('svg[aria-roledescription]:visible');
      await expect.soft(svg, `${where} : un dessin, et un seul`).toHaveCount(1);
      await expect.soft(figure.locator('figcaption'), `${where} : pas de légende`).not.toBeEmpty();
      await expect.soft(svg, `${where} : son nom accessible`).toHaveAccessibleName(/\S{3}/);
      await expect.soft(svg, `${where} : sa description`).toHaveAccessibleDescription(/\S.{20}/);
      await expect.soft(svg, `${where} : son rôle`).toHaveAttribute('role', /^(graphics-document|img)/);
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      // La mise en page ne dépend pas des couleurs.
      for (const theme of width === 1440 ? THEMES : THEMES.slice(0, 1)) {
        await changeTheme(page, theme);
        const { defects, colors } = await examine(page);
        const story = defects.map(({ i, what }) => `${list[i].where} (${theme}, ${width} px) : ${what}`);
        expect.soft(story).toEqual([]);
        colors.forEach(({ wanted, seen }, i) =>
          expect.soft(seen, `${list[i].where} : la couleur du texte suit le thème ${theme}`).toBe(wanted),
        );
      }
    }
    expect(await page.evaluate(() => 'mermaid' in window), 'Mermaid ne sert pas').toBe(false);
    expect(faults).toEqual({ console: [], thirdParty: [] });
  });
}

test('les couleurs que le lecteur impose se voient', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  for (const name of BY_PAGE.keys()) {
    await page.goto(address() + name);
    const { defects, colors } = await examine(page);
    expect(defects).toEqual([]);
    const system = await page.evaluate(() => {
      const probe = document.createElement('span');
      document.body.append(probe);
      return ['CanvasText', 'Canvas'].map((color) => {
        probe.style.color = color;
        return getComputedStyle(probe).color;
      });
    });
    expect(system[0]).not.toBe(system[1]);
    const shapes = await page.locator('figure.diagram :is(.node rect, rect.actor, rect.note):visible').evaluateAll((found) =>
      found.map((shape) => [getComputedStyle(shape).stroke, getComputedStyle(shape).fill]));
    for (const shape of shapes) expect(shape, name).toEqual(system);
    for (const { seen, wanted } of colors) expect(seen).toBe(wanted);
  }
});

test('un dessin se voit depuis un fichier, et sombre sur clair une fois imprimé', async ({ page }) => {
  const [name] = BY_PAGE.keys();
  await page.addInitScript(() => localStorage.setItem('mdbook-theme', 'navy'));
  await page.goto(pathToFileURL(path.join(book(), name)).href);
  await expect(page.locator('figure.diagram svg:visible').first()).toBeVisible();
  await page.goto(address() + name);
  await expect(page.locator('html')).toHaveClass(/navy/);
  await page.emulateMedia({ media: 'print' });
  const { colors } = await examine(page);
  for (const { seen } of colors) expect(Math.max(...seen.split(' ').map(Number)), seen).toBeLessThan(90);
});

test("l'examen voit une étiquette débordante, recouverte, hors du dessin, et un dessin trop large", async ({ page }) => {
  const [name] = [...BY_PAGE].find(([, list]) => list.some((d) => /^\s*flowchart/m.test(d.source))) ?? [];
  await openPage(page, address() + name);
  /**
   * Ce que dit l'examen une fois le dessin abîmé.
   *
   * @param {(nodes: Element[]) => void} damage reçoit les nœuds du dessin
   */
  const after = async (damage) => {
    const before = await page.locator('figure.diagram').first().innerHTML();
    await page.locator('figure.diagram').first().locator('g.node:visible').evaluateAll(damage);
    const { defects } = await examine(page);
    await page.locator('figure.diagram').first().evaluate((f, html) => { f.innerHTML = html; }, before);
    return defects.map((d) => d.what).join('\n');
  };
  expect(await after(() => {})).toBe('');
  expect(
    await after(([n]) => n.querySelector('rect, path, polygon')?.setAttribute('transform', 'scale(0.5)')),
  ).toContain('déborde de son nœud');
  expect(
    await after(([a, b]) => b.setAttribute('transform', a.getAttribute('transform') ?? '')),
  ).toContain('se recouvrent');
  expect(
    await after(([n]) => {
      const rule = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      rule.setAttribute('d', 'M-200,2 L200,2');
      rule.setAttribute('style', 'stroke: red; stroke-width: 2px');
      n.append(rule);
    }),
  ).toContain('est recouvert par');
  expect(await after(([n]) => n.setAttribute('transform', 'translate(-500, 0)'))).toContain('sort du dessin');
  expect(await after(([n]) => n.closest('svg')?.style.setProperty('min-width', '3000px'))).toContain('plus large que sa colonne');
  expect(await after(([n]) => n.closest('svg')?.style.setProperty('width', '100px'))).toContain('ses lettres ont');
});

serving('une page dont un dessin manque le dessine elle-même, et suit le thème', async ({ page, copy }) => {
  const [name] = BY_PAGE.keys();
  const file = path.join(copy.folder, 'src', name.replace(/\.html$/, '.1.large.svg'));
  fs.rmSync(file);
  const figure = page.locator('figure.diagram').first();
  await expect(async () => {
    expect(await (await page.request.get(copy.address + name)).text()).toContain('class="mermaid"');
  }).toPass();
  // Un navigateur qui n'est jamais oisif, et qui n'annonce jamais son premier texte.
  await page.addInitScript(() => {
    window.requestIdleCallback = (following, { timeout } = {}) =>
      timeout ? window.setTimeout(() => following({ didTimeout: true, timeRemaining: () => 0 }), timeout) : 0;
    PerformanceObserver.prototype.observe = () => {};
  });
  await page.goto(copy.address + name);
  await expect(figure.locator('svg[aria-roledescription]')).toBeVisible();
  await expect(figure.locator('pre.mermaid')).toBeHidden();
  const before = await figure.locator('svg').getAttribute('id');
  await changeTheme(page, 'navy');
  await expect(figure.locator('svg')).not.toHaveAttribute('id', before ?? '');
});

/**
 * Regarde chaque dessin de la page.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{defects: {i: number, what: string}[], colors: {id: string, seen: string, wanted: string}[]}>}
 */
function examine(page) {
  return page.evaluate(() => {
    /** La plus petite taille des lettres, en pixels. */
    const LETTERS = 12;
    /** Jeu admis, en pixels : les arrondis de mise en page. */
    const SET = 1.5;
    const defects = [];
    const colors = [];
    // Chacun est atteint par le pointeur là où il est peint : « qui est
    // dessus ? » a alors un sens.
    const style = document.createElement('style');
    style.textContent = 'figure.diagram svg * { pointer-events: visiblePainted !important; }';
    document.head.append(style);

    for (const [i, figure] of [...document.querySelectorAll('figure.diagram')].entries()) {
      const svg = [...figure.querySelectorAll('svg')].find((it) => it.checkVisibility());
      const zone = /** @type {HTMLElement} */ (figure.querySelector('.diagram-area') ?? figure);
      if (!svg) {
        defects.push({ i, what: 'aucun dessin' });
        continue;
      }
      const probe = document.createElement('span');
      probe.style.color = 'var(--diagram-text)';
      figure.append(probe);
      const wanted = getComputedStyle(probe).color;
      probe.remove();

      const holders = [...svg.querySelectorAll('foreignObject, text')].filter((e) => e.textContent?.trim());
      const first = holders[0]?.querySelector('.nodeLabel, p, span, tspan') ?? holders[0];
      const s = first && getComputedStyle(first);
      const seen = first instanceof SVGElement ? (s?.fill ?? '') : (s?.color ?? '');
      colors.push({ id: svg.id, seen: opaque(seen), wanted: opaque(wanted) });

      const labels = holders.map((e) => {
        const extent = document.createRange();
        extent.selectNodeContents(e);
        const boxes = [...extent.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
        return { e, text: (e.textContent ?? '').trim().replace(/\s+/g, ' '), box: gather(e instanceof SVGTextElement ? [e.getBoundingClientRect()] : boxes) };
      });
      const frame = svg.getBoundingClientRect();
      const letters = 16 * frame.width / svg.viewBox.baseVal.width;
      if (letters < LETTERS) defects.push({ i, what: `ses lettres ont ${letters.toFixed(1)} pixels` });
      if (zone.scrollWidth > zone.clientWidth) defects.push({ i, what: 'il est plus large que sa colonne' });
      for (const { e, text, box } of labels) {
        if (!inside(box, frame)) defects.push({ i, what: `« ${text} » sort du dessin` });
        if (e.localName === 'foreignObject' && !inside(box, e.getBoundingClientRect())) {
          defects.push({ i, what: `« ${text} » est coupé par sa boîte` });
        }
        const shape = shapeOf(e);
        if (shape && !inside(box, shape.getBoundingClientRect())) {
          defects.push({ i, what: `« ${text} » déborde de son nœud` });
        }
      }
      for (const [n, a] of labels.entries()) {
        for (const b of labels.slice(n + 1)) {
          if (a.e.contains(b.e) || b.e.contains(a.e)) continue;
          const l = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const h = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          // La boîte d'un texte a du blanc au-dessus et au-dessous des lettres.
          const blank = 0.2 * Math.min(lineHeightOf(a), lineHeightOf(b));
          if (l > SET && h > Math.max(SET, blank)) defects.push({ i, what: `« ${a.text} » et « ${b.text} » se recouvrent` });
        }
      }
      // Ce qui est peint par-dessus une étiquette vient après elle dans le document.
      for (const { e, text } of labels) {
        e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const b = gather([...lines(e)]);
        const above = new Set();
        for (let x = b.left + 2; x < b.right - 1; x += 8) {
          // Un trait n'a que deux pixels d'épaisseur.
          for (let y = b.top + 0.2 * b.height; y < b.bottom - 0.2 * b.height; y += 2) {
            const seen = document.elementFromPoint(x, y);
            if (!seen || !svg.contains(seen) || seen === svg || e.contains(seen) || seen.contains(e)) continue;
            if (e.compareDocumentPosition(seen) & Node.DOCUMENT_POSITION_FOLLOWING) above.add(seen.getAttribute('class') ?? seen.localName);
          }
        }
        if (above.size > 0) defects.push({ i, what: `« ${text} » est recouvert par ${[...above].join(', ')}` });
      }
      zone.scrollTo({ left: 0, behavior: 'instant' });
    }
    style.remove();
    return { defects, colors };

    /** @param {Element} e */
    function lines(e) {
      if (e instanceof SVGTextElement) return [e.getBoundingClientRect()];
      const extent = document.createRange();
      extent.selectNodeContents(e);
      return [...extent.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
    }
    /** @param {{e: Element}} etiquette */
    function lineHeightOf({ e }) {
      return Math.min(...lines(e).map((b) => b.height));
    }
    /** La forme du nœud qui porte ce texte, s'il en a une.
     * @param {Element} e */
    function shapeOf(e) {
      const node = e.closest('g.node');
      return node?.querySelector(':scope > .label-container, :scope > rect, :scope > circle, :scope > polygon, :scope > path, :scope > g:not(.label)') ?? null;
    }
    /** @param {DOMRect[]} boxes */
    function gather(boxes) {
      const left = Math.min(...boxes.map((b) => b.left));
      const top = Math.min(...boxes.map((b) => b.top));
      return new DOMRect(left, top, Math.max(...boxes.map((b) => b.right)) - left, Math.max(...boxes.map((b) => b.bottom)) - top);
    }
    /** @param {DOMRect} a @param {DOMRect} b */
    function inside(a, b) {
      return a.left >= b.left - SET && a.top >= b.top - SET && a.right <= b.right + SET && a.bottom <= b.bottom + SET;
    }
    /** La couleur, sur trois octets, comme Mermaid l'écrit.
     * @param {string} color */
    function opaque(color) {
      const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ');
    }
  });
}
