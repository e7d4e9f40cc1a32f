// @ts-check
// Exécuter, modifier, copier un programme dans la page. Le Playground est
// intercepté ; ce qu'on lui envoie est compilé et lancé ici, par le vrai cargo.
import fs from 'node:fs';
import path from 'node:path';
import { compileRust, runProgram, TIMED_OUT } from '../tools/cargo.mjs';
import { record } from '../tools/figures.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const PLAYGROUND = 'https://play.rust-lang.org/**';
const CORS = { 'access-control-allow-origin': '*' };
/** Une page sans diagramme, et son programme. */
const PAGE = 'synchronisation/waitgroup.html';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 * @typedef {{version: string, optimize: string, code: string, edition: string}} RunRequest
 * @typedef {{result?: unknown, error?: unknown}} Answer
 */

/**
 * Répond à la place du Playground ; rend la liste des demandes reçues. Un
 * programme trop long est une erreur du service.
 *
 * @param {Page} page
 * @param {(request: RunRequest) => Answer | Promise<Answer>} answer
 * @param {number} status
 */
async function intercept(page, answer, status = 200) {
  /** @type {RunRequest[]} */
  const requests = [];
  await page.route(PLAYGROUND, async (route) => {
    expect(route.request().method()).toBe('POST');
    expect(route.request().url()).toBe('https://play.rust-lang.org/evaluate.json');
    const request = route.request().postDataJSON();
    requests.push(request);
    const json = await answer(request);
    await route.fulfill({ status: json.error === TIMED_OUT ? 500 : status, headers: CORS, json });
  });
  return requests;
}

/**
 * Le texte de chaque bloc que ces pages offrent de lancer ; s'évalue dans le
 * navigateur. Un bloc `no_run` n'a pas de bouton : il demande loom, shuttle, Miri,
 * que le Playground n'a pas.
 *
 * @param {string[]} names
 */
async function programsOfPages(names) {
  const root = new URL('..', location.href);
  const texts = await Promise.all(
    names.map(async (name) => (await fetch(new URL(name, root))).text()),
  );
  const codes = texts.flatMap((text) =>
    Array.from(
      new DOMParser().parseFromString(text, 'text/html').querySelectorAll('pre.playground > code:not(.no_run)'),
      (code) => (code.textContent ?? '').replace(/\n?$/, '\n'),
    ),
  );
  return [...new Set(codes)];
}

/** Les pages qui ont un programme à lancer. */
const withPrograms = () =>
  pages().filter((name) => fs.readFileSync(path.join(book(), name), 'utf8').includes('class="playground"'));

/** @param {Page} page */
const first = (page) => page.locator('figure.listing:not(.refusal)').first();

/**
 * Le cadre d'un programme : sa figure, ou le cadre d'un bloc.
 *
 * @param {Locator} button
 */
const frame = (button) =>
  button.locator('xpath=(ancestor::figure | ancestor::div[contains(@class, "program")])[1]');

/**
 * Montre le volet Rust, s'il est caché, et clique.
 *
 * @param {Locator} button
 */
async function clickRun(button) {
  await button.evaluate((b) => b.closest('[hidden]')?.removeAttribute('hidden'));
  await button.click();
}

/** @param {Page} page */
const open = (page, name = PAGE) => page.goto(address() + name);

/**
 * Ouvre l'éditeur et remplace son texte, comme un lecteur le ferait.
 *
 * @param {Page} page
 * @param {Locator} program
 * @param {(text: string) => string} change
 */
async function editProgram(page, program, change) {
  await program.getByRole('button', { name: 'Modifier' }).click();
  const zone = program.getByRole('textbox');
  await expect(zone).toBeFocused();
  const text = change(await zone.inputValue());
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  return zone;
}

/**
 * @param {Page} page
 * @param {Locator} program
 * @param {string} text
 */
async function editAgain(page, program, text) {
  await program.getByRole('textbox').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

// Un seul cargo à la fois : la page n'attend pas une réponse plus de 15 secondes.
test.describe('avec cargo', () => {
  test.describe.configure({ mode: 'default' });

  test('tous les programmes de toutes les pages font ce que le livre en dit', async ({ page }) => {
    test.setTimeout(600_000);

    await page.route(/mermaid/, (route) => route.abort()); // lourd, et sans rapport

    // D'abord une seule compilation, puis un clic sur chaque bouton.
    await open(page);
    const programs = await page.evaluate(programsOfPages, pages());
    expect(programs.length).toBeGreaterThan(20);
    await compileRust(programs);

    const requests = await intercept(page, ({ code }) => runProgram(code));
    const faults = [];
    const visited = { listings: 0, endless: 0, refusal: 0, blocks: 0 };
    for (const name of withPrograms()) {
      await open(page, name);
      expect(await page.locator('pre.playground:not(:has(.run))').count(), name).toBe(0);
      const buttons = await page.locator('.run:not([hidden])').all();
      // Tous d'abord : ceux qui ne finissent pas s'attendent ensemble.
      for (const button of buttons) await clickRun(button);
      for (const button of buttons) {
        const here = frame(button);
        await expect(here.locator('.run-result .state')).not.toHaveText('Exécution…');
        const state = await here.locator('.run-result .state').innerText();
        const output = (await here.locator('.run-output').allTextContents()).join('');
        const allowed = await here
          .locator(':is([data-tab="output"], .pair-output) pre:not([data-ending] > pre) > code')
          .allTextContents();
        const unfinished = await here.locator('[data-ending]').count();
        const classes = (await here.locator('pre.playground > code').first().getAttribute('class')) ?? '';

        const where = `${name} : ${await here.evaluate((f) => f.id || f.textContent?.slice(0, 60))}`;
        const expectState = (/** @type {RegExp} */ pattern) => {
          if (!pattern.test(state)) faults.push(`${where} : « ${state} »\n${output}`);
        };
        if (unfinished > 0 && state.startsWith('Temps dépassé')) {
          visited.endless += 1;
          expectState(/Le livre annonce que celui-ci peut ne pas finir\.$/);
        } else if (allowed.length + unfinished > 0) {
          visited.listings += 1;
          expectState(/^C'est (la sortie permise|l'une des \d+ sorties permises)/);
          if (!allowed.includes(output)) faults.push(`${where} : sortie non permise\n${output}`);
        } else if (classes.includes('compile_fail')) {
          visited.refusal += 1;
          // rustc ne donne pas de code à toute erreur : la première ligne du message la dit.
          const codes = await here.locator('.refusal-code a').allInnerTexts();
          const message = (await here.locator('.rustc-message').first().textContent()) ?? '';
          const error = codes.length > 0 ? `error[${codes[0]}]` : message.split('\n')[0];
          expectState(/^Le compilateur refuse ce programme, comme prévu\.$/);
          if (!error.startsWith('error') || !output.includes(error)) faults.push(`${where} : pas de ${error}\n${output}`);
        } else {
          visited.blocks += 1;
          expectState(classes.includes('should_panic') ? /^Le programme a paniqué, comme prévu\.$/ : /^Terminé sans erreur\.$/);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(Object.values(visited).every((n) => n > 0), JSON.stringify(visited)).toBe(true);
    record({ name: 'programmes exécutés depuis leur page', value: visited.listings });
    record({ name: 'programmes refusés, exécutés depuis leur page', value: visited.refusal });
    record({ name: 'petits blocs exécutés depuis leur page', value: visited.blocks });

    const { code, ...rest } = requests[0];
    expect(code).toContain('fn main()');
    expect(rest).toEqual({ version: 'stable', optimize: '0', edition: '2024' });
    expect(requests.every((request) => request.edition === '2024')).toBe(true);
    expect([...new Set(requests.map((request) => request.code))].sort()).toEqual(programs.sort());
  });

  test('un programme modifié se lance, reste après un rechargement, se rétablit', async ({ page, faults }) => {
    const requests = await intercept(page, ({ code }) => runProgram(code));
    await open(page);
    const program = first(page);
    const book = ((await program.locator('pre.playground > code').textContent()) ?? '').trimEnd();
    const mine = 'fn main() {\n    println!("à moi");\n}';
    const refused = 'fn main() {\n    let x: u32 = "non";\n}';
    const panics = 'fn main() {\n    println!("avant");\n    panic!("non");\n}';
    await compileRust([mine, refused, panics].map((code) => `${code}\n`));
    await editProgram(page, program, () => mine);
    await page.keyboard.press('Control+Enter');
    await expect(program.locator('.run-output')).toHaveText('à moi\n');
    await expect(program.locator('.state')).toContainText('Le programme est modifié');
    expect(requests.at(-1)?.code).toBe(`${mine}\n`);

    // Une erreur de compilation, telle que rustc l'écrit.
    await editAgain(page, program, refused);
    await page.keyboard.press('Control+Enter');
    await expect(program.locator('.state')).toHaveText('Le compilateur refuse ce programme.');
    await expect(program.locator('.run-output')).toContainText('error[E0308]: mismatched types');

    // Une panique.
    await editAgain(page, program, panics);
    await page.keyboard.press('Control+Enter');
    await expect(program.locator('.state')).toHaveText('Le programme a paniqué.');
    await expect(program.locator('.run-output')).toContainText('avant');

    await page.reload();
    await expect(program.locator('.edited-mark')).toHaveText('Modifié');
    await expect(program.locator('.edited-mark')).toBeVisible();
    await expect(program.locator('.editor')).toContainText('panic!("non")');
    await expect(program.getByRole('textbox')).toHaveCount(0);
    await program.getByRole('button', { name: 'Exécuter' }).click();
    await expect(program.locator('.state')).toHaveText('Le programme a paniqué.');

    // Rétablir, se raviser, rétablir.
    await program.getByRole('button', { name: 'Rétablir' }).click();
    await expect(program.locator('.edited-mark')).toBeHidden();
    await expect(program.locator('.editor')).toBeHidden();
    await program.getByRole('button', { name: 'Reprendre ma version' }).click();
    await expect(program.locator('.editor')).toContainText('panic!("non")');
    await program.getByRole('button', { name: 'Rétablir' }).click();
    await program.getByRole('button', { name: 'Exécuter' }).click();
    await expect(program.locator('.state')).toContainText("C'est");
    expect(requests.at(-1)?.code).toBe(`${book}\n`);
    await page.reload();
    await expect(program.locator('.edited-mark')).toBeHidden();
    expect(faults.console).toEqual([]);
  });

  test('un programme refusé se corrige dans la page', async ({ page }) => {
    await intercept(page, ({ code }) => runProgram(code));
    await open(page, 'introduction/premier_fil.html');
    const refusal = page.locator('#programme-emprunt_sans_move');
    await editProgram(page, refusal, (text) => text.replace('(||', '(move ||'));
    await page.keyboard.press('Control+Enter');
    await expect(refusal.locator('.state')).toHaveText('Le compilateur accepte ce programme.');
    await expect(refusal.locator('.run-output')).toHaveText('Bonjour Ada\n');
  });

  test('un bloc de quelques lignes se modifie avec son main', async ({ page }) => {
    await intercept(page, ({ code }) => runProgram(code));
    await open(page, 'synchronisation/mutex.html');
    const block = page.locator('.program', { hasText: 'clear_poison' });
    await editProgram(page, block, (text) => text.replace('(*garde, 1)', '(*garde, 2)'));
    await page.keyboard.press('Control+Enter');
    await expect(block.locator('.state')).toHaveText('Le programme a paniqué.');
    await page.reload();
    await expect(block.locator('.editor')).toContainText('(*garde, 2)');
    await expect(page.locator('.edited-mark:visible')).toHaveCount(1);
  });
});

test('un bloc que rien n\'exécute ici ne s\'y modifie pas', async ({ page }) => {
  await page.goto(`${address()}diagnostiquer/loom_et_shuttle.html`);
  const still = page.locator('.program:has(code.no_run)');
  expect(await still.count()).toBeGreaterThan(0);
  for (const block of await still.all()) {
    await expect(block.getByRole('button', { name: 'Copier' })).toBeVisible();
    await expect(block.locator('.run:visible, .edit:visible, .explore:visible')).toHaveCount(0);
  }
});

test('sans réseau, la commande qui fait de même', async ({ page, context }) => {
  await page.route(PLAYGROUND, (route) => route.abort());
  await open(page, 'introduction/premier_fil.html');
  const expectedAll = [
    ['#programme-premier_fil', 'cargo run --bin premier_fil'],
    ['#programme-emprunt_sans_move', 'cargo new essai'],
    ['.program', 'essai/src/main.rs'],
  ];
  for (const [where, command] of expectedAll) {
    const here = page.locator(where).first();
    await here.getByRole('button', { name: 'Exécuter' }).click();
    await expect(here.locator('.state')).toHaveText('Le Playground (play.rust-lang.org) ne répond pas.');
    await expect(here.locator('.run-result')).toContainText(command);
  }
  await context.setOffline(true);
  const program = page.locator('#programme-premier_fil');
  await editProgram(page, program, (text) => `${text}\n`);
  await page.keyboard.press('Control+Enter');
  await expect(program.locator('.state')).toHaveText('Pas de réseau.');
  await expect(program.locator('.run-result')).toContainText('listings/introduction/premier_fil.rs');
  await context.setOffline(false);

  await open(page, 'synchronisation/producteur_consommateur.html');
  const block = page.locator('.program').first();
  await block.getByRole('button', { name: 'Exécuter' }).click();
  await expect(block.locator('.run-result')).toContainText('cargo add crossbeam-channel');

  await open(page, 'paralleliser/rayon.html');
  const parallel = page.locator('.program', { hasText: 'rayon::prelude' }).first();
  await parallel.getByRole('button', { name: 'Exécuter' }).click();
  await expect(parallel.locator('.run-result')).toContainText('cargo add rayon');
});

for (const [width, height] of [[1440, 900], [390, 844], [390, 400]]) {
  test(`${width} × ${height} : ce que donne Exécuter est à l'écran, et le focus reste où il est`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    /** @type {() => void} */
    let answer = () => {};
    const waits = new Promise((resolve) => { answer = () => resolve(undefined); });
    await intercept(page, async () => {
      await waits;
      return { result: 'une ligne\n'.repeat(6), error: null };
    });
    await open(page, 'synchronisation/producteur_consommateur.html');
    await page.addStyleTag({ content: 'html { scroll-behavior: smooth }' });
    const program = first(page);
    const button = program.getByRole('button', { name: 'Exécuter' });
    const state = program.locator('.run-result .state');
    const covered = () => state.evaluate((e) => {
      const { left, top } = e.getBoundingClientRect();
      return !e.contains(document.elementFromPoint(left + 4, top + 4));
    });
    await button.evaluate((b) => {
      b.scrollIntoView({ block: 'center', behavior: 'instant' });
      b.focus({ preventScroll: true });
    });
    await page.keyboard.press('Enter');
    await expect(state).toHaveText('Exécution…');
    await expect(state, "dès l'attente").toBeInViewport({ ratio: 1 });
    await expect(program.locator('.run')).toBeFocused();
    answer();
    await expect(program.locator('.run-output')).toBeVisible();
    await expect(state).toBeInViewport({ ratio: 1 });
    expect(await covered()).toBe(false);
    if (height > 400) await expect(program.locator('.run-result')).toBeInViewport({ ratio: 1 });
    await expect(program.locator('.run')).toBeFocused();
    // Déjà à l'écran, rien ne bouge.
    const before = await page.evaluate(() => window.scrollY);
    await program.locator('.run').evaluate((b) => /** @type {HTMLElement} */ (b).click());
    await expect(state).not.toHaveText('Exécution…');
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
    if (height < 844) return;
    // Parti lire ailleurs, le lecteur n'est pas rappelé par la réponse.
    await page.unroute(PLAYGROUND);
    let late = () => {};
    const later = new Promise((resolve) => { late = () => resolve(undefined); });
    await intercept(page, async () => {
      await later;
      return { result: 'tard\n', error: null };
    });
    await program.locator('.run').evaluate((b) => /** @type {HTMLElement} */ (b).click());
    await expect(state).toHaveText('Exécution…');
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    late();
    await expect(program.locator('.run-output')).toHaveText('tard\n');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });
}

test('rien ne part avant un clic', async ({ page, faults }) => {
  await open(page);
  const program = first(page);
  await program.getByRole('button', { name: 'Modifier' }).click();
  await page.keyboard.type('// rien ne part');
  await program.getByRole('button', { name: 'Terminer' }).click();
  expect(faults.thirdParty).toEqual([]);
});

test('une sortie vide, une sortie très longue', async ({ page }) => {
  let result = '';
  await intercept(page, () => ({ result, error: null }));
  await open(page);
  const program = first(page);
  const output = program.locator('.run-output');
  await program.getByRole('button', { name: 'Exécuter' }).click();
  await expect(output).toHaveText('(aucune sortie)');
  await expect(program.locator('.state')).toHaveText("Cette sortie n'est pas de celles que le livre permet.");
  result = 'bla\n'.repeat(100_000);
  await program.getByRole('button', { name: 'Exécuter' }).click();
  await expect(output).toContainText('… (la suite est coupée)');
});

test('le temps dépassé et les autres erreurs du Playground', async ({ page }) => {
  let error = 'The operation timed out: deadline has elapsed';
  await intercept(page, () => ({ error }), 500);
  await open(page);
  const program = first(page);
  const result = program.locator('.run-result');
  await program.getByRole('button', { name: 'Exécuter' }).click();
  await expect(result).toContainText('Temps dépassé');
  await expect(result).toContainText('cargo run --bin waitgroup');
  error = 'No space left on device';
  await program.getByRole('button', { name: 'Exécuter' }).click();
  await expect(result).toContainText('erreur 500');
  await expect(result).toContainText('cargo run --bin waitgroup');
});

test('un Playground muet est abandonné ; une exécution s\'arrête et se relance', async ({ page }) => {
  await page.clock.install();
  /** @type {(() => void)[]} */
  const wait = [];
  await intercept(page, () => new Promise((end) => wait.push(() => end({ result: 'fini\n', error: null }))));
  await open(page);
  const program = first(page);
  const state = program.locator('.state');
  const button = program.locator('.run');

  await button.click();
  await expect(state).toHaveText('Exécution…');
  await expect(button).toHaveText('Arrêter');
  await page.clock.runFor(10_500); // le Playground a encore le droit de répondre
  await expect(state).toHaveText('Exécution…');
  await page.clock.runFor(5_000);
  await expect(state).toHaveText("Le Playground n'a pas répondu en 15 secondes.");
  await expect(program.locator('.run-result')).toContainText('cargo run --bin waitgroup');

  await button.click();
  await expect.poll(() => wait.length).toBe(2); // sinon l'arrêt peut devancer la demande
  await button.click();
  await expect(state).toHaveText('Exécution arrêtée.');
  await expect(button).toHaveText('Exécuter');
  await expect(button).toBeFocused();

  // Deux fois de suite depuis l'éditeur : la seconde remplace la première.
  await program.getByRole('button', { name: 'Modifier' }).click();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => wait.length).toBe(3);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => wait.length).toBe(4);
  await expect(state).toHaveText('Exécution…');
  wait.forEach((finish) => finish());
  await expect(program.locator('.run-output')).toHaveText('fini\n');
  await expect(button).toHaveText('Exécuter');
});

test('le programme du livre a changé depuis la modification : elle reste, et c\'est dit', async ({ page }) => {
  await open(page);
  const program = first(page);
  await page.evaluate(() => {
    localStorage.setItem('concurrence-rust/1/program waitgroup', JSON.stringify({ original: 'fn main() {}', text: '// ma version' }));
  });
  await page.reload();
  await expect(program.locator('.editor')).toContainText('// ma version');
  await expect(program.locator('.edit-notice')).toContainText('Le programme du livre a changé depuis');
  await editProgram(page, program, (text) => `${text} !`);
  await page.reload();
  await expect(program.locator('.editor')).toContainText('// ma version !');
  await expect(program.locator('.edit-notice')).toContainText('Le programme du livre a changé depuis');
  await program.getByRole('button', { name: 'Rétablir' }).click();
  await expect(program.locator('pre.playground > code')).toBeVisible();
});

test('annuler et refaire, dans l\'éditeur', async ({ page }) => {
  await open(page);
  const program = first(page);
  const zone = await editProgram(page, program, (text) => text);
  const before = await zone.inputValue();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('fn f() {');
  await page.keyboard.press('Enter');
  await page.keyboard.type('1');
  expect(await zone.inputValue()).toBe(`${before}\nfn f() {\n    1`); // le retrait suit
  for (let i = 0; i < 20 && (await zone.inputValue()) !== before; i += 1) await page.keyboard.press('Control+z');
  expect(await zone.inputValue()).toBe(before);
  await expect(program.locator('.edited-mark')).toBeHidden();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press('Control+Shift+z');
  expect(await zone.inputValue()).toBe(`${before}\nfn f() {\n    1`);
});

test('tout se fait au clavier, et l\'éditeur ne le retient pas', async ({ page }) => {
  await intercept(page, () => ({ result: 'bonjour\n', error: null }));
  await open(page);
  const program = first(page);
  const target = () =>
    page.evaluate(() => {
      const focus = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(focus?.matches('textarea') ? /** @type {Element} */ (focus.parentElement) : /** @type {Element} */ (focus));
      const name = focus?.matches('textarea') ? 'éditeur' : focus?.textContent;
      return { name, visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
  await program.getByRole('tab', { name: 'Rust' }).focus();
  const walked = [];
  for (const keystroke of ['Tab', 'Tab', 'Enter', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(keystroke);
    walked.push(await target());
  }
  expect(walked.map(({ name }) => name)).toEqual([
    'Exécuter',
    'Modifier',
    'éditeur',
    expect.stringMatching(/^Et si/),
    'éditeur',
    'Copier',
    'Terminer',
    'Exécuter',
  ]);
  expect(walked.filter(({ visible }) => !visible)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(program.locator('.run-output')).toHaveText('bonjour\n');
  await program.getByRole('textbox').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('s?/');
  await page.keyboard.press('Escape');
  await expect(program.getByRole('button', { name: 'Modifier' })).toBeFocused();
  expect(page.url()).toBe(address() + PAGE); // ni page suivante, ni recherche
});

test('l\'éditeur replie une longue ligne, et se superpose au code coloré', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const program = first(page);
  await editProgram(page, program, (text) => text);
  const height = () => program.locator('.editor > textarea').evaluate((zone) => zone.clientHeight);
  const before = await height();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.type(`// ${'loin '.repeat(30)}`);
  expect(await height(), 'la ligne se replie').toBeGreaterThan(before + 40);
  const measures = await program.locator('.editor').evaluate((seen) => {
    const [code, zone] = /** @type {HTMLElement[]} */ ([...seen.children]);
    const style = (/** @type {HTMLElement} */ e) => {
      const { fontSize, fontFamily, lineHeight, paddingLeft, paddingTop, letterSpacing } = getComputedStyle(e);
      return { fontSize, fontFamily, lineHeight, paddingLeft, paddingTop, letterSpacing };
    };
    return {
      beyond: seen.scrollWidth - seen.clientWidth,
      internal: [zone.scrollLeft, zone.scrollTop],
      sizes: [code, zone].map((e) => [e.offsetWidth, e.offsetHeight]),
      styles: [code, zone].map(style),
      page: document.documentElement.scrollWidth,
    };
  });
  expect(measures.beyond).toBe(0);
  expect(measures.internal).toEqual([0, 0]);
  expect(measures.sizes[0]).toEqual(measures.sizes[1]);
  expect(measures.styles[0]).toEqual(measures.styles[1]);
  expect(measures.page).toBeLessThanOrEqual(390);
});

test('copier donne le texte montré, modifié ou non', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const program = first(page);
  const copy = () => page.evaluate(() => navigator.clipboard.readText());
  await program.getByRole('button', { name: 'Copier' }).first().click();
  await expect(program.getByRole('button', { name: 'Copié !' })).toBeVisible();
  expect((await copy()).trimEnd()).toBe(((await program.locator('pre.playground > code').textContent()) ?? '').trimEnd());
  await editProgram(page, program, () => '// ma version');
  await program.locator('.playground .copy').click();
  await expect.poll(copy).toBe('// ma version');

  // Un bloc sans `main` se copie tel que montré ; un bloc de texte aussi.
  await open(page, 'synchronisation/waitgroup.html');
  const block = page.locator('.program').first();
  await block.getByRole('button', { name: 'Copier' }).click();
  await expect.poll(copy).toMatch(/^use std::thread;/);
  await block.getByRole('button', { name: 'Montrer les lignes cachées' }).click();
  await block.locator('.copy').click();
  await expect.poll(copy).toMatch(/fn main\(\) \{/);
  await open(page, 'mode-d-emploi.html');
  await page.getByRole('button', { name: 'Copier' }).first().click();
  await expect.poll(copy).toMatch(/^cargo run --bin/);

  // Sans permission, l'ancienne façon.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('button', { name: 'Copier' }).nth(1).click();
  await expect(page.getByRole('button', { name: 'Copié !' }).last()).toBeVisible();
});

test('le stockage refusé : tout marche, et la perte est dite', async ({ page, faults }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('plein', 'QuotaExceededError');
    };
  });
  await open(page);
  const program = first(page);
  await editProgram(page, program, () => '// ma version');
  await expect(program.locator('.edit-notice')).toContainText('pas gardé');
  expect(faults.console).toEqual([]);
});

test('sans JavaScript, aucun bouton mort', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address() + PAGE);
  await expect(page.locator('main button:visible')).toHaveCount(0);
  await expect(page.locator('pre.playground').first()).toBeVisible();
  await context.close();
});

test('l\'impression ne montre ni bouton ni champ', async ({ page }) => {
  await open(page);
  await editProgram(page, first(page), () => '// ma version');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('main :is(button, textarea):visible')).toHaveCount(0);
  await expect(page.locator('.edited-mark:visible')).toHaveCount(1);
  await expect(page.locator('.editor > code')).toBeVisible();
});

test('boutons, éditeur et sortie : aucune faute d\'accessibilité, cinq thèmes', async ({ page }) => {
  await intercept(page, () => ({ result: 'une sortie\n', error: null }));
  await open(page);
  const program = first(page);
  const found = [];
  await editProgram(page, program, (text) => `// ma version\n${text}`);
  await page.keyboard.press('Control+Enter');
  await expect(program.locator('.run-output')).toBeVisible();
  for (const state of ['ouvert', 'fermé']) {
    const list = await violationsByTheme(page, ['figure.listing', '.program']);
    found.push(...list.map((fault) => `éditeur ${state} : ${fault}`));
    if (state === 'ouvert') await program.getByRole('button', { name: 'Terminer' }).click();
  }
  expect(found).toEqual([]);
});
