// @ts-check
'use strict';

/*
 * La page d'un exercice, servie avec l'atelier : l'éditeur du fichier du lecteur, et
 * son juge, celui de `cargo xtask exercices`.
 *
 * Le fichier est sur le disque, et c'est lui qui vaut. La page dit de quelle version
 * elle part ; une version qu'elle n'a pas vue n'est jamais écrasée : les deux sont
 * alors offertes. Ce qui n'est pas enregistré reste dans le navigateur.
 */
// Les scripts de la page, dont il se sert, passent avant.
addEventListener('DOMContentLoaded', function exerciseOfReader() {
    const { courseWorkshop: found, courseEditor: createEditor } = window;
    if (!found) {
        return;
    }
    const workshop = found;
    const { element } = course;
    const ROOT = '/atelier/exercices';
    const HELP = 'desk-help';

    /** @param {unknown} value @returns {ExerciseStanding} */
    function standingOf(value) {
        const { resolu, dit } = course.fields(value);
        return { solved: resolu === true, word: course.string(dit) ?? '' };
    }

    // Les listes, s'il y en a dans cette page.
    if (window.courseExercises) {
        workshop.get(ROOT).then(async response => {
            /** @type {unknown} */
            const all = await response.json();
            const known = Array.isArray(all) ? all.map(item => [course.fields(item).nom, standingOf(course.fields(item).etat)]) : [];
            window.courseExercises?.(Object.fromEntries(known));
        }, () => {}); // sans nouvelles, la progression de la page reste
    }

    const desk = /** @type {HTMLElement | null} */ (document.querySelector('.desk'));
    if (!desk || !createEditor) {
        return;
    }

    /** Le fichier du lecteur. @typedef {{path: string, text: string, stamp: string, standing: ExerciseStanding}} ReaderFile */

    /** @param {unknown} value @returns {ReaderFile} */
    function fileOf(value) {
        const { fichier, texte, empreinte, etat } = course.fields(value);
        return {
            path: course.string(fichier) ?? '',
            // Comme le fait un <textarea>.
            text: (course.string(texte) ?? '').replace(/\r\n?/g, '\n'),
            stamp: course.string(empreinte) ?? '',
            standing: standingOf(etat),
        };
    }

    class Desk {
        /**
         * @param {HTMLElement} section
         * @param {NonNullable<Window['courseEditor']>} create
         */
        constructor(section, create) {
            this.section = section;
            this.name = section.dataset.exercise ?? '';
            this.address = `${ROOT}/${this.name}`;
            /** Ce qui n'est pas encore enregistré, et la version dont il part. */
            this.kept = course.kept(`exercise ${this.name}`, value => {
                const { text, stamp } = course.fields(value);
                return typeof text === 'string' && typeof stamp === 'string' ? { text, stamp } : null;
            }, { what: 'ce que vous écrivez ici' });
            /** Le fichier, tel que la page l'a vu en dernier. @type {ReaderFile} */
            this.disk = { path: '', text: '', stamp: '', standing: { solved: false, word: '' } };
            /** La version du disque que la page n'a pas vue. @type {ReaderFile | null} */
            this.other = null;
            this.text = '';
            /** Le texte que juge le verdict affiché. @type {string | null} */
            this.judged = null;
            /** @type {AbortController | null} */
            this.checking = null;

            this.editor = create({
                name: 'votre fichier',
                help: HELP,
                input: text => this.type(text),
                close: () => this.checkButton.focus(),
                submit: () => this.check(),
            });
            this.editor.isOpen = true;
            this.file = element('p', { class: 'desk-file' });
            this.frame = element('pre', { class: 'desk-editor' }, this.editor.view);
            this.checkButton = course.button('Vérifier', () => (this.checking ? this.checking.abort() : this.check()), { class: 'button' });
            const restart = course.eraser('Recommencer…', 'Recommencer cet exercice\u00a0?',
                'Le fichier de départ reprend sa place. Le vôtre est gardé à côté, dans « sauvegardes ».',
                () => this.restart(), { act: 'Recommencer', undo: 'Reprendre mon texte' });
            this.hint = course.button('Un indice', () => this.nextHint(), { class: 'button-quiet', hidden: true });
            this.status = element('p', { class: 'desk-status', role: 'status' });
            this.steps = element('ol', { class: 'desk-steps' });
            this.end = element('p', { class: 'desk-end', role: 'status' });
            this.conflict = this.createConflict();
            section.querySelector('.desk-offline')?.remove();
            section.append(
                this.file, this.conflict, this.frame,
                element('p', { class: 'desk-help', id: HELP },
                    "Tab sort de l'éditeur, Ctrl+Entrée vérifie. Ce programme s'exécute sur votre machine, avec vos droits."),
                element('div', { class: 'desk-actions' }, this.checkButton, ' ', restart.erase, ' ', restart.undo, ' ', this.hint),
                this.status, this.steps, this.end,
            );
        }

        // --- Le fichier ---

        /** Lit le disque : à l'ouverture, et chaque fois qu'il a pu changer. @param {boolean} [first] */
        async read(first = false) {
            try {
                const file = fileOf(await (await workshop.get(this.address)).json());
                if (first) {
                    this.open(file);
                } else if (!this.checking && file.stamp !== this.other?.stamp) {
                    this.follow(file);
                }
            } catch (error) {
                this.say(error instanceof Error ? error.message : String(error));
            }
        }

        /** @param {ReaderFile} file */
        open(file) {
            this.disk = file;
            this.text = file.text;
            const draft = this.kept.get();
            if (draft && draft.text !== file.text) {
                this.text = draft.text;
                if (draft.stamp !== file.stamp) {
                    this.disk = { ...file, stamp: draft.stamp };
                    this.other = file;
                }
            }
            this.render();
        }

        /** Le disque a ce fichier. @param {ReaderFile} file */
        follow(file) {
            const same = file.stamp === this.disk.stamp;
            const clean = this.text === this.disk.text;
            if (same || clean || file.text === this.text) {
                if (!same && file.text !== this.text) {
                    this.say('Le fichier a changé hors de cette page\u00a0: voici sa nouvelle version.');
                }
                this.other = null;
                this.text = same ? this.text : file.text;
                this.disk = file;
            } else {
                this.other = file;
            }
            this.keep();
            this.render();
        }

        /** @param {string} text */
        type(text) {
            this.text = text;
            this.keep();
            this.editor.mark([]);
            this.render();
        }

        /** Garde ce qui n'est pas enregistré. */
        keep() {
            const { text, disk, other } = this;
            this.kept.set(text === disk.text && !other ? null : { text, stamp: disk.stamp });
        }

        createConflict() {
            const pre = element('pre', { tabindex: 0 });
            this.otherText = pre;
            return element('div', { class: 'desk-conflict', role: 'alert', hidden: true },
                element('p', {}, 'Le fichier a changé hors de cette page, et votre texte aussi. Rien n\'est écrit\u00a0: choisissez. Les deux restent.'),
                element('p', {},
                    course.button('Garder mon texte', () => this.choose(true), { class: 'button-quiet' }), ' ',
                    course.button('Prendre celui du disque', () => this.choose(false), { class: 'button-quiet' })),
                element('details', {}, element('summary', {}, 'La version du disque'), pre));
        }

        /** @param {boolean} mine la version abandonnée est gardée dans `sauvegardes` */
        async choose(mine) {
            const { other, text } = this;
            if (!other) {
                return;
            }
            try {
                if (!mine) {
                    // Le texte de la page passe par le disque, puis celui-ci revient.
                    const saved = await this.save(text, other.stamp, true);
                    this.disk = await this.save(other.text, saved.stamp, true);
                    this.text = other.text;
                } else {
                    this.disk = await this.save(text, other.stamp, true);
                }
                this.other = null;
                this.say("L'autre version est gardée à côté, dans « sauvegardes ».");
                this.keep();
                this.render();
                this.editor.area.focus({ preventScroll: true });
            } catch (error) {
                this.failed(error);
            }
        }

        /**
         * @param {string} text
         * @param {string} stamp
         * @param {boolean} keep
         */
        async save(text, stamp, keep) {
            const response = await workshop.post(`${this.address}/enregistrer`, { texte: text, empreinte: stamp, garder: keep });
            return fileOf(await response.json());
        }

        /** Remet le départ ; ce qui est rendu remet le texte du lecteur. */
        restart() {
            const { text } = this;
            const done = this.write(`${this.address}/recommencer`, text);
            return () => done.then(() => this.write(`${this.address}/enregistrer`, text));
        }

        /** @param {string} address @param {string} text */
        async write(address, text) {
            try {
                const response = await workshop.post(address, { texte: text, empreinte: this.disk.stamp });
                const answer = await response.json();
                this.disk = fileOf(answer);
                this.text = this.disk.text;
                this.forget();
                this.keep();
                this.render();
                this.say(course.string(answer.message) ?? 'Votre texte est revenu.');
            } catch (error) {
                this.failed(error);
            }
        }

        // --- Vérifier ---

        async check() {
            if (this.checking || this.other) {
                this.conflict.querySelector('button')?.focus();
                return;
            }
            const checking = new AbortController();
            const { text } = this;
            this.checking = checking;
            this.forget();
            this.render();
            this.say('Vérification…');
            const progress = (/** @type {string} */ said) => this.say(`${said}…`);
            const options = { signal: checking.signal, progress };
            try {
                const body = { texte: text, empreinte: this.disk.stamp };
                const response = await workshop.post(`${this.address}/verifier`, body, options);
                let ended = false;
                for await (const { enregistre, etape, fin } of workshop.lines(response, progress)) {
                    if (enregistre) {
                        this.disk = fileOf(enregistre);
                        this.judged = text;
                        this.keep();
                        this.render();
                    } else if (etape) {
                        this.step(course.fields(etape));
                    } else if (fin) {
                        ended = true;
                        this.finish(course.fields(fin));
                    }
                }
                if (!ended) {
                    checking.signal.throwIfAborted();
                    throw new Error("L'atelier n'est pas allé au bout\u00a0: vérifiez de nouveau.");
                }
            } catch (error) {
                this.failed(error);
            } finally {
                this.checking = null;
                this.render();
            }
            this.read();
        }

        /** Le verdict affiché ne vaut plus. */
        forget() {
            this.steps.replaceChildren();
            this.end.replaceChildren();
            this.judged = null;
            this.hint.hidden = true;
            this.editor.mark([]);
        }

        /** @param {Record<string, unknown>} step */
        step({ rang, passe, titre, suite, execution }) {
            const detail = course.string(suite) ?? '';
            const parts = [];
            if (detail) {
                parts.push(element('pre', { tabindex: 0 }, element('code', {}, detail)));
                this.editor.mark(refusedLines(detail));
            }
            if (execution && window.courseExplorer) {
                parts.push(this.showButton(course.fields(execution)));
            }
            const title = course.string(titre) ?? '';
            if (passe === undefined) { // la suite de l'échec
                this.steps.lastElementChild?.append(element('p', {}, title), ...parts);
                return;
            }
            const [mark, said] = passe ? ['✓', 'Réussi'] : ['✗', 'Échec'];
            this.steps.append(element('li', { value: Number(rang), 'data-passed': String(passe) },
                element('p', {}, element('b', { 'aria-hidden': 'true' }, mark), element('span', { class: 'announcer' }, `${said}\u00a0: `), ` ${title}`),
                ...parts));
        }

        /** @param {Record<string, unknown>} execution */
        showButton({ graphe, issue }) {
            const graph = /** @type {StepperDocument} */ (graphe);
            const show = course.button('Montrer, pas à pas', () => window.courseExplorer?.show(graph, { opener: show, outcome: Number(issue) }), { class: 'button-quiet' });
            return element('p', {}, show);
        }

        /** @param {Record<string, unknown>} end */
        finish({ resolu, message }) {
            const text = course.string(message) ?? '';
            this.say('');
            this.end.replaceChildren(element('b', {}, text));
            this.end.dataset.done = String(resolu === true);
            if (resolu) {
                window.courseProgress?.mark('exercise', this.name);
            } else {
                this.hint.hidden = this.hints().length === 0;
            }
            this.end.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        }

        /** Les indices encore fermés. */
        hints() {
            return /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('.exercise-hint:not([open])')]);
        }

        nextHint() {
            const [hint] = this.hints();
            if (hint) {
                hint.open = true;
                hint.scrollIntoView({ block: 'center', behavior: 'instant' });
                hint.querySelector('summary')?.focus({ preventScroll: true });
                this.hint.hidden = this.hints().length === 0;
            }
        }

        // --- Dire ---

        /** @param {unknown} error */
        failed(error) {
            if (error instanceof Error && error.name === 'AbortError') {
                this.say('Vérification annulée.');
                return;
            }
            const { disque } = course.fields(course.fields(error).answer);
            if (disque) {
                this.follow(fileOf(disque));
                return;
            }
            this.say(error instanceof Error ? error.message : String(error));
        }

        /** @param {string} text */
        say(text) {
            if (this.status.textContent !== text) {
                this.status.textContent = text;
            }
        }

        render() {
            const { disk, text, other, judged } = this;
            const { standing } = disk;
            if (this.editor.text !== text) {
                this.editor.text = text;
            }
            const saved = text !== disk.text || other ? 'pas encore enregistré'
                : !disk.stamp ? 'pas encore créé'
                    : standing.solved ? ['✓ résolu', standing.word].filter(Boolean).join(', ') : standing.word || 'enregistré';
            this.file.replaceChildren(element('code', {}, disk.path), ` ${saved}`);
            this.conflict.hidden = !other;
            if (this.otherText) {
                this.otherText.textContent = other?.text ?? '';
            }
            this.checkButton.textContent = this.checking ? 'Annuler' : 'Vérifier';
            this.steps.toggleAttribute('data-stale', judged !== null && judged !== text);
        }
    }

    /**
     * Ce que rustc reproche, à sa ligne du fichier du lecteur.
     * @param {string} detail
     * @returns {LineMessage[]}
     */
    function refusedLines(detail) {
        const found = detail.matchAll(/^(error.*)\n\s*--> \S*exercice\.rs:(\d+)/gm);
        return [...found].map(([, message, line]) => ({ line: Number(line), message }));
    }

    const opened = new Desk(desk, createEditor);
    opened.read(true).then(() => {
        const again = () => opened.read();
        // L'atelier annonce chaque enregistrement ; le retour dans la page, au cas où.
        document.addEventListener('course-news', again);
        addEventListener('focus', again);
        course.restored(again);
    });
});
