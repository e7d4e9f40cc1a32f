// @ts-check
'use strict';

/*
 * La progression du lecteur : pages lues, questions et missions réussies. Elle
 * reste dans ce navigateur. Les totaux viennent des pages, à la construction :
 * voir outils/mdbook-cours/src/course/progress.rs, qui écrit `window.coursPages`.
 *
 * Rien de ce qui est enregistré n'est perdu : un contenu illisible est mis de
 * côté tel quel, un import s'ajoute à ce qui est là.
 *
 * @typedef {'page' | 'quiz' | 'mission'} Kind
 * @typedef {{page: Set<string>, quiz: Set<string>, mission: Set<string>, last: string}} State
 * @typedef {{id: string, titre: string, chapitre: number, quiz?: string[], missions?: string[]}} Page
 */
/* global path_to_root */
(function progres() {
    const KEY = 'cours-progres';
    /** Ce qui a été trouvé illisible, tel quel. */
    const ASIDE_KEY = 'cours-progres-illisible';
    const FORMAT = 'progression du cours';
    const VERSION = 1;
    /** @type {Kind[]} */
    const KINDS = ['page', 'quiz', 'mission'];

    /** @type {Page[]} */
    const pages = Reflect.get(window, 'coursPages') ?? [];

    /** La progression, quand le navigateur refuse de l'enregistrer. @type {State | null} */
    let memory = null;
    /** Ce qui a déjà été lu. @type {{raw: string, state: State} | null} */
    let cache = null;

    /** @returns {State} */
    const empty = () => ({ page: new Set(), quiz: new Set(), mission: new Set(), last: '' });

    /** @param {State} state */
    function serialize(state) {
        const lists = Object.fromEntries(KINDS.map(kind => [kind, [...state[kind]].sort()]));
        return JSON.stringify({ format: FORMAT, version: VERSION, derniere: state.last, ...lists }, null, 1);
    }

    /**
     * @param {string} text
     * @returns {State}
     * @throws {Error} avec ce qui ne va pas, en français
     */
    function parse(text) {
        let json;
        try {
            json = JSON.parse(text);
        } catch {
            throw new Error("ce n'est pas un fichier JSON entier");
        }
        if (json?.format !== FORMAT) {
            throw new Error("ce n'est pas une progression de ce livre");
        }
        if (json.version !== VERSION) {
            throw new Error(`elle vient d'une autre édition du livre (version ${json.version}, ${VERSION} attendue)`);
        }
        const state = empty();
        for (const kind of KINDS) {
            const list = json[kind] ?? [];
            if (!Array.isArray(list) || list.some(id => typeof id !== 'string' || id === '')) {
                throw new Error(`sa liste « ${kind} » est abîmée`);
            }
            state[kind] = new Set(list);
        }
        state.last = typeof json.derniere === 'string' ? json.derniere : '';
        return state;
    }

    /** @returns {State} */
    function load() {
        if (memory) {
            return memory;
        }
        let raw;
        try {
            raw = localStorage.getItem(KEY);
        } catch {
            return (memory = empty());
        }
        if (raw === null) {
            return empty();
        }
        if (cache?.raw === raw) {
            return cache.state;
        }
        try {
            cache = { raw, state: parse(raw) };
            return cache.state;
        } catch {
            return putAside(raw);
        }
    }

    /**
     * Met `raw` de côté. Sans place pour cela, il reste où il est, et la
     * progression ne vaut que pour la page.
     * @param {string} raw
     */
    function putAside(raw) {
        try {
            const before = localStorage.getItem(ASIDE_KEY);
            localStorage.setItem(ASIDE_KEY, before === null ? raw : `${before}\n${raw}`);
            localStorage.removeItem(KEY);
            return empty();
        } catch {
            return (memory = empty());
        }
    }

    /** @param {State} state */
    function save(state) {
        if (memory) {
            return;
        }
        try {
            localStorage.setItem(KEY, serialize(state));
        } catch {
            memory = state; // stockage refusé ou plein
        }
    }

    function announce() {
        document.dispatchEvent(new CustomEvent('cours-progres'));
    }

    /** @param {(state: State) => void} edit */
    function change(edit) {
        const state = load();
        edit(state);
        cache = null;
        save(state);
        announce();
    }

    /** @param {Kind} kind */
    function check(kind) {
        if (!KINDS.includes(kind)) {
            throw new TypeError(`« ${kind} » n'est pas une sorte de progression : ${KINDS.join(', ')}`);
        }
        return kind;
    }

    const api = Object.freeze({
        /** @param {Kind} kind @param {string} id */
        mark: (kind, id) => api.has(kind, id) || change(state => state[kind].add(id)),
        /** @param {Kind} kind @param {string} id */
        unmark: (kind, id) => !api.has(kind, id) || change(state => state[kind].delete(id)),
        /** @param {Kind} kind @param {string} id */
        has: (kind, id) => load()[check(kind)].has(id),
        /** Combien de ces identifiants sont marqués. @param {Kind} kind @param {string[]} [ids] */
        count: (kind, ids = []) => ids.filter(id => api.has(kind, id)).length,
        /** Oublie tout. */
        clear: () => change(state => Object.assign(state, empty())),
        /** La progression, en JSON. */
        export: () => serialize(load()),
        /**
         * Ajoute la progression `text` à celle-ci.
         * @param {string} text
         * @returns {number} ce qui n'était pas encore marqué
         * @throws {Error} avec ce qui ne va pas, en français ; rien n'a changé
         */
        import(text) {
            const found = parse(text);
            let added = 0;
            change(state => {
                for (const kind of KINDS) {
                    const before = state[kind].size;
                    found[kind].forEach(id => state[kind].add(id));
                    added += state[kind].size - before;
                }
                state.last = found.last || state.last;
            });
            return added;
        },
        /** Les pages du cours, dans l'ordre. */
        pages,
        /** Celle-ci, si elle en est une : ni annexe ni livre entier. */
        get here() {
            return pages.find(page => samePage(api.href(page.id), location.href));
        },
        /** La dernière page ouverte. */
        get last() {
            return load().last;
        },
        /** Faux si le navigateur refuse d'enregistrer. */
        get persistent() {
            const state = load();
            if (!memory) {
                try {
                    localStorage.setItem(`${KEY}-essai`, '');
                    localStorage.removeItem(`${KEY}-essai`);
                } catch {
                    memory = state;
                }
            }
            return memory === null;
        },
        /** Ce qui était enregistré et n'a pas pu être lu. */
        get aside() {
            try {
                load();
                return localStorage.getItem(ASIDE_KEY);
            } catch {
                return null;
            }
        },
        forgetAside() {
            localStorage.removeItem(ASIDE_KEY);
            announce();
        },
        /**
         * L'adresse de la page `id` depuis celle-ci.
         * @param {string} id
         */
        href: id => new URL(`${id}.html`, root).href,
    });
    Reflect.set(window, 'coursProgres', api);

    const root = new URL(path_to_root || './', document.baseURI);
    window.addEventListener('storage', event => {
        if (event.key === KEY || event.key === null) {
            announce();
        }
    });

    const { here } = api;
    if (here && here.id !== api.last) {
        change(state => {
            state.last = here.id;
        });
    }

    /** @param {string} a @param {string} b */
    function samePage(a, b) {
        const path = (/** @type {string} */ url) =>
            url.replace(/[?#].*$/, '').replace(/\/$/, '/index').replace(/\.html$/, '');
        return path(a) === path(b);
    }
})();
