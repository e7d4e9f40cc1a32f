// @ts-check
// Ce qui change à la racine, ou s'ajoute à la page, n'en refait pas tout le style.
//
// Un sélecteur d'attribut sur `class`, ou `:has()` sur `html`, `body` ou `main`, le
// refait à chaque classe posée, à chaque élément lu : sur un téléphone, la page ne
// répond plus pendant une seconde.
import { address, expect, test, textPage } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';

/** Les éléments dont le style peut changer, au plus : la barre, la racine et leurs voisins. */
const MOST = 60;

/** @typedef {{name: string, args: {elementCount?: number}}} TraceEvent */

/**
 * Combien d'éléments ont leur style refait quand la page fait `gesture`.
 *
 * @param {import('@playwright/test').Page} page
 * @param {() => void} gesture
 */
async function restyled(page, gesture) {
  const browser = page.context().browser();
  if (!browser) throw new Error('aucun navigateur');
  await page.evaluate(() => document.body.offsetHeight);
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await page.evaluate(`(${gesture})(); document.body.offsetHeight`);
  const trace = JSON.parse((await browser.stopTracing()).toString());
  return /** @type {TraceEvent[]} */ (trace.traceEvents)
    .filter(({ name }) => name === 'UpdateLayoutTree')
    .reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0);
}

for (const name of [textPage(), 'synchronisation/mutex.html', 'exercices/01_rendez_vous.html']) {
  test(`${name} : son style ne se refait pas tout entier`, async ({ page }) => {
    await page.goto(address() + name);
    await page.waitForLoadState('networkidle');
    const gestures = {
      "le thème, posé comme mdBook le pose à l'ouverture": () => {
        const { classList } = document.documentElement;
        const theme = [...classList].find((c) => /^(light|rust|coal|navy|ayu)$/.test(c)) ?? '';
        classList.remove(theme);
        classList.add(theme);
      },
      'un paragraphe ajouté': () => document.querySelector('main')?.append(document.createElement('p')),
    };
    for (const [what, gesture] of Object.entries(gestures)) {
      const count = await restyled(page, gesture);
      record({ name: 'éléments dont un geste refait le style, au plus', value: count, merge: 'max', bound: `≤ ${MOST}` });
      expect.soft(count, what).toBeLessThanOrEqual(MOST);
    }
  });
}
