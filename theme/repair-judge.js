// @ts-check
'use strict';

/*
 * Ce qui juge une réparation : le graphe de la version du lecteur, et ce qu'elle
 * doit garder, d'après `listings/**` et `outils/mdbook-cours/src/program/repair.rs`.
 *
 * Elle est réparée si toutes ses exécutions ont été suivies, que toutes finissent
 * bien, n'affichent que ce qui est voulu, et que le problème est encore là : sans
 * fils, ou sans les opérations du piège, il n'y a plus rien à réparer. Une exploration
 * incomplète ne prouve jamais une réparation ; la faute qu'elle a vue en est une.
 */
(function repairJudge() {
    /** @type {Record<string, string>} */
    const BAD = {
        deadlock: 'peut encore se bloquer',
        livelock: 'peut encore tourner sans fin',
        panic: 'peut paniquer',
        error: 'peut finir sur une erreur',
        abort: "peut s'arrêter brutalement",
        exit: 'a un fil qui peut paniquer',
    };
    const LOCKS = ['mutex', 'poisoned_mutex', 'read_lock', 'write_lock'];

    /** Un texte affiché, en une ligne. @param {string} text */
    const quoted = text => (text.trim() ? `« ${text.trim().replace(/\n/g, ' ⏎ ')} »` : 'rien');

    /**
     * Le plus de fils en vie à la fois, parmi ceux-là.
     * @param {StepperDocument} graph
     * @param {(name: string) => boolean} wanted
     */
    const together = (graph, wanted) => Math.max(0, ...graph.states.map(({ t }) => t.filter(rank => {
        const { name, state } = graph.threads[rank];
        return state !== 'ended' && state !== 'panicked' && wanted(name);
    }).length));

    /**
     * Les fils qui font ce geste, d'un bout ou de l'autre d'un rendez-vous.
     * @param {StepperDocument} graph
     * @param {RepairKeep} keep
     */
    function performers(graph, { kinds, patient }) {
        const names = new Set();
        for (const { kind, thread, wait, outcome, peer } of graph.events) {
            if (typeof outcome === 'string' && outcome !== 'done') {
                continue; // elle n'a pas eu lieu
            }
            if (kinds.includes(kind) && !(patient && wait)) {
                names.add(thread);
            }
            if (peer && kinds.includes(kind === 'send' ? 'receive' : 'send')) {
                names.add(peer.thread);
            }
        }
        return names;
    }

    /** Le plus de verrous que ce fil tient à la fois. @param {StepperDocument} graph @param {string} name */
    const held = (graph, name) => Math.max(0, ...graph.states.map(({ o }) => o.filter(rank =>
        LOCKS.includes(graph.objects[rank].kind) && graph.objects[rank].threads?.includes(name)).length));

    /**
     * Ce qui manque du problème, s'il en manque.
     * @param {StepperDocument} graph
     * @param {RepairData} trap
     */
    function missing(graph, { keeps }) {
        const keep = keeps.find(one => {
            const names = performers(graph, one);
            return together(graph, name => names.has(name) && held(graph, name) >= (one.held ?? 0)) < one.threads;
        });
        if (!keep) {
            return '';
        }
        const alone = together(graph, () => true) <= 1 && keeps.some(({ threads }) => threads > 1);
        return `${alone ? 'Il ne reste qu\'un fil. ' : ''}${keep.otherwise}`;
    }

    /** @type {NonNullable<Window['courseRepairJudge']>} */
    const judge = (graph, trap) => {
        const { outcomes, complete, events } = graph;
        /** Le rang de l'issue la plus proche parmi celles-là, ou -1. @param {(outcome: GraphOutcome) => boolean} wanted */
        const nearest = wanted => outcomes.reduce((best, outcome, rank) => (wanted(outcome)
            && (best < 0 || outcome.schedule.length < outcomes[best].schedule.length) ? rank : best), -1);
        const bad = nearest(({ kind, panicked }) => kind !== 'bound' && (kind !== 'exit' || panicked.length > 0));
        if (bad >= 0) {
            const pause = events.some(({ kind }) => kind === 'sleep')
                ? ' Une pause rend cette exécution plus rare ; elle ne l\'empêche pas.' : '';
            return { state: 'failing', outcome: bad, text: `Pas encore : il ${BAD[outcomes[bad].kind]}.${pause}` };
        }
        const wrong = nearest(({ kind, stdout }) => kind === 'exit' && !trap.wanted.includes(stdout));
        const lost = complete ? missing(graph, trap) : '';
        if (lost) {
            return { state: 'idle', outcome: -1, text: `Plus rien ne va mal, mais le problème a disparu avec le défaut. ${lost}` };
        }
        if (wrong >= 0) {
            return { state: 'failing', outcome: wrong, text: `Pas encore : il peut afficher ${quoted(outcomes[wrong].stdout)}, et ce n'est pas ce qui est voulu.` };
        }
        if (!complete) {
            return { state: 'incomplete', outcome: -1, text: 'Aucune faute trouvée, mais l\'exploration est incomplète : rien n\'est prouvé. Réduisez le programme.' };
        }
        return { state: 'repaired', outcome: -1, text: 'Réparé : toutes les exécutions finissent bien, et affichent ce qui est voulu. C\'est prouvé.' };
    };
    window.courseRepairJudge = judge;
})();
