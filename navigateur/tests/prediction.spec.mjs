// @ts-check
// Prédire, puis voir : ce que la page propose est vrai de toutes les exécutions, se
// compare à ce qui est prouvé, se garde, et s'écarte d'un geste.
import fs from 'node:fs';
import path from 'node:path';
import { record } from '../tools/figures.mjs';
import { programs } from '../tools/graphs.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

const PAGE = 'pieges/reveil_perdu.html';
const ID = 'pieges/reveil_perdu';
const ROOT = `listing-prediction[data-id="${ID}"]`;
const OTHER = 'pieges/sans_tour';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/**
 * Ce que la page propose de chaque programme, lu dans le livre construit.
 *
 * @param {string} page
 * @returns {Map<string, PredictionData>}
 */
function offered(page) {
  const html = fs.readFileSync(path.join(book(), page), 'utf8');
  const plain = (/** @type {string} */ text) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');
  return new Map([...html.matchAll(/<listing-prediction data-id="([^"]+)" data-prediction="([^"]*)"/g)]
    .map(([, id, data]) => [id, JSON.parse(plain(data))]));
}

test('chaque programme à plusieurs issues prouvées se prédit, et rien de possible n\'y est dit impossible', () => {
  let impossible = 0;
  for (const { id, page, graph } of programs()) {
    const data = offered(page).get(id);
    const proven = graph.complete && graph.reduced.length === 0;
    // D'une seule ligne, la même dans toutes les issues et sans nombre, on ne tire aucun texte voisin.
    const lines = new Set(graph.outcomes.flatMap(({ stdout }) => stdout.trim().split('\n')).filter(Boolean));
    const poor = lines.size <= 1 && ![...lines].some((line) => /\d/.test(line));
    expect(data !== undefined, id).toBe(proven && !poor && graph.outcomes.length > 1);
    if (!data) continue;
    const seen = (/** @type {string} */ text) => graph.outcomes.filter(({ stdout }) => stdout.trimEnd() === text.trimEnd());
    for (const { text, outcomes = [] } of data.choices) {
      expect(outcomes.map(([rank]) => graph.outcomes[rank].stdout), `${id} : ${text}`).toEqual(seen(text).map(({ stdout }) => stdout));
      expect(outcomes.map(([, label]) => label), id).toEqual(seen(text).map(({ label }) => label.slice(2).toLowerCase()));
      impossible += Number(outcomes.length === 0);
    }
    const texts = data.choices.map(({ text }) => text);
    expect(new Set(texts).size, id).toBe(texts.length);
    expect(data.choices.some(({ outcomes }) => outcomes) && data.choices.some(({ outcomes }) => !outcomes), `${id} : de quoi se tromper`).toBe(true);
    expect(data.outputs, id).toBe(new Set(graph.outcomes.map(({ stdout }) => stdout)).size);
    const stuck = graph.outcomes.filter(({ kind }) => kind === 'deadlock' || kind === 'livelock').length;
    expect(data.endless, id).toBe(!stuck ? 'jamais' : stuck === graph.outcomes.length ? 'toujours' : 'parfois');
  }
  record({ name: 'sorties impossibles proposées, exclues par la preuve', value: impossible });
  expect(impossible).toBeGreaterThan(20);
});

test('prédire au clavier, comparer à ce qui est prouvé, le garder, l\'exporter', async ({ page, context }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address() + PAGE);
  const root = page.locator(ROOT);
  const data = /** @type {PredictionData} */ (offered(PAGE).get(ID));
  // Une ligne, rien de plus, tant que le lecteur ne l'ouvre pas.
  await expect(root.locator('form')).toBeHidden();
  expect((await root.boundingBox())?.height).toBeLessThan(60);
  await root.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(root.locator('form')).toBeVisible();
  await expect(root.getByText(/possible :|impossible/)).toHaveCount(0);
  await root.getByRole('button', { name: 'Comparer' }).press('Enter');
  await expect(root.getByRole('status')).toContainText('Choisissez au moins une sortie');
  await expect(root.locator('input').first()).toBeFocused();

  // Tous les possibles, sauf le dernier, et un impossible.
  const possible = data.choices.flatMap(({ outcomes }, i) => (outcomes ? [i] : []));
  const wrong = data.choices.findIndex(({ outcomes }) => !outcomes);
  const missed = possible[possible.length - 1];
  const chosen = [...possible.slice(0, -1), wrong];
  for (const i of chosen) {
    await root.locator('li input').nth(i).focus();
    await page.keyboard.press('Space');
  }
  await root.getByRole('radio', { name: data.endless }).focus();
  await page.keyboard.press('Space');
  expect(await violationsByTheme(page, [ROOT])).toEqual([]);
  await page.keyboard.press('Enter');

  const compared = async () => {
    for (const [i, { outcomes }] of data.choices.entries()) {
      const row = root.locator('li').nth(i);
      await expect(row.locator('.prediction-truth')).toContainText(i === wrong || i === missed ? '✗ faux' : '✓ juste');
      await expect(row.locator('.prediction-truth')).toContainText(outcomes ? `possible : ${outcomes[0][1]}` : 'impossible');
      await expect(row.locator('input')).toBeChecked({ checked: chosen.includes(i) });
    }
    const total = data.choices.length + 1;
    await expect(root.locator('summary')).toHaveText(`Votre prédiction : ${total - 2} sur ${total}`);
  };
  await compared();
  await expect(root.getByRole('status')).toContainText("Toutes ses exécutions ont été suivies");
  expect(await violationsByTheme(page, [ROOT])).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // La preuve, issue par issue.
  const [rank] = /** @type {[number, string][]} */ (data.choices[missed].outcomes)[0];
  await root.locator('li').nth(missed).getByRole('link', { name: 'Montrer' }).click();
  await expect(page.locator('dialog.stepper[open]')).toBeVisible();
  expect(page.url()).toContain(`#pas=${ID}::@${rank}`);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.stepper')).toBeHidden();

  await page.reload();
  await root.locator('summary').click();
  await compared();
  // Avec la progression : exportée, importée dans un autre navigateur, effacée.
  const exported = await page.evaluate(() => window.courseProgress?.export() ?? '');
  const other = await (await /** @type {import('@playwright/test').Browser} */ (context.browser()).newContext()).newPage();
  await other.goto(address() + PAGE);
  await expect(other.locator(ROOT)).not.toHaveAttribute('data-done', '');
  expect(await other.evaluate((text) => window.courseProgress?.import(text), exported)).toBe(1);
  await expect(other.locator(`${ROOT} summary`)).toHaveText(/^Votre prédiction\s: /);
  await other.context().close();
  await root.getByRole('button', { name: 'Prédire de nouveau' }).click();
  await expect(root.locator('summary')).toHaveText(/^Prédisez d'abord/);
  await expect(root.locator('input:checked')).toHaveCount(0);
  expect(await page.evaluate(() => window.courseProgress?.ids('prediction'))).toEqual([]);
});

test('elle ne retient personne, s\'écarte d\'un clic, s\'arrête et se remet', async ({ page }) => {
  await page.goto(`${address()}pieges/famine_et_ordre.html`);
  const root = page.locator(`listing-prediction[data-id="${OTHER}"]`);
  const explore = page.locator(`listing-stepper[data-id="${OTHER}"] .stepper-open`);
  // Explorer sans prédire : rien ne s'interpose, et ce n'est plus proposé ensuite.
  await explore.click();
  await expect(page.locator('dialog.stepper[open]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.stepper')).toBeHidden();
  await expect(root).toBeVisible();
  await page.reload();
  await expect(explore).toBeVisible();
  await expect(root).toBeHidden();

  await page.goto(address() + PAGE);
  await page.locator(`${ROOT} .prediction-dismiss`).click();
  await expect(page.locator(ROOT)).toBeHidden();
  await expect(page.locator(`listing-stepper[data-id="${ID}"] .stepper-open`)).toBeFocused();

  // Le réglage vaut partout, et remettre les propose toutes de nouveau.
  await page.goto(`${address()}mode-d-emploi.html`);
  const choice = page.getByRole('checkbox', { name: /Proposer de prédire/ });
  await expect(choice).toBeChecked();
  await choice.uncheck();
  await page.goto(`${address()}synchronisation/mutex.html`);
  await expect(page.locator('.stepper-open').first()).toBeVisible();
  await expect(page.locator('listing-prediction:visible')).toHaveCount(0);
  await page.goto(`${address()}index.html`);
  await expect(choice).not.toBeChecked();
  await choice.check();
  await page.goto(address() + PAGE);
  await expect(page.locator(ROOT)).toBeVisible();
  await page.locator(`${ROOT} summary`).click();
  await page.locator(`${ROOT} .prediction-off`).click();
  await expect(page.locator(ROOT)).toBeHidden();
  await expect(page.locator('.page-notice')).toContainText("la case de l'accueil");
});
