// @ts-check
'use strict';

/*
 * Les quiz. La page a les champs, et la réponse pliée. Ce script vérifie, compte
 * et garde ce qu'on répond. Il ôte la réponse jusqu'au premier essai : Ctrl+F
 * l'ouvrirait.
 */
(function quiz() {
    /** Voir `theme/progres.js`, s'il est là. */
    const progress = () => Reflect.get(window, 'coursProgres');

    /** @returns {Record<string, string[]>} réponses, par question */
    function saved() {
        try {
            return JSON.parse(localStorage.getItem('cours-quiz') ?? '') ?? {};
        } catch {
            return {}; // rien, ou refusé
        }
    }

    /** @param {string} id @param {string[]} [answer] oubliée si elle manque */
    function save(id, answer) {
        try {
            localStorage.setItem('cours-quiz', JSON.stringify({ ...saved(), [id]: answer }));
        } catch {
            // refusé
        }
    }

    /** Comme outils/quiz/src/normalize.rs. @param {string} text */
    const normalize = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
        .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/['’]/g, ' ').replace(/[«»"“”`]|\(\)/g, '')
        .replace(/\s+/g, ' ').trim().replace(/[.!;, ]+$/, '').replace(/^(les?|la|l|une?|des|du) /, '');

    /** @param {string} tag @param {string} name @param {string} [text] */
    const create = (tag, name, text = '') =>
        Object.assign(document.createElement(tag), { className: name, textContent: text });

    /** @param {string} text @param {() => void} [onclick] */
    const button = (text, onclick) =>
        Object.assign(create('button', 'quiz-bouton', text), { type: onclick ? 'button' : 'submit', onclick });

    /** @param {Element} root @param {() => void} changed */
    function question(root, changed) {
        const id = root.getAttribute('data-question') ?? '';
        const inputs = Array.from(root.querySelectorAll('input'));
        const isText = inputs[0]?.type === 'text';
        const list = root.querySelector('ol');
        const steps = () => Array.from(list?.querySelectorAll('li') ?? []);
        const initial = steps();
        const code = root.getAttribute('data-cle') ?? '';
        const key = decodeURIComponent(code.replace(/../g, '%$&')).split(isText ? '\n' : ',');
        const fieldset = root.getElementsByTagName('fieldset')[0];
        const details = root.getElementsByTagName('details')[0];
        const action = button('');
        const result = create('div', 'quiz-resultat');
        let solved = false;

        /** @param {string[]} given */
        function fill(given) {
            for (const input of inputs) {
                input.checked = given.includes(input.value);
                input.value = isText ? given[0] ?? '' : input.value;
            }
            list?.append(...initial, ...given.flatMap(rank => initial[+rank] ?? []));
        }

        /** Ce qui ne va pas, ou rien. @param {string[]} given */
        function fault(given) {
            const right = isText ? +key.map(normalize).includes(normalize(given[0]))
                : given.filter((rank, i) => list ? key[i] === rank : key.includes(rank)).length;
            const extra = given.length - right;
            if (!extra && (isText || right === key.length)) {
                return '';
            }
            const part = `En partie : ${right} sur ${key.length}`;
            return list ? `${part} à sa place.`
                : !right ? 'Ce n\'est pas cela.' : `${part}${extra ? `, et ${extra} de trop` : ''}.`;
        }

        /** @param {string} etat @param {string} text */
        function tell(etat, text) {
            result.dataset.etat = etat;
            result.replaceChildren(create('p', '', text));
        }

        /** @param {string} label @param {boolean} open */
        function reveal(label, open) {
            details.firstElementChild?.replaceChildren(label);
            details.open = open;
            result.after(details);
        }

        /** @param {boolean} done */
        function close(done) {
            solved = fieldset.disabled = done;
            action.textContent = done ? 'Refaire cette question' : 'Vérifier';
        }

        function succeed() {
            close(true);
            tell('juste', 'Juste.');
            reveal('Explication', true);
        }

        function reset() {
            close(false);
            fill([]);
            tell('', '');
            details.remove();
            save(id);
            progress()?.unmark('quiz', id);
            changed();
        }

        function restore() {
            const given = saved()[id];
            const right = !!given && !fault(given);
            if (progress()?.has('quiz', id) ?? right) {
                fill(right ? given : key);
                succeed();
            } else if (given && !right) {
                fill(given);
            }
        }

        function check() {
            const given = list ? steps().map(step => step.dataset.etape ?? '')
                : inputs.filter(input => isText || input.checked).map(input => input.value);
            if (!given.join('').trim()) {
                return tell('', 'Répondez d\'abord.');
            }
            save(id, given);
            const told = fault(given);
            if (told) {
                tell(told.startsWith('En') ? 'partie' : 'faux', told);
                const why = create('ul', 'quiz-raisons');
                for (const it of details.querySelectorAll('li')) {
                    given.includes(it.dataset.choix ?? '') && why.append(it.cloneNode(true));
                }
                result.append(why);
                reveal('Voir la réponse', false);
            } else {
                succeed();
                progress()?.mark('quiz', id);
            }
            changed();
        }

        for (const step of initial) {
            const name = `« ${step.textContent?.trim()} »`;
            for (const [sign, verb] of [['↑', 'Monter'], ['↓', 'Descendre']]) {
                const move = button(sign, () => {
                    sign === '↑' ? step.previousElementSibling?.before(step) : step.nextElementSibling?.after(step);
                    move.focus();
                    tell('', `${name} : place ${steps().indexOf(step) + 1} sur ${initial.length}.`);
                });
                move.ariaLabel = `${verb} ${name}`;
                step.append(move);
            }
        }
        close(false);
        details.remove();
        result.role = 'status';
        const form = document.createElement('form');
        form.append(fieldset, action, result);
        form.onsubmit = () => {
            solved ? reset() : check();
            return false;
        };
        root.append(form);
        restore();
        return { id, reset, restore, solved: () => solved };
    }

    customElements.define('quiz-page', class extends HTMLElement {
        connectedCallback() {
            const roots = this.querySelectorAll('.quiz-question');
            const score = create('span', '');
            const count = () => {
                const solved = all.filter(it => it.solved()).length;
                const s = solved > 1 ? 's' : '';
                score.textContent = `${solved} question${s} réussie${s} sur ${roots.length}`;
            };
            const all = Array.from(roots, root => question(root, count));
            const bar = create('div', 'quiz-bilan');
            bar.append(score, button('Tout recommencer', () => all.forEach(it => it.reset())));
            roots[0]?.before(bar);
            count();
            // Progrès effacés, ou repris d'ailleurs.
            document.addEventListener('cours-progres', () => {
                for (const it of all.filter(it => progress().has('quiz', it.id) !== it.solved())) {
                    it.solved() ? it.reset() : it.restore();
                }
                count();
            });
        }
    });
})();
