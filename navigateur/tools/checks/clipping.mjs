// @ts-check
// Ce qu'une page coupe, et ce qu'elle fait défiler de côté, à la largeur où elle est.

/**
 * Ce qu'on ne voit pas tout entier.
 *
 * @typedef {object} Clip
 * @property {'page' | 'coupé' | 'défile'} how la page défile de côté ; une boîte coupe ; une boîte défile
 * @property {string} element la boîte : « pre > code.language-rust »
 * @property {string} where de quoi la retrouver dans la page
 * @property {number} pixels ce qui en dépasse, au plus
 */

/**
 * Montre tout ce qu'un lecteur ouvre d'un geste : les volets des programmes, les
 * passages repliés. S'évalue dans le navigateur ; `false` referme ce qui l'était.
 *
 * @param {boolean} open
 */
export function reveal(open) {
  for (const folded of document.querySelectorAll(open ? 'main details:not([open])' : 'main details[data-folded]')) {
    folded.toggleAttribute('data-folded', open);
    folded.toggleAttribute('open', open);
  }
  for (const panel of document.querySelectorAll(open ? '.listing-panel[hidden]' : '.listing-panel[data-folded]')) {
    panel.toggleAttribute('data-folded', open);
    if (open) panel.removeAttribute('hidden');
    else panel.setAttribute('hidden', 'until-found');
  }
}

/**
 * Les boîtes qui coupent ou font défiler de côté un texte, une image, un champ.
 * S'évalue dans le navigateur.
 *
 * @returns {Clip[]}
 */
export function clips() {
  /** Une lettre penchée ou un arrondi ne sont pas une coupure. */
  const SLACK = 1.5;
  /** @type {Map<Element, CSSStyleDeclaration>} */
  const styles = new Map();
  const style = (/** @type {Element} */ e) => {
    const known = styles.get(e) ?? getComputedStyle(e);
    styles.set(e, known);
    return known;
  };
  /** @type {Map<Element, {how: Clip['how'], pixels: number}>} */
  const found = new Map();
  const note = (/** @type {Element} */ box, /** @type {Clip['how']} */ how, /** @type {number} */ pixels) => {
    if (pixels > SLACK && pixels > (found.get(box)?.pixels ?? 0)) found.set(box, { how, pixels });
  };

  /** Lu par un lecteur d'écran seulement : coupé exprès. */
  const spoken = (/** @type {Element} */ e) => style(e).clipPath.startsWith('inset(50%') || style(e).clipPath.startsWith('inset(100%');
  /** @type {Map<Element, boolean>} */
  const hidden = new Map();
  const isHidden = (/** @type {Element} */ e) => {
    let known = hidden.get(e);
    if (known === undefined) {
      const s = style(e);
      known =
        s.display === 'none' || s.visibility === 'hidden' || s.opacity === '0' || spoken(e) ||
        (e.parentElement !== null && isHidden(e.parentElement));
      hidden.set(e, known);
    }
    return known;
  };

  const check = (/** @type {Element} */ start, /** @type {DOMRect} */ rect) => {
    let { left, right, top, bottom } = rect;
    let escapes = /** @type {'' | 'absolute' | 'fixed'} */ ('');
    for (let box = /** @type {Element | null} */ (start); box && box !== document.documentElement; box = box.parentElement) {
      const s = style(box);
      const skipped = escapes === 'fixed' || (escapes === 'absolute' && s.position === 'static');
      if (!skipped) escapes = '';
      const clipsX = s.overflowX !== 'visible';
      const clipsY = s.overflowY !== 'visible';
      if (!skipped && box !== document.body && s.display !== 'inline' && (clipsX || clipsY)) {
        const b = box.getBoundingClientRect();
        const scrollsX = s.overflowX === 'auto' || s.overflowX === 'scroll';
        const scrollsY = s.overflowY === 'auto' || s.overflowY === 'scroll';
        if (clipsX) note(box, scrollsX ? 'défile' : 'coupé', Math.max(b.left - left, right - b.right));
        if (clipsY && !scrollsY) note(box, 'coupé', Math.max(b.top - top, bottom - b.bottom));
        if (clipsX) [left, right] = [Math.max(left, b.left), Math.min(right, b.right)];
        if (clipsY) [top, bottom] = [Math.max(top, b.top), Math.min(bottom, b.bottom)];
      }
      if (s.position === 'absolute' || s.position === 'fixed') escapes = s.position;
    }
    // Un lien qui attend le focus hors de l'écran n'est pas coupé : on ne sort que par la droite ou la gauche.
    if (right > left) note(start, 'page', Math.max(-left, right - innerWidth));
  };

  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n instanceof Element) {
      if (n.matches('img, svg, input, select, textarea, canvas, video, iframe, button, hr') && !isHidden(n)) {
        const rect = n.getBoundingClientRect();
        if (rect.width > 0 && rect.height > 0 && !n.parentElement?.closest('svg')) check(n, rect);
      }
    } else if (n.textContent?.trim() && n.parentElement && !n.parentElement.closest('script, style, noscript, svg, textarea') && !isHidden(n.parentElement)) {
      range.selectNodeContents(n);
      for (const rect of range.getClientRects()) {
        if (rect.width > 0) check(n.parentElement, rect);
      }
    }
  }

  const named = (/** @type {Element} */ e) =>
    `${e.localName}${[...e.classList].filter((c) => !/^hljs|^editable/.test(c)).map((c) => `.${c}`).join('')}`;
  const list = [...found].map(([box, { how, pixels }]) => {
    const where = box.closest('figure')?.querySelector('figcaption')?.textContent ?? box.textContent ?? '';
    return {
      how,
      element: `${box.parentElement ? `${named(box.parentElement)} > ` : ''}${named(box)}`,
      where: where.trim().replace(/\s+/g, ' ').slice(0, 60),
      pixels: Math.round(pixels),
    };
  });
  const beyond = document.documentElement.scrollWidth - innerWidth;
  if (beyond > 0) list.push({ how: 'page', element: 'html', where: '', pixels: beyond });
  return list;
}
