// @ts-check
'use strict';

/*
 * Les issues d'un graphe, en une liste : ce qui est affiché, comment le programme
 * finit, qui est bloqué, et un bouton qui y mène pas à pas. Une exploration
 * incomplète n'affirme rien de ce qu'elle n'a pas vu.
 */
(function outcomesOfGraphs() {
    const { element, plural } = course;

    /** Ce qui a arrêté une exploration. @type {Record<string, string>} */
    const STOPS = {
        states: "trop d'états",
        steps: 'une exécution trop longue',
        time: 'trop de temps',
        memory: 'trop de mémoire',
        interrupted: 'elle a été interrompue',
    };

    /** @param {string} digits « 5775 » */
    const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, '\u202f');

    /** Une phrase du graphe : son code entre accents graves. @param {string} text */
    const rich = text => text.split('`').map((part, i) => (i % 2 ? element('code', {}, part)
        : part.replace(/« | (?=[»:;!?])/g, space => `${space.trim()}\u00a0`)));

    /** @param {StepperDocument} graph */
    function verdict({ outcomes, complete, stopped, counts }) {
        const many = outcomes.length;
        if (!complete) {
            const why = STOPS[stopped ?? ''] ?? 'une borne est atteinte';
            return `Exploration incomplète\u00a0: ${why}. ${many} ${plural(many, 'issue trouvée')}, d'autres peuvent exister.`;
        }
        const what = many === 1 ? 'Une seule issue possible, prouvée' : `${many} issues possibles, prouvées`;
        if (!counts) {
            return `${what}.`;
        }
        return counts.paths === '1' ? `${what}\u00a0: une seule exécution.`
            : counts.paths === null ? `${what} sur des exécutions sans nombre\u00a0: une boucle y tourne.`
                : `${what} sur ${grouped(counts.paths)} exécutions.`;
    }

    /**
     * @param {StepperDocument} graph
     * @param {number} rank
     * @param {ShownGraph} options
     */
    function item(graph, rank, options) {
        const { kind, label, stdout, panicked, blocked, schedule } = graph.outcomes[rank];
        const notes = [
            ...panicked.map(p => `panique de « ${p.thread} », ligne ${p.line} : ${p.message}`),
            ...blocked.map(b => `« ${b.thread} », ligne ${b.line} : ${b.operation}${b.reason && ` (${b.reason})`}`),
        ];
        const steps = `${schedule.length} ${plural(schedule.length, 'étape')}`;
        const show = course.button('Montrer', () => window.courseExplorer?.show(graph, { ...options, opener: show, outcome: rank }), {
            'aria-label': `Montrer l'issue ${rank + 1}, en ${steps}`,
        });
        return element('li', { 'data-kind': kind },
            element('p', {}, element('b', {}, label), ' ', element('small', {}, steps), ' ', ...(window.courseExplorer ? [show] : [])),
            element('pre', {}, element('code', {}, stdout.replace(/\n$/, '') || '(rien)')),
            ...notes.map(note => element('p', { class: 'outcome-note' }, ...rich(note))));
    }

    window.courseOutcomes = {
        verdict,
        list: (graph, options = {}) => element('div', { class: 'outcomes', 'data-complete': String(graph.complete) },
            element('p', { class: 'outcomes-verdict' }, verdict(graph)),
            element('ol', { class: 'outcomes-list' }, ...graph.outcomes.map((_, rank) => item(graph, rank, options)))),
    };
})();
