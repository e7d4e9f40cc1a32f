// @ts-check
'use strict';

/*
 * Le graphe d'un programme : ses états, ses étapes, ses issues, tels que les
 * décrit `outils/recit/src/graph.rs`.
 *
 * Un moment d'une exécution s'écrit `<faits>.<à venir>`, une étape par
 * caractère : son rang, en base 36, parmi celles que l'état permet. « @2 »
 * désigne le départ, le plus court chemin vers l'issue de rang 2 à venir.
 */

/**
 * @typedef {{name: string, line: number, text: string, reason: string, ended: boolean}} ThreadView
 * @typedef {Omit<GraphEvent, 'thread' | 'line' | 'peer'> & {rank: number, from: number, to: number, thread: string,
 *   line: number, peer: string}} Edge
 * @typedef {{path: number[], at: number}} Moment
 */

class Graph {
    /** @param {StepperDocument} data */
    constructor(data) {
        this.data = data;
        /** @type {number[][]} les étapes possibles de chaque état */
        this.out = data.states.map(() => []);
        data.edges.forEach((e, i) => this.out[e[0]].push(i));
        /** @type {string[]} les fils, dans l'ordre où ils apparaissent */
        this.names = [...new Set(data.threads.map(t => t.name))];
        const wanted = this.names.map(name => (name === 'main' ? 'M' : /^fil (\d)$/.exec(name)?.[1]));
        const free = [...'123456789ABCDEFGHIJKLNOPQRSTUVWXYZ'].filter(c => !wanted.includes(c));
        /** @type {string[]} leur pastille, qui est aussi leur touche */
        this.labels = wanted.map(label => label ?? free.shift() ?? '?');
    }

    /** @param {number} rank @returns {Edge} */
    edge(rank) {
        const [from, to, event] = this.data.edges[rank];
        const { thread = '', line = 0, peer, ...rest } = this.data.events[event];
        return { ...rest, rank, from, to, thread, line, peer: peer?.thread ?? '' };
    }

    /** @param {number} state @returns {ThreadView[]} */
    threads(state) {
        return this.data.states[state].t.map(rank => {
            const { name, line = 0, state: at, text, reason = '' } = this.data.threads[rank];
            return { name, line, text, reason, ended: at === 'ended' || at === 'panicked' };
        });
    }

    /** @param {number} state @returns {GraphObject[]} */
    objects(state) {
        return this.data.states[state].o.map(rank => this.data.objects[rank]);
    }

    /** @param {number} state @returns {string} */
    stdout(state) {
        return this.data.outputs[this.data.states[state].out];
    }

    /** Le rang de l'issue atteinte, ou -1. @param {number} state @returns {number} */
    outcome(state) {
        return this.data.states[state].end ?? this.data.outcomes.findIndex(o => o.state === state);
    }

    /** Ce qu'une étape change pour les fils. @param {number} rank @returns {string[]} */
    changes(rank) {
        const { from, to } = this.edge(rank);
        const before = this.threads(from);
        return this.threads(to).flatMap(now => {
            const old = before.find(t => t.name === now.name);
            const who = `« ${now.name} »`;
            return [
                old ? '' : `${who} démarre`,
                now.ended && !old?.ended ? `${who} : ${now.text}` : '',
                now.reason && !old?.reason ? `${who} attend : ${now.reason}` : '',
                old?.reason && !now.reason && !now.ended ? `${who} peut repartir` : '',
            ].filter(Boolean);
        });
    }

    /** @param {Moment} moment */
    encode({ path, at }) {
        const moves = path.map(rank => this.out[this.edge(rank).from].indexOf(rank).toString(36)).join('');
        return moves.slice(0, at) + (at < moves.length ? `.${moves.slice(at)}` : '');
    }

    /** @param {string} text @returns {Moment | null} `null` : impossible dans ce graphe */
    decode(text) {
        if (text[0] === '@') {
            const outcome = /^@\d+$/.test(text) && this.data.outcomes[Number(text.slice(1))];
            return outcome ? { path: [...outcome.schedule], at: 0 } : null;
        }
        let state = 0;
        const path = [];
        for (const move of text.replace('.', '')) {
            const rank = this.out[state][parseInt(move, 36)];
            if (rank === undefined) return null;
            path.push(rank);
            state = this.edge(rank).to;
        }
        return { path, at: text.split('.')[0].length };
    }
}
