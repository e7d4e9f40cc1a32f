// @ts-check
// Aucune attente n'est sans fin : ce qui ne répond jamais est abandonné, et le
// lecteur sait pourquoi rien ne vient.
import { address, expect, test } from '../tools/book.mjs';
import { diagrams } from '../tools/sources.mjs';
import { undrawn } from '../tools/undrawn.mjs';

/** Une page qui a un programme et un pas-à-pas, sans diagramme. */
const PAGE = 'synchronisation/waitgroup.html';

/** Le plus long qu'un script attende, en secondes. */
const LONGEST = 60;

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Plus rien ne répond à ces demandes, jusqu'à ce que l'on appelle ce qui est rendu.
 *
 * @param {Page} page
 * @param {RegExp} urls
 */
async function silence(page, urls) {
  let asked = 0;
  await page.route(urls, () => { asked += 1; });
  return {
    /** La demande est partie : le temps passe. */
    async elapse() {
      await expect.poll(() => asked).toBeGreaterThan(0);
      await page.clock.runFor(1000 * LONGEST);
    },
    end: () => page.unroute(urls),
  };
}

/** @param {Page} page @param {string} name */
async function open(page, name) {
  await page.clock.install();
  await page.goto(address() + name);
}

for (const [what, urls] of Object.entries({
  "l'explorateur": /genere\/stepper\.js/,
  'son style': /genere\/stepper\.css/,
  'le graphe du programme': /genere\/graphes\//,
})) {
  test(`${what} ne vient jamais : le pas-à-pas le dit, et peut être redemandé`, async ({ page }) => {
    await open(page, PAGE);
    const { elapse, end } = await silence(page, urls);
    const button = page.locator('.stepper-open').first();
    await button.click();
    await expect(button).toHaveAttribute('aria-busy', 'true');
    // Le reste, lui, est arrivé : l'heure n'avance qu'ensuite.
    if (!urls.test('genere/stepper.js')) await page.waitForFunction(() => window.courseStepper);
    await elapse();
    const alert = page.locator('listing-stepper [role="alert"]');
    await expect(alert).toContainText(urls);
    await expect(alert).toContainText("n'a pas répondu");
    await expect(button).not.toHaveAttribute('aria-busy');
    await end();
    await button.click();
    await expect(page.locator('dialog.stepper[open] h2')).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

for (const [what, urls] of Object.entries({
  'la bibliothèque': /pagefind\.js/,
  "l'index": /recherche\/index\//,
  'un extrait': /recherche\/fragment\//,
})) {
  test(`la recherche dont ${what} ne vient jamais le dit`, async ({ page }) => {
    await open(page, PAGE);
    const { elapse } = await silence(page, urls);
    await page.locator('#mdbook-search-toggle').click();
    await page.locator('#search-field').fill('canal');
    await page.clock.runFor(1000);
    await elapse();
    await expect(page.locator('#search-status')).toContainText("n'a pas répondu");
  });
}

test('une copie que le navigateur ne fait ni ne refuse est abandonnée', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => new Promise(() => {});
    document.execCommand = () => false;
  });
  await open(page, PAGE);
  const copy = page.locator('figure.listing .copy').first();
  await copy.click();
  await page.clock.runFor(4000);
  await expect(copy).toHaveText('Copie impossible');
  await page.locator('.stepper-open').first().click();
  const share = page.locator('dialog.stepper [data-do="share"]');
  await share.click();
  await page.clock.runFor(4000);
  await expect(share).toContainText('Copie refusée');
});

test("un fichier de progression qui ne se lit pas jusqu'au bout est abandonné", async ({ page }) => {
  await page.addInitScript(() => { Blob.prototype.text = () => new Promise(() => {}); });
  await open(page, 'index.html');
  await page.locator('.overview input[type="file"]').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await page.clock.runFor(1000 * LONGEST);
  await expect(page.locator('.overview')).toContainText("« p.json » n'a pas été importé : il n'a pas répondu");
});

test.describe('un diagramme que la page dessine', () => {
  const [[name, { length }]] = diagrams();

  test.beforeEach(async ({ page }) => {
    await page.route(address() + name, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: undrawn(await response.text(), name) });
    });
    await page.addInitScript(() => {
      Reflect.set(window, 'prints', 0);
      window.print = () => Reflect.set(window, 'prints', Reflect.get(window, 'prints') + 1);
    });
  });

  test('dont le script ne vient jamais le dit, et laisse imprimer', async ({ page }) => {
    const { elapse } = await silence(page, /mermaid/);
    await open(page, name);
    await page.evaluate(() => print());
    await page.clock.runFor(1000);
    await elapse();
    await expect(page.locator('figure.diagram')).toHaveCount(length);
    for (const figure of await page.locator('figure.diagram').all()) {
      await expect(figure).toContainText("Ce diagramme n'a pas pu être dessiné");
      await expect(figure.locator('pre.mermaid')).toBeVisible();
    }
    expect(await page.evaluate(() => Reflect.get(window, 'prints'))).toBe(1);
  });

  test("n'attend pas une image qui ne vient jamais", async ({ page }) => {
    await silence(page, /essai\.png/);
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => document.body.append(Object.assign(new Image(), { src: 'essai.png' })));
    });
    await page.clock.install();
    await page.goto(address() + name, { waitUntil: 'domcontentloaded' });
    await page.clock.runFor(1000 * LONGEST);
    await expect(page.locator('figure.diagram svg').first()).toBeVisible();
  });
});
