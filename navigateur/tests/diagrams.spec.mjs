// @ts-check
// Chaque diagramme du livre, dessiné par le script même qui est servi : sans
// erreur, sans étiquette coupée ni recouverte, nommé, aux couleurs du thème.
import { address, expect, pages, test, THEMES } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { changeTheme, themeSet, openPage } from '../tools/interface.mjs';
import { diagrams, withoutSpaces } from '../tools/sources.mjs';

const BY_PAGE = diagrams();
const ALL = [...BY_PAGE.values()].flat();

/** Un bureau, et un téléphone où la mise en page ne dépend pas non plus des couleurs. */
const WINDOWS = [
  { width: 1440, themes: THEMES },
  { width: 390, themes: THEMES.slice(0, 1) },
];

test('le livre a les diagrammes du cours', () => {
  const kind = (/** @type {RegExp} */ what) => ALL.filter((d) => what.test(d.source)).length;
  expect.soft(kind(/^\s*flowchart/m), 'du producteur au consommateur').toBeGreaterThanOrEqual(1);
  expect.soft(kind(/^\s*sequenceDiagram/m), 'rendez-vous, mutex, select, producteur et consommateur').toBeGreaterThanOrEqual(4);
  expect.soft(kind(/^\s*stateDiagram/m), "la vie d'un canal").toBeGreaterThanOrEqual(1);
  record({ name: 'diagrammes dessinés', value: ALL.length });
  for (const name of BY_PAGE.keys()) expect.soft(pages()).toContain(name);
});

for (const [name, list] of BY_PAGE) {
  test(`${name} : diagrammes lus, dessinés, lisibles dans les cinq thèmes`, async ({ page, faults }) => {
    await page.goto(address() + name, { waitUntil: 'networkidle' });
    const figures = page.locator('figure.diagram');
    await expect(figures).toHaveCount(list.length);
    await page.waitForFunction(() => Reflect.has(window, 'mermaid'));
    for (const [i, { where, source }] of list.entries()) {
      const figure = figures.nth(i);
      const written = (await figure.locator('pre.mermaid').textContent()) ?? '';
      expect(withoutSpaces(written), `${where} : la source de la page`).toBe(withoutSpaces(source));
      const error = await page.evaluate(async (text) => {
        const { mermaid } = window;
        if (!mermaid) return 'Mermaid est absent';
        try {
          await mermaid.parse(text);
          await mermaid.render('essai', text);
          return null;
        } catch (e) {
          return String(e);
        }
      }, written);
      expect.soft(error, `${where} : Mermaid refuse ce diagramme`).toBeNull();
      await expect.soft(figure.locator('svg'), `${where} : aucun dessin`).toBeVisible();
      await expect.soft(figure.locator('pre.mermaid'), `${where} : la source reste affichée`).toBeHidden();
      await expect.soft(figure.locator('figcaption'), `${where} : pas de légende`).not.toBeEmpty();

      const svg = figure.locator('svg[aria-roledescription]');
      await expect.soft(svg, `${where} : son nom accessible`).toHaveAccessibleName(/\S{3}/);
      await expect.soft(svg, `${where} : sa description`).toHaveAccessibleDescription(/\S.{20}/);
      await expect.soft(svg, `${where} : son rôle`).toHaveAttribute('role', /^(graphics-document|img)/);
    }

    // Aucune étiquette coupée ni recouverte, dans les cinq thèmes, sans recharger.
    await page.evaluate(() => Object.assign(window, { trialWitness: true }));
    for (const { width, themes } of WINDOWS) {
      await page.setViewportSize({ width, height: 900 });
      const drawings = new Set();
      for (const theme of themes) {
        await changeTheme(page, theme);
        const { defects, colors } = await examine(page);
        const story = defects.map(({ i, what }) => `${list[i].where} (${theme}, ${width} px) : ${what}`);
        expect.soft(story).toEqual([]);
        colors.forEach(({ wanted, seen }, i) =>
          expect.soft(seen, `${list[i].where} : la couleur du texte suit le thème ${theme}`).toBe(wanted),
        );
        drawings.add(colors[0].id);
      }
      expect(drawings.size, 'chaque thème a son dessin').toBeGreaterThanOrEqual(themes.length - 1);
    }
    expect(await page.evaluate(() => Reflect.get(window, 'trialWitness')), 'la page a été rechargée').toBe(true);
    expect(faults).toEqual({ console: [], thirdParty: [] });
  });
}

test("l'examen voit une étiquette coupée, débordante, recouverte", async ({ page }) => {
  const [name] = [...BY_PAGE].find(([, list]) => list.some((d) => /^\s*flowchart/m.test(d.source))) ?? [];
  await openPage(page, address() + name);
  /**
   * Ce que dit l'examen une fois le dessin abîmé.
   *
   * @param {(nodes: Element[]) => void} damage reçoit les nœuds du dessin
   */
  const after = async (damage) => {
    const before = await page.locator('figure.diagram').first().innerHTML();
    await page.locator('figure.diagram').first().locator('g.node').evaluateAll(damage);
    const { defects } = await examine(page);
    await page.locator('figure.diagram').first().evaluate((f, html) => { f.innerHTML = html; }, before);
    return defects.map((d) => d.what).join('\n');
  };
  expect(await after(() => {})).toBe('');
  expect(
    await after(([n]) => n.querySelector('foreignObject')?.setAttribute('width', '20')),
  ).toContain('est coupé par sa boîte');
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
});

test("un navigateur qui n'est jamais oisif dessine quand même", async ({ page }) => {
  const [name] = BY_PAGE.keys();
  await page.addInitScript(() => {
    window.requestIdleCallback = (following, { timeout } = {}) =>
      timeout ? window.setTimeout(() => following({ didTimeout: true, timeRemaining: () => 0 }), timeout) : 0;
  });
  await page.goto(address() + name);
  await expect(page.locator('figure.diagram svg[aria-roledescription]').first()).toBeVisible();
});

test('le thème « Auto » suit le système sans recharger', async ({ page }) => {
  const [name] = BY_PAGE.keys();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address() + name, { waitUntil: 'networkidle' });
  await changeTheme(page, 'default_theme');
  await page.evaluate(() => Object.assign(window, { trialWitness: true }));
  const light = await examine(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveClass(/\bnavy\b/);
  await themeSet(page);
  const dark = await examine(page);
  expect(dark.colors[0].seen).toBe(dark.colors[0].wanted);
  expect(dark.colors[0].seen).not.toBe(light.colors[0].seen);
  expect(await page.evaluate(() => Reflect.get(window, 'trialWitness'))).toBe(true);
});

/**
 * Regarde chaque dessin de la page.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{defects: {i: number, what: string}[], colors: {id: string, seen: string, wanted: string}[]}>}
 */
function examine(page) {
  return page.evaluate(() => {
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
      const svg = figure.querySelector('svg');
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
