// @ts-check
// Le livre servi pendant qu'on l'écrit : par `cargo xtask serve`, et par le vrai
// `mdbook serve`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { fileURLToPath } from 'node:url';

const DEPOT = fileURLToPath(new URL('../../', import.meta.url));

/** Ce dont le livre est fait. */
const SOURCES = ['book.toml', 'exercices', 'listings', 'src', 'theme'];

const test = base.extend({
  /** Une copie du livre, servie par `cargo xtask serve`. */
  copie: [
    // eslint-disable-next-line no-empty-pattern -- Playwright lit ce motif
    async ({}, use) => {
      const dossier = fs.mkdtempSync(path.join(os.tmpdir(), 'livre-servi-'));
      for (const source of SOURCES) {
        fs.cpSync(path.join(DEPOT, source), path.join(dossier, source), { recursive: true });
      }
      const port = await portLibre();
      const serveur = spawn(process.env.XTASK ?? '', ['serve', '--port', String(port)], {
        cwd: dossier,
        env: { ...process.env, CARGO_MANIFEST_DIR: dossier },
        stdio: 'ignore',
      });
      await repond(port);
      await use({ dossier, adresse: `http://localhost:${port}/` });
      serveur.kill('SIGTERM');
      fs.rmSync(dossier, { recursive: true });
    },
    { timeout: 60_000 },
  ],
});

test('une page enregistrée se recharge seule, une page fautive garde la bonne et dit pourquoi', async ({ page, copie }) => {
  await page.goto(`${copie.adresse}synchronisation/mutex.html`);
  const fichier = path.join(copie.dossier, 'src/synchronisation/mutex.md');
  const texte = fs.readFileSync(fichier, 'utf8');
  const titre = page.locator('main h1').first();
  const avant = await titre.innerText();

  fs.writeFileSync(fichier, texte.replace(/^# .*/, '# Un titre tout neuf'));
  await expect(titre).toHaveText('Un titre tout neuf');

  fs.writeFileSync(fichier, texte.replace(/^# .*/, '# Un titre\n\n{{#listing absent/absent}}'));
  const erreur = page.getByRole('alert');
  await expect(erreur).toContainText('src/synchronisation/mutex.md:3');
  await expect(titre).toHaveText('Un titre tout neuf');
  // Une page ouverte ensuite le dit aussi.
  await page.goto(`${copie.adresse}index.html`);
  await expect(page.getByRole('alert')).toContainText('src/synchronisation/mutex.md:3');

  fs.writeFileSync(fichier, texte);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto(`${copie.adresse}synchronisation/mutex.html`);
  await expect(titre).toHaveText(avant);
});

test('une autre page enregistrée ne recharge pas celle-ci', async ({ page, copie }) => {
  await page.goto(`${copie.adresse}synchronisation/mutex.html`);
  await page.evaluate(() => document.body.setAttribute('data-reste', ''));
  const autre = path.join(copie.dossier, 'src/synchronisation/rwlock.md');
  const fichier = fs.existsSync(autre) ? autre : path.join(copie.dossier, 'src/avant-propos.md');
  fs.appendFileSync(fichier, '\nUne phrase de plus.\n');
  const nom = path.relative(path.join(copie.dossier, 'src'), fichier).replace(/\.md$/, '.html');
  await expect(async () => {
    expect(await (await page.request.get(copie.adresse + nom)).text()).toContain('Une phrase de plus.');
  }).toPass();
  await page.waitForTimeout(1000);
  await expect(page.locator('body')).toHaveAttribute('data-reste', '');
});

test('« mdbook serve » sert le livre, sans ce que le serveur du projet y ajoute', async ({ page }) => {
  const mdbook = process.env.MDBOOK;
  test.skip(!mdbook && !process.env.CI, 'mdbook 0.5.4 est absent');
  const port = await portLibre();
  const serveur = spawn(mdbook ?? 'mdbook', ['serve', '--port', String(port), '--dest-dir', 'target/e2e/mdbook'], {
    cwd: DEPOT,
    stdio: 'ignore',
    detached: true,
  });
  try {
    await repond(port);
    await page.goto(`http://localhost:${port}/synchronisation/mutex.html`);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.getByRole('tab').first()).toBeVisible();
    expect(await page.content()).not.toContain('/atelier/');
  } finally {
    if (serveur.pid) process.kill(-serveur.pid, 'SIGTERM');
  }
});

/** @returns {Promise<number>} */
function portLibre() {
  return new Promise((resoudre) => {
    const ecoute = net.createServer().listen(0, 'localhost', () => {
      const { port } = /** @type {net.AddressInfo} */ (ecoute.address());
      ecoute.close(() => resoudre(port));
    });
  });
}

/**
 * Attend qu'une page soit servie sur `port`.
 *
 * @param {number} port
 */
async function repond(port) {
  await expect(async () => {
    expect((await fetch(`http://localhost:${port}/index.html`)).status).toBe(200);
  }).toPass({ timeout: 120_000 });
}
