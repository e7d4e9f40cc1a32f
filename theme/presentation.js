// @ts-check
'use strict';

/*
 * Présenter dans une salle : la page en grand, une section à la fois. Une
 * section est un titre et ce qui le suit, un programme, un dessin ou une
 * question. Rien n'est déplacé : ce qui n'est pas montré est caché, et la page
 * est la même quand on quitte. L'onglet retient la section, pour la recharge et
 * pour les pages voisines.
 */
(function presentation() {
    const root = document.documentElement;
    const main = document.querySelector('main');
    const opener = document.getElementById('presentation-open');
    if (!main || !opener) {
        return;
    }
    const { element } = course;
    const TITLES = 'h1, h2, h3, figcaption, legend';
    /** Plus loin que toute section. */
    const END = 9999;

    const kept = course.kept('presentation', value => {
        const { page, at, full } = course.fields(value);
        return typeof page === 'string' && typeof at === 'number' ? { page, at, full: full === true } : null;
    }, { area: 'sessionStorage' });

    /** @type {Element[][]} */
    let list = [];
    let here = 0;
    let presenting = false;
    /** En plein écran, si le navigateur le permet. */
    let full = true;
    /** La page s'en va : ce qu'elle ferme alors n'est pas quitter. */
    let going = false;

    const position = element('span');
    const title = element('span', { class: 'announcer' });
    const more = element('span', { class: 'presentation-more' }, '↓ suite plus bas');
    /** @param {string} text @param {() => void} click @param {string} [keys] */
    const button = (text, click, keys) => course.button(text, click, { class: 'button-quiet', 'aria-keyshortcuts': keys ?? false });
    const previous = button('', () => go(-1), 'ArrowLeft PageUp');
    const next = button('', () => go(1), 'ArrowRight PageDown');
    const notes = button('Notes', () => press(notes, root.classList.toggle('presenting-notes')));
    const fill = button('Plein écran', () => {
        full = !full;
        fillScreen();
    });
    const bar = element('nav', { class: 'presentation-bar', 'aria-label': 'Présentation' },
        previous, element('p', { role: 'status' }, position, title), next, more,
        notes, fill, button('Quitter', leave, 'Escape P'));

    /** @param {HTMLElement} control @param {boolean} pressed */
    const press = (control, pressed) => control.setAttribute('aria-pressed', String(pressed));

    /** @param {string} side @returns {HTMLAnchorElement | null} la page voisine */
    const neighbor = side => document.querySelector(`.mobile-nav-chapters.${side}`);

    /** Les sections, chacune faite de blocs qui se suivent. */
    function divide() {
        /** @type {Element[][]} */
        const found = [[]];
        let closed = false;
        (function through(/** @type {Element} */ parent) {
            for (const block of parent.children) {
                const last = found[found.length - 1];
                const alone = block.matches('figure, .quiz-question');
                const begins = alone || block.matches('h2, h3');
                if (block.matches('.duo, .duo-text, quiz-page, .hints, .solution')) {
                    through(block);
                } else if (block.matches('.teacher-notes, .progress-footer, dialog')) {
                    last.push(block);
                } else {
                    // Un titre n'est pas seul à l'écran.
                    if (closed || (begins && !last.every(e => e.matches('h1, h2, h3, .duration, .quiz-score')))) {
                        found.push([block]);
                    } else {
                        last.push(block);
                    }
                    closed = alone;
                }
            }
        })(/** @type {Element} */ (main));
        return found;
    }

    /** @param {number} at */
    function show(at) {
        here = Math.max(0, Math.min(at, list.length - 1));
        list.forEach((blocks, i) => blocks.forEach(e => e.toggleAttribute('data-away', i !== here)));
        const [first, last] = [!here, here === list.length - 1];
        position.textContent = `${here + 1} / ${list.length}`;
        title.textContent = list[here].map(e => (e.matches(TITLES) ? e : e.querySelector(TITLES))).find(Boolean)?.textContent ?? '';
        previous.textContent = `← ${first ? 'Page précédente' : 'Précédente'}`;
        previous.disabled = first && !neighbor('previous');
        next.textContent = `${last ? 'Page suivante' : 'Suivante'} →`;
        next.disabled = last && !neighbor('next');
        kept.set({ page: location.pathname, at: here, full });
        scrollTo(0, 0);
        // Le focus ne reste pas sur ce qui n'est plus là.
        if (!bar.contains(document.activeElement)) {
            main?.focus({ preventScroll: true });
        }
        tellMore();
    }

    /** Une section plus haute que l'écran le dit. */
    function tellMore() {
        more.hidden = presenting && root.scrollHeight - innerHeight - scrollY < 8;
    }

    /** Une section plus loin ; au bout, la page voisine. @param {number} step */
    function go(step) {
        const page = neighbor(step > 0 ? 'next' : 'previous');
        fillScreen();
        if (list[here + step]) {
            // Une recharge revient à la section, non à l'ancre d'où l'on est parti.
            if (location.hash) {
                history.replaceState(history.state, '', location.pathname + location.search);
            }
            show(here + step);
        } else if (page) {
            kept.set({ page: page.pathname, at: step > 0 ? 0 : END, full });
            location.assign(page.href);
        }
    }

    /** Le navigateur ne le permet que d'un geste : une page de plus le redemande. */
    function fillScreen() {
        if (full !== Boolean(document.fullscreenElement)) {
            (full ? root.requestFullscreen?.() : document.exitFullscreen())?.catch(() => {});
        }
    }

    /** @param {number} at */
    function enter(at) {
        presenting = true;
        root.classList.add('presenting');
        main?.classList.add('presented');
        document.body.append(bar);
        show(at);
    }

    /** La page reprend où la présentation en était. */
    function leave() {
        const focused = bar.contains(document.activeElement);
        presenting = full = false;
        root.classList.remove('presenting');
        main?.classList.remove('presented');
        bar.remove();
        kept.set(null);
        fillScreen();
        (here ? list[here][0] : root).scrollIntoView();
        if (focused) {
            opener?.focus({ preventScroll: true });
        }
    }

    /** La présentation commence à la section que l'on lisait. */
    function start() {
        list = divide();
        full = document.fullscreenEnabled;
        enter(list.findLastIndex(([first]) => first.getBoundingClientRect().top < 130));
        fillScreen();
    }

    /** Va à la cible de l'adresse. @param {number} [otherwise] la section, s'il n'y en a pas */
    function follow(otherwise) {
        const target = document.getElementById(course.hash().slice(1));
        const at = list.findIndex(blocks => blocks.some(e => e.contains(target)));
        if (at >= 0 || otherwise !== undefined) {
            enter(at < 0 ? otherwise ?? 0 : at);
            target?.scrollIntoView();
        }
    }

    /** Ce que l'onglet retient. */
    function resume() {
        const state = kept.get();
        if (state) {
            list = divide();
            full = state.full;
            follow(state.page === location.pathname ? state.at : 0);
        } else if (presenting) {
            leave();
        }
    }

    press(notes, false);
    press(fill, false);
    opener.addEventListener('click', start);
    fill.hidden = !document.fullscreenEnabled;
    addEventListener('keydown', event => {
        const { key, target, shiftKey } = event;
        if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]') || !(target instanceof Element)
            || target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')) {
            return;
        }
        // Un onglet, un choix, une zone qui défile gardent leurs flèches.
        const step = shiftKey || target.closest('input, [tabindex="0"]') ? '' : key;
        if (key.toLowerCase() === 'p') {
            (presenting ? leave : start)();
        } else if (!presenting) {
            return;
        } else if (key === 'Escape') {
            leave();
        } else if (step === 'ArrowLeft' || (key === 'PageUp' && !scrollY)) {
            go(-1);
        } else if (step === 'ArrowRight' || (key === 'PageDown' && more.hidden)) {
            go(1);
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }, true);
    document.addEventListener('fullscreenchange', () => {
        const filled = Boolean(document.fullscreenElement);
        press(fill, filled);
        // Le navigateur garde Échap pour lui : sortir du plein écran, c'est quitter.
        if (presenting && full && !filled && !going && !document.querySelector('dialog[open]')) {
            leave();
        }
    });
    addEventListener('hashchange', () => presenting && follow());
    addEventListener('scroll', tellMore, { passive: true });
    new ResizeObserver(tellMore).observe(main);
    addEventListener('pagehide', () => {
        going = true;
    });
    addEventListener('pageshow', event => {
        going = false;
        if (event.persisted) {
            resume();
        }
    });
    resume();
})();
