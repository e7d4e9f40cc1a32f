// @ts-check
// Ce que donne Ctrl+P dans Firefox, celui de la distribution.
import { address, expect, test } from '../tools/book.mjs';
import { readPdf } from '../tools/pdf.mjs';
import { start } from '../tools/readers/firefox.mjs';

/** Une feuille A4, en points, et ses marges du haut et du bas, de `theme/print.css`. */
const [HEIGHT, TOP, BOTTOM] = [297, 18, 20].map((millimeters) => (millimeters * 72) / 25.4);

/** La moitié de ce qui s'imprime. */
const MIDDLE = (TOP + HEIGHT - BOTTOM) / 2;

test.skip(!process.env.FIREFOX, 'ignoré : Firefox est absent');

test('dans Firefox, une page ne commence pas par une feuille à demi blanche', async () => {
  const driver = await start();
  try {
    // Un diagramme plus haut que la place qui reste ; deux programmes, dans un cadre ; un exercice.
    for (const name of ['synchronisation/diagramme.html', 'index.html', 'exercices/01_rendez_vous.html']) {
      await driver.go(address() + name);
      const pdf = await readPdf((await driver.pdf?.()) ?? '');
      expect.soft(await pdf.lowestStroke(1), name).toBeGreaterThan(MIDDLE);
      // Les fichiers de l'exercice et de quoi écrire : plus d'une feuille.
      expect.soft(pdf.pages, name).toBeGreaterThan(2);
    }
  } finally {
    await driver.close();
  }
});
