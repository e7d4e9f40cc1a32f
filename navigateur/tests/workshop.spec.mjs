// @ts-check
// L'atelier dans la page : le programme du lecteur est exécuté et exploré, pour de
// vrai, par le serveur du livre.
import { test as base } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { address, expect, pages } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';
import { serveWorkshop } from '../tools/serving.mjs';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 */

/**
 * @type {import('@playwright/test').TestType<
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions,
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions
 *     & {served: Awaited<ReturnType<typeof serveWorkshop>>}>}
 */
const test = base.extend({
  served: [
    /** @param {{}} _ @param {(served: Awaited<ReturnType<typeof serveWorkshop>>) => Promise<void>} use */
    // eslint-disable-next-line no-empty-pattern -- Playwright lit ce motif
    async ({}, use) => {
      const served = await serveWorkshop();
      await use(served);
      served.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });
// Un seul serveur, et une demande à la fois ; le dernier test l'arrête.
test.describe.configure({ mode: 'default' });

/** La première exploration peut compiler l'explorateur. */
const PATIENCE = { timeout: 220_000 };

/** @param {Page} page */
const program = (page) => page.locator('figure.listing:not(.refusal)').first();

/** @param {Locator} where */
const result = (where) => where.locator('.run-result').first();

/**
 * Remplace le texte d'un programme, comme un lecteur le ferait.
 *
 * @param {Locator} where
 * @param {string | ((text: string) => string)} change
 */
async function edit(where, change) {
  const area = where.locator('.editor textarea').first();
  if (!(await area.isVisible())) await where.locator('button.edit').first().click();
  const text = typeof change === 'string' ? change : change(await area.inputValue());
  await area.fill(text);
  return area;
}

/** @param {Locator} where */
const explore = (where) => where.getByRole('button', { name: 'Explorer ma version' }).first().click();

/** Des programmes qui finissent de toutes les façons. */
const RACE = `use std::thread;
fn main() {
    thread::scope(|s| {
        s.spawn(|| println!("un"));
        s.spawn(|| println!("deux"));
    });
}`;
const ENDLESS = `use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
static N: AtomicU64 = AtomicU64::new(0);
fn main() {
    std::thread::spawn(|| loop { N.fetch_add(1, SeqCst); });
    loop { N.fetch_add(1, SeqCst); }
}`;

/**
 * Une page de chaque chapitre : la première qui a un programme exploré, dont le
 * lecteur change ce qu'il affiche ; et celle d'un interblocage.
 */
function chapters() {
  const explored = pages().filter((name) => {
    const html = fs.readFileSync(path.join(book(), name), 'utf8');
    return /<listing-stepper/.test(html) && /^[\w-]+\/(?!index)/.test(name);
  });
  const first = new Map(explored.reverse().map((name) => [path.dirname(name), name]));
  return [...new Set([...first.values(), 'pieges/verrous_opposes.html'])].sort();
}

test('une version modifiée de chaque chapitre s\'explore, et mène à chacune de ses issues', async ({ page, served }) => {
  let bad = 0;
  const names = chapters();
  expect(names.length, names.join(', ')).toBeGreaterThan(4);
  for (const name of names) {
    await page.goto(served.address + name);
    const where = page.locator('figure.listing', { has: page.locator('listing-stepper') }).first();
    await edit(where, (text) => text.replace(/println!\("/, 'println!("Vu : '));
    const start = Date.now();
    await explore(where);
    const dialog = page.locator('dialog.stepper[open]');
    await expect(dialog).toBeVisible(PATIENCE);
    if (name !== names[0]) {
      record({ name: 'de « Explorer ma version » au pas à pas', value: Date.now() - start, merge: 'median', unit: 'ms', bound: '≤ 1 500 ms' });
    }
    await expect(dialog.locator('h2')).toContainText('Votre version');
    // Les lignes sont celles du lecteur, en couleurs.
    await expect(dialog.locator('.stepper-code')).toContainText('Vu : ');
    await expect(dialog.locator('.stepper-code .hljs-keyword').first()).toBeVisible();

    const outcomes = dialog.locator('.stepper-outcomes li');
    const many = await outcomes.count();
    expect(many, name).toBeGreaterThan(0);
    for (let rank = 0; rank < many; rank += 1) {
      await outcomes.nth(rank).getByRole('button').click();
      await expect(outcomes.nth(rank)).toHaveAttribute('aria-current');
      const label = await outcomes.nth(rank).locator('b').innerText();
      await expect(dialog.locator('.stepper-verdict')).toHaveText(label);
      if (/interblocage/i.test(label)) bad += 1;
    }
    // Aucune adresse ne désigne ce moment : rien à partager, rien que recharger perdrait.
    expect(new URL(page.url()).hash).toBe('');
    await expect(dialog.locator('[data-do=share]')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(where.locator('button.explore')).toBeFocused();
    await expect(result(where).locator('.outcomes-list > li')).toHaveCount(many);
    await expect(result(where)).toContainText(/prouvées? sur|une seule exécution/);
    // « Montrer » : l'issue est prête, au départ.
    await result(where).getByRole('button', { name: /Montrer l'issue/ }).last().click();
    await expect(dialog.locator('.stepper-timeline li[data-after]').first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
  expect(bad).toBeGreaterThan(0);
});

test('ce que rustc refuse, et ce que l\'explorateur ne connaît pas, est dit sur sa ligne', async ({ page, served }) => {
  await page.goto(`${served.address}synchronisation/waitgroup.html`);
  const where = program(page);
  await edit(where, 'fn main() {\n    let a = 1;\n    a.joint();\n}\n');
  await where.locator('button.explore').focus();
  await page.keyboard.press('Enter');
  await expect(result(where).locator('.state')).toHaveText('Le compilateur refuse ce programme.', PATIENCE);
  await expect(result(where)).toContainText('error[E0599]: no method named `joint` found');
  await expect(where.locator('.editor mark')).toHaveText('    a.joint();');
  expect(await violationsByTheme(page, ['figure.listing'])).toEqual([]);
  await result(where).getByRole('button', { name: 'Aller à la ligne 3' }).click();
  await page.keyboard.insertText('// ');
  await expect(where.locator('textarea')).toHaveValue('fn main() {\n    let a = 1;\n//     a.joint();\n}\n');
  await expect(where.locator('.editor mark'), 'le texte a changé').toHaveCount(0);

  await edit(where, 'fn main() {\n\n    let _ = std::process::Command::new("ls");\n}\n');
  await explore(where);
  await expect(result(where)).toContainText('n\'est pas modélisé');
  await expect(where.locator('.editor mark')).toHaveText('    let _ = std::process::Command::new("ls");');
});

test('une exploration qui dure le dit et s\'annule ; incomplète, elle n\'affirme rien', async ({ page, served }) => {
  await page.goto(`${served.address}bac-a-sable.html`);
  const where = page.locator('.sandbox');
  await edit(where, ENDLESS);
  await explore(where);
  await expect(result(where).locator('.state')).toContainText(/Exploration : \d+ s, .* états/, PATIENCE);
  await where.getByRole('button', { name: 'Annuler' }).click();
  await expect(result(where).locator('.state')).toHaveText('Exploration annulée.');
  await expect(where.getByRole('button', { name: 'Explorer ma version' })).toBeVisible();

  // Une seule exécution, sans fin.
  await edit(where, ENDLESS.replace(/.*spawn.*\n/, ''));
  await explore(where);
  await expect(result(where)).toContainText('Exploration incomplète', PATIENCE);
  await expect(result(where)).not.toContainText('prouvée');
  await expect(page.locator('dialog.stepper[open]')).toHaveCount(0);
});

test('« Exécuter » écrit à mesure, s\'arrête, et dit qui répond et comment le programme a fini', async ({ page, served }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('rust-lang.org')) asked.push(request.url()); });
  await page.goto(`${served.address}synchronisation/waitgroup.html`);
  const where = program(page);
  const run = () => where.getByRole('button', { name: 'Exécuter' }).click();
  await run();
  await expect(result(where).locator('.state')).toHaveText(/^Le programme a fini\. C'est l'une des 6 sorties permises/, PATIENCE);
  await expect(result(where)).toContainText('sur votre machine, avec vos droits');

  await edit(where, 'fn main() {\n    eprintln!("aïe");\n    for i in 0.. {\n        println!("tour {i}");\n        std::thread::sleep(std::time::Duration::from_millis(100));\n    }\n}\n');
  await run();
  await expect(result(where).locator('.run-output')).toContainText('tour 3');
  await expect(result(where).locator('.run-stderr')).toHaveText('aïe\n');
  await where.getByRole('button', { name: 'Arrêter' }).click();
  await expect(result(where).locator('.state')).toHaveText('Exécution arrêtée.');
  await expect(result(where).locator('.run-output')).toContainText('tour 0');

  await edit(where, 'fn main() {\n    panic!("non");\n}\n');
  await page.keyboard.press('Control+Enter');
  await expect(result(where).locator('.state')).toContainText('a paniqué (statut 101)');
  await expect(result(where).locator('.run-output')).toContainText('non');
  expect(asked).toEqual([]);
});

test('le temps se choisit si le programme en dépend', async ({ page, served }) => {
  await page.goto(`${served.address}bac-a-sable.html`);
  const where = page.locator('.program').last();
  await explore(where);
  const dialog = page.locator('dialog.stepper[open]');
  await expect(dialog.locator('.stepper-outcomes li')).toHaveCount(2, PATIENCE);
  await page.keyboard.press('Escape');
  await where.getByRole('button', { name: 'Temps ordonné' }).click();
  await expect(dialog.locator('.stepper-outcomes li')).toHaveCount(1, PATIENCE);
  await page.keyboard.press('Escape');
  await expect(where.getByRole('button', { name: 'Temps ordonné' })).toHaveAttribute('aria-pressed', 'true');
});

test('le bac à sable est ouvert, garde ce qui s\'y écrit, et tient sur un téléphone', async ({ page, served }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${served.address}bac-a-sable.html`);
  const where = page.locator('.sandbox');
  await expect(where.locator('textarea')).toBeVisible();
  await edit(where, RACE);
  await page.reload();
  await expect(where.locator('textarea')).toHaveValue(RACE);
  await explore(where);
  await expect(page.locator('dialog.stepper[open] .stepper-outcomes li')).toHaveCount(2, PATIENCE);
  await page.keyboard.press('Escape');
  expect(await violationsByTheme(page, ['.sandbox'])).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('sans le serveur, aucun bouton mort : le Playground répond, et la page dit comment ouvrir l\'atelier', async ({ page, browser }) => {
  await page.route('https://play.rust-lang.org/**', (route) =>
    route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: { result: 'un\ndeux\n', error: null } }));
  for (const name of ['bac-a-sable.html', 'synchronisation/waitgroup.html']) {
    await page.goto(address() + name);
    await expect(page.locator('button.run').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Explorer ma version' })).toHaveCount(0);
    expect(await page.content()).not.toContain('/atelier/');
  }
  await page.goto(`${address()}bac-a-sable.html`);
  const where = page.locator('.sandbox');
  await expect(where.locator('textarea')).toBeVisible();
  await where.getByRole('button', { name: 'Exécuter' }).click();
  await expect(result(where)).toContainText('au Playground de Rust');
  await expect(page.locator('main')).toContainText('cargo xtask serve');

  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(`${address()}bac-a-sable.html`);
  await expect(still.locator('main')).toContainText('Sans JavaScript, ce programme ne se modifie pas ici.');
  await expect(still.locator('main button:visible')).toHaveCount(0);
  await context.close();
});

test('un jeton refusé, puis un serveur arrêté, sont dits', async ({ page, served }) => {
  await page.goto(`${served.address}bac-a-sable.html`);
  const where = page.locator('.sandbox');
  await page.route('**/atelier/e*r', (route) => route.continue({ headers: { ...route.request().headers(), 'x-atelier': '0' } }));
  await explore(where);
  await expect(result(where).locator('.state')).toContainText('rechargez la page');
  await page.unroute('**/atelier/e*r');

  await edit(where, ENDLESS);
  await explore(where);
  await expect(result(where).locator('.state')).toContainText('Exploration', PATIENCE);
  served.close();
  await expect(result(where).locator('.state')).toContainText('Le serveur du livre ne répond plus');
  await where.getByRole('button', { name: 'Exécuter' }).click();
  await expect(result(where).locator('.state')).toContainText('Relancez-le par cargo xtask serve');
});
