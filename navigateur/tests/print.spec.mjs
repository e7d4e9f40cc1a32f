// @ts-check
// « Imprimer le livre » : tout le livre sur une page, complet et lisible sur le
// papier.
import { inEnglish, labels, badlySpaced } from '../tools/checks/labels.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';

/** La largeur imprimable d'une feuille A4, marges ôtées, en pixels CSS. */
const PAPER = Math.floor(((210 - 2 * 16) / 25.4) * 96);

/**
 * Le titre de chacune de ces pages ; s'évalue dans le navigateur.
 *
 * @param {string[]} names
 */
function titles(names) {
  return Promise.all(
    names.map(async (name) => {
      const text = await (await fetch(name)).text();
      return new DOMParser().parseFromString(text, 'text/html').querySelector('main h1')?.textContent ?? name;
    }),
  );
}

test("le livre entier s'imprime, complet, en français, sans rien de coupé", async ({ page, faults }) => {
  // Sombre : sur le papier, les couleurs doivent être celles d'un thème clair.
  await page.addInitScript(() => {
    localStorage.setItem('mdbook-theme', 'navy');
    Object.assign(window, { trialPrints: [] });
    window.print = () => {
      const drawings = [...document.querySelectorAll('figure.diagram')].map((f) => f.querySelector('svg') !== null);
      Reflect.get(window, 'trialPrints').push(drawings);
    };
  });
  await page.setViewportSize({ width: PAPER, height: 1000 });
  await page.goto(`${address()}print.html`);
  // L'impression attend les diagrammes.
  const impressions = () => page.evaluate(() => Reflect.get(window, 'trialPrints'));
  await expect.poll(async () => (await impressions()).length, { timeout: 120_000 }).toBe(1);
  const [drawings] = await impressions();
  expect(drawings.length).toBeGreaterThan(5);
  expect(drawings).not.toContain(false);

  expect.soft(await page.evaluate(badlySpaced), 'une ponctuation peut passer seule à la ligne').toEqual([]);
  expect.soft(inEnglish(await labels(page))).toEqual([]);

  await page.emulateMedia({ media: 'print' });
  const presents = await page.locator('main h1').allTextContents();
  const expectedAll = await page.evaluate(titles, pages());
  expect(expectedAll.filter((t) => !presents.includes(t)), 'pages absentes').toEqual([]);

  const { cuts, overflows, pale } = await page.evaluate((pixels) => {
    const name = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 40)} »`;
    /** @type {Map<string, number>} */
    const lightnesses = new Map();
    const visited = [...document.querySelectorAll('main *')].filter((e) => e.getClientRects().length > 0 && !e.closest('svg'));
    return {
      cuts: visited.filter((e) => getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1).map(name),
      overflows: visited.filter((e) => e.getBoundingClientRect().right > pixels + 1).map(name),
      // Sur le papier blanc, aucun texte clair.
      pale: visited
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim()))
        .filter((e) => lightness(getComputedStyle(e).color) > 0.45)
        .map(name),
    };

    /** @param {string} color */
    function lightness(color) {
      const known = lightnesses.get(color);
      if (known !== undefined) return known;
      const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, v, b] = canvas.getImageData(0, 0, 1, 1).data;
      const measured = (0.2126 * r + 0.7152 * v + 0.0722 * b) / 255;
      lightnesses.set(color, measured);
      return measured;
    }
  }, PAPER);
  expect.soft(cuts, 'texte coupé').toEqual([]);
  expect.soft(overflows, 'hors de la feuille').toEqual([]);
  expect.soft([...new Set(pale)], 'texte trop clair pour le papier').toEqual([]);
  // Rien de ce qui se clique ; les cases d'un quiz se cochent aussi au crayon.
  await expect(
    page.locator(':is(button, input:not(quiz-page *), textarea, #mdbook-menu-bar, #mdbook-sidebar):visible'),
  ).toHaveCount(0);
  expect(faults).toEqual({ console: [], thirdParty: [] });
});
