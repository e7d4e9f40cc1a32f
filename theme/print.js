// @ts-check
'use strict';

/*
 * Sur le papier, les fichiers d'un exercice se lisent : ouverts le temps d'imprimer.
 * `theme/print.css` le fait déjà là où un navigateur le permet.
 */
(function print() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    window.addEventListener('beforeprint', () => {
        opened = Array.from(document.querySelectorAll('.exercise-files:not([open])'));
        opened.forEach(files => files.open = true);
    });
    window.addEventListener('afterprint', () => opened.forEach(files => files.open = false));
})();
