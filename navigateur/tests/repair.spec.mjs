// @ts-check
// « Réparez-le » : un piège se répare dans sa page, par une réparation connue sans
// serveur, par n'importe laquelle avec le vrai ; jusque-là, la plus courte exécution
// fautive se montre sur les lignes du lecteur.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { address, expect, pages, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';
import { serveWorkshop } from '../tools/serving.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIALOG = 'dialog.stepper[open]';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Une réparation éprouvée. @param {string} name */
const tried = (name) => fs.readFileSync(path.join(ROOT, `outils/preuves/reparations/${name}.rs`), 'utf8');

/** Un programme du livre, tel que sa page le montre. @param {string} id */
const shown = (id) => fs.readFileSync(path.join(ROOT, `listings/${id}.rs`), 'utf8').replace(/^(\/\/!.*\n|\n)+/, '');

/** @param {import('@playwright/test').Page} page */
const on = (page) => {
  const root = page.locator('listing-repair');
  return {
    root,
    editor: root.getByRole('textbox'),
    check: root.getByRole('button', { name: 'Vérifier la réparation' }),
    verdict: root.locator('.repair-result'),
    star: root.locator('.repair-done'),
  };
};

test('chaque page de piège finit par la réparation de son programme fautif', () => {
  const found = pages().filter((page) => page.startsWith('pieges/')).flatMap((page) => {
    const main = fs.readFileSync(path.join(book(), page), 'utf8');
    const ids = [...main.matchAll(/<listing-repair data-id="([^"]+)"/g)].map(([, id]) => id);
    const faulty = [...main.matchAll(/<listing-stepper data-id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length, page).toBe(faulty.length ? 1 : 0);
    for (const id of ids) {
      expect(faulty, page).toContain(id);
      expect(main.indexOf('<listing-repair'), page).toBeGreaterThan(main.lastIndexOf('</listing-stepper>'));
    }
    return ids;
  });
  const declared = fs.readdirSync(path.join(ROOT, 'listings/pieges')).filter((file) => file.endsWith('.reparation.toml'));
  expect(found.map((id) => `${id.split('/')[1]}.reparation.toml`).sort()).toEqual(declared.sort());
});

test('sans serveur : la faute se montre, une réparation connue suffit, une autre demande le serveur', async ({ page, faults }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${address()}pieges/verrous_opposes.html`);
  const { root, editor, check, verdict, star } = on(page);
  await expect(editor).toHaveValue(shown('pieges/verrous_opposes'));
  await expect(root).not.toContainText('Sans JavaScript');
  await expect(star).toBeHidden();
  // Telle quelle, au clavier : l'interblocage, et son plus court chemin.
  await editor.focus();
  await page.keyboard.press('Control+Enter');
  await expect(verdict).toContainText('il peut encore se bloquer');
  expect(await violationsByTheme(page, ['listing-repair'])).toEqual([]);
  await verdict.getByRole('button', { name: /le plus court/ }).press('Enter');
  await expect(page.locator(DIALOG)).toBeVisible();
  while ((await page.locator(`${DIALOG} .stepper-verdict`).count()) === 0) {
    await page.locator(`${DIALOG} [data-do="forward"]`).click();
  }
  await expect(page.locator(`${DIALOG} .stepper-verdict`)).toHaveAttribute('data-kind', 'deadlock');
  await page.keyboard.press('Escape');

  await editor.fill(`${shown('pieges/verrous_opposes')}fn autre() {}\n`);
  await check.click();
  await expect(verdict).toContainText("Le livre n'a pas exploré cette version");
  await expect(verdict).toContainText('cargo xtask serve');
  await expect(star).toBeHidden();

  await editor.fill(shown('pieges/verrous_ordonnes'));
  await check.click();
  await expect(verdict).toContainText("C'est prouvé");
  await expect(star).toBeVisible();
  expect(await violationsByTheme(page, ['listing-repair'])).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // Gardé avec la progression, et le texte aussi.
  await page.reload();
  await expect(star).toBeVisible();
  await expect(editor).toHaveValue(shown('pieges/verrous_ordonnes'));
  expect(JSON.parse(await page.evaluate(() => window.courseProgress?.export() ?? '')).repair).toEqual(['pieges/verrous_opposes']);
  await root.getByRole('button', { name: 'Repartir' }).click();
  await expect(editor).toHaveValue(shown('pieges/verrous_opposes'));
  await expect(editor).toBeFocused();
  expect(faults.console).toEqual([]);
});

test('avec le serveur, deux pièges se réparent, et échouent d\'abord', async ({ page }) => {
  test.setTimeout(300_000);
  const served = await serveWorkshop();
  try {
    for (const [name, wrong, idle, right] of [
      ['verrous_opposes', 'fautive_pause', 'inerte_un_fil', 'juste_un_seul_verrou'],
      ['reveil_perdu', 'fautive_drapeau_hors_du_verrou', 'inerte_sans_attente', 'juste_canal'],
    ]) {
      await page.goto(`${served.address}pieges/${name}.html`);
      const { editor, check, verdict, star } = on(page);
      const judge = async (/** @type {string} */ text, /** @type {string} */ said) => {
        await editor.fill(text);
        await check.click();
        // La première fois, tout se compile.
        await expect(verdict).toContainText(said, { timeout: 200_000 });
      };
      if (name === 'verrous_opposes') {
        await judge('fn main() {\n    rien();\n}\n', 'rien');
        await expect(verdict.locator('pre')).toContainText('E0425');
        await expect(page.locator('listing-repair .editor mark')).toHaveAttribute('data-line', '2');
      }
      await judge(tried(`${name}/${wrong}`), 'Pas encore');
      await verdict.getByRole('button', { name: /le plus court/ }).click();
      await expect(page.locator(`${DIALOG} .stepper-code`)).toContainText(/** @type {string} */ (/ {8}\S.*;/.exec(tried(`${name}/${wrong}`))?.[0].trim()));
      await page.keyboard.press('Escape');
      await judge(tried(`${name}/${idle}`), 'le problème a disparu');
      await expect(star).toBeHidden();
      await judge(tried(`${name}/${right}`), "C'est prouvé");
      await expect(star).toBeVisible();
    }
    await page.goto(`${served.address}pieges/philosophes.html`);
    // Annuler rend la main.
    const { editor, verdict, root } = on(page);
    await editor.fill(tried('philosophes/juste_un_arbitre'));
    await page.keyboard.press('Control+Enter');
    await root.getByRole('button', { name: 'Annuler' }).click();
    await expect(verdict).toContainText('Exploration annulée');
  } finally {
    served.close();
  }
});
