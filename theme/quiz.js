// @ts-check
'use strict';

/*
 * Les quiz. La page a les champs, et la réponse pliée. Ce script vérifie, compte
 * et garde ce qu'on répond. Il ôte la réponse jusqu'au premier essai : Ctrl+F
 * l'ouvrirait.
 */
(function quiz() {
    const { element } = course;
    /** Voir `theme/progress.js`, s'il est là. */
    const progress = () => window.courseProgress;

    /** Les réponses, par question. */
    const saved = course.kept('quiz', value => {
        /** @type {Record<string, string[]>} */
        const answers = {};
        for (const [id, given] of Object.entries(course.fields(value))) {
            if (Array.isArray(given) && given.length && given.every(course.string)) {
                answers[id] = given;
            }
        }
        return answers;
    }, { old: 'cours-quiz' });

    /** @param {string} id @param {string[]} [answer] oubliée si elle manque */
    const save = (id, answer) => {
        const { [id]: _, ...others } = saved.get() ?? {};
        saved.set(answer ? { ...others, [id]: answer } : others);
    };

    /** Comme outils/quiz/src/normalize.rs. @param {string} text */
    const normalize = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
        .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/['’]/g, ' ').replace(/[«»"“”`]|\(\)/g, '')
        .replace(/\s+/g, ' ').trim().replace(/[.!;, ]+$/, '').replace(/^(les?|la|l|une?|des|du) /, '');

    /** @param {string} text @param {() => void} [click] */
    const button = (text, click) =>
        element('button', { class: 'quiz-button', type: click ? 'button' : 'submit', click: click ?? false }, text);

    /** @param {Element} root @param {() => void} changed */
    function question(root, changed) {
        const id = root.getAttribute('data-question') ?? '';
        const inputs = Array.from(root.querySelectorAll('input'));
        const isText = inputs[0]?.type === 'text';
        const list = root.querySelector('ol');
        const steps = () => Array.from(list?.querySelectorAll('li') ?? []);
        const initial = steps();
        const code = root.getAttribute('data-key') ?? '';
        const key = decodeURIComponent(code.replace(/../g, '%$&')).split(isText ? '\n' : ',');
        const fieldset = root.getElementsByTagName('fieldset')[0];
        const details = root.getElementsByTagName('details')[0];
        const action = button('');
        const result = element('div', { class: 'quiz-result', role: 'status' });
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

        /** @param {string} state @param {string} text */
        function tell(state, text) {
            result.dataset.state = state;
            result.replaceChildren(element('p', {}, text));
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
            tell('right', 'Juste.');
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
            const given = saved.get()?.[id];
            const right = !!given && !fault(given);
            if (progress()?.has('quiz', id) ?? right) {
                fill(right ? given : key);
                succeed();
            } else if (given && !right) {
                fill(given);
            }
        }

        function check() {
            const given = list ? steps().map(step => step.dataset.step ?? '')
                : inputs.filter(input => isText || input.checked).map(input => input.value);
            if (!given.join('').trim()) {
                return tell('', 'Répondez d\'abord.');
            }
            save(id, given);
            const told = fault(given);
            if (told) {
                tell(told.startsWith('En') ? 'partial' : 'wrong', told);
                const why = element('ul', { class: 'quiz-reasons' });
                for (const it of details.querySelectorAll('li')) {
                    const choices = it.dataset.choice?.split('|');
                    given.some(one => choices?.includes(normalize(one))) && why.append(it.cloneNode(true));
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
        root.append(element('form', {
            submit: event => {
                event.preventDefault();
                solved ? reset() : check();
            },
        }, fieldset, action, result));
        restore();
        return { id, reset, restore, solved: () => solved };
    }

    customElements.define('quiz-page', class extends HTMLElement {
        connectedCallback() {
            const roots = this.querySelectorAll('.quiz-question');
            const score = element('span');
            const count = () => {
                const solved = all.filter(it => it.solved()).length;
                score.textContent = `${solved} ${course.plural(solved, 'question réussie')} sur ${roots.length}`;
            };
            const all = Array.from(roots, root => question(root, count));
            const restart = button('Tout recommencer', () => all.forEach(it => it.reset()));
            roots[0]?.before(element('div', { class: 'quiz-score' }, score, restart));
            count();
            // Progrès effacés, ou repris d'ailleurs.
            document.addEventListener('course-progress', () => {
                for (const it of all.filter(it => progress()?.has('quiz', it.id) !== it.solved())) {
                    it.solved() ? it.reset() : it.restore();
                }
                count();
            });
        }
    });
})();
