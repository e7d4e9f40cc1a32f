// @ts-check
'use strict';

/*
 * Les quiz. La page a les champs, et la réponse pliée. Ce script vérifie
 * et garde ce qu'on répond. Il ôte la réponse jusqu'au premier essai : Ctrl+F
 * l'ouvrirait. Avec `data-practice`, rien n'est repris ni gardé.
 */
(function quiz() {
    const { element, normalize } = course;

    /** Les réponses, par question. */
    const kept = course.keptTable('quiz', given =>
        (Array.isArray(given) && given.length && given.every(course.string) ? given : null), { old: 'cours-quiz', what: 'vos réponses' });

    /** @param {Element} root @param {boolean} practice @param {() => void} changed */
    function question(root, practice, changed) {
        const saved = practice ? new Map() : kept;
        /** Voir `theme/progress.js`, s'il est là. */
        const progress = () => (practice ? undefined : window.courseProgress);
        const id = root.getAttribute('data-question') ?? '';
        const inputs = Array.from(root.querySelectorAll('input'));
        const isText = inputs[0]?.type === 'text';
        const list = root.querySelector('ol'); // voir `theme/steps.js`
        const steps = () => Array.from(list?.querySelectorAll('li') ?? []);
        const start = steps();
        const key = decodeURIComponent((root.getAttribute('data-key') ?? '').replace(/../g, '%$&')).split(isText ? '\n' : ',');
        const fieldset = root.getElementsByTagName('fieldset')[0];
        const details = root.getElementsByTagName('details')[0];
        const action = element('button', { class: 'quiz-button', type: 'submit' });
        const result = element('div', { class: 'quiz-result', role: 'status' });
        let solved = false;
        let known = ''; // et montrée

        /** @param {string[]} given */
        function fill(given) {
            for (const input of inputs) {
                input.checked = given.includes(input.value);
                input.value = isText ? given[0] ?? '' : input.value;
            }
            list?.append(...start, ...given.flatMap(rank => start[+rank] ?? []));
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

        /** @param {string} label @param {boolean} [open] */
        function reveal(label, open) {
            details.firstElementChild?.replaceChildren(label);
            details.open = !!open;
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

        function clear() {
            close(false);
            fill([]);
            tell('', '');
            details.remove();
        }

        /** @param {string[]} [given] */
        function keep(given) {
            known = String(given);
            saved.set(id, given);
        }

        /** Ce qui annule. */
        function reset() {
            const [given, was] = [saved.get(id), solved];
            clear();
            keep();
            progress()?.unmark('quiz', id);
            changed();
            return () => {
                saved.set(id, saved.get(id) ?? given);
                was && progress()?.mark('quiz', id);
                restore();
                changed();
            };
        }

        /** Montre ce qui est gardé. */
        function restore() {
            const given = saved.get(id);
            const right = !!given && !fault(given);
            const done = progress()?.has('quiz', id) ?? right;
            if (done === solved && String(given) === known) {
                return;
            }
            known = String(given);
            if (done) {
                fill(right ? given : key);
                succeed();
            } else {
                solved && clear();
                given && !right && fill(given);
            }
        }

        function check() {
            const given = list ? steps().map(step => step.dataset.step ?? '')
                : inputs.filter(input => isText || input.checked).map(input => input.value);
            if (!given.join('').trim()) {
                return tell('', 'Répondez d\'abord.');
            }
            keep(given);
            const told = fault(given);
            if (told) {
                tell(told.startsWith('En') ? 'partial' : 'wrong', told);
                const why = element('ul', { class: 'quiz-reasons' });
                // D'un ordre : qui y précède qui.
                const facts = list ? given.flatMap((a, i) => given.slice(i).map(b => `${a}>${b}`)) : given.map(normalize);
                for (const it of details.querySelectorAll('li')) {
                    const choices = it.dataset.choice?.split('|');
                    facts.some(one => choices?.includes(one)) && why.append(it.cloneNode(true));
                }
                result.append(why);
                reveal('Voir la réponse');
            } else {
                succeed();
                progress()?.mark('quiz', id);
            }
            root.dispatchEvent(new CustomEvent('quiz-answer', { bubbles: true, detail: { id, right: !told } }));
            changed();
        }

        window.courseSteps?.(start, text => tell('', text));
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
            const practice = 'practice' in this.dataset;
            const all = Array.from(roots, root => question(root, practice, count));
            const sync = () => {
                all.forEach(it => it.restore());
                count();
            };
            const { erase, undo } = course.eraser('Tout recommencer', 'Tout recommencer\u00a0?', 'Cette page oubliera vos réponses.', () => {
                const undos = all.map(it => it.reset());
                return () => undos.forEach(it => it());
            });
            roots[0]?.before(element('div', { class: 'quiz-score' }, score, ...(practice ? [] : [erase, undo])));
            count();
            // Effacés, repris, ou changés ailleurs.
            document.addEventListener('course-progress', sync);
            kept.watch(sync);
        }
    });
})();
