// @ts-check
// La recherche répond de même que le livre soit servi par `mdbook serve`, par
// `cargo xtask serve` ou par un serveur de fichiers ; le site publié, sous son
// sous-chemin, a le même test dans publication/.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { portLibre } from '../outils/mesures.mjs';
import { adresse, expect, test } from '../outils/livre.mjs';
import { chercher, ouvrir, QUESTIONS } from '../outils/recherche.mjs';

const RACINE = fileURLToPath(new URL('../..', import.meta.url));

/** @type {Record<string, (port: number) => [commande: string, mots: string[]]>} */
const SERVICES = {
  'mdbook serve': (port) => [process.env.MDBOOK ?? 'mdbook', ['serve', '--port', String(port)]],
  'cargo xtask serve': (port) => ['cargo', ['xtask', 'serve', '--port', String(port)]],
};

/**
 * Toutes les questions, et ce que la recherche montre pour chacune.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} racine
 */
async function reponses(page, racine) {
  await page.goto(`${racine}introduction/premier_fil.html`);
  await ouvrir(page);
  const toutes = [];
  for (const [question] of QUESTIONS) toutes.push([question, await chercher(page, question, racine)]);
  return toutes;
}

for (const [nom, commande] of Object.entries(SERVICES)) {
  test(`${nom} : la recherche répond comme ailleurs`, async ({ page }) => {
    const port = await portLibre();
    const [programme, mots] = commande(port);
    const dossier = path.join(RACINE, 'target/e2e', nom.replaceAll(' ', '-'));
    const service = spawn(programme, mots, {
      cwd: RACINE,
      // Le dossier `book/` est peut-être celui d'un `serve` en cours.
      env: { ...process.env, MDBOOK_BUILD__BUILD_DIR: dossier },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let recit = '';
    service.stdout.on('data', (texte) => { recit += texte; });
    service.stderr.on('data', (texte) => { recit += texte; });
    const fini = once(service, 'exit');
    try {
      const racine = `http://localhost:${port}/`;
      await expect
        .poll(
          async () => {
            if (service.exitCode !== null) throw new Error(`${nom} s'est arrêté :\n${recit}`);
            return fetch(racine).then((r) => r.ok, () => false);
          },
          { message: `${nom} ne sert rien`, timeout: 180_000 },
        )
        .toBe(true);
      const servies = await reponses(page, racine);
      expect(servies).toEqual(await reponses(page, adresse()));
      expect(servies.every(([, trouvees]) => trouvees.length > 0)).toBe(true);
    } finally {
      service.kill('SIGTERM');
      await fini;
    }
  });
}
