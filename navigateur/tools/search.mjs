// @ts-check
// La recherche du livre, comme un lecteur s'en sert, et ce qu'elle doit trouver.
import { expect } from '@playwright/test';

/**
 * Chaque question, et l'adresse qui doit être parmi les trois premières pages
 * trouvées : celles qu'un lecteur voit d'abord. Plusieurs pages traitent d'une
 * même notion, et leur ordre peut changer avec leur texte.
 *
 * @type {[question: string, expectedOne: string][]}
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
 * Ce qu'un lecteur tape, et ce qui doit être en tête : la première page, ou la
 * première section de la première page. Des mots du cours, leurs pluriels, sans
 * accents, élidés ; ceux de Go et de l'anglais ; plusieurs mots.
 *
 * @type {[question: string, best: string][]}
 */
export const BEST = [
  ['délai', 'synchronisation/select.html#un-délai'],
  ['délais', 'synchronisation/select.html#un-délai'],
  ['delai', 'synchronisation/select.html#un-délai'],
  ['un délai', 'synchronisation/select.html#un-délai'],
  ['verrou', 'synchronisation/mutex.html#quand-le-verrou-est-il-libéré-'],
  ['liberer le verrou', 'synchronisation/mutex.html#quand-le-verrou-est-il-libéré-'],
  ['où est la donnée', 'synchronisation/mutex.html#où-est-la-donnée-'],
  ['mutex', 'synchronisation/mutex.html'],
  ['unwrap', 'synchronisation/mutex.html#pourquoi-unwrap-'],
  ['goroutine', 'introduction/fil_et_goroutine.html'],
  ['goroutines', 'introduction/fil_et_goroutine.html'],
  ['tampon', 'synchronisation/rendez_vous.html#avec-un-tampon'],
  ['rendez-vous', 'synchronisation/rendez_vous.html'],
  ["l'interblocage", 'pieges/famine_et_ordre.html#attente-famine-interblocage'],
  ['emetteur oublie', 'pieges/emetteur_oublie.html'],
  ["l'émetteur oublié", 'pieges/emetteur_oublie.html'],
  ['WaitGroup', 'synchronisation/waitgroup.html'],
  ['sync.WaitGroup', 'synchronisation/waitgroup.html'],
  ['trois façons d’attendre', 'synchronisation/waitgroup.html#trois-façons-dattendre'],
  ['select', 'synchronisation/select.html'],
  ['boucle select', 'synchronisation/select_boucle.html'],
  ['ne pas attendre', 'synchronisation/select_boucle.html#ne-pas-attendre'],
  ['deadlock', 'annexes/glossaire.html#interblocage-deadlock'],
  ['channel', 'annexes/glossaire.html#canal-channel'],
  ['close', 'annexes/glossaire.html#fermer-close-disconnect'],
  ['fermer un canal', 'synchronisation/producteur_consommateur.html#fermer'],
  ['plusieurs producteurs', 'synchronisation/producteur_consommateur.html#plusieurs-producteurs'],
  ['fil à portée', 'introduction/fils_a_portee.html'],
  ['thread::scope', 'introduction/fils_a_portee.html'],
  ['parallelisme', 'introduction/concurrence_et_parallelisme.html'],
  ['accès concurrents', 'synchronisation/acces_concurrents.html'],
  ['go run -race', 'synchronisation/acces_concurrents.html#ce-que-devient-go-run--race'],
  ['move', 'introduction/premier_fil.html#donner-des-données--move'],
  ['panique', 'introduction/premier_fil.html#quand-le-fil-panique'],
  ['Send', 'introduction/send_et_sync.html'],
  ['philosophe', 'pieges/philosophes.html'],
  ['réveil perdu', 'pieges/reveil_perdu.html'],
  ['atomiques', 'partager/atomiques.html'],
  ['"avec un atomique"', 'pieges/mise_a_jour_perdue.html#avec-un-atomique'],
  ['entrelacements', 'pieges/explorer.html#un-entrelacement'],
  ['crossbeam', 'synchronisation/index.html#pourquoi-crossbeam-'],
  ['paquet sync', 'annexes/correspondance.html#le-paquet-sync'],
];

/**
 * Une page trouvée, telle qu'elle est montrée.
 *
 * @typedef {object} Found
 * @property {string} chapter
 * @property {string} title
 * @property {string} address depuis la racine du livre
 * @property {{title: string, address: string}[]} sections
 * @property {string[]} marks les mots mis en valeur
 */

/**
 * Ouvre la recherche de la page présente.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function open(page) {
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toBeFocused();
}

/**
 * Pose une question dans la recherche ouverte ; rend ce qu'elle montre, une fois
 * le nombre de pages annoncé.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} question
 * @param {string} root l'adresse du livre
 * @returns {Promise<Found[]>}
 */
export async function find(page, question, root) {
  await page.locator('#search-field').fill(question);
  await expect(page.locator('#search-status')).toContainText(`« ${question} »`);
  const found = await page.locator('.search-page').evaluateAll((pages) =>
    pages.map((p) => {
      const link = (/** @type {Element} */ e) => {
        const a = /** @type {HTMLAnchorElement} */ (e.querySelector('a'));
        return { title: a.textContent ?? '', address: a.href };
      };
      return {
        chapter: p.querySelector('.search-chapter')?.textContent ?? '',
        ...link(p),
        sections: [...p.querySelectorAll('.search-sections > li')].map(link),
        marks: [...p.querySelectorAll('mark')].map((m) => m.textContent ?? ''),
      };
    }),
  );
  const relative = (/** @type {string} */ url) => {
    expect(url.startsWith(root), `${url} sort du livre`).toBe(true);
    return decodeURIComponent(url.slice(root.length));
  };
  return found.map((t) => ({
    ...t,
    address: relative(t.address),
    sections: t.sections.map((s) => ({ ...s, address: relative(s.address) })),
  }));
}

/**
 * Les adresses, page et sections, des trois premières pages trouvées.
 *
 * @param {Found[]} found
 */
export function first(found) {
  return found.slice(0, 3).flatMap((t) => [t.address, ...t.sections.map((s) => s.address)]);
}
