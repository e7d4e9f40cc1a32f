// @ts-check
// Ce qui se mesure sur une page, de ce livre comme de la référence : son poids,
// ses fautes d'accessibilité, ses notes Lighthouse.
import { chromium } from '@playwright/test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { THEMES } from './book.mjs';
import { changeTheme } from './interface.mjs';
import { Judged } from './judged.mjs';
import { readLooks } from './looks.mjs';

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
  await page.goto(address);
  await page.waitForLoadState('networkidle');
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
 * Les fautes d'accessibilité de la page dans l'état où elle est, couleurs
 * comprises : une par règle et par élément.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] sélecteurs où chercher ; toute la page par défaut
 * @returns {Promise<string[]>}
 */
export async function violations(page, zones) {
  const colors = await colorViolations(page, zones);
  await page.evaluate(flatten);
  return [...(await audit(page, { zones, rules: RULES, without: COLORS })), ...colors];
}

/**
 * Fait un seul texte d'un bloc de code, si ses morceaux ne disent rien d'autre que leurs
 * couleurs, qui sont jugées : axe les lirait un par un. S'évalue dans le navigateur.
 */
function flatten() {
  for (const code of document.querySelectorAll('pre > code')) {
    const parts = [...code.querySelectorAll('*')];
    const plain = parts.every((part) => part.localName === 'span' && part.getAttributeNames().every((name) => name === 'class'));
    if (plain) code.replaceChildren(code.textContent ?? '');
  }
}

/** Les apparences où axe n'a pas trouvé de faute. */
const FAULTLESS_LOOKS = new Judged('apparences');

/**
 * Les fautes que font les couleurs. Un texte qui a l'apparence d'un texte déjà
 * jugé, dans cette page, dans une autre ou dans un autre thème, l'est aussi.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] comme pour {@link violations}
 * @returns {Promise<string[]>}
 */
export async function colorViolations(page, zones = ['body']) {
  const looks = await page.evaluate(readLooks, zones);
  const unknown = FAULTLESS_LOOKS.unknown(looks);
  if (unknown.length === 0) return [];
  const found = await audit(page, { looks: unknown, rules: COLORS });
  if (found.length === 0) FAULTLESS_LOOKS.add(unknown);
  return found;
}

/**
 * Ce qu'axe regarde : des zones, ou les textes de ces apparences ; ses règles, ou
 * leurs familles, et celles qu'on en retire.
 *
 * @typedef {{zones?: string[], looks?: string[], rules: string[], without?: string[]}} Scope
 */

/**
 * @param {import('@playwright/test').Page} page
 * @param {Scope} scope
 * @returns {Promise<string[]>}
 */
async function audit(page, scope) {
  const found = await page.evaluate(runAxe, scope);
  if (found) return found;
  // `eval` et non une balise : la page pourrait interdire les scripts ajoutés.
  await page.evaluate((axe) => (0, eval)(axe), AXE);
  const next = await page.evaluate(runAxe, scope);
  if (!next) throw new Error("axe n'a pas pu être chargé");
  return next;
}

/**
 * Lance axe ; `null` s'il n'est pas dans la page. S'évalue dans le navigateur.
 *
 * @param {Scope} scope
 * @returns {Promise<string[] | null>}
 */
async function runAxe({ zones, looks, rules, without = [] }) {
  const axe = Reflect.get(window, 'axe');
  if (!axe) return null;
  const present = zones?.filter((z) => document.querySelector(z)).map((z) => [z]) ?? looks?.flatMap((look) => Reflect.get(window, 'trialLooks').get(look));
  // Une liste vide ferait regarder toute la page.
  if (present?.length === 0) throw new Error(`la page n'a rien de : ${zones?.join(', ')}`);
  const result = await axe.run(present ? { include: present } : document, {
    runOnly: rules,
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
    // Aucune de ces règles ne lit les feuilles de style ; les sons et les vidéos, si.
    preload: looks ? false : { assets: ['media'] },
  });
  return result.violations.flatMap(
    (/** @type {import('axe-core').Result} */ rule) =>
      rule.nodes.map((n) => `${rule.id} : ${n.target.join(' ')} (${n.any[0]?.message ?? rule.help})`),
  );
}

/**
 * Les fautes de la page dans les cinq thèmes, ou dans ceux-là : toutes les règles dans le
 * dernier, celles des couleurs dans les autres.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [zones] comme pour {@link violations}
 * @param {typeof changeTheme} [changer] comment passer d'un thème à l'autre
 * @param {string[]} [themes]
 * @returns {Promise<string[]>} chaque faute, avec ses thèmes
 */
export async function violationsByTheme(page, zones, changer = changeTheme, themes = THEMES) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [rank, theme] of themes.entries()) {
    await changer(page, theme);
    const last = rank === themes.length - 1;
    for (const fault of new Set(await (last ? violations : colorViolations)(page, zones))) {
      found.set(fault, [...(found.get(fault) ?? []), theme]);
    }
  }
  return [...found].map(([fault, themes]) => `${fault} (${themes.join(', ')})`);
}

/** Les menus où axe n'a pas trouvé de faute, dans aucun thème. */
const FAULTLESS_MENUS = new Judged('menus');

/**
 * Les fautes de ces zones dans les cinq thèmes, comme {@link violationsByTheme}.
 * Un menu est le même dans toutes les pages, dont les styles sont les mêmes : celui
 * dont le HTML, la place et l'apparence sont ceux d'un menu déjà jugé l'est aussi.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} zones
 * @param {typeof changeTheme} changer
 * @returns {Promise<string[]>}
 */
export async function menuViolations(page, zones, changer) {
  await changer(page, THEMES[0]);
  const menu = JSON.stringify([await page.evaluate(describe, zones), await page.evaluate(readLooks, zones)]);
  if (FAULTLESS_MENUS.unknown([menu]).length === 0) return [];
  const found = await violationsByTheme(page, zones, changer);
  if (found.length === 0) FAULTLESS_MENUS.add([menu]);
  return found;
}

/**
 * Le HTML de ces zones et la place de ce qui s'y voit. S'évalue dans le navigateur.
 *
 * @param {string[]} zones
 */
function describe(zones) {
  return zones
    .flatMap((zone) => [...document.querySelectorAll(zone)])
    .flatMap((root) => [
      // D'une page à l'autre, les liens changent de « ../ », et le parcours du clavier numérote.
      root.outerHTML.replace(/\.\.\/| data-trial="\d+"/g, ''),
      ...[root, ...root.querySelectorAll('*')].filter((e) => e.checkVisibility()).map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        return [x, y, width, height].join(' ');
      }),
    ])
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
