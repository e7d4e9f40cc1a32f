// @ts-check
// Sans JavaScript, chaque page se lit : tous les volets de ses programmes, la
// source de ses diagrammes, les issues de ses explorations et leurs chemins.
import fs from 'node:fs';
import path from 'node:path';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { evenement, lisible, programmes } from '../outils/graphes.mjs';
import { livre } from '../outils/serveur.mjs';
import { diagrammes, sansEspaces } from '../outils/sources.mjs';

test.use({ javaScriptEnabled: false });

const DIAGRAMMES = diagrammes();
const EXPLORES = programmes();
/** Les pages où un script aurait à faire. */
const A_SCRIPT = pages().filter(
  (nom) =>
    DIAGRAMMES.has(nom) ||
    EXPLORES.some((programme) => programme.page === nom) ||
    fs.readFileSync(path.join(livre(), nom), 'utf8').includes('<listing-tabs'),
);

test('des pages ont des programmes, des diagrammes, des explorations', () => {
  expect(A_SCRIPT.length).toBeGreaterThan(15);
});

for (const nom of A_SCRIPT) {
  test(nom, async ({ page }) => {
    await page.goto(adresse() + nom);
    await voletsLisibles(page);
    await sourcesLisibles(page, DIAGRAMMES.get(nom) ?? []);
    for (const programme of EXPLORES) {
      if (programme.page === nom) await issuesLisibles(page, programme);
    }
  });
}

/** @param {import('@playwright/test').Page} page */
async function voletsLisibles(page) {
  const caches = await page.locator('.listing-panel').evaluateAll((volets) =>
    volets
      .filter((volet) => ['.listing-label', 'pre'].some((s) => !volet.querySelector(s)?.checkVisibility()))
      .map((volet) => volet.id),
  );
  expect.soft(caches, 'volets sans étiquette ou sans texte').toEqual([]);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {{source: string}[]} liste
 */
async function sourcesLisibles(page, liste) {
  const sources = page.locator('figure.diagram pre.mermaid');
  await expect(sources).toHaveCount(liste.length);
  for (const [i, { source }] of liste.entries()) {
    await expect(sources.nth(i)).toBeVisible();
    expect(sansEspaces(await sources.nth(i).innerText())).toBe(sansEspaces(source));
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('../outils/graphes.mjs').Programme} programme
 */
async function issuesLisibles(page, { id, graphe }) {
  const element = page.locator(`listing-stepper[data-id="${id}"]`);
  await expect(element.locator('.stepper-open')).toBeHidden();
  await element.locator('summary').first().click();
  const rangees = element.locator('tbody tr');
  await expect(rangees).toHaveCount(graphe.outcomes.length);
  for (const [i, issue] of graphe.outcomes.entries()) {
    const rangee = rangees.nth(i);
    await expect(rangee).toBeVisible();
    expect(lisible(await rangee.locator('td').nth(1).innerText())).toBe(lisible(issue.stdout) || 'rien');
    await expect(rangee.locator('summary')).toContainText(`${issue.schedule.length} étape`);
  }
  const derniere = rangees.last();
  await derniere.locator('summary').click();
  const dit = lisible(await derniere.locator('ol').innerText());
  const etapes = graphe.outcomes.at(-1).schedule.map((/** @type {number} */ e) => lisible(evenement(graphe, e).text));
  for (const etape of etapes) expect(dit).toContain(etape);
}
