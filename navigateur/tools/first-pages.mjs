// @ts-check
// La page d'impression, raccourcie : le livre entier met dix secondes à s'ouvrir, dont ne
// dépend que ce qui s'imprime. print.spec.mjs et paper.spec.mjs le lisent en entier.
import fs from 'node:fs';
import path from 'node:path';
import { book } from './server.mjs';

/** Les pages du livre qui y restent. */
const KEPT = 25;
const BREAK = '<div style="break-before: page';

/** Ses premières pages ; d'une page plus courte, tout. @param {string} html */
export function firstPages(html) {
  const pages = html.split(BREAK);
  if (pages.length <= KEPT) return html;
  return pages.slice(0, KEPT).join(BREAK) + html.slice(html.lastIndexOf('</main>'));
}

/** Sert ainsi celle du livre. @param {import('@playwright/test').Page} page */
export async function shortenPrint(page) {
  const html = fs.readFileSync(path.join(book(), 'print.html'), 'utf8');
  const body = firstPages(html);
  if (body === html) throw new Error("la page d'impression ne sépare plus les pages du livre");
  await page.route(/\/print\.html/, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
}
