// @ts-check
// « Réviser » : ce qui se tire, ce qui se garde, et ce que la page montre.
import { address, expect, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const PROGRESS = 'concurrence-rust/1/progress';
const CARDS = 'concurrence-rust/1/review';
const READ = ['introduction/premier_fil', 'synchronisation/rendez_vous'];

/** @typedef {{box: number, day: number}} Card */

/**
 * Ouvre `name` un jour donné, avec ces pages lues et ces cartes.
 *
 * @param {import('@playwright/test').Page} page
 * @param {{name?: string, read?: string[], cards?: Record<string, Card>, date?: string}} [given]
 */
async function open(page, { name = 'reviser', read = READ, cards = {}, date = '2026-03-02T10:00:00' } = {}) {
  await page.clock.setFixedTime(new Date(date));
  const progress = { format: 'progression du cours', version: 2, last: '', page: read, quiz: [], mission: [] };
  await page.addInitScript(
    ([entries]) => {
      if (sessionStorage.getItem('semee')) return;
      sessionStorage.setItem('semee', '1');
      for (const [key, value] of Object.entries(JSON.parse(entries))) localStorage.setItem(key, JSON.stringify(value));
    },
    [JSON.stringify({ [PROGRESS]: progress, [CARDS]: cards })],
  );
  await page.goto(`${address()}${name}.html`);
}

/** @param {import('@playwright/test').Page} page */
const drawn = (page) => page.locator('review-page .quiz-question').evaluateAll((all) => all.map((q) => q.getAttribute('data-question') ?? ''));

/** @param {import('@playwright/test').Page} page */
const cards = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}'), CARDS);

/** Des nombres tirés au hasard, les mêmes pour la même graine. @param {number} seed */
function random(seed) {
  let state = seed;
  return (/** @type {number} */ n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/**
 * Le calendrier, sans formule : la question attend jour après jour dans sa boîte.
 *
 * @param {{id: string, right: boolean, day: number}[]} history
 * @param {string} id
 * @param {number} today
 */
function reference(history, id, today) {
  const waits = [0, 1, 2, 4, 8, 16];
  let box = 0;
  let left = 0;
  let answered = -1;
  for (let day = 0; day <= today; day += 1) {
    if (box > 0 && left > 0) left -= 1;
    for (const answer of history.filter((it) => it.id === id && it.day === day)) {
      if (!answer.right) box = 1;
      else if (answered !== day) box = Math.min(box + 1, 5);
      else continue;
      left = waits[box];
      answered = day;
    }
  }
  return { box, due: box === 0 || left === 0, left };
}

test('le tirage suit le calendrier, pour des histoires tirées au hasard', async ({ page }) => {
  await open(page);
  const seed = 20260302;
  const pick = random(seed);
  for (let round = 0; round < 60; round += 1) {
    const ids = Array.from({ length: 1 + pick(12) }, (_, i) => `c/p#q${i}`);
    const today = pick(40);
    /** @type {{id: string, right: boolean, day: number}[]} */
    const history = [];
    for (let day = 0; day <= today; day += 1) {
      while (pick(3) > 0) history.push({ id: ids[pick(ids.length)], right: pick(3) > 0, day });
    }
    const found = await page.evaluate(
      ({ ids, history, today }) => {
        const review = window.courseReview;
        if (!review) throw new Error('review.js manque');
        /** @type {Record<string, {box: number, day: number}>} */
        const table = {};
        for (const { id, right, day } of history) table[id] = review.after(table[id], right, day);
        const backwards = review.draw([...ids].reverse(), table, today);
        return { table, draw: review.draw(ids, table, today), backwards };
      },
      { ids, history, today },
    );
    const told = `graine ${seed}, tour ${round}`;
    const expected = new Map(ids.map((id) => [id, reference(history, id, today)]));
    for (const [id, { box }] of expected) expect(found.table[id]?.box ?? 0, `${told} ${id}`).toBe(box);
    const due = ids.filter((id) => expected.get(id)?.due);
    expect(found.draw, told).toHaveLength(Math.min(5, due.length));
    expect(new Set(found.draw).size, told).toBe(found.draw.length);
    expect(found.backwards, `${told} : l'ordre des pages ne compte pas`).toEqual(found.draw);
    // Ce qui reste n'est pas plus pressé que ce qui est tiré.
    const rank = (/** @type {string} */ id) => expected.get(id)?.box || 6;
    const ranks = found.draw.map(rank);
    expect(ranks, told).toEqual([...ranks].sort((a, b) => a - b));
    for (const id of due.filter((it) => !found.draw.includes(it))) {
      expect(rank(id), `${told} ${id}`).toBeGreaterThanOrEqual(ranks[ranks.length - 1]);
    }
  }
});

test('cinq questions des pages lues, gardées, exportées, effacées', async ({ page }) => {
  const missed = 'introduction/premier_fil#fil_detache';
  const later = 'introduction/premier_fil#sans_move';
  const day = Math.floor(Date.UTC(2026, 2, 2) / 864e5);
  await open(page, { cards: { [missed]: { box: 1, day: day - 1 }, [later]: { box: 3, day: day - 1 } } });
  const state = page.locator('.review-state');
  await expect(state).toHaveText(/^5.questions pour aujourd'hui\.$/);
  const first = await drawn(page);
  expect(first).toHaveLength(5);
  expect(first[0], 'la ratée d\'abord').toBe(missed);
  expect(first, 'celle-ci attend encore').not.toContain(later);
  expect(first.every((id) => READ.some((it) => id.startsWith(`${it}#`)))).toBe(true);

  // Une faute, puis la réponse : elle reviendra demain.
  const question = page.locator(`[data-question="${missed}"]`);
  await question.locator('input').fill('2');
  await question.getByRole('button', { name: 'Vérifier' }).click();
  await expect(question.locator('.quiz-result .quiz-reasons')).toContainText('Il en manque une');
  await question.locator('input').fill('3');
  await question.getByRole('button', { name: 'Vérifier' }).click();
  await expect(question.locator('.quiz-result')).toContainText('Juste.');
  await expect(question.getByRole('link', { name: 'Relire le passage' })).toHaveAttribute('href', /introduction\/premier_fil\.html#quand-personne-nattend$/);
  await expect(state).toHaveText(/^1.réponse sur 5/);
  expect((await cards(page))[missed]).toEqual({ box: 1, day });
  expect(await page.evaluate(() => window.courseProgress?.has('quiz', 'introduction/premier_fil#fil_detache')), 'le quiz de la page ne change pas').toBe(false);

  // Le même jour, les autres attendent, les mêmes.
  await page.reload();
  await expect(state).toHaveText(/^1.réponse sur 5/);
  expect(await drawn(page)).toEqual(first.slice(1));

  // L'accueil y mène, exporte et efface.
  await page.goto(`${address()}avant-propos.html`);
  const link = page.locator('.overview-review');
  await expect(link).toHaveText(/^Réviser\s:\s4.questions pour aujourd'hui$/);
  await expect(link.getByRole('link')).toHaveAttribute('href', 'reviser.html');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const file = await (await download).path();
  await page.getByRole('button', { name: 'Effacer…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
  expect(await cards(page)).toEqual({});
  await page.locator('input[type="file"]').setInputFiles(file);
  await expect(page.locator('.overview-message')).toContainText('importée');
  expect((await cards(page))[missed]).toEqual({ box: 1, day });
});

test('la page et sa mise en page, dans les cinq thèmes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page);
  await expect(page.locator('review-page .quiz-question')).toHaveCount(5);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(await violationsByTheme(page, ['review-page'])).toEqual([]);
});

test('ce qui est répondu dans une page revient ici, et le dernier jour le dit', async ({ page }) => {
  await open(page, { name: READ[0] });
  const question = page.locator(`[data-question="${READ[0]}#fil_detache"]`);
  await question.locator('input').fill('3');
  await question.locator('input').press('Enter');
  await expect(question.locator('.quiz-result')).toContainText('Juste.');
  const day = Math.floor(Date.UTC(2026, 2, 2) / 864e5);
  expect(await cards(page)).toEqual({ [`${READ[0]}#fil_detache`]: { box: 1, day } });

  // Tout a été répondu aujourd'hui : plus rien jusqu'à demain.
  await page.evaluate(
    ([key, day]) => {
      const all = (window.courseLessons ?? []).flatMap((it) => it.quiz ?? []);
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(all.map((id) => [id, { box: 2, day: Number(day) }]))));
    },
    [CARDS, String(day)],
  );
  await page.goto(`${address()}reviser.html`);
  await expect(page.locator('.review-state')).toHaveText(/^Rien à revoir aujourd'hui\. La prochaine question revient dans 2.jours\.$/);
  await page.evaluate((key) => localStorage.setItem(key, JSON.stringify({ format: 'progression du cours', version: 2, page: [] })), PROGRESS);
  await page.reload();
  await expect(page.locator('.review-state')).toContainText('aucune page n\'est encore lue');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('la page dit ce qu\'elle est', async ({ page }) => {
    await page.goto(`${address()}reviser.html`);
    await expect(page.locator('review-page')).toContainText('il faut JavaScript');
  });
});
