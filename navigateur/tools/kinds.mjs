// @ts-check
// De quelle sorte est un texte d'une page : ce dont dépendent, d'une page à l'autre, ses
// couleurs dans chaque thème. Les styles sont les mêmes partout ; ils ne connaissent que les
// balises, les classes et les attributs de l'élément et de ce qui le contient. Ces sortes sont quelques centaines, et les mêmes d'une
// page à l'autre : chacune se juge une fois.

/**
 * Les sortes des textes visibles. S'évalue dans le navigateur.
 *
 * @returns {string[]}
 */
export function readKinds() {
  /** Ceux dont la valeur compte ; des autres, la présence suffit : un rang, un nom. */
  const VALUES = /^(aria-(busy|checked|current|disabled|expanded|hidden|invalid|pressed|selected|sort)|role|style|tabindex|type)$/;
  const NAMES = /^(aria-|data-(?!trial$)|disabled$|hidden$|href$|open$)/;
  /** Ce qui, sans classe ni attribut, ne donne pas de couleur à ce qu'il contient. */
  const PLAIN = /^(dd|div|dl|em|g|li|main\[tabindex=-1\]|ol|p|section|span|strong|tbody|thead|ul)$/;
  const own = (/** @type {Element} */ e) => {
    const attributes = e.getAttributeNames().filter((name) => VALUES.test(name) || NAMES.test(name)).sort();
    const said = attributes.map((name) => (VALUES.test(name) ? `[${name}=${e.getAttribute(name)}]` : `[${name}]`));
    return [e.localName, ...[...e.classList].sort().map((name) => `.${name}`), ...said].join('');
  };
  /** @type {Map<Element, Set<string>>} */
  const around = new Map();
  /** @param {Element | null} e @returns {Set<string>} */
  const containers = (e) => {
    if (!e || e === document.body) return new Set();
    const known = around.get(e);
    if (known) return known;
    const all = new Set(containers(e.parentElement));
    if (!PLAIN.test(own(e))) all.add(own(e));
    around.set(e, all);
    return all;
  };
  const text = (/** @type {Element} */ e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
  const found = [...document.body.querySelectorAll(':not(script, style, template)')].filter(
    (e) => (text(e) || e.matches('input, textarea, select')) && e.checkVisibility({ visibilityProperty: true }),
  );
  return [...new Set(found.map((e) => `${own(e)} < ${[...containers(e.parentElement)].sort().join(' ')}`))];
}
