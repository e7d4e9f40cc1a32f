// @ts-check
'use strict';

/* global path_to_root */

/*
 * <pas-a-pas> : le bouton qui ouvre l'explorateur d'exécutions.
 *
 * Ce script est tout ce que la page charge. Le reste vient à l'ouverture, par
 * des balises, pour qu'une page ouverte depuis un fichier (`file://`) marche
 * aussi : l'explorateur (`theme/pas-a-pas.js` et `.css`, recopiés dans
 * `genere/`), et le graphe du programme, `genere/graphes/<id>.js`.
 *
 * L'adresse `#pas=<id>:<empreinte>:<faits>.<à venir>` désigne un moment d'une
 * exécution ; `theme/pas-a-pas.js` en décrit la fin. Elle s'ouvre dans toute
 * page du livre, que le programme `<id>` y soit montré ou non : il suffit que
 * `genere/graphes/<id>.js` existe. C'est ainsi qu'une commande montre au
 * lecteur l'exécution de son propre programme.
 */
(function pasAPas() {
    // @ts-expect-error : constante que mdBook pose dans chaque page
    const root = path_to_root;
    const PREFIX = '#pas=';
    /** @type {Map<string, Promise<void>>} ce qui est déjà demandé, par adresse */
    const requested = new Map();

    /**
     * Charge un script ou un style, une fois.
     * @param {string} url relative à la racine du livre
     * @returns {Promise<void>}
     */
    function load(url) {
        const known = requested.get(url);
        if (known) {
            return known;
        }
        const promise = new Promise((resolve, reject) => {
            const style = /\.css(\?|$)/.test(url);
            const element = document.createElement(style ? 'link' : 'script');
            if (element instanceof HTMLLinkElement) {
                element.rel = 'stylesheet';
                element.href = root + url;
            } else {
                element.src = root + url;
            }
            element.onload = () => resolve(undefined);
            element.onerror = () => {
                requested.delete(url);
                element.remove();
                reject(new Error(`${url} ne se charge pas`));
            };
            document.head.append(element);
        });
        requested.set(url, promise);
        return promise;
    }

    /** @param {string} id */
    function elementOf(id) {
        return /** @type {HTMLElement | null} */ (document.querySelector(`pas-a-pas[data-id="${CSS.escape(id)}"]`));
    }

    /**
     * Ouvre l'explorateur.
     * @param {string} id « synchronisation/rendez_vous »
     * @param {string} moment ce qui suit l'identifiant dans l'adresse
     */
    async function open(id, moment) {
        const element = elementOf(id);
        const any = document.querySelector('pas-a-pas[data-outil]');
        const tool = (any instanceof HTMLElement && any.dataset.outil) || 'genere/pas-a-pas.js';
        const button = element?.querySelector('button');
        button?.setAttribute('aria-busy', 'true');
        element?.querySelector('[role="alert"]')?.remove();
        try {
            await Promise.all([load(tool), load(tool.replace('.js', '.css'))]);
            await load(element?.dataset.graphe ?? `genere/graphes/${id}.js`).catch(() => {});
            Reflect.get(window, 'coursPasAPas').open(id, moment, button ?? null);
        } catch (error) {
            const message = document.createElement('p');
            message.setAttribute('role', 'alert');
            message.textContent = `L'explorateur ne s'ouvre pas : ${error instanceof Error ? error.message : error}.`;
            element?.append(message);
        } finally {
            button?.removeAttribute('aria-busy');
        }
    }

    /** Suit l'adresse de la page : ouvre, déplace ou ferme. */
    function follow() {
        const hash = decodeURIComponent(location.hash);
        if (!hash.startsWith(PREFIX)) {
            Reflect.get(window, 'coursPasAPas')?.close();
            return;
        }
        const [id, ...moment] = hash.slice(PREFIX.length).split(':');
        // Un identifiant est un chemin sous genere/graphes/, rien d'autre.
        if (/^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(id)) {
            open(id, moment.join(':'));
        }
    }

    customElements.define('pas-a-pas', class extends HTMLElement {
        connectedCallback() {
            this.querySelector('button')?.addEventListener('click', () => {
                const hash = PREFIX + this.dataset.id;
                if (location.hash === hash) {
                    follow();
                } else {
                    location.hash = hash;
                }
            });
        }
    });
    addEventListener('hashchange', follow);
    follow();
})();
