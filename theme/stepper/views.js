// @ts-check
'use strict';

/*
 * Montrer un état : les fils, ce qu'ils partagent, les issues.
 */

/** Les verrous, par sorte d'objet. */
const LOCKS = ['mutex', 'poisoned_mutex', 'read_lock', 'write_lock'];

const { element: h } = course;

/** Un texte du graphe : `code` entre accents graves, espaces insécables. @param {string} text */
function rich(text) {
    return h('span', {}, ...text.split('`').map((part, i) => i % 2
        ? h('code', {}, part)
        : part.replace(/« | (?=[»:;!?])/g, space => `${space.trim()}\u00a0`)));
}

/** @param {number} n @param {string} words chaque mot reçoit son « s » */
const count = (n, words) => `${n} ${course.plural(n, words)}`;

/** @param {Graph} graph @param {string} name */
const color = (graph, name) => `--thread: var(--thread-${graph.names.indexOf(name) % 6})`;

/** La pastille d'un fil. @param {Graph} graph @param {string} name */
function badge(graph, name) {
    const label = graph.labels[graph.names.indexOf(name)] ?? '⏱';
    return h('span', { class: 'stepper-badge', style: color(graph, name), 'aria-hidden': 'true' }, label);
}

/** Une étape en une phrase. @param {Edge} edge */
const told = ({ thread, line, text }) => (thread ? `${thread}, ligne ${line} : ${text}` : text);

/** Une ligne du programme. @param {number} number @param {HTMLElement} code */
function codeLine(number, code) {
    return h('div', { 'data-line': number }, h('span', { class: 'stepper-number' }, String(number)), h('span', { class: 'stepper-marks' }), code);
}

/**
 * Un fil : où il en est, ce qu'il peut faire ou ce qui l'arrête. Une étape à
 * deux se choisit chez l'un comme chez l'autre.
 * @param {Graph} graph
 * @param {ThreadView} t sans nom : le temps
 * @param {Edge[]} edges les étapes possibles
 * @param {number} next celle que referait « Avancer »
 * @param {boolean} over le programme a fini
 */
function threadCard(graph, t, edges, next, over) {
    const mine = edges.filter(e => e.thread === t.name || (t.name && e.peer === t.name));
    const ended = t.ended || over;
    const status = t.ended ? t.text : over ? 'arrêté net, avec le programme'
        : t.reason ? 'attend' : mine.length ? 'peut avancer' : 'à l\'arrêt';
    const buttons = mine.map((e, i) => h('button', {
        'data-do': 'edge', 'data-arg': e.rank, 'data-thread': t.name, 'data-key': `thread:${t.name}:${i}`,
        'aria-keyshortcuts': graph.labels[graph.names.indexOf(t.name)] ?? false, 'data-next': e.rank === next,
    }, rich(e.thread === t.name ? e.text : `avec « ${e.thread} » : ${e.text}`)));
    const operation = ended || (mine.length === 1 && !t.reason) ? [] : [h('p', {}, rich(t.text))];
    const reason = t.reason && !over ? [h('p', { class: 'stepper-reason' }, rich(`bloqué : ${t.reason}`))] : [];
    return h('article', { 'data-state': ended ? 'ended' : t.reason ? 'waiting' : 'ready', style: color(graph, t.name) },
        h('h4', {}, badge(graph, t.name), t.name || 'le temps', h('small', {}, t.line ? `ligne ${t.line}` : ''), h('em', {}, status)),
        ...operation, ...reason, ...buttons);
}

/**
 * Un objet partagé : ce qu'il contient, qui le tient.
 * @param {Graph} graph
 * @param {GraphObject} o
 * @param {boolean} changed l'étape précédente l'a changé
 */
function objectCard(graph, o, changed) {
    const channel = o.kind === 'channel';
    const lock = o.kind === 'once' || LOCKS.includes(o.kind);
    const holders = o.threads ?? [];
    const facts = [];
    if (channel) {
        facts.push(
            o.senders ? count(o.senders, 'émetteur') : "plus d'émetteur : fermé",
            o.receivers ? count(o.receivers, 'récepteur') : 'plus de récepteur',
            o.capacity === 0 ? "sans place : un envoi attend d'être reçu" : o.capacity ? count(o.capacity, 'place') : 'sans limite',
        );
    } else if (o.capacity) facts.push(`${holders.length} sur ${o.capacity}`);
    if (o.count !== undefined) {
        facts.push(count(o.count, o.kind === 'scope' ? 'fil' : o.kind === 'arc' ? 'propriétaire' : 'membre') + (o.kind === 'arc' ? '' : ' encore'));
    }
    if (lock && !holders.length) facts.push('libre');
    const values = (o.values ?? []).map(value => h('span', { class: 'stepper-value' }, value));
    const places = channel && o.capacity ? Math.min(o.capacity - values.length, 12) : 0;
    for (let i = 0; i < places; i += 1) values.push(h('span', { class: 'stepper-slot', 'aria-hidden': 'true' }));
    const who = holders.flatMap(name => [badge(graph, name), name]);
    return h('article', { 'data-changed': changed }, h('h4', {}, rich(o.name), h('small', {}, o.label)),
        h('p', {}, ...values, ...(who.length ? [h('span', {}, lock ? 'tenu par' : 'y attend :'), ...who] : []), h('span', {}, facts.join(', '))));
}

/**
 * Une issue, et le bouton qui y mène.
 * @param {GraphOutcome} o
 * @param {number} rank
 * @param {boolean} seen
 * @param {boolean} here
 */
function outcomeItem(o, rank, seen, here) {
    const notes = [
        ...o.panicked.map(p => `panique de « ${p.thread} », ligne ${p.line} : ${p.message}`),
        ...o.blocked.map(b => `« ${b.thread} », ligne ${b.line} : ${b.operation}${b.reason && ` (${b.reason})`}`),
    ];
    return h('li', { 'data-seen': seen, 'aria-current': here },
        h('p', {}, h('b', {}, o.label), h('span', {}, seen ? '☑ vue' : '☐ pas encore vue'), h('small', {}, count(o.schedule.length, 'étape')),
            h('button', { 'data-do': 'outcome', 'data-arg': rank, 'data-key': `outcome:${rank}`, 'aria-label': `Y aller : issue ${rank + 1}` }, 'Y aller')),
        h('pre', {}, o.stdout || '(rien)'), ...notes.map(note => h('small', {}, rich(note))));
}

/**
 * Fait défiler une zone pour que l'élément s'y voie, et ce qui le suit un peu.
 * @param {HTMLElement} box
 * @param {HTMLElement} element
 */
function keepInSight(box, { offsetTop, offsetHeight }) {
    const bottom = offsetTop + offsetHeight + 60;
    if (offsetTop < box.scrollTop + 40 || bottom > box.scrollTop + box.clientHeight) {
        box.scrollTop = bottom - box.clientHeight;
    }
}
