// @ts-check
'use strict';

/*
 * Les couleurs du code que le lecteur écrit. La construction colore celui du
 * livre ; highlight.js, lui, n'est demandé que quand un programme change.
 */
(function colorsOfPage() {
    /** @type {Promise<void> | undefined} ce qui est déjà demandé */
    let asked;

    function load() {
        asked ??= course.limited(new Promise((resolve, reject) => {
            const script = course.element('script', {
                src: highlight_script,
                load: () => resolve(undefined),
                error: () => {
                    script.remove();
                    reject(new Error('highlight.js ne se charge pas'));
                },
            });
            document.head.append(script);
        }), 'highlight.js');
        asked.catch(() => {
            asked = undefined; // le prochain le redemandera
        });
        return asked;
    }

    /**
     * Chaque ligne de ce HTML, ses balises fermées à sa fin et rouvertes à la suivante.
     * @param {string} html
     */
    function split(html) {
        /** @type {string[]} */
        const open = [];
        const lines = [''];
        const add = (/** @type {string} */ text) => {
            lines[lines.length - 1] += text;
        };
        for (const [part] of html.matchAll(/<span[^>]*>|<\/span>|\n|[^<\n]+/g)) {
            if (part === '\n') {
                add('</span>'.repeat(open.length));
                lines.push(open.join(''));
                continue;
            }
            if (part === '</span>') {
                open.pop();
            } else if (part[0] === '<') {
                open.push(part);
            }
            add(part);
        }
        return lines;
    }

    window.courseColors = {
        load,
        rust: text => (window.hljs ? split(window.hljs.highlight('rust', text, true).value) : null),
    };
})();
