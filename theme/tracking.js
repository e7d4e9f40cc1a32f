// @ts-check
'use strict';

/*
 * La progression dans chaque page : les marques de la table des matières et de
 * la liste des chapitres ; au bas d'une leçon, « Marquer comme lue ». Une page
 * est lue quand sa fin est restée à l'écran, ou quand le lecteur le dit. Voir
 * progress.js.
 */
(function tracking() {
    /** Le temps que la fin reste à l'écran : la traverser n'est pas la lire. */
    const DWELL_MS = 1500;

    const loaded = window.courseProgress;
    if (!loaded) {
        return;
    }
    const progress = loaded;
    const { here } = progress;
    const { element, plural } = course;

    /** @param {Lesson} page */
    function activities({ quiz = [], missions = [] }) {
        return [
            { one: 'question', done: progress.count('quiz', quiz), total: quiz.length },
            { one: 'mission', done: progress.count('mission', missions), total: missions.length },
        ].filter(({ total }) => total > 0);
    }

    /**
     * La marque d'une page : ce qui se voit, ce qui se dit.
     * @param {Lesson} page
     */
    function pageMark(page) {
        const parts = activities(page);
        const done = parts.reduce((sum, part) => sum + part.done, 0);
        const total = parts.reduce((sum, part) => sum + part.total, 0);
        const read = progress.has('page', page.id);
        const seen = [read && '✓', done > 0 && `${done}/${total}`];
        const said = [
            read && 'page lue',
            ...parts.map(part => part.done > 0 && `${part.done} ${plural(part.done, part.one)} sur ${part.total}`),
        ];
        return { seen: seen.filter(Boolean).join(' '), said: said.filter(Boolean).join(', ') };
    }

    /**
     * Celle d'un chapitre : ses pages lues.
     * @param {Lesson[]} chapter
     */
    function chapterMark(chapter) {
        const read = progress.count('page', chapter.map(page => page.id));
        if (read === 0) {
            return { seen: '', said: '' };
        }
        const all = read === chapter.length ? '✓ ' : '';
        return { seen: `${all}${read}/${chapter.length}`, said: `${read} ${plural(read, 'page lue')} sur ${chapter.length}` };
    }

    function markContents() {
        /** @type {NodeListOf<HTMLAnchorElement>} */
        const links = document.querySelectorAll('#mdbook-sidebar .chapter-link-wrapper > a[href], .chapter-list a[href]');
        const byHref = new Map(progress.pages.map(page => [progress.href(page.id), page]));
        for (const link of links) {
            const page = byHref.get(link.href);
            if (!page) {
                continue;
            }
            const chapter = progress.pages.filter(other => other.chapter === page.chapter);
            const { seen, said } = chapter[0] === page ? chapterMark(chapter) : pageMark(page);
            link.querySelector('.progress-mark')?.remove();
            if (seen) {
                link.append(element('span', { class: 'progress-mark' },
                    element('span', { class: 'progress-seen', 'aria-hidden': 'true' }, ` ${seen}`),
                    element('span', { class: 'progress-said' }, `, ${said}`)));
            }
        }
    }

    /** Le pied d'une leçon. */
    function addFooter() {
        const main = document.querySelector('main');
        if (!here || !main) {
            return;
        }
        const button = course.button('', () => {
            // Le lecteur a décidé : la fin de page ne décide plus.
            observer.disconnect();
            clearTimeout(timer);
            if (progress.has('page', here.id)) {
                progress.unmark('page', here.id);
            } else {
                progress.mark('page', here.id);
            }
        }, { class: 'button-quiet' });
        const state = element('p', { role: 'status' });
        const footer = element('div', { class: 'progress-footer' }, button, state);
        main.append(footer);

        const show = () => {
            const read = progress.has('page', here.id);
            button.textContent = read ? 'Marquer comme non lue' : 'Marquer comme lue';
            const facts = activities(here).map(({ one, done, total }) =>
                `${total} ${plural(total, one)}, ${done} ${plural(done, 'réussie')}`);
            const lost = !progress.persistent && (read || activities(here).some(({ done }) => done > 0));
            const told = [
                read && '✓ Page lue', ...facts, lost && 'Mais votre navigateur refuse de le garder\u00a0: ce sera perdu en quittant la page',
            ].filter(Boolean).join('. ');
            if (state.textContent !== told) {
                state.textContent = told;
            }
        };
        show();
        document.addEventListener('course-progress', show);

        const end = [...main.querySelectorAll('.alert-takeaway')].at(-1)?.lastElementChild ?? footer;
        let timer = 0;
        const observer = new IntersectionObserver(([entry]) => {
            clearTimeout(timer);
            if (entry.isIntersecting) {
                timer = setTimeout(() => {
                    observer.disconnect();
                    progress.mark('page', here.id);
                }, DWELL_MS);
            }
        });
        observer.observe(end);
    }

    addFooter();
    markContents();
    document.addEventListener('course-progress', markContents);
})();
