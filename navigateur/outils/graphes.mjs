// @ts-check
// Les graphes des listings, lus dans le dépôt et non dans le livre construit, et
// ce que l'explorateur doit montrer de chacun de leurs états.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages } from './livre.mjs';
import { livre } from './serveur.mjs';

const RACINE = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Un programme exploré, et la page qui le montre.
 *
 * @typedef {object} Programme
 * @property {string} id
 * @property {string} page
 * @property {any} graphe
 */

/** @returns {Programme[]} */
export function programmes() {
  return pages().flatMap((page) => {
    const html = fs.readFileSync(path.join(livre(), page), 'utf8');
    return [...html.matchAll(/<listing-stepper[^>]* data-id="([^"]+)"/g)].map(([, id]) => ({
      id,
      page,
      graphe: JSON.parse(fs.readFileSync(path.join(RACINE, `listings/${id}.graphe.json`), 'utf8')),
    }));
  });
}

/** Le texte tel qu'il paraît : sans accents graves, espaces ordinaires. @param {string} texte */
export const lisible = (texte) => texte.replaceAll('`', '').replace(/[\u00a0\u202f\s]+/g, ' ').trim();

/**
 * Ce qu'un état doit montrer.
 *
 * @param {any} graphe
 * @param {number} rang
 */
export function attendu(graphe, rang) {
  const { outputs, threads, objects, states, edges, outcomes } = graphe;
  const etat = states[rang];
  const fin = etat.end ?? outcomes.findIndex((/** @type {any} */ o) => o.state === rang);
  const fini = fin >= 0 && ['exit', 'panic'].includes(outcomes[fin].kind);
  const fils = etat.t.map((/** @type {number} */ t) => {
    const { name, line = 0, text, reason = '' } = threads[t];
    return { nom: name, ligne: line, operation: lisible(text), attente: fini ? '' : lisible(reason) };
  });
  return {
    fils,
    etapes: edges.flatMap((/** @type {any[]} */ e, /** @type {number} */ i) => (e[0] === rang ? [i] : [])),
    objets: etat.o.map((/** @type {number} */ o) => ({
      nom: lisible(objects[o].name),
      sorte: objects[o].label,
      valeurs: (objects[o].values ?? []).map(lisible),
      fils: objects[o].threads ?? [],
      // Les bouts d'un minuteur ne regardent que lui.
      nombres: [...(objects[o].kind === 'channel' ? [objects[o].senders, objects[o].receivers] : []), objects[o].count].filter((n) => n > 0),
    })),
    affiche: outputs[etat.out],
    fin,
  };
}

/** L'étape d'une transition. @param {any} graphe @param {number} rang */
export const evenement = (graphe, rang) => graphe.events[graphe.edges[rang][2]];

/**
 * Un plus court chemin vers un état qui convient, en rangs d'étapes.
 *
 * @param {any} graphe
 * @param {(etat: number) => boolean} convient
 * @returns {number[]}
 */
export function chemin(graphe, convient) {
  /** @type {Map<number, number[]>} */
  const vus = new Map([[0, []]]);
  for (const [etat, fait] of vus) {
    if (convient(etat)) return fait;
    graphe.edges.forEach((/** @type {any[]} */ e, /** @type {number} */ i) => {
      if (e[0] === etat && !vus.has(e[1])) vus.set(e[1], [...fait, i]);
    });
  }
  throw new Error('aucun état ne convient');
}

/**
 * Deux fils, deux verrous, un interblocage : un programme qui n'est pas un
 * listing, avec le seul document de l'explorateur.
 */
export const AILLEURS = {
  program: 'essai',
  source: 'fn main() {\n    let a = verrou();\n    let b = verrou();\n}\n',
  complete: true,
  events: [
    { thread: 'main', line: 2, kind: 'lock', object: { id: 0, name: 'a' }, text: 'prendre le verrou `a`' },
    { thread: 'fil 1', line: 3, kind: 'lock', object: { id: 1, name: 'b' }, text: 'prendre le verrou `b`' },
    { kind: 'time_passes', text: "le temps passe jusqu'à la prochaine échéance" },
  ],
  threads: [
    { name: 'main', line: 2, state: 'ready', text: 'prendre le verrou `a`' },
    { name: 'fil 1', line: 3, state: 'ready', text: 'prendre le verrou `b`' },
    { name: 'main', line: 3, state: 'waiting', text: 'prendre le verrou `b`', reason: '« fil 1 » le tient' },
    { name: 'fil 1', line: 2, state: 'waiting', text: 'prendre le verrou `a`', reason: '« main » le tient' },
    { name: 'main', line: 3, state: 'ready', text: 'prendre le verrou `b`' },
  ],
  objects: [
    { name: '`a`', kind: 'mutex', label: 'verrou', line: 2 }, { name: '`a`', kind: 'mutex', label: 'verrou', line: 2, threads: ['main'] },
    { name: '`b`', kind: 'mutex', label: 'verrou', line: 3 }, { name: '`b`', kind: 'mutex', label: 'verrou', line: 3, threads: ['fil 1'] },
  ],
  outputs: [''],
  states: [{ t: [0, 1], o: [0, 2], out: 0 }, { t: [4, 1], o: [1, 2], out: 0 }, { t: [2, 3], o: [1, 3], out: 0, end: 0 }],
  edges: [[0, 1, 0], [1, 2, 1], [1, 1, 2]],
  outcomes: [{
    kind: 'deadlock', label: '⊘ Interblocage', noun: "l'interblocage", stdout: '', panicked: [], paths: null, state: 2, schedule: [0, 1],
    blocked: [
      { thread: 'main', line: 3, operation: 'prendre le verrou `b`', reason: '« fil 1 » le tient' },
      { thread: 'fil 1', line: 2, operation: 'prendre le verrou `a`', reason: '« main » le tient' },
    ],
  }],
};
