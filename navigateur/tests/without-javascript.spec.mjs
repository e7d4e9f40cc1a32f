// @ts-check
// Sans JavaScript, chaque page se lit : tous les volets de ses programmes, ses
// diagrammes, les issues de ses explorations et leurs chemins.
import fs from 'node:fs';
import path from 'node:path';
import { address, expect, pages, test } from '../tools/book.mjs';
import { eventOf, readable, programs } from '../tools/graphs.mjs';
import { book } from '../tools/server.mjs';
import { diagrams } from '../tools/sources.mjs';

test.use({ javaScriptEnabled: false });

const DIAGRAMS = diagrams();
const EXPLORED = programs();
/** Les pages où un script aurait à faire. */
const WITH_SCRIPT = pages().filter(
  (name) =>
    DIAGRAMS.has(name) ||
    EXPLORED.some((program) => program.page === name) ||
    fs.readFileSync(path.join(book(), name), 'utf8').includes('<listing-tabs'),
);

test('des pages ont des programmes, des diagrammes, des explorations', () => {
  expect(WITH_SCRIPT.length).toBeGreaterThan(15);
});

for (const name of WITH_SCRIPT) {
  test(name, async ({ page }) => {
    await page.goto(address() + name);
    await panelsReadable(page);
    await drawingsVisible(page, DIAGRAMS.get(name)?.length ?? 0);
    for (const program of EXPLORED) {
      if (program.page === name) await outcomesReadable(page, program);
    }
  });
}

/** @param {import('@playwright/test').Page} page */
async function panelsReadable(page) {
  // Un programme qui se bloque sans rien afficher n'a que sa fin, en toutes lettres.
  const hiddenOnes = await page.locator('.listing-panel').evaluateAll((panels) =>
    panels
      .filter((panel) => ['.listing-label', 'pre, .output-ending'].some((s) => !panel.querySelector(s)?.checkVisibility()))
      .map((panel) => panel.id),
  );
  expect.soft(hiddenOnes, 'volets sans étiquette ou sans texte').toEqual([]);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} count
 */
async function drawingsVisible(page, count) {
  await expect(page.locator('figure.diagram')).toHaveCount(count);
  await expect(page.locator('figure.diagram svg[aria-roledescription]:visible')).toHaveCount(count);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('../tools/graphs.mjs').Program} program
 */
async function outcomesReadable(page, { id, graph }) {
  const element = page.locator(`listing-stepper[data-id="${id}"]`);
  await expect(element.locator('.stepper-open')).toBeHidden();
  await element.locator('summary').first().click();
  const rows = element.locator('tbody tr');
  await expect(rows).toHaveCount(graph.outcomes.length);
  for (const [i, outcome] of graph.outcomes.entries()) {
    const row = rows.nth(i);
    await expect(row).toBeVisible();
    expect(readable(await row.locator('td').nth(1).innerText())).toBe(readable(outcome.stdout) || 'rien');
    await expect(row.locator('summary')).toContainText(`${outcome.schedule.length} étape`);
  }
  const last = rows.last();
  await last.locator('summary').click();
  const said = readable(await last.locator('ol').innerText());
  const steps = graph.outcomes[graph.outcomes.length - 1].schedule.map((e) => readable(eventOf(graph, e).text));
  for (const step of steps) expect(said).toContain(step);
}
