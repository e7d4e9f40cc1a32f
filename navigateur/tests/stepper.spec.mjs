// @ts-check
// L'explorateur d'exécutions : il montre les états prouvés, tous, et rien
// d'autre ; il s'emploie au clavier, se lit à l'oreille, se partage.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { record } from '../tools/figures.mjs';
import { ELSEWHERE, expected, pathTo, eventOf, readable, programs } from '../tools/graphs.mjs';
import { address, expect, pages, test } from '../tools/book.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { book } from '../tools/server.mjs';

const PROGRAMS = programs();
const DIALOG = 'dialog.stepper[open]';
/** Celui de trois fils et trois issues. */
const LOST = PROGRAMS.find((p) => p.id === 'synchronisation/compteur_perdu') ?? PROGRAMS[0];

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/**
 * Ouvre un programme par son bouton.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('../tools/graphs.mjs').Program} program
 */
async function open(page, program) {
  if (!page.url().includes(program.page)) await page.goto(address() + program.page);
  await page.locator(`listing-stepper[data-id="${program.id}"] .stepper-open`).click();
  await expect(page.locator(DIALOG)).toBeVisible();
}

/**
 * Choisit une étape comme le lecteur : par son bouton.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number} step
 */
const choose = (page, step) => page.locator(`${DIALOG} [data-do="edge"][data-arg="${step}"]`).first().click();

/**
 * Suit des étapes par leurs boutons, sans souris : la même chose, en plus vite.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number[]} steps
 */
function follow(page, steps) {
  return page.evaluate(
    ([dialog, steps]) => {
      for (const step of steps) {
        const button = document.querySelector(`${dialog} [data-do="edge"][data-arg="${step}"]`);
        if (!(button instanceof HTMLButtonElement)) throw new Error(`l'étape ${step} n'est pas proposée`);
        button.click();
      }
    },
    /** @type {[string, number[]]} */ ([DIALOG, steps]),
  );
}

const press = (/** @type {import('@playwright/test').Page} */ page, /** @type {string} */ action) =>
  page.locator(`${DIALOG} [data-do="${action}"]`).first().click();
const state = (/** @type {import('@playwright/test').Page} */ page) => page.locator(DIALOG).getAttribute('data-state').then(Number);

test('chaque programme du livre a son explorateur', () => {
  const withoutExplorer = pages().flatMap((page) => {
    const html = fs.readFileSync(path.join(book(), page), 'utf8');
    const shown = [...html.matchAll(/<figure class="listing" id="programme-(\w+)"/g)].map(([, name]) => name);
    return shown.filter((name) => !PROGRAMS.some((p) => p.page === page && p.id.endsWith(`/${name}`)));
  });
  expect(withoutExplorer).toEqual([]);
  expect(PROGRAMS.length).toBeGreaterThan(10);
});

/** Les programmes de chaque page, qui ne se charge qu'une fois. @type {Map<string, typeof PROGRAMS>} */
const BY_PAGE = new Map();
for (const program of PROGRAMS) BY_PAGE.set(program.page, [...(BY_PAGE.get(program.page) ?? []), program]);

for (const [name, programs] of BY_PAGE) {
  test(`${name} : de chaque programme, tous les états, toutes les issues, la mission`, async ({ page }) => {
    await page.goto(address() + name);
    await page.evaluate(() => {
      const marks = /** @type {string[]} */ ([]);
      Object.assign(window, { marks, courseProgress: { has: () => false, mark: (/** @type {string} */ kind, /** @type {string} */ id) => marks.push(`${kind} ${id}`) } });
    });
    for (const program of programs) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await test.step(program.id, () => wander(page, program));
      await press(page, 'close');
      await expect(page.locator(DIALOG)).toHaveCount(0);
    }
  });
}

/**
 * Va partout dans un programme : sa mission, ses états, ses issues.
 *
 * @param {import('@playwright/test').Page} page ouverte, dont les marques sont dans `marks`
 * @param {import('../tools/graphs.mjs').Program} program
 */
async function wander(page, program) {
  const { id, graph } = program;
  await open(page, program);
  // Ceux qu'on a fermés restent dans la page.
  const box = page.locator(DIALOG);

  await test.step("la mission est reconnue quand le lecteur l'accomplit", async () => {
    const mission = await page.evaluate((id) => window.courseGraphs?.[id]?.mission, id);
    const waits = (/** @type {number} */ e) => expected(graph, e).threads.filter((f) => f.wait).map((f) => f.line);
    const { outcomes, waiting = 0, lines = [] } = mission ?? {};
    const times = (/** @type {number[]} */ all, /** @type {number} */ line) => all.filter((it) => it === line).length;
    const there = (/** @type {number[]} */ found) => found.length >= waiting && lines.every((line) => times(found, line) >= times(lines, line));
    const route = outcomes ? graph.outcomes[outcomes[0]].schedule : pathTo(graph, (e) => there(waits(e)));
    // Le par annoncé est la longueur d'un plus court chemin, calculé ici d'une autre façon.
    const goals = (outcomes ?? []).map((rank) => graph.outcomes[rank].schedule);
    const par = Math.min(...[route, ...goals].map((steps) => steps.length));
    await expect(box.locator('.stepper-mission')).toContainText(` ${par} pas au plus court.`);
    await follow(page, route.slice(0, -1));
    await expect(box.locator('.stepper-mission')).not.toHaveAttribute('data-done', '');
    await choose(page, route[route.length - 1]);
    await expect(box.locator('.stepper-mission')).toHaveAttribute('data-done', '');
    await expect(box.locator('.stepper-mission')).toContainText('Mission accomplie');
    await expect(box.locator('.stepper-mission')).toContainText(
      route.length === par ? ` ${par} pas, le plus court possible.` : ` ${route.length} pas, le plus court possible est ${par}.`);
    expect(await page.evaluate(() => Reflect.get(window, 'marks').splice(0))).toEqual([`mission ${id}`]);
  });

  await press(page, 'restart');
  await test.step("chaque état montré est celui du graphe, et l'on ne peut aller nulle part ailleurs", async () => {
    const reading = await page.evaluate(walkAll, DIALOG);
    // Le clic mène où dit le graphe, et le parcours les a tous faits.
    const done = reading.steps.sort((a, b) => a[0] - b[0]);
    expect(done).toEqual(graph.edges.map((e, i) => [i, e[1]]));
    expect(reading.states.length).toBe(graph.states.length);
    record({ name: "explorateur, états montrés et comparés au graphe", value: reading.states.length, merge: 'sum' });
    expect(reading.seen, 'les issues cochées').toBe(graph.outcomes.length);

    /** @type {string[]} */
    const faults = [];
    for (const seen of reading.states) {
      const wanted = expected(graph, seen.state);
      const compare = (/** @type {string} */ what, /** @type {unknown} */ shows, /** @type {unknown} */ proven) => {
        const [a, b] = [JSON.stringify(shows), JSON.stringify(proven)];
        if (a !== b) faults.push(`état ${seen.state}, ${what} : ${a} au lieu de ${b}`);
      };
      compare('étapes', [...new Set(seen.steps)].sort((a, b) => a - b), wanted.steps);
      compare('affiché', seen.shown, wanted.shown || '(rien encore)');
      compare('fin', seen.end, wanted.end < 0 ? '' : graph.outcomes[wanted.end].kind);
      compare(
        'fils',
        seen.threads.filter((f) => f.name !== 'le temps').map(({ name, line, wait }) => [name, line, readable(wait)]),
        wanted.threads.map(({ name, line, wait }) => [name, line, wait]),
      );
      // Un fil qui attend dit quoi ; une étape possible dit la sienne.
      const waiting = wanted.threads.filter((f) => f.wait && seen.end === '');
      compare('opérations', waiting.filter((f) => !seen.threads.some((m) => m.name === f.name && readable(m.text).includes(f.operation))), []);
      const said = wanted.steps.map((e) => readable(eventOf(graph, e).text));
      const buttons = seen.buttons.map(readable);
      compare('boutons', said.filter((text) => !buttons.some((b) => b.includes(text))), []);
      // Une pastille par fil, sur sa ligne.
      const places = wanted.threads.filter((f) => f.line > 0 && seen.lines.includes(f.line));
      compare('pastilles', seen.marks, places.map((f) => `${f.line} ${f.name}`).sort());
      compare(
        'objets',
        seen.objects.map(({ name, kind, values }) => [readable(name), kind, values.map(readable)]),
        wanted.objects.map(({ name, kind, values }) => [name, kind, values]),
      );
      const details = wanted.objects.map((o) => [...o.threads, ...o.numbers.map(String)]);
      compare('contenu des objets', details.map((said, i) => said.filter((said) => !seen.objects[i]?.text.includes(said))), details.map(() => []));
    }
    expect(faults).toEqual([]);
  });

  await test.step("chaque issue prouvée s'atteint par les boutons", async () => {
    for (const [rank, outcome] of graph.outcomes.entries()) {
      if (rank > 0) await press(page, 'restart');
      await follow(page, outcome.schedule);
      const seen = await box.evaluate((dialog) => {
        const ends = [...dialog.querySelectorAll('.stepper-outcomes li')];
        return {
          state: Number(dialog.getAttribute('data-state')),
          verdict: dialog.querySelector('.stepper-verdict')?.getAttribute('data-kind'),
          output: dialog.querySelector('.stepper-output pre')?.textContent,
          here: ends.flatMap((end, rank) => (/^(true)?$/.test(end.getAttribute('aria-current') ?? '-') ? [rank] : [])),
          checked: ends.map((end) => end.hasAttribute('data-seen')),
        };
      });
      expect({ ...seen, checked: seen.checked[rank] }).toEqual({
        state: outcome.state,
        verdict: outcome.kind,
        output: outcome.stdout || '(rien encore)',
        here: [rank],
        checked: true,
      });
    }
    await expect(box.locator('.stepper-outcomes li:not([data-seen])')).toHaveCount(0);
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await press(page, 'restart');
  await test.step('rien ne déborde à 390 pixels', async () => {
    await press(page, 'random');
    const tooMany = await page.evaluate((d) => {
      const dialog = /** @type {HTMLElement} */ (document.querySelector(d));
      return [document.documentElement.scrollWidth - 390, dialog.scrollWidth - dialog.clientWidth];
    }, DIALOG);
    expect(Math.max(...tooMany)).toBeLessThanOrEqual(0);
    // Seul le code défile de côté.
    const wide = await page.locator(`${DIALOG} > section:not(.stepper-code)`).evaluateAll((zones) =>
      zones.filter((z) => z.scrollWidth > z.clientWidth + 1).map((z) => z.className));
    expect(wide).toEqual([]);
  });
}

test('« Y aller » et le hasard montrent, mais n\'accomplissent pas la mission', async ({ page }) => {
  await open(page, LOST);
  const rank = LOST.graph.outcomes.length - 1;
  await page.locator('.stepper-outcomes li').nth(rank).getByRole('button').click();
  expect(await state(page)).toBe(LOST.graph.outcomes[rank].state);
  await expect(page.locator('.stepper-mission')).toContainText('arrivez-y vous-même');
  await expect(page.locator('.stepper-mission')).not.toHaveAttribute('data-done', '');
  // Le chemin montré se relit : reculer, puis refaire.
  await press(page, 'back');
  await press(page, 'back');
  await expect(page.locator('.stepper-timeline li[data-after]').first()).toBeVisible();
  await press(page, 'forward');
  await press(page, 'forward');
  expect(await state(page)).toBe(LOST.graph.outcomes[rank].state);
  await press(page, 'restart');
  await press(page, 'random');
  await expect(page.locator('.stepper-verdict')).toBeVisible();
  await expect(page.locator('[data-do="random"]')).toHaveAttribute('aria-disabled', 'true');
});

test('au clavier seul, de la page à la fin, et retour', async ({ page }) => {
  await page.goto(address() + LOST.page);
  const button = page.locator(`listing-stepper[data-id="${LOST.id}"] .stepper-open`);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(DIALOG)).toBeVisible();
  const { graph } = LOST;
  const announcement = page.locator(`${DIALOG} [role="status"]`);
  for (const [i, step] of graph.outcomes[2].schedule.entries()) {
    const { thread: thread = '', line } = eventOf(graph, step);
    await page.keyboard.press(thread === 'main' ? 'm' : thread.slice(-1));
    await expect(announcement).toContainText(`Étape ${i + 1}. ${thread}, ligne ${line}`);
  }
  await expect(announcement).toContainText('Fin normale');
  await expect(announcement).toContainText('Mission accomplie');
  // Le focus n'est jamais perdu, ni sorti du dialogue.
  expect(await page.evaluate((d) => document.activeElement?.closest(d) !== null && document.activeElement !== document.body, DIALOG)).toBe(true);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(announcement).toContainText('Fin normale');
  await page.keyboard.press('Home');
  await expect(announcement).toContainText('Étape 0');
  await page.keyboard.press('3');
  await expect(announcement).toContainText('« fil 3 » ne peut pas avancer');
  await page.keyboard.press('End');
  await expect(page.locator('.stepper-verdict')).toBeVisible();
  // Tab parcourt tout le dialogue et ne s'y enferme pas sur un élément.
  const stops = new Set();
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    stops.add(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));
  }
  expect(stops.size).toBeGreaterThan(20);
  expect(page.url()).toContain(LOST.page);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.stepper')).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page).toHaveURL(/^[^#]*$/);
});

test('un fil qui a plusieurs étapes laisse choisir', async ({ page }) => {
  // Un `select!` entre deux émetteurs prêts : `main` a deux rendez-vous possibles.
  const program = PROGRAMS.find((p) => p.id === 'synchronisation/select_boucle') ?? LOST;
  await open(page, program);
  const { graph } = program;
  const both = (/** @type {number} */ e) => graph.edges.filter((/** @type {number[]} */ x, /** @type {number} */ i) => x[0] === e && eventOf(graph, i).peer?.thread === 'main').length;
  await follow(page, pathTo(graph, (e) => both(e) === 2));
  const before = await state(page);
  await page.keyboard.press('m');
  await expect(page.locator('[role="status"]').filter({ hasText: '2 étapes possibles' })).toHaveCount(1);
  expect(await state(page)).toBe(before);
  await expect(page.locator('[data-thread="main"]').first()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await state(page)).not.toBe(before);
});

test("l'adresse désigne un moment exact, et suit l'historique", async ({ page, context }) => {
  await open(page, LOST);
  const route = LOST.graph.outcomes[1].schedule;
  await follow(page, route.slice(0, 9));
  await expect(page).toHaveURL(/#pas=[^:]+:[0-9a-f]{6}:\w{9}$/);
  const [url, rank, threads] = [page.url(), await state(page), await page.locator('.stepper-threads').textContent()];
  const other = await context.newPage();
  await other.goto(url);
  await expect(other.locator(DIALOG)).toBeVisible();
  expect(await state(other)).toBe(rank);
  expect(await other.locator('.stepper-threads').textContent()).toBe(threads);
  await other.close();

  await page.goBack();
  await expect(page.locator('dialog.stepper')).toBeHidden();
  await page.goForward();
  await expect(page.locator(DIALOG)).toBeVisible();
  expect(await state(page)).toBe(rank);
  // Une adresse tapée dans la page ouverte déplace l'exécution.
  await page.evaluate((id) => { location.hash = `#pas=${id}::@2`; }, LOST.id);
  await expect.poll(() => state(page)).toBe(0);
  await press(page, 'forward');
  expect(await page.locator(DIALOG).getAttribute('data-state')).toBe(String(LOST.graph.edges[LOST.graph.outcomes[2].schedule[0]][1]));

  // Faite pour un autre graphe, ou impossible, elle le dit et ne montre rien de faux.
  for (const moment of ['000000:0', ':zz']) {
    await page.goto('about:blank');
    await page.goto(`${address()}${LOST.page}#pas=${LOST.id}:${moment}`);
    await expect(page.locator('.stepper-notice')).toContainText('autre version');
    expect(await state(page)).toBe(0);
  }
});

test('un programme qui n\'est pas dans la page, et son interblocage', async ({ page }) => {
  const script = `(window.courseGraphs ??= {})["exercices/12_philosophes"] = ${JSON.stringify(ELSEWHERE)};`;
  await page.route('**/genere/graphes/exercices/12_philosophes.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(`${address()}${LOST.page}#pas=exercices/12_philosophes::@0`);
  await expect(page.locator(DIALOG)).toBeVisible();
  await press(page, 'forward');
  // Le temps, lui aussi, peut être choisi.
  await expect(page.locator('.stepper-threads')).toContainText('le temps passe');
  await page.getByRole('button', { name: "Montrez-moi l'interblocage" }).click();
  await expect(page.locator('.stepper-verdict')).toHaveText('⊘ Interblocage');
  await expect(page.locator('.stepper-threads [data-state="waiting"]')).toHaveCount(2);
  await expect(page.locator('.stepper-threads')).toContainText('bloqué : « fil 1 » le tient');
  await expect(page.locator('.stepper-objects')).toContainText('tenu par');
  await expect(page.locator('.stepper-mission')).toBeHidden();
});

test('la frise ne joint que les messages d\'un même canal', async ({ page }) => {
  // Deux canaux portent `true` : `main` lit le second, où « fil 2 » a écrit, avant le premier.
  const event = (/** @type {string} */ thread, /** @type {string} */ kind, /** @type {number} */ id) => ({
    thread, line: 1, kind, object: { id, name: `c${id}` }, value: 'true', text: `${kind} true \`c${id}\``,
  });
  const threads = [1, 2].map((n) => ({ name: `fil ${n}`, line: 1, state: 'ready', text: 'envoyer' }));
  const states = 5;
  const graph = {
    ...ELSEWHERE,
    threads: [{ name: 'main', line: 1, state: 'ready', text: 'recevoir' }, ...threads],
    objects: [],
    events: [event('fil 1', 'send', 1), event('fil 2', 'send', 2), event('main', 'receive', 2), event('main', 'receive', 1)],
    states: Array.from({ length: states }, (_, i) => ({ t: [0, 1, 2], o: [], out: 0, ...(i === states - 1 ? { end: 0 } : {}) })),
    edges: [0, 1, 2, 3].map((i) => [i, i + 1, i]),
    outcomes: [{ kind: 'exit', label: '✓ Fin normale', stdout: '', panicked: [], blocked: [], paths: '1', state: 4, schedule: [0, 1, 2, 3] }],
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(address() + LOST.page);
  await open(page, LOST);
  await page.evaluate((script) => (0, eval)(script), `(window.courseGraphs ??= {})["frise"] = ${JSON.stringify(graph)}`);
  await page.evaluate(() => window.courseStepper?.open('frise', ':@0', null));
  const dialog = page.locator('dialog.stepper[open]');
  await dialog.locator('[data-do="outcome"]').click();
  await expect(dialog).toHaveAttribute('data-state', '4');
  const ranks = await dialog.locator('.stepper-timeline').evaluate((zone) => {
    const y = [...zone.querySelectorAll('li')].map((li) => /** @type {HTMLElement} */ (li).offsetTop + 18);
    const start = (/** @type {Element} */ rule) => Number(/^M\S+ (\S+)L/.exec(rule.getAttribute('d') ?? '')?.[1]);
    return [...zone.querySelectorAll('.stepper-message')].map((rule) => y.indexOf(start(rule)));
  });
  // L'envoi de « fil 2 » est la deuxième étape : sa flèche vient d'abord.
  expect(ranks).toEqual([2, 1]);
});

test('des données absentes sont annoncées', async ({ page, faults }) => {
  await page.route('**/genere/graphes/**', (route) => route.abort());
  await page.goto(address() + LOST.page);
  await page.locator(`listing-stepper[data-id="${LOST.id}"] .stepper-open`).click();
  await expect(page.locator('listing-stepper [role="alert"]')).toContainText("n'a pas d'exploration");
  faults.console.length = 0;
});

test('axe : aucune faute, ouvert, dans les cinq thèmes', async ({ page }) => {
  await open(page, LOST);
  /** @type {string[]} */
  const found = [];
  const reread = async (/** @type {string} */ when) => {
    found.push(...(await violationsByTheme(page, [DIALOG])).map((fault) => `${when} : ${fault}`));
  };
  await follow(page, LOST.graph.outcomes[2].schedule.slice(0, 9));
  await press(page, 'back');
  await reread('au milieu');
  await follow(page, LOST.graph.outcomes[2].schedule.slice(8));
  await reread('à la fin');
  await page.evaluate((script) => (0, eval)(script), `(window.courseGraphs ??= {})["x"] = ${JSON.stringify(ELSEWHERE)}`);
  await page.evaluate(() => window.courseStepper?.open('x', ':@0', null));
  await press(page, 'show');
  await reread("à l'interblocage");
  record({ name: "fautes d'accessibilité (axe), explorateur ouvert, cinq thèmes", value: found.length, bound: '0' });
  expect(found).toEqual([]);
});

test('rien ne se charge avant l\'ouverture, et peu ensuite', async ({ page }) => {
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(address() + LOST.page);
  await page.waitForLoadState('networkidle');
  expect(requests.filter((url) => /genere\/(stepper\.|graphes)/.test(url))).toEqual([]);
  requests.length = 0;
  await open(page, LOST);
  expect(requests.map((url) => path.basename(url)).filter((name) => !name.startsWith('favicon')).sort()).toEqual(['compteur_perdu.js', 'stepper.css', 'stepper.js']);

  const size = (/** @type {string} */ file) => fs.statSync(path.join(book(), file)).size;
  const script = size('genere/stepper.js');
  record({ name: "explorateur, script", value: script / 1000, unit: 'ko', bound: '≤ 20 ko' });
  expect(script).toBeLessThanOrEqual(20_000);
  for (const { id } of PROGRAMS) {
    const data = size(`genere/graphes/${id}.js`);
    record({ name: 'explorateur, données du plus gros programme', value: data / 1000, unit: 'ko', bound: '≤ 25 ko' });
    expect(data, id).toBeLessThanOrEqual(25_000);
  }
});

test('une page ouverte depuis un fichier explore aussi', async ({ page }) => {
  await page.goto(pathToFileURL(path.join(book(), LOST.page)).href);
  await page.locator(`listing-stepper[data-id="${LOST.id}"] .stepper-open`).click();
  await expect(page.locator(DIALOG)).toBeVisible();
  await choose(page, LOST.graph.outcomes[0].schedule[0]);
  await expect(page).toHaveURL(/#pas=synchronisation\/compteur_perdu:[0-9a-f]{6}:0$/);
});

test('une exécution se déroule à l\'écran, et s\'interrompt', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(page, LOST);
  await page.locator('.stepper-outcomes li').first().getByRole('button').click();
  await expect.poll(() => state(page)).not.toBe(0);
  await press(page, 'back');
  const stopped = await state(page);
  await page.waitForTimeout(600);
  expect(await state(page)).toBe(stopped);
  await expect(page.locator('.stepper-timeline li[data-after]').first()).toBeVisible();
});

/**
 * Dans la page : parcourt tous les états par les boutons que l'explorateur
 * propose, en revenant par « Reculer », et relève ce que chacun montre.
 *
 * @param {string} dialog
 */
function walkAll(dialog) {
  const one = (/** @type {string} */ s, /** @type {ParentNode} */ where = document) => /** @type {HTMLElement} */ (where.querySelector(s));
  const all = (/** @type {string} */ s, /** @type {ParentNode} */ where = document) => /** @type {HTMLElement[]} */ ([...where.querySelectorAll(s)]);
  const box = one(dialog);
  const text = (/** @type {Element | null} */ e) => e?.textContent ?? '';
  const labels = new Map();
  const record = () => {
    const cards = all('.stepper-threads article', box);
    for (const card of cards) {
      const badge = text(one('.stepper-badge', card));
      labels.set(badge, [...one('h4', card).childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(''));
    }
    return {
      state: Number(box.dataset.state),
      threads: cards.map((card) => ({
        name: [...one('h4', card).childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(''),
        line: Number(/ligne (\d+)/.exec(text(one('small', card)))?.[1] ?? 0),
        wait: text(one('.stepper-reason', card)).replace(/^bloqué\s:\s/, ''),
        text: text(card),
      })),
      steps: all('[data-do="edge"]', box).map((b) => Number(b.dataset.arg)),
      buttons: all('[data-do="edge"]', box).map(text),
      marks: all('[data-line]', box)
        .flatMap((line) => all('.stepper-badge', line).map((p) => `${line.dataset.line} ${labels.get(text(p))}`))
        .sort(),
      lines: all('[data-line]', box).map((l) => Number(l.dataset.line)),
      objects: all('.stepper-objects article', box).map((o) => ({
        name: text(one('h4 > span', o)), kind: text(one('h4 > small', o)), values: all('.stepper-value', o).map(text), text: text(o),
      })),
      shown: text(one('.stepper-output pre', box)),
      end: one('.stepper-verdict', box)?.dataset.kind ?? '',
    };
  };
  /** @type {Map<number, ReturnType<typeof record>>} */
  const visited = new Map();
  /** @type {[number, number][]} */
  const steps = [];
  /** @type {{state: number, rest: number[]}[]} */
  const stack = [];
  const enter = () => {
    const seen = record();
    const fresh = !visited.has(seen.state);
    if (fresh) {
      visited.set(seen.state, seen);
      stack.push({ state: seen.state, rest: [...new Set(seen.steps)] });
    }
    return { fresh, state: seen.state };
  };
  enter();
  while (stack.length > 0) {
    const { rest } = stack[stack.length - 1];
    const step = rest.pop();
    if (step === undefined) {
      stack.pop();
      if (stack.length > 0) one('[data-do="back"]', box).click();
      continue;
    }
    one(`[data-do="edge"][data-arg="${step}"]`, box).click();
    const { fresh, state } = enter();
    steps.push([step, state]);
    if (!fresh) one('[data-do="back"]', box).click();
  }
  return { states: [...visited.values()], steps, seen: all('.stepper-outcomes li[data-seen]', box).length };
}
