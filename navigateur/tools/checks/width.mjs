// @ts-check
// Du téléphone au grand écran : rien ne déborde, une ligne de texte se lit, et
// à partir de 1280 pixels un programme est à côté de sa prose.
import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { book } from '../server.mjs';

const WIDTHS = [390, 800, 1280, 1440, 1920];
/** Dès cette largeur, un programme a la place d'être à côté de sa prose. */
const SIDE_BY_SIDE = 1280;
/** Les lettres d'une ligne de prose, au moins et au plus. */
const LETTERS = { min: 38, max: 85 };

/**
 * Regarde la page ouverte à chaque largeur, puis la remet à la sienne.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
export async function checkWidths(page, name) {
  const before = page.viewportSize();
  const hasDuo = fs.readFileSync(path.join(book(), name), 'utf8').includes('class="duo"');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    const { pixels, outOf } = await page.evaluate(measure);
    expect.soft(pixels, `à ${width} pixels`).toBeLessThanOrEqual(width);
    expect.soft(outOf, `coupé à ${width} pixels`).toEqual([]);
    if (width < SIDE_BY_SIDE) continue;
    const { sides, lines } = await page.evaluate(duos);
    expect.soft(sides, `à ${width} pixels, des programmes ne sont pas à côté de leur prose`).not.toContain(false);
    expect.soft(sides.length > 0, `à ${width} pixels`).toBe(hasDuo);
    const unreadable = lines.filter((n) => n < LETTERS.min || n > LETTERS.max);
    expect.soft(unreadable, `à ${width} pixels, lettres par ligne`).toEqual([]);
  }
  if (before) await page.setViewportSize(before);
}

/**
 * La largeur de la page, et ce qui en sort : mdBook coupe plutôt que de laisser
 * déborder. Ce qu'un cadre fait défiler n'est pas perdu. S'évalue dans le
 * navigateur.
 */
function measure() {
  const scrolls = (/** @type {Element | null} */ e) => {
    for (let here = e; here && here.id !== 'mdbook-content'; here = here.parentElement) {
      if (getComputedStyle(here).overflowX !== 'visible') return true;
    }
    return false;
  };
  const outOf = [...document.querySelectorAll('#mdbook-content *, #mdbook-menu-bar *')].filter((e) => {
    const { left, right, width } = e.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) && !scrolls(e.parentElement) && e.checkVisibility();
  });
  const name = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 30)} »`;
  return { pixels: document.documentElement.scrollWidth, outOf: outOf.slice(0, 5).map(name) };
}

/**
 * Pour chaque programme, est-il à droite de sa prose ? Et combien de lettres
 * tient une ligne de chaque paragraphe. S'évalue dans le navigateur.
 */
function duos() {
  const rightOf = (/** @type {Element} */ e) => e.getBoundingClientRect().right;
  const sides = [...document.querySelectorAll('.duo')].map((duo) => {
    const figure = duo.querySelector('figure.listing');
    return !!figure && [...duo.querySelectorAll('.duo-text')].every((t) => rightOf(t) < figure.getBoundingClientRect().left);
  });
  // Combien de lettres tient une ligne pleine d'un paragraphe.
  const lines = [...document.querySelectorAll(':is(main, .duo-text) > p')]
    .filter((p) => (p.textContent ?? '').length > 250)
    .map((p) => {
      const extent = document.createRange();
      extent.selectNodeContents(p);
      const tops = new Set([...extent.getClientRects()].map((b) => Math.round(b.bottom / 12)));
      return Math.round((p.textContent ?? '').length / tops.size);
    });
  return { sides, lines };
}
