// @ts-check
// Les notes de l'enseignant : repliées dans les pages, ouvertes toutes à la
// fois, réunies dans le plan de séance.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { address, expect, pages, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

const LESSON = 'synchronisation/mutex.html';
const WITHOUT_NOTES = 'annexes/glossaire.html';
const PLAN = 'annexes/plan-de-seance.html';

/** @param {import('@playwright/test').Page} page @param {string} name */
const open = (page, name) => page.goto(address() + name);

/** @param {import('@playwright/test').Page} page */
const switchOf = (page) => page.getByRole('switch', { name: "Notes pour l'enseignant" });

/** @param {import('@playwright/test').Page} page */
const opened = (page) => page.locator('.teacher-note[open]');

/** Le HTML d'une page, tel que le site le donne. @param {string} name */
const source = (name) => fs.readFileSync(path.join(book(), name), 'utf8');

test('chaque leçon et chaque exercice a au moins deux notes, toutes repliées', () => {
  const lessons = pages().filter((p) => /^(introduction|synchronisation|pieges|exercices)\//.test(p));
  expect(lessons.length).toBeGreaterThan(30);
  for (const name of lessons) {
    const scores = source(name).match(/<details class="teacher-note"[^>]*>/g) ?? [];
    record({ name: "notes de l'enseignant", value: scores.length, merge: 'sum' });
    expect.soft(scores.length, name).toBeGreaterThanOrEqual(2);
    expect.soft(scores.filter((n) => /open/.test(n)), name).toEqual([]);
  }
});

test("l'élève ne lit pas les notes ; chacune s'ouvre au clavier", async ({ page, faults }) => {
  await open(page, LESSON);
  await expect(opened(page)).toHaveCount(0);
  const score = page.locator('.teacher-note').first();
  await expect(score.locator('p')).toBeHidden();
  await score.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(score.locator('p')).toBeVisible();
  await expect(opened(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(opened(page)).toHaveCount(0);
  expect(faults).toEqual({ console: [], thirdParty: [] });
});

test('un interrupteur les ouvre toutes, sur cette page et les suivantes', async ({ page }) => {
  await open(page, LESSON);
  const all = await page.locator('.teacher-note').count();
  expect(all).toBeGreaterThanOrEqual(2);
  await expect(switchOf(page)).not.toBeChecked();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.teacher-notes').first(), 'repliées, elles ne s\'impriment pas').toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await switchOf(page).focus();
  await page.keyboard.press('Space');
  await expect(switchOf(page)).toBeChecked();
  await expect(opened(page)).toHaveCount(all);
  await page.emulateMedia({ media: 'print' });
  await expect(opened(page).first().locator('p').first(), 'ouvertes, elles s\'impriment').toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  // Sans une faute d'accessibilité.
  const found = await violationsByTheme(page);
  expect(found).toEqual([]);

  await open(page, 'introduction/premier_fil.html');
  await expect(switchOf(page)).toBeChecked();
  await expect(opened(page)).toHaveCount(await page.locator('.teacher-note').count());
  await switchOf(page).click();
  await expect(opened(page)).toHaveCount(0);
  await page.reload();
  await expect(switchOf(page)).not.toBeChecked();
  await expect(opened(page)).toHaveCount(0);
});

test('une page sans note n\'a pas d\'interrupteur', async ({ page }) => {
  await open(page, WITHOUT_NOTES);
  await expect(page.locator('.teacher-note')).toHaveCount(0);
  await expect(page.locator('#notes-switch')).toBeHidden();
});

test('un stockage refusé : l\'interrupteur vaut pour la page', async ({ page, faults }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refusé', 'SecurityError'); } });
  });
  await open(page, LESSON);
  await switchOf(page).click();
  expect(await opened(page).count()).toBeGreaterThan(1);
  expect(faults.console).toEqual([]);
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('les notes se replient quand même, sans interrupteur', async ({ page }) => {
    await page.goto(address() + LESSON);
    await expect(page.locator('#notes-switch')).toBeHidden();
    const score = page.locator('.teacher-note').first();
    await expect(score.locator('p')).toBeHidden();
    await score.locator('summary').click();
    await expect(score.locator('p')).toBeVisible();
  });
});

test('la recherche ne connaît pas les notes', () => {
  const folder = path.join(book(), 'genere/recherche/fragment');
  const index = fs.readdirSync(folder).map((f) => zlib.gunzipSync(fs.readFileSync(path.join(folder, f))).toString());
  // Un mot d'une note, et un mot du texte qui l'entoure.
  expect(source(LESSON)).toContain('crédité');
  expect(index.filter((text) => text.includes('empoisonné')).length).toBeGreaterThan(0);
  expect(index.filter((text) => text.includes('crédité'))).toEqual([]);
  expect(index.filter((text) => text.includes("Pour l'enseignant"))).toEqual([]);
});

/** Des minutes, d'après « 1 h 05 » ou « 45 min ». @param {string} duration */
function minutes(duration) {
  const found = /^(?:(\d+)\s+h)?\s*(\d+)?(?:\s+min)?$/.exec(duration.trim());
  if (!found) throw new Error(`« ${duration} » n'est pas une durée`);
  return 60 * Number(found[1] ?? 0) + Number(found[2] ?? 0);
}

test.describe('le plan de séance', () => {
  test('additionne les durées que chaque page annonce, et donne ses objectifs, programmes et notes', async ({ page }) => {
    await open(page, PLAN);
    /** @type {string[][][]} */
    const tables = await page.locator('main table').evaluateAll((list) =>
      list.map((t) => [...t.querySelectorAll('tbody tr')].map((l) => [...l.querySelectorAll('td')].map((c) => c.innerText))),
    );
    const [summary, ...chapters] = tables;
    expect(summary.length - 1, 'une ligne par chapitre, et le total').toBe(chapters.length);
    let course = 0;
    for (const [i, lines] of chapters.entries()) {
      const total = lines.pop();
      const sum = lines.reduce((n, [, , duration]) => n + minutes(duration), 0);
      expect(minutes(total?.[2] ?? ''), summary[i][0]).toBe(sum);
      expect(minutes(summary[i][2]), summary[i][0]).toBe(sum);
      expect(Number(summary[i][1]), summary[i][0]).toBe(lines.length);
      course += sum;
    }
    expect(minutes(summary.at(-1)?.[2] ?? '')).toBe(course);

    const line = page.locator('main tr', { has: page.locator('a[href$="/mutex.html"]') });
    const reading = (await line.locator('td').nth(1).innerText()).match(/lecture (\d+)/)?.[1];
    expect(source(LESSON)).toMatch(new RegExp(`environ ${reading}\\s+minutes`));

    // Puis, page par page : objectifs, programmes et notes.
    const plan = page.locator('main');
    await expect(plan).toContainText('cargo run --bin compteur_mutex');
    await expect(plan).toContainText('(refusé par le compilateur)');
    await expect(plan).toContainText('partager un compteur entre mille fils');
    const scores = pages().filter((p) => p !== 'index.html').reduce((n, p) => n + (source(p).match(/<details class="teacher-note"/g) ?? []).length, 0);
    await expect(plan.locator('.plan-note')).toHaveCount(scores);

    // Repliés, et un geste les déplie tous.
    const [note, last] = [plan.locator('.plan-note').first(), plan.locator('.plan-note').last()];
    await expect(note).toBeHidden();
    await plan.locator('.plan-pages > summary').first().click();
    await expect(note).toBeVisible();
    await expect(last).toBeHidden();
    const title = page.getByRole('heading', { level: 3, name: 'Mutex : la donnée dans le verrou' });
    await expect(title).toBeHidden();
    const unfold = page.getByRole('switch', { name: 'Tout déplier dans ce plan' });
    await expect(unfold).not.toBeChecked();
    await unfold.click();
    await expect(unfold).toBeChecked();
    await expect(title).toBeVisible();
    await expect(last).toBeVisible();
    await plan.locator('.plan-pages > summary').first().click();
    await expect(unfold).not.toBeChecked();
    await unfold.click();
    await expect(note).toBeVisible();
    await unfold.click();
    await expect(unfold).not.toBeChecked();
    await expect(last).toBeHidden();
  });

  test("son interrupteur vaut pour les pages du livre ; il tient à 390 pixels et sur papier", async ({ page }) => {
    await open(page, PLAN);
    const toggles = page.getByRole('switch', { name: 'Montrer aussi les notes dans chaque page' });
    await expect(toggles).not.toBeChecked();
    await toggles.click();
    await expect(toggles).toBeChecked();

    await page.setViewportSize({ width: 390, height: 844 });
    const overflowing = () =>
      page.locator('main .table-wrapper').evaluateAll((list) => list.filter((t) => t.scrollWidth > t.clientWidth + 1).length);
    expect(await overflowing()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // La largeur utile d'une feuille A4.
    await page.setViewportSize({ width: 672, height: 950 });
    await page.emulateMedia({ media: 'print' });
    expect(await overflowing()).toBe(0);
    await expect(page.locator('.plan-note').first()).toBeVisible();
    await expect(page.locator('.plan-switch')).toBeHidden();

    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, LESSON);
    await expect(switchOf(page)).toBeChecked();
    expect(await opened(page).count()).toBeGreaterThan(1);
  });
});
