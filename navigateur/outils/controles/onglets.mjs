// @ts-check
// Les onglets Rust / Go / Sortie d'une page : chacun commande son volet, et tous
// les volets sont sur le papier.
import { expect } from '@playwright/test';

/** @param {import('@playwright/test').Page} page ouverte, avec des programmes */
export async function controlerOnglets(page) {
  expect.soft(await page.locator('listing-tabs').evaluateAll(defautsDesOnglets)).toEqual([]);

  await page.emulateMedia({ media: 'print' });
  const caches = await page.locator('.listing-panel').evaluateAll((volets) =>
    volets.filter((v) => v.getBoundingClientRect().height < 10 || v.querySelector('pre')?.getBoundingClientRect().height === 0).map((v) => v.id),
  );
  expect.soft(caches, 'volets absents du papier').toEqual([]);
  await expect.soft(page.locator('[role="tablist"]').first()).toBeHidden();
  await expect.soft(page.locator('.listing-label').first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
}

/**
 * Ce qui manque aux onglets et à leurs volets. S'évalue dans le navigateur.
 *
 * @param {Element[]} groupes
 */
function defautsDesOnglets(groupes) {
  return groupes.flatMap((groupe) => {
    const titre = groupe.closest('figure')?.querySelector('figcaption')?.textContent?.trim() ?? '?';
    /** @type {string[]} */
    const defauts = [];
    const exiger = (/** @type {unknown} */ vrai, /** @type {string} */ quoi) => vrai || defauts.push(`${titre} : ${quoi}`);
    const liste = groupe.querySelector('[role="tablist"]');
    const onglets = [...groupe.querySelectorAll('[role="tab"]')];
    const volets = [...groupe.querySelectorAll('[role="tabpanel"]')];
    exiger(liste, 'pas de tablist');
    const nomme = liste?.getAttribute('aria-labelledby');
    exiger(liste?.getAttribute('aria-label') || (nomme && document.getElementById(nomme)?.textContent?.trim()), 'tablist sans nom');
    exiger(onglets.length > 1 && onglets.length === volets.length, `${onglets.length} onglets pour ${volets.length} volets`);
    exiger(onglets.every((o) => o.parentElement === liste), 'onglet hors de la liste');
    exiger(onglets.filter((o) => o.getAttribute('aria-selected') === 'true').length === 1, "il faut un onglet choisi, un seul");
    for (const onglet of onglets) {
      const choisi = onglet.getAttribute('aria-selected') === 'true';
      const volet = document.getElementById(onglet.getAttribute('aria-controls') ?? '');
      exiger(onglet.textContent?.trim(), 'onglet sans texte');
      exiger(volet && volets.includes(volet), `« ${onglet.textContent} » ne commande aucun volet`);
      exiger(volet?.getAttribute('aria-labelledby') === onglet.id, `le volet de « ${onglet.textContent} » ne le nomme pas`);
      exiger(/** @type {HTMLElement} */ (onglet).tabIndex === (choisi ? 0 : -1), 'Tab ne mène pas au seul onglet choisi');
      exiger(volet?.hasAttribute('hidden') === !choisi, `le volet de « ${onglet.textContent} » ${choisi ? 'est caché' : 'reste affiché'}`);
    }
    return defauts;
  });
}
