// @ts-check
// Chaque page, chargée une fois et regardée de toutes les façons : son poids, sa
// langue, ses largeurs, son clavier, ses onglets, ses menus, ses cinq thèmes ; et
// pendant tout ce temps la console se tait, et rien n'est demandé à un tiers.
import { controlerClavier } from '../outils/controles/clavier.mjs';
import { malEspaces } from '../outils/controles/etiquettes.mjs';
import { controlerLargeurs } from '../outils/controles/largeur.mjs';
import { controlerMenus } from '../outils/controles/menus.mjs';
import { controlerOnglets } from '../outils/controles/onglets.mjs';
import { ouvrirEtPeser } from '../outils/controles/poids.mjs';
import { pageComplete } from '../outils/interface.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';

// Sans transition : axe lirait une couleur à mi-chemin entre deux thèmes.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

for (const nom of [...pages(), '404.html']) {
  test(nom, async ({ page, ecarts }) => {
    await test.step('poids', () => ouvrirEtPeser(page, adresse(), nom, { reference: false }));
    await pageComplete(page);
    await test.step('français', async () => {
      await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
      expect.soft(await page.evaluate(malEspaces), 'une ponctuation peut passer seule à la ligne').toEqual([]);
    });
    await test.step('largeurs', () => controlerLargeurs(page, nom));
    if ((await page.locator('listing-tabs').count()) > 0) {
      await test.step('onglets', () => controlerOnglets(page));
    }
    await test.step('clavier', () => controlerClavier(page));
    await test.step('menus et thèmes', () => controlerMenus(page));
    expect(ecarts).toEqual({ console: [], tiers: [] });
  });
}
