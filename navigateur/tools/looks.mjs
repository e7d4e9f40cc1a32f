// @ts-check
// De quoi dépend le verdict d'axe sur les couleurs d'un texte : la sienne, sa
// taille, sa graisse, ce qu'il y a derrière lui. Ces apparences sont quelques
// dizaines, et les mêmes d'une page à l'autre : chacune se juge une fois.

/**
 * Lit les apparences des textes visibles, et retient leurs éléments dans la page.
 * S'évalue dans le navigateur.
 *
 * @param {string[]} zones sélecteurs où chercher
 * @returns {string[]}
 */
export function readLooks(zones) {
  /** @type {Map<Element, string>} ce qu'un élément met derrière ses textes, ses ancêtres compris */
  const behind = new Map();
  /** @param {Element | null} e @returns {string} */
  const grounds = (e) => {
    if (!e) return '';
    const known = behind.get(e);
    if (known !== undefined) return known;
    const s = getComputedStyle(e);
    const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.position, s.zIndex, s.filter, s.clipPath, s.mixBlendMode, e.matches(':disabled, [aria-disabled="true"], [inert]')].join(' ');
    const all = own === 'rgba(0, 0, 0, 0) none 1 static auto none none normal false' ? grounds(e.parentElement) : `${grounds(e.parentElement)} / ${own}`;
    behind.set(e, all);
    return all;
  };
  /** @param {Element} e */
  const look = (e) => {
    const s = getComputedStyle(e);
    // Un lien dans une phrase se distingue d'elle.
    const link = e.closest('a, [role="link"]');
    const around = link?.parentElement ? getComputedStyle(link.parentElement) : null;
    const apart = around ? [getComputedStyle(/** @type {Element} */ (link)).textDecorationLine, s.textDecorationLine, s.borderBottom, s.fontStyle, around.color, around.fontWeight] : [];
    return [e.localName, s.color, s.fontSize, s.fontWeight, s.fontFamily, s.textShadow, s.fill, s.webkitTextFillColor, ...apart, grounds(e)].join(' ');
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
