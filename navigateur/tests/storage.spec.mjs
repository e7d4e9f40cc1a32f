// @ts-check
// Ce que le navigateur garde d'une page à l'autre : sous quelles clés, ce qu'en
// garde une édition d'avant, et ce qu'on y trouve d'abîmé.
import { violationsByTheme } from '../tools/measures.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { random } from '../tools/random.mjs';

const LESSON = 'introduction/premier_fil.html';
const CHANNELS = 'synchronisation/waitgroup.html';

/** Les clés de ce livre. */
const KEYS = ['notes', 'predictions', 'presentation', 'program premier_fil', 'program waitgroup', 'progress', 'progress-unreadable', 'quiz',
  'review', 'review-today', 'tab'].map((name) => `concurrence-rust/1/${name}`);

/** Celles d'une édition d'avant. */
const OLD_KEYS = ['cours-notes', 'cours-progres', 'cours-progres-illisible', 'cours-quiz', 'cours-onglet',
  'cours-programme premier_fil', 'cours-programme waitgroup'];

/**
 * Garde ces textes avant la première page.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Record<string, string>} texts
 */
async function seed(page, texts) {
  await page.addInitScript((texts) => {
    if (!sessionStorage.getItem('seeded')) for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
    sessionStorage.setItem('seeded', '1');
  }, texts);
}

/** @param {import('@playwright/test').Page} page */
const keys = (page) => page.evaluate(() => Object.keys(localStorage).sort());

test('ce qu\'une édition d\'avant gardait se retrouve, et change de clé', async ({ page, faults }) => {
  await seed(page, {
    'cours-progres': JSON.stringify({
      format: 'progression du cours', version: 1, 'derniere': 'introduction/premier_fil',
      page: ['introduction/index', 'introduction/premier_fil'], quiz: ['introduction/premier_fil#fil_detache'], mission: [],
    }),
    'cours-progres-illisible': 'abîmé {',
    'cours-quiz': JSON.stringify({ 'introduction/premier_fil#fil_detache': ['3'], 'introduction/premier_fil#sans_move': ['0'] }),
    'cours-onglet': 'Sortie',
    'cours-notes': 'montrees',
    'cours-programme waitgroup': JSON.stringify({ original: 'fn main() {}', 'texte': '// ma version' }),
  });
  for (const visit of ['la première fois', 'ensuite']) {
    await page.goto(address() + LESSON);
    await expect(page.locator('.quiz-score span'), visit).toHaveText('1 question réussie sur 6');
    await expect(page.locator('[data-question$="#sans_move"] input').first(), visit).toBeChecked();
    await expect(page.locator('.progress-footer'), visit).toContainText('✓ Page lue');
    await expect(page.locator('#notes-switch'), visit).toHaveAttribute('aria-checked', 'true');
    await expect(page.locator('figure.listing:not(.refusal) [role="tab"][aria-selected="true"]').first(), visit).toHaveText(/^Sorties?$/);
    await page.goto(address() + CHANNELS);
    await expect(page.locator('figure.listing .editor').first(), visit).toContainText('// ma version');
    await expect(page.locator('.edit-notice').first(), visit).toContainText('Le programme du livre a changé depuis');
    await page.goto(`${address()}index.html`);
    await expect(page.locator('.overview-state'), visit).toContainText('2 pages lues sur');
    await expect(page.locator('.overview-state'), visit).toContainText('Elle est mise de côté, intacte');
    // L'accueil a tiré, des pages lues, les questions du jour.
    const others = /premier_fil|predictions|presentation|review$/;
    expect(await keys(page), visit).toEqual(KEYS.filter((key) => !others.test(key)));
  }
  expect(faults.console).toEqual([]);
});

test('la progression d\'une édition d\'avant s\'ajoute à celle de celle-ci', async ({ page }) => {
  const progress = (/** @type {string[]} */ read) =>
    JSON.stringify({ format: 'progression du cours', version: 1, 'derniere': '', page: read, quiz: [], mission: [] });
  await seed(page, {
    'concurrence-rust/1/progress': progress(['introduction/index']),
    'cours-progres': progress(['introduction/premier_fil']),
  });
  await page.goto(`${address()}index.html`);
  await expect(page.locator('.overview-state')).toContainText('2 pages lues sur');
  expect(await keys(page)).toEqual(['concurrence-rust/1/progress', 'concurrence-rust/1/review-today']);
});

test('sans place, ce qu\'une édition d\'avant gardait sert, et reste où il est', async ({ page, faults }) => {
  await seed(page, { 'cours-quiz': JSON.stringify({ 'introduction/premier_fil#sans_move': ['0'] }), 'cours-notes': 'montrees' });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };
  });
  await page.goto(address() + LESSON);
  await expect(page.locator('[data-question$="#sans_move"] input').first()).toBeChecked();
  await expect(page.locator('#notes-switch')).toHaveAttribute('aria-checked', 'true');
  expect(await keys(page)).toEqual(['cours-notes', 'cours-quiz']);
  expect(faults.console).toEqual([]);
});

/** Ce qu'une clé peut contenir, hors ce que le livre y met ; `ID` est chaque question de la page. */
const GARBAGE = [
  '', '3', 'null', 'true', '"x"', '[]', '[3]', '[null]', '{}', '{abîmé', '{"id":3}', '{"ID":3}', '{"ID":[]}', '{"ID":[3]}', '{"ID":{"a":1}}',
  '{"ID":["999"]}', '{"ID":["constructor"]}', '{"__proto__":{"ID":["0"]}}', '{"original":3,"texte":4}', '{"original":3,"text":4}', '{"text":null}',
  '{"format":"progression du cours","version":2,"page":{"a":1}}', '{"format":"progression du cours","version":2,"last":3}',
];

for (const [edition, stored] of Object.entries({ 'cette édition': KEYS, "l'édition d'avant": OLD_KEYS })) {
  test(`sous aucune clé de ${edition}, une valeur quelconque ne gêne`, async ({ page, faults }) => {
    await page.goto(address() + LESSON);
    const questions = await page.locator('[data-question]').evaluateAll((all) => all.map((q) => q.getAttribute('data-question') ?? ''));
    for (const garbage of GARBAGE) {
      const text = garbage.replace(/"ID":(\[.*?\]|\{.*?\}|\d)/, (_, value) => questions.map((id) => `"${id}":${value}`).join());
      await page.evaluate(([stored, text]) => {
        localStorage.clear();
        sessionStorage.setItem('concurrence-rust/1/search', String(text));
        for (const key of stored) localStorage.setItem(key, String(text));
      }, /** @type {const} */ ([stored, text]));
      await page.goto(address() + LESSON);
      await expect(page.locator('.quiz-score span'), text).toHaveText('0 question réussie sur 6');
      await expect(page.locator('figure.listing .run').first(), text).toBeVisible();
      await expect(page.locator('[role="tab"][aria-selected="true"]').first(), text).toBeVisible();
      await expect(page.locator('.progress-footer'), text).toBeVisible();
      expect(faults.console, text).toEqual([]);
    }
    await page.goto(`${address()}index.html`);
    await expect(page.locator('.overview-state')).not.toBeEmpty();
    await page.keyboard.press('/');
    await expect(page.locator('#search-field')).toBeFocused();
    expect(faults.console).toEqual([]);
  });
}

/** Ce que la page garde, mdBook compris ; `search` reste le temps de l'onglet. */
const ALL_KEYS = [...KEYS, ...OLD_KEYS, 'concurrence-rust/1/search', 'concurrence-rust/1/single-keys', 'mdbook-theme', 'mdbook-sidebar'];

/**
 * Une valeur quelconque, faite de ce que les scripts lisent.
 *
 * @param {(below: number) => number} draw
 * @param {string[]} words
 * @param {number} depth
 * @returns {unknown}
 */
function anything(draw, words, depth = 0) {
  const word = () => words[draw(words.length)];
  const kinds = [
    () => draw(5) - 1, () => null, () => draw(2) === 0, word, () => 1e308 * 10, () => String(draw(9)),
    () => Array.from({ length: draw(4) }, () => anything(draw, words, depth + 1)),
    () => Object.fromEntries(Array.from({ length: draw(5) }, () => [word(), anything(draw, words, depth + 1)])),
  ];
  return kinds[draw(depth < 3 ? kinds.length : 6)]();
}

test('au hasard, sous aucune clé, une valeur quelconque n\'arrête rien : à l\'ouverture, ni écrite depuis', async ({ page, faults }) => {
  await page.goto(address() + LESSON);
  const questions = await page.locator('[data-question]').evaluateAll((all) => all.map((q) => q.getAttribute('data-question') ?? ''));
  const words = [...questions, '', 'constructor', '__proto__', 'text', 'original', 'others', 'seen', 'page', 'quiz', 'mission', 'last', 'version', 'box', 'day', 'ids', 'go', 'a b', 'é"<b>'];
  for (const seed of [14, 15, 16, 17, 18, 19]) {
    const draw = random(seed);
    const text = () => (draw(4) === 0 ? words[draw(words.length)] : JSON.stringify(anything(draw, words)).slice(0, draw(5) === 0 ? 3 : undefined));
    const values = ALL_KEYS.map((key) => /** @type {const} */ ([key, text()]));
    const why = `graine ${seed} : ${JSON.stringify(values)}`;
    await page.evaluate((values) => {
      localStorage.clear();
      for (const [key, text] of values) (key.endsWith('search') ? sessionStorage : localStorage).setItem(key, text);
    }, values);
    await page.reload();
    await expect(page.locator('html'), why).toHaveClass(/\b(light|navy)\b.*\bjs\b|\bjs\b.*\b(light|navy)\b/);
    await expect(page.locator('.quiz-score span'), why).toContainText('sur 6');
    await expect(page.locator('[data-question] button[type="submit"]'), why).toHaveCount(6);
    await expect(page.locator('figure.listing .run').first(), why).toBeAttached();
    await expect(page.locator('[role="tab"][aria-selected="true"]').first(), why).toBeVisible();
    await expect(page.locator('#notes-switch'), why).toHaveAttribute('aria-checked', /true|false/);
    const button = page.locator('.progress-footer button');
    const before = await button.textContent();
    await button.click();
    await expect(button, why).not.toHaveText(before ?? '');
    expect(faults.console, why).toEqual([]);
    // Écrite par un autre onglet, ou pendant que le navigateur gardait la page.
    const rounds = Array.from({ length: 30 }, () => /** @type {const} */ ([ALL_KEYS[draw(ALL_KEYS.length)], text()]));
    await page.evaluate((rounds) => {
      for (const [key, text] of rounds) {
        localStorage.setItem(key, text);
        window.dispatchEvent(new StorageEvent('storage', { key }));
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      }
    }, rounds);
    expect(faults.console, `${why}, puis ${JSON.stringify(rounds)}`).toEqual([]);
  }
});

test('un navigateur qui refuse de garder : chaque script dit ce qui sera perdu', async ({ page, faults }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };
  });
  await page.goto(address() + LESSON);
  const notice = page.locator('.page-notice');
  await expect(notice, 'rien n\'est encore perdu').toHaveCount(0);
  const loses = async (/** @type {RegExp} */ what) => {
    await expect(notice.getByRole('status')).toHaveText(what);
    await expect(notice.getByRole('status')).toContainText('perdu en quittant la page');
    await notice.getByRole('button', { name: 'Fermer' }).click();
    await expect(notice).toBeHidden();
  };
  const figure = page.locator('figure.listing:not(.refusal)').first();
  await figure.getByRole('tab', { name: 'Go' }).click();
  await loses(/le choix de l'onglet/);
  await figure.getByRole('tab', { name: 'Rust' }).click();
  await expect(notice, 'une fois suffit').toBeHidden();
  await page.locator('#notes-switch').click();
  await loses(/l'affichage des notes/);
  const question = page.locator('[data-question$="#sans_move"]');
  await question.locator('input').first().check();
  await question.getByRole('button', { name: 'Vérifier' }).click();
  await loses(/ vos réponses et ce que vous avez à réviser/); // rien d'autre : le reste a été fermé
  await page.locator('#mdbook-theme-toggle').click();
  await page.locator('#mdbook-theme-coal').click();
  await expect(notice).toBeVisible();
  expect(await violationsByTheme(page, ['.page-notice'])).toEqual([]);
  await loses(/le thème/);
  await page.keyboard.press('/');
  await page.keyboard.type('verrou');
  await expect(page.locator('#search-status')).toContainText('« verrou »');
  await page.keyboard.press('Escape');
  await loses(/votre question/);
  await figure.getByRole('button', { name: 'Modifier' }).click();
  await page.keyboard.type('// à moi');
  await expect(figure.locator('.edit-notice')).toContainText('pas gardé');
  await page.locator('.progress-footer button').click();
  await expect(page.locator('.progress-footer')).toContainText('votre navigateur refuse de le garder');
  expect(faults.console).toEqual([]);
});
