// @ts-check
// Ce que pèse la première visite d'une page, et dans quel ordre ses parts sont
// demandées.
import { expect } from '@playwright/test';
import { relever } from '../chiffres.mjs';
import { peser } from '../mesures.mjs';

/** Les bornes, en kilo-octets de mille octets, comprimés. */
const TEXTE = 300;
const DIAGRAMME = 1100;

/**
 * Ouvre une page, pèse ce qu'elle demande et, si elle est de ce livre, exige les
 * bornes.
 *
 * @param {import('@playwright/test').Page} page neuve, donc sans cache
 * @param {string} base l'adresse du livre
 * @param {string} nom
 * @param {{reference: boolean}} options
 */
export async function ouvrirEtPeser(page, base, nom, { reference }) {
  const { octets, requetes } = await peser(page, base + nom);
  const ko = octets / 1000;
  const dessine = (await page.locator('figure.diagram').count()) > 0;
  const sorte = dessine ? 'page à diagramme' : 'page de texte';
  const borne = dessine ? DIAGRAMME : TEXTE;
  const adresses = requetes.map((r) => r.url);
  const tiers = adresses.filter((url) => !url.startsWith(base));
  relever({ nom: `${sorte}, poids de la plus lourde`, valeur: ko, unite: 'ko', borne: `≤ ${borne} ko`, reference });
  relever({ nom: `${sorte}, requêtes, au plus`, valeur: requetes.length, reference });
  relever({ nom: 'requêtes à des tiers', valeur: tiers.length, cumul: 'somme', borne: '0', reference });

  const mermaid = adresses.filter((url) => /\/mermaid[^/]*\.min[^/]*\.js$/.test(url));
  const { texte, script } = await page.evaluate(
    (url) => ({
      texte: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
      script: url ? (performance.getEntriesByName(url)[0]?.startTime ?? 0) : Infinity,
    }),
    mermaid[0],
  );
  relever({ nom: `${sorte}, premier texte peint après (médiane)`, valeur: texte, cumul: 'médiane', unite: 'ms', reference });
  if (dessine) {
    relever({
      nom: 'page à diagramme, du texte peint à la demande du script, au moins',
      valeur: script - texte,
      cumul: 'min',
      unite: 'ms',
      borne: '> 0 ms',
      reference,
    });
  }
  if (reference) return;

  const detail = requetes.slice(0, 8).map((r) => `${Math.round(r.octets / 1000)} ko  ${r.url}`);
  expect.soft(ko, `${nom}, ses plus lourdes parts :\n${detail.join('\n')}`).toBeLessThanOrEqual(borne);
  expect.soft(tiers).toEqual([]);
  expect.soft(mermaid, 'le script des diagrammes ne va que là où il sert').toHaveLength(dessine ? 1 : 0);
  expect(script, 'le texte est peint avant que le script soit demandé').toBeGreaterThan(texte);
}
