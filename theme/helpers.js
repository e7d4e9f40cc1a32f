// @ts-check
'use strict';

/*
 * Ce que les scripts de la page partagent : créer des éléments, garder des
 * valeurs dans le navigateur, lire l'adresse. Il passe avant eux ; chacun est un
 * fichier à part, pour que celui qu'un navigateur ne sait pas lire laisse
 * marcher les autres.
 */
const course = (() => {
    /** D'autres sites peuvent partager ce domaine ; un format nouveau change le nombre. */
    const PREFIX = 'concurrence-rust/1/';

    /**
     * @template {Element} T
     * @param {T} target
     * @param {Attributes} attributes
     * @param {(Node | string)[]} children
     * @returns {T} l'élément, avec ces attributs et ces enfants
     */
    function fill(target, attributes, children) {
        for (const [name, value] of Object.entries(attributes)) {
            if (typeof value === 'function') {
                target.addEventListener(name, value);
            } else if (value !== false) {
                target.setAttribute(name, value === true ? '' : String(value));
            }
        }
        target.append(...children);
        return target;
    }

    /**
     * Un élément. `false` : attribut absent ; `true` : vide ; une fonction : ce
     * qui répond à l'événement de ce nom.
     * @template {keyof HTMLElementTagNameMap} T
     * @param {T} tag
     * @param {Attributes} [attributes]
     * @param {(Node | string)[]} children
     */
    const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

    /**
     * Un élément de dessin.
     * @template {keyof SVGElementTagNameMap} T
     * @param {T} tag
     * @param {Attributes} [attributes]
     * @param {(Node | string)[]} children
     */
    const svg = (tag, attributes = {}, ...children) =>
        fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

    /**
     * @param {string} text
     * @param {(event: Event) => void} click
     * @param {Attributes} [attributes]
     */
    const button = (text, click, attributes) => element('button', { type: 'button', click, ...attributes }, text);

    /**
     * Un texte que le navigateur garde sous cette clé.
     * @param {string} key
     * @param {Area} [area]
     */
    const stored = (key, area = 'localStorage') => ({
        key,
        /** @returns {string | null | undefined} `null` : rien ; `undefined` : refusé */
        get() {
            try {
                return window[area].getItem(key);
            } catch {
                return undefined;
            }
        },
        /** @param {string | null} text `null` : oublié @returns {boolean} faux s'il n'est pas gardé */
        set(text) {
            try {
                if (text === null) {
                    window[area].removeItem(key);
                } else {
                    window[area].setItem(key, text);
                }
                return true;
            } catch {
                return false; // refusé, ou plein
            }
        },
        /** @param {() => void} react quand ce texte a pu changer ailleurs */
        watch(react) {
            window.addEventListener('storage', event => {
                if (event.key === key || event.key === null) {
                    react();
                }
            });
            restored(react);
        },
    });

    /**
     * Une page que le navigateur avait gardée revient telle que le lecteur l'a
     * quittée : elle ignore ce qui a été gardé depuis.
     * @param {() => void} react
     */
    const restored = react => window.addEventListener('pageshow', event => {
        if (event.persisted) {
            react();
        }
    });

    /** Ce que la page dit d'elle-même, au bas de l'écran. */
    const noticeText = element('p', { role: 'status' });
    const noticeFrame = element('div', { class: 'page-notice', hidden: true }, noticeText,
        button('Fermer', () => notice(''), { class: 'button-quiet' }));

    /** @param {string} text vide : plus rien à dire */
    function notice(text) {
        document.body.append(noticeFrame);
        noticeText.textContent = text;
        noticeFrame.hidden = text === '';
        document.documentElement.classList.toggle('has-notice', text !== '');
    }

    /** Ce que la page dit perdu, tant que le lecteur ne l'a pas fermé. @type {string[]} */
    let losses = [];

    /** Un même geste peut perdre deux choses : les deux se disent. @param {string} what */
    function lose(what) {
        losses = noticeFrame.hidden ? [what] : [...losses, what];
        notice(`Votre navigateur refuse de garder ${new Intl.ListFormat('fr').format(losses)}\u00a0: ce sera perdu en quittant la page.`);
    }

    /**
     * Un texte que ce site garde.
     * @param {string} name
     * @param {string} [old] sa clé dans une édition d'avant : il passe sous la nouvelle
     * @param {(text: string) => string | null} [migrate] ce qu'il y devient ; `null` : il ne vaut rien
     * @param {Area} [area]
     */
    function keptText(name, old, migrate = text => text, area) {
        const slot = stored(PREFIX + name, area);
        return {
            ...slot,
            get() {
                const text = slot.get();
                const source = text === null && old !== undefined ? stored(old, area) : null;
                const before = source?.get();
                const moved = before && migrate(before);
                if (source && moved && slot.set(moved)) {
                    source.set(null);
                }
                return moved || text;
            },
        };
    }

    /** @param {string} text @returns {unknown} `null` si ce n'est pas du JSON */
    function json(text) {
        try {
            return JSON.parse(text);
        } catch {
            return null;
        }
    }

    /**
     * Une valeur que le navigateur garde, en JSON. Ce qui est gardé a pu être
     * abîmé, ou écrit par un autre : `valid` n'en rend que ce qui vaut.
     * @template T
     * @param {string} name
     * @param {(value: unknown) => T | null} valid
     * @param {{old?: string, migrate?: (text: string) => unknown, area?: Area, what?: string}} [options]
     *   `what` : ce qu'elle est pour le lecteur, à qui la page dit qu'elle n'est pas gardée
     */
    function kept(name, valid, { old, migrate = json, area, what } = {}) {
        const text = keptText(name, old, before => {
            const value = valid(migrate(before));
            return value === null ? null : JSON.stringify(value);
        }, area);
        let told = false;
        return {
            get: () => valid(json(text.get() ?? '')),
            /** @param {T | null} value `null` : oubliée @returns {boolean} faux si elle n'est pas gardée */
            set(value) {
                const done = text.set(value === null ? null : JSON.stringify(value));
                if (!done && what && !told) {
                    told = true;
                    lose(what);
                }
                return done;
            },
            watch: text.watch,
        };
    }

    /**
     * Des valeurs, chacune sous son identifiant, que le navigateur garde ensemble.
     * @template T
     * @param {string} name
     * @param {(value: unknown) => T | null} valid
     * @param {{old?: string, what?: string}} options
     */
    function keptTable(name, valid, options) {
        const { get, set, watch } = kept(name, table => {
            /** @type {[string, T][]} */
            const rows = [];
            for (const [id, value] of Object.entries(fields(table))) {
                const row = valid(value);
                if (row !== null) {
                    rows.push([id, row]);
                }
            }
            return Object.fromEntries(rows);
        }, options);
        return {
            watch,
            /** @param {string} id */
            get: id => get()?.[id],
            /** @param {string} id @param {T} [value] oubliée si elle manque */
            set(id, value) {
                const table = { ...get() };
                delete table[id];
                return set(value === undefined ? table : { ...table, [id]: value });
            },
        };
    }

    /**
     * Un bouton qui efface : il demande d'abord. Un autre rend ce qui a été effacé,
     * jusqu'à ce que le lecteur quitte la page.
     * @param {string} label
     * @param {string} question
     * @param {string} detail
     * @param {() => () => void} act efface ; ce qu'il rend annule
     * @param {{act: string, undo: string}} [words] ce que disent les boutons
     */
    function eraser(label, question, detail, act, words = { act: 'Effacer', undo: "Annuler l'effacement" }) {
        /** @type {(() => void)[]} */
        const undos = [];
        const attributes = { class: 'button-quiet' };
        const erase = button(label, () => {
            const dialog = element('dialog', {
                class: 'erase-dialog',
                'aria-labelledby': 'erase-question',
                keydown: event => event.stopPropagation(), // sinon mdBook change de page
                close: () => dialog.remove(),
            },
            element('h2', { id: 'erase-question' }, question),
            element('p', {}, detail),
            element('p', {}, button('Annuler', () => dialog.close(), { ...attributes, autofocus: true }), ' ',
                button(words.act, () => {
                    dialog.close();
                    undos.push(act());
                    undo.hidden = false;
                }, { class: 'button' })));
            document.body.append(dialog);
            dialog.showModal();
        }, attributes);
        const undo = button(words.undo, () => {
            undos.pop()?.();
            undo.hidden = undos.length === 0;
            if (undo.hidden) {
                erase.focus();
            }
        }, { ...attributes, hidden: true });
        return { erase, undo };
    }

    /** @param {unknown} value @returns {string | null} */
    const string = value => (typeof value === 'string' ? value : null);

    /** @param {unknown} value @returns {Record<string, unknown>} ses champs ; aucun si ce n'est pas un objet */
    const fields = value => (typeof value === 'object' && value !== null ? { ...value } : {});

    /** L'adresse dans la page, décodée ; telle quelle si elle est mal écrite. */
    function hash() {
        try {
            return decodeURIComponent(location.hash);
        } catch {
            return location.hash;
        }
    }

    /**
     * Ce que l'on attend, mais pas sans fin : passé ce temps, une erreur de nom
     * `TimeoutError`, qui dit ce qui n'a pas répondu.
     * @template T
     * @param {Promise<T>} promise
     * @param {string} what « le presse-papiers »
     * @param {number} [seconds]
     * @returns {Promise<T>}
     */
    function limited(promise, what, seconds = 30) {
        let timer = 0;
        const expired = new Promise((_, reject) => {
            timer = window.setTimeout(() => {
                reject(new DOMException(`${what} n'a pas répondu en ${seconds} secondes`, 'TimeoutError'));
            }, 1000 * seconds);
        });
        return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
    }

    /** Ce qui est déjà demandé, par adresse. @type {Map<string, Promise<void>>} */
    const requested = new Map();

    /**
     * Charge un script ou un style, une fois, par une balise : une page ouverte depuis
     * un fichier (`file://`) le peut aussi.
     * @param {string} url relative à la racine du livre
     * @returns {Promise<void>}
     */
    function load(url) {
        const known = requested.get(url);
        if (known) {
            return known;
        }
        const address = path_to_root + url;
        const asked = /\.css(\?|$)/.test(url)
            ? element('link', { rel: 'stylesheet', href: address })
            : element('script', { src: address });
        const promise = limited(new Promise((resolve, reject) => {
            asked.addEventListener('load', () => resolve(undefined));
            asked.addEventListener('error', () => reject(new Error(`${url} ne se charge pas`)));
        }), url);
        promise.catch(() => {
            requested.delete(url);
            asked.remove();
        });
        document.head.append(asked);
        requested.set(url, promise);
        return promise;
    }

    /** @param {string} text sans majuscules ni accents */
    const folded = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

    /** Comme outils/quiz/src/normalize.rs. @param {string} text */
    const normalize = text => folded(text)
        .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/['’]/g, ' ').replace(/[«»"“”`]|\(\)/g, '')
        .replace(/\s+/g, ' ').trim().replace(/[.!;, ]+$/, '').replace(/^(les?|la|l|une?|des|du) /, '');

    /** @param {number} n @param {string} words chaque mot reçoit son « s » */
    const plural = (n, words) => (n > 1 ? words.replace(/(?= |$)/g, 's') : words);

    return Object.freeze({
        element, svg, button, stored, keptText, kept, keptTable, restored, notice, eraser,
        json, string, fields, hash, limited, load, folded, normalize, plural,
    });
})();
