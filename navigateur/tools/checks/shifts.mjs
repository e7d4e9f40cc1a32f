// @ts-check
// Ce qui bouge sous les yeux du lecteur pendant que la page se charge : le
// décalage cumulé (« Cumulative Layout Shift »), les polices venant après le premier
// texte, comme sur une ligne lente.
import { expect } from '@playwright/test';
import { record } from '../figures.mjs';

/** Au-delà, selon web.dev, un lecteur s'en plaint. */
const BOUND = 0.1;

/** @param {import('@playwright/test').Page} page pas encore ouverte */
export async function watchShifts(page) {
  await page.addInitScript(() => {
    /** @type {string[]} */
    const shifts = [];
    Object.assign(window, { trialShifts: shifts, trialShift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = /** @type {PerformanceEntry & {value: number, hadRecentInput: boolean, sources: {node: Node | null}[]}} */ (entry);
        if (hadRecentInput) continue;
        Object.assign(window, { trialShift: Reflect.get(window, 'trialShift') + value });
        shifts.push(`${value.toFixed(3)} ${sources.map(({ node }) => (node instanceof Element ? `${node.localName}.${node.className}` : node?.nodeName)).join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.route(/\.woff2$/, async (route) => {
    const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
    await page.waitForFunction(painted, null, { timeout: 5_000 }).catch(() => {});
    await route.continue();
  });
}

/** @param {import('@playwright/test').Page} page ouverte, polices comprises @param {string} where */
export async function checkShifts(page, where) {
  const { total, shifts } = await page.evaluate(() => ({ total: Reflect.get(window, 'trialShift'), shifts: Reflect.get(window, 'trialShifts') }));
  record({ name: 'décalage cumulé au chargement, au plus', value: total, bound: `< ${BOUND}` });
  expect.soft(total, `${where}, ce qui a bougé :\n${shifts.join('\n')}`).toBeLessThan(BOUND);
}
