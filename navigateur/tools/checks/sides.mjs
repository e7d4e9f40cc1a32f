// @ts-check
// Sur un grand écran : un programme est à côté de sa prose, et une ligne de texte
// se lit.
import fs from 'node:fs';
import path from 'node:path';
import { book } from '../server.mjs';

/** Dès cette largeur, table des matières fermée, un programme a la place d'être à côté de sa prose. */
export const SIDE_BY_SIDE = 1280;
/** Les lettres d'une ligne de prose, au moins et au plus. */
const LETTERS = { min: 38, max: 85 };

/**
 * Ce que la page ouverte fait de travers.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 * @param {number} width la sienne, pour le dire
 * @returns {Promise<string[]>}
 */
export async function checkSides(page, name, width) {
  const hasDuo = fs.readFileSync(path.join(book(), name), 'utf8').includes('class="duo"');
  const { sides, lines } = await page.evaluate(duos);
  const faults = [];
  if (sides.includes(false)) faults.push(`à ${width} pixels, des programmes ne sont pas à côté de leur prose`);
  if (sides.length > 0 !== hasDuo) faults.push(`à ${width} pixels, ${sides.length} programmes avec leur prose`);
  const unreadable = lines.filter((n) => n < LETTERS.min || n > LETTERS.max);
  if (unreadable.length > 0) faults.push(`à ${width} pixels, lettres par ligne : ${unreadable.join(', ')}`);
  return faults;
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
