// @ts-check
// Les quiz : chaque genre de question, juste, fausse ou en partie ; le clavier ;
// ce que le navigateur garde ; sans JavaScript ; sur papier.
import fs from 'node:fs';
import path from 'node:path';
import { address, expect, pages, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { violationsByTheme } from '../tools/measures.mjs';
import { BY_PAGE, byGroup } from '../tools/quizzes.mjs';
import { script } from '../tools/sources.mjs';
import { book } from '../tools/server.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Les pages qui ont un quiz. */
const WITH_QUIZ = pages().filter((p) => fs.readFileSync(path.join(book(), p), 'utf8').includes('<quiz-page'));

/** Des réponses, les mêmes ou non : `outils/quiz/src/normalize.rs` les lit aussi. */
const NORMALIZE = new URL('../../outils/quiz/normalize.json', import.meta.url);

const FIRST_THREAD = 'introduction/premier_fil';

/** @param {import('@playwright/test').Page} page @param {string} where @param {string} name */
const question = (page, where, name) => page.locator(`[id="quiz-${where.replaceAll('/', '-')}-${name}"]`);

/** @param {import('@playwright/test').Page} page @param {string} where */
const open = (page, where) => page.goto(`${address()}${where}.html`);

/** Les espaces insécables comptent comme des espaces. @param {string} text */
const pattern = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'));

/**
 * Répond, sans vérifier.
 *
 * @param {import('@playwright/test').Locator} q
 * @param {string[]} answer
 */
async function fillAnswer(q, answer) {
  const field = q.locator('input[type="text"]');
  if (await field.count()) {
    await field.fill(answer[0]);
    return;
  }
  const steps = q.locator('.quiz-steps > li');
  if (await steps.count()) {
    for (const [place, text] of answer.entries()) {
      const step = steps.filter({ hasText: pattern(text) });
      while (!(await steps.nth(place).textContent())?.match(pattern(text))) {
        await step.getByRole('button', { name: 'Monter' }).click();
      }
    }
    return;
  }
  for (const checked of await q.locator('input[type="checkbox"]').all()) await checked.uncheck();
  for (const text of answer) await q.locator('label').filter({ hasText: pattern(text) }).locator('input').check();
}

// Une page se charge une fois, pour tous les genres qu'elle montre.
for (const [where, kinds] of BY_PAGE) {
  test(`${kinds.map(({ kind }) => kind).join(', ')} : faux, en partie, puis juste`, async ({ page }) => {
    await open(page, where);
    const overview = page.locator('.quiz-score span');
    for (const [solved, { name, right, trials }] of kinds.entries()) {
      const q = question(page, where, name);
      const result = q.getByRole('status');
      const answer = q.locator('details');
      const before = new RegExp(`^${solved} questions? réussies? sur`);
      await expect(overview).toHaveText(before);
      await expect(answer).toHaveCount(0);

      for (const { answer: given, said, reason } of trials) {
        await fillAnswer(q, given);
        await q.getByRole('button', { name: 'Vérifier' }).click();
        await expect(result.locator('> p')).toHaveText(said);
        if (reason) await expect(result.locator('.quiz-reasons')).toHaveText(pattern(String(reason)));
        else await expect(result.locator('.quiz-reasons > li')).toHaveCount(0);
        // La réponse est à portée, sans se montrer d'elle-même.
        await expect(answer).not.toHaveAttribute('open');
        await expect(answer.locator('summary')).toHaveText('Voir la réponse');
        await expect(q.locator('.quiz-solution')).toBeHidden();
        await expect(overview).toHaveText(before);
      }

      await fillAnswer(q, right);
      await q.getByRole('button', { name: 'Vérifier' }).click();
      await expect(result.locator('> p')).toHaveText('Juste.');
      await expect(answer).toHaveAttribute('open');
      await expect(q.locator('.quiz-solution')).toBeVisible();
      await expect(answer.getByRole('link', { name: 'Relire le passage' })).toBeVisible();
      await expect(overview).toHaveText(new RegExp(`^${solved + 1} questions? réussies? sur`));
      await expect(q.locator('fieldset')).toHaveAttribute('disabled');
    }
  });
}

test("avant de répondre, rien ne dit la réponse ; une réponse vide ne compte pas ; une étape du bord y reste", async ({ page }) => {
  await open(page, FIRST_THREAD);
  const text = await page.locator('quiz-page').evaluate((e) => e.textContent ?? '');
  expect(text).not.toContain('Le join n');
  expect(text).not.toContain('Voir la réponse');
  const attributes = await page.locator('quiz-page label, quiz-page input').evaluateAll((all) =>
    [...new Set(all.flatMap((e) => e.getAttributeNames()))].sort(),
  );
  expect(attributes).toEqual(['autocapitalize', 'autocomplete', 'name', 'spellcheck', 'type', 'value']);

  const q = question(page, FIRST_THREAD, 'etapes_d_un_fil');
  const before = await q.locator('.quiz-steps > li > span').allTextContents();
  await q.getByRole('button', { name: 'Monter' }).first().click();
  await q.getByRole('button', { name: 'Descendre' }).last().click();
  expect(await q.locator('.quiz-steps > li > span').allTextContents()).toEqual(before);

  for (const name of ['attendre_par_une_pause', 'fil_detache']) {
    const q = question(page, FIRST_THREAD, name);
    await q.getByRole('button', { name: 'Vérifier' }).click();
    await expect(q.getByRole('status')).toHaveText("Répondez d'abord.");
    await expect(q.locator('details')).toHaveCount(0);
  }
});

// Par chapitre : c'est ce que deux essais à la fois se partagent le mieux.
for (const [chapter, names] of byGroup(WITH_QUIZ, (name) => name.split('/')[0])) {
  test(`${chapter}, page par page : quatre questions au moins ; ouvertes, elles tiennent à 390 pixels ; chaque clé ouvre la sienne`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of names) {
      await page.goto(address() + name);
      const number = await page.locator('.quiz-question').count();
      expect.soft(number, name).toBeGreaterThanOrEqual(4);
      record({ name: 'questions de quiz', value: number, merge: 'sum' });
      expect.soft(await page.evaluate(() => Reflect.get(window, 'trialQuiz').answerWrong()), name).toBeGreaterThanOrEqual(4);
      // La page défile dans son contenu : sa largeur ne dirait rien. Le code, lui,
      // défile dans son cadre.
      const outside = await page.locator('quiz-page *:not(pre *)').evaluateAll((all) =>
        all.filter((e) => e.getBoundingClientRect().right > window.innerWidth).map((e) => `${e.localName} « ${e.textContent?.slice(0, 30)} »`),
      );
      expect.soft(outside, name).toEqual([]);
      expect.soft(await page.evaluate(() => Reflect.get(window, 'trialQuiz').answerRight()), name).toEqual([]);
      await expect.soft(page.locator('.quiz-score span'), name).toHaveText(`${number} questions réussies sur ${number}`);
    }
  });
}

test.beforeEach(async ({ page }) => {
  // Répondre à toutes les questions d'une page, d'un seul aller-retour avec elle.
  await page.addInitScript(() => {
    /** @returns {HTMLElement[]} */
    const questions = () => [...document.querySelectorAll('.quiz-question')].map((q) => /** @type {HTMLElement} */ (q));
    /** @param {HTMLElement} q */
    const verify = (q) => q.querySelector('form')?.requestSubmit();
    Reflect.set(window, 'trialQuiz', {
      /** Répond n'importe quoi, ouvre tout, et compte ce qui est ouvert. */
      answerWrong() {
        for (const q of questions()) {
          const field = q.querySelector('input');
          if (field?.type === 'text') field.value = 'tout à fait autre chose';
          else field?.click();
          verify(q);
          for (const d of q.querySelectorAll('details')) d.open = true;
        }
        return document.querySelectorAll('quiz-page details[open]').length;
      },
      /** Répond ce que dit la clé, et rend les questions qui n'en veulent pas. */
      answerRight() {
        return questions().flatMap((q) => {
          const said = () => q.querySelector('[role="status"] > p')?.textContent ?? '';
          if (said() === 'Juste.') return [];
          const bytes = (q.dataset.key ?? '').match(/../g) ?? [];
          const key = new TextDecoder().decode(Uint8Array.from(bytes, (o) => Number.parseInt(o, 16)));
          const field = q.querySelector('input');
          const steps = q.querySelector('.quiz-steps');
          if (field?.type === 'text') field.value = key.split('\n').at(-1) ?? '';
          else if (steps) {
            const wanted = key.split(',').map((rank) => steps.children[Number(rank)]);
            for (const [place, step] of wanted.entries()) {
              const moveUp = [...step.querySelectorAll('button')].find((b) => b.getAttribute('aria-label')?.startsWith('Monter'));
              while (steps.children[place] !== step && moveUp) moveUp.click();
            }
          } else {
            for (const checked of q.querySelectorAll('input')) {
              if (checked.checked !== key.split(',').includes(checked.value)) checked.click();
            }
          }
          verify(q);
          return said() === 'Juste.' ? [] : [`${q.id} : ${said()}`];
        });
      },
    });
  });
});

test('une réponse courte se compare comme la construction la lit', async ({ page }) => {
  /** @type {Record<'same' | 'different', [given: string, key: string][]>} */
  const { same, different } = JSON.parse(fs.readFileSync(NORMALIZE, 'utf8'));
  await page.goto(address() + FIRST_THREAD);
  // Une question par paire : l'un est la clé, l'autre la réponse.
  const failures = await page.evaluate((pairs) => {
    localStorage.clear();
    const done = pairs.map(({ given, key, right }, rank) => {
      const quiz = document.createElement('quiz-page');
      const bytes = [...new TextEncoder().encode(key)].map((o) => o.toString(16).padStart(2, '0')).join('');
      quiz.innerHTML = `<div class="quiz-question" data-question="paire-${rank}" data-key="${bytes}">`
        + '<fieldset><input type="text"></fieldset><details><summary></summary></details></div>';
      document.body.append(quiz);
      const field = quiz.querySelector('input');
      if (field) field.value = given;
      quiz.querySelector('form')?.requestSubmit();
      const said = quiz.querySelector('[role="status"] > p')?.textContent;
      return said === (right ? 'Juste.' : "Ce n'est pas cela.") ? [] : [`« ${given} », « ${key} » : ${said}`];
    });
    return done.flat();
  }, [
    ...same.map(([given, key]) => ({ given, key, right: true })),
    ...different.map(([given, key]) => ({ given, key, right: false })),
  ]);
  expect(failures).toEqual([]);
});

test('au clavier seul : cocher, écrire, ordonner, vérifier ; puis sur le papier', async ({ page }) => {
  await open(page, FIRST_THREAD);
  // Une case : Tab y mène, Espace la coche, Tab puis Entrée vérifient.
  const cells = question(page, FIRST_THREAD, 'ordre_des_lignes');
  for (const text of ['undeuxtrois', 'deuxuntrois']) {
    await cells.locator('label').filter({ hasText: text }).locator('input').focus();
    await page.keyboard.press('Space');
  }
  const reach = async (/** @type {import('@playwright/test').Locator} */ target) => {
    for (let i = 0; i < 12; i += 1) {
      if (await target.evaluate((e) => e === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  };
  await reach(cells.getByRole('button', { name: 'Vérifier' }));
  await page.keyboard.press('Enter');
  await expect(cells.getByRole('status').locator('> p')).toHaveText('Juste.');
  await expect(cells.getByRole('button', { name: 'Refaire cette question' }), 'le focus reste là').toBeFocused();

  // Un champ : Entrée suffit.
  const field = question(page, FIRST_THREAD, 'fil_detache');
  await field.locator('input').focus();
  await page.keyboard.type('Trois');
  await page.keyboard.press('Enter');
  await expect(field.getByRole('status').locator('> p')).toHaveText('Juste.');

  // Des boutons radio : les flèches, sans changer de page.
  const radios = question(page, FIRST_THREAD, 'sans_move');
  const here = page.url();
  await radios.locator('input').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(radios.locator('input').nth(1)).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(radios.locator('input').nth(2)).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await expect(radios.locator('input').nth(1)).toBeChecked();
  expect(page.url()).toBe(here);

  // Des étapes : le bouton garde le focus, et la place est annoncée.
  const steps = question(page, FIRST_THREAD, 'etapes_d_un_fil');
  for (const [place, name] of ['départ', 'calcul', 'résultat'].entries()) {
    const moveUp = steps.getByRole('button', { name: `Monter « ${name} »` });
    await moveUp.focus();
    while (!(await steps.locator('.quiz-steps > li').nth(place).textContent())?.includes(name)) {
      await page.keyboard.press('Enter');
      await expect(moveUp).toBeFocused();
      await expect(steps.getByRole('status')).toHaveText(new RegExp(`« ${name} » : place \\d sur 3\\.`));
    }
  }
  await reach(steps.getByRole('button', { name: 'Vérifier' }));
  await page.keyboard.press('Enter');
  await expect(steps.getByRole('status').locator('> p')).toHaveText('Juste.');

  // Sur le papier : les questions, sans boutons ; la réponse ouverte reste.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.quiz-question legend').first()).toBeVisible();
  await expect(page.locator('quiz-page button').filter({ visible: true })).toHaveCount(0);
  await expect(field.locator('.quiz-solution')).toBeVisible();
});

test('les réponses restent, page rechargée ; une question, puis tout, se recommence', async ({ page }) => {
  await open(page, FIRST_THREAD);
  const cells = question(page, FIRST_THREAD, 'ordre_des_lignes');
  const radios = question(page, FIRST_THREAD, 'sans_move');
  const field = question(page, FIRST_THREAD, 'fil_detache');
  const overview = page.locator('.quiz-score span');
  await fillAnswer(cells, ['undeuxtrois', 'deuxuntrois']);
  await fillAnswer(field, ['3']);
  await fillAnswer(radios, ['Oui :']);
  for (const q of [cells, field, radios]) await q.getByRole('button', { name: 'Vérifier' }).click();
  await expect(overview).toHaveText('2 questions réussies sur 6');

  await page.reload();
  await expect(overview).toHaveText('2 questions réussies sur 6');
  await expect(cells.locator('input:checked')).toHaveCount(2);
  await expect(cells.getByRole('status').locator('> p')).toHaveText('Juste.');
  await expect(field.locator('input')).toHaveValue('3');
  await expect(radios.locator('input').first(), 'un essai faux reste, sans son verdict').toBeChecked();
  await expect(radios.getByRole('button', { name: 'Vérifier' })).toBeVisible();

  await field.getByRole('button', { name: 'Refaire cette question' }).click();
  await expect(overview).toHaveText('1 question réussie sur 6');
  await expect(field.locator('input')).toHaveValue('');
  await expect(field.locator('details')).toHaveCount(0);
  await page.reload();
  await expect(overview).toHaveText('1 question réussie sur 6');

  // Effacer se demande, et s'annule tant que le lecteur reste dans la page.
  const restart = page.getByRole('button', { name: 'Tout recommencer' });
  const dialog = page.getByRole('dialog', { name: 'Tout recommencer ?' });
  await restart.click();
  await dialog.getByRole('button', { name: 'Annuler' }).click();
  await expect(overview).toHaveText('1 question réussie sur 6');
  await expect(restart).toBeFocused();
  for (const undone of [true, false]) {
    await restart.click();
    await dialog.getByRole('button', { name: 'Effacer' }).click();
    await expect(overview).toHaveText('0 question réussie sur 6');
    if (undone) {
      await page.getByRole('button', { name: "Annuler l'effacement" }).click();
      await expect(overview).toHaveText('1 question réussie sur 6');
      await expect(cells.locator('input:checked')).toHaveCount(2);
      await expect(radios.locator('input').first(), "l'essai faux revient aussi").toBeChecked();
      await expect(page.getByRole('button', { name: "Annuler l'effacement" })).toBeHidden();
      await expect(restart).toBeFocused();
    }
  }
  await page.reload();
  await expect(overview).toHaveText('0 question réussie sur 6');
  await expect(page.locator('quiz-page input:checked')).toHaveCount(0);
});

test('un navigateur qui ne garde rien, ou garde autre chose, ne gêne pas', async ({ page, faults }) => {
  await page.addInitScript(() => localStorage.setItem('concurrence-rust/1/quiz', '{abîmé'));
  await open(page, FIRST_THREAD);
  const field = question(page, FIRST_THREAD, 'fil_detache');
  await fillAnswer(field, ['3']);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('plein', 'QuotaExceededError');
    };
  });
  await field.getByRole('button', { name: 'Vérifier' }).click();
  await expect(field.getByRole('status').locator('> p')).toHaveText('Juste.');
  expect(faults.console).toEqual([]);
});

test('les progrès du livre reçoivent les réussites, et les rendent', async ({ page }) => {
  await page.addInitScript(() => {
    const kept = new Set(JSON.parse(localStorage.getItem('trial-progress') ?? '[]'));
    const change = () => {
      localStorage.setItem('trial-progress', JSON.stringify([...kept]));
      document.dispatchEvent(new CustomEvent('course-progress'));
    };
    // À la place de ceux du livre.
    Object.defineProperty(window, 'courseProgress', {
      set: () => {},
      get: () => ({
        mark: (/** @type {string} */ kind, /** @type {string} */ id) => { kept.add(`${kind} ${id}`); change(); },
        unmark: (/** @type {string} */ kind, /** @type {string} */ id) => { kept.delete(`${kind} ${id}`); change(); },
        has: (/** @type {string} */ kind, /** @type {string} */ id) => kept.has(`${kind} ${id}`),
        clear: () => { kept.clear(); change(); },
      }),
    });
  });
  await open(page, FIRST_THREAD);
  const progress = () => page.evaluate(() => JSON.parse(localStorage.getItem('trial-progress') ?? '[]'));
  const field = question(page, FIRST_THREAD, 'fil_detache');
  const overview = page.locator('.quiz-score span');
  await fillAnswer(field, ['3']);
  await field.getByRole('button', { name: 'Vérifier' }).click();
  expect(await progress()).toEqual([`quiz ${FIRST_THREAD}#fil_detache`]);

  // Repris d'ailleurs : la question est réussie, et sa réponse s'y lit.
  await page.evaluate((id) => window.courseProgress?.mark('quiz', id), `${FIRST_THREAD}#sans_move`);
  await expect(overview).toHaveText('2 questions réussies sur 6');
  await expect(question(page, FIRST_THREAD, 'sans_move').locator('label').filter({ hasText: 'ligne 5' }).locator('input')).toBeChecked();

  await field.getByRole('button', { name: 'Refaire cette question' }).click();
  expect(await progress()).toEqual([`quiz ${FIRST_THREAD}#sans_move`]);
  await page.evaluate(() => window.courseProgress?.clear());
  await expect(overview).toHaveText('0 question réussie sur 6');
  await page.reload();
  await expect(overview).toHaveText('0 question réussie sur 6');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test("des champs, et des réponses pliées qui s'ouvrent", async ({ page }) => {
    await open(page, FIRST_THREAD);
    const questions = page.locator('.quiz-question');
    for (let i = 0; i < (await questions.count()); i += 1) {
      const q = questions.nth(i);
      await expect(q.locator('legend')).toBeVisible();
      await expect(q.locator('input, .quiz-steps > li').first()).toBeVisible();
      await expect(q.getByRole('button')).toHaveCount(0);
      await expect(q.locator('.quiz-solution'), 'la réponse est pliée').toBeHidden();
      await q.locator('summary').click();
      await expect(q.locator('.quiz-solution')).toBeVisible();
      await expect(q.getByRole('link', { name: 'Relire le passage' })).toBeVisible();
    }
  });
});

test('axe : aucune faute, réponses fausses et justes ouvertes, dans les cinq thèmes', async ({ page }) => {
  await open(page, FIRST_THREAD);
  await fillAnswer(question(page, FIRST_THREAD, 'sans_move'), ['Oui :']);
  await fillAnswer(question(page, FIRST_THREAD, 'ordre_des_lignes'), ['undeuxtrois', 'deuxtroisun']);
  await fillAnswer(question(page, FIRST_THREAD, 'etapes_d_un_fil'), ['départ', 'calcul', 'résultat']);
  await fillAnswer(question(page, FIRST_THREAD, 'fil_detache'), ['3']);
  for (const name of ['sans_move', 'ordre_des_lignes', 'etapes_d_un_fil', 'fil_detache']) {
    await question(page, FIRST_THREAD, name).getByRole('button', { name: 'Vérifier' }).click();
  }
  await expect(page.locator('.quiz-score span')).toHaveText('2 questions réussies sur 6');
  await page.locator('quiz-page details').evaluateAll((all) => all.forEach((d) => { /** @type {HTMLDetailsElement} */ (d).open = true; }));
  await expect(page.locator('quiz-page .quiz-solution').filter({ visible: true })).toHaveCount(4);
  expect(await violationsByTheme(page, ['quiz-page'])).toEqual([]);
});

test('le script du quiz tient en huit kilo-octets', () => {
  const bytes = script('quiz').length;
  record({ name: 'script des quiz, non comprimé', value: bytes / 1000, unit: 'ko', bound: '≤ 8 ko' });
  expect(bytes).toBeLessThanOrEqual(8000);
});
