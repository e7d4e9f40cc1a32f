// @ts-check
// Une copie du livre, servie par `cargo xtask serve`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { fileURLToPath } from 'node:url';

export { expect };

/** Le dépôt. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** Ce dont le livre est fait. */
const SOURCES = ['book.toml', 'exercices', 'listings', 'src', 'theme'];

/**
 * @type {import('@playwright/test').TestType<
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions
 *     & {copy: {folder: string, address: string}},
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
export const test = base.extend({
  /** Une copie du livre, servie par `cargo xtask serve`. */
  copy: [
    /** @param {{}} _ @param {(copy: {folder: string, address: string}) => Promise<void>} use */
    // eslint-disable-next-line no-empty-pattern -- Playwright lit ce motif
    async ({}, use) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'livre-servi-'));
      for (const source of SOURCES) {
        fs.cpSync(path.join(REPOSITORY, source), path.join(folder, source), { recursive: true });
      }
      const { address, close } = await served(folder);
      await use({ folder, address });
      close();
    },
    // Il se construit sur une machine qui fait autre chose : ce qui dure plus est bloqué.
    { timeout: 180_000 },
  ],
});

/**
 * Sert une copie du livre, où l'atelier compile avec ce qui l'est déjà ici : les fichiers
 * du lecteur, dans le dépôt, ne servent pas.
 *
 * @returns {Promise<{folder: string, address: string, close: () => void}>}
 */
export async function serveWorkshop() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-servi-'));
  for (const source of [...SOURCES, 'Cargo.lock']) {
    const readers = (/** @type {string} */ file) => !/(exercice\.rs|sauvegardes|progression\.json)$/.test(file);
    fs.cpSync(path.join(REPOSITORY, source), path.join(folder, source), { recursive: true, filter: readers });
  }
  fs.mkdirSync(path.join(folder, 'target'));
  fs.mkdirSync(path.join(REPOSITORY, 'target/exploration'), { recursive: true });
  for (const shared of ['outils', 'target/exploration']) {
    fs.symlinkSync(path.join(REPOSITORY, shared), path.join(folder, shared));
  }
  return served(folder);
}

/** Sert la copie `folder`, qui disparaît avec le serveur. @param {string} folder */
async function served(folder) {
  const port = await freePort();
  const server = spawn(process.env.XTASK ?? '', ['serve', '--port', String(port)], {
    cwd: folder,
    env: { ...process.env, CARGO_MANIFEST_DIR: folder },
    stdio: 'ignore',
  });
  await answers(port);
  return {
    folder,
    address: `http://localhost:${port}/`,
    close() {
      server.kill('SIGTERM');
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const listener = net.createServer().listen(0, 'localhost', () => {
      const { port } = /** @type {net.AddressInfo} */ (listener.address());
      listener.close(() => resolve(port));
    });
  });
}

/**
 * Attend qu'une page soit servie sur `port`.
 *
 * @param {number} port
 */
export async function answers(port) {
  await expect(async () => {
    expect((await fetch(`http://localhost:${port}/index.html`)).status).toBe(200);
  }).toPass({ timeout: 120_000 });
}
