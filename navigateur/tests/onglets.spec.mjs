// @ts-check
// Les onglets Rust / Go / Sortie : de vrais onglets pour qui en a, tout à lire
// pour qui n'en a pas, tout sur le papier.
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { livre } from '../outils/serveur.mjs';

/** Les pages qui montrent des programmes. */
const A_PROGRAMMES = pages().filter((p) => fs.readFileSync(path.join(livre(), p), 'utf8').includes('<listing-onglets'));

test('des pages ont des programmes', () => {
  expect(A_PROGRAMMES.length).toBeGreaterThan(5);
});

for (const nom of A_PROGRAMMES) {
  test(`${nom} : onglets et volets liés`, async ({ page }) => {
    await page.goto(adresse() + nom);
    const defauts = await page.locator('listing-onglets').evaluateAll((groupes) =>
      groupes.flatMap((groupe) => {
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
      }),
    );
    expect(defauts).toEqual([]);
  });

  test(`${nom} : tout est sur le papier`, async ({ page }) => {
    await page.goto(adresse() + nom);
    await expect(page.locator('[role="tablist"]').first()).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    const caches = await page.locator('.listing-volet').evaluateAll((volets) =>
      volets.filter((v) => v.getBoundingClientRect().height < 10 || v.querySelector('pre')?.getBoundingClientRect().height === 0).map((v) => v.id),
    );
    expect(caches).toEqual([]);
    await expect(page.locator('[role="tablist"]').first()).toBeHidden();
    await expect(page.locator('.listing-etiquette').first()).toBeVisible();
  });
}

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const nom of A_PROGRAMMES) {
    test(`${nom} : chaque volet se lit, avec son étiquette`, async ({ page }) => {
      await page.goto(adresse() + nom);
      const volets = page.locator('.listing-volet');
      for (let i = 0; i < (await volets.count()); i += 1) {
        await expect.soft(volets.nth(i).locator('.listing-etiquette')).toBeVisible();
        await expect.soft(volets.nth(i).locator('pre').first()).toBeVisible();
      }
    });
  }
});

test('une page que le navigateur avait gardée prend les choix faits depuis', async ({ page }) => {
  await page.goto(adresse() + A_PROGRAMMES[0]);
  await page.evaluate(() => {
    // Ce que le lecteur a choisi sur la page suivante, avant de revenir.
    localStorage.setItem('cours-onglet', 'Go');
    localStorage.setItem('mdbook-theme', 'coal');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  const choisis = page.locator('figure.listing:not(.refus) [role="tab"][aria-selected="true"]');
  expect(new Set(await choisis.allTextContents())).toEqual(new Set(['Go']));
  await expect(page.locator('html')).toHaveClass(/\bcoal\b/);
});

test('un clic choisit un onglet, et lui seul paraît', async ({ page }) => {
  await page.goto(adresse() + A_PROGRAMMES[0]);
  const figure = page.locator('figure.listing:not(.refus)').first();
  await figure.getByRole('tab', { name: 'Go' }).click();
  await expect(figure.getByRole('tab', { name: 'Go' })).toHaveAttribute('aria-selected', 'true');
  await expect(figure.getByRole('tabpanel', { name: 'Go' })).toBeVisible();
  // Les autres gardent leur boîte, vide, pour que le navigateur y cherche.
  await expect(figure.locator('.listing-volet:not([hidden])')).toHaveCount(1);
  await expect(figure.getByText('package main')).toBeVisible();
});
