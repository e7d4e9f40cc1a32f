// @ts-check
// Ce que pèse la première visite de chaque page, et dans quel ordre ses parts
// sont demandées.
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { peser } from '../outils/mesures.mjs';

/** Les bornes, en kilo-octets de mille octets, comprimés. */
const TEXTE = 300;
const DIAGRAMME = 1100;

for (const nom of pages()) {
  test(`${nom} : poids`, async ({ page, ecarts }) => {
    const { octets, requetes } = await peser(page, adresse() + nom);
    const ko = octets / 1000;
    const dessine = (await page.locator('figure.diagramme').count()) > 0;
    const sorte = dessine ? 'page à diagramme' : 'page de texte';
    const borne = dessine ? DIAGRAMME : TEXTE;
    relever({ nom: `${sorte}, poids de la plus lourde`, valeur: ko, unite: 'ko', borne: `≤ ${borne} ko` });
    relever({ nom: `${sorte}, requêtes, au plus`, valeur: requetes.length });
    relever({ nom: 'requêtes à des tiers', valeur: ecarts.tiers.length, cumul: 'somme', borne: '0' });

    const detail = requetes.slice(0, 8).map((r) => `${Math.round(r.octets / 1000)} ko  ${r.url}`);
    expect.soft(ko, `${nom}, ses plus lourdes parts :\n${detail.join('\n')}`).toBeLessThanOrEqual(borne);
    expect.soft(ecarts.tiers).toEqual([]);

    const mermaid = requetes.map((r) => r.url).filter((url) => /\/mermaid[^/]*\.js$/.test(url));
    expect.soft(mermaid, 'le script des diagrammes ne va que là où il sert').toHaveLength(dessine ? 1 : 0);
    if (mermaid.length === 0) return;
    const instants = await page.evaluate((script) => {
      const texte = performance.getEntriesByName('first-contentful-paint')[0];
      return {
        texte: texte?.startTime ?? Infinity,
        script: performance.getEntriesByName(script)[0]?.startTime ?? -1,
      };
    }, mermaid[0]);
    relever({
      nom: "page à diagramme, le texte est peint avant que le script soit demandé, de",
      valeur: instants.script - instants.texte,
      cumul: 'min',
      unite: 'ms',
      borne: '> 0 ms',
    });
    expect(instants.script, 'le texte est peint avant que le script soit demandé').toBeGreaterThan(
      instants.texte,
    );
  });
}
