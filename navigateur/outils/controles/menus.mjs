// @ts-check
// Ce qu'une page montre, menus fermés puis ouverts l'un après l'autre : ses
// étiquettes sont en français, et axe-core n'y trouve aucune faute dans aucun
// thème.
import { expect } from '@playwright/test';
import { relever } from '../chiffres.mjs';
import { fermerMenu, ouvrirMenu, OUVRANTS } from '../interface.mjs';
import { fautes, fautesDeCouleurs, fautesParTheme, parTheme } from '../mesures.mjs';
import { enAnglais, etiquettes } from './etiquettes.mjs';

/** @param {import('@playwright/test').Page} page ouverte, sans animations */
export async function controlerMenus(page) {
  // Comme à l'ouverture : la barre, en haut de l'écran, ne couvre alors aucune commande.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const fermes = await fautesParTheme(page);
  noter('menus fermés', fermes);

  const textes = new Set(await etiquettes(page));
  // La page vient d'être vue : sans elle, axe lit bien plus vite les menus, et
  // aucun diagramme ne se redessine. Restent les ancres où mènent des liens.
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const ancres = [...(main?.querySelectorAll('[id]') ?? [])].map(({ id }) => Object.assign(document.createElement('span'), { id }));
    main?.replaceChildren(...ancres);
  });
  const ouverts = await parTheme(page, async ({ couleurs }) => {
    const trouvees = [];
    for (const ouvrant of OUVRANTS) {
      const { nom, zones } = ouvrant;
      await ouvrirMenu(page, ouvrant);
      if (!couleurs) (await etiquettes(page)).forEach((texte) => textes.add(texte));
      const ici = couleurs ? await fautesDeCouleurs(page, zones) : await fautes(page, zones);
      trouvees.push(...ici.map((faute) => `${nom} : ${faute}`));
      await fermerMenu(page, ouvrant);
    }
    return trouvees;
  });
  noter('menus ouverts', ouverts);

  expect(textes.size).toBeGreaterThan(10);
  const anglais = enAnglais([...textes]);
  relever({ nom: 'étiquettes en anglais, toutes pages, menus ouverts', valeur: anglais.length, cumul: 'somme', borne: '0' });
  expect.soft(anglais).toEqual([]);
}

/**
 * @param {string} etat
 * @param {string[]} trouvees
 */
function noter(etat, trouvees) {
  relever({ nom: `fautes d'accessibilité (axe), ${etat}, toutes pages et thèmes`, valeur: trouvees.length, cumul: 'somme', borne: '0' });
  expect.soft(trouvees, `accessibilité, ${etat}`).toEqual([]);
}
