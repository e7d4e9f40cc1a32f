// @ts-check
// La présentation : une section à la fois, en grand, lisible du fond d'une
// salle ; aux touches et aux boutons ; et rien n'est perdu quand on la quitte.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { address, expect, test } from '../tools/book.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { record } from '../tools/figures.mjs';
import { SMALL, hiddenFocus, walkInSight } from '../tools/focus.mjs';
import { openPage } from '../tools/interface.mjs';
import { violationsByTheme } from '../tools/measures.mjs';

// Le plein écran demande une fenêtre.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1280, height: 720 }, launchOptions: CHROMIUM });

const LESSON = 'synchronisation/mutex.html';
/** Une page de chaque sorte, et la seule qui ait deux programmes de front. */
const KINDS = [LESSON, 'exercices/01_rendez_vous.html', 'annexes/correspondance.html', 'index.html'];
/** À 1280 × 720, pour être lu du fond d'une salle : en pixels. */
const LEAST = { text: 28, code: 25, other: 19 };
/** Un programme, dans les listings comme dans les exercices. */
const COLUMNS = 76;

/** @param {import('@playwright/test').Page} page */
const status = (page) => page.locator('.presentation-bar [role="status"]');
/** Le rang de la section, et leur nombre. @param {import('@playwright/test').Page} page @returns {Promise<number[]>} */
const where = async (page) => (/^(\d+) \/ (\d+)/.exec((await status(page).textContent()) ?? '') ?? []).slice(1).map(Number);
/** @param {import('@playwright/test').Page} page @param {string} name */
const press = (page, name) => page.locator('.presentation-bar').getByRole('button', { name }).click();

/**
 * Tourne jusqu'à ce qu'il faut voir ; le livre n'a pas tant de sections.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} key
 * @param {() => Promise<boolean>} until
 */
async function turn(page, key, until) {
  for (let i = 0; i < 40; i += 1) {
    if (await until()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} n'y mène pas`);
}

/** Ce que montre la section : ses tailles, ce qui déborde. S'évalue dans le navigateur. */
function measure() {
  const sizes = { text: Infinity, code: Infinity, other: Infinity };
  const small = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const e = /** @type {HTMLElement} */ (node.parentElement);
    if (!node.textContent?.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.announcer, dialog, script, style, button > .label')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2) continue;
    // Un dessin est agrandi : sa taille est celle qui se voit.
    const scale = e.closest('svg') ? box.height / 1.2 : parseFloat(getComputedStyle(e).fontSize);
    const kind = e.closest('pre') ? 'code' : e.matches('main > p, .duo-text > p, main > p > *, main > ul > li') && !e.matches('.duration, sup') && !e.closest('code') ? 'text' : 'other';
    sizes[kind] = Math.min(sizes[kind], scale);
    if (kind === 'other' && scale < 19) small.add(`${e.localName}.${e.className} ${scale} ${node.textContent.trim().slice(0, 20)}`);
  }
  const root = document.documentElement;
  const sideways = [...document.querySelectorAll('main *')].filter(
    (e) => e.checkVisibility() && e.clientWidth > 40 && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX),
  );
  const more = /** @type {HTMLElement} */ (document.querySelector('.presentation-more'));
  // Le vide autour de ce qui se voit : à gauche et à droite, en haut et au-dessus de la barre.
  const boxes = [...document.querySelectorAll('main > *, .duo > *, .duo-text > *')].map((e) => e.getBoundingClientRect()).filter((box) => box.height > 2);
  const bar = document.querySelector('.presentation-bar')?.getBoundingClientRect().top ?? innerHeight;
  const column = /** @type {Element} */ (document.querySelector('main')).getBoundingClientRect();
  return {
    aside: Math.abs(column.left - (root.clientWidth - column.right)),
    above: Math.abs(Math.min(...boxes.map((box) => box.top)) - (bar - Math.max(...boxes.map((box) => box.bottom)))),
    ...sizes,
    small: [...small],
    sideways: sideways.map((e) => `${e.localName}.${e.className} ${e.textContent?.trim().slice(0, 30)}`),
    width: root.scrollWidth,
    longer: root.scrollHeight - innerHeight >= 8,
    said: more.checkVisibility({ visibilityProperty: true }),
    blank: !document.querySelector('main')?.innerText.trim(),
  };
}

for (const name of KINDS) {
  test(`${name} : chaque section se lit du fond de la salle`, async ({ page, faults }) => {
    await openPage(page, address() + name);
    const text = (await page.locator('main').innerText()).length;
    await page.keyboard.press('p');
    const [first, all] = await where(page);
    expect(first).toBe(1);
    expect(all).toBeGreaterThanOrEqual(3);
    let read = 0;
    for (let at = 1; at <= all; at += 1) {
      if (at > 1) await page.keyboard.press('ArrowRight');
      await expect(status(page)).toHaveText(new RegExp(`^${at} / ${all}`));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const seen = await page.evaluate(measure);
      const section = `section ${at} : ${await status(page).textContent()}`;
      for (const kind of /** @type {const} */ (['text', 'code', 'other'])) {
        if (seen[kind] < Infinity) record({ name: `présentation à 1280, plus petit : ${{ text: 'texte', code: 'code', other: 'reste' }[kind]}`, value: seen[kind], unit: 'px', merge: 'min', bound: `≥ ${LEAST[kind]} px` });
        expect.soft(seen[kind], `${section}, ${kind}, ${seen.small}`).toBeGreaterThanOrEqual(LEAST[kind]);
      }
      expect.soft(seen.sideways, section).toEqual([]);
      expect.soft(seen.width, section).toBeLessThanOrEqual(1280);
      expect.soft(seen.said, `${section}, la suite est plus bas`).toBe(seen.longer);
      expect.soft(seen.blank, section).toBe(false);
      expect.soft(seen.aside, `${section}, au milieu de l'écran`).toBeLessThan(2);
      if (!seen.longer) expect.soft(seen.above, `${section}, à mi-hauteur`).toBeLessThan(48);
      read += (await page.locator('main').innerText()).length;
    }
    // Les sections font la page, moins les notes de l'enseignant et la marque de lecture.
    expect(read / text).toBeGreaterThan(0.85);
    if (name === LESSON) {
      await page.keyboard.press('ArrowLeft');
      expect(await violationsByTheme(page)).toEqual([]);
    }
    expect(faults.console).toEqual([]);
  });
}

test('une ligne de 76 colonnes tient, et pas plus grande', async ({ page }) => {
  await openPage(page, address() + LESSON);
  await page.keyboard.press('p');
  await page.keyboard.press('ArrowRight');
  const lines = await page.locator('figure.listing pre > code:visible').first().evaluate((code, columns) => {
    const size = parseFloat(getComputedStyle(code).fontSize);
    /** @param {number} pixels @param {string} text */
    const height = (pixels, text) => {
      code.textContent = text;
      if (code instanceof HTMLElement) code.style.setProperty('font-size', `${pixels}px`, 'important');
      return code.scrollWidth > code.clientWidth ? Infinity : code.clientHeight;
    };
    return [size, size + 1].map((pixels) => height(pixels, 'm'.repeat(columns)) === height(pixels, 'm'));
  }, COLUMNS);
  expect(lines, 'à sa taille, elle tient ; un pixel de plus, elle se replie').toEqual([true, false]);
});

test('entrer, avancer, recharger, quitter : aux touches, sans rien perdre', async ({ page }) => {
  await openPage(page, address() + LESSON);
  // La touche est dans l'aide.
  await page.keyboard.press('?');
  await expect(page.locator('#mdbook-help-popup')).toContainText(/P\s*:\s*présenter/);
  await page.keyboard.press('p');
  await expect(page.locator('.presentation-bar'), 'un dialogue garde ses touches').toBeHidden();
  await page.keyboard.press('Escape');
  // Elle se tape dans un champ.
  await page.locator('pre .edit:visible').first().click();
  await page.locator('.editor textarea').first().press('p');
  await expect(page.locator('.presentation-bar')).toBeHidden();
  const edited = await page.locator('.editor textarea').first().inputValue();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+p');
  await expect(page.locator('.presentation-bar')).toBeHidden();

  // Elle commence à la section que l'on lisait, et elle seule.
  const wanted = page.locator('#quand-le-verrou-est-il-libéré-');
  await wanted.evaluate((e) => e.scrollIntoView());
  await page.keyboard.press('P');
  await expect(status(page)).toContainText('Quand le verrou est-il libéré');
  await expect(wanted).toBeInViewport();
  await expect(page.locator('main h2:visible')).toHaveCount(1);
  await expect(page.locator('figure.listing:visible')).toHaveCount(0);
  await expect(page.locator('#mdbook-menu-bar'), 'la barre du livre laisse sa place').toBeHidden();
  const [here, all] = await where(page);

  // Flèches, PageSuivante, boutons ; le focus reste en vue.
  await page.keyboard.press('ArrowRight');
  expect(await where(page)).toEqual([here + 1, all]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await where(page)).toEqual([here - 2, all]);
  await press(page, 'Suivante');
  await expect(page.locator('.presentation-bar button:focus')).toContainText('Suivante');
  await press(page, 'Précédente');
  await page.keyboard.press('PageUp');
  expect(await where(page)).toEqual([here - 3, all]);

  // Une section plus haute que l'écran défile d'abord ; une télécommande n'a que ces touches.
  const more = page.locator('.presentation-more');
  await turn(page, 'ArrowLeft', async () => Boolean(await more.isVisible()));
  const [tall] = await where(page);
  await page.keyboard.press('PageDown');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect((await where(page))[0]).toBe(tall);
  for (let i = 0; i < 9 && (await where(page))[0] === tall; i += 1) {
    await page.keyboard.press('PageDown');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  expect((await where(page))[0]).toBe(tall + 1);

  await page.reload();
  await expect(status(page), 'une recharge y reste').toHaveText(new RegExp(`^${tall + 1} / ${all}`));
  expect(await page.locator('.editor textarea').first().inputValue(), 'le programme modifié aussi').toBe(edited);

  // Un lien de la page mène à sa section.
  await page.evaluate(() => { location.hash = '#la-forme-idiomatique'; });
  await expect(status(page)).toContainText('La forme idiomatique');
  await page.keyboard.press('Escape');
  await expect(page.locator('.presentation-bar')).toBeHidden();
  await expect(page.locator('[data-away]:visible').first(), 'tout est revenu').toBeVisible();
  await expect(page.locator('#la-forme-idiomatique'), 'la page est là où l\'on en était').toBeInViewport();
  expect(await page.evaluate(() => Boolean(document.fullscreenElement))).toBe(false);
  await page.reload();
  await expect(page.locator('.presentation-bar')).toBeHidden();
});

test('le bouton, les notes, le plein écran, le papier', async ({ page }) => {
  await openPage(page, address() + LESSON);
  await page.locator('#notes-switch').click();
  await expect(page.locator('.teacher-note p:visible').first()).toBeVisible();
  const opener = page.getByRole('button', { name: 'Présenter' });
  await opener.click();
  // Les notes restent à l'enseignant, même ouvertes dans sa page.
  const [, all] = await where(page);
  for (let at = 1; at < all; at += 1) {
    await expect(page.locator('.teacher-notes:visible')).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
  }
  await turn(page, 'ArrowLeft', async () => Boolean(await page.locator('.teacher-notes:not([data-away])').count()));
  await press(page, 'Notes');
  await expect(page.locator('.teacher-notes:visible')).toHaveCount(1);
  await press(page, 'Notes');
  await expect(page.locator('.teacher-notes:visible')).toHaveCount(0);

  const fill = page.getByRole('button', { name: 'Plein écran' });
  await expect(fill).toHaveAttribute('aria-pressed', 'true');
  await fill.click();
  await expect(fill).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.presentation-bar'), 'la fenêtre, sans quitter').toBeVisible();
  await fill.click();
  await expect(fill).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => document.exitFullscreen());
  await expect(page.locator('.presentation-bar'), 'Échap, que le navigateur garde pour lui').toBeHidden();

  await opener.click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.presentation-bar')).toBeHidden();
  await expect(page.locator('main h2').last(), 'tout s\'imprime').toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await press(page, 'Quitter');
  await expect(opener).toBeFocused();
});

test('d\'une page à l\'autre, et retour', async ({ page }) => {
  await openPage(page, address() + 'exercices/01_rendez_vous.html');
  const next = (await page.locator('.mobile-nav-chapters.next').getAttribute('href')) ?? '';
  await page.keyboard.press('p');
  const [, all] = await where(page);
  for (let at = 1; at < all; at += 1) await page.keyboard.press('ArrowRight');
  await expect(page.locator('.presentation-bar')).toContainText('Page suivante');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(new RegExp(`${path.basename(next)}$`));
  await expect(status(page)).toHaveText(/^1 \//);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/01_rendez_vous\.html$/);
  await expect(status(page)).toHaveText(new RegExp(`^${all} / ${all}`));
  // Aux deux bouts du livre, il n'y a plus où aller.
  await page.goto(address());
  await expect(page.getByRole('button', { name: 'Page précédente' })).toBeDisabled();
  // Quittée ici, elle l'est aussi pour la page que le navigateur avait gardée.
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(page.locator('.presentation-bar')).toBeHidden();
});

test("l'explorateur s'y ouvre, en grand, et y revient", async ({ page }) => {
  const id = 'synchronisation/compteur_perdu';
  await openPage(page, `${address()}synchronisation/acces_concurrents.html`);
  await page.locator('#programme-compteur_perdu').evaluate((e) => e.scrollIntoView());
  await page.keyboard.press('p');
  const open = page.locator(`listing-stepper[data-id="${id}"] .stepper-open`);
  await turn(page, 'ArrowRight', async () => Boolean(await open.isVisible()));
  const before = await where(page);
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog.stepper[open]');
  await expect(dialog).toBeVisible();
  expect(await hiddenFocus(page)).toBe('');
  for (const key of ['ArrowRight', 'm', '1', '1']) await page.keyboard.press(key);
  await expect(dialog.locator('[role="status"]')).toContainText(/Étape [1-4]\./);
  expect(await where(page), 'les flèches sont les siennes').toEqual(before);
  const seen = await dialog.evaluate((root) => {
    const sizes = [...root.querySelectorAll('*')]
      .filter((e) => e.checkVisibility() && !e.closest('svg, .announcer') && [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim()))
      .map((e) => ({ e, size: parseFloat(getComputedStyle(e).fontSize) }));
    const least = (/** @type {string} */ selector) => Math.min(...sizes.filter(({ e }) => e.closest(selector)).map(({ size }) => size));
    const wide = [...root.querySelectorAll('section')].filter((zone) => zone.scrollWidth > zone.clientWidth + 1);
    const zones = ['code', 'threads', 'objects', 'output'].map((name) => root.querySelector(`.stepper-${name}`)?.getBoundingClientRect().bottom ?? Infinity);
    return {
      buttons: least('button'), code: least('[data-line] > code'), threads: least('.stepper-threads article'),
      wide: wide.map((zone) => zone.className), fits: Math.max(...zones) <= (root.querySelector('.stepper-bar')?.getBoundingClientRect().top ?? 0) + 1,
    };
  });
  record({ name: "présentation à 1280, code de l'explorateur", value: seen.code, unit: 'px', bound: '≥ 21 px' });
  expect(seen.code).toBeGreaterThanOrEqual(21);
  expect(seen.buttons).toBeGreaterThanOrEqual(LEAST.other);
  expect(seen.threads).toBeGreaterThanOrEqual(17);
  expect(seen.wide, 'rien ne défile de côté').toEqual([]);
  expect(seen.fits, 'programme, fils, objets et sortie tiennent à l\'écran').toBe(true);
  for (const keystroke of /** @type {const} */ (['Tab', 'Shift+Tab'])) expect((await walkInSight(page, keystroke)).hidden).toEqual([]);
  expect(await violationsByTheme(page, ['dialog.stepper[open]'])).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  expect(await where(page), 'la présentation continue').toEqual(before);
});

test('sans couleurs ni place : couleurs imposées, petit écran, stockage refusé', async ({ page, faults }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.addInitScript(() => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = (/** @type {string} */ key) => {
      if (key.startsWith('concurrence-rust/')) throw new DOMException('refusé', 'SecurityError');
    };
    Storage.prototype.getItem = function get(/** @type {string} */ key) {
      refuse(key);
      return getItem.call(this, key);
    };
    Storage.prototype.setItem = function set(/** @type {string} */ key, /** @type {string} */ value) {
      refuse(key);
      setItem.call(this, key, value);
    };
  });
  await openPage(page, address() + LESSON);
  await page.keyboard.press('p');
  await press(page, 'Suivante');
  await expect(status(page)).toHaveText(/^2 \//);
  const bar = await page.locator('.presentation-bar').evaluate((e) => {
    const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(e);
    return { borderTopStyle, distinct: borderTopColor !== backgroundColor };
  });
  expect(bar).toEqual({ borderTopStyle: 'solid', distinct: true });
  expect(await page.locator('.presentation-bar [aria-pressed="true"]').evaluate((e) => getComputedStyle(e, '::before').content)).toContain('✓');
  for (const size of SMALL) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    for (const keystroke of /** @type {const} */ (['Tab', 'Shift+Tab'])) expect.soft((await walkInSight(page, keystroke)).hidden, keystroke).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('.presentation-bar')).toBeHidden();
  expect(faults.console).toEqual([]);
});

test('elle pèse peu', () => {
  const read = (/** @type {string} */ name) => fs.readFileSync(fileURLToPath(new URL(`../../theme/${name}`, import.meta.url)), 'utf8');
  // Ce que la page en reçoit : ni commentaires, ni retraits.
  const bare = (/** @type {string} */ text) => text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*\n/gm, '').replace(/^\s+/gm, '');
  const weight = (/** @type {string} */ text) => zlib.gzipSync(text, { level: 9 }).length;
  const base = bare(['course', 'run', 'stepper-page', 'quiz'].map((name) => read(`${name}.css`)).join(''));
  const style = weight(base + bare(read('presentation.css'))) - weight(base);
  const total = (weight(bare(read('presentation.js'))) + style) / 1000;
  record({ name: 'présentation, script et style compressés', value: total, unit: 'ko', bound: '≤ 3 ko' });
  expect(total).toBeLessThanOrEqual(3);
});
