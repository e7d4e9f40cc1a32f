// @ts-check
// Comment Chromium est lancé : celui du système, sans ce qui ne sert pas aux
// tests.

/**
 * Ce que Playwright coupe déjà, redit parce que Chromium ne lit que la dernière
 * de ces listes ; puis les deux menus de la barre d'adresse, que chaque page
 * ouverte prépare pour rien : un cinquième du temps de calcul des tests.
 */
const DISABLED = [
  'AutoDeElevate',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BoundaryEventDispatchTracksNodeRemoval',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'RenderDocument',
  'ThirdPartyStoragePartitioning',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/**
 * Celui d'un lecteur, entier.
 *
 * @type {import('@playwright/test').LaunchOptions}
 */
export const CHROMIUM = {
  // Playwright n'en télécharge pas.
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${DISABLED.join(',')}`,
  ],
};

/**
 * Le même moteur sans la fenêtre du navigateur, s'il est là : un tiers du calcul de
 * moins.
 *
 * @type {import('@playwright/test').LaunchOptions}
 */
export const SHELL = { ...CHROMIUM, executablePath: process.env.CHROMIUM_SHELL ?? CHROMIUM.executablePath };
