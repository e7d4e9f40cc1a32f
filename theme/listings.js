// @ts-check
'use strict';

/*
 * Les onglets des programmes : <listing-tabs>.
 *
 * La page livre chaque volet à la suite du précédent, avec son étiquette ; elle
 * se lit ainsi sans JavaScript. Ce script en fait des onglets, selon le modèle
 * « Tabs » de l'ARIA Authoring Practices Guide (activation automatique).
 *
 * Le choix d'un onglet vaut pour tous les programmes de la page et pour les
 * pages suivantes. Les programmes refusés par le compilateur font exception :
 * on y lit d'abord le code, puis le message.
 */
(function tabs() {
    /** Ce qu'une édition d'avant gardait : l'étiquette de l'onglet. */
    const OLD_LABELS = new Map([['Rust', 'rust'], ['Go', 'go'], ['Sortie', 'output']]);
    const kept = course.kept('tab', course.string, {
        old: 'cours-onglet',
        migrate: label => OLD_LABELS.get(label),
        what: "le choix de l'onglet",
    });

    /** @param {HTMLElement} panel */
    const choiceOf = panel => panel.dataset.tab ?? '';

    let created = 0;

    class ListingTabs extends HTMLElement {
        /** @type {HTMLElement[]} */
        #panels = [];
        /** @type {HTMLButtonElement[]} */
        #tabs = [];

        connectedCallback() {
            if (this.#tabs.length > 0) {
                return;
            }
            this.#panels = Array.from(this.querySelectorAll(':scope > .listing-panel'));
            if (this.#panels.length === 0) {
                return;
            }
            created += 1;
            this.#tabs = this.#panels.map((panel, i) => this.#link(panel, `tab-${created}-${i}`));

            const caption = this.closest('figure')?.querySelector('figcaption');
            if (caption) {
                caption.id ||= `tabs-${created}`;
            }
            const list = course.element('div', {
                class: 'listing-tabs', role: 'tablist', 'aria-labelledby': caption?.id ?? false,
            }, ...this.#tabs);
            list.addEventListener('keydown', event => this.#onKey(event));
            this.prepend(list);

            this.show(choiceOf(this.#panels[0]));
            const choice = kept.get();
            if (choice !== null && this.shared) {
                this.show(choice);
            }
        }

        /** Ce programme suit-il le choix fait dans les autres ? */
        get shared() {
            return this.closest('.refusal') === null;
        }

        /**
         * Montre le volet de ce choix, s'il existe.
         * @param {string} choice
         */
        show(choice) {
            const chosen = this.#panels.findIndex(panel => choiceOf(panel) === choice);
            if (chosen === -1) {
                return;
            }
            this.#panels.forEach((panel, i) => {
                this.#tabs[i].setAttribute('aria-selected', String(i === chosen));
                this.#tabs[i].tabIndex = i === chosen ? 0 : -1;
                if (i === chosen) {
                    panel.removeAttribute('hidden');
                } else {
                    // La recherche du navigateur trouve aussi un volet caché.
                    panel.setAttribute('hidden', 'until-found');
                }
            });
        }

        /**
         * Crée l'onglet d'un volet et les lie.
         * @param {HTMLElement} panel
         * @param {string} id
         */
        #link(panel, id) {
            const label = panel.querySelector('.listing-label')?.textContent ?? '';
            const tab = course.button(label, () => this.#choose(tab), { id, role: 'tab', 'aria-controls': `${id}-panel` });
            panel.id = `${id}-panel`;
            panel.setAttribute('role', 'tabpanel');
            panel.setAttribute('aria-labelledby', id);
            panel.addEventListener('beforematch', () => this.show(choiceOf(panel)));
            return tab;
        }

        /**
         * Le lecteur choisit un onglet : il reste sous ses yeux, même si des
         * programmes placés plus haut changent de hauteur.
         * @param {HTMLButtonElement} tab
         */
        #choose(tab) {
            const choice = choiceOf(this.#panels[this.#tabs.indexOf(tab)]);
            const before = tab.getBoundingClientRect().top;
            if (this.shared) {
                kept.set(choice);
                showEverywhere(choice);
            } else {
                this.show(choice);
            }
            const moved = tab.getBoundingClientRect().top - before;
            window.scrollBy({ top: moved, behavior: 'instant' });
        }

        /** @param {KeyboardEvent} event */
        #onKey(event) {
            const current = this.#tabs.findIndex(tab => tab === event.target);
            const last = this.#tabs.length - 1;
            if (current === -1 || event.altKey || event.ctrlKey || event.metaKey) {
                return;
            }
            let next;
            switch (event.key) {
            case 'ArrowRight': next = current === last ? 0 : current + 1; break;
            case 'ArrowLeft': next = current === 0 ? last : current - 1; break;
            case 'Home': next = 0; break;
            case 'End': next = last; break;
            default: return;
            }
            event.preventDefault();
            event.stopPropagation(); // sinon mdBook change de page
            this.#tabs[next].focus({ preventScroll: true });
            this.#choose(this.#tabs[next]);
        }
    }

    customElements.define('listing-tabs', ListingTabs);

    /** @param {string} choice */
    function showEverywhere(choice) {
        for (const other of document.querySelectorAll('listing-tabs')) {
            if (other instanceof ListingTabs && other.shared) {
                other.show(choice);
            }
        }
    }

    // Un choix fait dans un autre onglet du navigateur attend : deux fenêtres côte
    // à côte montrent chacune ce qu'on y a choisi.
    course.restored(() => {
        const choice = kept.get();
        if (choice !== null) {
            showEverywhere(choice);
        }
    });
})();

/*
 * Les zones qui défilent (code, sorties, tableaux, diagrammes) reçoivent le focus et un nom quand
 * elles débordent, pour que le clavier les fasse défiler et qu'une voix dise où l'on est.
 */
(function scrolling() {
    let named = 0;

    /**
     * Ce qui nomme une zone : sa légende ou son titre, puis son onglet.
     * @param {Element} zone
     */
    function labels(zone) {
        const caption = zone.closest('figure, details')?.querySelector('figcaption, summary')
            ?? Array.from(document.querySelectorAll('main :is(h1, h2, h3, h4)')).filter(
                title => title.compareDocumentPosition(zone) & Node.DOCUMENT_POSITION_FOLLOWING,
            ).pop();
        if (caption && !caption.id) {
            named += 1;
            caption.id = `scrolling-${named}`;
        }
        return [caption?.id, zone.closest('[role="tabpanel"]')?.getAttribute('aria-labelledby')].filter(Boolean).join(' ');
    }

    const observer = new ResizeObserver(entries => {
        for (const { target } of entries) {
            const overflowing = target.scrollWidth > target.clientWidth
                || target.scrollHeight > target.clientHeight + 1 && getComputedStyle(target).overflowY === 'auto';
            if (target.toggleAttribute('data-overflowing', overflowing)) {
                target.setAttribute('tabindex', '0');
            } else {
                target.removeAttribute('tabindex');
            }
            if (target.matches('[role="tabpanel"]')) {
                continue; // son onglet le nomme
            }
            if (overflowing) {
                target.setAttribute('role', 'group');
                target.setAttribute('aria-labelledby', labels(target));
            } else {
                target.removeAttribute('role');
                target.removeAttribute('aria-labelledby');
            }
        }
    });
    /** @param {ParentNode} root */
    function watch(root) {
        for (const zone of root.querySelectorAll(
            'pre > code:not(.editable), .listing-panel, listing-variants, .table-wrapper, .stepper-table, .diagram-area',
        )) {
            observer.observe(zone);
            zone.addEventListener('keydown', event => {
                const { key } = /** @type {KeyboardEvent} */ (event);
                if (key === 'ArrowLeft' || key === 'ArrowRight') {
                    event.stopPropagation(); // sinon mdBook change de page
                }
            });
        }
    }
    watch(document);
    // Ce qui arrive après la page.
    document.addEventListener('course-content', event => {
        event.target instanceof Element && watch(event.target);
    });
})();
