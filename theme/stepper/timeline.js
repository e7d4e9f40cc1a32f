// @ts-check
'use strict';

/*
 * La frise : un couloir par fil, de haut en bas, à côté de la liste des étapes
 * qui dit la même chose. Trait plein : le fil peut avancer ; pointillé : il
 * attend ; épais : il tient un verrou. Une flèche est un message, un
 * rendez-vous, ou le lancement d'un fil.
 */

/** Avant la première étape, `main` est là. @type {Edge} */
const START = { rank: -1, from: 0, to: 0, thread: 'main', line: 0, text: '', peer: '', kind: '' };

/**
 * @param {Graph} graph
 * @param {Moment} moment
 * @param {HTMLElement} list la liste des étapes, une par rangée
 * @returns {SVGSVGElement} le dessin, à sa taille
 */
function drawTimeline(graph, { path, at }, list) {
    const { svg } = course;
    const states = [0, ...path.map(rank => graph.edge(rank).to)];
    const views = states.map(state => graph.threads(state));
    const names = graph.names.filter(name => views.some(threads => threads.some(t => t.name === name)));
    const gap = Math.max(20, Math.min(52, list.offsetWidth * 0.38 / names.length));
    const width = Math.round(gap * names.length + 6);
    list.style.setProperty('--timeline', `${width}px`);
    const x = (/** @type {string} */ name) => Math.round(gap * (names.indexOf(name) + 0.5));
    const rows = /** @type {HTMLElement[]} */ ([...list.children]);
    const y = rows.map(row => row.offsetTop + 18);
    const height = list.offsetHeight;
    /** @type {SVGElement[]} les traits passent sous les pastilles */
    const lines = [];
    /** @type {SVGElement[]} */
    const nodes = [];

    /** @param {string} d @param {string} kind @param {string} name @param {boolean} [after] à venir */
    function line(d, kind, name, after = false) {
        lines.push(svg('path', { d, class: `stepper-${kind}`, style: color(graph, name), 'data-after': after }));
    }
    /** @param {string} name @param {number} i */
    function node(name, i) {
        nodes.push(svg('g', { style: color(graph, name), 'data-after': i > at }, svg('circle', { cx: x(name), cy: y[i], r: 9 }),
            svg('text', { x: x(name), y: y[i] + 4 }, graph.labels[graph.names.indexOf(name)])));
    }
    /** @param {string} from @param {number} i @param {string} to @param {number} j @param {string} kind */
    function arrow(from, i, to, j, kind) {
        const length = Math.hypot(x(to) - x(from), y[j] - y[i]) || 1;
        const [ux, uy] = [(x(to) - x(from)) / length, (y[j] - y[i]) / length];
        const [ex, ey] = [x(to) - 10 * ux, y[j] - 10 * uy];
        const barb = (/** @type {number} */ side) => `${ex - 6 * ux + side * uy} ${ey - 6 * uy - side * ux}`;
        line(`M${x(from)} ${y[i]}L${ex} ${ey}`, kind, from, j > at);
        line(`M${barb(4)}L${ex} ${ey}L${barb(-4)}`, 'barb', from, j > at);
    }

    /** @type {Record<number, {thread: string, row: number}[]>} envoyés, pas encore reçus, par canal */
    const flying = {};
    views.forEach((threads, i) => {
        const edge = i ? graph.edge(path[i - 1]) : START;
        const held = graph.objects(states[i]).flatMap(o => (LOCKS.includes(o.kind) ? o.threads ?? [] : []));
        for (const t of threads) {
            const before = views[i - 1]?.find(old => old.name === t.name);
            if (i && !before) {
                arrow(edge.thread, i, t.name, i, 'spawn');
                node(t.name, i);
            }
            if (!t.ended) {
                const d = `M${x(t.name)} ${y[i]}V${y[i + 1] ?? height}`;
                line(d, t.reason ? 'waiting' : 'free', t.name, i > at);
                if (held.includes(t.name)) line(d, 'holds', t.name, i > at);
            } else if (i && !before?.ended) {
                line(`M${x(t.name)} ${y[i]}v17m-7 0h14`, 'free', t.name, i > at);
            }
        }
        if (edge.thread) node(edge.thread, i);
        else line(`M0 ${y[i]}H${width}`, 'waiting', 'main');
        if (edge.peer) {
            arrow(edge.thread, i, edge.peer, i, 'message');
            node(edge.peer, i);
            return;
        }
        // Un canal rend ses messages dans l'ordre où il les a reçus.
        const { kind, object, outcome } = edge;
        if (!object || outcome) return;
        const queue = flying[object.id] ??= [];
        if (kind === 'send') queue.push({ thread: edge.thread, row: i });
        const sent = kind === 'receive' && queue.shift();
        if (sent && sent.thread !== edge.thread) arrow(sent.thread, sent.row, edge.thread, i, 'message');
    });
    const label = `Frise : ${count(names.length, 'fil')}, ${count(path.length, 'étape')}. La liste dit la même chose.`;
    return svg('svg', { width, height, role: 'img', 'aria-label': label }, ...lines, ...nodes);
}
