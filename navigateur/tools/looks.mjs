// @ts-check
// De quoi dépend le verdict d'axe sur les couleurs d'un texte : la sienne, s'il est
// gros, ce qu'il y a derrière lui. Ces apparences sont quelques
// dizaines, et les mêmes d'une page à l'autre : chacune se juge une fois.

/**
 * Lit les apparences des textes visibles, et retient leurs éléments dans la page.
 * S'évalue dans le navigateur.
 *
 * @param {string[]} zones sélecteurs où chercher
 * @returns {string[]}
 */
export function readLooks(zones) {
  /** @typedef {{grounds: string[], effects: string[]}} Grounds */
  /** @type {Map<Element, Grounds>} ce qu'un élément met derrière ses textes, ses ancêtres compris */
  const behind = new Map();
  /** @param {Element | null} e @returns {Grounds} */
  const around = (e) => {
    if (!e) return { grounds: [], effects: [] };
    const known = behind.get(e);
    if (known !== undefined) return known;
    const s = getComputedStyle(e);
    const behindIt = around(e.parentElement);
    const effect = [s.opacity, s.filter, s.clipPath, s.mixBlendMode, e.matches(':disabled, [aria-disabled="true"], [inert]')].join(' ');
    const effects = effect === '1 none none normal false' ? behindIt.effects : [effect, ...behindIt.effects];
    // Un fond opaque cache ceux qui sont derrière lui, si rien ne les fait transparaître.
    const opaque = effects.length === 0 && /^rgb\(|^color\([^/]*\)$/.test(s.backgroundColor);
    const ground = [s.backgroundColor, s.backgroundImage, s.position, s.zIndex].join(' ');
    const grounds = opaque ? [] : behindIt.grounds;
    const all = { grounds: ground === 'rgba(0, 0, 0, 0) none static auto' ? grounds : [ground, ...grounds], effects };
    behind.set(e, all);
    return all;
  };
  /** @param {Element} e */
  const look = (e) => {
    const s = getComputedStyle(e);
    // Un lien dans une phrase se distingue d'elle.
    const link = e.closest('a, [role="link"]');
    const sentence = link?.parentElement ? getComputedStyle(link.parentElement) : null;
    const apart = sentence ? [getComputedStyle(/** @type {Element} */ (link)).textDecorationLine, s.textDecorationLine, s.borderBottom, s.fontStyle, sentence.color, sentence.fontWeight] : [];
    const { grounds, effects } = around(e);
    // D'un texte gros, WCAG demande moins : 18 points, ou 14 s'il est gras.
    const points = Math.ceil(parseFloat(s.fontSize) * 72) / 96;
    const large = points >= (Number(s.fontWeight) >= 700 ? 14 : 18);
    const kind = e instanceof SVGElement ? 'svg' : e.matches('button, input, label, option, select, textarea') ? e.localName : '';
    return [kind, large, s.color, s.textShadow, s.fill, s.webkitTextFillColor, ...apart, ...grounds, '/', ...effects].join(' ');
  };
  /** @type {Map<string, Element[]>} */
  const found = new Map();
  const roots = zones.flatMap((zone) => [...document.querySelectorAll(zone)]);
  // Une liste vide ferait regarder toute la page.
  if (roots.length === 0) throw new Error(`la page n'a rien de : ${zones.join(', ')}`);
  for (const e of new Set(roots.flatMap((root) => [root, ...root.querySelectorAll('*')]))) {
    const text = e.matches('input, textarea, select') || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (!text || e.closest('script, style, template') || !e.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height, right, bottom } = e.getBoundingClientRect();
    if (width * height === 0 || right + scrollX <= 0 || bottom + scrollY <= 0) continue;
    const key = look(e);
    found.set(key, [...(found.get(key) ?? []), e]);
  }
  Object.assign(window, { trialLooks: found });
  return [...found.keys()];
}
