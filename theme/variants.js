// @ts-check
'use strict';

/*
 * <listing-variants> : « Et si… », les variantes prouvées d'un programme.
 *
 * La page livre chaque question, ce qui change, et la réponse repliée : tout se lit
 * sans ce script. Il pose un interrupteur sur la ligne qui change, et à côté de la
 * question ; allumé, le programme montré, copié, exécuté est la variante. À la
 * demande, il charge son graphe, d'où viennent ses issues et son pas à pas. Un texte du
 * lecteur qui est une variante, aux commentaires et à la mise en page près, est
 * reconnu : ses issues viennent aussitôt.
 */
(function variantsOfPage() {
    // La page à imprimer montre le livre, et rien que lui.
    if (/\/print(\.html)?$/.test(location.pathname)) {
        return;
    }
    const { element } = course;
    /** Ce qu'il faut au lecteur pour finir sa phrase avant d'être jugé, en millisecondes. */
    const PAUSE = 250;
    /** Les colonnes d'un programme, et celles que prend un interrupteur. */
    const COLUMNS = 76;
    const SWITCH = 16;
    let created = 0;

    /** @param {string} text */
    const escaped = text => text.replace(/[&<>]/g, c => `&#${c.charCodeAt(0)};`);

    /** Une variante, telle que la page la livre. */
    class Variant {
        /** @type {Promise<StepperDocument | null> | undefined} */
        loading;
        /** @type {HTMLButtonElement | undefined} */
        switch;
        /** @type {string | undefined} */
        tokens;
        filled = false;

        /**
         * @param {HTMLElement} item
         * @param {string[]} lines celles du programme
         */
        constructor(item, lines) {
            this.item = item;
            this.name = item.dataset.name ?? '';
            /** @type {[first: number, removed: number, added: string[]][]} */
            this.edits = JSON.parse(item.dataset.edits ?? '[]');
            this.heading = /** @type {HTMLElement} */ (item.querySelector('.variant-question'));
            this.question = this.heading.textContent ?? '';
            this.answer = /** @type {HTMLDetailsElement} */ (item.querySelector('.variant-answer'));
            const text = [...lines];
            for (const [first, removed, added] of [...this.edits].reverse()) {
                text.splice(first, removed, ...added);
            }
            this.text = text.join('\n');
            const [first, removed] = this.edits[0];
            const code = lines.slice(first, first + removed).findIndex(line => !/^\s*(\/\/|$)/.test(line));
            /** La ligne de son interrupteur. */
            this.line = first + Math.max(code, 0);
        }

        /** @returns {Promise<StepperDocument | null>} son graphe ; rien si rustc la refuse */
        graph() {
            const url = this.item.dataset.graph;
            this.loading ??= !url ? Promise.resolve(null) : course.limited(new Promise((resolve, reject) => {
                const script = element('script', {
                    src: path_to_root + url,
                    load: () => resolve(window.courseGraphs?.[this.name] ?? null),
                    error: () => {
                        script.remove();
                        reject(new Error('son graphe ne se charge pas'));
                    },
                });
                document.head.append(script);
            }), url);
            this.loading.catch(() => {
                this.loading = undefined;
            });
            return this.loading;
        }

        /** Ses issues, et de quoi les suivre pas à pas ; rien si rustc la refuse. */
        async outcomes() {
            const graph = await this.graph();
            const list = graph && window.courseOutcomes?.list(graph, { title: this.question });
            if (!graph || !list) {
                return null;
            }
            const same = this.item.querySelector('.variant-same');
            if (same) {
                list.querySelector('.outcomes-verdict')?.append(' ', same.textContent ?? '');
            }
            const explore = course.button('Explorer cette variante', () =>
                window.courseExplorer?.show(graph, { title: this.question, opener: explore }), { class: 'variant-explore' });
            return window.courseExplorer ? [list, explore] : [list];
        }

        /** Met ses issues à la place de celles que la page livrait. */
        async fill() {
            const given = this.answer.querySelector('.outcomes');
            if (this.filled || !given) {
                return;
            }
            this.filled = true;
            this.answer.setAttribute('aria-busy', 'true');
            try {
                given.replaceWith(...await this.outcomes() ?? [given]);
            } catch (error) {
                this.filled = false; // la prochaine ouverture le redemandera
                const reason = error instanceof Error ? error.message : error;
                this.answer.querySelector('[role="alert"]')?.remove();
                this.answer.append(element('p', { role: 'alert' }, `Pas de pas à pas\u00a0: ${reason}.`));
            }
            this.answer.removeAttribute('aria-busy');
        }
    }

    customElements.define('listing-variants', class extends HTMLElement {
        /** @type {Variant[]} */
        variants = [];
        /** @type {Variant | null} */
        on = null;
        /** @type {Variant | null} celle que le lecteur a écrite */
        written = null;
        timer = 0;

        connectedCallback() {
            const figure = this.closest('figure');
            const pre = figure?.querySelector('[data-tab="rust"] pre');
            const code = pre?.querySelector(':scope > code');
            if (!figure || !pre || !(code instanceof HTMLElement) || this.code) {
                return;
            }
            created += 1;
            this.tabs = figure.querySelector('listing-tabs');
            this.code = code;
            this.frame = /** @type {HTMLDetailsElement} */ (this.querySelector('.variants'));
            this.program = window.coursePrograms?.get(pre);
            const text = (this.program?.original ?? code.textContent ?? '').replace(/\n$/, '').split('\n');
            this.widths = text.map(line => line.length);
            this.lines = code.innerHTML.replace(/\n$/, '').split('\n');
            for (const item of this.querySelectorAll('li.variant')) {
                this.variants.push(new Variant(/** @type {HTMLElement} */ (item), text));
            }
            this.variants.forEach((variant, i) => this.prepare(variant, `variant-${created}-${i}`));
            code.addEventListener('click', event => {
                const asked = event.target instanceof Element && event.target.closest('.variant-switch');
                const rank = asked instanceof HTMLElement ? asked.dataset.rank : undefined;
                if (rank !== undefined) {
                    this.toggle(this.variants[Number(rank)]);
                    /** @type {HTMLElement | null} */ (code.querySelector(`[data-rank="${rank}"]`))?.focus({ preventScroll: true });
                }
            });
            this.match = element('div', { class: 'variant-match', role: 'status' });
            this.prepend(this.match);
            this.frame.addEventListener('toggle', () => this.paint());
            if (this.program) {
                pre.addEventListener('programchange', () => this.follow());
                this.follow();
            }
        }

        /** @param {Variant} variant @param {string} id */
        prepare(variant, id) {
            variant.heading.id = id;
            variant.switch = course.button('Essayer', () => this.toggle(variant), {
                class: 'variant-try', role: 'switch', 'aria-checked': 'false', 'aria-describedby': id,
            });
            variant.heading.append(' ', variant.switch);
            variant.answer.addEventListener('toggle', () => {
                if (variant.answer.open) {
                    variant.fill();
                }
            });
        }

        /** @param {Variant} variant */
        toggle(variant) {
            this.on = this.on === variant ? null : variant;
            if (this.program) {
                this.program.try(this.on?.text ?? null); // `follow` remet la page d'accord
            }
            if (this.on && this.tabs && 'show' in this.tabs && typeof this.tabs.show === 'function') {
                this.tabs.show('rust');
            }
            this.paint();
            this.code?.querySelector('del, ins')?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        }

        /** Le programme a changé : le lecteur le modifie, ou l'a rétabli. */
        follow() {
            const { program } = this;
            if (!program) {
                return;
            }
            if (program.tried === null && this.on) {
                this.on = null;
                this.paint();
            }
            this.toggleAttribute('data-edited', program.shown());
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.recognize(), this.written ? 0 : PAUSE);
        }

        /** Reconnaît la variante que le lecteur a écrite. */
        async recognize() {
            const { program, match } = this;
            const read = window.courseTokens;
            if (!program || !match || !read) {
                return;
            }
            const typed = program.text === program.original ? null : read(program.text).join('\0');
            const found = typed === null ? null
                : this.variants.find(variant => (variant.tokens ??= read(variant.text).join('\0')) === typed) ?? null;
            if (found === this.written) {
                return;
            }
            this.written = found;
            match.replaceChildren();
            if (!found) {
                return;
            }
            const refused = found.answer.querySelector('.rustc-message');
            const given = refused ? [...found.answer.querySelectorAll('.outcomes-verdict, pre')].map(part => part.cloneNode(true)) : null;
            const shown = given ?? await found.outcomes().catch(() => null) ?? [];
            if (this.written === found) {
                match.replaceChildren(
                    element('p', { class: 'variant-question' }, element('strong', {}, 'Votre version est prouvée. '), found.question.trim()),
                    .../** @type {Node[]} */ (shown));
            }
        }

        /** Met le code et les interrupteurs en accord avec la variante essayée. */
        paint() {
            const { code, lines, widths, on, frame, variants } = this;
            if (!code || !lines || !widths || !frame) {
                return;
            }
            for (const variant of variants) {
                variant.switch?.setAttribute('aria-checked', String(variant === on));
                variant.item.toggleAttribute('data-on', variant === on);
            }
            // Le trait commence avec le texte, et ne barre pas les interrupteurs.
            const marked = (/** @type {string} */ tag, /** @type {string} */ line) => line.replace(/^( *)([^]+)$/, `$1<${tag}>$2</${tag}>`);
            const removed = new Set(on?.edits.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i)));
            const rows = lines.map((line, rank) => {
                const switches = frame.open ? variants.filter(variant => variant.line === rank) : [];
                const shown = removed.has(rank) ? marked('del', line) : line;
                const buttons = switches.map(variant => element('button', {
                    type: 'button', class: 'variant-switch', role: 'switch', 'aria-checked': String(variant === on),
                    'aria-label': variant.question.trim(), title: variant.question.trim(), 'data-rank': variants.indexOf(variant),
                }).outerHTML).join('');
                // Une ligne longue a les siens au-dessus d'elle : elle ne défile pas pour eux.
                return widths[rank] + switches.length * SWITCH <= COLUMNS ? shown + buttons
                    : `<span class="variant-above" style="--indent: ${line.search(/\S/)}ch">${buttons}</span>${shown}`;
            });
            for (const [first, count, added] of [...on?.edits ?? []].reverse()) {
                rows.splice(first + count, 0, ...added.map(line => marked('ins', escaped(line))));
            }
            code.innerHTML = `${rows.join('\n')}\n`;
        }
    });
})();
