// @ts-check
'use strict';

/*
 * Réviser : cinq questions par jour, prises dans les pages lues.
 *
 * Chaque question à laquelle le lecteur a répondu a une carte, dans l'une de cinq
 * boîtes. Juste, elle passe à la boîte suivante ; fausse, elle revient à la première
 * (S. Leitner, « So lernt man lernen », Herder, 1972). Une carte de la boîte n revient
 * au bout de 2^(n-1) jours : 1, 2, 4, 8, 16 (https://supermemo.guru/wiki/Leitner_system,
 * d'après C. A. Mace, 1932). Seule compte la première réponse d'un jour, sauf si une
 * autre est fausse.
 *
 * Le tirage ne dépend que du jour et des cartes. Celui du jour est gardé : il ne
 * change pas à mesure que l'on répond.
 *
 * Une réponse donnée dans une page change aussi la carte ; une réponse donnée ici ne
 * change pas la page, qui garde ce que l'on y a répondu.
 */
(function review() {
    const BOXES = 5;
    const A_DAY = 5;
    const { element, plural } = course;

    /** @param {unknown} value @returns {ReviewCard | null} */
    function valid(value) {
        const { box, day } = course.fields(value);
        const whole = Number.isInteger(box) && Number.isInteger(day);
        const card = { box: Number(box), day: Number(day) };
        return whole && card.box >= 1 && card.box <= BOXES && card.day >= 0 ? card : null;
    }
    /** @param {unknown} table */
    function validTable(table) {
        const rows = Object.entries(course.fields(table)).map(([id, value]) => /** @type {const} */ ([id, valid(value)]));
        return /** @type {Record<string, ReviewCard>} */ (Object.fromEntries(rows.filter(([, card]) => card)));
    }
    const kept = course.kept('review', validTable, { what: 'ce que vous avez à réviser' });
    const today = course.kept('review-today', value => {
        const { day, ids } = course.fields(value);
        return typeof day === 'number' && Array.isArray(ids) && ids.every(course.string) ? { day, ids } : null;
    });

    /** Ce que le navigateur refuse de garder ne vaut que pour la page. @type {Record<string, ReviewCard>} */
    let memory = {};
    const cards = () => kept.get() ?? memory;
    /** @param {Record<string, ReviewCard>} table */
    function keep(table) {
        memory = table;
        kept.set(Object.keys(table).length ? table : null);
    }

    /** @param {ReviewCard} card le jour où elle revient */
    const due = card => card.day + 2 ** (card.box - 1);

    /** Un ordre qui change chaque jour (FNV-1a, puis un brassage). @param {string} text */
    function mixed(text) {
        let hash = 0x811c9dc5;
        for (const c of text) {
            hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193);
        }
        hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
        return (hash ^ (hash >>> 13)) >>> 0;
    }

    /** @type {Review} */
    const tools = {
        after(card, right, day) {
            if (!right) {
                return { box: 1, day };
            }
            return card?.day === day ? card : { box: Math.min(BOXES, (card?.box ?? 0) + 1), day };
        },
        draw(ids, table, day) {
            /** Les ratées d'abord, puis les plus en retard, puis les nouvelles. @param {string} id */
            const rank = id => {
                const card = table[id];
                return card ? [card.box, due(card) - day] : [BOXES + 1, 0];
            };
            const ready = ids.filter(id => !table[id] || due(table[id]) <= day);
            return ready.map(id => ({ id, order: [...rank(id), mixed(`${day}#${id}`)] }))
                .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2])
                .slice(0, A_DAY).map(({ id }) => id);
        },
        day: date => Math.floor((date.getTime() / 60000 - date.getTimezoneOffset()) / 1440),
        export: cards,
        import(table) {
            const all = { ...cards() };
            for (const [id, card] of Object.entries(validTable(table))) {
                if (!all[id] || card.day > all[id].day) {
                    all[id] = card;
                }
            }
            keep(all);
        },
        clear() {
            const [before, drawn] = [cards(), today.get()];
            keep({});
            today.set(null);
            return () => {
                tools.import(before);
                today.set(drawn);
            };
        },
    };
    window.courseReview = Object.freeze(tools);

    document.addEventListener('quiz-answer', event => {
        const { id, right } = /** @type {CustomEvent<{id: string, right: boolean}>} */ (event).detail;
        const table = cards();
        keep({ ...table, [id]: tools.after(table[id], right, tools.day(new Date())) });
    });

    /** Les pages lues qui ont des questions. @param {Progress} progress */
    const pagesRead = progress => progress.pages.filter(page => page.quiz && progress.has('page', page.id));

    /** Les questions du jour. @param {Progress} progress */
    function drawn(progress) {
        const day = tools.day(new Date());
        const known = pagesRead(progress).flatMap(page => page.quiz ?? []);
        const before = today.get();
        const first = before?.day === day ? before.ids.filter(id => known.includes(id)) : [];
        const rest = known.filter(id => !first.includes(id) && cards()[id]?.day !== day);
        const ids = [...first, ...tools.draw(rest, cards(), day)].slice(0, A_DAY);
        today.set({ day, ids });
        const left = ids.filter(id => cards()[id]?.day !== day);
        const later = known.flatMap(id => cards()[id] ?? []).map(due).filter(next => next > day);
        return { day, ids, left, known, next: later.length ? Math.min(...later) - day : 0 };
    }

    /** @param {number} n @param {string} words */
    const counted = (n, words) => `${n}\u00a0${plural(n, words)}`;

    /** @param {number} days */
    const inDays = days => (days <= 1 ? 'demain' : `dans ${counted(days, 'jour')}`);

    customElements.define('review-page', class extends HTMLElement {
        connectedCallback() {
            this.open().catch(error => {
                this.tell(`Les questions ne se chargent pas\u00a0: ${error instanceof Error ? error.message : error}.`);
            });
        }

        /** @param {(string | Node)[]} content */
        tell(...content) {
            this.querySelector('.review-state')?.replaceChildren(...content);
        }

        async open() {
            const progress = window.courseProgress;
            if (!progress) {
                return;
            }
            const state = element('p', { class: 'review-state', role: 'status' });
            this.replaceChildren(state);
            const found = drawn(progress);
            if (!found.known.length) {
                const first = progress.pages[0];
                this.tell('Rien à réviser\u00a0: aucune page n\'est encore lue. ', element('a', { href: progress.href(first.id) }, `Commencez par «\u00a0${first.title}\u00a0»`), '.');
                return;
            }
            this.say();
            if (!found.left.length) {
                return;
            }
            const pages = pagesRead(progress).filter(page => page.quiz?.some(id => found.left.includes(id)));
            await Promise.all(pages.map(page => course.load(`genere/questions/${page.id}.js`)));
            const quiz = document.createElement('quiz-page');
            quiz.dataset.practice = '';
            for (const id of found.left) {
                const page = pages.find(it => it.quiz?.includes(id));
                if (page) {
                    quiz.append(this.question(progress, page, id));
                }
            }
            this.append(quiz);
            quiz.dispatchEvent(new Event('course-content', { bubbles: true }));
            quiz.addEventListener('quiz-answer', () => this.say());
        }

        /** Où en est le jour. */
        say() {
            const progress = window.courseProgress;
            if (!progress) {
                return;
            }
            const { ids, left, next } = drawn(progress);
            const done = ids.length - left.length;
            const again = next ? ` La prochaine question revient ${inDays(next)}.` : '';
            this.tell(!ids.length ? `Rien à revoir aujourd'hui.${again}`
                : !done ? `${counted(left.length, 'question')} pour aujourd'hui.`
                : left.length ? `${counted(done, 'réponse')} sur ${ids.length} aujourd'hui.`
                    : `C'est tout pour aujourd'hui\u00a0: ${counted(done, 'réponse')} sur ${ids.length}.${again}`);
        }

        /**
         * @param {Progress} progress
         * @param {Lesson} page celle de la question
         * @param {string} id
         */
        question(progress, page, id) {
            const template = element('template');
            template.innerHTML = window.courseQuestions?.[page.id]?.[id] ?? '';
            for (const link of template.content.querySelectorAll('a')) {
                link.href = new URL(link.getAttribute('href') ?? '', progress.href(page.id)).href;
            }
            template.content.querySelector('.quiz-number')?.replaceChildren(page.title);
            return template.content;
        }
    });

    /** Sur l'accueil : combien de questions attendent. */
    const link = document.querySelector('.overview-review');
    const show = () => {
        const progress = window.courseProgress;
        if (!link || !progress) {
            return;
        }
        const { left, known } = drawn(progress);
        const label = link.querySelector('span');
        label?.replaceChildren(!known.length ? 'cinq questions par jour, dans les pages que vous aurez lues'
            : left.length ? `${counted(left.length, 'question')} pour aujourd'hui` : 'plus rien pour aujourd\'hui');
    };
    show();
    link && document.addEventListener('course-progress', show);
    link && kept.watch(show);
})();
