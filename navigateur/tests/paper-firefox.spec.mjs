// @ts-check
// Ce que donne Ctrl+P dans Firefox, celui de la distribution, par WebDriver BiDi.
import puppeteer from 'puppeteer-core';
import { address, expect, test } from '../tools/book.mjs';
import { readPdf } from '../tools/pdf.mjs';

/** Une feuille A4, en points, et ses marges du haut et du bas, de `theme/print.css`. */
const [HEIGHT, TOP, BOTTOM] = [297, 18, 20].map((millimeters) => (millimeters * 72) / 25.4);

/** La moitié de ce qui s'imprime. */
const MIDDLE = (TOP + HEIGHT - BOTTOM) / 2;

test('dans Firefox, une page ne commence pas par une feuille à demi blanche', async () => {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
  });
  try {
    const page = await browser.newPage();
    // Un diagramme plus haut que la place qui reste ; deux programmes, dans un cadre ; un exercice.
    for (const name of ['synchronisation/diagramme.html', 'index.html', 'exercices/01_rendez_vous.html']) {
      await page.goto(address() + name);
      const pdf = await readPdf(Buffer.from(await page.pdf({ preferCSSPageSize: true })));
      expect.soft(await pdf.lowestStroke(1), name).toBeGreaterThan(MIDDLE);
      // Les fichiers de l'exercice et de quoi écrire : plus d'une feuille.
      expect.soft(pdf.pages, name).toBeGreaterThan(2);
    }
  } finally {
    await browser.close();
  }
});
