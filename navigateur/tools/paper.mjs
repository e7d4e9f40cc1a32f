// @ts-check
// Des pages du livre, réunies en une seule pour le papier.

/**
 * @typedef {{ file: string, number: string, name: string, level: number }} Page
 * @typedef {object} Request
 * @property {string} title celui du livre
 * @property {string} description
 * @property {boolean} cover avec le titre du livre
 * @property {Page[]} pages dans l'ordre
 * @property {boolean} solutions avec les indices, les solutions et les réponses, à la fin
 * @property {boolean} notes avec celles de l'enseignant
 */

/**
 * Dans le navigateur : remplace la page ouverte par celles que l'on demande.
 *
 * @param {{ request: Request, address: string, sources: string[] }} given `address` est celle du livre ;
 *   `sources`, le HTML de chaque page
 * @returns {string[]} les pages dont un diagramme n'est pas dessiné
 */
export function compose({ request, address, sources }) {
  const alone = request.pages.length === 1;
  const slug = (/** @type {string} */ file) => file.replace(/\.html$/, '').replaceAll('/', '-');
  /** @param {string} file @param {string} id ce qu'il est dans sa page, ou rien ; d'une lettre accentuée, Chromium perd le lien */
  const anchorOf = (file, id) => slug(file) + (id && `--${id.replace(/[^\w-]/g, (letter) => `_${letter.charCodeAt(0).toString(16)}`)}`);
  const ranks = new Map(request.pages.map(({ file }, rank) => [file, rank]));
  const sheet = document.createElement('style');
  const answers = part('paper-answers', 'Réponses');
  const articles = request.pages.map(article);
  const first = heading(articles[0]);

  document.title = alone ? `${first.textContent} - ${request.title}` : request.cover ? request.title : `${first.textContent}`;
  const content = element('div', { class: 'content' }, ...articles);
  if (!alone) {
    // Un chapitre a son titre au-dessus de sa table.
    const entries = articles.map(entry).slice(request.cover ? 0 : 1);
    const contents = element('nav', { class: 'paper-contents' }, element('ol', {}, ...entries));
    if (request.cover) {
      content.prepend(element('main', { class: 'paper-cover' },
        element('p', { class: 'paper-title' }, request.title), element('p', {}, request.description), contents));
    } else {
      first.after(contents);
    }
  }
  if (answers.childElementCount > 1) content.append(answers);
  document.head.append(sheet);
  document.body.replaceChildren(content);
  // Ce qui ne s'imprime pas n'est nulle part : le lien mène à sa page.
  for (const link of content.querySelectorAll('a[href^="#"]')) {
    const anchor = link.getAttribute('href')?.slice(1) ?? '';
    if (!document.getElementById(anchor)?.getClientRects().length) link.setAttribute('href', `#${anchor.split('--')[0]}`);
  }
  const undrawn = articles.filter((it) => it.querySelector('figure.diagram pre.mermaid:not([hidden])'));
  return undrawn.map((it) => request.pages[articles.indexOf(it)].file);

  /**
   * Une page du livre, préparée.
   *
   * @param {Page} page
   * @param {number} rank
   */
  function article({ file, number, name, level }, rank) {
    const source = new DOMParser().parseFromString(sources[rank], 'text/html').querySelector('main');
    const it = part('paper-page');
    it.append(...(source?.childNodes ?? []));
    it.id = slug(file);
    const h1 = heading(it);
    // Parmi d'autres, une page porte le nom que lui donne le sommaire.
    if (!alone && level === 1 && !number) h1.textContent = name;
    if (number) h1.prepend(`${number} `);
    for (const title of it.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
      title.setAttribute('aria-level', `${level + Number(title.localName[1]) - 1}`);
      isolateSymbols(title);
    }
    // Le pied de chaque feuille dit de quelle page du livre elle est.
    foot(it, h1.textContent ?? '');
    if (request.notes) {
      for (const note of it.querySelectorAll('.teacher-note')) note.setAttribute('open', '');
    }
    for (const marked of it.querySelectorAll('[id]')) {
      if (marked.id && !marked.closest('svg')) marked.id = anchorOf(file, marked.id);
    }
    for (const link of it.querySelectorAll('a[href]')) relink(link, new URL(file, address));
    answer(it, h1.textContent ?? '');
    return it;
  }

  /**
   * Un lien du livre mène dans le PDF ou, si sa page n'y est pas, nulle part.
   *
   * @param {Element} link
   * @param {URL} base
   */
  function relink(link, base) {
    const url = new URL(link.getAttribute('href') ?? '', base);
    if (!url.href.startsWith(address)) return;
    if (link.closest('.listing-footer')) {
      link.remove();
      return;
    }
    const file = url.href.slice(address.length).replace(/[?#].*/, '') || 'index.html';
    if (!ranks.has(file) || link.matches('.header')) {
      link.replaceWith(...link.childNodes);
      return;
    }
    link.setAttribute('href', `#${anchorOf(file, decodeURIComponent(url.hash.slice(1)))}`);
  }

  /**
   * Ôte les indices, les solutions et les réponses d'une page ; les met à la fin, s'il
   * le faut.
   *
   * @param {HTMLElement} page
   * @param {string} title
   */
  function answer(page, title) {
    /** @type {Node[]} */
    const found = [];
    for (const section of page.querySelectorAll('.hints, .solution')) {
      const folds = [...section.querySelectorAll('details')];
      found.push(subtitle(section.querySelector('h2')?.textContent ?? ''), ...folds.flatMap((fold) => {
        const name = fold.querySelector('summary');
        name?.remove();
        return [...(folds.length > 1 && name ? [subtitle(name.textContent ?? '', 'h4')] : []), ...fold.childNodes];
      }));
      section.remove();
    }
    for (const fold of page.querySelectorAll('.quiz-answer')) {
      fold.querySelector('summary')?.remove();
      const question = fold.closest('.quiz-question')?.querySelector('legend')?.cloneNode(true);
      found.push(element('div', { class: 'paper-answer' },
        element('p', { class: 'paper-question' }, ...(question?.childNodes ?? [])), ...fold.childNodes));
      fold.remove();
    }
    if (!request.solutions || found.length === 0) return;
    if (!alone) answers.append(element('h2', { 'aria-level': '2' }, title));
    answers.append(...found);
  }

  /** @param {string} text */
  function subtitle(text, name = 'h3') {
    return element(name, { 'aria-level': `${Number(name[1]) - (alone ? 1 : 0)}` }, text);
  }

  /**
   * Ce qui commence sur une nouvelle feuille. Un `main`, comme dans une page du livre : les
   * styles sont les mêmes.
   *
   * @param {string} name
   * @param {string} [title]
   */
  function part(name, title) {
    const it = element('main', { class: name });
    if (title) {
      it.append(element('h1', { 'aria-level': '1' }, title));
      foot(it, title);
    }
    return it;
  }

  /**
   * @param {HTMLElement} it
   * @param {string} text
   */
  function foot(it, text) {
    const name = `feuille-${sheet.childNodes.length}`;
    it.style.setProperty('page', name);
    sheet.append(`@page ${name} { @bottom-left { content: ${JSON.stringify(text)}; } }\n`);
  }

  /** @param {HTMLElement} page @param {number} rank */
  function entry(page, rank) {
    const { level } = request.pages[rank];
    return element('li', { class: `paper-level-${level}` }, element('a', { href: `#${page.id}` }, heading(page).textContent ?? ''));
  }

  /**
   * Une flèche vient d'une police de secours : Chromium répète alors tout le titre dans son
   * signet. Elle est mise à part, et `theme/print.css` lui donne sa police.
   *
   * @param {Element} title
   */
  function isolateSymbols(title) {
    for (const node of [...title.childNodes]) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const pieces = (node.textContent ?? '').split(/([\u2190-\u22ff]+)/);
      node.replaceWith(...pieces.map((piece, i) => (i % 2 ? element('span', { class: 'paper-symbol' }, piece) : piece)));
    }
  }

  /** @param {Element} page @returns {Element} */
  function heading(page) {
    return page.querySelector('h1') ?? page;
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {(string | Node)[]} children
   */
  function element(name, attributes, ...children) {
    const it = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
    it.append(...children);
    return it;
  }
}
