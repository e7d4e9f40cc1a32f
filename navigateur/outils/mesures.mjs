// @ts-check
// Ce qui se mesure sur une page, de ce livre comme de la référence : son poids,
// ses fautes d'accessibilité, ses notes Lighthouse.
import { chromium } from '@playwright/test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { THEMES } from './livre.mjs';
import { changerDeTheme } from './interface.mjs';

/**
 * @typedef {object} Poids
 * @property {number} octets transmis : corps comprimés et en-têtes
 * @property {{url: string, octets: number}[]} requetes redites comprises, les plus lourdes d'abord
 */

/**
 * Ouvre `adresse` comme à une première visite et pèse tout ce qu'elle demande,
 * ce qu'elle précharge compris.
 *
 * @param {import('@playwright/test').Page} page neuve, donc sans cache
 * @param {string} adresse
 * @returns {Promise<Poids>}
 */
export async function peser(page, adresse) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  /** @type {Map<string, {url: string, octets: number}>} */
  const requetes = new Map();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!/^(data|blob):/.test(request.url)) requetes.set(requestId, { url: request.url, octets: 0 });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const requete = requetes.get(requestId);
    if (requete) requete.octets = encodedDataLength;
  });
  await page.goto(adresse, { waitUntil: 'networkidle' });
  // Ce que la page demande une fois inactive ou dessinée.
  // Un délai : Chromium n'appelle parfois jamais une page que rien ne repeint.
  await page.evaluate(() => new Promise((fini) => requestIdleCallback(fini, { timeout: 1000 })));
  await page.waitForLoadState('networkidle');
  const liste = [...requetes.values()].sort((a, b) => b.octets - a.octets);
  return { octets: liste.reduce((n, r) => n + r.octets, 0), requetes: liste };
}

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2, niveaux A et AA, et les bonnes pratiques d'axe. */
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Les règles qui lisent des couleurs : les seules dont le verdict peut changer avec le thème. */
const COULEURS = ['color-contrast', 'link-in-text-block'];

/**
 * Les fautes d'accessibilité de la page dans l'état où elle est : une par
 * règle et par élément.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] sélecteurs où chercher ; toute la page par défaut
 * @param {{couleurs: boolean}} [options] n'appliquer que les règles de couleurs
 * @returns {Promise<string[]>}
 */
export async function fautes(page, zones, { couleurs } = { couleurs: false }) {
  const options = { regles: couleurs ? COULEURS : REGLES, zones, couleurs };
  const trouvees = await page.evaluate(lancerAxe, options);
  if (trouvees) return trouvees;
  // `eval` et non une balise : la page pourrait interdire les scripts ajoutés.
  await page.evaluate((axe) => (0, eval)(axe), AXE);
  const ensuite = await page.evaluate(lancerAxe, options);
  if (!ensuite) throw new Error("axe n'a pas pu être chargé");
  return ensuite;
}

/**
 * Lance axe ; `null` s'il n'est pas dans la page. S'évalue dans le navigateur.
 *
 * @param {{regles: string[], zones: string[] | undefined, couleurs: boolean}} options
 * @returns {Promise<string[] | null>}
 */
async function lancerAxe({ regles, zones, couleurs }) {
  const axe = Reflect.get(window, 'axe');
  if (!axe) return null;
  const presentes = zones?.filter((z) => document.querySelector(z));
  // Une liste vide ferait regarder toute la page.
  if (presentes?.length === 0) throw new Error(`la page n'a rien de : ${zones?.join(', ')}`);
  const resultat = await axe.run(presentes ? { include: presentes.map((z) => [z]) } : document, {
    runOnly: regles,
    resultTypes: ['violations'],
    preload: !couleurs,
  });
  return resultat.violations.flatMap(
    (/** @type {import('axe-core').Result} */ regle) =>
      regle.nodes.map((n) => `${regle.id} : ${n.target.join(' ')} (${n.any[0]?.message ?? regle.help})`),
  );
}

/**
 * Les fautes de la page dans les cinq thèmes : toutes les règles dans le
 * premier, celles des couleurs dans les autres.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] comme pour {@link fautes}
 * @param {typeof changerDeTheme} [changer]
 * @returns {Promise<string[]>} chaque faute, avec ses thèmes
 */
export function fautesParTheme(page, zones, changer) {
  return parTheme(page, (options) => fautes(page, zones, options), changer);
}

/**
 * Ce que `chercher` trouve dans chacun des cinq thèmes.
 *
 * @param {import('@playwright/test').Page} page
 * @param {(options: {couleurs: boolean}) => Promise<string[]>} chercher
 * @param {typeof changerDeTheme} [changer] comment passer d'un thème à l'autre
 * @returns {Promise<string[]>} chaque trouvaille, avec ses thèmes
 */
export async function parTheme(page, chercher, changer = changerDeTheme) {
  /** @type {Map<string, string[]>} */
  const trouvees = new Map();
  for (const [rang, theme] of THEMES.entries()) {
    await changer(page, theme);
    for (const faute of new Set(await chercher({ couleurs: rang > 0 }))) {
      trouvees.set(faute, [...(trouvees.get(faute) ?? []), theme]);
    }
  }
  return [...trouvees].map(([faute, themes]) => `${faute} (${themes.join(', ')})`);
}

/** Les apparences où axe n'a pas trouvé de faute de couleurs. */
const SANS_FAUTE = new Set();

/**
 * Les fautes de couleurs de ces zones. Un menu est le même dans toutes les
 * pages : celui dont chaque élément a les mots, la place et les couleurs d'un
 * menu déjà jugé l'est aussi.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} zones
 * @returns {Promise<string[]>}
 */
export async function fautesDeCouleurs(page, zones) {
  const apparence = await page.evaluate(decrire, zones);
  if (SANS_FAUTE.has(apparence)) return [];
  const trouvees = await fautes(page, zones, { couleurs: true });
  if (trouvees.length === 0) SANS_FAUTE.add(apparence);
  return trouvees;
}

/**
 * Tout ce dont le verdict d'axe sur des couleurs dépend. S'évalue dans le
 * navigateur.
 *
 * @param {string[]} zones
 */
function decrire(zones) {
  const elements = zones.flatMap((zone) =>
    [...document.querySelectorAll(zone)].flatMap((racine) => {
      const ancetres = [];
      for (let ici = racine.parentElement; ici; ici = ici.parentElement) ancetres.push(ici);
      return [...ancetres, racine, ...racine.querySelectorAll('*')];
    }),
  );
  return elements
    .filter((e) => e.checkVisibility())
    .map((e) => {
      const s = getComputedStyle(e);
      const { x, y, width, height } = e.getBoundingClientRect();
      const texte = [...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.textContent?.trim() : '')).join('');
      return [
        e.localName, texte, x, y, width, height, s.color, s.backgroundColor, s.backgroundImage, s.opacity,
        s.fontSize, s.fontWeight, s.textShadow, s.textDecorationLine, s.borderBottom, s.position, s.zIndex,
      ].join(' ');
    })
    .join('\n');
}

/** Les catégories de Lighthouse, avec leur nom français. */
export const CATEGORIES = /** @type {const} */ ({
  performance: 'performance',
  accessibility: 'accessibilité',
  'best-practices': 'bonnes pratiques',
  seo: 'référencement',
});

/**
 * @typedef {object} Audit
 * @property {Record<keyof typeof CATEGORIES, number>} notes sur 100
 * @property {string[]} reproches les audits qui n'ont pas tous leurs points
 * @property {number} puissance celle de cette machine à cet instant, selon
 *   Lighthouse (`benchmarkIndex`)
 */

/** Le ralentissement qui fait d'un ordinateur un téléphone moyen. */
const RALENTISSEMENT = 4;

/** La puissance sous laquelle Lighthouse dit ce ralentissement trop fort. */
const PUISSANCE_ATTENDUE = 1000;

/**
 * Une machine lente ou occupée est déjà ralentie : le reste suffit pour le même
 * téléphone. Voir « CPU throttling » dans la documentation de Lighthouse.
 *
 * @param {number} puissance
 */
export function ralentissement(puissance) {
  return Math.max(1, RALENTISSEMENT * Math.min(1, puissance / PUISSANCE_ATTENDUE));
}

/**
 * Note `adresse` avec Lighthouse, au profil mobile.
 *
 * @param {string} adresse
 * @param {number} port celui du protocole de débogage d'un Chromium ouvert
 * @param {number} cpu ralentissement du processeur
 * @returns {Promise<Audit>}
 */
export async function noter(adresse, port, cpu) {
  const { default: lighthouse, defaultConfig } = await import('lighthouse');
  const resultat = await lighthouse(adresse, {
    port,
    logLevel: 'silent',
    output: 'json',
    onlyCategories: Object.keys(CATEGORIES),
    formFactor: 'mobile',
    // Le débit et le processeur d'un téléphone sont calculés d'après un
    // chargement sans entrave : moins de bruit que de les subir.
    throttlingMethod: 'simulate',
    throttling: { ...defaultConfig.settings?.throttling, cpuSlowdownMultiplier: cpu },
  });
  if (!resultat || resultat.lhr.runtimeError) {
    throw new Error(`Lighthouse n'a pas pu noter ${adresse} : ${resultat?.lhr.runtimeError?.message}`);
  }
  const { categories, audits, environment } = resultat.lhr;
  const notes = Object.fromEntries(
    Object.keys(CATEGORIES).map((c) => [c, Math.round((categories[c].score ?? 0) * 100)]),
  );
  const reproches = Object.keys(CATEGORIES).flatMap((c) =>
    categories[c].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
      .map(({ id }) => `${c} : ${id} ${audits[id].displayValue ?? ''}`.trim()),
  );
  return { notes: /** @type {Audit['notes']} */ (notes), reproches, puissance: environment.benchmarkIndex };
}

/**
 * Le meilleur de `mesures` audits au plus : on s'arrête au premier dont la note
 * de vitesse atteint `assez`.
 *
 * @param {string} adresse
 * @param {import('@playwright/test').LaunchOptions} options
 * @param {number} mesures
 * @param {number} assez
 * @returns {Promise<Audit>}
 */
export async function meilleureNote(adresse, options, mesures, assez) {
  const port = await portLibre();
  const navigateur = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    /** @type {Audit | undefined} */
    let meilleur;
    let cpu = RALENTISSEMENT;
    for (let i = 0; i < mesures; i += 1) {
      const audit = await noter(adresse, port, cpu);
      cpu = ralentissement(audit.puissance);
      if (!meilleur || audit.notes.performance > meilleur.notes.performance) meilleur = audit;
      if (meilleur.notes.performance >= assez) break;
    }
    if (!meilleur) throw new Error('aucune mesure demandée');
    return meilleur;
  } finally {
    await navigateur.close();
  }
}

/**
 * Un port que rien n'occupe.
 *
 * @returns {Promise<number>}
 */
export function portLibre() {
  return new Promise((resoudre) => {
    const prise = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (prise.address());
      prise.close(() => resoudre(port));
    });
  });
}
