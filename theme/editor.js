// @ts-check
'use strict';

/*
 * L'éditeur : un <textarea> transparent sur le même texte, en couleurs. Fermé, il
 * ne montre que celui-ci. Les lignes en cause y portent une marque.
 *
 * Il marche sans couleurs : il montre celles de la construction, et highlight.js n'est
 * demandé que quand le lecteur y entre, ou que le texte n'est plus celui du livre.
 */
(function editorsOfPage() {
    class Editor {
        /** @param {EditorOptions} options */
        constructor(options) {
            this.options = options;
            /** @type {Map<number, string>} ce qui est reproché à chaque ligne */
            this.marks = new Map();
            this.area = course.element('textarea', {
                spellcheck: 'false',
                autocapitalize: 'off',
                autocomplete: 'off',
                'aria-label': `Éditeur\u00a0: ${options.name}`,
                input: () => options.input(this.area.value),
            });
            if (options.help) {
                this.area.setAttribute('aria-describedby', options.help);
            }
            this.area.addEventListener('keydown', event => this.onKey(event));
            this.area.addEventListener('focus', () => this.askColors());
            this.paint = course.element('code', { class: 'hljs language-rust' });
            this.view = course.element('div', { class: 'editor' }, this.paint, this.area);
            this.view.addEventListener('keydown', event => {
                if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
                    event.stopPropagation(); // sinon mdBook change de page
                }
            });
        }

        get text() {
            return this.area.value;
        }

        /** @param {string} text */
        set text(text) {
            if (this.area.value !== text) {
                const { selectionStart, selectionEnd } = this.area;
                this.area.value = text;
                this.area.setSelectionRange(selectionStart, selectionEnd);
            }
            this.highlight();
        }

        get isOpen() {
            return !this.area.hidden;
        }

        /** @param {boolean} open */
        set isOpen(open) {
            this.area.hidden = !open;
            this.paint.ariaHidden = String(open);
            this.view.tabIndex = open ? -1 : 0; // pour le faire défiler
        }

        /** @param {LineMessage[]} lines */
        mark(lines) {
            const marked = this.marks.size > 0;
            this.marks = new Map(lines.map(({ line, message }) => [line, message]));
            if (marked || lines.length > 0) {
                this.highlight();
            }
        }

        /** Va à une ligne ; ouvert, y met le curseur. @param {number} line */
        reveal(line) {
            if (this.isOpen) {
                const start = this.text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
                this.area.focus({ preventScroll: true });
                this.area.setSelectionRange(start, start);
            }
            (this.paint.querySelector(`[data-line="${line}"]`) ?? this.view).scrollIntoView({ block: 'nearest', behavior: 'instant' });
        }

        highlight() {
            // La ligne vide qu'un <textarea> montre à la fin.
            const text = `${this.text}\n`;
            const lines = window.courseColors?.rust(text);
            const built = lines ? null : this.options.built?.();
            if (this.marks.size > 0) {
                this.paint.replaceChildren(...(lines ?? text.split('\n')).flatMap((line, i) => {
                    const message = this.marks.get(i + 1);
                    const shown = message === undefined ? course.element('span')
                        : course.element('mark', { 'data-line': i + 1, title: message });
                    shown[lines ? 'innerHTML' : 'textContent'] = line;
                    return i ? ['\n', shown] : [shown];
                }));
            } else if (lines) {
                this.paint.innerHTML = lines.join('\n');
            } else if (built) {
                // Les couleurs de la construction, finies comme ce texte.
                this.paint.innerHTML = built.replace(/\n*((<\/span>)*)$/, `${/\n*$/.exec(text)?.[0]}$1`);
            } else {
                this.paint.textContent = text;
            }
            if (!built || this.marks.size > 0) {
                this.askColors();
            }
        }

        askColors() {
            if (!window.hljs) {
                window.courseColors?.load().then(() => window.hljs && this.highlight(), () => {});
            }
        }

        /** @param {KeyboardEvent} event */
        onKey(event) {
            if (event.isComposing) {
                return;
            }
            if (event.key === 'Escape') {
                event.stopPropagation();
                this.options.close?.();
            } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                this.options.submit?.();
            } else if (event.key === 'Enter' && !event.shiftKey) {
                // La ligne suivante garde le retrait ; Tab reste au navigateur.
                const line = this.area.value.slice(0, this.area.selectionStart).split('\n').pop() ?? '';
                const indent = (/^ */.exec(line)?.[0] ?? '') + (/[{([]\s*$/.test(line) ? '    ' : '');
                // `insertText` laisse l'annulation au navigateur.
                if (document.execCommand('insertText', false, `\n${indent}`)) {
                    event.preventDefault();
                }
            }
        }
    }

    window.courseEditor = options => new Editor(options);
})();
