// @ts-check
// Ce qu'une page coupe, et ce qu'elle fait défiler de côté, à la largeur où elle est.

/**
 * Une boîte dont on ne voit pas tout le contenu.
 *
 * @typedef {object} Clip
 * @property {'page' | 'coupe' | 'défile'} how la page défile de côté ; la boîte coupe ; elle défile de côté
 * @property {string} box « pre > code.language-rust »
 * @property {string} text de quoi la retrouver dans la page
 * @property {number} pixels ce qui en dépasse
 * @property {boolean} reached le clavier y va, et un lecteur d'écran la nomme
 * @property {number[]} exempted les rangs des sélecteurs donnés qui la désignent
 */

/**
 * Montre tout ce qu'un lecteur ouvre d'un geste : les volets des programmes, les
 * passages repliés. S'évalue dans le navigateur.
 */
export function reveal() {
  for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
  for (const panel of document.querySelectorAll('.listing-panel[hidden]')) panel.removeAttribute('hidden');
}

/**
 * Les boîtes de la page, ou de `root`, qui coupent ou font défiler de côté un
 * texte, une image, une commande. S'évalue dans le navigateur.
 *
 * @param {{root?: string, selectors?: string[]}} options
 * @returns {Promise<Clip[]>}
 */
export async function clips({ root = 'body', selectors = [] }) {
  /** Une lettre penchée, un arrondi. */
  const SLACK = 1.5;
  const LEAVES = 'img, svg, input, select, textarea, canvas, video, iframe, button, hr';
  const seen = document.documentElement;
  const SILENT = 'script, style, noscript, template, svg, textarea';

  // Que la page ait réagi à sa largeur.
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));

  /** @type {Map<Element, CSSStyleDeclaration>} */
  const styles = new Map();
  const style = (/** @type {Element} */ e) => {
    const known = styles.get(e) ?? getComputedStyle(e);
    styles.set(e, known);
    return known;
  };
  /** @type {Map<Element, boolean>} */
  const unseen = new Map();
  /** @type {(e: Element) => boolean} */
  const isUnseen = (e) => {
    const known = unseen.get(e);
    if (known !== undefined) return known;
    const { display, visibility, opacity, clipPath } = style(e);
    // `inset(50%)` : dit par un lecteur d'écran, coupé exprès.
    const here = display === 'none' || visibility === 'hidden' || opacity === '0' || clipPath.startsWith('inset(50%');
    const result = here || (e.parentElement !== null && isUnseen(e.parentElement));
    unseen.set(e, result);
    return result;
  };

  /** @type {Map<Element, {how: Clip['how'], pixels: number}>} */
  const found = new Map();
  const note = (/** @type {Element} */ box, /** @type {Clip['how']} */ how, /** @type {number} */ pixels) => {
    if (pixels > SLACK && pixels > (found.get(box)?.pixels ?? 0)) found.set(box, { how, pixels });
  };

  /**
   * Suit un rectangle peint dans `start`, de boîte en boîte, jusqu'à la fenêtre.
   *
   * @param {Element} start
   * @param {DOMRect} rect
   */
  const follow = (start, rect) => {
    let { left, right, top, bottom } = rect;
    // Ce qui est positionné échappe aux boîtes qui ne le sont pas.
    let escapes = '';
    for (let box = /** @type {Element | null} */ (start); box && box !== document.body; box = box.parentElement) {
      const { position, display, overflowX, overflowY } = style(box);
      if (escapes === 'absolute' && position !== 'static') escapes = '';
      if (!escapes && display !== 'inline' && (overflowX !== 'visible' || overflowY !== 'visible')) {
        const edges = box.getBoundingClientRect();
        if (overflowX !== 'visible') {
          note(box, /auto|scroll/.test(overflowX) ? 'défile' : 'coupe', Math.max(edges.left - left, right - edges.right));
          [left, right] = [Math.max(left, edges.left), Math.min(right, edges.right)];
        }
        if (overflowY !== 'visible') {
          if (!/auto|scroll/.test(overflowY)) note(box, 'coupe', Math.max(edges.top - top, bottom - edges.bottom));
          [top, bottom] = [Math.max(top, edges.top), Math.min(bottom, edges.bottom)];
        }
        if (right <= left || bottom <= top) return;
      }
      if (position === 'absolute' || position === 'fixed') escapes = position;
    }
    note(start, 'page', Math.max(-left, right - seen.clientWidth));
  };

  const range = document.createRange();
  const top = document.querySelector(root);
  if (!top) throw new Error(`la page n'a rien de : ${root}`);
  // Un bloc de code se mesure d'un coup : il a mille mots, et lui seul défile.
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.parentElement?.matches('pre > code') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest(SILENT)) continue;
    if (node instanceof Element) {
      if (isUnseen(node)) continue;
      const box = node.getBoundingClientRect();
      if (node.matches('pre > code')) follow(node, new DOMRect(box.x, box.y, box.width + node.scrollWidth - node.clientWidth, box.height));
      else if (node.matches(LEAVES)) follow(node, box);
    } else if (node.textContent?.trim() && !isUnseen(parent)) {
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 0) follow(parent, rect);
    }
  }

  const named = (/** @type {Element | null} */ e) => (e ? [e.localName, ...e.classList].join('.') : '');
  const reached = (/** @type {Element} */ e) =>
    /** @type {HTMLElement} */ (e).tabIndex >= 0 &&
    (e.getAttribute('aria-labelledby') ?? '').split(' ').some((id) => document.getElementById(id)?.textContent?.trim());
  const list = [...found]
    // Une espace en fin de ligne dépasse sans rien faire défiler.
    .filter(([box, { how }]) => how !== 'défile' || box.scrollWidth > box.clientWidth + SLACK)
    .map(([box, { how, pixels }]) => ({
      how,
      box: `${named(box.parentElement)} > ${named(box)}`,
      text: (box.closest('figure')?.querySelector('figcaption') ?? box).textContent?.trim().replace(/\s+/g, ' ').slice(0, 50) ?? '',
      pixels: Math.round(pixels),
      reached: reached(box),
      exempted: selectors.flatMap((selector, rank) => (how !== 'page' && box.matches(selector) ? [rank] : [])),
    }));
  const beyond = seen.scrollWidth - seen.clientWidth;
  if (beyond > 0) list.push({ how: 'page', box: 'html', text: '', pixels: beyond, reached: true, exempted: [] });
  return list;
}
