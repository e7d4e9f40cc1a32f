// @ts-check
'use strict';

/*
 * La progression dans chaque page : les marques de la table des matières et de
 * la liste des chapitres ; au bas d'une leçon, « Marquer comme lue ». Une page
 * est lue quand sa fin est restée à l'écran, ou quand le lecteur le dit. Voir
 * progres.js.
 */
(function suivi() {
    /** Le temps que la fin reste à l'écran : la traverser n'est pas la lire. */
    const DWELL_MS = 1500;

    const progres = window.coursProgres;
    if (!progres) {
        return;
    }
    const { here } = progres;

    /** @typedef {(typeof progres.pages)[number]} Page */

    /** @param {Page} page */
    function activities({ quiz = [], missions = [] }) {
        return [
            { one: 'question', done: progres.count('quiz', quiz), total: quiz.length },
            { one: 'mission', done: progres.count('mission', missions), total: missions.length },
        ].filter(({ total }) => total > 0);
    }

    /** @param {number} number @param {string} word */
    const plural = (number, word) => `${number} ${word}${number > 1 ? 's' : ''}`;

    /**
     * La marque d'une page : ce qui se voit, ce qui se dit.
     * @param {Page} page
     */
    function pageMark(page) {
        const parts = activities(page);
        const done = parts.reduce((sum, part) => sum + part.done, 0);
        const total = parts.reduce((sum, part) => sum + part.total, 0);
        const read = progres.has('page', page.id);
        const seen = [read && '✓', done > 0 && `${done}/${total}`];
        const said = [
            read && 'page lue',
            ...parts.map(part => part.done > 0 && `${plural(part.done, part.one)} sur ${part.total}`),
        ];
        return { seen: seen.filter(Boolean).join(' '), said: said.filter(Boolean).join(', ') };
    }

    /**
     * Celle d'un chapitre : ses pages lues.
     * @param {Page[]} chapter
     */
    function chapterMark(chapter) {
        const read = progres.count('page', chapter.map(page => page.id));
        if (read === 0) {
            return { seen: '', said: '' };
        }
        const all = read === chapter.length ? '✓ ' : '';
        return { seen: `${all}${read}/${chapter.length}`, said: `${plural(read, 'page')} ${read > 1 ? 'lues' : 'lue'} sur ${chapter.length}` };
    }

    function markContents() {
        /** @type {NodeListOf<HTMLAnchorElement>} */
        const links = document.querySelectorAll('#mdbook-sidebar .chapter-link-wrapper > a[href], .chapitres a[href]');
        const byHref = new Map(progres.pages.map(page => [progres.href(page.id), page]));
        for (const link of links) {
            const page = byHref.get(link.href);
            if (!page) {
                continue;
            }
            const chapter = progres.pages.filter(other => other.chapitre === page.chapitre);
            const { seen, said } = chapter[0] === page ? chapterMark(chapter) : pageMark(page);
            let mark = link.querySelector('.progres-marque');
            if (!mark && seen) {
                mark = document.createElement('span');
                mark.className = 'progres-marque';
                link.append(mark);
            }
            mark?.replaceChildren(text(` ${seen}`, 'progres-vu', true), text(`, ${said}`, 'progres-dit'));
            if (!seen) {
                mark?.remove();
            }
        }
    }

    /** @param {string} content @param {string} name @param {boolean} [hidden] */
    function text(content, name, hidden) {
        const span = document.createElement('span');
        span.className = name;
        span.textContent = content;
        if (hidden) {
            span.setAttribute('aria-hidden', 'true');
        }
        return span;
    }

    /** Le pied d'une leçon. */
    function addFooter() {
        const main = document.querySelector('main');
        if (!here || !main) {
            return;
        }
        const footer = document.createElement('div');
        footer.className = 'progres-pied';
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'bouton-discret';
        const state = document.createElement('p');
        state.setAttribute('role', 'status');
        footer.append(button, state);
        main.append(footer);

        const show = () => {
            const read = progres.has('page', here.id);
            button.textContent = read ? 'Marquer comme non lue' : 'Marquer comme lue';
            const facts = activities(here).map(part => `${plural(part.total, part.one)}, ${part.done} réussie${part.done > 1 ? 's' : ''}`);
            const told = [read && '✓ Page lue', ...facts].filter(Boolean).join('. ');
            if (state.textContent !== told) {
                state.textContent = told;
            }
        };
        show();
        document.addEventListener('cours-progres', show);

        const end = [...main.querySelectorAll('.alerte-retenir')].at(-1)?.lastElementChild ?? footer;
        let timer = 0;
        const observer = new IntersectionObserver(([entry]) => {
            clearTimeout(timer);
            if (entry.isIntersecting) {
                timer = setTimeout(() => {
                    observer.disconnect();
                    progres.mark('page', here.id);
                }, DWELL_MS);
            }
        });
        observer.observe(end);
        button.addEventListener('click', () => {
            // Le lecteur a décidé : la fin de page ne décide plus.
            observer.disconnect();
            clearTimeout(timer);
            if (progres.has('page', here.id)) {
                progres.unmark('page', here.id);
            } else {
                progres.mark('page', here.id);
            }
        });
    }

    addFooter();
    markContents();
    document.addEventListener('cours-progres', markContents);
})();
