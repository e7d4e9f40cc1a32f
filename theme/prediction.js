// @ts-check
'use strict';

/*
 * <listing-prediction> : avant de lancer ou d'explorer un programme qui a plusieurs
 * issues, le lecteur peut prédire ce qu'il affichera. Rien ne l'y oblige : c'est
 * une ligne pliée, qu'un clic écarte, et qu'un réglage ôte partout. Une fois prédit,
 * ce que l'exploration a prouvé se lit en face.
 *
 * Les données sont dans la page : `outils/mdbook-cours/src/program/prediction.rs`.
 * Ce qui a été prédit est gardé avec la progression, sous la forme
 * « chapitre/nom empreinte choix fin » : les textes choisis, un bit chacun en
 * hexadécimal, puis le rang de la réponse dans ENDLESS.
 */
(function predictions() {
    const { element, button } = course;
    const progress = window.courseProgress;
    const ENDLESS = ['jamais', 'parfois', 'toujours'];

    /** Le réglage, et les programmes écartés, lancés ou explorés sans prédire. */
    const settings = course.kept('predictions', value => {
        const { off, seen } = course.fields(value);
        return { off: off === true, seen: Array.isArray(seen) ? seen.filter(id => course.string(id) !== null) : [] };
    }, { what: 'ce réglage' });
    const setting = () => settings.get() ?? { off: false, seen: [] };

    /** Ce qui se remontre quand le réglage ou la progression change. @type {(() => void)[]} */
    const views = [];
    const refresh = () => views.forEach(show => show());

    /** Remises, elles le sont pour tous les programmes. @param {boolean} off */
    function turn(off) {
        settings.set({ off, seen: off ? setting().seen : [] });
        refresh();
    }

    /** @param {string} id */
    const skip = id => settings.set({ off: setting().off, seen: [...new Set([...setting().seen, id])] });

    /**
     * La prédiction d'un programme.
     * @param {HTMLElement} root
     * @param {string} id
     * @param {PredictionData} data
     */
    function prediction(root, id, { stamp, outputs, endless, choices }) {
        const explore = /** @type {HTMLElement | null} */ (root.nextElementSibling?.querySelector('.stepper-open'));
        const name = `prediction-${stamp}`;
        const prefix = `${id} ${stamp} `;
        /** Écarté pendant cette visite ; lancé seulement, il reste jusqu'à la suivante. */
        let hidden = setting().seen.includes(id);

        const summary = element('summary');
        const score = element('p', { class: 'prediction-score', role: 'status' });
        const rows = choices.map(({ text }, i) => {
            const input = element('input', { type: 'checkbox', name: `${name}-${i}` });
            const truth = element('span', { class: 'prediction-truth' });
            const label = element('label', {}, input, element('samp', {}, text.trimEnd() || '(rien)'));
            return { input, truth, row: element('li', {}, label, truth) };
        });
        const endings = ENDLESS.map(word => {
            const input = element('input', { type: 'radio', name: `${name}-fin`, value: word });
            return { input, label: element('label', {}, input, word) };
        });
        const endTruth = element('span', { class: 'prediction-truth' });
        const send = element('button', { type: 'submit', class: 'button-quiet' }, 'Comparer à ce qui est prouvé');
        const again = button('Prédire de nouveau', () => {
            forget();
            rows[0].input.focus();
        }, { class: 'button-quiet' });
        const stop = button('Ne plus proposer de prédictions', () => {
            turn(true);
            course.notice("Les pages ne proposent plus de prédire. Pour y revenir\u00a0: la case de l'accueil, sous «\u00a0Votre progression\u00a0».");
            explore?.focus();
        }, { class: 'prediction-off' });
        const body = element('form', { submit: compare },
            element('fieldset', {}, element('legend', {}, "Quand il s'arrête, fini ou bloqué, que peut-il avoir affiché\u00a0? Plusieurs réponses sont possibles."),
                element('ul', {}, ...rows.map(({ row }) => row))),
            element('fieldset', { class: 'prediction-endless' }, element('legend', {}, 'Peut-il ne jamais finir\u00a0?'), ...endings.map(({ label }) => label), endTruth),
            element('p', { class: 'prediction-actions' }, send, again, stop), score);
        const details = element('details', {}, summary, body);
        const dismiss = button('✕', () => {
            skip(id);
            hidden = true;
            show();
            explore?.focus();
        }, { class: 'prediction-dismiss', 'aria-label': 'Écarter cette prédiction', title: 'Écarter' });
        root.append(details, dismiss);

        /** Ce qui a été prédit, s'il l'a été. */
        const given = () => progress?.ids('prediction').find(entry => entry.startsWith(prefix)) ?? session;
        /** Sans progression, la page s'en souvient. @type {string | undefined} */
        let session;

        function forget() {
            progress?.ids('prediction').filter(entry => entry.startsWith(`${id} `)).forEach(entry => progress.unmark('prediction', entry));
            session = undefined;
            rows.forEach(({ input }) => { input.checked = false; });
            endings.forEach(({ input }) => { input.checked = false; });
            show();
        }

        /** @param {Event} event */
        function compare(event) {
            event.preventDefault();
            const end = endings.findIndex(({ input }) => input.checked);
            if (end < 0 || !rows.some(({ input }) => input.checked)) {
                score.textContent = 'Choisissez au moins une sortie, et dites s\'il peut ne jamais finir.';
                (end < 0 && rows.some(({ input }) => input.checked) ? endings[0] : rows[0]).input.focus();
                return;
            }
            const bits = rows.reduce((sum, { input }, i) => sum + (input.checked ? 2 ** i : 0), 0);
            session = `${prefix}${bits.toString(16)} ${end}`;
            progress?.mark('prediction', session);
            show();
        }

        /** @param {boolean} right @param {string} text */
        const verdict = (right, text) => [element('b', { 'data-right': String(right) }, right ? '✓ juste' : '✗ faux'), ` ${text}`];

        function show() {
            const entry = given();
            const done = entry !== undefined;
            const [bits, end] = done ? entry.slice(prefix.length).split(' ').map((part, i) => parseInt(part, i ? 10 : 16)) : [0, -1];
            root.hidden = setting().off || (hidden && !done);
            root.toggleAttribute('data-done', done);
            dismiss.hidden = send.hidden = done;
            again.hidden = !done;
            let right = 0;
            rows.forEach(({ input, truth, row }, i) => {
                const { outcomes = [] } = choices[i];
                input.disabled = done;
                row.toggleAttribute('data-possible', done && outcomes.length > 0);
                if (!done) {
                    truth.replaceChildren();
                    return;
                }
                input.checked = Boolean(bits & 2 ** i);
                const good = input.checked === outcomes.length > 0;
                right += Number(good);
                const kinds = [...new Set(outcomes.map(([, ending]) => ending))];
                truth.replaceChildren(...verdict(good, outcomes.length ? `possible\u00a0: ${kinds.join(', ')}` : 'impossible'),
                    ...outcomes.slice(0, 1).map(([rank]) => element('a', {
                        href: `#pas=${id}::@${rank}`, 'aria-label': `Montrer comment il affiche ${choices[i].text.trim() || 'rien'}`,
                    }, 'Montrer')));
            });
            for (const { input } of endings) {
                input.disabled = done;
                input.checked = done ? ENDLESS[end] === input.value : input.checked;
            }
            const good = ENDLESS[end] === endless;
            endTruth.replaceChildren(...(done ? verdict(good, endless) : []));
            const total = choices.length + 1;
            const told = `${right + Number(good)} sur ${total}`;
            summary.textContent = done ? `Votre prédiction\u00a0: ${told}` : 'Prédisez d\'abord\u00a0: que peut-il afficher\u00a0?';
            const shown = choices.filter(({ outcomes }) => outcomes).length;
            const others = outputs - shown;
            score.textContent = !done ? '' : `${told}. ${others > 0
                ? `Il a aussi ${others} ${course.plural(others, 'autre')} ${course.plural(others, 'sortie')}\u00a0: voyez l'onglet des sorties.`
                : 'Ce sont toutes ses sorties.'} Toutes ses exécutions ont été suivies.`;
        }

        root.closest('figure')?.addEventListener('click', ({ target }) => {
            if (target instanceof Element && target.closest('.run, .explore, .stepper-open') && given() === undefined) {
                skip(id);
            }
        });
        views.push(show);
        show();
    }

    for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('listing-prediction'))) {
        const data = course.json(root.dataset.prediction ?? '');
        if (data !== null) {
            prediction(root, root.dataset.id ?? '', /** @type {PredictionData} */ (data));
        }
    }

    /** Le réglage : sur l'accueil, et dans le mode d'emploi. */
    for (const place of document.querySelectorAll('.overview, .prediction-setting')) {
        const box = element('input', { type: 'checkbox', change: () => turn(!box.checked) });
        place.append(element('label', { class: 'prediction-choice' }, box, ' Proposer de prédire avant de lancer ou d\'explorer un programme'));
        const show = () => { box.checked = !setting().off; };
        views.push(show);
        show();
    }
    settings.watch(refresh);
    document.addEventListener('course-progress', refresh);
})();
