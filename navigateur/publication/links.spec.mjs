// @ts-check
// Servi sous le chemin de son adresse publique, le site n'a aucun lien rompu,
// aucune ancre absente, aucun fichier introuvable.
import { address, expect, pages, test } from '../tools/book.mjs';

test('chaque lien et chaque ancre du site mène quelque part', async ({ page }) => {
  /** @type {Map<string, Set<string>>} les ancres de chaque page, par adresse */
  const anchors = new Map();
  /** @type {Map<string, Set<string>>} les pages d'où part chaque lien */
  const links = new Map();
  /** @type {string[]} */
  const missing = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400) missing.push(`${page.url()} : ${answer.url()}`);
  });

  for (const name of [...pages(), '404.html', 'print.html']) {
    const url = address() + name;
    await page.goto(url, { waitUntil: 'load' });
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      links: [...document.querySelectorAll('[href], [src]')]
        .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
        .map((link) => new URL(link, document.baseURI).href),
    }));
    anchors.set(url, new Set(found.ids));
    for (const link of found.links) {
      if (!link.startsWith('http')) continue;
      links.set(link, (links.get(link) ?? new Set()).add(name));
    }
  }
  expect(missing, 'fichiers introuvables').toEqual([]);

  /** @type {string[]} */
  const broken = [];
  const local = new URL(address());
  for (const [link, since] of links) {
    const url = new URL(link);
    if (url.origin !== local.origin) continue;
    const anchor = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    const here = [...since].join(', ');
    if (!url.pathname.startsWith(local.pathname)) {
      broken.push(`${here} : ${link} sort du site`);
      continue;
    }
    const answer = await page.request.get(url.href);
    if (!answer.ok()) broken.push(`${here} : ${link} (${answer.status()})`);
    else if (anchor && !anchorsOf(url.href)?.has(anchor)) broken.push(`${here} : ${link} (pas d'ancre)`);
  }
  expect(broken).toEqual([]);
  expect(links.size).toBeGreaterThan(pages().length);

  /** @param {string} url */
  function anchorsOf(url) {
    return anchors.get(url.endsWith('/') ? `${url}index.html` : url);
  }
});

test('une adresse inconnue montre la page 404, en français et avec ses styles', async ({ page }) => {
  const answer = await page.goto(`${address()}introduction/nexiste/pas.html`);
  expect(answer?.status()).toBe(404);
  await expect(page.locator('main h1')).toContainText(/introuvable|n'existe pas/i);
  const police = await page.locator('body').evaluate((e) => getComputedStyle(e).fontFamily);
  expect(police).not.toMatch(/^(Times|serif)/);
  // Depuis n'importe où, un lien ramène au livre.
  await page.locator('main a').first().click();
  await expect(page.locator('main h1')).not.toContainText(/introuvable|n'existe pas/i);
  expect(page.url().startsWith(address())).toBe(true);
});
