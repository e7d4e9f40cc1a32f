// @ts-check
'use strict';

/*
 * Les notes de l'enseignant : repliées dans chaque page, toutes ouvertes par un
 * bouton de la barre, dont l'état vaut pour les pages suivantes.
 */
(function enseignant() {
    const STORAGE_KEY = 'cours-notes';
    /** @type {NodeListOf<HTMLButtonElement>} */
    const switches = document.querySelectorAll('.bascule-notes');
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const notes = document.querySelectorAll('.note-enseignant');

    function saved() {
        try {
            return localStorage.getItem(STORAGE_KEY) === 'montrees';
        } catch {
            return false; // stockage refusé : le choix ne vaut que pour la page
        }
    }

    /** @param {boolean} shown */
    function save(shown) {
        try {
            localStorage.setItem(STORAGE_KEY, shown ? 'montrees' : 'repliees');
        } catch {
            // stockage refusé ou plein
        }
    }

    /** @param {boolean} shown */
    function show(shown) {
        notes.forEach(note => {
            note.open = shown;
        });
        switches.forEach(button => button.setAttribute('aria-checked', String(shown)));
    }

    let shown = saved();
    show(shown);
    switches.forEach(button => button.addEventListener('click', () => {
        shown = !shown;
        save(shown);
        show(shown);
    }));
})();
