// @ts-check
'use strict';

/*
 * L'explorateur d'exécutions : le lecteur est l'ordonnanceur.
 *
 * Chargé à l'ouverture par `theme/pas-a-pas-page.js`, avec les données d'un
 * programme : un script `genere/graphes/<id>.js`, qui range dans
 * `window.coursGraphes[id]` le graphe prouvé par entrelacs, sa source et sa
 * mission. `outils/mdbook-cours/src/pas_a_pas.rs` décrit ce format et l'écrit.
 *
 * Un moment est `<empreinte>:<faits>.<à venir>`. L'empreinte est celle du
 * graphe ; vide, elle n'est pas vérifiée. Les étapes faites, puis celles que
 * « Avancer » refera, ont un caractère chacune : le rang, en base 36, de
 * l'étape choisie parmi celles que l'état permet.
 */
(function pasAPas() {
    const ENDED = /^(terminé|arrêté par une panique)$/;
    /** @type {Record<string, string>} */
    const KINDS = {
        exit: '✓ Fin normale', panic: '✕ Panique', deadlock: '⊘ Interblocage',
        livelock: '∞ Sans fin', bound: '… Exploration arrêtée ici',
    };
    /** @type {Record<string, string>} */
    const SHOW = { deadlock: "l'interblocage", panic: 'la panique', livelock: "l'exécution sans fin" };
    /** Étapes au hasard, au plus : un programme peut ne pas finir. */
    const RANDOM_STEPS = 400;

    /**
     * @param {string} tag
     * @param {Record<string, unknown>} [attributes] `false` : absent ; `true` : vide
     * @param {...(string | Node)} children
     */
    function h(tag, attributes = {}, ...children) {
        const svg = /^(svg|g|path|circle|text)$/.test(tag);
        const e = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value !== false) {
                e.setAttribute(name, value === true ? '' : String(value));
            }
        }
        e.append(...children);
        return /** @type {HTMLElement} */ (e);
    }

    /**
     * Un texte du graphe : `code` entre accents graves, espaces insécables.
     * @param {string} text
     */
    function rich(text) {
        return h('span', {}, ...text.split('`').map((part, i) => i % 2
            ? h('code', {}, part)
            : part.replace(/« | (?=[»:;!?])/g, space => `${space.trim()}\u00a0`)));
    }

    /** @param {number} n @param {string} word */
    const count = (n, word) => `${n} ${word}${n > 1 ? 's' : ''}`;

    /** Le graphe d'un programme. */
    class Graph {
        /** @param {any} data */
        constructor(data) {
            this.data = data;
            /** @type {number[][]} les étapes possibles de chaque état */
            this.out = data.states.map(() => []);
            data.edges.forEach((/** @type {any[]} */ e, /** @type {number} */ i) => this.out[e[0]].push(i));
            /** @type {string[]} les fils, dans l'ordre où ils apparaissent */
            this.names = [...new Set(data.threads.map((/** @type {number[]} */ t) => data.texts[t[0]]))];
            const preferred = this.names.map(name => (name === 'main' ? 'M' : /^fil (\d)$/.exec(name)?.[1]));
            const free = [...'123456789ABCDEFGHIJKLNOPQRSTUVWXYZ'].filter(c => !preferred.includes(c));
            /** @type {string[]} leur pastille, qui est aussi leur touche */
            this.labels = preferred.map(label => label ?? free.shift() ?? '?');
        }
        /** @param {number} rank */
        edge(rank) {
            const [from, to, thread, line, text, peer] = this.data.edges[rank];
            const T = this.data.texts;
            return { from, to, thread: T[thread], line, text: T[text], peer: peer ? T[peer[0]] : '' };
        }
        /** @param {number} state */
        threads(state) {
            const T = this.data.texts;
            return this.data.states[state][0].map((/** @type {number} */ rank) => {
                const [name, line, operation, reason] = this.data.threads[rank];
                return { name: T[name], line, operation: T[operation], reason: T[reason], ended: ENDED.test(T[operation]) };
            });
        }
        /** @param {number} state */
        objects(state) {
            return this.data.states[state][1].map((/** @type {number} */ rank) => this.data.objects[rank]);
        }
        /** @param {number} state */
        stdout(state) {
            return this.data.texts[this.data.states[state][2]];
        }
        /** L'issue atteinte dans un état, ou -1. @param {number} state */
        outcome(state) {
            return this.data.states[state][3] ?? this.data.outcomes.findIndex((/** @type {any} */ o) => o.state === state);
        }
        /** Ce que `edge` change pour les fils. @param {number} rank */
        changes(rank) {
            const { from, to } = this.edge(rank);
            const before = this.threads(from);
            return this.threads(to).flatMap((/** @type {any} */ now) => {
                const old = before.find((/** @type {any} */ t) => t.name === now.name);
                const news = [];
                if (!old) news.push(`« ${now.name} » démarre`);
                if (now.ended && !old?.ended) news.push(`« ${now.name} » : ${now.operation}`);
                if (now.reason && !old?.reason) news.push(`« ${now.name} » attend : ${now.reason}`);
                if (!now.reason && old?.reason && !now.ended) news.push(`« ${now.name} » peut repartir`);
                return news;
            });
        }
        /** @param {number[]} path */
        encode(path) {
            return path.map(rank => this.out[this.edge(rank).from].indexOf(rank).toString(36)).join('');
        }
        /** @param {string} moves @returns {number[] | null} */
        decode(moves) {
            let state = 0;
            const path = [];
            for (const move of moves) {
                const rank = this.out[state][parseInt(move, 36)];
                if (rank === undefined) return null;
                path.push(rank);
                state = this.edge(rank).to;
            }
            return path;
        }
    }

    const SHELL = `
<header class="pas-tete"><h2 id="pas-titre"></h2><button data-do="close">Fermer <kbd aria-hidden="true">Échap</kbd></button></header>
<p class="pas-mission"></p><p class="pas-avis" role="alert"></p>
<div class="pas-corps">
<section class="pas-code" aria-label="Programme" tabindex="0"></section>
<section class="pas-fils" aria-labelledby="pas-h1"><h3 id="pas-h1">À qui le tour ?</h3><div></div></section>
<section class="pas-objets" aria-labelledby="pas-h2" tabindex="0"><h3 id="pas-h2">Ce qu'ils partagent</h3><div></div></section>
<section class="pas-sortie" aria-labelledby="pas-h3" tabindex="0"><h3 id="pas-h3">Affiché</h3><pre></pre></section>
<section class="pas-frise" aria-labelledby="pas-h4"><h3 id="pas-h4">La frise</h3><div class="pas-dessin"><ol></ol></div></section>
<section class="pas-fins" aria-labelledby="pas-h5"><h3 id="pas-h5"></h3><ol></ol></section>
</div>
<div class="pas-barre" role="group" aria-label="Parcourir l'exécution">
<button data-do="restart" aria-keyshortcuts="Home"><span aria-hidden="true">⟲</span> Recommencer</button>
<button data-do="back" aria-keyshortcuts="ArrowLeft"><span aria-hidden="true">←</span> Reculer</button>
<button data-do="forward" aria-keyshortcuts="ArrowRight">Avancer <span aria-hidden="true">→</span></button>
<button data-do="random" aria-keyshortcuts="End">Au hasard jusqu'au bout</button>
<button data-do="show"></button><button data-do="share">Copier l'adresse de ce moment</button>
</div>
<p class="annonce" role="status"></p>`;

    /** L'explorateur d'un programme, ouvert ou fermé. */
    class Stepper {
        /** @type {number[]} les étapes faites, puis à venir */
        path = [];
        /** @type {boolean[]} celles que le lecteur n'a pas choisies */
        auto = [];
        at = 0;
        timer = 0;
        /** @type {Set<number>} les issues atteintes */
        reached = new Set();
        done = false;

        /** @param {string} id @param {any} data */
        constructor(id, data) {
            this.id = id;
            this.graph = new Graph(data);
            this.dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: 'pas', 'aria-labelledby': 'pas-titre' }));
            this.dialog.innerHTML = SHELL;
            this.done = Boolean(Reflect.get(window, 'coursProgres')?.has('mission', id));
            this.part('#pas-titre').append(rich(data.titre));
            const failure = data.outcomes.findIndex((/** @type {any} */ o) => o.kind in SHOW);
            const show = this.part('[data-do=show]');
            show.hidden = failure < 0;
            show.dataset.arg = String(failure);
            show.textContent = failure < 0 ? '' : `Montrez-moi ${SHOW[data.outcomes[failure].kind]}`;
            this.dialog.addEventListener('click', event => this.onClick(event));
            this.dialog.addEventListener('keydown', event => this.onKey(event));
            this.dialog.addEventListener('close', () => this.onClose());
            new ResizeObserver(() => this.draw()).observe(this.part('.pas-frise ol'));
            this.listing();
        }

        /** @param {string} selector */
        part(selector) {
            return /** @type {HTMLElement} */ (this.dialog.querySelector(selector));
        }
        get state() {
            return this.at ? this.graph.edge(this.path[this.at - 1]).to : 0;
        }
        get moment() {
            const moves = this.graph.encode(this.path);
            const future = moves.slice(this.at);
            return `${this.graph.data.empreinte}:${moves.slice(0, this.at)}${future && `.${future}`}`;
        }

        /** Va au moment qu'une adresse désigne. @param {string} moment */
        seek(moment) {
            if (this.dialog.open && moment === this.moment) return;
            const [stamp, moves] = moment.includes(':') ? moment.split(':') : ['', ''];
            const [past, future = ''] = moves.split('.');
            const path = this.graph.decode(past + future);
            const known = path && (!stamp || stamp === this.graph.data.empreinte);
            if (moves || !this.dialog.open) this.set(known ? path : [], known ? past.length : 0);
            this.part('.pas-avis').textContent = known ? ''
                : "Cette adresse a été faite pour une autre version de ce programme : l'exécution repart du début.";
        }
        /** @param {number[]} path @param {number} at */
        set(path, at) {
            this.path = path;
            this.auto = path.map(() => true);
            this.at = at;
        }

        /** Le lecteur choisit une étape. @param {number} rank */
        step(rank) {
            if (this.path[this.at] !== rank) this.path.length = this.at;
            this.path[this.at] = rank;
            this.auto[this.at] = false;
            this.at += 1;
            this.render(true);
        }
        /** Déroule jusqu'au bout ce qui est à venir. */
        play() {
            const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
            const wait = Math.max(60, Math.min(350, 4000 / (this.path.length - this.at)));
            const next = () => {
                this.at = calm ? this.path.length : Math.min(this.at + 1, this.path.length);
                this.render(true);
                this.timer = this.at < this.path.length ? setTimeout(next, wait) : 0;
            };
            next();
        }
        random() {
            this.path.length = this.at;
            let state = this.state;
            while (this.graph.out[state].length && this.path.length < this.at + RANDOM_STEPS) {
                const choices = this.graph.out[state];
                const rank = choices[Math.floor(Math.random() * choices.length)];
                this.auto[this.path.length] = true;
                this.path.push(rank);
                state = this.graph.edge(rank).to;
            }
            this.play();
        }

        /** @param {Event} event */
        onClick({ target }) {
            if (target === this.dialog) this.dialog.close();
            const button = target instanceof Element && target.closest('[data-do]');
            if (button instanceof HTMLElement) this.act(button.dataset.do ?? '', Number(button.dataset.arg));
        }
        /** @param {string} action @param {number} [arg] */
        act(action, arg = 0) {
            clearTimeout(this.timer);
            const choices = this.graph.out[this.state];
            switch (action) {
            case 'edge': return this.step(arg);
            case 'moment': this.at = arg; break;
            case 'restart': this.at = 0; break;
            case 'back': this.at = Math.max(0, this.at - 1); break;
            case 'forward':
                if (this.at < this.path.length) this.at += 1;
                else if (choices.length === 1) return this.step(choices[0]);
                else if (choices.length) return this.say('Plusieurs étapes sont possibles : choisissez un fil.');
                break;
            case 'random': return this.random();
            case 'outcome':
            case 'show':
                this.set([...this.graph.data.outcomes[arg].schedule], 0);
                return this.play();
            case 'share': return void this.share();
            case 'close': return this.dialog.close();
            }
            this.render(true);
        }
        async share() {
            try {
                await navigator.clipboard.writeText(location.href);
                this.say('Adresse copiée.', true);
            } catch {
                this.say("La copie est refusée : l'adresse est dans la barre du navigateur.", true);
            }
        }
        /** @param {KeyboardEvent} event */
        onKey(event) {
            event.stopPropagation(); // les touches de la page attendent la fermeture
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const scrolls = document.activeElement?.matches('section');
            const keys = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'restart', End: 'random' };
            const action = Reflect.get(keys, event.key);
            const who = this.graph.labels.indexOf(event.key.toUpperCase());
            if (action && !scrolls) {
                event.preventDefault();
                this.act(action);
            } else if (who >= 0 && event.key.length === 1) {
                const name = this.graph.names[who];
                const buttons = this.dialog.querySelectorAll(`.pas-fils [data-fil="${CSS.escape(name)}"]`);
                const first = /** @type {HTMLElement | undefined} */ (buttons[0]);
                if (buttons.length === 1) first?.click();
                else if (first) first.focus();
                this.say(buttons.length > 1 ? `« ${name} » a ${buttons.length} étapes possibles : choisissez.`
                    : first ? this.part('.annonce').textContent ?? '' : `« ${name} » ne peut pas avancer.`);
            }
        }
        onClose() {
            clearTimeout(this.timer);
            if (location.hash.startsWith('#pas=')) history.replaceState(history.state, '', location.pathname + location.search);
        }

        /** @param {string} text @param {boolean} [visible] */
        say(text, visible = false) {
            this.part('.annonce').textContent = text;
            if (visible) this.part('.pas-avis').textContent = text;
        }

        /** La pastille d'un fil. @param {string} name */
        badge(name) {
            const k = this.graph.names.indexOf(name);
            return h('span', { class: 'pas-pastille', style: `--fil: var(--pas-${k % 6})`, 'aria-hidden': 'true' }, this.graph.labels[k] ?? '⏱');
        }

        /** Le programme, une ligne par élément. */
        listing() {
            const { source, premiere } = this.graph.data;
            const hljs = Reflect.get(window, 'hljs');
            /** @type {any} */
            let top;
            const lines = source.trimEnd().split('\n').map((/** @type {string} */ text, /** @type {number} */ i) => {
                const code = h('code', { class: 'hljs' }, text);
                if (hljs) {
                    const result = hljs.highlight('rust', text, true, top);
                    top = result.top;
                    code.innerHTML = result.value;
                }
                return h('div', { class: 'pas-ligne', 'data-ligne': i + premiere }, h('span', { class: 'pas-no' }, String(i + premiere)), h('span', { class: 'pas-marques' }), code);
            });
            this.part('.pas-code').append(...lines);
        }

        /** Montre l'état présent. @param {boolean} [announce] */
        render(announce = false) {
            const focus = document.activeElement?.getAttribute('data-key');
            const ended = this.graph.outcome(this.state);
            if (ended >= 0) this.reached.add(ended);
            this.threads(ended);
            this.objects();
            this.part('.pas-sortie pre').textContent = this.graph.stdout(this.state) || '(rien encore)';
            this.timeline();
            this.outcomes(ended);
            this.mission(ended);
            const off = (/** @type {string} */ action, /** @type {boolean} */ value) =>
                this.part(`[data-do=${action}]`).setAttribute('aria-disabled', String(value));
            const choices = this.graph.out[this.state].length;
            off('restart', this.at === 0);
            off('back', this.at === 0);
            off('forward', this.at === this.path.length && choices !== 1);
            off('random', choices === 0);
            if (focus && this.dialog.open) {
                const [kind] = focus.split(':');
                const again = this.dialog.querySelector(`[data-key="${CSS.escape(focus)}"]`)
                    ?? this.dialog.querySelector(`[data-key^="${kind}:"]`) ?? this.part('[data-do=restart]');
                /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
            }
            if (announce) {
                this.part('.pas-avis').textContent = '';
                this.announce(ended);
                try {
                    history.replaceState(history.state, '', `#pas=${this.id}:${this.moment}`);
                } catch { /* le navigateur limite la cadence des adresses : la suivante passera */ }
            }
        }
        /** @param {number} ended */
        announce(ended) {
            const last = this.at && this.path[this.at - 1];
            const told = this.at ? [this.told(last), ...this.graph.changes(last)] : ['Début'];
            if (ended >= 0) told.push(KINDS[this.graph.data.outcomes[ended].kind].slice(2));
            if (this.done) told.push('Mission accomplie');
            this.say(`Étape ${this.at}. ${told.join('. ')}.`.replaceAll('`', ''));
        }
        /** Une étape en une phrase. @param {number} rank */
        told(rank) {
            const { thread, line, text } = this.graph.edge(rank);
            return thread ? `${thread}, ligne ${line} : ${text}` : text;
        }

        /** @param {number} ended */
        threads(ended) {
            const { graph, state } = this;
            const steps = graph.out[state].map(rank => ({ rank, ...graph.edge(rank) }));
            const process = ended >= 0 && /exit|panic/.test(graph.data.outcomes[ended].kind);
            const views = graph.threads(state);
            if (steps.some(s => !s.thread)) views.push({ name: '', operation: 'le temps', reason: '' });
            for (const mark of this.dialog.querySelectorAll('.pas-marques')) mark.replaceChildren();
            const cards = views.map((/** @type {any} */ t) => {
                const mine = steps.filter(s => s.thread === t.name || (t.name && s.peer === t.name));
                const status = t.ended ? t.operation : process ? 'arrêté net avec le programme'
                    : t.reason ? 'attend' : mine.length ? 'peut avancer' : 'ne bouge plus';
                const line = t.line && this.dialog.querySelector(`[data-ligne="${t.line}"] .pas-marques`);
                if (line) line.append(this.badge(t.name));
                const k = graph.names.indexOf(t.name);
                const buttons = mine.map((s, i) => h('button', {
                    'data-do': 'edge', 'data-arg': s.rank, 'data-fil': t.name, 'data-key': `fil:${t.name}:${i}`,
                    'aria-keyshortcuts': graph.labels[k] ?? false,
                    class: this.path[this.at] === s.rank ? 'pas-suite' : '',
                }, rich(s.thread === t.name ? s.text : `avec « ${s.thread} » : ${s.text}`)));
                const told = t.ended || process || (mine.length === 1 && !t.reason);
                return h('article', { class: 'pas-fil', 'data-etat': t.ended || process ? 'fini' : t.reason ? 'attend' : 'pret', style: `--fil: var(--pas-${k % 6})` },
                    h('h4', {}, this.badge(t.name), t.name || 'le temps', h('small', {}, t.line ? ` ligne ${t.line}` : ''), h('em', {}, status)),
                    ...(told ? [] : [h('p', {}, rich(t.operation))]),
                    ...(t.reason && !process ? [h('p', { class: 'pas-raison' }, rich(`bloqué : ${t.reason}`))] : []),
                    ...buttons);
            });
            this.part('.pas-fils div').replaceChildren(...cards);
            const code = this.part('.pas-code');
            const current = this.at && this.graph.edge(this.path[this.at - 1]).thread;
            const here = views.find((/** @type {any} */ t) => t.name === (current || 'main'));
            const line = /** @type {HTMLElement | null} */ (here && code.querySelector(`[data-ligne="${here.line}"]`));
            for (const row of code.children) row.toggleAttribute('data-ici', row === line);
            if (line && (line.offsetTop < code.scrollTop + 30 || line.offsetTop > code.scrollTop + code.clientHeight - 60)) {
                code.scrollTop = line.offsetTop - code.clientHeight / 2;
            }
        }

        objects() {
            const before = this.at ? this.graph.objects(this.graph.edge(this.path[this.at - 1]).from) : [];
            const cards = this.graph.objects(this.state).map((/** @type {any} */ o) => {
                const values = (o.values ?? []).map((/** @type {string} */ v) => h('span', { class: 'pas-valeur' }, v));
                const canal = o.senders !== undefined;
                for (let i = values.length; canal && i < Math.min(o.capacity ?? 0, 12); i += 1) values.push(h('span', { class: 'pas-place' }, 'libre'));
                const facts = [];
                if (canal && o.kind === 'canal') {
                    facts.push(o.senders ? count(o.senders, 'émetteur') : "plus d'émetteur : fermé");
                    facts.push(o.receivers ? count(o.receivers, 'récepteur') : 'plus de récepteur');
                    facts.push(o.capacity === 0 ? "sans place : l'envoi attend la réception"
                        : o.capacity === undefined ? 'sans limite' : count(o.capacity, 'place'));
                } else if (o.capacity !== undefined) facts.push(`${o.threads?.length ?? 0} arrivé(s) sur ${o.capacity}`);
                if (o.count !== undefined) facts.push(`${o.kind.startsWith('groupe') ? count(o.count, 'membre') : o.kind === 'portée' ? `${count(o.count, 'fil')} en cours` : count(o.count, 'propriétaire')}`);
                const lock = /^(verrou|init)/.test(o.kind);
                if (lock && !o.threads) facts.push('libre');
                const who = (o.threads ?? []).flatMap((/** @type {string} */ name) => [this.badge(name), ` ${name} `]);
                return h('article', { class: before.includes(o) || !this.at ? '' : 'pas-change' },
                    h('h4', {}, rich(o.name), h('small', {}, ` ${o.kind}`)),
                    h('p', {}, ...values, ...(who.length ? [h('span', { class: 'pas-qui' }, lock ? 'tenu par ' : 'y attend : ', ...who)] : []), h('span', {}, facts.join(', '))));
            });
            this.part('.pas-objets div').replaceChildren(...(cards.length ? cards : [h('p', {}, 'Rien en ce moment.')]));
        }

        timeline() {
            const rows = this.path.map((rank, i) => {
                const news = this.graph.changes(rank).map((/** @type {string} */ text) => h('small', {}, rich(text)));
                return this.row(i + 1, rich(this.told(rank)), ...news);
            });
            this.part('.pas-frise ol').replaceChildren(this.row(0, 'Début'), ...rows);
            this.draw();
            const box = this.part('.pas-dessin');
            const here = this.part('[aria-current=step]');
            const top = here.offsetTop - box.clientHeight + here.offsetHeight + 24;
            if (top > box.scrollTop || here.offsetTop < box.scrollTop) box.scrollTop = top;
        }
        /** @param {number} k @param {...(string | Node)} children */
        row(k, ...children) {
            return h('li', { 'data-apres': k > this.at }, h('button', { 'data-do': 'moment', 'data-arg': k, 'data-key': `moment:${k}`, 'aria-current': k === this.at && 'step' }, ...children));
        }
        /** Dessine les couloirs à côté de la liste, rangée par rangée. */
        draw() {
            const { graph } = this;
            const rows = /** @type {HTMLElement[]} */ ([...this.part('.pas-frise ol').children]);
            const states = [0, ...this.path.map(rank => graph.edge(rank).to)].map(state => ({
                threads: graph.threads(state),
                held: new Set(graph.objects(state).filter((/** @type {any} */ o) => o.kind.startsWith('verrou')).flatMap((/** @type {any} */ o) => o.threads ?? [])),
            }));
            const lanes = graph.names.filter(name => states.some(s => s.threads.some((/** @type {any} */ t) => t.name === name)));
            const list = this.part('.pas-frise ol');
            const gap = Math.max(22, Math.min(54, list.offsetWidth * 0.4 / lanes.length));
            const width = gap * lanes.length + 8;
            list.style.setProperty('--frise', `${width}px`);
            const x = (/** @type {string} */ name) => gap * (lanes.indexOf(name) + 0.5);
            const y = rows.map(row => row.offsetTop + 16);
            const bottom = list.offsetHeight;
            /** @type {HTMLElement[]} */
            const under = [];
            /** @type {HTMLElement[]} */
            const over = [];
            const style = (/** @type {string} */ name) => `--fil: var(--pas-${graph.names.indexOf(name) % 6})`;
            const path = (/** @type {string} */ d, /** @type {string} */ kind, /** @type {string} */ name) => under.push(h('path', { d, class: kind, style: style(name) }));
            const node = (/** @type {string} */ name, /** @type {number} */ i) => {
                over.push(h('g', { style: style(name), 'data-apres': i > this.at },
                    h('circle', { cx: x(name), cy: y[i], r: 9 }),
                    h('text', { x: x(name), y: y[i] + 4 }, graph.labels[graph.names.indexOf(name)])));
            };
            const arrow = (/** @type {string} */ a, /** @type {number} */ i, /** @type {string} */ b, /** @type {number} */ j, /** @type {string} */ kind) => {
                const [dx, dy] = [x(b) - x(a), y[j] - y[i]];
                const [ux, uy] = [dx / Math.hypot(dx, dy), dy / Math.hypot(dx, dy)];
                const [ex, ey] = [x(b) - 11 * ux, y[j] - 11 * uy];
                path(`M${x(a)} ${y[i]}L${ex} ${ey}`, kind, a);
                path(`M${ex - 6 * ux - 4 * uy} ${ey - 6 * uy + 4 * ux}L${ex} ${ey}L${ex - 6 * ux + 4 * uy} ${ey - 6 * uy - 4 * ux}`, 'pas-message', a);
            };
            /** @type {{text: string, thread: string, row: number}[]} les messages qui ne sont pas encore reçus */
            const flying = [];
            states.forEach((now, i) => {
                const e = i ? graph.edge(this.path[i - 1]) : { thread: 'main', peer: '', text: '' };
                for (const t of now.threads) {
                    const born = !states[i - 1]?.threads.some((/** @type {any} */ o) => o.name === t.name);
                    if (born && i) {
                        arrow(e.thread, i, t.name, i, 'pas-lance');
                        node(t.name, i);
                    }
                    if (t.ended) {
                        if (i && !states[i - 1].threads.some((/** @type {any} */ o) => o.name === t.name && o.ended)) {
                            path(`M${x(t.name) - 7} ${y[i] + 15}h14`, 'pas-terme', t.name);
                            path(`M${x(t.name)} ${y[i]}v15`, 'pas-libre', t.name);
                        }
                        continue;
                    }
                    const end = y[i + 1] ?? bottom;
                    path(`M${x(t.name)} ${y[i]}V${end}`, t.reason ? 'pas-attend' : 'pas-libre', t.name);
                    if (now.held.has(t.name)) path(`M${x(t.name)} ${y[i]}V${end}`, 'pas-tient', t.name);
                }
                if (!e.thread) path(`M0 ${y[i]}H${width}`, 'pas-attend', 'main');
                else node(e.thread, i);
                if (e.peer) {
                    arrow(e.thread, i, e.peer, i, 'pas-message');
                    node(e.peer, i);
                }
                const [, verb, value] = /^(envoyer|recevoir) (.+?) (?:dans|de) /.exec(e.text) ?? [];
                if (verb === 'envoyer' && !e.peer && !/plus de récepteur|délai|rien n'est/.test(e.text)) flying.push({ text: value, thread: e.thread, row: i });
                const sent = verb === 'recevoir' ? flying.findIndex(m => m.text === value) : -1;
                if (sent >= 0) {
                    const [m] = flying.splice(sent, 1);
                    if (m.thread !== e.thread) arrow(m.thread, m.row, e.thread, i, 'pas-message');
                }
            });
            const svg = h('svg', { width, height: bottom, role: 'img', 'aria-label': `${count(lanes.length, 'fil')}, ${count(this.path.length, 'étape')} : la liste qui suit dit la même chose` }, ...under, ...over);
            this.part('.pas-dessin svg')?.remove();
            this.part('.pas-dessin').prepend(svg);
        }

        /** @param {number} ended */
        outcomes(ended) {
            const { outcomes, complete } = this.graph.data;
            const seen = this.reached.size;
            this.part('.pas-fins h3').textContent = `${count(outcomes.length, 'issue')} possible${outcomes.length > 1 ? 's' : ''}, ${seen} vue${seen > 1 ? 's' : ''}${complete ? '' : ' (exploration incomplète)'}`;
            this.part('.pas-fins ol').replaceChildren(...outcomes.map((/** @type {any} */ o, /** @type {number} */ n) => {
                const panics = o.panicked.map((/** @type {any} */ p) => h('small', {}, rich(`panique de « ${p.thread} », ligne ${p.line} : ${p.message}`)));
                const blocked = o.blocked.map((/** @type {any} */ b) => h('small', {}, rich(`« ${b.thread} », ligne ${b.line} : ${b.operation} (${b.reason})`)));
                return h('li', { 'data-vue': this.reached.has(n), 'aria-current': n === ended },
                    h('button', { 'data-do': 'outcome', 'data-arg': n, 'data-key': `issue:${n}`, 'aria-label': `Aller à l'issue ${n + 1}` }, 'Y aller'),
                    h('p', {}, h('b', {}, KINDS[o.kind]), h('span', { class: 'pas-vue' }, this.reached.has(n) ? '☑ vue' : '☐ pas encore vue'), ` ${count(o.schedule.length, 'étape')} au plus court`),
                    h('pre', {}, o.stdout || '(rien affiché)'), ...panics, ...blocked);
            }));
        }

        /** @param {number} ended */
        mission(ended) {
            const { mission } = this.graph.data;
            const waiting = this.graph.threads(this.state).filter((/** @type {any} */ t) => t.reason && !t.ended).length;
            const there = mission.issues ? mission.issues.includes(ended) : mission.attente ? waiting >= mission.attente : ended >= 0;
            const alone = this.path.slice(0, this.at).every((rank, i) => !this.auto[i] || this.graph.out[this.graph.edge(rank).from].length === 1);
            if (there && alone && !this.done) {
                this.done = true;
                Reflect.get(window, 'coursProgres')?.mark('mission', this.id);
            }
            const box = this.part('.pas-mission');
            box.toggleAttribute('data-accomplie', this.done);
            box.replaceChildren(h('b', {}, this.done ? '★ Mission accomplie' : '☆ Mission'), ' ', rich(mission.texte),
                ...(there && !alone && !this.done ? [h('em', {}, " C'est ici. Revenez au début, et arrivez-y vous-même.")] : []));
        }
    }

    /** @type {Map<string, Stepper>} */
    const steppers = new Map();

    Reflect.set(window, 'coursPasAPas', {
        /**
         * Ouvre un programme à un moment.
         * @param {string} id
         * @param {string} moment
         * @param {HTMLElement | null} button à qui rendre le focus
         */
        open(id, moment, button) {
            const data = Reflect.get(window, 'coursGraphes')?.[id];
            if (!data) throw new Error(`le livre n'a pas l'exploration de « ${id} »`);
            for (const other of steppers.values()) if (other.id !== id) other.dialog.close();
            const stepper = steppers.get(id) ?? new Stepper(id, data);
            steppers.set(id, stepper);
            stepper.seek(moment);
            if (!stepper.dialog.open) {
                button?.focus({ preventScroll: true });
                document.body.append(stepper.dialog);
                stepper.dialog.showModal();
            }
            stepper.render();
        },
        close() {
            for (const stepper of steppers.values()) stepper.dialog.close();
        },
    });
})();
