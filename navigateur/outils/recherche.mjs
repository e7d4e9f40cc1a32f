// @ts-check
// La recherche du livre, comme un lecteur s'en sert, et ce qu'elle doit trouver.
import { expect } from '@playwright/test';

/**
 * Chaque question, et l'adresse qui doit être parmi les trois premières pages
 * trouvées : celles qu'un lecteur voit d'abord. Plusieurs pages traitent d'une
 * même notion, et leur ordre peut changer avec leur texte.
 *
 * @type {[question: string, attendue: string][]}
 */
export const QUESTIONS = [
  ['donnee', 'synchronisation/mutex.html#où-est-la-donnée-'],
  ['données', 'synchronisation/mutex.html#où-est-la-donnée-'],
  ['execution', 'pieges/explorer.html'],
  ['exécution', 'pieges/explorer.html'],
  ['interblocage', 'annexes/glossaire.html#interblocage-deadlock'],
  ["l'interblocage", 'annexes/glossaire.html#interblocage-deadlock'],
  ['l’interblocage', 'annexes/glossaire.html#interblocage-deadlock'],
  ['goroutines', 'introduction/fil_et_goroutine.html'],
  ['synchroniser', 'synchronisation/rendez_vous.html'],
  ['emetteur', 'pieges/emetteur_oublie.html'],
  ['verrous', 'synchronisation/mutex.html#quand-le-verrou-est-il-libéré-'],
  ['canaux', 'synchronisation/rendez_vous.html'],
  ['select', 'synchronisation/select.html'],
  ['WaitGroup', 'synchronisation/waitgroup.html'],
  // Ce qu'un livre de programmes fait chercher aussi.
  ['thread::scope', 'introduction/fils_a_portee.html'],
  ['select!', 'synchronisation/select.html'],
  ['E0277', 'introduction/send_et_sync.html'],
  ['coeur', 'introduction/concurrence_et_parallelisme.html'],
  ['le verrou de la donnée', 'synchronisation/mutex.html'],
];

/**
 * Une page trouvée, telle qu'elle est montrée.
 *
 * @typedef {object} Trouvee
 * @property {string} chapitre
 * @property {string} titre
 * @property {string} adresse depuis la racine du livre
 * @property {{titre: string, adresse: string}[]} sections
 * @property {string[]} marques les mots mis en valeur
 */

/**
 * Ouvre la recherche de la page présente.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function ouvrir(page) {
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toBeFocused();
}

/**
 * Pose une question dans la recherche ouverte ; rend ce qu'elle montre, une fois
 * le nombre de pages annoncé.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} question
 * @param {string} racine l'adresse du livre
 * @returns {Promise<Trouvee[]>}
 */
export async function chercher(page, question, racine) {
  await page.locator('#search-field').fill(question);
  await expect(page.locator('#search-status')).toContainText(`« ${question} »`);
  const trouvees = await page.locator('.search-page').evaluateAll((pages) =>
    pages.map((p) => {
      const lien = (/** @type {Element} */ e) => {
        const a = /** @type {HTMLAnchorElement} */ (e.querySelector('a'));
        return { titre: a.textContent ?? '', adresse: a.href };
      };
      return {
        chapitre: p.querySelector('.search-chapter')?.textContent ?? '',
        ...lien(p),
        sections: [...p.querySelectorAll('.search-sections > li')].map(lien),
        marques: [...p.querySelectorAll('mark')].map((m) => m.textContent ?? ''),
      };
    }),
  );
  const relative = (/** @type {string} */ url) => {
    expect(url.startsWith(racine), `${url} sort du livre`).toBe(true);
    return decodeURIComponent(url.slice(racine.length));
  };
  return trouvees.map((t) => ({
    ...t,
    adresse: relative(t.adresse),
    sections: t.sections.map((s) => ({ ...s, adresse: relative(s.adresse) })),
  }));
}

/**
 * Les adresses, page et sections, des trois premières pages trouvées.
 *
 * @param {Trouvee[]} trouvees
 */
export function premieres(trouvees) {
  return trouvees.slice(0, 3).flatMap((t) => [t.adresse, ...t.sections.map((s) => s.adresse)]);
}
