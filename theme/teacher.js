// @ts-check
'use strict';

/*
 * Les notes de l'enseignant : repliées dans chaque page, toutes ouvertes par un
 * bouton de la barre, dont l'état vaut pour les pages suivantes.
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
})();
