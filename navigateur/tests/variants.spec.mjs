// @ts-check
// « Et si… » : chaque variante est un interrupteur sur sa ligne ; ses issues et son pas
// à pas viennent de son graphe, chargé à la demande ; ce que le lecteur écrit est reconnu.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { record } from '../tools/figures.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

const LISTINGS = fileURLToPath(new URL('../../listings/', import.meta.url));
/** Le plus qu'une variante puisse charger. */
const MAX_BYTES = 20_000;
const PAGE = 'synchronisation/rendez_vous.html';
const ZONE = 'listing-variants';

/** @param {string} name @returns {GraphDocument} */
const graph = (name) => JSON.parse(fs.readFileSync(path.join(LISTINGS, `${name}.graphe.json`), 'utf8'));

/** @param {import('@playwright/test').Page} page @param {string} id */
const variant = (page, id) => page.locator(`li.variant[data-id="${id}"]`);

test('un graphe de variante pèse vingt kilo-octets au plus, et n\'est dans aucune page', () => {
  const root = path.join(book(), 'genere/graphes');
  const found = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => /\/variantes\/.*\.js$/.test(f));
  expect(found.length).toBeGreaterThan(60);
  const sizes = found.map((f) => fs.statSync(path.join(root, f)).size);
  record({ name: 'graphe de variante le plus lourd', value: Math.max(...sizes), unit: 'octets', bound: '≤ 20 000' });
  expect(found.filter((_, i) => sizes[i] > MAX_BYTES)).toEqual([]);
  for (const page of pages()) {
    expect(fs.readFileSync(path.join(book(), page), 'utf8'), page).not.toMatch(/<script[^>]*variantes/);
  }
});

test('l\'interrupteur d\'une ligne montre ce qui change, et ce que le programme fait alors', async ({ page, faults }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address() + PAGE);
  const code = page.locator('[data-tab="rust"] pre > code').first();
  const original = await code.innerText();
  await expect(page.locator('.variant-switch')).toHaveCount(0);
  await page.locator(`${ZONE} .variants > summary`).press('Enter');

  const line = page.getByRole('switch', { name: 'Et si main attendait le signal avant de lancer le fil' });
  expect(await line.evaluate((it) => it.previousSibling?.textContent ?? it.closest('code')?.textContent)).toBeTruthy();
  await line.focus();
  await page.keyboard.press('Space');
  await expect(line).toBeChecked();
  await expect(line).toBeFocused();
  await expect(variant(page, 'recevoir_avant').getByRole('switch')).toBeChecked();
  await expect(code.locator('del')).toHaveText([/thread::spawn/, /fini\.recv/]);
  await expect(code.locator('ins')).toHaveText([/fini\.recv/, /thread::spawn/]);
  // Un trait et un signe, pas la couleur seule.
  expect(await code.locator('del').first().evaluate((it) => getComputedStyle(it).textDecorationLine)).toBe('line-through');
  expect(asked.filter((url) => /variantes/.test(url))).toEqual([]);

  // La question d'abord ; la réponse quand on la demande.
  const answer = variant(page, 'recevoir_avant').locator('.variant-answer');
  await expect(answer.locator('.variant-why')).toBeHidden();
  await answer.locator('summary').click();
  const { outcomes } = graph('synchronisation/variantes/rendez_vous/recevoir_avant');
  await expect(answer.locator('.outcomes-list > li')).toHaveCount(outcomes.length);
  await expect(answer.locator('.outcomes-list > li').first()).toHaveAttribute('data-kind', outcomes[0].kind);
  expect(asked.filter((url) => /variantes/.test(url))).toHaveLength(1);
  await answer.getByRole('button', { name: 'Explorer cette variante' }).click();
  await expect(page.locator('dialog.stepper[open] h2')).toHaveText(/Et si main attendait le signal/);
  await expect(page.locator('dialog.stepper[open] .stepper-code')).toContainText('fini.recv');
  await page.keyboard.press('Escape');

  // Une autre la remplace ; éteinte, le programme revient tel qu'il était.
  await variant(page, 'tampon').getByRole('switch').click();
  await expect(code.locator('ins')).toHaveText([/bounded\(1\)/]);
  await expect(line).not.toBeChecked();
  await variant(page, 'tampon').locator('.variant-answer > summary').click();
  await expect(variant(page, 'tampon').locator('.variant-same, .outcomes-verdict').last()).toContainText('rien ne change');
  await variant(page, 'tampon').getByRole('switch').click();
  await page.locator(`${ZONE} .variants > summary`).click();
  expect((await code.innerText()).trimEnd()).toBe(original.trimEnd());

  // Ce que rustc refuse montre son vrai message.
  await page.locator(`${ZONE} .variants > summary`).click();
  await variant(page, 'deux_emetteurs').locator('.variant-answer > summary').click();
  const said = fs.readFileSync(path.join(LISTINGS, 'synchronisation/variantes/rendez_vous/deux_emetteurs.stderr'), 'utf8');
  await expect(variant(page, 'deux_emetteurs').locator('.rustc-message')).toHaveText(said.trim(), { useInnerText: false });
  expect(faults.console).toEqual([]);
});

test('ce qui est essayé est ce qui s\'exécute, et ce que « Modifier » reprend', async ({ page }) => {
  /** @type {string[]} */
  const sent = [];
  await page.route('https://play.rust-lang.org/**', (route) => {
    sent.push(JSON.parse(route.request().postData() ?? '{}').code);
    return route.fulfill({ json: { result: 'Travail en cours...\nWorker terminé\n', error: null } });
  });
  await page.goto(address() + PAGE);
  await page.locator(`${ZONE} .variants > summary`).click();
  await variant(page, 'tampon').getByRole('switch').click();
  await page.locator('pre .run').first().click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).toContain('bounded(1)');
  expect(sent[0]).not.toContain('Et si');
  await page.locator('pre .edit').first().click();
  const editor = page.locator('.editor textarea').first();
  await expect(editor).toHaveValue(/bounded\(1\)/);
  await expect(page.locator('.edited-mark').first()).toBeVisible();
  await expect(variant(page, 'tampon').locator('.variant-try')).toBeHidden();

  // Cette version est une variante : ses issues viennent, même remise en page.
  const match = page.locator('.variant-match');
  await expect(match).toContainText('Votre version est prouvée');
  const text = await editor.inputValue();
  await editor.fill(text.replace('bounded(1)', 'bounded(2)'));
  await expect(match).toBeEmpty();
  await editor.fill(text.replace('bounded(1)', 'bounded( /* une place */\n    1 )').replaceAll(' // ', ' // autre '));
  const { outcomes } = graph('synchronisation/variantes/rendez_vous/tampon');
  await expect(match.locator('.outcomes-list > li')).toHaveCount(outcomes.length);
  await expect(match).toContainText('Et si le canal avait une place');

  // Une variante refusée aussi.
  await editor.fill(text.replace('bounded(1)', 'bounded(0)').replace('worker(done));', 'worker(done));done.send(false).unwrap();'));
  await expect(match.locator('.rustc-message')).toContainText('E0382');
  await page.locator('pre .edit').first().click();
  await page.getByRole('button', { name: 'Rétablir' }).click();
  await expect(match).toBeEmpty();
});

for (const width of [390, 1440]) {
  test(`à ${width} pixels, rien ne dépasse et axe n'a rien à redire`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address() + 'synchronisation/mutex.html');
    for (const summary of await page.locator(`${ZONE} .variants > summary`).all()) await summary.click();
    for (const summary of await page.locator('.variant-answer > summary').all()) await summary.click();
    await expect(page.locator('.variant-explore').first()).toBeVisible();
    await variant(page, 'deux_verrous').getByRole('switch').click();
    await expect(page.locator('pre > code > ins').first()).toBeAttached();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    if (width === 390) expect(await violationsByTheme(page, [ZONE, '[data-tab="rust"]'])).toEqual([]);
  });
}

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('les questions et les réponses se lisent', async ({ page }) => {
    await page.goto(address() + PAGE);
    const zone = page.locator(ZONE);
    await zone.locator('.variants > summary').click();
    await expect(zone.locator('.variant-question').first()).toBeVisible();
    await expect(zone.locator('.variant-change del').first()).toBeVisible();
    const answer = zone.locator('.variant-answer').first();
    await answer.locator('summary').click();
    await expect(answer.locator('.outcomes-list > li').first()).toBeVisible();
    await expect(answer.locator('.variant-why')).toBeVisible();
    await expect(zone.getByRole('switch')).toHaveCount(0);
  });
});
