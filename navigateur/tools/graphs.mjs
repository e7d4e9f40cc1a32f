// @ts-check
// Les graphes des listings, lus dans le dépôt et non dans le livre construit, et
// ce que l'explorateur doit montrer de chacun de leurs états.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages } from './book.mjs';
import { book } from './server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Un programme exploré, et la page qui le montre.
 *
 * @typedef {object} Program
 * @property {string} id
 * @property {string} page
 * @property {GraphDocument} graph
 */

/** @returns {Program[]} */
export function programs() {
  return pages().flatMap((page) => {
    const html = fs.readFileSync(path.join(book(), page), 'utf8');
    return [...html.matchAll(/<listing-stepper[^>]* data-id="([^"]+)"/g)].map(([, id]) => ({
      id,
      page,
      graph: JSON.parse(fs.readFileSync(path.join(ROOT, `listings/${id}.graphe.json`), 'utf8')),
    }));
  });
}

/** Le texte tel qu'il paraît : sans accents graves, espaces ordinaires. @param {string} text */
export const readable = (text) => text.replaceAll('`', '').replace(/[\u00a0\u202f\s]+/g, ' ').trim();

/**
 * Ce qu'un état doit montrer.
 *
 * @param {GraphDocument} graph
 * @param {number} rank
 */
export function expected(graph, rank) {
  const { outputs, objects, states, edges, outcomes } = graph;
  const state = states[rank];
  const end = state.end ?? outcomes.findIndex((o) => o.state === rank);
  const finished = end >= 0 && ['exit', 'panic'].includes(outcomes[end].kind);
  const threads = state.t.map((t) => {
    const { name, line = 0, text, reason = '' } = graph.threads[t];
    return { name: name, line: line, operation: readable(text), wait: finished ? '' : readable(reason) };
  });
  return {
    threads,
    steps: edges.flatMap((e, i) => (e[0] === rank ? [i] : [])),
    objects: state.o.map((o) => ({
      name: readable(objects[o].name),
      kind: objects[o].label,
      values: (objects[o].values ?? []).map(readable),
      threads: objects[o].threads ?? [],
      // Les bouts d'un minuteur ne regardent que lui.
      numbers: [...(objects[o].kind === 'channel' ? [objects[o].senders, objects[o].receivers] : []), objects[o].count].flatMap((n) => n || []),
    })),
    shown: outputs[state.out],
    end,
  };
}

/** L'étape d'une transition. @param {GraphDocument} graph @param {number} rank */
export const eventOf = (graph, rank) => graph.events[graph.edges[rank][2]];

/**
 * Un plus court chemin vers un état qui convient, en rangs d'étapes.
 *
 * @param {GraphDocument} graph
 * @param {(state: number) => boolean} fits
 * @returns {number[]}
 */
export function pathTo(graph, fits) {
  /** @type {Map<number, number[]>} */
  const visited = new Map([[0, []]]);
  for (const [state, done] of visited) {
    if (fits(state)) return done;
    graph.edges.forEach((e, i) => {
      if (e[0] === state && !visited.has(e[1])) visited.set(e[1], [...done, i]);
    });
  }
  throw new Error('aucun état ne convient');
}

/**
 * Deux fils, deux verrous, un interblocage : un programme qui n'est pas un
 * listing, avec le seul document de l'explorateur.
 *
 * @type {StepperDocument}
 */
export const ELSEWHERE = {
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
