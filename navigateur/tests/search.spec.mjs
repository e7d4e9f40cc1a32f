// @ts-check
// La recherche : elle trouve la bonne page, ne dit rien des mots vides, se mène
// au clavier, s'annonce, et ne demande rien avant d'être ouverte.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { address, expect, pages, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { BEST, find, open, first, QUESTIONS } from '../tools/search.mjs';
import { book, serve } from '../tools/server.mjs';

const PAGE = 'introduction/premier_fil.html';
const INDEX = '/genere/recherche/';
/** Les sources des pages. */
const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** @param {import('@playwright/test').Page} page */
async function ready(page) {
  await page.goto(address() + PAGE);
  await open(page);
}

test('chaque question mène à la bonne page, parmi les trois premières', async ({ page }) => {
  await ready(page);
  for (const [question, expectedOne] of QUESTIONS) {
    expect.soft(first(await find(page, question, address())), question).toContain(expectedOne);
  }
});

test('ce qu\'un lecteur tape trouve d\'abord la section qui en parle, et ne met en valeur que ces mots', async ({ page }) => {
  await ready(page);
  record({ name: 'recherche, questions dont la première réponse est exigée', value: BEST.length });
  for (const [question, best] of BEST) {
    const found = await find(page, question, address());
    const [{ address: url, sections }] = found;
    expect.soft(best.includes('#') ? sections[0]?.address : url, question).toBe(best);
    const page1 = best.split('#')[0];
    expect.soft(url, question).toBe(page1);
  }
  for (const question of ['délai', 'délais', 'delai']) {
    const found = await find(page, question, address());
    const marks = found.flatMap((t) => t.marks);
    expect.soft(marks.filter((mark) => !/d[ée]lai/i.test(mark)), question).toEqual([]);
    expect.soft(found.filter((t) => t.marks.length === 0 && !/d[ée]lai/i.test(t.title)).map((t) => t.address), 'chaque page trouvée en parle').toEqual([]);
  }
  // Un mot qui n'est pas fini trouve déjà.
  expect((await find(page, 'interbl', address())).flatMap((t) => t.marks).some((mark) => /interblocage/i.test(mark))).toBe(true);
});

test('accents, élisions, nombre et majuscules ne changent pas la réponse', async ({ page }) => {
  await ready(page);
  for (const [one, other] of [
    ['donnee', 'donnée'],
    ['execution', 'exécution'],
    ['emetteur', 'Émetteur'],
    ['interblocage', "l'interblocage"],
    ['goroutine', 'goroutines'],
    ['verrou', 'verrous'],
    ['canal', 'canaux'],
    ['waitgroup', 'WaitGroup'],
    ['coeurs', 'cœurs'],
  ]) {
    const found = (await find(page, one, address())).map((t) => t.address);
    expect.soft(found.length, one).toBeGreaterThan(0);
    expect.soft((await find(page, other, address())).map((t) => t.address), other).toEqual(found);
  }
});

test('un mot est trouvé derrière une apostrophe', async ({ page }) => {
  await ready(page);
  const marks = (await find(page, 'interblocage', address())).flatMap((t) => t.marks);
  expect(marks.some((m) => /^[ld]'interblocage/.test(m)), marks.join(' ')).toBe(true);
});

test('des mots vides seuls, ou un mot absent, ne trouvent rien et le disent', async ({ page }) => {
  await ready(page);
  for (const empty of ['les', 'des', 'de la', 'de', "l'", 'à', 'Les', 'qu’il', '?']) {
    await find(page, 'canal', address());
    expect.soft(await find(page, empty, address()), empty).toEqual([]);
    await expect.soft(page.locator('#search-status')).toContainText('ajoutez un mot plus précis');
  }
  expect(await find(page, 'xylophone', address())).toEqual([]);
  await expect(page.locator('#search-status')).toHaveText('Aucune page trouvée pour « xylophone ».');
});

test('ni étiquettes, ni commandes, ni sources de diagramme', async ({ page }) => {
  await ready(page);
  // « cargo run --bin » est sous chaque programme, « À retenir » au bas de chaque
  // page ; quelques pages, dont le mode d'emploi, les disent aussi.
  const saying = fs.readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && fs.readFileSync(path.join(SRC, name), 'utf8').includes('cargo run --bin'))
    .map((name) => name.replace(/\.md$/, '.html'));
  for (const [question, allowed] of /** @type {[string, number][]} */ ([
    ['"accDescr"', 0],
    ['"à retenir"', 3],
  ])) {
    const found = await find(page, question, address());
    expect.soft(found.length, question).toBeLessThanOrEqual(allowed);
  }
  const found = await find(page, '"cargo run --bin"', address());
  expect(found.length).toBeGreaterThan(0);
  expect(found.map((it) => it.address.replace(/#.*/, '')).filter((name) => !saying.includes(name))).toEqual([]);
});

/**
 * Les titres d'une page et leurs ancres ; s'évalue dans le navigateur.
 *
 * @param {string} url
 * @returns {Promise<[string, string][]>}
 */
async function titles(url) {
  const read = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
  return [
    ['', read.querySelector('main h1')?.textContent ?? ''],
    ...[...read.querySelectorAll('main [id]')].map((e) => /** @type {[string, string]} */ ([e.id, e.textContent ?? ''])),
  ];
}

test('chaque résultat porte un titre et mène à une ancre qui existe', async ({ page }) => {
  await page.goto(address() + PAGE);
  await open(page);
  /** @type {Map<string, string>} */
  const links = new Map();
  let chapters = 0;
  for (const [question] of QUESTIONS) {
    for (const { chapter, title, address: url, sections } of await find(page, question, address())) {
      if (chapter) chapters += 1;
      for (const place of [{ title, address: url }, ...sections]) links.set(place.address, place.title);
    }
  }
  expect(chapters).toBeGreaterThan(0);
  const withAnchor = [...links.keys()].filter((url) => url.includes('#'));
  record({ name: 'recherche, sections différentes trouvées', value: withAnchor.length });
  expect(withAnchor.length).toBeGreaterThan(20);

  /** @type {string[]} */
  const broken = [];
  /** @type {Map<string, Map<string, string>>} */
  const anchors = new Map();
  for (const [url, title] of links) {
    const [file, anchor] = url.split('#');
    if (!anchors.has(file)) anchors.set(file, new Map(await page.evaluate(titles, address() + file)));
    const found = anchors.get(file)?.get(anchor ?? '');
    const bare = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
    if (found === undefined || bare(found) !== bare(title)) broken.push(`${url} : « ${title} », la page dit « ${found} »`);
  }
  expect(broken, broken.join('\n')).toEqual([]);
});

test('un clic sur une section y mène, sur une autre page comme sur la même', async ({ page }) => {
  await page.goto(address() + PAGE);
  for (const start of ['une autre page', 'la même page']) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await open(page);
    await find(page, 'verrous', address());
    const section = page.locator('.search-sections a').first();
    const but = await section.evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href);
    const { pathname, hash } = new URL(but);
    expect(new URL(page.url()).pathname === pathname).toBe(start === 'la même page');
    await section.click();
    await expect(page.locator('#search-dialog')).toBeHidden();
    await expect(page).toHaveURL(but);
    await expect(page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`), start).toBeInViewport();
  }
});

test('au clavier : ouvrir, circuler, choisir, fermer, retrouver sa place', async ({ page }) => {
  await page.goto(address() + PAGE);
  const dialog = page.getByRole('dialog', { name: 'Recherche' });
  const button = page.locator('#mdbook-search-toggle');

  for (const keystroke of ['/', 's', 'Shift+Slash']) {
    await button.focus();
    if (keystroke === 'Shift+Slash') {
      // Sur un clavier français, « / » demande Maj.
      await button.dispatchEvent('keydown', { key: '/', code: 'Period', shiftKey: true, bubbles: true, cancelable: true });
    } else {
      await page.keyboard.press(keystroke);
    }
    await expect(dialog).toBeVisible();
    await expect(page.locator('#search-field')).toBeFocused();
    await expect(page.locator('#search-field')).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();

  await page.keyboard.type('les canaux/s');
  await expect(page.locator('#search-field')).toHaveValue('les canaux/s');
  await find(page, 'canaux', address());
  const links = page.locator('#search-results a');
  await page.keyboard.press('ArrowDown');
  await expect(links.first()).toBeFocused();
  // Le focus se voit : le lieu entier est encadré.
  const frame = () => links.first().evaluate((a) => getComputedStyle(/** @type {Element} */ (a.parentElement)).outlineStyle);
  expect(await frame()).toBe('solid');
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  expect(await frame()).toBe('none');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('#search-field')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: /^Montrer .* pages?$/ })).toBeFocused();
  const before = await page.locator('.search-page').count();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.search-page').count()).toBeGreaterThan(before);
  await expect(page.locator('.search-page').nth(before).locator('a').first()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(links.first()).toBeFocused();
  // Les flèches de mdBook ne changent pas de page sous le dialogue.
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(address() + PAGE);
  // Une lettre continue la question.
  await page.keyboard.type('x');
  await expect(page.locator('#search-field')).toHaveValue('canauxx');

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  // La question reste, prête à être remplacée.
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toHaveValue('canauxx');
  await page.keyboard.type('WaitGroup');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/waitgroup\.html$/);
  await page.waitForLoadState();
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toHaveValue('WaitGroup');
});

test('le focus ne sort pas du dialogue, ni les raccourcis d\'un champ', async ({ page }) => {
  await page.goto(address() + PAGE);
  await open(page);
  await find(page, 'WaitGroup', address());
  const stops = new Set();
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    stops.add(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest('#search-dialog')));
  }
  expect([...stops]).toEqual([true]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    document.querySelector('main')?.append(field);
    field.focus();
  });
  await page.keyboard.type('s/');
  await expect(page.locator('#search-dialog')).toBeHidden();
  await page.locator('textarea').last().blur();
  await page.keyboard.press('Control+s');
  await expect(page.locator('#search-dialog')).toBeHidden();
});

test('le nombre de pages est annoncé, en français', async ({ page }) => {
  await page.goto(address() + PAGE);
  await open(page);
  const state = page.locator('#search-dialog').getByRole('status');
  await expect(state).toHaveCount(1);
  const found = await find(page, 'E0277', address());
  await expect(state).toHaveText(`${found.length} pages trouvées pour « E0277 »`);
  // Une longue phrase du texte d'une leçon n'est dans aucune autre page.
  const sentences = (await page.locator('main .duo-text > p').allInnerTexts()).flatMap((text) => text.split(/[.!?](?:\s|$)/));
  const sentence = sentences.find((text) => /^[\p{L}'’ ]{40,}$/u.test(text));
  expect(sentence).toBeDefined();
  expect((await find(page, `"${sentence}"`, address())).map((t) => t.address)).toEqual([PAGE]);
  await expect(state).toHaveText(`1 page trouvée pour « "${sentence}" »`);
  await page.locator('#search-field').fill('');
  await expect(state).toHaveText('');
  await expect(page.locator('.search-page')).toHaveCount(0);
});

for (const pixels of [390, 1440]) {
  test(`${pixels} px : rien ne déborde, aucune faute d'accessibilité, cinq thèmes`, async ({ page }) => {
    await page.setViewportSize({ width: pixels, height: pixels === 390 ? 844 : 900 });
    await page.goto(address() + PAGE);
    await page.locator('#mdbook-search-toggle').click();
    for (const question of ['', 'thread::scope']) {
      if (question) await find(page, question, address());
      const outOf = await page.evaluate(() => {
        const edges = [...document.querySelectorAll('#search-dialog, #search-dialog *')]
          .filter((e) => e.getClientRects().length > 0)
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1);
        const scrolls = ['search-dialog', 'search-results'].filter((id) => {
          const e = document.getElementById(id);
          return e && e.scrollWidth > e.clientWidth;
        });
        return [...edges.map((e) => e.id || e.className), ...scrolls];
      });
      expect.soft(outOf, `« ${question} »`).toEqual([]);
      expect.soft(await violationsByTheme(page), `« ${question} »`).toEqual([]);
    }
  });
}

test('rien n\'est demandé avant l\'ouverture ; ce que la première question pèse', async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  /** @type {Map<string, string>} */
  const requests = new Map();
  let bytes = 0;
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.includes(INDEX)) requests.set(requestId, request.url);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) bytes += encodedDataLength;
  });
  for (const name of [pages()[0], PAGE]) {
    await page.goto(address() + name);
    await page.waitForLoadState('networkidle');
    expect([...requests.values()]).toEqual([]);
  }
  await open(page);
  await find(page, 'verrous', address());
  await page.waitForLoadState('networkidle');
  record({ name: 'recherche, première question comprise', value: bytes / 1000, unit: 'ko', bound: '≤ 160 ko' });
  record({ name: 'recherche, requêtes de la première question', value: requests.size });
  expect(bytes).toBeLessThanOrEqual(160_000);
});

test('sous un sous-chemin, depuis toute profondeur', async ({ page }) => {
  const { address: root, close } = await serve(book(), '/cours/');
  try {
    for (const name of ['avant-propos.html', 'annexes/glossaire.html', 'introduction/']) {
      await page.goto(root + name);
      await open(page);
      const found = await find(page, 'WaitGroup', root);
      expect(found[0].address).toBe('synchronisation/waitgroup.html');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(`${root}synchronisation/waitgroup.html`);
      await page.evaluate(() => sessionStorage.clear());
    }
  } finally {
    await close();
  }
});

test('la page 404 cherche aussi', async ({ page }) => {
  await page.goto(`${address()}rien/du/tout.html`);
  await open(page);
  expect(first(await find(page, 'select', address()))).toContain('synchronisation/select.html');
});

test('l\'index tarde : la recherche dit qu\'elle charge', async ({ page }) => {
  /** @type {() => void} */
  let arrive = () => {};
  const waits = new Promise((resolve) => { arrive = () => resolve(undefined); });
  await page.route(`**${INDEX}pagefind.js`, async (route) => {
    await waits;
    await route.continue();
  });
  await page.goto(address() + PAGE);
  await open(page);
  await page.locator('#search-field').fill('délai');
  await expect(page.locator('#search-status')).toHaveText(/^Chargement/);
  arrive();
  await expect(page.locator('#search-status')).toContainText('« délai »');
  await expect(page.locator('.search-page').first()).toBeVisible();
});

test('un livre ouvert depuis un fichier dit pourquoi il ne cherche pas', async ({ page, faults }) => {
  await page.goto(pathToFileURL(path.join(book(), PAGE)).href);
  await page.keyboard.press('/');
  for (const question of ['délai', 'verrou']) {
    await page.locator('#search-field').fill(question);
    await expect(page.locator('#search-status')).toContainText('ouvert depuis un fichier');
    await expect(page.locator('#search-status')).not.toContainText('connexion');
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('#search-dialog')).toBeVisible();
  expect(faults.console).toEqual([]);
});

test('index hors d\'atteinte : un message, et une seconde chance', async ({ page }) => {
  await page.route(`**${INDEX}**`, (route) => route.abort());
  await page.goto(address() + PAGE);
  await open(page);
  await page.locator('#search-field').fill('canal');
  await expect(page.locator('#search-status')).toContainText("n'a pas pu être chargée");
  await page.unroute(`**${INDEX}**`);
  expect((await find(page, 'canaux', address())).length).toBeGreaterThan(0);
});
