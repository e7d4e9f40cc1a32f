// @ts-check
// Du téléphone au grand écran : rien ne déborde, une ligne de texte se lit, et
// à partir de 1280 pixels un programme est à côté de sa prose.
import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { livre } from '../serveur.mjs';

const LARGEURS = [390, 800, 1280, 1440, 1920];
/** Dès cette largeur, un programme a la place d'être à côté de sa prose. */
const COTE_A_COTE = 1280;
/** Les lettres d'une ligne de prose, au moins et au plus. */
const LETTRES = { min: 38, max: 85 };

/**
 * Regarde la page ouverte à chaque largeur, puis la remet à la sienne.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} nom
 */
export async function controlerLargeurs(page, nom) {
  const avant = page.viewportSize();
  const aDuo = fs.readFileSync(path.join(livre(), nom), 'utf8').includes('class="duo"');
  for (const width of LARGEURS) {
    await page.setViewportSize({ width, height: 844 });
    const { largeur, hors } = await page.evaluate(mesurer);
    expect.soft(largeur, `à ${width} pixels`).toBeLessThanOrEqual(width);
    expect.soft(hors, `coupé à ${width} pixels`).toEqual([]);
    if (width < COTE_A_COTE) continue;
    const { cotes, lignes } = await page.evaluate(duos);
    expect.soft(cotes, `à ${width} pixels, des programmes ne sont pas à côté de leur prose`).not.toContain(false);
    expect.soft(cotes.length > 0, `à ${width} pixels`).toBe(aDuo);
    const illisibles = lignes.filter((n) => n < LETTRES.min || n > LETTRES.max);
    expect.soft(illisibles, `à ${width} pixels, lettres par ligne`).toEqual([]);
  }
  if (avant) await page.setViewportSize(avant);
}

/**
 * La largeur de la page, et ce qui en sort : mdBook coupe plutôt que de laisser
 * déborder. Ce qu'un cadre fait défiler n'est pas perdu. S'évalue dans le
 * navigateur.
 */
function mesurer() {
  const defile = (/** @type {Element | null} */ e) => {
    for (let ici = e; ici && ici.id !== 'mdbook-content'; ici = ici.parentElement) {
      if (getComputedStyle(ici).overflowX !== 'visible') return true;
    }
    return false;
  };
  const hors = [...document.querySelectorAll('#mdbook-content *, #mdbook-menu-bar *')].filter((e) => {
    const { left, right, width } = e.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) && !defile(e.parentElement) && e.checkVisibility();
  });
  const nom = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 30)} »`;
  return { largeur: document.documentElement.scrollWidth, hors: hors.slice(0, 5).map(nom) };
}

/**
 * Pour chaque programme, est-il à droite de sa prose ? Et combien de lettres
 * tient une ligne de chaque paragraphe. S'évalue dans le navigateur.
 */
function duos() {
  const droite = (/** @type {Element} */ e) => e.getBoundingClientRect().right;
  const cotes = [...document.querySelectorAll('.duo')].map((duo) => {
    const figure = duo.querySelector('figure.listing');
    return !!figure && [...duo.querySelectorAll('.duo-text')].every((t) => droite(t) < figure.getBoundingClientRect().left);
  });
  // Combien de lettres tient une ligne pleine d'un paragraphe.
  const lignes = [...document.querySelectorAll(':is(main, .duo-text) > p')]
    .filter((p) => (p.textContent ?? '').length > 250)
    .map((p) => {
      const etendue = document.createRange();
      etendue.selectNodeContents(p);
      const hauts = new Set([...etendue.getClientRects()].map((b) => Math.round(b.bottom / 12)));
      return Math.round((p.textContent ?? '').length / hauts.size);
    });
  return { cotes, lignes };
}
