// @ts-check
'use strict';

/*
 * <listing-repair> : « Réparez-le », au bas d'une page de pièges. Le programme fautif
 * est dans un éditeur ; le but est atteint quand aucune exécution de la version du
 * lecteur ne finit mal et que le problème est toujours là : voir repair-judge.js.
 *
 * Sans le serveur du livre, seules les versions qu'il a déjà explorées sont jugées :
 * la fautive, la réparée, les variantes du programme. Avec lui, toutes :
 * `workshop/repair.js`.
 *
 * Seules les pages de pièges l'ont, avant les scripts de toutes les pages : il attend
 * ceux-ci.
 */
addEventListener('DOMContentLoaded', function repairs() {
    const { element, button } = course;
    const progress = window.courseProgress;
    const SERVE = 'cargo xtask serve';

    /**
     * Un graphe du livre.
     * @param {string} url
     * @param {string} id
     */
    async function loaded(url, id) {
        await window.courseExplorer?.load(url);
        const graph = window.courseGraphs?.[id];
        if (!graph) {
            throw new Error(`${url} ne se charge pas`);
        }
        return graph;
    }

    /** Le programme d'une figure, et son graphe, par son élément. @param {string} id */
    function figureOf(id) {
        const stepper = /** @type {HTMLElement | null} */ (document.querySelector(`listing-stepper[data-id="${CSS.escape(id)}"]`));
        const figure = stepper?.closest('figure');
        return { figure, url: stepper?.dataset.graph ?? `genere/graphes/${id}.js` };
    }

    /** @param {string} text aux commentaires et à la mise en page près */
    const tokens = text => window.courseTokens?.(text).join('\0') ?? text.trim();

    /**
     * @param {HTMLElement} root
     * @param {string} id
     * @param {RepairData} trap
     */
    function repair(root, id, trap) {
        const { source, title } = trap;
        const name = id.split('/').pop() ?? id;
        const kept = course.kept(`repair ${name}`, course.string, { what: 'votre réparation' });
        const { url } = figureOf(id);
        /** @type {AbortController | null} */
        let request = null;

        /** @type {CodeEditor | undefined} */
        const editor = window.courseEditor?.({
            name: `«\u00a0${title}\u00a0», à réparer`,
            help: `repair-help-${name}`,
            input(text) {
                editor?.mark([]);
                if (editor) {
                    editor.text = text;
                }
                kept.set(text === source ? null : text);
                restart.disabled = text === source;
            },
            submit: () => check(),
        });
        if (!editor) {
            return;
        }
        const send = button('Vérifier la réparation', () => check(), { class: 'button-quiet repair-check' });
        const restart = button('Repartir du programme fautif', () => {
            write(source);
            kept.set(null);
            result.replaceChildren();
            editor.area.focus({ preventScroll: true });
        }, { class: 'button-quiet' });
        const result = element('div', { class: 'repair-result', role: 'status' });
        const help = element('p', { class: 'repair-help', id: `repair-help-${name}` },
            window.courseRepairServer ? 'Ctrl+Entrée vérifie.' : 'Ctrl+Entrée vérifie. Sans le serveur du livre, seules les réparations qu\'il connaît sont jugées\u00a0; ',
            ...(window.courseRepairServer ? [] : [element('code', {}, SERVE), ' les juge toutes.']));
        const star = element('p', { class: 'repair-done' }, '★ Réparé');
        editor.isOpen = true;
        root.querySelector('.repair-plain')?.remove();
        root.append(editor.view, element('p', { class: 'repair-actions' }, send, restart, star), help, result);

        /** @param {string} text */
        function write(text) {
            editor?.mark([]);
            if (editor) {
                editor.text = text;
            }
            restart.disabled = text === source;
        }

        function done() {
            star.hidden = !progress?.has('repair', id);
        }

        /** @param {string} state @param {(Node | string)[]} parts */
        function say(state, ...parts) {
            result.dataset.state = state;
            result.replaceChildren(...parts.map(part => (typeof part === 'string' ? element('p', {}, part) : part)));
        }

        /** Le graphe d'une version que le livre a explorée, s'il la connaît. @param {string} text */
        async function known(text) {
            const typed = tokens(text);
            if (typed === tokens(source)) {
                return loaded(url, id);
            }
            if (typed === tokens(trap.solution)) {
                return loaded(figureOf(trap.repaired).url, trap.repaired);
            }
            /** @type {KnownVariants | null | undefined} */
            const shown = figureOf(id).figure?.querySelector('listing-variants');
            const same = shown?.variants?.find(variant => tokens(variant.text) === typed);
            return same ? same.graph() : null;
        }

        async function check() {
            if (request) {
                request.abort();
                return;
            }
            const text = editor?.text ?? '';
            request = new AbortController();
            send.textContent = 'Annuler';
            say('busy', 'Exploration…');
            try {
                const server = window.courseRepairServer;
                const graph = await known(text) ?? await server?.explore(text, request.signal, said => say('busy', said));
                if (!graph) {
                    say('unknown', element('p', {}, 'Le livre n\'a pas exploré cette version. Pour la faire juger, lancez ',
                        element('code', {}, SERVE), ' dans le dossier du livre et ouvrez la page là.'));
                    return;
                }
                judge(graph, text);
            } catch (error) {
                refused(error);
            } finally {
                request = null;
                send.textContent = 'Vérifier la réparation';
            }
        }

        /** @param {StepperDocument} graph @param {string} text */
        function judge(graph, text) {
            const verdict = window.courseRepairJudge?.(graph, trap);
            if (!verdict) {
                return;
            }
            if (verdict.state === 'repaired') {
                progress?.mark('repair', id);
                done();
            }
            const signs = { repaired: '★ ', failing: '✗ ', idle: '◐ ', incomplete: '… ' };
            const options = { source: text, title: `${title}, votre version` };
            /** @type {Node[]} */
            const parts = [element('p', { class: 'repair-verdict' }, element('span', { 'aria-hidden': 'true' }, signs[verdict.state]), verdict.text)];
            if (verdict.outcome >= 0 && window.courseExplorer) {
                const count = graph.outcomes[verdict.outcome].schedule.length;
                const show = button(`Montrer ce chemin, le plus court\u00a0: ${count} ${course.plural(count, 'étape')}`, () =>
                    window.courseExplorer?.show(graph, { ...options, opener: show, outcome: verdict.outcome }), { class: 'button-quiet' });
                parts.push(element('p', {}, show));
            }
            const list = window.courseOutcomes?.list(graph, options);
            if (list) {
                parts.push(element('details', {}, element('summary', {}, 'Toutes les issues de votre version'), list));
            }
            say(verdict.state, ...parts);
        }

        /** @param {unknown} error */
        function refused(error) {
            if (error instanceof Error && error.name === 'AbortError') {
                say('stopped', 'Exploration annulée.');
                return;
            }
            const { message, lines = [], rustc } = /** @type {WorkshopRefusal} */ (error);
            editor?.mark(lines);
            say('refused', `✗ ${message}`, ...(lines.length ? [element('ul', {}, ...lines.map(({ line, message: said }) =>
                element('li', {}, button(`ligne ${line}`, () => editor?.reveal(line), { class: 'repair-line' }), `\u00a0: ${said}`)))] : []),
            ...(rustc ? [element('pre', { tabindex: 0, role: 'group', 'aria-label': 'Ce que dit rustc' }, element('code', {}, rustc))] : []));
        }

        write(kept.get() ?? source);
        kept.watch(() => {
            if (document.activeElement !== editor.area) {
                write(kept.get() ?? source);
            }
        });
        document.addEventListener('course-progress', done);
        done();
    }

    if (/\/print(\.html)?$/.test(location.pathname)) {
        return;
    }
    for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('listing-repair'))) {
        const trap = course.json(root.dataset.repair ?? '');
        if (trap !== null) {
            repair(root, root.dataset.id ?? '', /** @type {RepairData} */ (trap));
        }
    }
});
