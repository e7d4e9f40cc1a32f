// @ts-check
'use strict';

/*
 * L'explorateur d'exécutions : le lecteur est l'ordonnanceur.
 *
 * `theme/stepper-page.js` le charge à l'ouverture, avec les données du
 * programme : `window.courseGraphs[id]`, dont le format est décrit par
 * `outils/mdbook-cours/src/program/stepper.rs`. L'adresse d'un moment est
 * `#pas=<id>:<empreinte>:<moment>` ; une empreinte vide n'est pas vérifiée.
 */

/** Étapes au hasard, au plus : un programme peut ne pas finir. */
const RANDOM_STEPS = 400;
/** Une exécution déroulée dure ce temps, en millisecondes. */
const PLAY_TIME = 4000;
/** @type {Record<string, string>} */
const KEYS = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'restart', End: 'random' };

/** Les zones de l'explorateur : leur classe, leur titre, l'élément qui se remplit. */
const ZONES = [
    ['code', 'Programme', 'div'], ['threads', 'À qui le tour ?', 'div'], ['objects', "Ce qu'ils partagent", 'div'],
    ['output', 'Affiché', 'pre'], ['timeline', 'La frise', 'ol'], ['outcomes', 'Les issues', 'ol'],
].map(([name, title, tag]) => `<section class="stepper-${name}" aria-label="${title}" tabindex="0"><h3>${title}</h3><${tag}></${tag}></section>`);

/** Les commandes : l'action, la touche, le texte. */
const BUTTONS = [
    ['restart', 'Home', '⟲ Recommencer'], ['back', 'ArrowLeft', '← Reculer'], ['forward', 'ArrowRight', 'Avancer →'],
    ['random', 'End', "Au hasard jusqu'au bout"], ['show', '', ''], ['share', '', "Copier l'adresse"],
].map(([action, key, text]) => `<button data-do="${action}" aria-keyshortcuts="${key}">${text}</button>`);

const SHELL = `<header><h2 id="stepper-title"></h2><button data-do="close">Fermer</button></header>
<p class="stepper-mission"></p><p class="stepper-notice" role="alert"></p>${ZONES.join('')}
<div class="stepper-bar" role="group" aria-label="Parcourir">${BUTTONS.join('')}</div>
<p class="announcer" role="status"></p>`;

/** L'explorateur d'un programme, ouvert ou fermé. */
class Stepper {
    /** @type {number[]} les étapes faites, puis à venir */
    path = [];
    /** @type {boolean[]} lesquelles le lecteur n'a pas choisies */
    auto = [];
    at = 0;
    timer = 0;
    frame = 0;
    addressFrame = 0;
    /** La ligne du fil qui vient d'avancer. */
    here = 0;
    /** Le moins de pas du lecteur pour accomplir la mission. */
    best = Infinity;
    /** @type {Set<number>} les issues atteintes */
    seen = new Set();

    /** @param {string} id @param {StepperDocument} data */
    constructor(id, data) {
        this.id = id;
        this.data = data;
        this.graph = new Graph(data);
        this.dialog = h('dialog', { class: 'stepper', 'aria-labelledby': 'stepper-title' });
        this.dialog.innerHTML = SHELL;
        this.done = window.courseProgress?.has('mission', id) ?? false;
        this.part('[data-do=share]').hidden = !id;
        this.part('h2').append(rich(data.title ?? data.program));
        const bad = data.outcomes.findIndex(o => o.noun);
        const show = this.part('[data-do=show]');
        show.hidden = bad < 0;
        show.dataset.arg = String(bad);
        show.textContent = `Montrez-moi ${data.outcomes[bad]?.noun}`;
        this.dialog.addEventListener('click', event => this.onClick(event));
        this.dialog.addEventListener('keydown', event => this.onKey(event));
        this.dialog.addEventListener('close', () => this.onClose());
        new ResizeObserver(() => this.redraw()).observe(this.part('.stepper-timeline ol'));
        this.listing();
    }

    /** @param {string} selector */
    part(selector) {
        return /** @type {HTMLElement} */ (this.dialog.querySelector(selector));
    }

    get state() {
        return this.last?.to ?? 0;
    }

    /** L'étape qui vient d'être faite. */
    get last() {
        return this.at ? this.graph.edge(this.path[this.at - 1]) : null;
    }

    get moment() {
        return `${this.data.stamp ?? ''}:${this.graph.encode(this)}`;
    }

    /** L'adresse du moment présent, dans la page. */
    get address() {
        return `#pas=${this.id}:${this.moment}`;
    }

    /** Va au moment qu'une adresse désigne. @param {string} moment vide : là où l'on en était */
    seek(moment) {
        if (!moment || moment === this.moment) return;
        const [stamp, moves = ''] = moment.split(':');
        const same = !stamp || stamp === this.data.stamp;
        const found = same && this.graph.decode(moves);
        this.set(found || { path: [], at: 0 });
        this.part('.stepper-notice').textContent = found ? ''
            : "Cette adresse vient d'une autre version du programme : l'exécution repart du début.";
    }

    /** @param {Moment} moment */
    set({ path, at }) {
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
        this.moved();
    }

    /** Déroule ce qui est à venir. */
    play() {
        const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
        const wait = Math.max(60, Math.min(350, PLAY_TIME / (this.path.length - this.at)));
        const next = () => {
            this.at = calm ? this.path.length : Math.min(this.at + 1, this.path.length);
            this.moved();
            if (this.at < this.path.length) this.timer = setTimeout(next, wait);
        };
        next();
    }

    random() {
        this.path.length = this.at;
        let { state } = this;
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
        const button = target instanceof Element ? target.closest('[data-do]') : null;
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
        case 'outcome': case 'show':
            this.set({ path: [...this.data.outcomes[arg].schedule], at: 0 });
            return this.play();
        case 'share': return this.share();
        case 'close': return this.dialog.close();
        }
        this.moved();
    }

    async share() {
        const { clipboard } = navigator;
        const { href } = new URL(this.address, location.href);
        const copied = clipboard && course.limited(clipboard.writeText(href), '', 3).then(() => 'Adresse copiée', () => '');
        const text = await copied || "Copie refusée : voyez l'adresse de la page";
        this.part('[data-do=share]').textContent = text;
        this.say(text);
    }

    /** @param {KeyboardEvent} event */
    onKey(event) {
        event.stopPropagation(); // les touches de la page attendent la fermeture
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const action = KEYS[event.key];
        const who = event.key.length === 1 ? this.graph.labels.indexOf(event.key.toUpperCase()) : -1;
        // Une zone qui défile garde les flèches.
        if (action && !document.activeElement?.matches('section')) {
            event.preventDefault();
            this.act(action);
        } else if (who >= 0) {
            const name = this.graph.names[who];
            const steps = /** @type {NodeListOf<HTMLElement>} */ (this.dialog.querySelectorAll(`[data-thread="${CSS.escape(name)}"]`));
            if (steps.length === 1) return steps[0].click();
            steps[0]?.focus();
            this.say(steps.length ? `« ${name} » a ${steps.length} étapes possibles : choisissez.` : `« ${name} » ne peut pas avancer.`);
        }
    }

    onClose() {
        clearTimeout(this.timer);
        cancelAnimationFrame(this.addressFrame);
        if (location.hash.startsWith('#pas=')) history.replaceState(history.state, '', location.pathname + location.search);
    }

    /** @param {string} text */
    say(text) {
        this.part('.announcer').textContent = text.replaceAll('`', '');
    }

    /** Le programme, une ligne par élément. */
    listing() {
        const { source, first = 1, lines, reduced = [] } = this.data;
        (lines ?? source.trimEnd().split('\n')).forEach((text, i) => {
            const code = h('code', {}, text);
            // « <keyword>let<> » : voir outils/mdbook-cours/src/program/stepper.rs.
            if (lines) code.innerHTML = text.replace(/<>/g, '</span>').replace(/<(\w+)>/g, '<span class="hljs-$1">');
            this.part('.stepper-code div').append(codeLine(i + first, code));
        });
        for (const { constant, original, explored } of reduced) {
            this.part('.stepper-code div').append(h('p', {}, rich(`Exploré avec \`${constant}\` à ${explored} au lieu de ${original}.`)));
        }
    }

    /** Le moment a changé : le montrer, le dire, le mettre dans l'adresse. */
    moved() {
        const focus = document.activeElement?.getAttribute('data-key');
        this.part('.stepper-notice').textContent = '';
        this.part('[data-do=share]').textContent = "Copier l'adresse";
        const outcome = this.render();
        const again = focus && (this.part(`[data-key="${CSS.escape(focus)}"]`)
            ?? this.part(`[data-key^="${focus.split(':')[0]}"]`) ?? this.part('[data-do=restart]'));
        if (again) again.focus();
        const said = this.last ? [told(this.last), ...this.graph.changes(this.last.rank)] : ['Début'];
        if (outcome >= 0) said.push(this.data.outcomes[outcome].label.slice(2));
        this.say(`Étape ${this.at}. ${said.join('. ')}. ${this.part('.stepper-mission').textContent}`);
        // Une fois par image : un navigateur limite la cadence des adresses.
        cancelAnimationFrame(this.addressFrame);
        this.addressFrame = requestAnimationFrame(() => {
            try {
                if (this.id) history.replaceState(history.state, '', this.address);
            } catch {
                // La prochaine passera.
            }
        });
    }

    /** @returns {number} l'issue atteinte, ou -1 */
    render() {
        const { graph, state, last, at, path } = this;
        const outcome = graph.outcome(state);
        if (outcome >= 0) this.seen.add(outcome);
        this.dialog.dataset.state = String(state);
        const edges = graph.out[state].map(rank => graph.edge(rank));

        const threads = graph.threads(state);
        for (const mark of this.dialog.querySelectorAll('.stepper-marks')) mark.replaceChildren();
        for (const t of threads) this.line(t.line)?.children[1].append(badge(graph, t.name));
        if (edges.some(e => !e.thread)) threads.push({ name: '', line: 0, text: '', reason: '', ended: false });
        const { kind, label } = this.data.outcomes[outcome] ?? {};
        this.part('.stepper-threads div').replaceChildren(...(kind ? [h('p', { class: 'stepper-verdict', 'data-kind': kind }, label)] : []),
            ...threads.map(t => threadCard(graph, t, edges, path[at], /exit|panic/.test(kind))));
        this.here = threads.find(t => t.name === (last?.thread || 'main'))?.line ?? 0;

        const before = last ? graph.objects(last.from) : graph.objects(state);
        const objects = graph.objects(state).map(o => objectCard(graph, o, !before.includes(o)));
        this.part('.stepper-objects div').replaceChildren(...(objects.length ? objects : [h('p', {}, 'Rien en ce moment.')]));
        this.part('.stepper-output pre').textContent = graph.stdout(state) || '(rien encore)';

        const row = (/** @type {number} */ k, /** @type {(string | Node)[]} */ ...children) => h('li', { 'data-after': k > at },
            h('button', { 'data-do': 'moment', 'data-arg': k, 'data-key': `moment:${k}`, 'aria-current': k === at && 'step' }, ...children));
        this.part('.stepper-timeline ol').replaceChildren(row(0, 'Début'), ...path.map((rank, i) => row(i + 1, rich(told(graph.edge(rank))),
            ...graph.changes(rank).map(text => h('small', {}, rich(text))))));
        this.redraw();

        const { outcomes, complete } = this.data;
        this.part('.stepper-outcomes h3').textContent = `${count(outcomes.length, 'issue possible')}, ${count(this.seen.size, 'vue')}${complete ? '' : ' ; exploration incomplète'}`;
        this.part('.stepper-outcomes ol').replaceChildren(...outcomes.map((o, n) => outcomeItem(o, n, this.seen.has(n), n === outcome)));
        this.mission(outcome);
        for (const [action, off] of Object.entries({ restart: !at, back: !at, forward: at === path.length && edges.length !== 1, random: !edges.length })) {
            this.part(`[data-do=${action}]`).setAttribute('aria-disabled', String(off));
        }
        return outcome;
    }

    /** @param {number} number */
    line(number) {
        return /** @type {HTMLElement | null} */ (this.dialog.querySelector(`[data-line="${number}"]`));
    }

    /** Ce qui demande des mesures attend l'image suivante, une fois pour toutes. */
    redraw() {
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => {
            const list = this.part('.stepper-timeline ol');
            list.parentElement?.querySelector('svg')?.remove();
            list.before(drawTimeline(this.graph, this, list));
            keepInSight(this.part('.stepper-timeline'), this.part('[aria-current=step]'));
            const line = this.line(this.here);
            for (const other of this.dialog.querySelectorAll('[data-line]')) other.toggleAttribute('data-here', other === line);
            if (line) keepInSight(this.part('.stepper-code'), line);
        });
    }

    /** @param {number} outcome */
    mission(outcome) {
        const { mission } = this.data;
        const box = this.part('.stepper-mission');
        box.hidden = !mission;
        if (!mission) return;
        // Les lignes où des fils attendent ; chacune ne sert qu'une fois.
        const at = this.graph.threads(this.state).filter(t => t.reason).map(t => t.line);
        const there = mission.outcomes?.includes(outcome) || at.length >= (mission.waiting ?? Infinity)
            || mission.lines?.every(n => at.some((m, i) => m === n && at.splice(i, 1)));
        // Une étape sans choix n'a pas à être choisie.
        const alone = this.path.slice(0, this.at).every((rank, i) => !this.auto[i] || this.graph.out[this.graph.edge(rank).from].length === 1);
        if (there && alone) {
            this.best = Math.min(this.best, this.at);
            if (!this.done) window.courseProgress?.mark('mission', this.id);
            this.done = true;
        }
        const { best } = this;
        const { par } = mission;
        const length = best === par ? `${par} pas, le plus court possible`
            : best < Infinity ? `${best} pas, le plus court possible est ${par}` : `${par} pas au plus court`;
        box.toggleAttribute('data-done', this.done);
        box.replaceChildren(h('b', {}, this.done ? '★ Mission accomplie' : '☆ Mission'), ' ', rich(mission.text),
            ...(par ? [h('small', {}, ` ${length}.`)] : []), ...(there && !this.done ? [h('em', {}, " C'est ici. Recommencez, et arrivez-y vous-même.")] : []));
    }
}

/** @type {Map<string, Stepper>} */
const steppers = new Map();

window.courseStepper = {
    /**
     * Ouvre un programme.
     * @param {string} id vide : aucune adresse ne le désigne
     * @param {string} moment `<empreinte>:<moment>`, ou rien
     * @param {HTMLElement | null} button à qui rendre le focus
     */
    open(id, moment, button) {
        const graphs = window.courseGraphs ?? {};
        const data = Object.hasOwn(graphs, id) && graphs[id];
        if (!data) throw new Error(`le livre n'a pas d'exploration de « ${id} »`);
        for (const other of steppers.values()) if (other.id !== id) other.dialog.close();
        if (!id) steppers.get('')?.dialog.remove();
        const stepper = (id && steppers.get(id)) || new Stepper(id, data);
        steppers.set(id, stepper);
        stepper.seek(moment);
        const opening = !stepper.dialog.open;
        if (opening) {
            button?.focus({ preventScroll: true });
            document.body.append(stepper.dialog);
            stepper.dialog.showModal();
        }
        stepper.render();
        const first = stepper.part('[data-thread], [data-do=restart]');
        // Hors de vue, ou sous les commandes, il laisse le focus à l'en-tête.
        if (opening && first.getBoundingClientRect().bottom < stepper.part('.stepper-bar').getBoundingClientRect().top) first.focus();
    },
    close() {
        for (const { dialog } of steppers.values()) dialog.close();
    },
};
