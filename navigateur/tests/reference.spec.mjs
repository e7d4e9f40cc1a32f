// @ts-check
// Avec `cargo xtask e2e --compare`, les mêmes mesures sur les mêmes pages, rendues
// par mdBook sans notre thème : rien n'en est exigé.
import { relever } from '../outils/chiffres.mjs';
import { ouvrirEtPeser } from '../outils/controles/poids.mjs';
import { pageComplete } from '../outils/interface.mjs';
import { pages, rendus, test } from '../outils/livre.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

for (const { titre, base } of rendus().filter(({ reference }) => reference)) {
  for (const nom of pages()) {
    test(`${titre}${nom}`, async ({ page }) => {
      await ouvrirEtPeser(page, base(), nom, { reference: true });
      await pageComplete(page);
      const trouvees = await fautesParTheme(page);
      relever({
        nom: "fautes d'accessibilité (axe), menus fermés, toutes pages et thèmes",
        valeur: trouvees.length,
        cumul: 'somme',
        borne: '0',
        reference: true,
      });
    });
  }
}
