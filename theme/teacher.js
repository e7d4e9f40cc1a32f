// @ts-check
'use strict';

/*
 * Les notes de l'enseignant : repliées dans chaque page, toutes ouvertes par un
 * bouton de la barre, dont l'état vaut pour les pages suivantes. Un autre déplie
 * le plan de séance, où elles sont réunies.
 */
(function teacher() {
    const choice = course.kept('notes', value => (typeof value === 'boolean' ? value : null), {
        old: 'cours-notes',
        migrate: text => text === 'montrees',
        what: "l'affichage des notes",
    });
    /** @type {NodeListOf<HTMLButtonElement>} */
    const switches = document.querySelectorAll('.notes-switch');
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const notes = document.querySelectorAll('.teacher-note');

    /** @param {boolean} shown */
    function show(shown) {
        notes.forEach(note => {
            note.open = shown;
        });
        switches.forEach(button => button.setAttribute('aria-checked', String(shown)));
    }

    let shown = false;
    function read() {
        shown = choice.get() ?? shown;
        show(shown);
    }
    read();
    course.restored(read);
    switches.forEach(button => button.addEventListener('click', () => {
        shown = !shown;
        choice.set(shown);
        show(shown);
    }));

    const unfold = document.querySelector('.plan-unfold');
    const folds = /** @type {HTMLDetailsElement[]} */ (Array.from(document.querySelectorAll('.plan-pages')));
    unfold?.addEventListener('click', () => {
        const open = folds.some(fold => !fold.open);
        folds.forEach(fold => {
            fold.open = open;
        });
    });
    // Le navigateur en ouvre aussi, pour y montrer ce que l'on cherche.
    folds.forEach(fold => fold.addEventListener('toggle', () =>
        unfold?.setAttribute('aria-checked', String(folds.every(({ open }) => open)))));
})();
