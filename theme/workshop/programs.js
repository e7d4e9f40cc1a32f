// @ts-check
'use strict';

/*
 * Les programmes de la page à l'atelier : « Exécuter » les lance sur la machine du
 * lecteur, « Explorer ma version » suit toutes leurs exécutions. `run.js` donne ici
 * chaque programme de la page.
 */
(function programsAtWorkshop() {
    /** Ce qu'on affiche d'une sortie, en caractères. */
    const MAX_OUTPUT = 20_000;
    /** Ce qui fait dépendre un programme du temps. */
    const DELAYS = /\b(after|at|tick|sleep|recv_timeout|send_timeout|wait_timeout|wait_timeout_while|park_timeout|Duration|Instant)\b/;

    const ICON = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 1.5v13M8 1.5v3M8 11.5v3M13 1.5v13M3 8h2.6M10.4 8H13"/><circle cx="8" cy="8" r="2.4"/></svg>';
    const STOP = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4h8v8H4z" fill="currentColor" stroke="none"/></svg>';

    /** @param {Element} target @param {string} icon @param {string} text */
    function dress(target, icon, text) {
        target.innerHTML = icon;
        target.append(course.element('span', { class: 'label' }, text));
        target.setAttribute('title', text);
    }

    /** @param {string} text */
    const note = text => course.element('p', { class: 'run-where' }, text);

    /** Une exécution : ce que le programme écrit, à mesure. */
    class Output {
        /** Sa sortie standard. */
        stdout = '';
        length = 0;
        code = course.element('code');
        pre = course.element('pre', { class: 'run-output', tabindex: 0, role: 'group', 'aria-label': 'Sortie' }, this.code);

        /** @param {'stdout' | 'stderr'} kind @param {string} text */
        add(kind, text) {
            this.stdout += kind === 'stdout' ? text : '';
            const room = MAX_OUTPUT - this.length;
            this.length += text.length;
            const shown = text.length > room && room >= 0 ? `${text.slice(0, room)}\n… (la suite est coupée)` : text.slice(0, Math.max(room, 0));
            this.code.append(kind === 'stderr' ? course.element('span', { class: 'run-stderr' }, shown) : shown);
        }
    }

    /** Un programme, et l'atelier. */
    class Bench {
        /** @param {PageProgram} program */
        constructor(program) {
            this.program = program;
            this.workshop = /** @type {Workshop} */ (window.courseWorkshop);
            this.ordered = false;
            this.button = course.button('', () => (this.exploring ? program.stop() : this.explore()), { class: 'explore' });
            this.setExploring(false);
        }

        /** @param {boolean} exploring */
        setExploring(exploring) {
            this.exploring = exploring;
            dress(this.button, exploring ? STOP : ICON, exploring ? 'Annuler' : 'Explorer ma version');
        }

        /** @param {AbortController} request */
        async run(request) {
            const { signal } = request;
            const { program } = this;
            const output = new Output();
            const where = note("Ce programme s'exécute sur votre machine, avec vos droits.");
            program.markLines([]);
            program.say('Compilation…', where);
            program.result.ariaBusy = 'true'; // un lecteur d'écran attend la fin
            try {
                const { status, message } = await this.workshop.run(program.current, {
                    signal,
                    progress: text => program.tell(`${text}…`),
                    tell: event => {
                        if (event.kind === 'start') {
                            program.say('Exécution…', output.pre, where);
                        } else {
                            output.add(event.kind, event.text);
                        }
                    },
                });
                signal.throwIfAborted();
                if (output.length === 0) {
                    output.code.textContent = '(aucune sortie)';
                }
                program.say(`${message} ${program.verdict(status, output.stdout)}`.trim(), output.pre, where);
            } catch (error) {
                this.failed(error, request, 'Exécution arrêtée.', output.length > 0 ? [output.pre] : []);
            } finally {
                program.result.ariaBusy = null;
            }
        }

        async explore() {
            const { program } = this;
            await program.during(exploring => this.setExploring(exploring), async request => {
                const { signal } = request;
                program.markLines([]);
                program.say('Exploration…');
                const text = program.current;
                try {
                    const graph = await this.workshop.explore(text, {
                        ordered: this.ordered,
                        constants: program.reducedConstants(),
                        signal,
                        progress: said => program.tell(`${said}…`),
                    });
                    signal.throwIfAborted();
                    this.show(graph, text);
                } catch (error) {
                    this.failed(error, request, 'Exploration annulée.', []);
                }
            });
        }

        /** @param {GraphDocument} graph @param {string} source */
        show(graph, source) {
            const { program } = this;
            const title = !program.isOriginal() ? `Votre version\u00a0: ${program.title}` : program.title;
            const options = { source, title, opener: this.button };
            const list = window.courseOutcomes?.list(graph, options);
            program.say(!program.isOriginal() ? 'Votre version, explorée sur votre machine.' : 'Ce programme, exploré sur votre machine.',
                ...(list ? [list] : []), ...this.delays(graph, source));
            if (graph.complete) {
                window.courseExplorer?.show(graph, options);
            }
        }

        /** Le choix du temps, si le programme en dépend. @param {GraphDocument} graph @param {string} source */
        delays({ time }, source) {
            if (!DELAYS.test(source)) {
                return [];
            }
            const choice = (/** @type {boolean} */ ordered, /** @type {string} */ text) => course.button(text, () => {
                this.ordered = ordered;
                this.explore();
            }, { 'aria-pressed': String((time === 'ordered') === ordered) });
            return [course.element('div', { class: 'time-choice', role: 'group', 'aria-label': 'Le temps' },
                choice(false, "Les délais expirent n'importe quand"), choice(true, 'Temps ordonné'))];
        }

        /**
         * Dit pourquoi rien n'est venu.
         * @param {unknown} error
         * @param {AbortController} request
         * @param {string} stopped ce qui est dit si le lecteur l'a voulu
         * @param {HTMLElement[]} rest
         */
        failed(error, request, stopped, rest) {
            const { program } = this;
            if (program.request !== request) {
                return; // une autre demande l'a remplacée
            }
            if (request.signal.aborted) {
                program.say(stopped, ...rest);
                return;
            }
            const refusal = /** @type {Partial<WorkshopRefusal> & Error} */ (error);
            const lines = refusal.lines ?? [];
            program.markLines(lines);
            const said = refusal.rustc !== undefined && lines.length > 0 ? program.refusedByCompiler() : refusal.message;
            program.say(said, ...rest, ...(lines.length > 0 ? [this.lineList(lines, refusal.rustc !== undefined)] : []),
                ...(refusal.rustc ? [course.element('pre', { class: 'run-output', tabindex: 0, role: 'group', 'aria-label': 'Le message de rustc', lang: 'en' },
                    course.element('code', {}, refusal.rustc))] : []));
        }

        /** Ce qui est reproché à chaque ligne. @param {LineMessage[]} lines @param {boolean} english */
        lineList(lines, english) {
            return course.element('ul', { class: 'refused-lines' }, ...lines.map(({ line, message }) => course.element('li', {},
                course.button(`Ligne ${line}`, () => this.program.goTo(line), { 'aria-label': `Aller à la ligne ${line}` }), ' ',
                course.element('span', english ? { lang: 'en' } : {}, message))));
        }
    }

    window.courseBench = program => new Bench(program);
})();
