// @ts-check
// Parcourir une page à la seule touche Tab, et voir où l'on est.

/**
 * Une commande de la page : un élément qui se déclenche ou se remplit.
 *
 * @typedef {object} Commande
 * @property {string} id numéro donné par {@link recenser}
 * @property {string} nom pour les messages
 */

/**
 * Un arrêt du parcours.
 *
 * @typedef {object} Arret
 * @property {string} id vide si ce n'est pas une commande recensée
 * @property {string} nom
 * @property {boolean} marque l'élément se distingue-t-il de ce qu'il était ?
 * @property {boolean} visible en voit-on au moins une part ?
 */

/**
 * Recense les commandes visibles que Tab doit atteindre, et retient leur
 * apparence au repos. Un groupe où l'on circule aux flèches (onglets, menu) n'a
 * qu'un arrêt : les autres y portent `tabindex="-1"`.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<Commande[]>}
 */
export function recenser(page) {
  return page.evaluate(() => {
    const SELECTEUR = [
      'a[href]', 'button', 'input:not([type="hidden"])', 'select', 'textarea', 'summary',
      'iframe', 'audio[controls]', 'video[controls]', '[contenteditable="true"]',
      '[role="button"]', '[role="link"]', '[role="checkbox"]', '[role="switch"]', '[role="separator"][tabindex]',
      'label.icon-button', '[tabindex]', '[onclick]',
    ].join(',');
    const GROUPES = '[role="tablist"], [role="menu"], [role="radiogroup"], [role="listbox"], [role="tree"]';

    /** @param {Element} e */
    const apparence = (e) => {
      const s = getComputedStyle(e);
      return {
        contour: s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0 ? '' : `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`,
        ombre: s.boxShadow,
        bord: `${s.borderTopWidth} ${s.borderTopColor} ${s.borderBottomWidth} ${s.borderBottomColor}`,
        soulignement: `${s.textDecorationLine} ${s.textDecorationThickness}`,
      };
    };
    /** @param {Element} e */
    const nom = (e) => {
      const texte = (e.getAttribute('aria-label') ?? e.getAttribute('title') ?? e.textContent ?? '').trim().replace(/\s+/g, ' ');
      const marque = e.id ? `#${e.id}` : e.className && typeof e.className === 'string' ? `.${e.className.split(' ')[0]}` : '';
      return `<${e.localName}${marque}> « ${texte.slice(0, 40)} »`;
    };
    Object.assign(window, { essaiApparence: apparence, essaiNom: nom, essaiRepos: new Map() });

    const commandes = [];
    let numero = 0;
    for (const e of document.querySelectorAll(SELECTEUR)) {
      if (!(e instanceof HTMLElement)) continue;
      if (e.matches(':disabled') || e.closest('[inert]')) continue;
      if (!e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const boite = e.getBoundingClientRect();
      if (boite.width === 0 || boite.height === 0) continue;
      if (e.tabIndex < 0 && (e.closest(GROUPES) || !e.matches('a[href], button, input, select, textarea, summary, label, [role], [onclick]'))) continue;
      // Des boutons radio de même nom n'ont qu'un arrêt : le premier, ou le dernier en remontant.
      if (e instanceof HTMLInputElement && e.type === 'radio') {
        const groupe = [...document.querySelectorAll(`input[type="radio"][name="${CSS.escape(e.name)}"]`)];
        const tete = groupe.find((radio) => radio.matches(':checked')) ?? groupe[0];
        if (e !== tete) {
          e.dataset.essai = /** @type {HTMLElement} */ (tete).dataset.essai;
          Reflect.get(window, 'essaiRepos').set(e, apparence(e));
          continue;
        }
      }
      numero += 1;
      e.dataset.essai = String(numero);
      Reflect.get(window, 'essaiRepos').set(e, apparence(e));
      commandes.push({ id: e.dataset.essai, nom: nom(e) });
    }
    return commandes;
  });
}

/**
 * L'élément qui a le focus ; `null` au début et à la fin de la page.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<Arret | null>}
 */
export function ici(page) {
  return page.evaluate(() => {
    const e = document.activeElement;
    if (!(e instanceof HTMLElement) || e === document.body || e === document.documentElement) return null;
    const apparence = Reflect.get(window, 'essaiApparence');
    const maintenant = apparence(e);
    const repos = Reflect.get(window, 'essaiRepos').get(e);
    // Sans état de repos connu (zone qui défile), le contour seul fait foi.
    const marque =
      maintenant.contour !== '' ||
      (repos !== undefined &&
        (maintenant.ombre !== repos.ombre || maintenant.bord !== repos.bord || maintenant.soulignement !== repos.soulignement));
    // Visible : un point au moins de ses boîtes n'est couvert par rien d'étranger.
    const visible = [...e.getClientRects()].some((b) =>
      [0.1, 0.5, 0.9].some((x) =>
        [0.1, 0.5, 0.9].some((y) => {
          const dessus = document.elementFromPoint(b.left + b.width * x, b.top + b.height * y);
          return dessus !== null && (e.contains(dessus) || dessus.contains(e) && !dessus.matches('#mdbook-menu-bar, .sticky'));
        }),
      ),
    );
    return { id: e.dataset.essai ?? '', nom: Reflect.get(window, 'essaiNom')(e), marque, visible };
  });
}

/**
 * Parcourt la page avec `touche` jusqu'à revenir au début. Un éditeur qui
 * garde Tab pour lui doit rendre la main après Échap.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number} bornes arrêts au plus
 * @param {'Tab' | 'Shift+Tab'} [touche]
 * @returns {Promise<{arrets: Arret[], piege: string | null}>}
 */
export async function parcourir(page, bornes, touche = 'Tab') {
  /** @type {Arret[]} */
  const arrets = [];
  const vus = new Set();
  let precedent = '';
  while (arrets.length < bornes) {
    await page.keyboard.press(touche);
    let arret = await ici(page);
    if (arret !== null && cle(arret) === precedent) {
      await page.keyboard.press('Escape');
      await page.keyboard.press(touche);
      arret = await ici(page);
      if (arret !== null && cle(arret) === precedent) return { arrets, piege: arret.nom };
    }
    if (arret === null) {
      if (arrets.length > 0) return { arrets, piege: null };
      continue;
    }
    if (arret.id && vus.has(arret.id)) {
      // Revenu au premier : le tour est fini. À un autre : on tourne en rond.
      return { arrets, piege: arret.id === arrets.find((a) => a.id)?.id ? null : arret.nom };
    }
    vus.add(arret.id);
    precedent = cle(arret);
    arrets.push(arret);
  }
  return { arrets, piege: arrets.at(-1)?.nom ?? null };
}

/** @param {Arret} arret */
function cle({ id, nom }) {
  return id || `${nom}`;
}
