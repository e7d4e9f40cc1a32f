// @ts-check
// Servi sous le chemin de son adresse publique, le site n'a aucun lien rompu,
// aucune ancre absente, aucun fichier introuvable.
import { adresse, expect, pages, test } from '../outils/livre.mjs';

test('chaque lien et chaque ancre du site mène quelque part', async ({ page }) => {
  /** @type {Map<string, Set<string>>} les ancres de chaque page, par adresse */
  const ancres = new Map();
  /** @type {Map<string, Set<string>>} les pages d'où part chaque lien */
  const liens = new Map();
  /** @type {string[]} */
  const absents = [];
  page.on('response', (reponse) => {
    if (reponse.status() >= 400) absents.push(`${page.url()} : ${reponse.url()}`);
  });

  for (const nom of [...pages(), '404.html', 'print.html']) {
    const url = adresse() + nom;
    await page.goto(url, { waitUntil: 'load' });
    const trouve = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      liens: [...document.querySelectorAll('[href], [src]')]
        .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
        .map((lien) => new URL(lien, document.baseURI).href),
    }));
    ancres.set(url, new Set(trouve.ids));
    for (const lien of trouve.liens) {
      if (!lien.startsWith('http')) continue;
      liens.set(lien, (liens.get(lien) ?? new Set()).add(nom));
    }
  }
  expect(absents, 'fichiers introuvables').toEqual([]);

  /** @type {string[]} */
  const rompus = [];
  const local = new URL(adresse());
  for (const [lien, depuis] of liens) {
    const url = new URL(lien);
    if (url.origin !== local.origin) continue;
    const ancre = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    const ici = [...depuis].join(', ');
    if (!url.pathname.startsWith(local.pathname)) {
      rompus.push(`${ici} : ${lien} sort du site`);
      continue;
    }
    const reponse = await page.request.get(url.href);
    if (!reponse.ok()) rompus.push(`${ici} : ${lien} (${reponse.status()})`);
    else if (ancre && !ancresDe(url.href)?.has(ancre)) rompus.push(`${ici} : ${lien} (pas d'ancre)`);
  }
  expect(rompus).toEqual([]);
  expect(liens.size).toBeGreaterThan(pages().length);

  /** @param {string} url */
  function ancresDe(url) {
    return ancres.get(url.endsWith('/') ? `${url}index.html` : url);
  }
});

test('une adresse inconnue montre la page 404, en français et avec ses styles', async ({ page }) => {
  const reponse = await page.goto(`${adresse()}introduction/nexiste/pas.html`);
  expect(reponse?.status()).toBe(404);
  await expect(page.locator('main h1')).toContainText(/introuvable|n'existe pas/i);
  const police = await page.locator('body').evaluate((e) => getComputedStyle(e).fontFamily);
  expect(police).not.toMatch(/^(Times|serif)/);
  // Depuis n'importe où, un lien ramène au livre.
  await page.locator('main a').first().click();
  await expect(page.locator('main h1')).not.toContainText(/introuvable|n'existe pas/i);
  expect(page.url().startsWith(adresse())).toBe(true);
});
