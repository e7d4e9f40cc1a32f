// @ts-check
'use strict';

/*
 * L'aide du clavier : un bouton l'ouvre aussi, un clic à côté la ferme. Le
 * reste (touche Échap, focus rendu) est celui de <dialog>.
 */
(function keyboardHelp() {
    const help = document.getElementById('mdbook-help-container');
    if (!(help instanceof HTMLDialogElement)) {
        return;
    }
    document.getElementById('help-open')?.addEventListener('click', () => help.showModal());
    help.addEventListener('click', event => {
        if (event.target === help) {
            help.close();
        }
    });
    // Les raccourcis de la page attendent la fermeture.
    help.addEventListener('keydown', event => event.stopPropagation());
})();

/*
 * Une page que le navigateur avait gardée revient telle que le lecteur l'a
 * quittée : elle prend le thème choisi depuis.
 */
(function restoredPage() {
    const kept = course.stored('mdbook-theme');
    course.restored(() => {
        const theme = kept.get();
        if (theme !== undefined) { // refusé : le thème ne vaut que pour la page
            document.getElementById(`mdbook-theme-${theme ?? 'default_theme'}`)?.click();
        }
    });
    // mdBook ne dit pas qu'il n'a pas pu garder le thème choisi.
    document.getElementById('mdbook-theme-list')?.addEventListener('click', ({ target }) => {
        const chosen = target instanceof Element ? target.closest('button')?.id.replace('mdbook-theme-', '') : undefined;
        if (chosen && (kept.get() ?? 'default_theme') !== chosen) {
            course.notice('Votre navigateur refuse de garder le thème\u00a0: ce sera perdu en quittant la page.');
        }
    });
})();

/*
 * Les couleurs d'un thème quitté avant qu'elles n'arrivent : Chromium les
 * applique quand même, par-dessus celles du thème choisi.
 */
(function stylesheets() {
    document.querySelectorAll('link[rel="stylesheet"]').forEach(link => {
        link.addEventListener('load', () => {
            if (link instanceof HTMLLinkElement && link.disabled) {
                link.disabled = false;
                link.disabled = true;
            }
        });
    });
})();
