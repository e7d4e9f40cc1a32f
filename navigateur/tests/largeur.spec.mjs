// @ts-check
// Du téléphone au grand écran, aucune page ne déborde.
import { ouvrirPage } from '../outils/interface.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';

const LARGEURS = [390, 800, 1280, 1440, 1920];

for (const nom of [...pages(), '404.html']) {
  test(`${nom} : rien ne déborde`, async ({ page }) => {
    await page.setViewportSize({ width: LARGEURS[0], height: 844 });
    await ouvrirPage(page, adresse() + nom);
    for (const width of LARGEURS) {
      await page.setViewportSize({ width, height: 844 });
      const { largeur, hors } = await page.evaluate(mesurer);
      expect.soft(largeur, `à ${width} pixels`).toBeLessThanOrEqual(width);
      expect.soft(hors, `coupé à ${width} pixels`).toEqual([]);
    }
  });
}

/**
 * La largeur de la page, et ce qui en sort : mdBook coupe plutôt que de laisser
 * déborder. Ce qu'un cadre fait défiler n'est pas perdu. S'évalue dans le
 * navigateur.
 */
function mesurer() {
  const defile = (/** @type {Element | null} */ e) => {
    for (let ici = e; ici && ici.id !== 'mdbook-content'; ici = ici.parentElement) {
      if (getComputedStyle(ici).overflowX !== 'visible') return true;
    }
    return false;
  };
  const hors = [...document.querySelectorAll('#mdbook-content *, #mdbook-menu-bar *')].filter((e) => {
    const { left, right, width } = e.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) && !defile(e.parentElement) && e.checkVisibility();
  });
  const nom = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 30)} »`;
  return { largeur: document.documentElement.scrollWidth, hors: hors.slice(0, 5).map(nom) };
}
