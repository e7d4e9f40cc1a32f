// @ts-check
// Le livre servi pendant qu'on l'écrit : par `cargo xtask serve`, et par le vrai
// `mdbook serve`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { answers, expect, freePort, REPOSITORY, test } from '../tools/serving.mjs';

/** Refaire le livre prend de 14 à 18 secondes sur deux cœurs occupés, davantage à côté des autres tests. */
const REBUILT = { timeout: 60_000 };

test('une page enregistrée se recharge seule, une page fautive garde la bonne et dit pourquoi', async ({ page, copy }) => {
  await page.goto(`${copy.address}synchronisation/mutex.html`);
  const file = path.join(copy.folder, 'src/synchronisation/mutex.md');
  const text = fs.readFileSync(file, 'utf8');
  const title = page.locator('main h1').first();
  const before = await title.innerText();

  fs.writeFileSync(file, text.replace(/^# .*/, '# Un titre tout neuf'));
  await expect(title).toHaveText('Un titre tout neuf', REBUILT);

  fs.writeFileSync(file, text.replace(/^# .*/, '# Un titre\n\n{{#listing absent/absent}}'));
  const error = page.getByRole('alert');
  await expect(error).toContainText('src/synchronisation/mutex.md:3', REBUILT);
  await expect(title).toHaveText('Un titre tout neuf');
  // Une page ouverte ensuite le dit aussi.
  await page.goto(`${copy.address}index.html`);
  await expect(page.getByRole('alert')).toContainText('src/synchronisation/mutex.md:3');

  fs.writeFileSync(file, text);
  await expect(page.getByRole('alert')).toHaveCount(0, REBUILT);
  await page.goto(`${copy.address}synchronisation/mutex.html`);
  await expect(title).toHaveText(before);
});

test('une autre page enregistrée ne recharge pas celle-ci', async ({ page, copy }) => {
  await page.goto(`${copy.address}synchronisation/mutex.html`);
  await page.evaluate(() => document.body.setAttribute('data-reste', ''));
  fs.appendFileSync(path.join(copy.folder, 'src/avant-propos.md'), '\nUne phrase de plus.\n');
  await expect(async () => {
    expect(await (await page.request.get(`${copy.address}avant-propos.html`)).text()).toContain('Une phrase de plus.');
  }).toPass();
  await page.waitForTimeout(1000);
  await expect(page.locator('body')).toHaveAttribute('data-reste', '');
});

test('« mdbook serve » sert le livre, sans ce que le serveur du projet y ajoute', async ({ page }) => {
  const mdbook = process.env.MDBOOK;
  test.skip(!mdbook && !process.env.CI, 'mdbook 0.5.4 est absent');
  const port = await freePort();
  const server = spawn(mdbook ?? 'mdbook', ['serve', '--port', String(port), '--dest-dir', 'target/e2e/mdbook'], {
    cwd: REPOSITORY,
    stdio: 'ignore',
    detached: true,
  });
  try {
    await answers(port);
    await page.goto(`http://localhost:${port}/synchronisation/mutex.html`);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.getByRole('tab').first()).toBeVisible();
    expect(await page.content()).not.toContain('/atelier/');
  } finally {
    if (server.pid) process.kill(-server.pid, 'SIGTERM');
  }
});
