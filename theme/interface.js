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
 * Qui dicte, ou tape à côté, déclenche sans le vouloir un raccourci d'une seule
 * lettre ou d'un seul signe (WCAG 2.2, 2.1.4) : l'aide les coupe tous. Les flèches
 * et Échap restent.
 */
(function singleKeys() {
    const kept = course.kept('single-keys', value => (value === false ? value : null), { what: 'ce choix' });
    const box = course.element('input', { type: 'checkbox', change: () => kept.set(box.checked ? null : false) });
    const recall = () => {
        box.checked = kept.get() !== false;
    };
    document.querySelector('#mdbook-help-popup form')?.before(
        course.element('p', {}, course.element('label', {}, box, " Raccourcis d'une seule touche\u00a0: lettres, chiffres, signes")));
    addEventListener('keydown', event => {
        const { key, target, ctrlKey, altKey, metaKey } = event;
        const typed = target instanceof Element && target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
        if (!box.checked && /^\S$/u.test(key) && !ctrlKey && !altKey && !metaKey && !typed) {
            event.stopImmediatePropagation();
        }
    }, true);
    kept.watch(recall);
    recall();
})();

/*
 * La table des matières s'ouvre sur la page présente.
 */
(function contentsAtPage() {
    const sidebar = document.getElementById('mdbook-sidebar');
    document.getElementById('mdbook-sidebar-toggle-anchor')?.addEventListener('change', () => {
        sidebar?.querySelector('.active')?.scrollIntoView({ block: 'center' });
    });
})();

/*
 * Ce qui a le focus au clavier se voit. Sur un petit écran, la table des
 * matières ouverte pousse la page dehors : qui y revient la referme. Dans une
 * zone plus large que la page, Chromium laisse un lien coupé par le bord.
 */
(function focusInSight() {
    const opener = document.getElementById('mdbook-sidebar-toggle');
    document.querySelector('.page')?.addEventListener('focusin', ({ target }) => {
        if (!(target instanceof Element && target.matches(':focus-visible')) || target === opener) {
            return;
        }
        if (opener?.getAttribute('aria-expanded') === 'true' && matchMedia('(max-width: 619.98px)').matches) {
            opener.click();
        }
        if (target.closest('table')) {
            target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        }
    });
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
