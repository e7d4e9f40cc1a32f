// @ts-check
// Chaque diagramme du livre, dessiné par le script même qui est servi : sans
// erreur, sans étiquette coupée ni recouverte, nommé, aux couleurs du thème.
import { adresse, expect, pages, test, THEMES } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { changerDeTheme, themePose, ouvrirPage } from '../outils/interface.mjs';
import { diagrammes, sansEspaces } from '../outils/sources.mjs';

const PAR_PAGE = diagrammes();
const TOUS = [...PAR_PAGE.values()].flat();

/** Un bureau, et un téléphone où la mise en page ne dépend pas non plus des couleurs. */
const FENETRES = [
  { width: 1440, themes: THEMES },
  { width: 390, themes: THEMES.slice(0, 1) },
];

test('le livre a les diagrammes du cours', () => {
  const sorte = (/** @type {RegExp} */ quoi) => TOUS.filter((d) => quoi.test(d.source)).length;
  expect.soft(sorte(/^\s*flowchart/m), 'du producteur au consommateur').toBeGreaterThanOrEqual(1);
  expect.soft(sorte(/^\s*sequenceDiagram/m), 'rendez-vous, mutex, select, producteur et consommateur').toBeGreaterThanOrEqual(4);
  expect.soft(sorte(/^\s*stateDiagram/m), "la vie d'un canal").toBeGreaterThanOrEqual(1);
  relever({ nom: 'diagrammes dessinés', valeur: TOUS.length });
  for (const nom of PAR_PAGE.keys()) expect.soft(pages()).toContain(nom);
});

for (const [nom, liste] of PAR_PAGE) {
  test(`${nom} : diagrammes lus, dessinés, lisibles dans les cinq thèmes`, async ({ page, ecarts }) => {
    await page.goto(adresse() + nom, { waitUntil: 'networkidle' });
    const figures = page.locator('figure.diagram');
    await expect(figures).toHaveCount(liste.length);
    await page.waitForFunction(() => Reflect.has(window, 'mermaid'));
    for (const [i, { ou, source }] of liste.entries()) {
      const figure = figures.nth(i);
      const ecrite = (await figure.locator('pre.mermaid').textContent()) ?? '';
      expect(sansEspaces(ecrite), `${ou} : la source de la page`).toBe(sansEspaces(source));
      const erreur = await page.evaluate(async (texte) => {
        const mermaid = Reflect.get(window, 'mermaid');
        try {
          await mermaid.parse(texte);
          await mermaid.render('essai', texte);
          return null;
        } catch (e) {
          return String(e);
        }
      }, ecrite);
      expect.soft(erreur, `${ou} : Mermaid refuse ce diagramme`).toBeNull();
      await expect.soft(figure.locator('svg'), `${ou} : aucun dessin`).toBeVisible();
      await expect.soft(figure.locator('pre.mermaid'), `${ou} : la source reste affichée`).toBeHidden();
      await expect.soft(figure.locator('figcaption'), `${ou} : pas de légende`).not.toBeEmpty();

      const svg = figure.locator('svg[aria-roledescription]');
      await expect.soft(svg, `${ou} : son nom accessible`).toHaveAccessibleName(/\S{3}/);
      await expect.soft(svg, `${ou} : sa description`).toHaveAccessibleDescription(/\S.{20}/);
      await expect.soft(svg, `${ou} : son rôle`).toHaveAttribute('role', /^(graphics-document|img)/);
    }

    // Aucune étiquette coupée ni recouverte, dans les cinq thèmes, sans recharger.
    await page.evaluate(() => Object.assign(window, { essaiTemoin: true }));
    for (const { width, themes } of FENETRES) {
      await page.setViewportSize({ width, height: 900 });
      const dessins = new Set();
      for (const theme of themes) {
        await changerDeTheme(page, theme);
        const { defauts, couleurs } = await examiner(page);
        const recit = defauts.map(({ i, quoi }) => `${liste[i].ou} (${theme}, ${width} px) : ${quoi}`);
        expect.soft(recit).toEqual([]);
        couleurs.forEach(({ voulue, vue }, i) =>
          expect.soft(vue, `${liste[i].ou} : la couleur du texte suit le thème ${theme}`).toBe(voulue),
        );
        dessins.add(couleurs[0].id);
      }
      expect(dessins.size, 'chaque thème a son dessin').toBeGreaterThanOrEqual(themes.length - 1);
    }
    expect(await page.evaluate(() => Reflect.get(window, 'essaiTemoin')), 'la page a été rechargée').toBe(true);
    expect(ecarts).toEqual({ console: [], tiers: [] });
  });
}

test("l'examen voit une étiquette coupée, débordante, recouverte", async ({ page }) => {
  const [nom] = [...PAR_PAGE].find(([, liste]) => liste.some((d) => /^\s*flowchart/m.test(d.source))) ?? [];
  await ouvrirPage(page, adresse() + nom);
  /**
   * Ce que dit l'examen une fois le dessin abîmé.
   *
   * @param {(noeuds: Element[]) => void} abimer reçoit les nœuds du dessin
   */
  const apres = async (abimer) => {
    const avant = await page.locator('figure.diagram').first().innerHTML();
    await page.locator('figure.diagram').first().locator('g.node').evaluateAll(abimer);
    const { defauts } = await examiner(page);
    await page.locator('figure.diagram').first().evaluate((f, html) => { f.innerHTML = html; }, avant);
    return defauts.map((d) => d.quoi).join('\n');
  };
  expect(await apres(() => {})).toBe('');
  expect(
    await apres(([n]) => n.querySelector('foreignObject')?.setAttribute('width', '20')),
  ).toContain('est coupé par sa boîte');
  expect(
    await apres(([n]) => n.querySelector('rect, path, polygon')?.setAttribute('transform', 'scale(0.5)')),
  ).toContain('déborde de son nœud');
  expect(
    await apres(([a, b]) => b.setAttribute('transform', a.getAttribute('transform') ?? '')),
  ).toContain('se recouvrent');
  expect(
    await apres(([n]) => {
      const trait = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      trait.setAttribute('d', 'M-200,2 L200,2');
      trait.setAttribute('style', 'stroke: red; stroke-width: 2px');
      n.append(trait);
    }),
  ).toContain('est recouvert par');
  expect(await apres(([n]) => n.setAttribute('transform', 'translate(-500, 0)'))).toContain('sort du dessin');
});

test("un navigateur qui n'est jamais oisif dessine quand même", async ({ page }) => {
  const [nom] = PAR_PAGE.keys();
  await page.addInitScript(() => {
    window.requestIdleCallback = (suite, { timeout } = {}) =>
      timeout ? window.setTimeout(() => suite({ didTimeout: true, timeRemaining: () => 0 }), timeout) : 0;
  });
  await page.goto(adresse() + nom);
  await expect(page.locator('figure.diagram svg[aria-roledescription]').first()).toBeVisible();
});

test('le thème « Auto » suit le système sans recharger', async ({ page }) => {
  const [nom] = PAR_PAGE.keys();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(adresse() + nom, { waitUntil: 'networkidle' });
  await changerDeTheme(page, 'default_theme');
  await page.evaluate(() => Object.assign(window, { essaiTemoin: true }));
  const clair = await examiner(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveClass(/\bnavy\b/);
  await themePose(page);
  const sombre = await examiner(page);
  expect(sombre.couleurs[0].vue).toBe(sombre.couleurs[0].voulue);
  expect(sombre.couleurs[0].vue).not.toBe(clair.couleurs[0].vue);
  expect(await page.evaluate(() => Reflect.get(window, 'essaiTemoin'))).toBe(true);
});

/**
 * Regarde chaque dessin de la page.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{defauts: {i: number, quoi: string}[], couleurs: {id: string, vue: string, voulue: string}[]}>}
 */
function examiner(page) {
  return page.evaluate(() => {
    /** Jeu admis, en pixels : les arrondis de mise en page. */
    const JEU = 1.5;
    const defauts = [];
    const couleurs = [];
    // Chacun est atteint par le pointeur là où il est peint : « qui est
    // dessus ? » a alors un sens.
    const style = document.createElement('style');
    style.textContent = 'figure.diagram svg * { pointer-events: visiblePainted !important; }';
    document.head.append(style);

    for (const [i, figure] of [...document.querySelectorAll('figure.diagram')].entries()) {
      const svg = figure.querySelector('svg');
      const zone = /** @type {HTMLElement} */ (figure.querySelector('.diagram-area') ?? figure);
      if (!svg) {
        defauts.push({ i, quoi: 'aucun dessin' });
        continue;
      }
      const sonde = document.createElement('span');
      sonde.style.color = 'var(--diagram-text)';
      figure.append(sonde);
      const voulue = getComputedStyle(sonde).color;
      sonde.remove();

      const porteurs = [...svg.querySelectorAll('foreignObject, text')].filter((e) => e.textContent?.trim());
      const premier = porteurs[0]?.querySelector('.nodeLabel, p, span, tspan') ?? porteurs[0];
      const s = premier && getComputedStyle(premier);
      const vue = premier instanceof SVGElement ? (s?.fill ?? '') : (s?.color ?? '');
      couleurs.push({ id: svg.id, vue: opaque(vue), voulue: opaque(voulue) });

      const etiquettes = porteurs.map((e) => {
        const etendue = document.createRange();
        etendue.selectNodeContents(e);
        const boites = [...etendue.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
        return { e, texte: (e.textContent ?? '').trim().replace(/\s+/g, ' '), boite: reunir(e instanceof SVGTextElement ? [e.getBoundingClientRect()] : boites) };
      });
      const cadre = svg.getBoundingClientRect();
      for (const { e, texte, boite } of etiquettes) {
        if (!dans(boite, cadre)) defauts.push({ i, quoi: `« ${texte} » sort du dessin` });
        if (e.localName === 'foreignObject' && !dans(boite, e.getBoundingClientRect())) {
          defauts.push({ i, quoi: `« ${texte} » est coupé par sa boîte` });
        }
        const forme = formeDe(e);
        if (forme && !dans(boite, forme.getBoundingClientRect())) {
          defauts.push({ i, quoi: `« ${texte} » déborde de son nœud` });
        }
      }
      for (const [n, a] of etiquettes.entries()) {
        for (const b of etiquettes.slice(n + 1)) {
          if (a.e.contains(b.e) || b.e.contains(a.e)) continue;
          const l = Math.min(a.boite.right, b.boite.right) - Math.max(a.boite.left, b.boite.left);
          const h = Math.min(a.boite.bottom, b.boite.bottom) - Math.max(a.boite.top, b.boite.top);
          // La boîte d'un texte a du blanc au-dessus et au-dessous des lettres.
          const blanc = 0.2 * Math.min(hauteurDeLigne(a), hauteurDeLigne(b));
          if (l > JEU && h > Math.max(JEU, blanc)) defauts.push({ i, quoi: `« ${a.texte} » et « ${b.texte} » se recouvrent` });
        }
      }
      // Ce qui est peint par-dessus une étiquette vient après elle dans le document.
      for (const { e, texte } of etiquettes) {
        e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const b = reunir([...lignes(e)]);
        const dessus = new Set();
        for (let x = b.left + 2; x < b.right - 1; x += 8) {
          // Un trait n'a que deux pixels d'épaisseur.
          for (let y = b.top + 0.2 * b.height; y < b.bottom - 0.2 * b.height; y += 2) {
            const vu = document.elementFromPoint(x, y);
            if (!vu || !svg.contains(vu) || vu === svg || e.contains(vu) || vu.contains(e)) continue;
            if (e.compareDocumentPosition(vu) & Node.DOCUMENT_POSITION_FOLLOWING) dessus.add(vu.getAttribute('class') ?? vu.localName);
          }
        }
        if (dessus.size > 0) defauts.push({ i, quoi: `« ${texte} » est recouvert par ${[...dessus].join(', ')}` });
      }
      zone.scrollTo({ left: 0, behavior: 'instant' });
    }
    style.remove();
    return { defauts, couleurs };

    /** @param {Element} e */
    function lignes(e) {
      if (e instanceof SVGTextElement) return [e.getBoundingClientRect()];
      const etendue = document.createRange();
      etendue.selectNodeContents(e);
      return [...etendue.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
    }
    /** @param {{e: Element}} etiquette */
    function hauteurDeLigne({ e }) {
      return Math.min(...lignes(e).map((b) => b.height));
    }
    /** La forme du nœud qui porte ce texte, s'il en a une.
     * @param {Element} e */
    function formeDe(e) {
      const noeud = e.closest('g.node');
      return noeud?.querySelector(':scope > .label-container, :scope > rect, :scope > circle, :scope > polygon, :scope > path, :scope > g:not(.label)') ?? null;
    }
    /** @param {DOMRect[]} boites */
    function reunir(boites) {
      const left = Math.min(...boites.map((b) => b.left));
      const top = Math.min(...boites.map((b) => b.top));
      return new DOMRect(left, top, Math.max(...boites.map((b) => b.right)) - left, Math.max(...boites.map((b) => b.bottom)) - top);
    }
    /** @param {DOMRect} a @param {DOMRect} b */
    function dans(a, b) {
      return a.left >= b.left - JEU && a.top >= b.top - JEU && a.right <= b.right + JEU && a.bottom <= b.bottom + JEU;
    }
    /** La couleur, sur trois octets, comme Mermaid l'écrit.
     * @param {string} couleur */
    function opaque(couleur) {
      const toile = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      toile.fillStyle = couleur;
      toile.fillRect(0, 0, 1, 1);
      return toile.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ');
    }
  });
}
