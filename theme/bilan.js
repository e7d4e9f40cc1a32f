// @ts-check
'use strict';

/*
 * Le bilan de l'accueil : la progression par chapitre, où reprendre, et de quoi
 * l'exporter, l'importer, l'effacer. Avant la première page, et sans JavaScript,
 * la liste des chapitres de l'accueil suffit. Voir progres.js.
 */
(function bilan() {
    const panel = document.querySelector('.bilan');
    const progres = window.coursProgres;
    if (!panel || !progres) {
        return;
    }
    const FILE = 'progression-cours.json';
    const ids = progres.pages.map(page => page.id);
    const state = /** @type {HTMLElement} */ (panel.querySelector('.bilan-etat'));
    const message = /** @type {HTMLElement} */ (panel.querySelector('.bilan-message'));
    const actions = /** @type {HTMLElement} */ (panel.querySelector('.bilan-actions'));
    /** Le grand lien de l'accueil. @type {HTMLAnchorElement | null} */
    const start = document.querySelector('main > p > strong:first-child > a');
    const startText = start?.textContent ?? '';
    const startHref = start?.href ?? '';

    /** @param {string} label @param {() => void} act @param {string} [name] */
    function button(label, act, name = 'bouton-discret') {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = name;
        button.textContent = label;
        button.addEventListener('click', act);
        return button;
    }

    const file = document.createElement('input');
    file.type = 'file';
    file.accept = '.json,application/json';
    file.hidden = true;
    file.addEventListener('change', importFile);
    const save = button('Exporter', () => download(FILE, progres.export()));
    const erase = button('Effacer…', () => dialog.showModal());
    const retrieve = button("Récupérer l'ancienne progression", () => download('progression-illisible.txt', progres.aside ?? ''));
    const forget = button("Oublier l'ancienne", progres.forgetAside);
    actions.append(save, button('Importer…', () => file.click()), erase, retrieve, forget, file);

    const resume = document.createElement('a');
    resume.className = 'bilan-reprendre';
    state.after(resume);

    const dialog = document.createElement('dialog');
    dialog.className = 'bilan-dialogue';
    dialog.setAttribute('aria-labelledby', 'bilan-effacer');
    dialog.innerHTML = `<h2 id="bilan-effacer">Effacer votre progression ?</h2>
<p>Pages lues, questions et missions réussies seront oubliées par ce navigateur. Pour les garder, exportez-les d'abord.</p>`;
    const cancel = button('Annuler', () => dialog.close());
    cancel.autofocus = true;
    const choices = document.createElement('p');
    choices.append(cancel, ' ', button('Effacer', () => {
        dialog.close();
        progres.clear();
        message.textContent = 'Votre progression est effacée.';
        // « Effacer… » ne sert plus : le focus irait se perdre.
        panel.querySelector('h2')?.focus();
    }, 'bouton'));
    dialog.append(choices);
    dialog.addEventListener('keydown', event => event.stopPropagation()); // sinon mdBook change de page
    panel.append(dialog);
    panel.querySelector('h2')?.setAttribute('tabindex', '-1');

    async function importFile() {
        const chosen = file.files?.[0];
        if (!chosen) {
            return;
        }
        try {
            const added = progres.import(await chosen.text());
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
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href));
    }

    /** @param {number} number @param {string} word */
    const counted = (number, word) => `${number}\u00a0${word}${number > 1 ? 's' : ''}`;

    /** La page où reprendre : la dernière ouverte, ou la première à lire après elle. */
    function next() {
        const from = Math.max(0, ids.indexOf(progres.last));
        const unread = (/** @type {number} */ i) => !progres.has('page', ids[i]);
        const order = ids.map((_, i) => (from + i) % ids.length);
        return progres.pages[order.find(unread) ?? -1];
    }

    function show() {
        const { pages } = progres;
        const read = progres.count('page', ids);
        const quiz = pages.flatMap(page => page.quiz ?? []);
        const missions = pages.flatMap(page => page.missions ?? []);
        const done = [
            `${counted(read, 'page')} ${read > 1 ? 'lues' : 'lue'} sur ${ids.length}`,
            quiz.length > 0 && `${counted(progres.count('quiz', quiz), 'question')} sur ${quiz.length}`,
            missions.length > 0 && `${counted(progres.count('mission', missions), 'mission')} sur ${missions.length}`,
        ].filter(Boolean).join(', ');
        const begun = read > 0 || progres.last !== '' || progres.count('quiz', quiz) + progres.count('mission', missions) > 0;
        state.textContent = [
            begun ? `${done}.` : 'Une page est lue quand vous arrivez à sa fin. Tout reste dans ce navigateur.',
            !progres.persistent && 'Votre navigateur refuse d\'enregistrer : cette progression sera perdue en quittant la page, sauf si vous l\'exportez.',
            progres.aside !== null && 'Une progression illisible a été trouvée ici. Elle est mise de côté, intacte.',
        ].filter(Boolean).join(' ');
        for (const row of /** @type {NodeListOf<HTMLElement>} */ (panel?.querySelectorAll('[data-chapitre]'))) {
            const chapter = ids.filter((_, i) => String(pages[i].chapitre) === row.dataset.chapitre);
            const bar = row.querySelector('progress');
            const count = row.querySelector('.bilan-compte');
            if (bar && count) {
                bar.value = progres.count('page', chapter);
                count.textContent = begun ? `${bar.value}/${chapter.length} ${bar.value === chapter.length ? '✓' : 'pages'}` : count.textContent;
            }
        }
        const target = begun ? next() : undefined;
        panel?.classList.toggle('bilan-commence', begun);
        resume.hidden = !target;
        if (target) {
            resume.textContent = `Reprendre où vous en étiez : ${target.titre}`;
            resume.href = progres.href(target.id);
        }
        if (start) {
            start.textContent = target ? 'Reprendre le cours' : startText;
            start.href = target ? progres.href(target.id) : startHref;
        }
        erase.disabled = save.disabled = !begun;
        retrieve.hidden = forget.hidden = progres.aside === null;
    }

    show();
    document.addEventListener('cours-progres', show);
})();
