// @ts-check
// La recherche répond de même que le livre soit servi par `mdbook serve`, par
// `cargo xtask serve` ou par un serveur de fichiers ; le site publié, sous son
// sous-chemin, a le même test dans publication/. Et `cargo xtask serve`, que le
// README fait lancer, comprime ce qu'il sert : une ligne lente suffit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../tools/measures.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { find, open, QUESTIONS } from '../tools/search.mjs';
import { openOnSlowLine } from '../tools/slow-line.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Une page à onglets et à diagramme, des plus lourdes. */
const HEAVY = 'synchronisation/mutex.html';

/** @type {Record<string, (port: number) => [command: string, words: string[]]>} */
const SERVICES = {
  'mdbook serve': (port) => [process.env.MDBOOK ?? 'mdbook', ['serve', '--port', String(port)]],
  'cargo xtask serve': (port) => ['cargo', ['xtask', 'serve', '--port', String(port)]],
};

/**
 * Toutes les questions, et ce que la recherche montre pour chacune.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} root
 */
async function answers(page, root) {
  await page.goto(`${root}introduction/premier_fil.html`);
  await open(page);
  const all = [];
  for (const [question] of QUESTIONS) all.push([question, await find(page, question, root)]);
  return all;
}

for (const [name, command] of Object.entries(SERVICES)) {
  test(`${name} : la recherche répond comme ailleurs`, async ({ page, browser }) => {
    const port = await freePort();
    const [program, words] = command(port);
    const folder = path.join(ROOT, 'target/e2e', name.replaceAll(' ', '-'));
    const service = spawn(program, words, {
      cwd: ROOT,
      // Le dossier `book/` est peut-être celui d'un `serve` en cours.
      env: { ...process.env, MDBOOK_BUILD__BUILD_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let story = '';
    service.stdout.on('data', (text) => { story += text; });
    service.stderr.on('data', (text) => { story += text; });
    const finished = once(service, 'exit');
    try {
      const root = `http://localhost:${port}/`;
      await expect
        .poll(
          async () => {
            if (service.exitCode !== null) throw new Error(`${name} s'est arrêté :\n${story}`);
            return fetch(root).then((r) => r.ok, () => false);
          },
          { message: `${name} ne sert rien`, timeout: 180_000 },
        )
        .toBe(true);
      const served = await answers(page, root);
      expect(served).toEqual(await answers(page, address()));
      expect(served.every(([, found]) => found.length > 0)).toBe(true);
      // mdBook, lui, ne comprime rien.
      if (name === 'cargo xtask serve') {
        const visitor = await browser.newPage();
        await openOnSlowLine(visitor, root + HEAVY, name);
        await visitor.close();
      }
    } finally {
      service.kill('SIGTERM');
      await finished;
    }
  });
}
