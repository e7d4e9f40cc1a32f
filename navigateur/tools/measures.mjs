// @ts-check
// Ce qui se mesure sur une page, de ce livre comme de la référence : son poids,
// ses fautes d'accessibilité, ses notes Lighthouse.
import { chromium } from '@playwright/test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { THEMES } from './book.mjs';
import { changeTheme } from './interface.mjs';

/**
 * @typedef {object} Weight
 * @property {number} bytes transmis : corps comprimés et en-têtes
 * @property {{url: string, bytes: number}[]} requests redites comprises, les plus lourdes d'abord
 */

/**
 * Ouvre `address` comme à une première visite et pèse tout ce qu'elle demande,
 * ce qu'elle précharge compris.
 *
 * @param {import('@playwright/test').Page} page neuve, donc sans cache
 * @param {string} address
 * @returns {Promise<Weight>}
 */
export async function weigh(page, address) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  /** @type {Map<string, {url: string, bytes: number}>} */
  const requests = new Map();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!/^(data|blob):/.test(request.url)) requests.set(requestId, { url: request.url, bytes: 0 });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  // Ce que la page demande une fois inactive ou dessinée.
  // Un délai : Chromium n'appelle parfois jamais une page que rien ne repeint.
  await page.evaluate(() => new Promise((finished) => requestIdleCallback(finished, { timeout: 1000 })));
  await page.waitForLoadState('networkidle');
  const list = [...requests.values()].sort((a, b) => b.bytes - a.bytes);
  return { bytes: list.reduce((n, r) => n + r.bytes, 0), requests: list };
}

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2, niveaux A et AA, et les bonnes pratiques d'axe. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Les règles qui lisent des couleurs : les seules dont le verdict peut changer avec le thème. */
const COLORS = ['color-contrast', 'link-in-text-block'];

/**
 * Les fautes d'accessibilité de la page dans l'état où elle est : une par
 * règle et par élément.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] sélecteurs où chercher ; toute la page par défaut
 * @param {{colors: boolean}} [options] n'appliquer que les règles de couleurs
 * @returns {Promise<string[]>}
 */
export async function violations(page, zones, { colors } = { colors: false }) {
  const options = { rules: colors ? COLORS : RULES, zones, colors };
  const found = await page.evaluate(runAxe, options);
  if (found) return found;
  // `eval` et non une balise : la page pourrait interdire les scripts ajoutés.
  await page.evaluate((axe) => (0, eval)(axe), AXE);
  const next = await page.evaluate(runAxe, options);
  if (!next) throw new Error("axe n'a pas pu être chargé");
  return next;
}

/**
 * Lance axe ; `null` s'il n'est pas dans la page. S'évalue dans le navigateur.
 *
 * @param {{rules: string[], zones: string[] | undefined, colors: boolean}} options
 * @returns {Promise<string[] | null>}
 */
async function runAxe({ rules, zones, colors }) {
  const axe = Reflect.get(window, 'axe');
  if (!axe) return null;
  const present = zones?.filter((z) => document.querySelector(z));
  // Une liste vide ferait regarder toute la page.
  if (present?.length === 0) throw new Error(`la page n'a rien de : ${zones?.join(', ')}`);
  const result = await axe.run(present ? { include: present.map((z) => [z]) } : document, {
    runOnly: rules,
    resultTypes: ['violations'],
    preload: !colors,
  });
  return result.violations.flatMap(
    (/** @type {import('axe-core').Result} */ rule) =>
      rule.nodes.map((n) => `${rule.id} : ${n.target.join(' ')} (${n.any[0]?.message ?? rule.help})`),
  );
}

/**
 * Les fautes de la page dans les cinq thèmes : toutes les règles dans le
 * premier, celles des couleurs dans les autres.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] comme pour {@link violations}
 * @param {typeof changeTheme} [changer]
 * @returns {Promise<string[]>} chaque faute, avec ses thèmes
 */
export function violationsByTheme(page, zones, changer) {
  return byTheme(page, (options) => violations(page, zones, options), changer);
}

/**
 * Ce que `find` trouve dans chacun des cinq thèmes.
 *
 * @param {import('@playwright/test').Page} page
 * @param {(options: {colors: boolean}) => Promise<string[]>} find
 * @param {typeof changeTheme} [changer] comment passer d'un thème à l'autre
 * @returns {Promise<string[]>} chaque trouvaille, avec ses thèmes
 */
export async function byTheme(page, find, changer = changeTheme) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [rank, theme] of THEMES.entries()) {
    await changer(page, theme);
    for (const fault of new Set(await find({ colors: rank > 0 }))) {
      found.set(fault, [...(found.get(fault) ?? []), theme]);
    }
  }
  return [...found].map(([fault, themes]) => `${fault} (${themes.join(', ')})`);
}

/** Les menus où axe n'a pas trouvé de faute. */
const FAULTLESS = new Set();

/**
 * Les fautes de ces zones, comme {@link violations}. Un menu est le même dans
 * toutes les pages : celui dont chaque élément a les mots, la place et les couleurs
 * d'un menu déjà jugé l'est aussi ; et son HTML, si l'on regarde plus que les
 * couleurs.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} zones
 * @param {{colors: boolean}} options
 * @returns {Promise<string[]>}
 */
export async function menuViolations(page, zones, options) {
  const menu = await page.evaluate(describe, { zones, ...options });
  if (FAULTLESS.has(menu)) return [];
  const found = await violations(page, zones, options);
  if (found.length === 0) FAULTLESS.add(menu);
  return found;
}

/**
 * Tout ce dont le verdict d'axe dépend. S'évalue dans le navigateur.
 *
 * @param {{zones: string[], colors: boolean}} options
 */
function describe({ zones, colors }) {
  // D'une page à l'autre, les liens changent de « ../ », et le parcours du clavier numérote.
  const html = colors ? [] : zones.map((zone) => [...document.querySelectorAll(zone)].map((root) => root.outerHTML.replace(/\.\.\/| data-trial="\d+"/g, '')).join('\n'));
  const elements = zones.flatMap((zone) =>
    [...document.querySelectorAll(zone)].flatMap((root) => {
      const ancestors = [];
      for (let here = root.parentElement; here; here = here.parentElement) ancestors.push(here);
      return [...ancestors, root, ...root.querySelectorAll('*')];
    }),
  );
  const looks = elements
    .filter((e) => e.checkVisibility())
    .map((e) => {
      const s = getComputedStyle(e);
      const { x, y, width, height } = e.getBoundingClientRect();
      const text = [...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.textContent?.trim() : '')).join('');
      return [
        e.localName, text, x, y, width, height, s.color, s.backgroundColor, s.backgroundImage, s.opacity,
        s.fontSize, s.fontWeight, s.textShadow, s.textDecorationLine, s.borderBottom, s.position, s.zIndex,
      ].join(' ');
    });
  return [...html, ...looks].join('\n');
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
 * @property {Record<keyof typeof CATEGORIES, number>} scores sur 100
 * @property {string[]} complaints les audits qui n'ont pas tous leurs points
 * @property {number} power celle de cette machine à cet instant, selon
 *   Lighthouse (`benchmarkIndex`)
 */

/** Le ralentissement qui fait d'un ordinateur un téléphone moyen. */
const SLOWDOWN = 4;

/** La puissance sous laquelle Lighthouse dit ce ralentissement trop fort. */
const EXPECTED_POWER = 1000;

/**
 * Une machine lente ou occupée est déjà ralentie : le reste suffit pour le même
 * téléphone. Voir « CPU throttling » dans la documentation de Lighthouse.
 *
 * @param {number} power
 */
export function slowdown(power) {
  return Math.max(1, SLOWDOWN * Math.min(1, power / EXPECTED_POWER));
}

/**
 * Note `address` avec Lighthouse, au profil mobile.
 *
 * @param {string} address
 * @param {number} port celui du protocole de débogage d'un Chromium ouvert
 * @param {number} cpu ralentissement du processeur
 * @returns {Promise<Audit>}
 */
export async function auditPage(address, port, cpu) {
  const { default: lighthouse, defaultConfig } = await import('lighthouse');
  const result = await lighthouse(address, {
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
  if (!result || result.lhr.runtimeError) {
    throw new Error(`Lighthouse n'a pas pu noter ${address} : ${result?.lhr.runtimeError?.message}`);
  }
  const { categories, audits, environment } = result.lhr;
  const scores = Object.fromEntries(
    Object.keys(CATEGORIES).map((c) => [c, Math.round((categories[c].score ?? 0) * 100)]),
  );
  const complaints = Object.keys(CATEGORIES).flatMap((c) =>
    categories[c].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
      .map(({ id }) => `${c} : ${id} ${audits[id].displayValue ?? ''}`.trim()),
  );
  return { scores: /** @type {Audit['scores']} */ (scores), complaints, power: environment.benchmarkIndex };
}

/**
 * Le meilleur de `measures` audits au plus : on s'arrête au premier dont la note
 * de vitesse atteint `enough`.
 *
 * @param {string} address
 * @param {import('@playwright/test').LaunchOptions} options
 * @param {number} measures
 * @param {number} enough
 * @returns {Promise<Audit>}
 */
export async function bestScore(address, options, measures, enough) {
  const port = await freePort();
  const browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    /** @type {Audit | undefined} */
    let best;
    let cpu = SLOWDOWN;
    for (let i = 0; i < measures; i += 1) {
      const audit = await auditPage(address, port, cpu);
      cpu = slowdown(audit.power);
      if (!best || audit.scores.performance > best.scores.performance) best = audit;
      if (best.scores.performance >= enough) break;
    }
    if (!best) throw new Error('aucune mesure demandée');
    return best;
  } finally {
    await browser.close();
  }
}

/**
 * Un port que rien n'occupe.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve) => {
    const socket = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (socket.address());
      socket.close(() => resolve(port));
    });
  });
}
