// @ts-check
// Ce que le site dit aux moteurs de recherche et à qui partage une page.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { livre } from '../outils/serveur.mjs';

const PUBLIQUE = process.env.PUBLICATION ?? '';
/** Où se modifie un fichier du dépôt. */
const MODIFICATION = process.env.MODIFICATION ?? '';
const RACINE = fileURLToPath(new URL('../..', import.meta.url));

test('chaque page a une adresse canonique, une description à elle et une image', async ({ page }) => {
  /** @type {Map<string, string>} */
  const descriptions = new Map();
  /** @type {Set<string>} */
  const canoniques = new Set();
  for (const nom of pages()) {
    await page.goto(adresse() + nom, { waitUntil: 'domcontentloaded' });
    /** @param {string} selecteur @param {string} attribut */
    const lire = (selecteur, attribut) =>
      page.locator(`head ${selecteur}`).first().getAttribute(attribut);
    const canonique = (await lire('link[rel=canonical]', 'href')) ?? '';
    const description = (await lire('meta[name=description]', 'content')) ?? '';
    expect(canonique.startsWith(PUBLIQUE), `${nom} : ${canonique}`).toBe(true);
    // La première page du sommaire est aussi l'accueil : même adresse.
    if (!canoniques.has(canonique)) {
      expect(descriptions.get(description), `${nom} : description déjà prise`).toBeUndefined();
    }
    canoniques.add(canonique);
    descriptions.set(description, nom);
    expect(description.length, nom).toBeGreaterThan(30);
    expect(await lire('meta[property="og:title"]', 'content'), nom).toBeTruthy();
    expect(await lire('meta[property="og:url"]', 'content'), nom).toBe(canonique);

    const image = (await lire('meta[property="og:image"]', 'content')) ?? '';
    expect(image.startsWith(PUBLIQUE), `${nom} : ${image}`).toBe(true);
    const fichier = path.join(livre(), image.slice(PUBLIQUE.length));
    expect(fs.existsSync(fichier), fichier).toBe(true);
  }

  // Le plan du site : chaque page, une fois.
  const plan = fs.readFileSync(path.join(livre(), 'sitemap.xml'), 'utf8');
  const adresses = [...plan.matchAll(/<loc>(.*?)<\/loc>/g)].map((trouve) => trouve[1]);
  expect(new Set(adresses)).toEqual(canoniques);
  const robots = fs.readFileSync(path.join(livre(), 'robots.txt'), 'utf8');
  expect(robots).toContain(`Sitemap: ${PUBLIQUE}sitemap.xml`);
});

test('« Modifier cette page » mène au fichier de la page', async ({ page }) => {
  expect(MODIFICATION).toMatch(/^https:.+\/$/);
  for (const nom of pages()) {
    await page.goto(adresse() + nom, { waitUntil: 'domcontentloaded' });
    const lien = page.getByRole('link', { name: 'Modifier cette page' });
    expect(await lien.count(), nom).toBeGreaterThan(0);
    for (const un of await lien.all()) {
      const url = (await un.getAttribute('href')) ?? '';
      expect(url.startsWith(MODIFICATION), `${nom} : ${url}`).toBe(true);
      const source = url.slice(MODIFICATION.length);
      expect(fs.existsSync(path.join(RACINE, source)), `${nom} : ${source} n'existe pas`).toBe(true);
      if (nom !== 'index.html') expect(source.replace(/^src\//, '').replace(/\.md$/, '.html')).toBe(nom);
    }
  }
});
