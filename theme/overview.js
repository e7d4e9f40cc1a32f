// @ts-check
'use strict';

/*
 * Le bilan de l'accueil : la progression par chapitre, où reprendre, et de quoi
 * l'exporter, l'importer, l'effacer. Avant la première page, et sans JavaScript,
 * la liste des chapitres de l'accueil suffit. Voir progress.js.
 */
(function overview() {
    const panel = document.querySelector('.overview');
    const loaded = window.courseProgress;
    if (!panel || !loaded) {
        return;
    }
    const progress = loaded;
    const FILE = 'progression-cours.json';
    const ids = progress.pages.map(page => page.id);
    const state = /** @type {HTMLElement} */ (panel.querySelector('.overview-state'));
    const message = /** @type {HTMLElement} */ (panel.querySelector('.overview-message'));
    const actions = /** @type {HTMLElement} */ (panel.querySelector('.overview-actions'));
    /** @type {NodeListOf<HTMLElement>} */
    const rows = panel.querySelectorAll('[data-chapter]');
    /** Le grand lien de l'accueil. @type {HTMLAnchorElement | null} */
    const start = document.querySelector('main > p > strong:first-child > a');
    const startText = start?.textContent ?? '';
    const startHref = start?.href ?? '';

    const { element, plural } = course;
    /** @param {string} label @param {() => void} act */
    const button = (label, act) => course.button(label, act, { class: 'button-quiet' });

    const file = element('input', { type: 'file', accept: '.json,application/json', hidden: true, change: importFile });
    const save = button('Exporter', () => download(FILE, exported()));
    const clearing = course.eraser('Effacer…', 'Effacer votre progression\u00a0?',
        'Pages lues, questions et missions réussies, prédictions, questions à réviser\u00a0: tout sera oublié par ce navigateur. Pour les garder, exportez-les d\'abord.', () => {
            const before = progress.export();
            const review = window.courseReview?.clear();
            progress.clear();
            message.textContent = 'Votre progression est effacée.';
            focusTitle();
            return () => {
                review?.();
                progress.import(before);
                message.textContent = 'Votre progression est revenue.';
            };
        });
    const retrieve = button("Récupérer l'ancienne progression", () => download('progression-illisible.txt', progress.aside ?? ''));
    const forgetting = course.eraser("Oublier l'ancienne…", "Oublier l'ancienne progression\u00a0?",
        'Elle est illisible, mais intacte. Pour la garder, récupérez-la d\'abord.', () => {
            const restore = progress.forgetAside();
            focusTitle();
            return restore;
        });
    actions.append(save, button('Importer…', () => file.click()), clearing.erase, clearing.undo,
        retrieve, forgetting.erase, forgetting.undo, file);

    const resume = element('a', { class: 'overview-resume' });
    state.after(resume);

    /** La progression, et ce qui est à réviser. Voir review.js. */
    function exported() {
        const review = window.courseReview?.export() ?? {};
        return JSON.stringify({ ...course.fields(course.json(progress.export())), review }, null, 1);
    }

    /** @param {string} text @returns {number} ce qui n'était pas encore marqué */
    function imported(text) {
        const added = progress.import(text);
        window.courseReview?.import(course.fields(course.json(text)).review);
        return added;
    }

    /** Un bouton qui ne sert plus perdrait le focus. */
    function focusTitle() {
        panel?.querySelector('h2')?.focus();
    }
    panel.querySelector('h2')?.setAttribute('tabindex', '-1');

    async function importFile() {
        const chosen = file.files?.[0];
        if (!chosen) {
            return;
        }
        try {
            const added = imported(await course.limited(chosen.text(), 'il'));
            message.textContent = added === 0
                ? 'Rien de nouveau dans ce fichier : tout y était déjà.'
                : `Progression importée et ajoutée à la vôtre (${counted(added, 'élément')} de plus).`;
        } catch (error) {
            const reason = error instanceof Error ? error.message : error;
            message.textContent = `« ${chosen.name} » n'a pas été importé : ${reason}. Votre progression n'a pas changé.`;
        }
        file.value = '';
    }

    /** @param {string} name @param {string} content */
    function download(name, content) {
        const link = element('a', { download: name, href: URL.createObjectURL(new Blob([content], { type: 'application/json' })) });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href));
    }

    /** @param {number} number @param {string} word */
    const counted = (number, word) => `${number}\u00a0${plural(number, word)}`;

    /** La page où reprendre : la dernière ouverte, ou la première à lire après elle. */
    function next() {
        const from = Math.max(0, ids.indexOf(progress.last));
        const unread = (/** @type {number} */ i) => !progress.has('page', ids[i]);
        const order = ids.map((_, i) => (from + i) % ids.length);
        return progress.pages[order.find(unread) ?? -1];
    }

    function show() {
        const { pages } = progress;
        const read = progress.count('page', ids);
        const quiz = pages.flatMap(page => page.quiz ?? []);
        const missions = pages.flatMap(page => page.missions ?? []);
        const done = [
            `${counted(read, 'page')} ${plural(read, 'lue')} sur ${ids.length}`,
            quiz.length > 0 && `${counted(progress.count('quiz', quiz), 'question')} sur ${quiz.length}`,
            missions.length > 0 && `${counted(progress.count('mission', missions), 'mission')} sur ${missions.length}`,
        ].filter(Boolean).join(', ');
        const begun = read > 0 || progress.last !== '' || progress.count('quiz', quiz) + progress.count('mission', missions) > 0;
        state.textContent = [
            begun ? `${done}.` : 'Une page est lue quand vous arrivez à sa fin. Tout reste dans ce navigateur.',
            !progress.persistent && 'Votre navigateur refuse d\'enregistrer : cette progression sera perdue en quittant la page, sauf si vous l\'exportez.',
            progress.aside !== null && 'Une progression illisible a été trouvée ici. Elle est mise de côté, intacte.',
        ].filter(Boolean).join(' ');
        for (const row of rows) {
            const chapter = ids.filter((_, i) => String(pages[i].chapter) === row.dataset.chapter);
            const bar = row.querySelector('progress');
            const count = row.querySelector('.overview-count');
            if (bar && count) {
                bar.value = progress.count('page', chapter);
                count.textContent = begun ? `${bar.value}/${chapter.length} ${bar.value === chapter.length ? '✓' : 'pages'}` : count.textContent;
            }
        }
        const target = begun ? next() : undefined;
        panel?.classList.toggle('overview-begun', begun);
        resume.hidden = !target;
        if (target) {
            resume.textContent = `Reprendre où vous en étiez : ${target.title}`;
            resume.href = progress.href(target.id);
        }
        if (start) {
            start.textContent = target ? 'Reprendre le cours' : startText;
            start.href = target ? progress.href(target.id) : startHref;
        }
        clearing.erase.disabled = save.disabled = !begun;
        retrieve.hidden = forgetting.erase.hidden = progress.aside === null;
    }

    show();
    document.addEventListener('course-progress', show);
})();
