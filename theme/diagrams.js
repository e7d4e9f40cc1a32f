// @ts-check
'use strict';

/*
 * Les diagrammes Mermaid.
 *
 * Le script de Mermaid pèse lourd : seule une page qui a un diagramme le
 * charge, après l'affichage. La source reste dans la page ; elle se lit sans
 * JavaScript, ou si le dessin échoue. Quand le thème du livre change, les
 * diagrammes sont redessinés sur place.
 */
(function diagrams() {
    /** Le plus qu'un dessin se réduise : ses lettres de 16 px en font alors 13. */
    const MIN_SCALE = 0.8;

    /** @type {NodeListOf<HTMLElement>} */
    const sources = document.querySelectorAll('figure.diagram pre.mermaid');
    if (sources.length === 0) {
        return;
    }

    /**
     * Une couleur de `course.css` en `#rrggbb` : Mermaid ne lit pas `var()`.
     * @param {string} name
     */
    function color(name) {
        const probe = course.element('span', { style: `color: var(--diagram-${name})` });
        sources[0].parentElement?.append(probe);
        const canvas = document.createElement('canvas').getContext('2d');
        if (!canvas) {
            throw new Error('pas de canevas 2D : couleurs illisibles');
        }
        canvas.fillStyle = getComputedStyle(probe).color;
        canvas.fillRect(0, 0, 1, 1);
        probe.remove();
        const bytes = canvas.getImageData(0, 0, 1, 1).data.slice(0, 3);
        return '#' + Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
    }

    /** Les variables du thème « base » de Mermaid, aux couleurs du livre. */
    function themeVariables() {
        const [background, text, line, node, border, group, note] =
            ['background', 'text', 'line', 'node', 'border', 'group', 'note'].map(color);
        return {
            darkMode: getComputedStyle(document.documentElement).colorScheme === 'dark',
            fontFamily: getComputedStyle(document.body).fontFamily,
            fontSize: '16px',
            background,
            primaryColor: node, primaryTextColor: text, primaryBorderColor: border,
            secondaryColor: note, secondaryTextColor: text, secondaryBorderColor: border,
            tertiaryColor: group, tertiaryTextColor: text, tertiaryBorderColor: border,
            textColor: text, titleColor: text, lineColor: line,
            clusterBkg: group, clusterBorder: border, edgeLabelBackground: background,
            actorLineColor: line, signalColor: line, signalTextColor: text,
            labelBoxBkgColor: group, labelBoxBorderColor: border,
            activationBkgColor: note, activationBorderColor: border,
            noteBkgColor: note, noteTextColor: text, noteBorderColor: border,
            transitionColor: line, transitionLabelColor: text, specialStateColor: line,
            compositeBackground: background, compositeTitleBackground: group,
        };
    }

    /** @returns {Promise<Mermaid>} la bibliothèque, chargée une fois */
    function loadMermaid() {
        const src = path_to_root + sources[0].closest('figure')?.dataset.script;
        return course.limited(new Promise((resolve, reject) => {
            document.head.append(course.element('script', {
                src,
                load: () => (window.mermaid ? resolve(window.mermaid) : reject(new Error(`${src} n'est pas Mermaid`))),
                error: () => reject(new Error(`${src} ne se charge pas`)),
            }));
        }), src, 60); // il pèse plus que tout le reste
    }

    /**
     * Retouche un dessin : le titre d'un groupe, posé sur son bord, passe
     * devant les flèches ; un texte est à la hauteur voulue, même dans WebKit, qui
     * compte deux fois son alignement ; les lettres restent lisibles sur un écran
     * étroit, où la figure défile.
     * @param {SVGSVGElement} svg
     */
    function adjust(svg) {
        for (const cluster of svg.querySelectorAll('.clusters > .cluster')) {
            const frame = cluster.querySelector('rect')?.getBBox();
            const label = cluster.querySelector('.cluster-label');
            const box = label?.querySelector('foreignObject')?.getBBox();
            if (!frame || !label || !box || box.width === 0) {
                continue;
            }
            label.prepend(course.svg('rect', {
                class: 'cluster-plate', x: -8, y: -1, width: box.width + 16, height: box.height + 2, rx: 4,
            }));
            const x = frame.x + (frame.width - box.width) / 2;
            label.setAttribute('transform', `translate(${x}, ${frame.y - box.height / 2})`);
            cluster.closest('.root')?.append(label);
        }
        for (const text of svg.querySelectorAll('text[dominant-baseline]')) {
            const lowered = text.getAttribute('dominant-baseline') === 'central' ? 5.5 : 4;
            text.setAttribute('y', String(Number(text.getAttribute('y')) + lowered));
            text.removeAttribute('dominant-baseline');
            text.removeAttribute('alignment-baseline');
        }
        const { x, y, width, height } = svg.getBBox();
        const margin = 8;
        svg.setAttribute('viewBox', [x - margin, y - margin, width + 2 * margin, height + 2 * margin].join(' '));
        svg.style.maxWidth = `${width + 2 * margin}px`;
        svg.style.minWidth = `${MIN_SCALE * (width + 2 * margin)}px`;
    }

    /**
     * Dessine une source, à côté d'elle.
     * @param {Mermaid} mermaid
     * @param {HTMLElement} source
     * @param {string} id
     */
    async function draw(mermaid, source, id) {
        // Retiré de la page, il n'a plus de place où mesurer ses lettres.
        if (!source.isConnected) {
            return;
        }
        const figure = /** @type {HTMLElement} */ (source.closest('figure'));
        const image = course.element('div', { class: 'diagram-image diagram-pending' });
        try {
            // Les lettres se mesurent là où elles seront dessinées.
            source.before(image);
            const { svg } = await course.limited(mermaid.render(id, source.textContent, image), 'Mermaid');
            image.innerHTML = svg;
            adjust(/** @type {SVGSVGElement} */ (image.firstElementChild));
            figure.querySelectorAll('.diagram-image, .diagram-failure').forEach(old => old === image || old.remove());
            image.classList.remove('diagram-pending');
            source.hidden = true;
        } catch (error) {
            image.remove();
            explain(source);
            console.error(`${figure.querySelector('figcaption')?.textContent} : diagramme illisible.`, error);
        }
    }

    /**
     * Le lecteur a la source sous les yeux : dire pourquoi.
     * @param {HTMLElement} source
     */
    function explain(source) {
        const figure = source.closest('figure');
        if (!source.hidden && !figure?.querySelector('.diagram-failure')) {
            source.before(course.element('p', { class: 'diagram-failure' },
                'Ce diagramme n\'a pas pu être dessiné\u00a0; voici sa source.'));
        }
    }

    /**
     * Un trait passe derrière le texte, jamais dessus.
     * @param {{ background: string, clusterBorder: string }} variables
     */
    function themeCSS({ background, clusterBorder }) {
        return `
            & { background: ${background}; }
            .messageText, .loopText, .loopText > tspan {
                stroke: ${background}; stroke-width: 6px; stroke-linejoin: round; paint-order: stroke;
            }
            .node rect, rect.actor, rect.note, .cluster rect { rx: 6px; ry: 6px; }
            .cluster-plate { fill: ${background}; stroke: ${clusterBorder}; }
            .cluster-label div { max-width: none !important; white-space: nowrap !important; }
        `;
    }

    let drawn = '';
    let drawings = 0;
    /** @param {Mermaid} mermaid */
    async function drawAll(mermaid) {
        const variables = themeVariables();
        const signature = JSON.stringify(variables);
        if (signature === drawn) {
            return;
        }
        drawn = signature;
        mermaid.initialize({
            startOnLoad: false,
            securityLevel: 'strict',
            suppressErrorRendering: true,
            theme: 'base',
            themeVariables: variables,
            fontFamily: variables.fontFamily,
            themeCSS: themeCSS(variables),
        });
        for (const source of sources) {
            drawings += 1; // Mermaid veut un identifiant neuf à chaque dessin
            await draw(mermaid, source, `diagram-${drawings}`);
        }
    }

    async function start() {
        const [mermaid] = await Promise.all([loadMermaid(), course.limited(document.fonts.ready, '', 2).catch(() => {})]);
        await drawAll(mermaid);
        let queue = Promise.resolve();
        new MutationObserver(() => {
            queue = queue.then(() => drawAll(mermaid));
        }).observe(document.documentElement, { attributeFilter: ['class'] });
    }

    /** Rien, quand le texte est peint ; bientôt, si la page n'est pas montrée ou si le navigateur ne le dit pas. */
    async function textPainted() {
        const NAME = 'first-contentful-paint';
        if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes('paint')) {
            return;
        }
        await course.limited(new Promise(resolve => {
            new PerformanceObserver((list, observer) => {
                if (list.getEntriesByName(NAME).length > 0) {
                    observer.disconnect();
                    resolve(undefined);
                }
            }).observe({ type: 'paint', buffered: true });
        }), '', 2).catch(() => {});
    }

    /** Rien, quand la page est là et le navigateur oisif ; bientôt, si une image ne vient pas. */
    async function idle() {
        await course.limited(new Promise(resolve => {
            // Avec un délai : Chromium oublie parfois une page que rien ne repeint.
            const rest = () =>
                'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve);
            if (document.readyState === 'complete') {
                rest();
            } else {
                window.addEventListener('load', rest);
            }
        }), '', 10).catch(() => {});
    }

    const started = idle().then(textPainted).then(start).catch(error => {
        sources.forEach(explain);
        console.error('Diagrammes :', error);
    });

    // La page « tout imprimer » ouvre l'impression d'elle-même, trop tôt.
    const print = window.print.bind(window);
    window.print = () => void course.limited(started, '', 10).catch(() => {}).then(print);
})();
