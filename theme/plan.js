// @ts-check
'use strict';

/*
 * Le plan de séance se déplie chapitre par chapitre, ou tout à la fois.
 */
(function plan() {
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
