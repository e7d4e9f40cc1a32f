// @ts-check
// Imprime des pages du livre en un PDF, par Chromium. `cargo xtask imprimer` donne
// un fichier : `{ "book", "title", "description", "pages": [{ "file", "number",
// "level" }], "solutions", "notes", "output" }`. `book` est le dossier du livre
// construit ; `level`, 1 pour un chapitre, 2 pour l'une de ses pages.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './chromium.mjs';
import { compose } from './paper.mjs';
import { readPdf } from './pdf.mjs';
import { serve } from './server.mjs';

/** @typedef {import('./paper.mjs').Request & { book: string, output: string }} Request */

/** Le plus de fois que l'on imprime : deux suffisent, d'ordinaire. */
const PASSES = 5;

/** Ce qui dure davantage est bloqué, même sur une machine chargée ; en millisecondes. */
const LIMIT = 120_000;

/** @type {Request} */
const request = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { address, close } = await serve(request.book);
const browser = await chromium.launch(CHROMIUM);
try {
  // Sans scripts : le papier n'a que faire de ce qu'ils ajoutent.
  const page = await browser.newPage({ javaScriptEnabled: false });
  page.setDefaultTimeout(LIMIT);
  await page.emulateMedia({ media: 'print' });
  await page.goto(address + request.pages[0].file);
  const sources = request.pages.map(({ file }) => fs.readFileSync(path.join(request.book, file), 'utf8'));
  const undrawn = await page.evaluate(compose, { request, address, sources });
  await page.evaluate(() => document.fonts.ready);
  for (const name of undrawn) {
    console.error(`Un diagramme de ${name} n'est pas dessiné, sa source est imprimée : lancez « cargo xtask diagrammes »`);
  }
  const { bytes, pages } = await numbered(page);
  fs.mkdirSync(path.dirname(request.output), { recursive: true });
  fs.writeFileSync(request.output, bytes);
  console.log(`${pages} page${pages > 1 ? 's' : ''} : ${request.output}`);
} catch (error) {
  console.error(`Le PDF ne se fait pas. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await close();
}

/**
 * Imprime, jusqu'à ce que la table des matières et les renvois disent les bons numéros.
 *
 * @param {import('playwright-core').Page} page
 */
async function numbered(page) {
  const links = page.locator('main a[href^="#"]');
  const anchors = await links.evaluateAll((all) => all.map((link) => decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '')));
  // La place de trois chiffres, avant de les connaître.
  let numbers = anchors.map(() => '000');
  for (let pass = 1; pass <= PASSES; pass += 1) {
    await links.evaluateAll((all, numbers) => all.forEach((link, i) => link.setAttribute('data-page', numbers[i])), numbers);
    // La première fois, si ce n'est que pour les numéros : sans structure ni signets, c'est plus court.
    const whole = pass > 1 || anchors.length === 0;
    const bytes = await page.pdf({ preferCSSPageSize: true, outline: whole, tagged: whole });
    const pdf = await readPdf(bytes);
    const found = await Promise.all(anchors.map((anchor) => pdf.pageOf(anchor)));
    const lost = anchors.find((_, i) => found[i] === null);
    if (lost !== undefined) throw new Error(`Un lien mène à « ${lost} », qui n'est pas dans le PDF.`);
    if (found.join() === numbers.join()) return { bytes, pages: pdf.pages };
    numbers = found.map(String);
  }
  throw new Error('Les numéros de page ne se stabilisent pas.');
}
