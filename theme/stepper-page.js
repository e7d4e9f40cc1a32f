// @ts-check
'use strict';

/*
 * <listing-stepper> : le bouton qui ouvre l'explorateur d'exécutions.
 *
 * Ce script est tout ce que la page charge. Le reste vient à l'ouverture, par
 * des balises, pour qu'une page ouverte depuis un fichier (`file://`) marche
 * aussi : l'explorateur (`genere/stepper.js` et `.css`, recopiés dans
 * `genere/`), et le graphe du programme, `genere/graphes/<id>.js`.
 *
 * L'adresse `#pas=<id>:<empreinte>:<faits>.<à venir>` désigne un moment d'une
 * exécution ; `genere/stepper.js` en décrit la fin. Elle s'ouvre dans toute
 * page du livre, que le programme `<id>` y soit montré ou non : il suffit que
 * `genere/graphes/<id>.js` existe. C'est ainsi qu'une commande montre au
 * lecteur l'exécution de son propre programme, sous `exercices/`. Une adresse qui
 * ne mène à rien le dit dans la page, et ne demande rien au serveur.
 *
 * `courseExplorer.show` ouvre un graphe qui n'est pas dans le site, celui de la
 * version du lecteur : aucune adresse ne le désigne.
 */
(function stepperOfPage() {
    const PREFIX = '#pas=';
    const { load } = course;

    /** @param {string} id */
    function elementOf(id) {
        return /** @type {HTMLElement | null} */ (document.querySelector(`listing-stepper[data-id="${CSS.escape(id)}"]`));
    }

    /** L'explorateur, et son style. */
    function loadTool() {
        const any = document.querySelector('listing-stepper[data-tool]');
        const tool = (any instanceof HTMLElement && any.dataset.tool) || 'genere/stepper.js';
        return Promise.all([load(tool), load(tool.replace('.js', '.css'))]);
    }

    /**
     * Les lignes d'un programme en couleurs, dans le HTML abrégé que lit l'explorateur ;
     * rien si les couleurs ne viennent pas.
     * @param {string} source
     */
    async function coloredLines(source) {
        await window.courseColors?.load().catch(() => {});
        return window.courseColors?.rust(source.trimEnd())?.map(line => line
            .replace(/<\/span>/g, '<>').replace(/<span class="hljs-(\w+)[^>]*>/g, '<$1>'));
    }

    window.courseExplorer = {
        load,

        async show(graph, { source = graph.source, title = graph.title, opener = null, outcome } = {}) {
            opener?.setAttribute('aria-busy', 'true');
            try {
                await loadTool();
                const lines = graph.lines ?? await coloredLines(source);
                (window.courseGraphs ??= {})[''] = { ...graph, source, title, lines };
                window.courseStepper?.open('', outcome === undefined ? '' : `:@${outcome}`, opener);
            } catch (error) {
                tell(`L'explorateur ne s'ouvre pas\u00a0: ${error instanceof Error ? error.message : error}.`);
            } finally {
                opener?.removeAttribute('aria-busy');
            }
        },
    };

    /**
     * Ouvre l'explorateur.
     * @param {string} id « synchronisation/rendez_vous »
     * @param {string} moment ce qui suit l'identifiant dans l'adresse
     */
    async function open(id, moment) {
        const element = elementOf(id);
        const button = element?.querySelector('button');
        button?.setAttribute('aria-busy', 'true');
        element?.querySelector('[role="alert"]')?.remove();
        try {
            await loadTool();
            await load(element?.dataset.graph ?? `genere/graphes/${id}.js`).catch(error => {
                if (error.name === 'TimeoutError') {
                    throw error;
                }
            });
            const [, number] = /^exercices\/(\d+)_/.exec(id) ?? [];
            if (number && window.courseGraphs?.[id] === null) {
                tell(`Cet exercice n'a pas d'exécution à montrer. Pour le vérifier : cargo xtask exercices ${number}`);
            } else {
                window.courseStepper?.open(id, moment, button ?? null);
            }
        } catch (error) {
            const reason = error instanceof Error ? error.message : error;
            const text = `L'explorateur ne s'ouvre pas : ${reason}.`;
            if (element) {
                const alert = course.element('p', { role: 'alert' }, text);
                element.append(alert);
                alert.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            } else {
                tell(text);
            }
        } finally {
            button?.removeAttribute('aria-busy');
        }
    }

    let told = '';

    /** Dit où l'adresse ne mène pas ; rien : ce qui a été dit ne vaut plus. @param {string} text */
    function tell(text) {
        if (text || told) {
            course.notice(text);
        }
        told = text;
    }

    /**
     * Ce programme peut-il être dans le site ? Un identifiant est un chemin sous
     * `genere/graphes/`, rien d'autre ; ceux du livre sont connus par leur mission.
     * @param {string} id
     */
    function exists(id) {
        const lessons = window.courseLessons;
        return /^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(id)
            && (!lessons || !!elementOf(id)
                || lessons.some(({ id: page, missions }) => missions?.includes(id) || (page === id && id.startsWith('exercices/'))));
    }

    /** Suit l'adresse de la page : ouvre, déplace ou ferme. */
    function follow() {
        const hash = course.hash();
        const [id, ...moment] = hash.slice(PREFIX.length).split(':');
        tell('');
        if (hash.startsWith(PREFIX) && exists(id)) {
            open(id, moment.join(':'));
            return;
        }
        window.courseStepper?.close();
        if (hash.includes('%') && hash === location.hash) {
            tell('La fin de cette adresse, après « # », est mal écrite : elle ne mène à rien.');
        } else if (hash.startsWith(PREFIX)) {
            tell(`Cette adresse ne mène à aucune exécution : le livre n'a pas de programme « ${id} ».`);
        }
    }

    customElements.define('listing-stepper', class extends HTMLElement {
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
