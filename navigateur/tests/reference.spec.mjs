// @ts-check
// Avec `cargo xtask e2e --comparer`, les mêmes mesures sur les mêmes pages, rendues
// par mdBook sans notre thème : rien n'en est exigé.
import { relever } from '../outils/chiffres.mjs';
import { ouvrirEtPeser } from '../outils/controles/poids.mjs';
import { pageComplete } from '../outils/interface.mjs';
import { pages, rendus, test } from '../outils/livre.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/**
 * Le script de mdbook-mermaid recharge la page quand le thème passe du clair au
 * sombre : on la charge avec le thème voulu.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} theme
 */
async function rechargerAvec(page, theme) {
  await page.evaluate((t) => localStorage.setItem('mdbook-theme', t), theme);
  await page.reload();
  await pageComplete(page);
}

for (const { titre, base } of rendus().filter(({ reference }) => reference)) {
  for (const nom of pages()) {
    test(`${titre}${nom}`, async ({ page }) => {
      await ouvrirEtPeser(page, base(), nom, { reference: true });
      await pageComplete(page);
      const trouvees = await fautesParTheme(page, undefined, rechargerAvec);
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
