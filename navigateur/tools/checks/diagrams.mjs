// @ts-check
// Les dessins d'une page, tels que le navigateur les montre.
import { expect } from '@playwright/test';

/**
 * Exige qu'à chaque diagramme de la page réponde un dessin, et un seul, que nomme et
 * décrit un lecteur d'écran.
 *
 * @param {import('@playwright/test').Page} page ouverte
 * @param {import('../sources.mjs').Diagram[]} diagrams les siens, dans l'ordre
 */
export async function checkNames(page, diagrams) {
  const figures = page.locator('figure.diagram');
  await expect(figures).toHaveCount(diagrams.length);
  for (const [i, { where }] of diagrams.entries()) {
    const figure = figures.nth(i);
    const svg = figure.locator('svg[aria-roledescription]:visible');
    await expect.soft(svg, `${where} : un dessin, et un seul`).toHaveCount(1);
    await expect.soft(figure.locator('figcaption'), `${where} : pas de légende`).not.toBeEmpty();
    await expect.soft(svg, `${where} : son nom accessible`).toHaveAccessibleName(/\S{3}/);
    await expect.soft(svg, `${where} : sa description`).toHaveAccessibleDescription(/\S.{20}/);
    await expect.soft(svg, `${where} : son rôle`).toHaveAttribute('role', /^(graphics-document|img)/);
  }
  expect.soft(await page.evaluate(() => 'mermaid' in window), 'Mermaid ne sert pas').toBe(false);
}

/**
 * Les fautes de ces dessins dans l'état où est la page : une étiquette coupée ou
 * recouverte, une couleur qui n'est pas celle du thème.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('../sources.mjs').Diagram[]} diagrams les siens, dans l'ordre
 * @param {string} state pour le dire
 * @returns {Promise<string[]>}
 */
export async function checkDrawings(page, diagrams, state) {
  const { defects, colors } = await page.evaluate(drawings);
  return [
    ...defects.map(({ i, what }) => `${diagrams[i].where} (${state}) : ${what}`),
    ...colors.flatMap(({ seen, wanted }, i) => (seen === wanted ? [] : [`${diagrams[i].where} (${state}) : texte de couleur ${seen}, et non ${wanted}`])),
  ];
}

/**
 * Exige que ces dessins se voient aux couleurs que le lecteur impose.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('../sources.mjs').Diagram[]} diagrams les siens, dans l'ordre
 */
export async function checkForcedColors(page, diagrams) {
  await page.emulateMedia({ forcedColors: 'active' });
  const [text, ground] = await page.evaluate(() => {
    const probe = document.createElement('span');
    document.body.append(probe);
    const seen = ['CanvasText', 'Canvas'].map((color) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return seen;
  });
  expect.soft(text).not.toBe(ground);
  const shapes = await page.locator('figure.diagram :is(.node rect, rect.actor, rect.note):visible').evaluateAll((found) =>
    found.map((shape) => [getComputedStyle(shape).stroke, getComputedStyle(shape).fill]));
  for (const shape of shapes) expect.soft(shape, 'trait et fond').toEqual([text, ground]);
  expect.soft(await checkDrawings(page, diagrams, 'couleurs imposées')).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
}

/**
 * Regarde chaque dessin de la page : ses défauts, et la couleur de son texte. S'évalue
 * dans le navigateur.
 *
 * @returns {{defects: {i: number, what: string}[], colors: {id: string, seen: string, wanted: string}[]}}
 */
export function drawings() {
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
      return { e, text: (e.textContent ?? '').trim().replace(/\s+/g, ' '), box: gather(e instanceof SVGTextElement ? [textBox(e)] : boxes) };
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
    if (e instanceof SVGTextElement) return [textBox(e)];
    const extent = document.createRange();
    extent.selectNodeContents(e);
    return [...extent.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
  }
  /** @param {{e: Element}} etiquette */
  function lineHeightOf({ e }) {
    return Math.min(...lines(e).map((b) => b.height));
  }
  /** La boîte d'un texte : Firefox y compte aussi le trait qui l'entoure.
   * @param {SVGTextElement} e */
  function textBox(e) {
    const { x, y, width, height } = e.getBBox();
    const matrix = /** @type {DOMMatrix} */ (e.getScreenCTM());
    const [from, to] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((corner) => corner.matrixTransform(matrix));
    return new DOMRect(from.x, from.y, to.x - from.x, to.y - from.y);
  }
  /** La forme du nœud qui porte ce texte, s'il en a une.
   * @param {Element} e */
  function shapeOf(e) {
    const node = e.closest('g.node');
    if (!node) return e.parentElement?.querySelector(':scope > rect.actor, :scope > rect.note') ?? null;
    return node.querySelector(':scope > .label-container, :scope > rect, :scope > circle, :scope > polygon, :scope > path, :scope > g:not(.label)');
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
}
