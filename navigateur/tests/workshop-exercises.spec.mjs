// @ts-check
// Les exercices dans la page, avec le vrai serveur et son juge, dans une copie du
// dépôt ; et ce qu'en montre le livre sans serveur.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { address, expect, pages, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';
import { serveWorkshop } from '../tools/serving.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });
test.describe.configure({ mode: 'serial' });

/** @type {Awaited<ReturnType<typeof serveWorkshop>>} */
let served;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  served = await serveWorkshop();
});
test.afterAll(() => served.close());

/** @param {string} file depuis `exercices/` de la copie */
const inFolder = (file) => path.join(served.folder, 'exercices', file);
/** @param {string} file */
const read = (file) => fs.readFileSync(inFolder(file), 'utf8');
/** @param {string} file @param {string} text */
const write = (file, text) => fs.writeFileSync(inFolder(file), text);

/** Ce qui doit rejeter un fichier. @param {string} file @returns {{stage: string, message: string}} */
function rejection(file) {
  const [, stage] = /^\/\/! Rejet : (\w+)/m.exec(read(file)) ?? [];
  const [, message] = /^\/\/! Message : (.*)/m.exec(read(file)) ?? [];
  return { stage, message };
}

const STAGES = ['compilation', 'natif', 'entrelacements'];

/** @param {import('@playwright/test').Page} page */
const on = (page) => ({
  editor: page.getByRole('textbox', { name: /votre fichier/ }),
  file: page.locator('.desk-file'),
  check: page.getByRole('button', { name: 'Vérifier' }),
  steps: page.locator('.desk-steps > li'),
  end: page.locator('.desk-end'),
  conflict: page.locator('.desk-conflict'),
  status: page.locator('.desk-status'),
});

/** @param {import('@playwright/test').Page} page @param {string} name */
async function open(page, name) {
  await page.goto(`${served.address}exercices/${name}.html`);
  await expect(on(page).file).toContainText(`exercices/${name}/exercice.rs`);
}

/** Écrit `text`, vérifie, attend la fin. @param {import('@playwright/test').Page} page @param {string} text */
async function judge(page, text) {
  const { editor, check, end, steps } = on(page);
  await editor.fill(text);
  await check.click();
  // La première fois, tout se compile.
  await expect(end).not.toBeEmpty({ timeout: 200_000 });
  await expect(check).toBeVisible();
  return steps;
}

/** Une façon fautive par étape qui rejette, pour chacun. */
const WRONG = {
  '01_rendez_vous': ['attendre_avant_de_rendre', 'canal_commun'],
  '02_compteur': ['sans_verrou', 'lecture_puis_ecriture'],
  '03_groupe': ['ecraser_le_total', 'barriere_trop_petite'],
};

for (const [name, wrong] of Object.entries(WRONG)) {
  test(`${name} se résout dans la page, à partir de rien, et échoue de ses façons connues`, async ({ page }) => {
    test.setTimeout(400_000);
    await open(page, name);
    const { editor, file, end, steps, check } = on(page);
    await expect(editor).toHaveValue(read(`${name}/depart.rs`));
    await expect(file).toContainText('pas encore créé');
    expect(fs.existsSync(inFolder(`${name}/exercice.rs`)), 'lire ne crée rien').toBe(false);

    for (const fault of wrong) {
      const source = `${name}/fautives/${fault}.rs`;
      const { stage, message } = rejection(source);
      await judge(page, read(source));
      expect(read(`${name}/exercice.rs`), 'enregistré').toBe(read(source));
      const rank = STAGES.indexOf(stage);
      // Un mauvais ordre peut se montrer dès l'exécution, par hasard.
      const seen = await steps.count();
      expect(rank === 2 ? [2, 3] : [rank + 1], fault).toContain(seen);
      const failed = steps.nth(seen - 1);
      await expect(failed).toHaveAttribute('data-passed', 'false');
      await expect(failed, fault).toContainText(seen === rank + 1 ? message : 'Une vérification ne passe pas');
      await expect(end).toContainText('Pas encore');
      if (stage === 'compilation') {
        // À sa ligne, dans l'éditeur.
        const line = Number(/exercice\.rs:(\d+)/.exec(await failed.innerText())?.[1]);
        await expect(page.locator('.desk-editor mark').first()).toHaveAttribute('data-line', String(line));
        continue;
      }
      // L'exécution fautive, sur le texte du lecteur, jusqu'à sa mauvaise fin.
      const show = failed.getByRole('button', { name: 'Montrer, pas à pas' });
      await show.click();
      const dialog = page.getByRole('dialog', { name: /\(votre fichier\)/ });
      await expect(dialog.locator('.stepper-code')).toContainText(read(source).trim().split('\n').at(-2)?.trim() ?? '');
      const total = await dialog.locator('.stepper-timeline ol > li').count();
      const advance = dialog.getByRole('button', { name: 'Avancer' });
      for (let i = 1; i < total; i += 1) await advance.click();
      await expect(dialog.locator('.stepper-verdict')).not.toHaveAttribute('data-kind', 'exit');
      await page.keyboard.press('Escape');
      await expect(show).toBeFocused();
    }

    await judge(page, read(`${name}/solution.rs`));
    await expect(steps).toHaveCount(3);
    await expect(page.locator('.desk-steps > li[data-passed="true"]')).toHaveCount(3);
    await expect(steps.nth(2)).toContainText('Elles passent dans tous les entrelacements');
    await expect(end).toContainText(`Exercice ${name.slice(0, 2)} résolu`);
    await expect(file).toContainText('✓ résolu');
    // Un texte changé depuis ne l'est plus.
    await editor.press('End');
    await editor.pressSequentially('//');
    await expect(file).toContainText('pas encore enregistré');
    await expect(page.locator('.desk-steps')).toHaveAttribute('data-stale', '');
    await expect(check).toBeEnabled();
  });
}

test('la liste montre ce qui est résolu, dans l\'ordre, comme le terminal', async ({ page }) => {
  const env = { ...process.env, CARGO_MANIFEST_DIR: served.folder };
  const list = spawnSync(process.env.XTASK ?? '', ['exercices'], { cwd: served.folder, env, encoding: 'utf8' });
  const terminal = [...list.stdout.matchAll(/^ {2}([✓✗]) (\d\d)/gm)].map(([, mark, number]) => [number, mark === '✓']);
  expect(terminal.filter(([, done]) => done)).toEqual([['01', true], ['02', true], ['03', true]]);

  await page.goto(`${served.address}exercices/index.html`);
  const items = page.locator('.practice-list > li');
  await expect(page.locator('.practice-mark[data-done]')).toHaveCount(3);
  const shown = await items.evaluateAll((all) => all.map((li) => [/** @type {HTMLElement} */ (li).dataset.exercise?.slice(0, 2), !!li.querySelector('[data-done]')]));
  expect(shown).toEqual(terminal);
  // Résolu dans le terminal, un autre l'est aussi ; changé, il est à vérifier.
  write('02_compteur/exercice.rs', `${read('02_compteur/exercice.rs')}\n`);
  await page.reload();
  await expect(page.locator('.practice-list [data-exercise="02_compteur"]')).toContainText('✗ à vérifier');
  const found = await violationsByTheme(page, ['.practice-list']);
  expect(found).toEqual([]);
});

test('ce qui change sur le disque se montre, et rien n\'est écrasé', async ({ page }) => {
  const name = '04_delai';
  const target = `${name}/exercice.rs`;
  await open(page, name);
  const { editor, file, check, conflict, status, steps } = on(page);

  await test.step('la page n\'a rien changé : la nouvelle version est là', async () => {
    write(target, '// un\n');
    await expect(editor).toHaveValue('// un\n');
    await expect(status).toContainText('a changé hors de cette page');
  });
  await test.step('ce qui n\'est pas enregistré survit à un rechargement', async () => {
    await editor.fill('// deux\n');
    await expect(file).toContainText('pas encore enregistré');
    await page.reload();
    await expect(editor).toHaveValue('// deux\n');
    expect(read(target)).toBe('// un\n');
  });
  await test.step('les deux ont changé : les deux sont offertes, et restent', async () => {
    write(target, '// ailleurs\n');
    await expect(conflict).toBeVisible();
    await check.click();
    await expect(steps).toHaveCount(0);
    expect(read(target)).toBe('// ailleurs\n');
    await conflict.getByText('La version du disque').click();
    await expect(conflict.locator('pre')).toHaveText('// ailleurs\n');
    await conflict.getByRole('button', { name: 'Garder mon texte' }).click();
    await expect(conflict).toBeHidden();
    expect(read(target)).toBe('// deux\n');
    expect(read(`${name}/sauvegardes/exercice-1.rs`)).toBe('// ailleurs\n');
  });
  await test.step('ou la page prend celle du disque', async () => {
    await editor.fill('// trois\n');
    write(target, '// encore ailleurs\n');
    await conflict.getByRole('button', { name: 'Prendre celui du disque' }).click();
    await expect(editor).toHaveValue('// encore ailleurs\n');
    expect(read(target)).toBe('// encore ailleurs\n');
    const kept = fs.readdirSync(inFolder(`${name}/sauvegardes`)).map((f) => read(`${name}/sauvegardes/${f}`));
    expect(kept).toContain('// trois\n');
  });
  await test.step('un conflit que la page ignore encore est refusé par l\'atelier', async () => {
    await editor.fill('// quatre\n');
    // Sans nouvelles du serveur : la page ne l'a pas encore vu.
    await page.route('**/atelier/exercices/04_delai', (route) => route.abort());
    write(target, '// cinq\n');
    await check.click();
    await expect(conflict).toBeVisible();
    expect(read(target)).toBe('// cinq\n');
    await page.unroute('**/atelier/exercices/04_delai');
  });
});

test('recommencer demande, garde le texte, et s\'annule ; indices, clavier, axe, 390 pixels', async ({ page }) => {
  const name = '05_producteur_consommateur';
  write(`${name}/exercice.rs`, '// à moi\nfn f( {}\n');
  await open(page, name);
  const { editor, file, end, steps, status } = on(page);

  // Au clavier : vérifier, puis sortir de l'éditeur.
  await editor.focus();
  await page.keyboard.press('Control+Enter');
  await expect(end).toContainText('Pas encore', { timeout: 200_000 });
  await expect(steps).toHaveCount(1);
  await expect(page.locator('.desk-editor mark').first()).toHaveAttribute('data-line', '2');
  await page.getByRole('button', { name: 'Un indice' }).click();
  await expect(page.locator('.exercise-hint').first()).toHaveAttribute('open', '');
  await expect(page.locator('.exercise-hint summary').first()).toBeFocused();
  await editor.focus();
  await page.keyboard.press('Tab');
  await expect(on(page).check).toBeFocused();

  const found = await violationsByTheme(page, ['.desk']);
  record({ name: "fautes d'accessibilité (axe), éditeur et verdict d'un exercice, cinq thèmes", value: found.length, bound: '0' });
  expect(found).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const outside = await page.locator('.desk *:not(pre *)').evaluateAll((all) =>
    all.filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).map((e) => e.outerHTML.slice(0, 80)),
  );
  expect(outside, 'à 390 pixels').toEqual([]);

  await page.getByRole('button', { name: 'Recommencer…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Recommencer cet exercice' });
  await dialog.getByRole('button', { name: 'Annuler' }).click();
  expect(read(`${name}/exercice.rs`)).toContain('// à moi');
  await page.getByRole('button', { name: 'Recommencer…' }).click();
  await dialog.getByRole('button', { name: 'Recommencer' }).click();
  await expect(editor).toHaveValue(read(`${name}/depart.rs`));
  await expect(status).toContainText('sauvegardes/exercice-1.rs');
  expect(read(`${name}/sauvegardes/exercice-1.rs`)).toContain('// à moi');
  await page.getByRole('button', { name: 'Reprendre mon texte' }).click();
  await expect(editor).toHaveValue('// à moi\nfn f( {}\n');
  expect(read(`${name}/exercice.rs`)).toContain('// à moi');
  await expect(file).toContainText('ne compile pas');
});

test('sans serveur, la page dit comment l\'avoir, et les liens vont dans les deux sens', async ({ page, faults }) => {
  const names = fs.readdirSync(inFolder('')).filter((name) => /^\d\d_/.test(name));
  for (const name of names) {
    const [, lesson] = /^page = "(.*)"$/m.exec(read(`${name}/exercice.toml`)) ?? [];
    const html = (/** @type {string} */ file) => fs.readFileSync(path.join(book(), file), 'utf8');
    expect.soft(html(`exercices/${name}.html`), name).toMatch(new RegExp(`class="practice-after">Après la page <a href="../${lesson}.html">`));
    expect.soft(html(`${lesson}.html`), lesson).toMatch(new RegExp(`<li data-exercise="${name}"><a href="[./]*exercices/${name}.html">`));
  }
  expect(names.length).toBe(pages().filter((p) => /^exercices\/\d/.test(p)).length);

  await page.addInitScript(() => {
    const progress = { format: 'progression du cours', version: 2, last: '', page: [], quiz: [], mission: [], exercise: ['02_compteur'] };
    localStorage.setItem('concurrence-rust/1/progress', JSON.stringify(progress));
  });
  await page.goto(`${address()}exercices/01_rendez_vous.html#pas=exercices/01_rendez_vous`);
  await expect(page.locator('.desk-offline')).toContainText('cargo xtask serve');
  await expect(page.locator('.desk textarea')).toHaveCount(0);
  // Une exécution qui n'est pas encore là se dit, et rien n'est demandé en vain.
  await expect(page.locator('.page-notice')).toContainText('cargo xtask exercices 01');
  await page.goto(`${address()}exercices/01_rendez_vous.html#pas=exercices/99_absent`);
  await expect(page.locator('.page-notice')).toContainText("n'a pas de programme « exercices/99_absent »");
  // Ce qui a été résolu dans la page reste marqué.
  await page.goto(`${address()}exercices/index.html`);
  await expect(page.locator('.practice-mark')).toHaveText([/✓ résolu/]);
  await expect(page.locator('[data-exercise="02_compteur"]')).toContainText('résolu');
  expect(faults).toEqual({ console: [], thirdParty: [] });
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('la page de l\'exercice se lit', async ({ page }) => {
    await page.goto(`${served.address}exercices/01_rendez_vous.html`);
    await expect(page.locator('.desk-offline')).toBeVisible();
    await expect(page.locator('.practice-after a')).toBeVisible();
  });
});
