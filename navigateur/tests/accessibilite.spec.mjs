// @ts-check
// axe-core : aucune faute, sur aucune page, dans aucun thème, menus fermés et
// ouverts.
import { expect, pages, rendus, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { ouvrirPage } from '../outils/interface.mjs';
import { FERMES, toutesLesFautes } from '../outils/mesures.mjs';

// Sans transition : axe lirait une couleur à mi-chemin entre deux thèmes.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

for (const { titre, base, reference } of rendus()) {
  for (const nom of pages()) {
    test(`${titre}${nom} : aucune faute d'accessibilité`, async ({ page }) => {
      await ouvrirPage(page, base() + nom);
      const trouvees = await toutesLesFautes(page, { menus: !reference });
      const nombre = (/** @type {(etat: string) => boolean} */ garder) =>
        [...trouvees.values()].filter((etats) => [...etats.keys()].some(garder)).length;
      const fermes = nombre((etat) => etat === FERMES);
      relever({ nom: "fautes d'accessibilité (axe), menus fermés, toutes pages et thèmes", valeur: fermes, cumul: 'somme', borne: '0', reference });
      if (reference) return;
      const ouverts = nombre((etat) => etat !== FERMES);
      relever({ nom: "fautes d'accessibilité (axe), menus ouverts, toutes pages et thèmes", valeur: ouverts, cumul: 'somme', borne: '0' });
      const recit = [...trouvees].map(([faute, etats]) => {
        const ou = [...etats].map(([etat, themes]) => `${etat} (${themes.join(', ')})`);
        return `${faute}\n    ${ou.join(' ; ')}`;
      });
      expect(trouvees.size, recit.join('\n')).toBe(0);
    });
  }
}
