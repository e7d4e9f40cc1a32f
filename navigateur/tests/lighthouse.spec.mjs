// @ts-check
// Les notes de Lighthouse, au profil mobile, sur la plus longue page de texte.
//
// Une note de vitesse dépend de ce que la machine fait d'autre : on retient la
// meilleure de cinq mesures au plus, et l'on s'arrête dès que la borne est
// atteinte. La première ralentit le processeur quatre fois, comme Lighthouse ; une
// machine plus lente qu'il ne l'attend l'est moins ensuite. Les autres notes ne
// varient pas.
import { expect, textPage, renderings, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { CHROMIUM } from '../tools/chromium.mjs';
import { CATEGORIES, bestScore } from '../tools/measures.mjs';

/** @type {Record<keyof typeof CATEGORIES, number>} */
const BOUNDS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 95 };

for (const { title, base, reference } of renderings()) {
  test(`${title}une page de texte a de bonnes notes Lighthouse`, async () => {
    const name = textPage();
    const audit = await bestScore(base() + name, CHROMIUM, 5, BOUNDS.performance);
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
