// @ts-check
// Les notes de Lighthouse, au profil mobile, sur la plus longue page de texte.
//
// Une note de vitesse dépend de ce que la machine fait d'autre : on retient la
// meilleure de cinq mesures au plus, et l'on s'arrête dès que la borne est
// atteinte. Le processeur y est ralenti quatre fois, comme le veut Lighthouse, ou moins si
// la même page, sans aucun script, n'y est déjà plus fluide. Les autres notes ne varient pas.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { expect, textPage, renderings, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { CATEGORIES, bestScore } from '../tools/measures.mjs';
import { book, serve } from '../tools/server.mjs';

/** @type {Record<keyof typeof CATEGORIES, number>} */
const BOUNDS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 95 };

for (const { title, base, reference } of renderings()) {
  test(`${title}une page de texte a de bonnes notes Lighthouse`, async () => {
    const name = textPage();
    const html = fs.readFileSync(path.join(book(), name), 'utf8').replace(/<script[^]*?<\/script>/g, '');
    const plain = await serve(book(), '/', (request, response) => {
      if (request.url !== `/${name}`) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' });
      response.end(zlib.gzipSync(html));
      return true;
    });
    const audit = await bestScore(base() + name, plain.address + name, CHROMIUM, 5, BOUNDS.performance).finally(plain.close);
    record({ name: 'Lighthouse, ralentissement du processeur (4 attendu)', value: audit.cpu, merge: 'min', reference });
    record({ name: 'Lighthouse, puissance de la machine (1000 attendus)', value: audit.power, merge: 'min', reference });
    for (const [key, bound] of Object.entries(BOUNDS)) {
      const category = /** @type {keyof typeof CATEGORIES} */ (key);
      const score = audit.scores[category];
      const written = bound === 100 ? '100' : `≥ ${bound}`;
      record({ name: `Lighthouse, ${CATEGORIES[category]}`, value: score, merge: 'min', bound: written, reference });
      if (reference) continue;
      const story = audit.complaints.filter((r) => r.startsWith(category));
      expect.soft(score, `${name}, ${CATEGORIES[category]} :\n${story.join('\n')}`).toBeGreaterThanOrEqual(bound);
    }
  });
}
