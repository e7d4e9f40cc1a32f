// @ts-check
// La progression du lecteur : ce qui la marque, où elle se voit, ce qui la
// garde, ce qui l'efface. Elle reste dans le navigateur.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { address, expect, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { shortenPrint } from '../tools/first-pages.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { script } from '../tools/sources.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1700, height: 900 } });

const LESSON = 'synchronisation/waitgroup';
const KEY = 'concurrence-rust/1/progress';
/** Ce qui est à réviser ; s'exporte avec la progression. */
const CARDS = 'concurrence-rust/1/review';

/** @param {import('@playwright/test').Page} page @param {string} name */
const open = (page, name) => page.goto(`${address()}${name}.html`);

/** @param {import('@playwright/test').Page} page */
const footer = (page) => page.locator('.progress-footer');

/** @param {import('@playwright/test').Page} page @param {string} id */
const link = (page, id) => page.locator(`#mdbook-sidebar a[href$="/${id}.html"]:not(.header-in-summary)`).first();

/** Attend que la page sache ce qui est à l'écran. @param {import('@playwright/test').Page} page */
const seen = (page) =>
  page.locator('.alert-takeaway').evaluate((e) => new Promise((known) => new IntersectionObserver(known).observe(e)));

/** @param {import('@playwright/test').Page} page */
const overview = (page) => page.locator('.overview');

/** Le livre, tel que la construction l'a compté. @param {import('@playwright/test').Page} page */
const lessons = (page) => page.evaluate(() => window.courseLessons ?? []);

/**
 * Donne à `LESSON` deux questions et une mission, comme le ferait sa page.
 *
 * @param {import('@playwright/test').Page} page
 */
async function withActivities(page) {
  await page.route('**/genere/lessons-*.js', async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    const activities = `"quiz":["q1","q2"],"missions":["m1"],`;
    const change = body
      .replace(/"quiz":\[[^\]]*\],?/g, '')
      .replace(/"missions":\[[^\]]*\],?/g, '')
      .replace(`"id":"${LESSON}",`, `"id":"${LESSON}",${activities}`);
    expect(change, 'la page est dans lessons.js').toContain(activities);
    await route.fulfill({ response: answer, body: change });
  });
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string[]} read
 * @param {string} [last]
 * @param {Record<string, string[]>} [done] ce qui est fait, sorte par sorte
 * @param {Record<string, {box: number, day: number}>} [cards] ce qui est à réviser
 */
async function withProgress(page, read, last = '', done = {}, cards = {}) {
  const saved = { format: 'progression du cours', version: 2, last: last, page: read, quiz: [], mission: [], ...done };
  await page.addInitScript(
    (entries) => {
      if (sessionStorage.getItem('semee')) return;
      sessionStorage.setItem('semee', '1');
      for (const [key, text] of entries) if (text !== '{}') localStorage.setItem(key, text);
    },
    [[KEY, JSON.stringify(saved)], [CARDS, JSON.stringify(cards)]],
  );
}

test.describe('une leçon', () => {
  test("est lue quand sa fin est restée à l'écran, pas avant", async ({ page, faults }) => {
    await open(page, LESSON);
    const end = page.locator('.alert-takeaway');
    await expect(footer(page), 'en haut de page').toContainText('Marquer comme lue');

    // Traverser la fin n'est pas la lire.
    await end.evaluate((e) => e.scrollIntoView());
    await seen(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    // Rien ne dit que rien n'arrivera : il faut attendre plus que la durée qui compte.
    await page.waitForTimeout(2000);
    await expect(footer(page)).toContainText('Marquer comme lue');

    await end.evaluate((e) => e.scrollIntoView());
    await expect(footer(page)).toContainText('✓ Page lue');
    await expect(footer(page).getByRole('button')).toHaveText('Marquer comme non lue');
    await page.reload();
    await expect(footer(page)).toContainText('✓ Page lue');
    expect(faults).toEqual({ console: [], thirdParty: [] });
  });

  test('se marque et se démarque par son bouton, au clavier', async ({ page }) => {
    await page.clock.install();
    await open(page, LESSON);
    const button = footer(page).getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(footer(page).getByRole('status')).toContainText('✓ Page lue');
    await expect(button).toBeFocused();
    await page.keyboard.press('Space');
    await expect(button).toHaveText('Marquer comme lue');
    await expect(footer(page).getByRole('status')).not.toContainText('Page lue');
    // Le lecteur a décidé : être à la fin de la page n'y change rien.
    await page.locator('.alert-takeaway').scrollIntoViewIfNeeded();
    await seen(page);
    await page.clock.runFor(2500);
    await expect(button).toHaveText('Marquer comme lue');
  });

  test('a sa marque dans la table des matières, écrite et dite', async ({ page }) => {
    await open(page, LESSON);
    const name = await link(page, LESSON).innerText();
    await expect(page.locator('.progress-mark')).toHaveCount(0);
    await footer(page).getByRole('button').click();
    await expect(link(page, LESSON)).toContainText('✓');
    await expect(page.locator('#mdbook-sidebar').getByRole('link', { name: 'WaitGroup' }).first()).toHaveAccessibleName(/, page lue$/);
    const chapter = link(page, 'synchronisation/index');
    const pages = (await lessons(page)).filter((p) => p.chapter === 2).length;
    await expect(chapter).toContainText(`1/${pages}`);
    await expect(chapter).toHaveAccessibleName(new RegExp(`, 1 page lue sur ${pages}$`));
    await footer(page).getByRole('button').click();
    await expect(page.locator('.progress-mark')).toHaveCount(0);
    expect(await link(page, LESSON).innerText()).toBe(name);
  });

  test('compte ses questions et ses missions', async ({ page }) => {
    await withActivities(page);
    await open(page, LESSON);
    await expect(footer(page)).toContainText('2 questions, 0 réussie. 1 mission, 0 réussie');
    await page.evaluate(() => {
      document.addEventListener('course-progress', () => Reflect.set(window, 'announcements', (Reflect.get(window, 'announcements') ?? 0) + 1));
      const progress = /** @type {Progress} */ (window.courseProgress);
      progress.mark('quiz', 'q1');
      progress.mark('quiz', 'q1');
      progress.mark('mission', 'm1');
    });
    expect(await page.evaluate(() => Reflect.get(window, 'announcements')), 'une annonce par changement').toBe(2);
    await expect(footer(page)).toContainText('2 questions, 1 réussie. 1 mission, 1 réussie');
    await expect(link(page, LESSON)).toContainText('2/3');
    await expect(link(page, LESSON)).toHaveAccessibleName(/, 1 question sur 2, 1 mission sur 1$/);
    expect(await page.evaluate(() => window.courseProgress?.has('quiz', 'q2'))).toBe(false);

    await open(page, 'index');
    await expect(overview(page)).toContainText('1 question sur 2, 1 mission sur 1');
  });
});

test('une annexe, le livre entier et la page introuvable ne se marquent pas', async ({ page }) => {
  await page.addInitScript(() => { window.print = () => {}; });
  await shortenPrint(page);
  for (const name of ['annexes/glossaire', 'print', 'avant-propos', 'absente']) {
    // Tous les scripts ont tourné ; les diagrammes du livre entier peuvent attendre.
    await page.goto(`${address()}${name}.html`, { waitUntil: 'domcontentloaded' });
    expect(await lessons(page), name).not.toHaveLength(0);
    await expect(footer(page), name).toHaveCount(0);
  }
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY), 'rien à enregistrer').toBeNull();
});

test.describe("le bilan de l'accueil", () => {
  test('tient en deux lignes avant la première page', async ({ page }) => {
    await open(page, 'index');
    await expect(overview(page)).toContainText('Tout reste dans ce navigateur');
    await expect(overview(page).locator('li').first()).toBeHidden();
    await expect(overview(page).getByRole('button', { name: 'Exporter' })).toBeDisabled();
    await expect(overview(page).getByRole('button', { name: 'Effacer' })).toBeDisabled();
    await expect(page.locator('.overview-resume')).toBeHidden();
    await expect(page.getByRole('link', { name: 'Commencer le cours' })).toBeVisible();
  });

  test('dit où reprendre : la dernière page ouverte, puis la suivante', async ({ page }) => {
    await open(page, 'introduction/premier_fil');
    await open(page, 'index');
    const resume = page.locator('.overview-resume');
    await expect(overview(page).locator('li:visible')).toHaveCount(new Set((await lessons(page)).map((p) => p.chapter)).size);
    await expect(resume).toHaveText('Reprendre où vous en étiez : Lancer un fil, attendre sa fin');
    await expect(page.getByRole('link', { name: 'Reprendre le cours' })).toHaveAttribute('href', /introduction\/premier_fil\.html$/);
    await resume.click();
    await expect(page).toHaveURL(/introduction\/premier_fil\.html$/);

    await footer(page).getByRole('button').click();
    await open(page, 'index');
    await expect(resume).toHaveAttribute('href', /introduction\/fils_a_portee\.html$/);
    await expect(overview(page).locator('.overview-state')).toContainText(`1 page lue sur ${(await lessons(page)).length}`);
    const bars = await overview(page).locator('progress').evaluateAll((l) => l.map((b) => /** @type {HTMLProgressElement} */ (b).value));
    expect(bars.slice(0, 2)).toEqual([1, 0]);
    await expect(overview(page).locator('.overview-count').first()).toHaveText(/^1\/\d+ pages$/);
    await expect(page.locator('.chapter-list').getByRole('link', { name: /, page lue$/ })).toHaveAttribute('href', /premier_fil\.html$/);
  });

  test('ne propose plus de reprendre quand tout est lu', async ({ page }) => {
    await open(page, 'index');
    const ids = (await lessons(page)).map((p) => p.id);
    await withProgress(page, ids, ids.at(-1));
    await open(page, 'index');
    await expect(page.locator('.overview-resume')).toBeHidden();
    await expect(overview(page).locator('.overview-count').first()).toContainText('✓');
    await expect(page.getByRole('link', { name: 'Commencer le cours' })).toBeVisible();
  });

  test('exporte, efface et importe : rien ne manque au retour', async ({ page }) => {
    const read = [LESSON, 'page/disparue', 'introduction/index'];
    const done = { quiz: ['q1'], mission: ['m1'], exercise: ['02_compteur'], prediction: ['p1', 'p2'], repair: ['pieges/philosophes'] };
    const review = { q1: { box: 2, day: 20_000 } };
    await withProgress(page, read, LESSON, done, review);
    await open(page, 'index');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      overview(page).getByRole('button', { name: 'Exporter' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('progression-cours.json');
    const file = await download.path();
    const exported = JSON.parse(fs.readFileSync(file, 'utf8'));
    // Toutes les sortes y sont, et rien d'autre.
    expect(exported).toEqual({ format: 'progression du cours', version: 2, last: LESSON, page: read.toSorted(), ...done, review });

    const clear = overview(page).getByRole('button', { name: 'Effacer…' });
    await clear.click();
    const dialog = page.getByRole('dialog', { name: 'Effacer votre progression ?' });
    await dialog.getByRole('button', { name: 'Effacer' }).click();
    await expect(dialog).toBeHidden();
    await expect(overview(page).getByRole('status')).toHaveText('Votre progression est effacée.');
    await expect(clear).toBeDisabled();
    await expect(overview(page).getByRole('heading')).toBeFocused();
    // Cela s'annule, tant que le lecteur reste dans la page.
    const saved = () => page.evaluate(([progress, cards]) => ({
      ...JSON.parse(localStorage.getItem(progress) ?? ''),
      review: JSON.parse(localStorage.getItem(cards) ?? '{}'),
    }), [KEY, CARDS]);
    await overview(page).getByRole('button', { name: "Annuler l'effacement" }).click();
    expect(await saved()).toEqual(exported);
    await expect(clear).toBeFocused();
    await expect(overview(page).getByRole('button', { name: "Annuler l'effacement" })).toBeHidden();
    await clear.click();
    await dialog.getByRole('button', { name: 'Effacer' }).click();
    await page.reload();
    await expect(overview(page)).toContainText('Tout reste dans ce navigateur');
    const nothing = Object.fromEntries(Object.keys(done).map((kind) => [kind, []]));
    expect(await saved()).toEqual({ ...exported, last: '', page: [], ...nothing, review: {} });

    await page.locator('.overview input[type="file"]').setInputFiles(file);
    const count = read.length + Object.values(done).flat().length;
    await expect(overview(page).getByRole('status')).toContainText(`${count} éléments de plus`);
    expect(await saved()).toEqual(exported);
    await page.locator('.overview input[type="file"]').setInputFiles(file);
    await expect(overview(page).getByRole('status')).toContainText('tout y était déjà');
  });

  test("l'effacement se confirme, et s'abandonne au clavier", async ({ page }) => {
    await withProgress(page, [LESSON]);
    await open(page, 'index');
    const clear = overview(page).getByRole('button', { name: 'Effacer…' });
    await clear.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Annuler' })).toBeFocused();
    const where = page.url();
    await page.keyboard.press('ArrowRight');
    expect(page.url(), 'les flèches ne changent pas de page').toBe(where);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(clear).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(dialog, 'Annuler').toBeHidden();
    await expect(overview(page)).toContainText('1 page lue sur');
  });

  test('un fichier tronqué, étranger, vide, plus récent ou abîmé est refusé, et dit pourquoi', async ({ page }) => {
    await withProgress(page, [LESSON]);
    await open(page, 'index');
    const before = await page.evaluate((key) => localStorage.getItem(key), KEY);
    expect(before).toContain(LESSON);
    for (const [name, content, reason] of [
      ['tronque', '{"format": "progression du', "ce n'est pas un fichier JSON entier"],
      ['etranger', '{"bonjour": 1}', "ce n'est pas une progression de ce livre"],
      ['vide', 'null', "ce n'est pas une progression de ce livre"],
      ['recent', '{"format":"progression du cours","version":3,"page":[]}', "d'une autre édition du livre (version 3, 2 attendue)"],
      ['abime', '{"format":"progression du cours","version":1,"page":["a",3]}', 'sa liste « page » est abîmée'],
    ]) {
      await page.locator('.overview input[type="file"]').setInputFiles({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(content) });
      const message = overview(page).getByRole('status');
      await expect(message).toContainText(`« ${name}.json » n'a pas été importé`);
      await expect(message).toContainText(reason);
      expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(before);
      await expect(overview(page)).toContainText('1 page lue sur');
    }
  });

  test('une progression enregistrée illisible est mise de côté, et se récupère', async ({ page }) => {
    await page.addInitScript((key) => {
      if (!sessionStorage.getItem('semee')) localStorage.setItem(key, 'abîmé {');
      sessionStorage.setItem('semee', '1');
    }, KEY);
    await open(page, LESSON);
    await footer(page).getByRole('button').click();
    await expect(footer(page)).toContainText('✓ Page lue');
    await open(page, 'index');
    await expect(overview(page)).toContainText('Elle est mise de côté, intacte');
    await expect(overview(page)).toContainText('1 page lue sur');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      overview(page).getByRole('button', { name: 'Récupérer' }).click(),
    ]);
    expect(fs.readFileSync(await download.path(), 'utf8')).toBe('abîmé {');
    for (const undone of [true, false]) {
      await overview(page).getByRole('button', { name: 'Oublier' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
      await expect(overview(page)).not.toContainText('illisible');
      if (undone) {
        await overview(page).getByRole('button', { name: "Annuler l'effacement" }).click();
        await expect(overview(page)).toContainText('mise de côté, intacte');
      }
    }
    await page.reload();
    await expect(overview(page)).not.toContainText('illisible');
  });

  for (const [name, refuse] of /** @type {[string, () => void][]} */ ([
    ['tout accès', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refusé', 'SecurityError'); } })],
    ['les écritures', () => { Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); }; }],
  ])) {
    test(`un navigateur qui refuse ${name} : cela vaut pour la page, et se dit`, async ({ page, faults }) => {
      await page.addInitScript(refuse);
      await open(page, LESSON);
      await footer(page).getByRole('button').click();
      await expect(footer(page)).toContainText(/✓ Page lue\..*Mais votre navigateur refuse de le garder/);
      await expect(link(page, LESSON)).toContainText('✓');
      await open(page, 'index');
      await expect(overview(page)).toContainText("Votre navigateur refuse d'enregistrer");
      await page.evaluate((id) => window.courseProgress?.mark('page', id), LESSON);
      await expect(overview(page)).toContainText('1 page lue sur');
      expect(faults.console).toEqual([]);
    });
  }

  test('suit les autres onglets', async ({ page, context }) => {
    await open(page, 'index');
    const other = await context.newPage();
    await open(other, LESSON);
    await footer(other).getByRole('button').click();
    await expect(overview(page)).toContainText('1 page lue sur');
    // Chacun ajoute à ce que l'autre a écrit, dès que le navigateur le lui a transmis.
    const read = (/** @type {import('@playwright/test').Page} */ tab) =>
      tab.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '').page, KEY);
    await page.evaluate(() => window.courseProgress?.mark('page', 'introduction/index'));
    await expect.poll(() => read(other)).toContain('introduction/index');
    await footer(other).getByRole('button').click();
    await footer(other).getByRole('button').click();
    await expect.poll(() => read(page)).toEqual(['introduction/index', LESSON]);
  });
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test("l'accueil garde ses chapitres, sans bilan", async ({ page }) => {
    await page.goto(address());
    await expect(page.locator('.chapter-list a').first()).toBeVisible();
    await expect(overview(page)).toBeHidden();
  });
});

test("aucune faute d'accessibilité, progression en cours et dialogue ouvert, dans les cinq thèmes ; le bilan tient à 390 pixels", async ({ page }) => {
  await withProgress(page, [LESSON, 'introduction/index'], LESSON);
  /** @type {string[]} */
  const found = [];
  const reread = async (/** @type {string} */ where, /** @type {string[]} */ zones) => {
    found.push(...(await violationsByTheme(page, zones)).map((fault) => `${where} : ${fault}`));
  };
  await open(page, LESSON);
  await expect(page.locator('.progress-mark').first()).toBeVisible();
  await reread(LESSON, ['.progress-footer', '#mdbook-sidebar']);

  await open(page, 'index');
  await expect(overview(page)).toContainText('2 pages lues sur');
  await reread('accueil', ['.overview', '.chapter-list']);
  await overview(page).getByRole('button', { name: 'Effacer…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await reread("dialogue d'effacement", ['dialog']);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const outside = await overview(page).evaluate((b) => {
    const { right } = b.getBoundingClientRect();
    return [...b.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > right + 1).map((e) => e.className || e.localName);
  });
  expect(outside).toEqual([]);
  expect(found).toEqual([]);
});

test('les scripts de la progression et des notes pèsent moins de 8 ko, comprimés', () => {
  const weight = ['progress', 'tracking', 'overview', 'teacher'].reduce((n, name) => n + zlib.gzipSync(script(name), { level: 9 }).length, 0);
  record({ name: 'scripts de la progression et des notes, comprimés', value: weight / 1000, unit: 'ko', bound: '≤ 8 ko' });
  expect(weight).toBeLessThanOrEqual(8000);
});
