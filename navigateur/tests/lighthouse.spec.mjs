// @ts-check
// Les notes de Lighthouse, au profil mobile, sur la plus longue page de texte.
//
// Une note de vitesse dépend de ce que la machine fait d'autre : on retient la
// meilleure de cinq mesures au plus, et l'on s'arrête dès que la borne est
// atteinte. La première ralentit le processeur quatre fois, comme Lighthouse ; une
// machine plus lente qu'il ne l'attend l'est moins ensuite. Les autres notes ne
// varient pas.
import { expect, pageDeTexte, rendus, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { CATEGORIES, meilleureNote } from '../outils/mesures.mjs';

/** @type {Record<keyof typeof CATEGORIES, number>} */
const BORNES = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 95 };

for (const { titre, base, reference } of rendus()) {
  test(`${titre}une page de texte a de bonnes notes Lighthouse`, async ({ launchOptions }) => {
    const nom = pageDeTexte();
    const audit = await meilleureNote(base() + nom, launchOptions, 5, BORNES.performance);
    relever({ nom: 'Lighthouse, puissance de la machine (1000 attendus)', valeur: audit.puissance, cumul: 'min', reference });
    for (const [cle, borne] of Object.entries(BORNES)) {
      const categorie = /** @type {keyof typeof CATEGORIES} */ (cle);
      const note = audit.notes[categorie];
      const ecrite = borne === 100 ? '100' : `≥ ${borne}`;
      relever({ nom: `Lighthouse, ${CATEGORIES[categorie]}`, valeur: note, cumul: 'min', borne: ecrite, reference });
      if (reference) continue;
      const recit = audit.reproches.filter((r) => r.startsWith(categorie));
      expect.soft(note, `${nom}, ${CATEGORIES[categorie]} :\n${recit.join('\n')}`).toBeGreaterThanOrEqual(borne);
    }
  });
}
