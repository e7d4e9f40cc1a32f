// @ts-check
// Ce que le site dit aux moteurs de recherche et à qui partage une page.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { address, expect, pages, test } from '../tools/book.mjs';
import { book } from '../tools/server.mjs';

const PUBLIC = process.env.PUBLICATION ?? '';
/** Où se modifie un fichier du dépôt. */
const EDIT = process.env.EDIT ?? '';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('chaque page a une adresse canonique, une description à elle et une image', async ({ page }) => {
  /** @type {Map<string, string>} */
  const descriptions = new Map();
  /** @type {Set<string>} */
  const canonicals = new Set();
  for (const name of pages()) {
    await page.goto(address() + name, { waitUntil: 'domcontentloaded' });
    /** @param {string} selector @param {string} attribute */
    const readPage = (selector, attribute) =>
      page.locator(`head ${selector}`).first().getAttribute(attribute);
    const canonical = (await readPage('link[rel=canonical]', 'href')) ?? '';
    const description = (await readPage('meta[name=description]', 'content')) ?? '';
    expect(canonical.startsWith(PUBLIC), `${name} : ${canonical}`).toBe(true);
    // La première page du sommaire est aussi l'accueil : même adresse.
    if (!canonicals.has(canonical)) {
      expect(descriptions.get(description), `${name} : description déjà prise`).toBeUndefined();
    }
    canonicals.add(canonical);
    descriptions.set(description, name);
    expect(description.length, name).toBeGreaterThan(30);
    expect(await readPage('meta[property="og:title"]', 'content'), name).toBeTruthy();
    expect(await readPage('meta[property="og:url"]', 'content'), name).toBe(canonical);

    const image = (await readPage('meta[property="og:image"]', 'content')) ?? '';
    expect(image.startsWith(PUBLIC), `${name} : ${image}`).toBe(true);
    const file = path.join(book(), image.slice(PUBLIC.length));
    expect(fs.existsSync(file), file).toBe(true);
  }

  // Le plan du site : chaque page, une fois.
  const plan = fs.readFileSync(path.join(book(), 'sitemap.xml'), 'utf8');
  const addresses = [...plan.matchAll(/<loc>(.*?)<\/loc>/g)].map((found) => found[1]);
  expect(new Set(addresses)).toEqual(canonicals);
  const robots = fs.readFileSync(path.join(book(), 'robots.txt'), 'utf8');
  expect(robots).toContain(`Sitemap: ${PUBLIC}sitemap.xml`);
});

test('le mode d\'emploi donne l\'adresse du dépôt à « git clone »', () => {
  const guide = fs.readFileSync(path.join(book(), 'mode-d-emploi.html'), 'utf8');
  expect(guide).toContain(`<code>git clone ${EDIT.replace(/\/edit\/main\/$/, '')}</code>`);
});

test('« Modifier cette page » mène au fichier de la page', async ({ page }) => {
  expect(EDIT).toMatch(/^https:.+\/$/);
  for (const name of pages()) {
    await page.goto(address() + name, { waitUntil: 'domcontentloaded' });
    const link = page.getByRole('link', { name: 'Modifier cette page' });
    expect(await link.count(), name).toBeGreaterThan(0);
    for (const one of await link.all()) {
      const url = (await one.getAttribute('href')) ?? '';
      expect(url.startsWith(EDIT), `${name} : ${url}`).toBe(true);
      const source = url.slice(EDIT.length);
      expect(fs.existsSync(path.join(ROOT, source)), `${name} : ${source} n'existe pas`).toBe(true);
      if (name !== 'index.html') expect(source.replace(/^src\//, '').replace(/\.md$/, '.html')).toBe(name);
    }
  }
});
