// @ts-check
'use strict';

/*
 * L'atelier, vu de la page : exécuter et explorer par le serveur du livre. Seules
 * les pages que sert `cargo xtask serve` ont ce script, avant tous les autres :
 * `window.courseWorkshop` manque ailleurs.
 */
(function workshopClient() {
    /** Entre deux nouvelles de ce qui se fait, en millisecondes. */
    const POLL = 250;
    /** Sans nouvelles du serveur, il n'est plus là ; en secondes. */
    const SILENCE = 10;

    const GONE = "Le serveur du livre ne répond plus. Relancez-le par cargo xtask serve, puis rechargez la page.";

    const token = document.querySelector('meta[name="atelier"]')?.getAttribute('content') ?? '';
    const headers = { 'X-Atelier': token };

    /** @implements {WorkshopRefusal} */
    class Refusal extends Error {
        /** @type {'WorkshopRefusal'} */
        name = 'WorkshopRefusal';

        /**
         * @param {string} message
         * @param {number} [status]
         * @param {Record<string, unknown>} [body] la réponse de l'atelier
         */
        constructor(message, status = 0, body = {}) {
            super(message);
            const { lignes, rustc } = body;
            this.status = status;
            /** @type {LineMessage[]} */
            this.lines = (Array.isArray(lignes) ? lignes : []).map(({ ligne, message: said }) => ({ line: Number(ligne), message: String(said) }));
            this.answer = body;
            this.rustc = typeof rustc === 'string' ? rustc : undefined;
        }
    }

    /** @param {unknown} error ce qu'a lancé `fetch`, ou la lecture de sa réponse */
    const failure = error => (error instanceof Refusal || (error instanceof Error && error.name === 'AbortError') ? error : new Refusal(GONE));

    /**
     * Dit ce qui se fait, jusqu'à l'appel de ce qui est rendu. L'atelier borne lui-même
     * chaque travail : tant que le serveur répond, il finira.
     * @param {(text: string) => void} [progress]
     * @param {() => void} [gone] le serveur ne répond plus
     */
    function watch(progress, gone) {
        let timer = 0;
        const ask = async () => {
            try {
                const response = await fetch('/atelier/etat', { headers, signal: AbortSignal.timeout(1000 * SILENCE) });
                const { etape, secondes } = response.ok ? await response.json() : {};
                if (timer && etape) {
                    progress?.(secondes >= 1 ? `${etape} (${Math.floor(secondes)}\u00a0s)` : etape);
                }
                timer &&= window.setTimeout(ask, POLL);
            } catch {
                if (timer) {
                    gone?.();
                }
            }
        };
        timer = window.setTimeout(ask, POLL);
        return () => {
            clearTimeout(timer);
            timer = 0;
        };
    }

    /**
     * Cette réponse, si elle est bonne.
     * @param {Response} response
     */
    async function good(response) {
        if (response.ok) {
            return response;
        }
        const answer = course.fields(course.json(await response.text()));
        const said = course.string(answer.message) ?? `l'atelier a répondu par une erreur (${response.status})`;
        throw new Refusal(said[0].toUpperCase() + said.slice(1), response.status, answer);
    }

    /** @type {Workshop['get']} */
    async function get(path) {
        try {
            return await good(await fetch(path, { headers, signal: AbortSignal.timeout(1000 * SILENCE) }));
        } catch (error) {
            throw error instanceof Refusal ? error : new Refusal(GONE);
        }
    }

    /** @type {Workshop['post']} */
    async function post(path, body, { signal, progress } = {}) {
        signal?.throwIfAborted();
        const abort = new AbortController();
        const stop = () => abort.abort();
        signal?.addEventListener('abort', stop);
        const end = watch(progress, () => abort.abort(new Refusal(GONE)));
        try {
            const response = await fetch(path, {
                method: 'POST',
                headers: { ...headers, 'Content-Type': 'application/json' },
                body: JSON.stringify(body),
                signal: abort.signal,
            });
            return await good(response);
        } catch (error) {
            throw failure(error);
        } finally {
            end();
        }
    }

    /** @type {Workshop['lines']} */
    async function* lines(response, progress) {
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
        const cancel = () => {
            reader?.cancel().catch(() => {});
        };
        const end = watch(progress, cancel);
        let text = '';
        try {
            for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
                const whole = (text + part.value).split('\n');
                text = whole.pop() ?? '';
                yield* whole.map(line => course.fields(course.json(line)));
            }
        } catch (error) {
            throw failure(error);
        } finally {
            end();
            cancel();
        }
    }

    /** @type {Workshop} */
    const workshop = {
        get,
        post,
        lines,

        async explore(programme, { ordered = false, constants: constantes = {}, ...options } = {}) {
            const response = await post('/atelier/explorer', { programme, temps: ordered ? 'ordonne' : 'quelconque', constantes }, options);
            try {
                return await response.json();
            } catch (error) {
                throw failure(error);
            }
        },

        async run(programme, { tell, ...options } = {}) {
            for await (const event of lines(await post('/atelier/executer', { programme }, options), options.progress)) {
                if (event.debut) {
                    tell?.({ kind: 'start' });
                } else if (typeof event.sortie === 'string') {
                    tell?.({ kind: 'stdout', text: event.sortie });
                } else if (typeof event.erreur === 'string') {
                    tell?.({ kind: 'stderr', text: event.erreur });
                } else if (event.fin) {
                    const { statut, message } = course.fields(event.fin);
                    return { status: typeof statut === 'number' ? statut : null, message: String(message) };
                }
            }
            throw new Refusal(GONE);
        },
    };
    window.courseWorkshop = Object.freeze(workshop);
})();
