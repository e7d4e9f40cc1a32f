// @ts-check
'use strict';

/*
 * Les boutons du code : exécuter, modifier, copier.
 *
 * Exécuter envoie le programme au Playground de Rust, le seul tiers du livre,
 * et seulement au clic ; dans les pages que sert `cargo xtask serve`, l'atelier
 * (`workshop/programs.js`) le remplace, et explore aussi. Modifier ouvre un éditeur à la place du code ;
 * la version du lecteur reste dans son navigateur, et « Rétablir » rend celle du
 * livre. Sans JavaScript, aucun bouton : le code se lit.
 *
 * Deux onglets peuvent modifier le même programme : chacun montre ce que l'autre
 * écrit. Une version que l'autre n'avait pas vue est gardée à côté de la sienne.
 */
(function run() {
    const PLAYGROUND = 'https://play.rust-lang.org/evaluate.json';
    /** Le Playground s'arrête de lui-même à 10 s ; ceci, s'il ne répond plus. */
    const TIME_LIMIT = 15_000;
    /** Ce qu'on affiche d'une sortie, en caractères. */
    const MAX_OUTPUT = 20_000;

    const ANNOUNCED = 'Le livre annonce que celui-ci peut ne pas finir.';

    const ICONS = {
        run: '<path d="M4.5 2.5v11l9-5.5z" fill="currentColor"/>',
        stop: '<path d="M4 4h8v8H4z" fill="currentColor"/>',
        edit: '<path d="m2.5 13.5.7-3 7.8-7.8 2.3 2.3-7.8 7.8z"/>',
        done: '<path d="m2.5 8.5 3.5 3.5 7.5-8"/>',
        copy: '<rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.5"/><path d="M10.5 3.5V3A1.5 1.5 0 0 0 9 1.5H3A1.5 1.5 0 0 0 1.5 3v6A1.5 1.5 0 0 0 3 10.5h.5"/>',
    };

    const { element } = course;

    /**
     * @param {string} className
     * @param {() => void} click
     */
    const button = (className, click) => course.button('', click, { class: className });

    /**
     * @param {HTMLButtonElement} target
     * @param {keyof typeof ICONS} icon
     * @param {string} label
     */
    function label(target, icon, label) {
        target.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">${ICONS[icon]}</svg>`;
        target.append(element('span', { class: 'label' }, label));
        target.title = label;
    }

    /** Ce qui se dit à un lecteur d'écran sans se montrer. */
    const announcer = element('div', { class: 'announcer', role: 'status' });

    /** @param {string} text */
    async function writeClipboard(text) {
        try {
            await course.limited(navigator.clipboard.writeText(text), 'le presse-papiers', 3);
            return true;
        } catch {
            // Hors HTTPS ou sans permission : l'ancienne façon.
            const focused = document.activeElement;
            const source = element('textarea', { class: 'announcer' });
            source.value = text;
            document.body.append(source);
            source.select();
            const copied = document.execCommand('copy');
            source.remove();
            if (focused instanceof HTMLElement) {
                focused.focus({ preventScroll: true });
            }
            return copied;
        }
    }

    /** @param {() => string} text */
    function copyButton(text) {
        const copy = button('copy', async () => {
            const message = await writeClipboard(text()) ? 'Copié\u00a0!' : 'Copie impossible';
            label(copy, message === 'Copié\u00a0!' ? 'done' : 'copy', message);
            copy.classList.add('said');
            announcer.textContent = message;
            setTimeout(() => {
                label(copy, 'copy', 'Copier');
                copy.classList.remove('said');
                announcer.textContent = '';
            }, 2000);
        });
        label(copy, 'copy', 'Copier');
        return copy;
    }

    /** Qui exécute, dit au lecteur. @param {string} text */
    const note = text => element('p', { class: 'run-where' }, text);

    /**
     * La barre de boutons d'un bloc ; elle existe déjà s'il a des lignes cachées.
     * @param {HTMLElement} pre
     * @param {string} name
     */
    function toolbar(pre, name) {
        let bar = pre.querySelector(':scope > .buttons');
        if (!bar) {
            bar = element('div', { class: 'buttons' });
            pre.prepend(bar);
        }
        bar.setAttribute('role', 'group');
        bar.setAttribute('aria-label', name);
        return bar;
    }

    /**
     * La version du lecteur et celle du livre dont elle part ; celles, écrites
     * ailleurs, dont elle ne part pas ; ce qu'elle a vu de chaque onglet : l'heure de
     * sa dernière modification.
     * @typedef {{original: string, text: string, others: string[], seen: Record<string, number>}} Version
     */

    /** Les onglets dont une version se souvient, les derniers. */
    const MAX_TABS = 8;

    /** @param {string} program */
    const kept = program => course.kept(`program ${program}`, value => {
        const { original, text, others, seen } = course.fields(value);
        /** @type {[string, number][]} */
        const times = [];
        for (const [tab, time] of Object.entries(course.fields(seen))) {
            if (typeof time === 'number') {
                times.push([tab, time]);
            }
        }
        return typeof text !== 'string' ? null : {
            original: course.string(original) ?? '',
            text,
            others: Array.isArray(others) ? others.filter(other => course.string(other) !== null) : [],
            seen: Object.fromEntries(times),
        };
    }, {
        old: `cours-programme ${program}`,
        migrate: json => {
            const { texte, ...rest } = course.fields(course.json(json));
            return { ...rest, text: texte };
        },
    });

    /**
     * Ce que l'une ou l'autre a vu.
     * @param {Record<string, number>} one
     * @param {Record<string, number>} other
     */
    const union = (one, other) => Object.fromEntries(
        [...new Set([...Object.keys(one), ...Object.keys(other)])].map(tab => [tab, Math.max(one[tab] ?? 0, other[tab] ?? 0)]));

    /** Un programme Rust de la page, tel que le lecteur l'a peut-être modifié. */
    class Program {
        /**
         * @param {HTMLElement} pre
         * @param {HTMLElement} code
         * @param {string} place où est ce bloc : page, section, rang
         */
        constructor(pre, code, place) {
            const figure = pre.closest('figure');
            this.pre = pre;
            this.code = code;
            this.original = programText(code);
            this.colored = code.innerHTML;
            this.text = this.original;
            /** Une variante du livre, essayée à sa place. @type {string | null} */
            this.tried = null;
            /** @type {string | null} la version qu'on vient d'abandonner */
            this.abandoned = null;
            /** Cet onglet, pour les autres. */
            this.tab = Math.random().toString(36).slice(2);
            /** Ce qui a été écrit ici, en dernier. @type {string | null} */
            this.typed = null;
            this.isOpen = pre.closest('.sandbox') !== null;
            /** Des lignes y sont-elles en cause ? */
            this.marked = false;
            /** Où en était le défilement quand le résultat a été montré ; -1 : pas encore. */
            this.shownAt = -1;
            /** @type {AbortController | null} */
            this.request = null;

            const command = Array.from(figure?.querySelectorAll('code') ?? [], c => c.textContent ?? '');
            this.command = command.find(text => text.startsWith('cargo run --bin ')) ?? '';
            this.bin = this.command.split(' ').pop();
            this.source = figure?.querySelector('a[href$=".rs"]')?.getAttribute('href')?.replace(/^.*genere\//, '');
            const outcomes = Array.from(
                figure?.querySelectorAll(':is([data-tab="output"], .pair-output) :is([data-ending], :not([data-ending]) > pre > code)') ?? [],
            );
            /** @type {(string | null)[]} les sorties permises ; null si le programme n'y finit pas bien */
            this.outputs = outcomes.map(outcome => outcome.matches('[data-ending]') ? null : programText(outcome));
            this.mayHang = outcomes.some(outcome => outcome.matches('[data-ending="deadlock"], [data-ending="livelock"]'));
            this.name = figure?.querySelector('.listing-number')?.textContent ?? 'Bloc de code';
            this.title = figure?.querySelector('figcaption')?.textContent?.trim() ?? this.name;
            this.kept = kept(this.bin || figure?.id || place);

            // Hors d'une figure, un cadre réunit le code, ses boutons et sa sortie.
            let frame = /** @type {HTMLElement} */ (pre.closest('listing-tabs') ?? pre);
            if (frame === pre) {
                frame = element('div', { class: 'program' });
                pre.replaceWith(frame);
                frame.append(pre);
            }
            const bar = toolbar(pre, this.name);
            this.reveal = bar.querySelector('button'); // les lignes cachées, par mdBook
            this.runButton = button('run', () => this.running ? this.stop() : this.run());
            this.editButton = button('edit', () => this.toggle());
            /** L'atelier, s'il est là. */
            this.bench = window.courseBench?.(this);
            bar.prepend(this.runButton, ...(this.bench ? [this.bench.button] : []), this.editButton);
            bar.append(copyButton(() => this.tried ?? (this.shown() ? this.text : code.innerText)));
            // Ce que rien n'exécute ici ne s'y modifie pas non plus.
            const still = code.classList.contains('no_run');
            this.runButton.hidden = still;
            this.editButton.hidden = still || !window.courseEditor;
            if (still) this.bench?.button.remove();

            this.mark = element('strong', { class: 'edited-mark' }, 'Modifié');
            this.detail = element('span');
            this.resetButton = button('reset', () => this.reset());
            this.elsewhere = element('span', {}, 'Une autre version, écrite dans un autre onglet, est gardée aussi. ',
                course.button("Montrer l'autre version", () => this.swap(), { class: 'reset' }), ' ');
            this.help = element('span', { class: 'help', id: `help ${place}`.replace(/\W+/g, '-') },
                'Tab sort de l\'éditeur, Échap le ferme, Ctrl+Entrée exécute.');
            this.notice = element('div', { class: 'edit-notice' }, this.mark, ' ', this.detail, ' ', this.resetButton, ' ', this.elsewhere, this.help);
            pre.after(this.notice);

            this.result = element('div', { class: 'run-result', role: 'status' });
            (frame.matches('listing-tabs') ? frame : this.notice).after(this.result);
            if (frame.matches('.program')) {
                pre.append(bar); // sous le code, dans l'ordre du clavier aussi
            }

            /** @type {string[]} */
            this.others = [];
            /** @type {Record<string, number>} */
            this.seen = {};
            /** L'original dont part la version du lecteur. */
            this.base = this.original;
            if (window.courseEditor) {
                this.load();
                this.kept.watch(() => this.load());
            }
            this.render();
            this.setRunning(false);
        }

        edited() {
            return this.text !== this.original;
        }

        /** Le programme tel qu'il s'exécute. */
        get current() {
            return this.tried ?? this.text;
        }

        /** Est-ce le programme du livre, tel quel ? */
        isOriginal() {
            return this.current === this.original;
        }

        /**
         * Essaie une variante du livre, tant que le lecteur n'a rien modifié ; la
         * modifier en fait sa version.
         * @param {string | null} text `null` : plus aucune
         */
        try(text) {
            this.tried = this.shown() ? null : text;
            this.render();
        }

        /** Le texte du lecteur tient-il la place de celui du livre ? */
        shown() {
            return !!window.courseEditor && (this.edited() || this.isOpen || this.marked);
        }

        // --- Modifier ---

        /** Reprend ce qui est gardé : à l'ouverture, ou changé depuis dans un autre onglet. */
        load() {
            const saved = this.kept.get();
            const before = this.text;
            if (!saved) {
                if (this.saved === true) { // oublié ailleurs
                    this.abandoned = this.edited() ? before : this.abandoned;
                    this.text = this.base = this.original;
                    this.others = [];
                    this.seen = {};
                    this.typed = null;
                }
            } else if (this.typed !== null && (saved.seen[this.tab] ?? 0) < this.seen[this.tab]) {
                // Écrit sans voir ce qui l'a été ici.
                this.keepAside(this.typed, saved.others);
                this.adopt(saved);
                this.write();
                announcer.textContent = 'Ce programme a deux versions : une autre a été écrite dans un autre onglet.';
            } else {
                this.others = saved.others;
                this.adopt(saved);
                this.saved = true;
            }
            if (this.text !== before) {
                this.abandoned = this.edited() ? null : this.abandoned;
            }
            this.render();
        }

        /** @param {Version} saved */
        adopt(saved) {
            this.text = saved.text;
            this.base = saved.original;
            this.seen = union(this.seen, saved.seen);
        }

        /**
         * Une version d'ailleurs reste à côté de celle-ci.
         * @param {string} text
         * @param {string[]} others
         */
        keepAside(text, others) {
            this.others = [...new Set([...this.others, ...others, text])].filter(other => other !== this.original);
        }

        /** Garde la version du lecteur, qu'il vient de changer. */
        save() {
            const saved = this.kept.get();
            if (saved && Object.entries(saved.seen).some(([tab, time]) => time > (this.seen[tab] ?? 0))) {
                this.keepAside(saved.text, saved.others);
                this.seen = union(this.seen, saved.seen);
            }
            const { [this.tab]: last = 0, ...seen } = this.seen;
            this.seen = { ...Object.fromEntries(Object.entries(seen).slice(1 - MAX_TABS)), [this.tab]: Math.max(Date.now(), last + 1) };
            this.typed = this.text;
            this.write();
        }

        write() {
            this.others = this.others.filter(other => other !== this.text);
            this.base = this.edited() ? this.base : this.original;
            const { base: original, text, others, seen } = this;
            if (this.edited() || others.length > 0) {
                this.saved = this.kept.set({ original, text, others, seen });
            } else {
                this.saved = this.kept.set(null);
                this.seen = {};
                this.typed = null;
            }
        }

        /** Montre l'autre version ; celle-ci reste à côté. */
        swap() {
            const other = this.others.pop();
            if (other !== undefined) {
                this.others = this.edited() ? [this.text, ...this.others] : this.others;
                this.text = other;
                this.abandoned = null;
                this.save();
                this.render();
            }
        }

        toggle() {
            this.isOpen = !this.isOpen;
            if (this.tried !== null) {
                this.text = this.tried;
                this.abandoned = null;
                this.save();
            }
            this.render();
            if (this.isOpen) {
                this.editor?.area.focus({ preventScroll: true });
            }
        }

        reset() {
            const abandoned = this.edited() ? this.text : null;
            this.text = this.abandoned ?? this.original;
            this.abandoned = abandoned;
            this.save();
            this.render();
            announcer.textContent = abandoned === null ? 'Votre version est revenue.' : 'Programme du livre rétabli.';
        }

        /** Met la page en accord avec l'état. */
        render() {
            const edited = this.edited();
            if (this.shown()) {
                this.createView();
                this.tried = null;
            }
            this.code.hidden = this.shown();
            if (this.reveal) {
                this.reveal.hidden = this.shown();
            }
            if (this.editor) {
                this.editor.view.hidden = !this.shown();
                this.editor.isOpen = this.isOpen;
                this.editor.text = this.text;
            }
            label(this.editButton, this.isOpen ? 'done' : 'edit', this.isOpen ? 'Terminer' : 'Modifier');
            this.mark.hidden = !edited;
            this.detail.hidden = !edited;
            this.detail.textContent = this.saved === false ? 'mais pas gardé : le navigateur refuse'
                : this.base !== this.original ? 'Le programme du livre a changé depuis\u00a0: «\u00a0Rétablir\u00a0» montre le nouveau.'
                    : 'et gardé dans ce navigateur';
            this.resetButton.textContent = edited ? 'Rétablir' : 'Reprendre ma version';
            this.resetButton.hidden = !edited && this.abandoned === null;
            this.elsewhere.hidden = this.others.length === 0;
            this.help.hidden = !this.isOpen;
            this.notice.hidden = this.resetButton.hidden && this.elsewhere.hidden && this.help.hidden;
            this.pre.dispatchEvent(new Event('programchange'));
        }

        /** L'éditeur, à la place du code. */
        createView() {
            if (this.editor || !window.courseEditor) {
                return;
            }
            this.editor = window.courseEditor({
                name: this.name,
                help: this.help.id,
                built: () => (this.edited() ? null : this.colored),
                input: text => {
                    this.text = text;
                    this.abandoned = null;
                    this.save();
                    this.markLines([]);
                },
                close: () => {
                    this.toggle();
                    this.editButton.focus({ preventScroll: true });
                },
                submit: () => this.run(),
            });
            this.code.after(this.editor.view);
        }

        /** Marque les lignes en cause du texte présent, et elles seules. @param {LineMessage[]} lines */
        markLines(lines) {
            this.marked = lines.length > 0;
            this.render();
            this.editor?.mark(lines);
        }

        /** @param {number} line */
        goTo(line) {
            this.editor?.reveal(line);
        }

        // --- Exécuter ---

        /** @param {boolean} running */
        setRunning(running) {
            this.running = running;
            label(this.runButton, running ? 'stop' : 'run', running ? 'Arrêter' : 'Exécuter');
        }

        stop() {
            this.request?.abort();
        }

        run() {
            return this.during(running => this.setRunning(running), request => (this.bench ? this.bench.run(request) : this.atPlayground(request)));
        }

        /**
         * Une demande à la fois : celle-ci remplace celle d'avant.
         * @param {(running: boolean) => void} show dit qu'elle est en cours
         * @param {(request: AbortController) => Promise<void>} work
         */
        async during(show, work) {
            this.shownAt = -1; // un clic demande à voir
            this.stop();
            this.showWork?.(false);
            const request = new AbortController();
            this.request = request;
            this.showWork = show;
            show(true);
            await work(request);
            if (this.request === request) {
                this.request = null;
                show(false);
            }
        }

        /** @param {AbortController} request */
        async atPlayground(request) {
            let expired = false;
            const timer = setTimeout(() => {
                expired = true;
                request.abort();
            }, TIME_LIMIT);
            const where = note('Ce programme s\'exécute au Playground de Rust, play.rust-lang.org.');
            this.say('Exécution…', where);
            try {
                const response = await fetch(PLAYGROUND, {
                    method: 'POST',
                    mode: 'cors',
                    credentials: 'omit',
                    referrerPolicy: 'no-referrer',
                    headers: { 'Content-Type': 'application/json' },
                    body: JSON.stringify(this.payload()),
                    signal: request.signal,
                });
                const answer = await response.json().catch(() => null);
                request.signal.throwIfAborted();
                this.showAnswer(response, answer, where);
            } catch {
                if (this.request !== request) {
                    return; // une autre demande l'a remplacée
                }
                if (expired) {
                    this.say(`Le Playground n'a pas répondu en ${TIME_LIMIT / 1000} secondes.`, this.locally());
                } else if (request.signal.aborted) {
                    this.say('Exécution arrêtée.');
                } else {
                    this.say(navigator.onLine ? 'Le Playground (play.rust-lang.org) ne répond pas.' : 'Pas de réseau.', this.locally());
                }
            } finally {
                clearTimeout(timer);
            }
        }

        payload() {
            const edition = /\bedition(\d{4})\b/.exec(this.code.className)?.[1] ?? '2024';
            return { version: 'stable', optimize: '0', code: `${this.current}\n`, edition };
        }

        /**
         * @param {Response} response
         * @param {{result?: unknown, error?: unknown} | null} answer
         * @param {HTMLElement} where qui a répondu
         */
        showAnswer(response, answer, where) {
            const output = answer?.error ?? answer?.result;
            if (!response.ok || typeof output !== 'string') {
                if (/timed out|deadline/i.test(String(answer?.error))) {
                    const announced = this.mayHang && this.isOriginal() ? ` ${ANNOUNCED}` : '';
                    this.say(`Temps dépassé\u00a0: le Playground arrête un programme après 10 secondes, compilation comprise.${announced}`, this.locally(), where);
                } else {
                    this.say(`Le Playground n'a pas pu répondre (erreur ${response.status}).`, this.locally(), where);
                }
                return;
            }
            const shown = output.length > MAX_OUTPUT ? `${output.slice(0, MAX_OUTPUT)}\n… (la suite est coupée)` : output;
            const pre = element('pre', { class: 'run-output', tabindex: 0, role: 'group', 'aria-label': 'Sortie' },
                element('code', {}, shown || '(aucune sortie)'));
            this.say(answer?.error == null ? this.success(output) : this.failure(output), pre, where);
        }

        /** @param {string} output */
        success(output) {
            const rank = this.outputs.indexOf(output.replace(/\n$/, ''));
            const many = this.outputs.length;
            if (many === 0) {
                return this.refused() ? 'Le compilateur accepte ce programme.' : 'Terminé sans erreur.';
            }
            if (rank !== -1) {
                return many === 1 ? 'C\'est la sortie permise.' : `C'est l'une des ${many} sorties permises (la ${rank + 1}${rank ? 'e' : 're'}).`;
            }
            return this.current !== this.original ? 'Le programme est modifié\u00a0: sa sortie n\'est plus celle du livre.'
                : 'Cette sortie n\'est pas de celles que le livre permet.';
        }

        /** @param {string} output ce que disent cargo, rustc et le programme */
        failure(output) {
            if (!/^\s*Running `/m.test(output)) {
                return this.refusedByCompiler();
            }
            return (/\bpanicked at\b/.test(output) ? 'Le programme a paniqué' : 'Le programme a fini sur une erreur')
                + this.expected(this.panics());
        }

        /**
         * Ce que le livre dit de cette fin.
         * @param {number | null} status rien : il a été arrêté
         * @param {string} output
         */
        verdict(status, output) {
            if (status === 0) {
                return this.success(output);
            }
            if (!this.isOriginal() || (status === null ? !this.mayHang : !this.panics())) {
                return '';
            }
            return status === null ? ANNOUNCED : 'C\'est prévu.';
        }

        panics() {
            return this.code.classList.contains('should_panic');
        }

        refusedByCompiler() {
            return `Le compilateur refuse ce programme${this.expected(this.refused())}`;
        }

        /** @param {boolean} expected par le livre */
        expected(expected) {
            return expected && this.isOriginal() ? ', comme prévu.' : '.';
        }

        refused() {
            return this.code.classList.contains('compile_fail');
        }

        /** Les constantes que le livre réduit pour explorer ce programme, si le lecteur ne les a pas changées. */
        reducedConstants() {
            /** @type {Record<string, number>} */
            const constants = {};
            for (const reduced of this.pre.closest('figure')?.querySelectorAll('p[data-constant]') ?? []) {
                const { constant = '', original = '', explored } = /** @type {HTMLElement} */ (reduced).dataset;
                if (new RegExp(`\\b${constant}\\b[^=\\n]*=\\s*${original}\\b`).test(this.current)) {
                    constants[constant] = Number(explored);
                }
            }
            return constants;
        }

        /** Comment faire la même chose sans le Playground. */
        locally() {
            const text = element('p', {}, 'Sur votre machine\u00a0: ');
            const code = (/** @type {string} */ words) => element('code', {}, words);
            if (this.command) {
                text.append(code(this.command), ', depuis le dossier du livre');
                if (this.current !== this.original && this.source) {
                    text.append('. Reportez d\'abord vos modifications dans ', code(this.source));
                }
            } else {
                text.append(code('cargo new essai'), ', copiez ce programme dans ', code('essai/src/main.rs'), ', puis, dans ', code('essai'), ', ');
                for (const crate of ['crossbeam_channel', 'crossbeam_utils', 'rayon']) {
                    if (new RegExp(`\\b${crate}\\b`).test(this.current)) {
                        text.append(code(`cargo add ${crate.replace('_', '-')}`), ' et ');
                    }
                }
                text.append(code('cargo run'));
            }
            text.append('.');
            return text;
        }

        /** Ce qui se fait ; le reste du résultat ne change pas. @param {string} state */
        tell(state) {
            this.result.querySelector('.state')?.replaceChildren(state);
        }

        /**
         * @param {string} state
         * @param {HTMLElement[]} rest
         */
        say(state, ...rest) {
            // Ce que le lecteur a quitté des yeux depuis son clic ne le rappelle pas.
            const left = this.shownAt !== -1 && Math.abs(window.scrollY - this.shownAt) > 2;
            this.result.replaceChildren(element('p', { class: 'state' }, state), ...rest);
            if (!left) {
                this.showResult();
            }
        }

        /** Fait défiler juste assez pour que le résultat, ou au moins son début, soit à l'écran. */
        showResult() {
            const margin = 16;
            const bar = document.getElementById('mdbook-menu-bar')?.getBoundingClientRect().bottom ?? 0;
            const { top, bottom } = this.result.getBoundingClientRect();
            const highest = Math.max(bar, 0) + margin;
            const hidden = Math.min(bottom + margin - window.innerHeight, top - highest);
            window.scrollBy({ top: top < highest ? top - highest : Math.max(hidden, 0), behavior: 'instant' });
            this.shownAt = window.scrollY;
        }
    }

    /**
     * Le texte d'un bloc, sans sa dernière fin de ligne.
     * @param {Element} code
     */
    function programText(code) {
        return (code.textContent ?? '').replace(/\n$/, '');
    }

    // La page à imprimer montre le livre, et rien que lui.
    if (/\/print(\.html)?$/.test(location.pathname)) {
        return;
    }
    document.body.append(announcer);
    /** @type {WeakMap<Element, PageProgram>} */
    const programs = window.coursePrograms = new WeakMap();
    const page = location.pathname.replace(/(index)?(\.html)?$/, '');
    let section = '';
    let rank = 0;
    for (const found of document.querySelectorAll('main :is(h1, h2, h3, h4)[id], main pre > code')) {
        const code = /** @type {HTMLElement} */ (found);
        const pre = /** @type {HTMLElement} */ (code.parentElement);
        if (!code.matches('pre > code')) {
            section = code.id;
            rank = 0;
        } else if (pre.matches('.playground')) {
            rank += 1;
            programs.set(pre, new Program(pre, code, `${page}#${section}-${rank}`));
        } else if (!pre.matches('.mermaid')) {
            toolbar(pre, 'Bloc de code').append(copyButton(() => code.innerText));
        }
    }
})();
