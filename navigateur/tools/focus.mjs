// @ts-check
// Parcourir une page à la touche Tab sur un petit écran, et voir ce qui cache
// l'élément qui a le focus.

/** Les petits écrans : 1280 × 800 agrandi quatre fois, un téléphone, un téléphone couché. */
export const SMALL = [
  { width: 320, height: 200 },
  { width: 320, height: 640 },
  { width: 853, height: 480 },
];

/**
 * Parcourt la page, ou le dialogue ouvert, d'un bout à l'autre.
 *
 * @param {import('@playwright/test').Page} page
 * @param {'Tab' | 'Shift+Tab'} keystroke
 * @returns {Promise<{stops: number, hidden: string[]}>} les arrêts, et ceux où le focus ne se voit pas
 */
export async function walkInSight(page, keystroke) {
  await page.evaluate(() => Object.assign(window, { trialWalk: new Set() }));
  /** @type {string[]} */
  const hidden = [];
  for (let stops = 0; stops < 500; stops += 1) {
    await page.keyboard.press(keystroke);
    const fault = await page.evaluate(look);
    if (fault === null && stops > 0) return { stops, hidden };
    if (fault) hidden.push(fault);
  }
  throw new Error('Tab tourne en rond');
}

/** Ce qui manque à l'élément qui a le focus ; vide si tout va bien. @param {import('@playwright/test').Page} page */
export async function hiddenFocus(page) {
  await page.evaluate(() => Object.assign(window, { trialWalk: new Set() }));
  return (await page.evaluate(look)) ?? 'le focus est perdu';
}

/**
 * Un élément qui tient à l'écran y est en entier ; d'un plus grand, on voit de
 * quoi emplir la moitié de l'écran. S'évalue dans le navigateur.
 *
 * @returns {Promise<string | null>} `null` : le tour est fini
 */
async function look() {
  // La page répond au défilement à l'image suivante.
  await new Promise((done) => requestAnimationFrame(done));
  const e = document.activeElement;
  const visited = /** @type {Set<Element>} */ (Reflect.get(window, 'trialWalk'));
  if (!(e instanceof HTMLElement) || e === document.body || visited.has(e)) return null;
  visited.add(e);

  /** Ce point montre-t-il l'élément, ou ce dont il est le texte ? */
  const shown = (/** @type {number} */ x, /** @type {number} */ y) => {
    const above = document.elementFromPoint(x, y);
    return above !== null && (e.contains(above) || above === e.parentElement || e.closest('label')?.contains(above));
  };
  let [all, seen, height] = [0, 0, 0];
  const covers = new Set();
  for (const box of e.getClientRects()) {
    if (box.width < 2 || box.height < 2) continue;
    height += box.height;
    const step = Math.max(1, Math.min(6, (box.height - 2) / 4));
    for (let y = box.top + 1; y < box.bottom - 1; y += step) {
      // Un bouton posé sur un coin du code n'en cache pas la ligne.
      const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
      const points = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => (box.width > innerWidth ? left + (right - left) * part : box.left + box.width * part));
      all += 1;
      if (points.filter((x) => shown(x, y)).length >= 3) seen += 1;
      else {
        const above = document.elementFromPoint(points[2], y);
        covers.add(above ? `${above.localName}.${above.id || above.className}` : "le bord de l'écran");
      }
    }
  }
  // Le bord d'une grande zone tombe entre deux pixels.
  const wanted = Math.ceil(all * Math.min(1, innerHeight / 2 / height)) - (all > 12 ? 1 : 0);
  if (all > 0 && seen >= wanted) return '';
  const text = (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
  const { top, bottom } = e.getBoundingClientRect();
  return `<${e.localName}.${e.id || e.className}> « ${text} » de ${Math.round(top)} à ${Math.round(bottom)} : ${seen} rangs vus sur ${wanted}, sous ${[...covers].join(', ')}`;
}
