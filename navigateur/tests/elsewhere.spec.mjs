// @ts-check
// Ce qui change hors de la page : dans un autre onglet, ou pendant que le navigateur
// la gardait. Rien de ce que le lecteur a écrit ne se perd.
import { address, expect, test } from '../tools/book.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { random } from '../tools/random.mjs';

// Playwright coupe ce cache ; un lecteur l'a.
test.use({ launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ['--disable-back-forward-cache'] } });

const LESSON = 'synchronisation/waitgroup.html';
const KEY = 'concurrence-rust/1/program waitgroup';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const program = (page) => page.locator('figure.listing:not(.refusal)').first();

/** Le texte montré. @param {Page} page */
const shown = (page) => program(page).locator('pre.playground').evaluate((pre) => {
  const code = pre.querySelector('.editor:not([hidden]) > code') ?? pre.querySelector(':scope > code');
  return (code?.textContent ?? '').trimEnd();
});

/** Écrit à la fin du programme, comme au clavier. @param {Page} page @param {string} text */
async function write(page, text) {
  const edit = program(page).getByRole('button', { name: 'Modifier' });
  if (await edit.isVisible()) await edit.click();
  await program(page).getByRole('textbox').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}

/** Toutes les versions gardées. @param {Page} page @returns {Promise<string[]>} */
const versions = (page) => page.evaluate((key) => {
  const { text, others = [] } = JSON.parse(localStorage.getItem(key) ?? '{"text":""}');
  return [text, ...others];
}, KEY);

/** Quitte la page et y revient : le navigateur l'avait gardée. @param {Page} page @param {() => Promise<void>} [meanwhile] */
async function leaveAndReturn(page, meanwhile = async () => {}) {
  await page.evaluate(() => window.addEventListener('pageshow', (event) => Reflect.set(window, 'restored', event.persisted), { once: true }));
  await page.goto(`${address()}annexes/glossaire.html`);
  await meanwhile();
  await page.evaluate(() => history.back());
  await page.waitForURL((url) => !url.pathname.endsWith('glossaire.html'), { waitUntil: 'commit' });
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'restored')), 'le navigateur avait gardé la page').toBe(true);
}

test('un programme écrit dans un onglet se voit dans l\'autre, éditeur ouvert ou non', async ({ page, context, faults }) => {
  const other = await context.newPage();
  await page.goto(address() + LESSON);
  await other.goto(address() + LESSON);
  await write(page, '\n// un');
  await expect.poll(() => shown(other)).toContain('// un');
  await expect(program(other).locator('.edited-mark')).toBeVisible();
  await write(other, '\n// deux');
  await expect(program(page).getByRole('textbox')).toHaveValue(/\/\/ un\n\/\/ deux$/);
  expect(await versions(page), 'une seule version').toHaveLength(1);
  await expect(page.getByRole('button', { name: "Montrer l'autre version" })).toBeHidden();

  // Rétabli ailleurs : la version du lecteur se reprend ici.
  await program(other).getByRole('button', { name: 'Rétablir' }).click();
  await expect.poll(() => shown(page)).not.toContain('// deux');
  expect(await versions(page)).toEqual(['']);
  await program(page).getByRole('button', { name: 'Reprendre ma version' }).click();
  await expect.poll(() => shown(other)).toContain('// deux');
  expect(faults.console).toEqual([]);
});

test('deux versions écrites sans se voir sont gardées et proposées', async ({ page, context }) => {
  const other = await context.newPage();
  // Gelé, l'autre onglet n'apprend ni ne lit rien de ce qui s'écrit ailleurs.
  await other.addInitScript(() => {
    window.addEventListener('storage', (event) => event.stopImmediatePropagation());
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = function read(/** @type {string} */ key) {
      return key.includes('program') ? null : getItem.call(this, key);
    };
  });
  for (const tab of [page, other]) await tab.goto(address() + LESSON);
  await write(page, '\n// ici');
  await write(other, '\n// là');
  const button = program(page).getByRole('button', { name: "Montrer l'autre version" });
  await expect(button).toBeVisible();
  await expect(program(page).locator('.edit-notice')).toContainText('écrite dans un autre onglet');
  await expect.poll(() => shown(page)).toMatch(/\/\/ là$/);
  expect(await violationsByTheme(page, ['.edit-notice']), 'deux versions').toEqual([]);
  await page.reload();
  await button.click();
  await expect.poll(() => shown(page)).toMatch(/\/\/ ici$/);
  await button.click();
  await expect.poll(() => shown(page)).toMatch(/\/\/ là$/);
  // « Rétablir » abandonne celle qui est montrée, et elle seule.
  await program(page).getByRole('button', { name: 'Rétablir' }).click();
  await button.click();
  await expect.poll(() => shown(page)).toMatch(/\/\/ ici$/);
  await expect(button).toBeHidden();
});

for (const [speed, seeds] of /** @type {[string, number[]][]} */ ([['un lecteur', [41]], ['une machine', [7, 77]]])) {
  test(`deux onglets, au hasard, à la vitesse d'${speed} : rien de ce qui est écrit ne se perd`, async ({ context }) => {
    for (const seed of seeds) {
      const draw = random(seed);
      const tabs = [await context.newPage(), await context.newPage()];
      for (const tab of tabs) await tab.goto(address() + LESSON);
      /** @type {string[]} */
      const log = [];
      /** @type {string[]} */
      const written = [];
      for (let i = 0; i < 12; i += 1) {
        const rank = draw(2);
        const action = ['écrire', 'écrire', 'écrire', 'recharger', 'revenir'][draw(5)];
        log.push(`${action} ${rank}`);
        if (action === 'recharger') await tabs[rank].reload();
        else if (action === 'revenir') await leaveAndReturn(tabs[rank]);
        else {
          const mark = `// ${seed}-${i};`;
          written.push(mark);
          await write(tabs[rank], `\n${mark}`);
          const texts = () => Promise.all(tabs.map(shown));
          if (speed === 'un lecteur') await expect.poll(texts, log.join()).toEqual([expect.stringContaining(mark), expect.stringContaining(mark)]);
        }
      }
      const why = `graine ${seed} : ${log.join(', ')}`;
      await expect.poll(async () => {
        const all = (await versions(tabs[0])).join('\n');
        return written.filter((mark) => !all.includes(mark));
      }, why).toEqual([]);
      if (speed === 'un lecteur') expect(await versions(tabs[0]), why).toHaveLength(1);
      // À la fin, les deux montrent la même chose.
      await expect.poll(async () => new Set(await Promise.all(tabs.map(shown))).size, why).toBe(1);
      await tabs[0].evaluate(() => localStorage.clear());
      for (const tab of tabs) await tab.close();
    }
  });
}

test('une page que le navigateur avait gardée voit tout ce qui a été gardé depuis', async ({ page, context, faults }) => {
  const lesson = 'introduction/premier_fil';
  const radios = (/** @type {Page} */ tab) => tab.locator('[data-question$="#sans_move"]');
  const field = (/** @type {Page} */ tab) => tab.locator('[data-question$="#fil_detache"]');
  await page.goto(`${address()}${lesson}.html`);
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await leaveAndReturn(page, async () => {
    const other = await context.newPage();
    await other.goto(`${address()}${lesson}.html`);
    await write(other, '\n// ailleurs');
    await program(other).getByRole('tab', { name: 'Go' }).click();
    await other.locator('#notes-switch').click();
    await other.locator('.progress-footer button').click();
    await radios(other).locator('input').first().check();
    await field(other).locator('input').fill('3');
    for (const q of [radios(other), field(other)]) await q.getByRole('button', { name: 'Vérifier' }).click();
    await other.close();
  });
  await expect(page.locator('.progress-footer')).toContainText('✓ Page lue');
  await expect(page.locator('#mdbook-sidebar .progress-mark').first()).toBeAttached();
  await expect(page.locator('.quiz-score span')).toHaveText('1 question réussie sur 6');
  await expect(field(page).locator('input')).toHaveValue('3');
  await expect(radios(page).locator('input').first(), 'un essai faux aussi').toBeChecked();
  await expect(page.locator('#notes-switch')).toHaveAttribute('aria-checked', 'true');
  await expect(program(page).getByRole('tab', { name: 'Go' })).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => shown(page)).toContain('// ailleurs');
  expect(await page.evaluate(() => window.courseProgress?.last), 'la dernière page ouverte').toBe(lesson);

  // Le bilan de l'accueil, et ce que la page demandait.
  await page.goto(`${address()}index.html`);
  await leaveAndReturn(page, async () => {
    const other = await context.newPage();
    await other.goto(`${address()}${LESSON}`);
    await other.locator('.progress-footer button').click();
    await other.close();
    await page.keyboard.press('/');
    await page.keyboard.type('verrou');
    await expect(page.locator('#search-status')).toContainText('« verrou »');
    await page.keyboard.press('Escape');
  });
  await expect(page.locator('.overview-state')).toContainText('2 pages lues sur');
  await page.keyboard.press('/');
  await expect(page.locator('#search-field'), 'la dernière question').toHaveValue('verrou');
  expect(faults.console).toEqual([]);
});

test('un choix à moitié fait ne change pas parce qu\'un autre onglet répond', async ({ page, context }) => {
  const name = 'introduction/premier_fil.html';
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto(address() + name);
  const radios = (/** @type {Page} */ tab) => tab.locator('[data-question$="#sans_move"]');
  await radios(page).locator('input').first().check();
  await radios(page).getByRole('button', { name: 'Vérifier' }).click();
  await radios(page).locator('input').last().check(); // pas encore vérifié
  await other.locator('[data-question$="#fil_detache"] input').fill('3');
  await other.locator('[data-question$="#fil_detache"]').getByRole('button', { name: 'Vérifier' }).click();
  await expect(page.locator('.quiz-score span')).toHaveText('1 question réussie sur 6');
  await expect(radios(page).locator('input').last()).toBeChecked();
});
