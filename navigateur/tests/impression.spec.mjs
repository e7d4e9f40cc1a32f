// @ts-check
// « Imprimer le livre » : tout le livre sur une page, complet et lisible sur le
// papier.
import { enAnglais, etiquettes, malEspaces } from '../outils/controles/etiquettes.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';

/** La largeur imprimable d'une feuille A4, marges ôtées, en pixels CSS. */
const PAPIER = Math.floor(((210 - 2 * 16) / 25.4) * 96);

/**
 * Le titre de chacune de ces pages ; s'évalue dans le navigateur.
 *
 * @param {string[]} noms
 */
function titres(noms) {
  return Promise.all(
    noms.map(async (nom) => {
      const texte = await (await fetch(nom)).text();
      return new DOMParser().parseFromString(texte, 'text/html').querySelector('main h1')?.textContent ?? nom;
    }),
  );
}

test("le livre entier s'imprime, complet, en français, sans rien de coupé", async ({ page, ecarts }) => {
  // Sombre : sur le papier, les couleurs doivent être celles d'un thème clair.
  await page.addInitScript(() => {
    localStorage.setItem('mdbook-theme', 'navy');
    Object.assign(window, { essaiImpressions: [] });
    window.print = () => {
      const dessins = [...document.querySelectorAll('figure.diagram')].map((f) => f.querySelector('svg') !== null);
      Reflect.get(window, 'essaiImpressions').push(dessins);
    };
  });
  await page.setViewportSize({ width: PAPIER, height: 1000 });
  await page.goto(`${adresse()}print.html`);
  // L'impression attend les diagrammes.
  const impressions = () => page.evaluate(() => Reflect.get(window, 'essaiImpressions'));
  await expect.poll(async () => (await impressions()).length, { timeout: 120_000 }).toBe(1);
  const [dessins] = await impressions();
  expect(dessins.length).toBeGreaterThan(5);
  expect(dessins).not.toContain(false);

  expect.soft(await page.evaluate(malEspaces), 'une ponctuation peut passer seule à la ligne').toEqual([]);
  expect.soft(enAnglais(await etiquettes(page))).toEqual([]);

  await page.emulateMedia({ media: 'print' });
  const presents = await page.locator('main h1').allTextContents();
  const attendus = await page.evaluate(titres, pages());
  expect(attendus.filter((t) => !presents.includes(t)), 'pages absentes').toEqual([]);

  const { coupes, debords, pales } = await page.evaluate((largeur) => {
    const nom = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 40)} »`;
    /** @type {Map<string, number>} */
    const clartes = new Map();
    const vus = [...document.querySelectorAll('main *')].filter((e) => e.getClientRects().length > 0 && !e.closest('svg'));
    return {
      coupes: vus.filter((e) => getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1).map(nom),
      debords: vus.filter((e) => e.getBoundingClientRect().right > largeur + 1).map(nom),
      // Sur le papier blanc, aucun texte clair.
      pales: vus
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim()))
        .filter((e) => clarte(getComputedStyle(e).color) > 0.45)
        .map(nom),
    };

    /** @param {string} couleur */
    function clarte(couleur) {
      const connue = clartes.get(couleur);
      if (connue !== undefined) return connue;
      const toile = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      toile.fillStyle = couleur;
      toile.fillRect(0, 0, 1, 1);
      const [r, v, b] = toile.getImageData(0, 0, 1, 1).data;
      const mesuree = (0.2126 * r + 0.7152 * v + 0.0722 * b) / 255;
      clartes.set(couleur, mesuree);
      return mesuree;
    }
  }, PAPIER);
  expect.soft(coupes, 'texte coupé').toEqual([]);
  expect.soft(debords, 'hors de la feuille').toEqual([]);
  expect.soft([...new Set(pales)], 'texte trop clair pour le papier').toEqual([]);
  // Rien de ce qui se clique ; les cases d'un quiz se cochent aussi au crayon.
  await expect(
    page.locator(':is(button, input:not(quiz-page *), textarea, #mdbook-menu-bar, #mdbook-sidebar):visible'),
  ).toHaveCount(0);
  expect(ecarts).toEqual({ console: [], tiers: [] });
});
