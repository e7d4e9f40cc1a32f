// @ts-check
'use strict';

/*
 * Sur le papier, les fichiers d'un exercice et le plan de séance se lisent : ouverts le temps d'imprimer.
 * `theme/print.css` le fait déjà là où un navigateur le permet.
 */
(function print() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    window.addEventListener('beforeprint', () => {
        opened = Array.from(document.querySelectorAll(':is(.exercise-files, .plan-pages):not([open])'));
        opened.forEach(folded => folded.open = true);
    });
    window.addEventListener('afterprint', () => opened.forEach(folded => folded.open = false));
})();
