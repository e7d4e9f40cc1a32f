// @ts-check
// Les pages des exercices : ce qui se découvre peu à peu, et l'adresse par
// laquelle le terminal ouvre le pas à pas sur le programme du lecteur.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { record } from '../tools/figures.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXERCISES = path.join(ROOT, 'exercices');
const PAGE = 'exercices/02_compteur';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/** @param {import('@playwright/test').Page} page */
const hints = (page) => page.locator('.exercise-hint');

/** @param {string} file depuis `exercices/` */
const readPage = (file) => fs.readFileSync(path.join(EXERCISES, file), 'utf8');

test('chaque exercice a sa page : énoncé, durée, fichiers, indices et solution repliés', () => {
  const names = fs.readdirSync(EXERCISES).filter((name) => /^\d\d_/.test(name));
  expect(pages().filter((p) => /^exercices\/\d\d_/.test(p))).toEqual(names.map((name) => `exercices/${name}.html`));
  for (const name of names) {
    const html = fs.readFileSync(path.join(book(), `exercices/${name}.html`), 'utf8');
    const minutes = /^minutes = (\d+)$/m.exec(readPage(`${name}/exercice.toml`))?.[1];
    expect.soft(html, name).toMatch(new RegExp(`Exercice\\s: environ ${minutes}\\sminutes`));
    expect.soft(html, name).toContain(`cargo xtask exercices ${name.slice(0, 2)}`);
    const folds = [...html.matchAll(/<details class="exercise-part exercise-(\w+)"([^>]*)>/g)];
    expect.soft(folds.filter(([, , attributes]) => /\bopen\b/.test(attributes)), `${name} : rien n'est ouvert`).toEqual([]);
    const expectedAll = readPage(`${name}/indices.md`).split(/^---$/m).map(() => 'hint');
    expect.soft(folds.map(([, kind]) => kind), name).toEqual(['files', 'files', ...expectedAll, 'solution']);
    record({ name: 'indices des exercices', value: expectedAll.length, merge: 'sum' });
  }
});

test('les indices se découvrent un par un, au clavier aussi ; puis la solution', async ({ page, faults }) => {
  await page.goto(`${address()}${PAGE}.html`);
  const titles = hints(page).locator('summary');
  const total = await titles.count();
  expect(total).toBe(3);
  await expect(titles.filter({ visible: true })).toHaveText(['Indice 1']);
  await expect(hints(page).first().locator('p')).toBeHidden();

  // Tab mène d'un indice au suivant, dès qu'il est découvert.
  await titles.first().focus();
  for (let i = 0; i < total; i += 1) {
    await expect(titles.nth(i)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(hints(page).nth(i).locator('p')).toBeVisible();
    await expect(titles.filter({ visible: true })).toHaveCount(Math.min(i + 2, total));
    await page.keyboard.press('Tab');
  }
  // Refermer un indice ne cache pas ceux qui sont ouverts.
  await titles.first().click();
  await expect(titles.filter({ visible: true })).toHaveCount(total);
  await expect(hints(page).nth(1).locator('p')).toBeVisible();
  await titles.nth(1).click();
  await expect(titles.filter({ visible: true }), 'le dernier, ouvert, reste').toHaveText(['Indice 1', 'Indice 3']);

  const solution = page.locator('.exercise-solution');
  await expect(solution.locator('pre')).toBeHidden();
  await solution.locator('summary').focus();
  await page.keyboard.press('Space');
  await expect(solution.locator('pre')).toContainText(/bilan\.0 \+= n;/);
  await expect(solution.locator('> p')).toContainText('Les deux nombres sont dans le même verrou');

  // Tout ouvert : rien à reprocher.
  await page.locator('main details').evaluateAll((all) => all.forEach((d) => { /** @type {HTMLDetailsElement} */ (d).open = true; }));
  // La barre du haut ne couvre alors rien.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const found = await violationsByTheme(page);
  record({ name: "fautes d'accessibilité (axe), exercice entièrement ouvert, cinq thèmes", value: found.length, bound: '0' });
  expect(found).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const outside = await page.locator('main details *:not(pre *)').evaluateAll((all) =>
    all.filter((e) => e.getBoundingClientRect().right > window.innerWidth).map((e) => `${e.localName} « ${e.textContent?.slice(0, 30)} »`),
  );
  expect(outside, 'à 390 pixels').toEqual([]);
  expect(faults).toEqual({ console: [], thirdParty: [] });
});

test("l'adresse donnée par le terminal ouvre le pas à pas sur le programme du lecteur, au déroulement fautif", async ({ page }) => {
  // Un vrai document de l'explorateur, et le script qu'en fait
  // `outils/xtask/src/exercises/graph.rs` : à cette adresse, sous cette clé.
  const graph = JSON.parse(fs.readFileSync(path.join(ROOT, 'listings/pieges/verrous_opposes.graphe.json'), 'utf8'));
  const rank = graph.outcomes.findIndex((/** @type {{kind: string}} */ o) => o.kind === 'deadlock');
  const calendar = graph.outcomes[rank].schedule;
  const title = 'Un bilan pour plusieurs fils (votre fichier)';
  const script = `(window.courseGraphs ??= {})["${PAGE}"] = ${JSON.stringify({ ...graph, title: title }).replaceAll('</', '<\\/')};\n`;
  await page.route(`**/genere/graphes/${PAGE}.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(`${address()}${PAGE}.html#pas=${PAGE}::@${rank}`);

  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  for (const line of graph.source.trim().split('\n')) await expect(dialog.locator('.stepper-code')).toContainText(line.trim());
  const timeline = dialog.locator('.stepper-timeline ol > li');
  await expect(timeline, "le déroulement est là, et rien n'en est fait").toHaveCount(calendar.length + 1);
  await expect(timeline.first().locator('button')).toHaveAttribute('aria-current', 'step');
  const advance = dialog.getByRole('button', { name: 'Avancer' });
  for (let i = 0; i < calendar.length; i += 1) await advance.click();
  await expect(dialog.locator('.stepper-verdict')).toHaveText('⊘ Interblocage');

  // Fermé, on est sur l'énoncé.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('main h1')).toHaveText('Un bilan pour plusieurs fils');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('les indices et la solution se déplient', async ({ page }) => {
    await page.goto(`${address()}${PAGE}.html`);
    for (const fold of [...(await hints(page).all()), page.locator('.exercise-solution')]) {
      await expect(fold.locator('p').first()).toBeHidden();
      await fold.locator('summary').click();
      await expect(fold.locator('p').first()).toBeVisible();
    }
  });
});
