// @ts-check
// Les onglets Rust / Go / Sortie d'une page : chacun commande son volet, et tous
// les volets sont sur le papier.
import { expect } from '@playwright/test';

/** @param {import('@playwright/test').Page} page ouverte, avec des programmes */
export async function checkTabs(page) {
  expect.soft(await page.locator('listing-tabs').evaluateAll(tabDefects)).toEqual([]);

  await page.emulateMedia({ media: 'print' });
  const hiddenOnes = await page.locator('.listing-panel').evaluateAll((panels) =>
    panels.filter((v) => v.getBoundingClientRect().height < 10 || v.querySelector('pre')?.getBoundingClientRect().height === 0).map((v) => v.id),
  );
  expect.soft(hiddenOnes, 'volets absents du papier').toEqual([]);
  await expect.soft(page.locator('[role="tablist"]').first()).toBeHidden();
  await expect.soft(page.locator('.listing-label').first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
}

/**
 * Ce qui manque aux onglets et à leurs volets. S'évalue dans le navigateur.
 *
 * @param {Element[]} groups
 */
function tabDefects(groups) {
  return groups.flatMap((group) => {
    const title = group.closest('figure')?.querySelector('figcaption')?.textContent?.trim() ?? '?';
    /** @type {string[]} */
    const defects = [];
    const require = (/** @type {unknown} */ real, /** @type {string} */ what) => real || defects.push(`${title} : ${what}`);
    const list = group.querySelector('[role="tablist"]');
    const tabs = [...group.querySelectorAll('[role="tab"]')];
    const panels = [...group.querySelectorAll('[role="tabpanel"]')];
    require(list, 'pas de tablist');
    const named = list?.getAttribute('aria-labelledby');
    require(list?.getAttribute('aria-label') || (named && document.getElementById(named)?.textContent?.trim()), 'tablist sans nom');
    require(tabs.length > 1 && tabs.length === panels.length, `${tabs.length} onglets pour ${panels.length} volets`);
    require(tabs.every((o) => o.parentElement === list), 'onglet hors de la liste');
    require(tabs.filter((o) => o.getAttribute('aria-selected') === 'true').length === 1, "il faut un onglet choisi, un seul");
    for (const tab of tabs) {
      const chosen = tab.getAttribute('aria-selected') === 'true';
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      require(tab.textContent?.trim(), 'onglet sans texte');
      require(panel && panels.includes(panel), `« ${tab.textContent} » ne commande aucun volet`);
      require(panel?.getAttribute('aria-labelledby') === tab.id, `le volet de « ${tab.textContent} » ne le nomme pas`);
      require(/** @type {HTMLElement} */ (tab).tabIndex === (chosen ? 0 : -1), 'Tab ne mène pas au seul onglet choisi');
      require(panel?.hasAttribute('hidden') === !chosen, `le volet de « ${tab.textContent} » ${chosen ? 'est caché' : 'reste affiché'}`);
    }
    return defects;
  });
}
