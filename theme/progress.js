// @ts-check
'use strict';

/*
 * La progression du lecteur : pages lues, questions, missions et exercices réussis, ce
 * qu'il a prédit et réparé. Elle reste dans ce navigateur. Les totaux viennent des pages, à la construction :
 * voir outils/mdbook-cours/src/course/progress.rs, qui écrit `window.courseLessons`.
 *
 * Rien de ce qui est enregistré n'est perdu : un contenu illisible est mis de
 * côté tel quel, un import s'ajoute à ce qui est là.
 *
 * Dans le fichier, version 2 : `page`, `quiz`, `mission`, `exercise`, `prediction` et `repair`, des listes
 * d'identifiants, et `last`, la dernière page ouverte. La version 1 l'appelait
 * `derniere`.
 */
(function progressOfReader() {
    const kept = course.keptText('progress');
    /** Où une édition d'avant la gardait. */
    const old = course.stored('cours-progres');
    /** Ce qui a été trouvé illisible, tel quel. */
    const aside = course.keptText('progress-unreadable', 'cours-progres-illisible');
    const FORMAT = 'progression du cours';
    const VERSION = 2;
    /** @type {ProgressKind[]} */
    const KINDS = ['page', 'quiz', 'mission', 'exercise', 'prediction', 'repair'];

    /** @typedef {Record<ProgressKind, Set<string>> & {last: string}} State */

    const lessons = window.courseLessons ?? [];

    /** La progression, quand le navigateur refuse de l'enregistrer. @type {State | null} */
    let memory = null;
    /** Ce qui a déjà été lu. @type {{raw: string, state: State} | null} */
    let cache = null;

    /** @returns {State} */
    const empty = () => ({ page: new Set(), quiz: new Set(), mission: new Set(), exercise: new Set(), prediction: new Set(), repair: new Set(), last: '' });

    /** @param {State} state */
    function serialize(state) {
        const lists = Object.fromEntries(KINDS.map(kind => [kind, [...state[kind]].sort()]));
        return JSON.stringify({ format: FORMAT, version: VERSION, last: state.last, ...lists }, null, 1);
    }

    /**
     * @param {string} text
     * @returns {State}
     * @throws {Error} avec ce qui ne va pas, en français
     */
    function parse(text) {
        const json = course.json(text);
        if (json === null && text.trim() !== 'null') {
            throw new Error("ce n'est pas un fichier JSON entier");
        }
        const fields = course.fields(json);
        if (fields.format !== FORMAT) {
            throw new Error("ce n'est pas une progression de ce livre");
        }
        if (fields.version !== 1 && fields.version !== VERSION) {
            throw new Error(`elle vient d'une autre édition du livre (version ${fields.version}, ${VERSION} attendue)`);
        }
        const state = empty();
        for (const kind of KINDS) {
            const list = fields[kind] ?? [];
            if (!Array.isArray(list) || list.some(id => typeof id !== 'string' || id === '')) {
                throw new Error(`sa liste « ${kind} » est abîmée`);
            }
            state[kind] = new Set(list);
        }
        state.last = course.string(fields.last ?? fields.derniere) ?? '';
        return state;
    }

    /** @returns {State} */
    function load() {
        if (memory) {
            return memory;
        }
        const raw = kept.get();
        if (raw === undefined) {
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
            // Sans place pour le mettre de côté, il reste où il est, et la
            // progression ne vaut que pour la page.
            return putAside(raw) && kept.set(null) ? empty() : (memory = empty());
        }
    }

    /** @param {string} raw @returns {boolean} faux s'il n'a pas pu l'être */
    function putAside(raw) {
        const before = aside.get() ?? null;
        return aside.set(before === null ? raw : `${before}\n${raw}`);
    }

    function announce() {
        document.dispatchEvent(new CustomEvent('course-progress'));
    }

    /** @param {(state: State) => void} edit */
    function change(edit) {
        const state = load();
        edit(state);
        cache = null;
        if (!memory && !kept.set(serialize(state))) {
            memory = state; // stockage refusé ou plein
        }
        announce();
    }

    /** @param {State} found @returns {number} ce qui n'était pas encore marqué */
    function add(found) {
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
    }

    /** La progression d'une édition d'avant s'ajoute à celle-ci. */
    function adopt() {
        const raw = old.get();
        if (!raw) {
            return;
        }
        let moved;
        try {
            add(parse(raw));
            moved = memory === null;
        } catch {
            moved = putAside(raw);
        }
        if (moved) {
            old.set(null);
        }
    }

    /** @param {ProgressKind} kind */
    function check(kind) {
        if (!KINDS.includes(kind)) {
            throw new TypeError(`« ${kind} » n'est pas une sorte de progression : ${KINDS.join(', ')}`);
        }
        return kind;
    }

    const root = new URL(path_to_root || './', document.baseURI);

    /** @param {string} a @param {string} b */
    function samePage(a, b) {
        const path = (/** @type {string} */ url) =>
            url.replace(/[?#].*$/, '').replace(/\/$/, '/index').replace(/\.html$/, '');
        return path(a) === path(b);
    }

    /** @type {Progress} */
    const progress = {
        mark(kind, id) {
            if (!progress.has(kind, id)) {
                change(state => state[kind].add(id));
            }
        },
        unmark(kind, id) {
            if (progress.has(kind, id)) {
                change(state => state[kind].delete(id));
            }
        },
        has: (kind, id) => load()[check(kind)].has(id),
        ids: kind => [...load()[check(kind)]],
        count: (kind, ids = []) => ids.filter(id => progress.has(kind, id)).length,
        clear: () => change(state => Object.assign(state, empty())),
        export: () => serialize(load()),
        import: text => add(parse(text)),
        pages: lessons,
        get here() {
            return lessons.find(page => samePage(progress.href(page.id), location.href));
        },
        get last() {
            return load().last;
        },
        get persistent() {
            const state = load();
            const probe = course.stored(`${kept.key}-probe`);
            if (!memory && !(probe.set('') && probe.set(null))) {
                memory = state;
            }
            return memory === null;
        },
        get aside() {
            load();
            return aside.get() ?? null;
        },
        forgetAside() {
            const before = aside.get() ?? null;
            aside.set(null);
            announce();
            return () => {
                aside.set(before);
                announce();
            };
        },
        href: id => new URL(`${id}.html`, root).href,
    };
    window.courseProgress = Object.freeze(progress);

    function opened() {
        const { here } = progress;
        if (here && here.id !== progress.last) {
            change(state => {
                state.last = here.id;
            });
        }
    }

    kept.watch(announce);
    adopt();
    opened();
    course.restored(opened);
})();
