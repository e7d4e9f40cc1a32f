// @ts-check
// axe-core : aucune faute, sur aucune page, dans aucun thème, menus fermés et
// ouverts.
import { adresse, expect, pages, test, THEMES } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { changerDeTheme, OUVRANTS } from '../outils/interface.mjs';
import { fautes } from '../outils/mesures.mjs';

/** Tout ce qui entoure la prose : la seule part que change un menu ouvert. */
const INTERFACE = ['body > :not(#mdbook-body-container)', '#mdbook-sidebar', '#mdbook-menu-bar', '#mdbook-search-wrapper'];

// Sans transition : axe lirait une couleur à mi-chemin entre deux thèmes.
test.use({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });

for (const nom of pages()) {
  test(`${nom} : aucune faute d'accessibilité`, async ({ page }) => {
    await page.goto(adresse() + nom, { waitUntil: 'networkidle' });
    /** Chaque faute, les états où elle se voit, et dans quels thèmes.
     * @type {Map<string, Map<string, string[]>>} */
    const trouvees = new Map();
    const noter = (/** @type {string} */ theme, /** @type {string} */ etat, /** @type {string[]} */ liste) => {
      for (const faute of new Set(liste)) {
        const etats = trouvees.get(faute) ?? new Map();
        etats.set(etat, [...(etats.get(etat) ?? []), theme]);
        trouvees.set(faute, etats);
      }
    };
    for (const theme of THEMES) {
      await changerDeTheme(page, theme);
      noter(theme, 'menus fermés', await fautes(page));
    }
    for (const { nom: menu, ouvrir, fermer, fugace } of OUVRANTS) {
      if (!fugace) await ouvrir(page);
      for (const theme of THEMES) {
        await changerDeTheme(page, theme);
        if (fugace) await ouvrir(page);
        noter(theme, menu, await fautes(page, INTERFACE));
        if (fugace) await fermer(page);
      }
      if (!fugace) await fermer(page);
    }
    relever({ nom: "fautes d'accessibilité (axe), toutes pages, cinq thèmes", valeur: trouvees.size, cumul: 'somme', borne: '0' });
    const recit = [...trouvees].map(([faute, etats]) => {
      const ou = [...etats].map(([etat, themes]) => `${etat} (${themes.join(', ')})`);
      return `${faute}\n    ${ou.join(' ; ')}`;
    });
    expect(trouvees.size, recit.join('\n')).toBe(0);
  });
}
