// @ts-check
'use strict';

/*
 * Les quiz : <quiz-page>.
 *
 * La page livre les champs et, pliée, la réponse de chaque question ; elle se
 * lit ainsi sans JavaScript. Ce script y ajoute la vérification, le bilan, et
 * garde les réponses dans le navigateur. La réponse pliée est retirée de la
 * page jusqu'au premier essai : la recherche du navigateur l'ouvrirait.
 */
(function quiz() {
    const STORAGE_KEY = 'cours-quiz';

    /**
     * Une réponse : les rangs cochés, le texte, ou l'ordre des étapes.
     * @typedef {string[]} Answer
     * @typedef {{ answer: Answer, solved: boolean }} Saved
     * @typedef {{ mark(kind: string, id: string): void, unmark(kind: string, id: string): void, has(kind: string, id: string): boolean }} Progress
     */

    /** @returns {Progress | undefined} */
    const progress = () => /** @type {any} */ (window).coursProgres;

    /** @returns {Record<string, Saved>} */
    function load() {
        try {
            const saved = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
            return saved !== null && typeof saved === 'object' ? saved : {};
        } catch {
            return {}; // stockage refusé, ou abîmé
        }
    }

    /**
     * @param {string} id
     * @param {Saved | null} saved
     */
    function save(id, saved) {
        const all = load();
        delete all[id];
        if (saved !== null) {
            all[id] = saved;
        }
        try {
            localStorage.setItem(STORAGE_KEY, JSON.stringify(all));
        } catch {
            // stockage refusé ou plein : la réponse ne vaut que pour la page
        }
    }

    /**
     * Comme `normalize`, dans outils/quiz/src/normalize.rs.
     * @param {string} text
     */
    function normalize(text) {
        return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
            .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/['’]/g, ' ').replace(/[«»"“”`]|\(\)/g, '')
            .replace(/\s+/g, ' ').trim().replace(/[.!;, ]+$/, '').replace(/^(les?|la|l|une?|des|du) /, '');
    }

    /**
     * @template {keyof HTMLElementTagNameMap} K
     * @param {K} tag
     * @param {string} className
     * @param {string} [text]
     */
    function create(tag, className, text = '') {
        const element = document.createElement(tag);
        element.className = className;
        element.textContent = text;
        return element;
    }

    /** @param {string} text */
    function button(text) {
        const element = create('button', 'quiz-bouton', text);
        element.type = 'button';
        return element;
    }

    class Question {
        solved = false;

        /**
         * @param {HTMLElement} root
         * @param {() => void} changed
         */
        constructor(root, changed) {
            this.id = root.dataset.question ?? '';
            this.changed = changed;
            const key = (root.dataset.cle ?? '').replace(/../g, '%$&');
            this.key = decodeURIComponent(key);
            this.fieldset = /** @type {HTMLFieldSetElement} */ (root.querySelector('fieldset'));
            this.inputs = Array.from(this.fieldset.querySelectorAll('input'));
            this.list = this.fieldset.querySelector('ol');
            this.initial = Array.from(this.list?.children ?? []);
            this.details = /** @type {HTMLDetailsElement} */ (root.querySelector('details'));
            this.details.remove();
            this.form = document.createElement('form');
            this.submit = button('Vérifier');
            this.submit.type = 'submit';
            this.result = create('div', 'quiz-resultat');
            this.result.setAttribute('role', 'status');
            root.append(this.form);
            this.form.append(this.fieldset, this.submit, this.result);
            this.form.addEventListener('submit', event => {
                event.preventDefault();
                this.solved ? this.reset() : this.check();
            });
            this.#arrange();
            this.restore();
        }

        /** @returns {Answer} */
        get answer() {
            if (this.list) {
                return this.#steps().map(step => step.dataset.etape ?? '');
            }
            return this.inputs.filter(i => i.type === 'text' || i.checked).map(i => i.value);
        }

        /** @param {Answer} answer */
        fill(answer) {
            for (const input of this.inputs) {
                input.checked = answer.includes(input.value);
                if (input.type === 'text') {
                    input.value = answer[0] ?? '';
                }
            }
            this.list?.append(...this.initial);
            for (const rank of this.list ? answer : []) {
                this.list?.append(...this.#steps().filter(step => step.dataset.etape === rank));
            }
            this.#limits();
        }

        restore() {
            const saved = load()[this.id];
            const known = progress()?.has('quiz', this.id);
            if (known ?? saved?.solved) {
                this.fill(this.list || this.inputs[0]?.type !== 'text' ? this.key.split(',') : saved?.answer ?? this.key.split('\n'));
                this.#succeed();
            } else if (Array.isArray(saved?.answer)) {
                this.fill(saved.answer);
            }
        }

        check() {
            const answer = this.answer;
            if (answer.join('').trim() === '') {
                this.#tell('', this.inputs[0]?.type === 'text' ? 'Écrivez d\'abord une réponse.' : 'Choisissez d\'abord une réponse.');
                return;
            }
            const wrong = this.#wrong(answer);
            save(this.id, { answer, solved: wrong === '' });
            if (wrong === '') {
                progress()?.mark('quiz', this.id);
                this.#succeed();
            } else {
                const partial = wrong.startsWith('En partie');
                this.#tell(partial ? 'partie' : 'faux', wrong);
                const reasons = this.list ? [] : answer.map(i => this.details.querySelector(`[data-choix="${i}"]`));
                const list = create('ul', 'quiz-raisons');
                list.append(...reasons.flatMap(reason => reason?.cloneNode(true) ?? []));
                this.result.append(...(list.children.length > 0 ? [list] : []));
                this.#reveal('Voir la réponse', false);
            }
            this.changed();
        }

        reset() {
            save(this.id, null);
            progress()?.unmark('quiz', this.id);
            this.solved = false;
            this.fieldset.disabled = false;
            this.submit.textContent = 'Vérifier';
            this.details.remove();
            this.#tell('', '');
            this.fill([]);
            this.changed();
        }

        /**
         * Ce qui ne va pas dans une réponse ; rien si elle est juste.
         * @param {Answer} answer
         */
        #wrong(answer) {
            if (this.inputs[0]?.type === 'text') {
                const forms = this.key.split('\n').map(normalize);
                return forms.includes(normalize(answer[0])) ? '' : 'Ce n\'est pas cela.';
            }
            const key = this.key.split(',');
            if (this.list) {
                const placed = key.filter((rank, i) => answer[i] === rank).length;
                return placed === key.length ? '' : `En partie : ${placed} sur ${key.length} à sa place.`;
            }
            const found = answer.filter(rank => key.includes(rank)).length;
            const extra = answer.length - found;
            if (found === key.length && extra === 0) {
                return '';
            }
            return found === 0 ? 'Ce n\'est pas cela.' : `En partie : ${found} juste${found > 1 ? 's' : ''} sur ${key.length}${extra > 0 ? `, et ${extra} de trop` : ''}.`;
        }

        #succeed() {
            this.solved = true;
            this.fieldset.disabled = true;
            this.submit.textContent = 'Refaire cette question';
            this.#tell('juste', 'Juste.');
            this.#reveal('Explication', true);
        }

        /**
         * @param {string} state
         * @param {string} text
         */
        #tell(state, text) {
            this.result.dataset.etat = state;
            this.result.replaceChildren(...(text ? [create('p', '', text)] : []));
        }

        /**
         * @param {string} label
         * @param {boolean} open
         */
        #reveal(label, open) {
            const summary = this.details.querySelector('summary');
            if (summary) {
                summary.textContent = label;
            }
            this.details.open = open;
            this.form.append(this.details);
        }

        /** @returns {HTMLElement[]} */
        #steps() {
            return /** @type {HTMLElement[]} */ (Array.from(this.list?.children ?? []));
        }

        /** Les étapes se déplacent par des boutons, ou se glissent. */
        #arrange() {
            for (const step of this.#steps()) {
                const name = step.textContent?.trim() ?? '';
                for (const [sign, label, by] of /** @type {const} */ ([['↑', 'Monter', -1], ['↓', 'Descendre', 1]])) {
                    const move = button(sign);
                    move.setAttribute('aria-label', `${label} « ${name} »`);
                    move.addEventListener('click', () => {
                        const rank = this.#steps().indexOf(step) + by;
                        if (rank < 0 || rank >= this.initial.length) {
                            return;
                        }
                        by < 0 ? this.#steps()[rank].before(step) : this.#steps()[rank].after(step);
                        this.#limits();
                        move.focus();
                        this.#tell('', `« ${name} » : place ${rank + 1} sur ${this.initial.length}.`);
                    });
                    step.append(move);
                }
                step.draggable = true;
                step.addEventListener('dragstart', () => step.classList.add('quiz-glisse'));
                step.addEventListener('dragend', () => step.classList.remove('quiz-glisse'));
                step.addEventListener('dragover', event => {
                    const dragged = this.list?.querySelector('.quiz-glisse');
                    if (dragged && !this.fieldset.disabled) {
                        event.preventDefault();
                        const { top, height } = step.getBoundingClientRect();
                        event.clientY < top + height / 2 ? step.before(dragged) : step.after(dragged);
                        this.#limits();
                    }
                });
            }
            this.#limits();
        }

        /** La première étape ne monte pas, la dernière ne descend pas. */
        #limits() {
            this.#steps().forEach((step, i, steps) => {
                const [up, down] = step.querySelectorAll('button');
                up?.setAttribute('aria-disabled', String(i === 0));
                down?.setAttribute('aria-disabled', String(i === steps.length - 1));
            });
        }
    }

    class QuizPage extends HTMLElement {
        /** @type {Question[]} */
        #questions = [];
        #score = create('span', '');

        connectedCallback() {
            if (this.#questions.length > 0) {
                return;
            }
            const roots = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.quiz-question'));
            this.#questions = Array.from(roots, root => new Question(root, () => this.#count()));
            const bar = create('p', 'quiz-bilan');
            const clear = button('Tout recommencer');
            clear.addEventListener('click', () => this.#questions.forEach(question => question.reset()));
            bar.append(this.#score, clear);
            roots[0]?.before(bar);
            this.#count();
            // Les progrès ont été effacés, ou repris d'un autre navigateur.
            document.addEventListener('cours-progres', () => {
                for (const question of this.#questions) {
                    const known = progress()?.has('quiz', question.id) ?? question.solved;
                    if (known !== question.solved) {
                        known ? question.restore() : question.reset();
                    }
                }
                this.#count();
            });
        }

        #count() {
            const solved = this.#questions.filter(question => question.solved).length;
            const s = solved > 1 ? 's' : '';
            this.#score.textContent = `${solved} question${s} réussie${s} sur ${this.#questions.length}`;
        }
    }

    customElements.define('quiz-page', QuizPage);
})();
