// @ts-check
// Parcourir une page à la seule touche Tab, et voir où l'on est.

/**
 * Une commande de la page : un élément qui se déclenche ou se remplit.
 *
 * @typedef {object} Command
 * @property {string} id numéro donné par {@link takeCensus}
 * @property {string} name pour les messages
 */

/**
 * Un arrêt du parcours.
 *
 * @typedef {object} Stop
 * @property {string} id vide si ce n'est pas une commande recensée
 * @property {string} name
 * @property {boolean} mark l'élément se distingue-t-il de ce qu'il était ?
 * @property {boolean} visible en voit-on au moins une part ?
 */

/**
 * Recense les commandes visibles que Tab doit atteindre, et retient leur
 * apparence au repos. Un groupe où l'on circule aux flèches (onglets, menu) n'a
 * qu'un arrêt : les autres y portent `tabindex="-1"`.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<Command[]>}
 */
export function takeCensus(page) {
  return page.evaluate(() => {
    const SELECTOR = [
      'a[href]', 'button', 'input:not([type="hidden"])', 'select', 'textarea', 'summary',
      'iframe', 'audio[controls]', 'video[controls]', '[contenteditable="true"]',
      '[role="button"]', '[role="link"]', '[role="checkbox"]', '[role="switch"]', '[role="separator"][tabindex]',
      'label.icon-button', '[tabindex]', '[onclick]',
    ].join(',');
    const GROUPS = '[role="tablist"], [role="menu"], [role="radiogroup"], [role="listbox"], [role="tree"]';

    /** @param {Element} e */
    const appearance = (e) => {
      const s = getComputedStyle(e);
      return {
        contour: s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0 ? '' : `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`,
        shadow: s.boxShadow,
        edge: `${s.borderTopWidth} ${s.borderTopColor} ${s.borderBottomWidth} ${s.borderBottomColor}`,
        underline: `${s.textDecorationLine} ${s.textDecorationThickness}`,
      };
    };
    /** @param {Element} e */
    const name = (e) => {
      const text = (e.getAttribute('aria-label') ?? e.getAttribute('title') ?? e.textContent ?? '').trim().replace(/\s+/g, ' ');
      const mark = e.id ? `#${e.id}` : e.className && typeof e.className === 'string' ? `.${e.className.split(' ')[0]}` : '';
      return `<${e.localName}${mark}> « ${text.slice(0, 40)} »`;
    };
    Object.assign(window, { trialLook: appearance, trialName: name, trialRest: new Map() });

    const commands = [];
    let number = 0;
    for (const e of document.querySelectorAll(SELECTOR)) {
      if (!(e instanceof HTMLElement)) continue;
      if (e.matches(':disabled') || e.closest('[inert]')) continue;
      if (!e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const box = e.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (e.tabIndex < 0 && (e.closest(GROUPS) || !e.matches('a[href], button, input, select, textarea, summary, label, [role], [onclick]'))) continue;
      // Des boutons radio de même nom n'ont qu'un arrêt : le premier, ou le dernier en remontant.
      if (e instanceof HTMLInputElement && e.type === 'radio') {
        const group = [...document.querySelectorAll(`input[type="radio"][name="${CSS.escape(e.name)}"]`)];
        const head = group.find((radio) => radio.matches(':checked')) ?? group[0];
        if (e !== head) {
          e.dataset.trial = /** @type {HTMLElement} */ (head).dataset.trial;
          Reflect.get(window, 'trialRest').set(e, appearance(e));
          continue;
        }
      }
      number += 1;
      e.dataset.trial = String(number);
      Reflect.get(window, 'trialRest').set(e, appearance(e));
      commands.push({ id: e.dataset.trial, name: name(e) });
    }
    return commands;
  });
}

/**
 * Retient, à chaque fois que Tab est relâchée, l'arrêt où elle a mené ; `null` au début
 * et à la fin de la page. S'évalue dans le navigateur.
 */
function follow() {
  const here = () => {
    const e = document.activeElement;
    if (!(e instanceof HTMLElement) || e === document.body || e === document.documentElement) return null;
    const appearance = Reflect.get(window, 'trialLook');
    const now = appearance(e);
    const rest = Reflect.get(window, 'trialRest').get(e);
    // Sans état de repos connu (zone qui défile), le contour seul fait foi.
    const mark =
      now.contour !== '' ||
      (rest !== undefined &&
        (now.shadow !== rest.shadow || now.edge !== rest.edge || now.underline !== rest.underline));
    // Visible : un point au moins de ses boîtes n'est couvert par rien d'étranger.
    const visible = [...e.getClientRects()].some((b) =>
      [0.1, 0.5, 0.9].some((x) =>
        [0.1, 0.5, 0.9].some((y) => {
          const above = document.elementFromPoint(b.left + b.width * x, b.top + b.height * y);
          return above !== null && (e.contains(above) || above.contains(e) && !above.matches('#mdbook-menu-bar, .sticky'));
        }),
      ),
    );
    return { id: e.dataset.trial ?? '', name: Reflect.get(window, 'trialName')(e), mark, visible };
  };
  /** @type {(Stop | null)[]} */
  const stops = [];
  const onKeyup = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Tab') stops.push(here());
  };
  window.addEventListener('keyup', onKeyup, true);
  Object.assign(window, {
    trialStops: () => stops.splice(0),
    trialEnd: () => window.removeEventListener('keyup', onKeyup, true),
  });
}

/** Combien de touches d'affilée, avant de demander à la page où elles ont mené. */
const BURST = 16;

/**
 * Les arrêts où mène `keystroke`, pressée `times` fois sans attendre : la page n'est pas
 * repeinte à chacun.
 *
 * @param {import('@playwright/test').CDPSession} session de la page, qui les retient : voir {@link follow}
 * @param {'Tab' | 'Shift+Tab'} keystroke
 * @param {number} times
 * @returns {Promise<(Stop | null)[]>}
 */
async function press(session, keystroke, times) {
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers: keystroke === 'Tab' ? 0 : 8 };
  const sent = [];
  for (let i = 0; i < times; i += 1) {
    for (const type of /** @type {const} */ (['rawKeyDown', 'keyUp'])) sent.push(session.send('Input.dispatchKeyEvent', { type, ...key }));
  }
  await Promise.all(sent);
  const { result } = await session.send('Runtime.evaluate', { expression: 'trialStops()', returnByValue: true });
  return result.value;
}

/**
 * Parcourt la page avec `keystroke` jusqu'à revenir au début. Un éditeur qui
 * garde Tab pour lui doit rendre la main après Échap.
 *
 * @param {import('@playwright/test').Page} page recensée : voir {@link takeCensus}
 * @param {number} bounds arrêts au plus
 * @param {'Tab' | 'Shift+Tab'} [keystroke]
 * @returns {Promise<{stops: Stop[], trap: string | null}>}
 */
export async function walk(page, bounds, keystroke = 'Tab') {
  await page.evaluate(follow);
  const session = await page.context().newCDPSession(page);
  try {
    return await rounds(page, session, bounds, keystroke);
  } finally {
    await session.detach();
    await page.evaluate(() => Reflect.get(window, 'trialEnd')());
  }
}

/**
 * Le parcours de {@link walk}.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').CDPSession} session
 * @param {number} bounds
 * @param {'Tab' | 'Shift+Tab'} keystroke
 * @returns {ReturnType<typeof walk>}
 */
async function rounds(page, session, bounds, keystroke) {
  /** @type {Stop[]} */
  const stops = [];
  const visited = new Set();
  let previous = '';
  while (stops.length < bounds) {
    for (let stop of await press(session, keystroke, BURST)) {
      const kept = stop !== null && key(stop) === previous;
      if (kept) {
        await page.keyboard.press('Escape');
        [stop] = await press(session, keystroke, 1);
        if (stop !== null && key(stop) === previous) return { stops, trap: stop.name };
      }
      if (stop === null) {
        if (stops.length > 0) return { stops, trap: null };
        continue;
      }
      if (stop.id && visited.has(stop.id)) {
        // Revenu au premier : le tour est fini. À un autre : on tourne en rond.
        return { stops, trap: stop.id === stops.find((a) => a.id)?.id ? null : stop.name };
      }
      visited.add(stop.id);
      previous = key(stop);
      stops.push(stop);
      // Les touches pressées depuis n'ont pas quitté l'éditeur.
      if (kept) break;
    }
  }
  return { stops, trap: stops.at(-1)?.name ?? null };
}

/** @param {Stop} stop */
function key({ id, name }) {
  return id || `${name}`;
}
