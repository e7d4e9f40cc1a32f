// @ts-check
// Ce qu'un lecteur fait du livre, script par script, dans un navigateur quelconque.
// Le détail de chaque script est éprouvé à part, dans Chromium.
import { expect } from '@playwright/test';
import { drawings } from '../checks/diagrams.mjs';
import { firstPages } from '../first-pages.mjs';
import { BY_PAGE as QUIZZES } from '../quizzes.mjs';
import { diagrams } from '../sources.mjs';
import { undrawn } from '../undrawn.mjs';

/** Une page qui a de tout. */
const PAGE = 'synchronisation/mutex.html';

/** @typedef {import('./reader.mjs').Reader} Reader */

/** @type {Record<string, (reader: Reader) => Promise<void>>} */
export const PATHS = {
  async onglets(reader) {
    await reader.open(PAGE);
    const chosen = '[role="tab"][aria-selected="true"]';
    await reader.click('figure.listing [role="tab"]', 'Go');
    await reader.sees('figure.listing .listing-panel', 'package main');
    expect(await reader.run(panelsShown), 'un volet par programme').toEqual([]);
    await reader.press('ArrowRight');
    await reader.sees(`${chosen}:focus`, 'Sortie');
    await reader.reload();
    await reader.sees(chosen, 'Sortie');
    await reader.click('figure.listing [role="tab"]', 'Rust');
    await reader.sees('figure.listing .listing-panel', 'fn main');
    await reader.click('#notes-switch');
    await reader.sees('#notes-switch[aria-checked="true"]');
    await reader.click('#help-open');
    await reader.sees('#mdbook-help-popup');
    await reader.press('Escape');
    await reader.seesNo('#mdbook-help-popup');
  },

  async éditeur(reader) {
    await reader.open('synchronisation/waitgroup.html');
    const figure = 'figure.listing';
    await reader.click(`${figure} .edit`);
    await reader.sees(`${figure} textarea:focus`);
    expect(await reader.run(overlay), 'le texte que le lecteur tape est sur celui qui se voit').toEqual([]);
    await reader.run(() => /** @type {HTMLTextAreaElement} */ (document.activeElement).setSelectionRange(0, 0));
    await reader.type('// délai : « œuf »');
    await reader.press('Enter');
    await reader.sees(`${figure} .editor code`, '// délai : « œuf »');
    expect(await reader.run(overlay), 'de même après').toEqual([]);
    await reader.press('Escape');
    await reader.sees(`${figure} .edit:focus`, 'Modifier');
    await reader.sees(`${figure} .edited-mark`, 'Modifié');
    await reader.reload();
    await reader.sees(`${figure} .editor code`, '// délai : « œuf »');
    // Le Playground : ce que la page lui envoie, et ce qu'elle fait de sa réponse.
    await reader.run(() => {
      window.fetch = async (url, options) => {
        const { code } = JSON.parse(String(options?.body));
        return new Response(JSON.stringify({ error: null, result: `${url} a reçu ${code.split('\n')[0]}` }));
      };
    });
    await reader.click(`${figure} .run`);
    await reader.sees('.run-output', 'https://play.rust-lang.org/evaluate.json a reçu // délai : « œuf »');
    await reader.run(() => { window.fetch = () => Promise.reject(new TypeError('coupé')); });
    await reader.click(`${figure} .run`);
    await reader.sees('.run-result', 'ne répond pas');
    await reader.click(`${figure} .copy`);
    await reader.sees(`${figure} .copy`, 'Copié');
    await reader.click(`${figure} .reset`, 'Rétablir');
    await reader.seesNo(`${figure} .edited-mark`);
    await reader.click(`${figure} .reset`, 'Reprendre ma version');
    await reader.sees(`${figure} .editor code`, '// délai : « œuf »');
  },

  async 'pas à pas'(reader) {
    await reader.open('synchronisation/acces_concurrents.html');
    const dialog = 'dialog.stepper[open]';
    await reader.click('.stepper-open');
    await reader.sees(`${dialog} h2`);
    expect(await reader.run(focusIn, dialog)).toBe(true);
    for (let step = 0; step < 4; step += 1) {
      const before = await reader.run(stateOf, dialog);
      await reader.click(`${dialog} [data-do="edge"]`);
      expect(await reader.run(stateOf, dialog)).not.toBe(before);
    }
    // Le reste d'un coup : le premier fil qui peut avancer.
    await reader.run(walk, dialog);
    await reader.sees(`${dialog} .stepper-outcomes [data-seen]`);
    await reader.click(`${dialog} [data-do="restart"]`);
    await reader.until('le début', stateOf, dialog, '0');
    // Une issue encore à voir, que l'explorateur montre pas à pas.
    await reader.click(`${dialog} .stepper-outcomes li:not([data-seen]) [data-do="outcome"]`);
    await reader.sees(`${dialog} .stepper-verdict`);
    await reader.until('deux issues vues', (dialog) => document.querySelectorAll(`${dialog} .stepper-outcomes [data-seen]`).length, dialog, 2);
    const state = await reader.run(stateOf, dialog);
    await reader.press('Home');
    await reader.until('le début', stateOf, dialog, '0');
    await reader.click(`${dialog} .stepper-timeline li:last-child button`);
    await reader.until('la fin', stateOf, dialog, state);
    await reader.sees(`${dialog} .stepper-timeline svg`);
    // Son adresse le rouvre au même moment.
    await reader.reload();
    await reader.sees(`${dialog} .stepper-verdict`);
    expect(await reader.run(stateOf, dialog)).toBe(state);
    await reader.press('Escape');
    await reader.seesNo(dialog);
    await reader.until("l'adresse de la page seule", () => location.hash, '', '');
  },

  async quiz(reader) {
    for (const [page, kinds] of QUIZZES) {
      await reader.open(`${page}.html`);
      for (const { name, right, trials } of kinds) {
        const question = `[id="quiz-${page.replaceAll('/', '-')}-${name}"]`;
        await answer(reader, question, trials[0].answer);
        await reader.sees(`${question} [role="status"]`, String(trials[0].said));
        await answer(reader, question, right);
        await reader.sees(`${question} [role="status"]`, 'Juste.');
        await reader.sees(`${question} .quiz-solution`);
      }
      expect(await reader.text('.quiz-score span')).toMatch(new RegExp(`^${kinds.length} questions? réussies? sur`));
    }
    const before = await reader.text('.quiz-score span');
    await reader.reload();
    await reader.sees('.quiz-score span', before ?? '');
  },

  async recherche(reader) {
    await reader.open('index.html');
    await reader.press('/');
    await reader.sees('#search-field:focus');
    await reader.type('execution');
    await reader.sees('#search-status', '« execution »');
    await reader.sees('.search-page mark', 'exécution');
    await reader.run(() => { /** @type {HTMLInputElement} */ (document.activeElement).select(); });
    await reader.type("l'émetteur oublié");
    await reader.sees('#search-status', "« l'émetteur oublié »");
    await reader.press('ArrowDown');
    await reader.sees('.search-page a:focus');
    await reader.press('Enter');
    await reader.until('la page trouvée', () => location.pathname, undefined, '/pieges/emetteur_oublie.html');
    await reader.seesNo('#search-dialog');
    // La question reste, d'une page à l'autre.
    await reader.click('#mdbook-search-toggle');
    await reader.until('la question', () => document.querySelector('input')?.value, undefined, "l'émetteur oublié");
    await reader.sees('.search-page a');
    await reader.press('Escape');
    await reader.seesNo('#search-dialog');
  },

  async diagrammes(reader) {
    const sources = diagrams();
    for (const [page, { length }] of sources) {
      await reader.driver.resize(1440, 900);
      await reader.open(page);
      await reader.run(() => document.fonts.ready.then(() => {}));
      for (const width of [1440, 390]) {
        await reader.driver.resize(width, 900);
        const { defects, colors } = await reader.run(drawings);
        expect.soft(defects.map(({ what }) => what), `${page}, ${width} px`).toEqual([]);
        expect.soft(colors.length, page).toBe(length);
        for (const { seen, wanted } of colors) expect.soft(seen, page).toBe(wanted);
      }
    }
  },

  async 'diagrammes que la page dessine'(reader) {
    const [page] = [...diagrams()].reduce((most, other) => (other[1].length > most[1].length ? other : most));
    reader.alter = (html) => undrawn(html, page);
    // Son premier texte est annoncé, ou ne l'est pas, selon les fois.
    for (let load = 0; load < 2; load += 1) {
      await reader.open(page);
      await reader.sees('figure.diagram svg[aria-roledescription]');
      await reader.seesNo('pre.mermaid');
    }
    const { defects } = await reader.run(drawings);
    expect(defects.map(({ what }) => what)).toEqual([]);
    const before = await reader.run(() => document.querySelector('figure.diagram svg')?.id);
    await reader.run(() => document.getElementById('mdbook-theme-navy')?.click());
    await reader.until('redessiné', (before) => document.querySelector('figure.diagram svg')?.id !== before, before);
    // Une impression attend les dessins, même demandée trop tôt.
    await reader.open(page);
    await reader.run(() => print());
    await expect.poll(() => reader.reports('impression')).toEqual(['0']);
  },

  async thèmes(reader) {
    await reader.open(PAGE);
    /** @type {Record<string, {background: string, code: string}>} */
    const colors = {};
    for (const theme of ['light', 'rust', 'coal', 'navy', 'ayu']) {
      await reader.click('#mdbook-theme-toggle');
      await reader.click(`#mdbook-theme-${theme}`);
      await reader.until(theme, (theme) => document.documentElement.classList.contains(theme), theme);
      await reader.until('ses couleurs', sheetsLoaded, undefined);
      colors[theme] = await reader.run(themeColors);
      if (theme !== 'ayu') await reader.press('Escape');
    }
    expect(new Set(Object.values(colors).map(({ background }) => background)).size).toBe(5);
    expect(new Set(Object.values(colors).map(({ code }) => code)).size).toBeGreaterThan(1);
    await reader.reload();
    await reader.until('gardé', () => document.documentElement.classList.contains('ayu'), undefined);
    await reader.until('ses couleurs', sheetsLoaded, undefined);
    expect(await reader.run(themeColors)).toEqual(colors.ayu);
  },

  async progression(reader) {
    await reader.open('synchronisation/waitgroup.html');
    await reader.sees('.progress-footer', 'Marquer comme lue');
    await reader.run(() => document.querySelector('.alert-takeaway')?.scrollIntoView());
    await reader.sees('.progress-footer', '✓ Page lue');
    await reader.reload();
    await reader.sees('.progress-footer', '✓ Page lue');
    await reader.until('sa marque, dans la table', () => document.querySelector('a[href$="/waitgroup.html"] .progress-seen')?.textContent?.trim(), undefined, '✓');
    await reader.open('index.html');
    await reader.sees('.overview-resume, .overview a', 'Reprendre');
    await reader.open('synchronisation/waitgroup.html');
    await reader.click('.progress-footer button', 'Marquer comme non lue');
    await reader.sees('.progress-footer button', 'Marquer comme lue');
  },

  async impression(reader) {
    reader.alter = firstPages;
    await reader.open('print.html');
    expect(await reader.run(() => document.querySelectorAll('figure.diagram').length)).toBeGreaterThan(2);
    await expect.poll(() => reader.reports('impression'), 'elle est demandée, une fois les diagrammes là').toEqual(['0']);
    await reader.open(PAGE);
    await reader.driver.resize(PAPER, 1000);
    await reader.run(onPaper);
    expect(await reader.run(defectsOfPaper, PAPER)).toEqual([]);
    if (reader.driver.pdf) {
      await reader.open(PAGE);
      const pdf = await reader.driver.pdf();
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }
  },
};

/** La largeur imprimable d'une feuille A4, en pixels CSS. */
const PAPER = Math.floor(((210 - 2 * 16) / 25.4) * 96);

/** Les programmes de la page qui ne montrent pas un volet, et un seul. */
function panelsShown() {
  return [...document.querySelectorAll('listing-tabs')]
    .map((tabs) => [...tabs.querySelectorAll('.listing-panel')].filter((panel) => !panel.hasAttribute('hidden')))
    .filter((shown) => shown.length !== 1)
    .map((shown) => shown.map((panel) => panel.textContent?.slice(0, 40)));
}

/** Ce qui sépare l'éditeur, transparent, du code coloré qu'il couvre. */
function overlay() {
  const area = /** @type {HTMLTextAreaElement} */ (document.activeElement);
  const paint = /** @type {HTMLElement} */ (area.parentElement?.querySelector('code'));
  const [a, b] = [area, paint].map((e) => getComputedStyle(e));
  const properties = /** @type {const} */ (['fontFamily', 'fontSize', 'lineHeight', 'tabSize', 'letterSpacing', 'paddingLeft', 'paddingTop', 'whiteSpace']);
  const differences = properties.filter((p) => a[p] !== b[p]).map((p) => `${p} : ${a[p]} au lieu de ${b[p]}`);
  const [over, under] = [area.getBoundingClientRect(), paint.getBoundingClientRect()];
  for (const side of /** @type {const} */ (['left', 'top', 'bottom'])) {
    if (Math.abs(over[side] - under[side]) > 1) differences.push(`${side} : ${over[side]} au lieu de ${under[side]}`);
  }
  if (area.scrollHeight > area.clientHeight + 1) differences.push('son texte défile');
  return differences;
}

/** @param {string} dialog */
function focusIn(dialog) {
  return document.querySelector(dialog)?.contains(document.activeElement) ?? false;
}

/** @param {string} dialog */
function stateOf(dialog) {
  return document.querySelector(dialog)?.getAttribute('data-state') ?? null;
}

/**
 * Suit une exécution jusqu'à sa fin.
 *
 * @param {string} dialog
 */
function walk(dialog) {
  for (;;) {
    const step = document.querySelector(`${dialog} [data-do="edge"]`);
    if (!(step instanceof HTMLElement)) return;
    step.click();
  }
}

/**
 * Répond à une question, et vérifie.
 *
 * @param {Reader} reader
 * @param {string} question
 * @param {string[]} given
 */
async function answer(reader, question, given) {
  const field = `${question} input[type="text"]`;
  const steps = `${question} .quiz-steps > li`;
  if (await reader.run((field) => document.querySelector(field) !== null, field)) {
    await reader.click(field);
    await reader.run(() => { /** @type {HTMLInputElement} */ (document.activeElement).select(); });
    await reader.type(given[0]);
  } else if (await reader.text(steps)) {
    for (const [place, text] of given.entries()) {
      for (;;) {
        const at = await reader.run(rankOf, { steps, text });
        if (at === place) break;
        await reader.click(`${steps}:nth-child(${at + 1}) button[aria-label^="Monter"]`);
      }
    }
  } else {
    // Une case d'avant reste ou se décoche ; les propositions contiennent du code.
    for (const text of await reader.run(unchecked, { question, given })) await reader.click(`${question} label:not(:has(:checked))`, text);
    for (const wrong of await reader.run(others, { question, given })) await reader.click(`${question} label`, wrong);
  }
  await reader.click(`${question} button`, 'Vérifier');
}

/** @param {{steps: string, text: string}} step */
function rankOf({ steps, text }) {
  return [...document.querySelectorAll(steps)].findIndex((step) => (step.textContent ?? '').replace(/\s+/g, ' ').includes(text));
}

/** Ce que la réponse a, et qui n'est pas coché. @param {{question: string, given: string[]}} wanted */
function unchecked({ question, given }) {
  const checked = [...document.querySelectorAll(`${question} label:has(:checked)`)].map((label) => (label.textContent ?? '').replace(/\s+/g, ' '));
  return given.filter((text) => !checked.some((label) => label.includes(text)));
}

/** Les cases cochées que la réponse n'a pas. @param {{question: string, given: string[]}} wanted */
function others({ question, given }) {
  return [...document.querySelectorAll(`${question} label:has([type="checkbox"]:checked)`)]
    .map((label) => (label.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter((label) => !given.some((text) => label.includes(text)));
}

/** Les couleurs d'un thème. */
function themeColors() {
  // WebKit ne recalcule pas ce qui est replié.
  const word = [...document.querySelectorAll('pre [class^="hljs-"]')].find((it) => it.getClientRects().length > 0);
  return { background: getComputedStyle(document.documentElement).backgroundColor, code: word ? getComputedStyle(word).color : '' };
}

/** Les feuilles de style du thème sont là. */
function sheetsLoaded() {
  return [...document.querySelectorAll('link[rel="stylesheet"]')].every((link) => {
    const { disabled, sheet } = /** @type {HTMLLinkElement} */ (link);
    return disabled || sheet !== null;
  });
}

/** Met à l'écran ce qui est pour le papier : nul navigateur piloté ne le fait de même. */
function onPaper() {
  const change = (/** @type {MediaList} */ media) => {
    if (/print/.test(media.mediaText)) media.mediaText = media.mediaText.replace(/print/g, 'screen');
    else if (/^screen/.test(media.mediaText)) media.mediaText = media.mediaText.replace(/screen/g, 'print');
  };
  const walk = (/** @type {CSSRuleList} */ rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) change(rule.media);
      if ('cssRules' in rule) walk(/** @type {CSSGroupingRule} */ (rule).cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    change(sheet.media);
    walk(sheet.cssRules);
  }
}

/**
 * Ce qui, sur le papier, est coupé, dépasse, ou se clique.
 *
 * @param {number} width
 */
function defectsOfPaper(width) {
  const name = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute('class') ?? ''} « ${(e.textContent ?? '').trim().slice(0, 40)} »`;
  const shown = [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.closest('svg'));
  // WebKit mesure un élément réduit par `zoom` dans ses pixels à lui.
  const unit = (/** @type {Element} */ e) => ('currentCSSZoom' in e ? 1 : Number(getComputedStyle(e).zoom) || 1);
  return [
    // Ce qui est dans une ligne ne coupe rien.
    ...shown.filter((e) => getComputedStyle(e).overflowX !== 'visible' && getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1).map((e) => `coupé : ${name(e)}`),
    ...shown.filter((e) => e.getBoundingClientRect().right * unit(e) > width + 1).map((e) => `dépasse : ${name(e)}`),
    ...shown.filter((e) => e.matches('button, textarea, input:not(quiz-page *)')).map((e) => `se clique : ${name(e)}`),
    ...(document.querySelector('#mdbook-menu-bar')?.checkVisibility() ? ['la barre de menus'] : []),
  ];
}
