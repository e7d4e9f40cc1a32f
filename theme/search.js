// @ts-check
'use strict';

/*
 * La recherche : un dialogue, ouvert par son bouton, par « / » ou par « s ».
 *
 * L'index et la bibliothèque qui le lit, Pagefind, sont écrits à la
 * construction dans `genere/recherche/` ; ils ne sont demandés qu'à la première
 * ouverture. Pagefind connaît les racines françaises et ignore les accents ; ce
 * script lui donne la question sans ses élisions ni ses mots vides, et montre
 * ce qu'il trouve : les pages, leurs sections, et le passage.
 *
 * Pagefind trouve aussi ce qui commence comme la racine : « délai » donne
 * « délicat ». Les mots entiers passent donc d'abord, et les titres avant le texte.
 */
(function search() {
    /** Pages montrées d'un coup, et sections de chacune. */
    const PAGES = 8;
    const SECTIONS = 3;
    /** Pages comparées pour montrer les meilleures : Pagefind met loin une leçon courte, entre de longs exercices. */
    const COMPARED = 16;
    /** Le temps de finir un mot, en millisecondes. */
    const PAUSE = 120;
    /** La question, d'une page à l'autre. */
    const asked = course.kept('search', course.string, { area: 'sessionStorage', what: 'votre question' });

    /** Des mots que toutes les pages contiennent, sans leurs accents. */
    const STOP_WORDS = new Set((
        'a ai as au aucun aucune aussi aux avec avoir c ca car ce ceci cela celle celles celui ces cet cette ceux ci ' +
        'comme d dans de des donc du elle elles en es est et ete etre eu eux il ils j je l la le les leur leurs lui ' +
        'm ma mais me meme memes mes moi mon n ne ni nos notre nous on ont or ou par pas peu plus pour puis qu quand ' +
        'que quel quelle quelles quels qui quoi s sa sans se sera ses si sien soit son sont sous sur t ta te tes toi ' +
        'ton tous tout toute toutes tres tu un une vers vos votre vous y'
    ).split(' '));

    /**
     * @typedef {object} Place un passage trouvé
     * @property {string} title
     * @property {string} url
     * @property {string} excerpt du HTML échappé, les mots trouvés dans <mark>
     * @property {{ location: number, weight: number }[]} weighted_locations les mots trouvés, et ce qu'ils pèsent
     *
     * @typedef {{ url: string, content: string, meta: Record<string, string>, sub_results: Place[] }} Hit
     * @typedef {{ id: string, data: () => Promise<Hit> }} LazyHit
     * @typedef {{ place: Place, rate: number }} Rated
     * @typedef {object} Library
     * @property {(options: object) => Promise<void>} options
     * @property {() => Promise<void>} init
     * @property {(query: string) => Promise<{ results: LazyHit[] }>} search
     */

    /**
     * Une partie du dialogue, écrite dans chaque page.
     * @template {HTMLElement} T
     * @param {string} id
     * @param {new () => T} type
     */
    function part(id, type) {
        const found = document.getElementById(id);
        if (!(found instanceof type)) {
            throw new Error(`la page n'a pas de #${id}`);
        }
        return found;
    }
    const { element } = course;
    const dialog = part('search-dialog', HTMLDialogElement);
    const form = part('search-form', HTMLFormElement);
    const field = part('search-field', HTMLInputElement);
    const status = part('search-status', HTMLElement);
    const list = part('search-results', HTMLElement);

    const root = new URL(path_to_root || './', document.baseURI).href;

    /** @type {Promise<Library> | undefined} */
    let library;
    /** L'index est-il là ? */
    let ready = false;

    /** Un navigateur ne lit pas l'index d'un livre ouvert depuis un fichier. */
    const fromFile = location.protocol === 'file:';

    function load() {
        library ??= course.limited(import(`${root}genere/recherche/pagefind.js`).then(async pagefind => {
            // L'index est petit : un fil de plus coûterait plus qu'il ne rend.
            await pagefind.options({
                baseUrl: root,
                excerptEllipsis: '…',
                excerptLength: 22,
                noWorker: true,
                ranking: { diacriticSimilarity: 0 }, // « execution » vaut « exécution »
            });
            await pagefind.init();
            ready = true;
            return pagefind;
        }), 'La recherche');
        library.catch(() => {
            library = undefined; // la prochaine question essaiera de nouveau
        });
        return library;
    }

    /**
     * Les mots de la question qui en sont : « de l'interblocage » devient
     * « interblocage ». Une expression entre guillemets est laissée telle quelle.
     * @param {string} question
     */
    function meaningful(question) {
        const text = question.normalize('NFC').replace(/[’ʼ]/g, '\'').replace(/[“”«»]\s*/g, '"').trim();
        if (/^".+"$/.test(text)) {
            return text;
        }
        return text
            .split(/[\s"()[\]{},;!?]+/)
            .map(word => word.replace(/^:+|:+$/g, '')) // « thread::scope » est un nom
            .map(word => word.replace(/^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'/i, ''))
            .filter(word => !STOP_WORDS.has(folded(word)) && /[\p{L}\p{N}]/u.test(word))
            // Pagefind laisse leur « s » à « verrous », « délais », « reçus » ;
            // sans lui, il trouve le singulier et, par son début, le pluriel.
            .map(word => word.replace(/(\p{L}{3}[aiou])s$/iu, '$1'))
            // Nul ne tape « œ » : nœud, cœur, œil.
            .map(word => word.replace(/oe(?=[ui])/gi, 'œ'))
            .join(' ');
    }

    /** @param {string} word */
    function folded(word) {
        return course.folded(word).replace(/[.']/g, '');
    }

    /**
     * Ses mots qui en sont, au singulier, sans majuscules ni accents.
     * @param {string} text
     */
    const wordsOf = text => course.folded(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter(word => word !== '' && !STOP_WORDS.has(word))
        .map(word => word.replace(/(e?)aux$/, (_, e) => (e ? 'eau' : 'al')).replace(/(..[^s])[sx]$/, '$1'));

    /**
     * Ce mot est-il celui qu'on demande ? 1 : oui ; un peu moins, à sa terminaison
     * près ; bien moins s'il ne fait que commencer ainsi ; 0 : non.
     * @param {string} word
     * @param {string} asked
     */
    function closeness(word, asked) {
        let shared = 0;
        while (shared < word.length && word[shared] === asked[shared]) {
            shared += 1;
        }
        if (word === asked) {
            return 1;
        }
        const ending = Math.min(word.length, asked.length) > 4 && shared > 3 && shared / Math.max(word.length, asked.length) > 0.56;
        return ending ? 0.8 : shared === asked.length ? 0.3 : 0;
    }

    /**
     * @param {string} text
     * @param {string} asked
     */
    const closest = (text, asked) => Math.max(0, ...wordsOf(text).map(word => closeness(word, asked)));

    /**
     * Ce que vaut un passage : ses mots demandés, ceux du titre d'abord.
     * @param {Place} place
     * @param {string[]} words ceux de la page
     * @param {string} query
     */
    function rate({ title, weighted_locations: found }, words, query) {
        const asked = wordsOf(query);
        // « select : attendre sur plusieurs canaux » est d'abord « select ».
        const focus = Math.max(...[title, title.split(/\s:/)[0]].map(text => {
            const titled = [...new Set(wordsOf(text))];
            return titled.filter(word => asked.some(wanted => closeness(word, wanted) >= 0.8)).length / (titled.length || 1);
        }));
        // Un nom, « recv_timeout », est plus que ses deux mots.
        const names = query.split(' ').filter(name => wordsOf(name).length > 1);
        let points = 12 * names.filter(name => found.some(({ location }) => folded(words[location] ?? '').includes(folded(name)))).length;
        let known = 0;
        for (const wanted of asked) {
            const inTitle = closest(title, wanted);
            const inText = found.reduce((sum, { location, weight }) => sum + Math.min(weight, 1) * closest(words[location] ?? '', wanted), 0);
            points += (names.length > 0 ? 3 : 8) * inTitle + Math.log2(1 + inText);
            known += inTitle + inText > 0 ? 1 : 0;
        }
        return points * (1 + focus) * (known / asked.length) ** 2;
    }

    /**
     * Une page trouvée, et ce que valent ses passages, le meilleur d'abord. Les
     * leçons passent avant les exercices, et eux avant les annexes.
     * @param {Hit} hit
     * @param {string} query
     */
    function rated(hit, query) {
        const words = hit.content.split(/[^\S\uFEFF]+/);
        const lesson = (window.courseLessons ?? []).find(({ id }) => hit.url === `${root}${id}.html`);
        const share = !lesson ? 0.4 : lesson.id.startsWith('exercices/') ? 0.7 : 1;
        /** @type {Rated[]} */
        const places = hit.sub_results.map(place => ({ place, rate: share * rate(place, words, query) * (place.url === hit.url ? 1.3 : 1) }));
        places.sort((a, b) => b.rate - a.rate);
        const total = places.reduce((sum, { rate }) => sum + rate, 0);
        return { hit, places, rate: (places[0]?.rate ?? 0) + total / 10 };
    }

    /**
     * Un titre qui mène à `url`, et l'extrait s'il y en a un.
     * @param {string} title
     * @param {string} url
     * @param {string[]} asked
     * @param {string} [excerpt]
     */
    function place(title, url, asked, excerpt) {
        const item = element('div', { class: 'search-place' }, element('a', { href: url }, title));
        if (excerpt) {
            const text = element('p', { class: 'search-excerpt' });
            text.innerHTML = excerpt; // Pagefind l'échappe
            for (const mark of text.querySelectorAll('mark')) {
                if (!asked.some(wanted => closest(mark.textContent ?? '', wanted) > 0)) {
                    mark.replaceWith(...mark.childNodes);
                }
            }
            item.append(text);
        }
        return item;
    }

    /**
     * Une page trouvée et ses meilleures sections, la meilleure d'abord.
     * @param {ReturnType<typeof rated>} found
     * @param {string[]} asked
     */
    function page({ hit, places }, asked) {
        const whole = places.find(({ place }) => place.url === hit.url)?.place;
        const known = places.some(({ rate }) => rate > 0);
        const sections = places.filter(({ place, rate }) => place !== whole && (rate > 0 || !known)).slice(0, SECTIONS);
        const item = element('li', { class: 'search-page' });
        if (hit.meta.chapter) {
            item.append(element('p', { class: 'search-chapter' }, hit.meta.chapter));
        }
        item.append(place(hit.meta.title, hit.url, asked, whole?.excerpt));
        if (sections.length > 0) {
            const items = sections.map(({ place: { title, url, excerpt } }) => element('li', {}, place(title, url, asked, excerpt)));
            item.append(element('ol', { class: 'search-sections' }, ...items));
        }
        return item;
    }

    /**
     * Ce que Pagefind trouve. Si chaque mot est dans le livre, entier, les pages qui
     * n'ont que des mots qui commencent de même n'en sont pas. D'un mot absent, Pagefind
     * cherche le début, « x » pour « xylophone » : ces pages n'en sont pas non plus.
     * @param {string} query
     * @returns {Promise<LazyHit[]>}
     */
    async function found(query) {
        const pagefind = await load();
        const { results } = await pagefind.search(query);
        if (query.startsWith('"')) {
            return results;
        }
        let whole = results;
        for (const word of query.split(' ')) {
            const ids = new Set((await pagefind.search(`"${word}"`)).results.map(({ id }) => id));
            whole = whole.filter(({ id }) => ids.has(id));
        }
        if (whole.length > 0) {
            return whole;
        }
        const known = (await compared(results, query)).filter(({ rate }) => rate > 0).map(({ lazy }) => lazy);
        return known.length > 0 ? [...known, ...results.slice(COMPARED)] : [];
    }

    /**
     * Les premières de ces pages, et ce qu'elles valent, la meilleure d'abord.
     * @param {LazyHit[]} hits
     * @param {string} query
     */
    async function compared(hits, query) {
        const data = hits.slice(0, COMPARED).map(async lazy => ({ lazy, ...rated(await lazy.data(), query) }));
        return (await Promise.all(data)).sort((a, b) => b.rate - a.rate);
    }

    /**
     * Montre les pages suivantes, puis le bouton des autres s'il en reste.
     * @param {LazyHit[]} hits
     * @param {string} query
     * @param {() => boolean} current
     * @returns {Promise<HTMLElement | undefined>} la première page ajoutée
     */
    async function show(hits, query, current) {
        const best = await course.limited(compared(hits, query), 'La recherche');
        const pages = best.slice(0, PAGES).map(it => page(it, wordsOf(query)));
        if (!current()) {
            return undefined;
        }
        list.append(...pages);
        const others = [...best.slice(PAGES).map(({ lazy }) => lazy), ...hits.slice(COMPARED)];
        if (others.length > 0) {
            const label = others.length === 1 ? 'Montrer l\'autre page' : `Montrer les ${others.length} autres pages`;
            const item = element('li', { class: 'search-more' }, course.button(label, async () => {
                try {
                    const first = await show(others, query, current);
                    item.remove();
                    first?.querySelector('a')?.focus();
                } catch (error) {
                    explain(error);
                }
            }));
            list.append(item);
        }
        return pages[0];
    }

    let last = 0;
    /** La recherche en cours, que la touche Entrée attend. */
    let pending = Promise.resolve();
    let shown = '';

    async function search() {
        const question = field.value.trim();
        const query = meaningful(question);
        if (question === shown) {
            return;
        }
        asked.set(question);
        last += 1;
        const ticket = last;
        const current = () => ticket === last;
        /** @param {string} text */
        const finish = text => {
            shown = question;
            status.textContent = text;
        };
        if (query === '') {
            list.replaceChildren();
            finish(question === '' ? '' : `« ${question} » est partout : ajoutez un mot plus précis.`);
            return;
        }
        if (fromFile) {
            finish('La recherche ne marche pas dans un livre ouvert depuis un fichier. '
                + 'Servez-le par « cargo xtask serve », ou cherchez dans la page par Ctrl+F.');
            return;
        }
        status.textContent = ready ? status.textContent : 'Chargement de la recherche…';
        try {
            const results = await course.limited(found(query), 'La recherche');
            if (!current()) {
                return;
            }
            const old = [...list.children];
            await show(results, query, current);
            if (!current()) {
                return;
            }
            old.forEach(item => item.remove());
            list.scrollTop = 0;
            finish(count(results.length, question));
        } catch (error) {
            if (current()) {
                list.replaceChildren();
                shown = ''; // à réessayer
                explain(error);
            }
        }
    }

    /** Dit pourquoi rien ne vient. @param {unknown} error */
    function explain(error) {
        const late = error instanceof DOMException && error.name === 'TimeoutError';
        const reason = late ? error.message : 'La recherche n\'a pas pu être chargée';
        status.textContent = `${reason}. Vérifiez votre connexion, puis réessayez.`;
        console.error('Recherche :', error);
    }

    /**
     * @param {number} found
     * @param {string} question
     */
    function count(found, question) {
        switch (found) {
        case 0: return `Aucune page trouvée pour « ${question} ».`;
        case 1: return `1 page trouvée pour « ${question} »`;
        default: return `${found} pages trouvées pour « ${question} »`;
        }
    }

    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    function searchNow() {
        clearTimeout(timer);
        timer = undefined;
        pending = search();
        return pending;
    }

    function open() {
        dialog.showModal();
        field.value ||= asked.get() ?? '';
        field.focus();
        field.select();
        if (!fromFile) {
            load().catch(() => {}); // la question le dira
        }
        searchNow();
    }

    /** Ce que les flèches parcourent. */
    function stops() {
        return /** @type {HTMLElement[]} */ ([field, ...list.querySelectorAll('a, button')]);
    }

    course.restored(() => {
        field.value = asked.get() ?? field.value;
    });
    document.getElementById('mdbook-search-toggle')?.addEventListener('click', open);
    document.getElementById('search-close')?.addEventListener('click', () => dialog.close());

    document.addEventListener('keydown', event => {
        const { key, target, shiftKey } = event;
        if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) {
            return;
        }
        // Sur un clavier français, « / » demande Maj.
        const wanted = key === '/' || key === 's' && !shiftKey;
        const typing = target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.nodeName));
        if (wanted && !typing) {
            event.preventDefault();
            open();
        }
    });

    field.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(searchNow, PAUSE);
    });

    form.addEventListener('submit', async event => {
        event.preventDefault();
        await (timer === undefined ? pending : searchNow());
        list.querySelector('a')?.click();
    });

    dialog.addEventListener('keydown', event => {
        event.stopPropagation(); // les raccourcis de la page attendent
        const { key } = event;
        if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
            return;
        }
        const places = stops();
        const at = places.findIndex(stop => stop === event.target);
        let next = -1;
        switch (key) {
        case 'Escape':
            // Sinon le navigateur vide d'abord le champ.
            event.preventDefault();
            dialog.close();
            return;
        case 'ArrowDown': next = Math.min(at + 1, places.length - 1); break;
        case 'ArrowUp': next = Math.max(at - 1, 0); break;
        case 'Home': next = at > 0 ? 1 : -1; break;
        case 'End': next = at > 0 ? places.length - 1 : -1; break;
        default:
            // Une lettre tapée sur un résultat continue la question.
            if (at > 0 && (key.length === 1 && key !== ' ' || key === 'Backspace')) {
                field.focus();
            }
            return;
        }
        if (at !== -1 && next !== -1) {
            event.preventDefault();
            places[next].focus();
        }
    });

    dialog.addEventListener('click', event => {
        const { target } = event;
        if (target === dialog) {
            dialog.close(); // à côté du dialogue
        } else if (target instanceof Element && target.closest('a') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            dialog.close(); // le lien peut mener à cette page même
        }
    });
})();
