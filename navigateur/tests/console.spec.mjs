// @ts-check
// Aucune page n'écrit d'erreur dans la console, ni ne demande rien à un tiers.
import { adresse, expect, pages, test } from '../outils/livre.mjs';

for (const nom of pages()) {
  test(`${nom} : console muette, aucun tiers`, async ({ page, ecarts }) => {
    await page.goto(adresse() + nom, { waitUntil: 'networkidle' });
    expect(ecarts).toEqual({ console: [], tiers: [] });
  });
}
