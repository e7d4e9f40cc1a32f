// @ts-check
// Les quiz : chaque genre de question, juste, fausse ou en partie ; le clavier ;
// ce que le navigateur garde ; sans JavaScript ; sur papier.
import fs from 'node:fs';
import path from 'node:path';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { script } from '../outils/sources.mjs';
import { livre } from '../outils/serveur.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Les pages qui ont un quiz. */
const A_QUIZ = pages().filter((p) => fs.readFileSync(path.join(livre(), p), 'utf8').includes('<quiz-page'));

/** Des réponses, les mêmes ou non : `outils/quiz/src/normalize.rs` les lit aussi. */
const NORMALIZE = new URL('../../outils/quiz/normalize.json', import.meta.url);

const PREMIER_FIL = 'introduction/premier_fil';

/**
 * Une question de chaque genre, et ce qu'un lecteur y répond : le texte des
 * propositions à cocher, ou la réponse à écrire.
 *
 * @typedef {{reponse: string[], dit: string | RegExp, raison?: string | RegExp}} Essai
 * @type {{genre: string, page: string, nom: string, juste: string[], essais: Essai[]}[]}
 */
const GENRES = [
  {
    genre: 'choix',
    page: PREMIER_FIL,
    nom: 'attendre_par_une_pause',
    juste: ['Rien ne garantit que le fil aura fini en une seconde'],
    essais: [{ reponse: ['thread::sleep arrête aussi'], dit: "Ce n'est pas cela.", raison: "n'endort que le fil qui l'appelle" }],
  },
  {
    genre: 'choix à plusieurs réponses',
    page: 'synchronisation/index',
    nom: 'manques_de_mpsc',
    juste: ['Plusieurs récepteurs', 'select!'],
    essais: [
      { reponse: ['Plusieurs émetteurs'], dit: "Ce n'est pas cela.", raison: 'Ceux de mpsc en ont aussi' },
      { reponse: ['select!'], dit: 'En partie : 1 sur 2.' },
      { reponse: ['Plusieurs récepteurs', 'select!', 'Plusieurs émetteurs'], dit: 'En partie : 2 sur 2, et 1 de trop.', raison: 'Ceux de mpsc' },
    ],
  },
  {
    genre: 'réponse courte',
    page: 'introduction/concurrence_et_parallelisme',
    nom: 'mot_entrelacement',
    juste: ["  L’Entrelacement. "],
    essais: [{ reponse: ['ordre'], dit: "Ce n'est pas cela." }],
  },
  {
    genre: 'compile ou non',
    page: PREMIER_FIL,
    nom: 'sans_move',
    juste: ['Non : E0373'],
    essais: [
      { reponse: ['Oui, il compile'], dit: "Ce n'est pas cela.", raison: 'Le compilateur ne lit que les signatures' },
      { reponse: ['Non : E0382'], dit: "Ce n'est pas cela.", raison: 'il est emprunté' },
    ],
  },
  {
    genre: "qu'affiche ce programme",
    page: PREMIER_FIL,
    nom: 'panique_dans_un_fil',
    juste: ['le fil a paniquéfin'],
    essais: [{ reponse: ['puis le programme panique'], dit: "Ce n'est pas cela.", raison: "C'est la règle de Go" }],
  },
  {
    genre: 'sorties possibles',
    page: PREMIER_FIL,
    nom: 'ordre_des_lignes',
    juste: ['undeuxtrois', 'deuxuntrois'],
    essais: [
      { reponse: ['deuxtroisun'], dit: "Ce n'est pas cela.", raison: 'join ne rend la main' },
      { reponse: ['undeuxtrois'], dit: 'En partie : 1 sur 2.' },
      { reponse: ['undeuxtrois', 'deuxtroisun'], dit: 'En partie : 1 sur 2, et 1 de trop.', raison: 'join ne rend la main' },
    ],
  },
  {
    genre: 'peut-il se bloquer',
    page: 'synchronisation/rendez_vous',
    nom: 'seul_au_rendez_vous',
    juste: ['Oui, dans tous les ordres'],
    essais: [
      { reponse: ['Non, jamais'], dit: "Ce n'est pas cela.", raison: "n'a pas de tampon" },
      { reponse: ['Oui, dans certains ordres'], dit: "Ce n'est pas cela.", raison: "qu'un ordre possible" },
    ],
  },
  {
    genre: 'remise en ordre',
    page: 'synchronisation/diagramme',
    nom: 'trajet',
    juste: ['Le producteur produit', "Le producteur l'envoie", 'Le consommateur la reçoit', 'Le consommateur la traite'],
    essais: [
      { reponse: ['Le producteur produit', "Le producteur l'envoie", 'Le consommateur la traite', 'Le consommateur la reçoit'], dit: 'En partie : 2 sur 4 à sa place.' },
    ],
  },
];

/** @param {import('@playwright/test').Page} page @param {string} ou @param {string} nom */
const question = (page, ou, nom) => page.locator(`[id="quiz-${ou.replaceAll('/', '-')}-${nom}"]`);

/** @param {import('@playwright/test').Page} page @param {string} ou */
const ouvrir = (page, ou) => page.goto(`${adresse()}${ou}.html`);

/** Les espaces insécables comptent comme des espaces. @param {string} texte */
const motif = (texte) => new RegExp(texte.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'));

/**
 * Répond, sans vérifier.
 *
 * @param {import('@playwright/test').Locator} q
 * @param {string[]} reponse
 */
async function repondre(q, reponse) {
  const champ = q.locator('input[type="text"]');
  if (await champ.count()) {
    await champ.fill(reponse[0]);
    return;
  }
  const etapes = q.locator('.quiz-steps > li');
  if (await etapes.count()) {
    for (const [place, texte] of reponse.entries()) {
      const etape = etapes.filter({ hasText: motif(texte) });
      while (!(await etapes.nth(place).textContent())?.match(motif(texte))) {
        await etape.getByRole('button', { name: 'Monter' }).click();
      }
    }
    return;
  }
  for (const coche of await q.locator('input[type="checkbox"]').all()) await coche.uncheck();
  for (const texte of reponse) await q.locator('label').filter({ hasText: motif(texte) }).locator('input').check();
}

/**
 * Range `liste` par clé, dans l'ordre.
 *
 * @template T
 * @param {T[]} liste
 * @param {(element: T) => string} cle
 */
function parGroupe(liste, cle) {
  /** @type {Map<string, T[]>} */
  const groupes = new Map();
  for (const element of liste) groupes.set(cle(element), [...(groupes.get(cle(element)) ?? []), element]);
  return groupes;
}

// Une page se charge une fois, pour tous les genres qu'elle montre.
for (const [ou, genres] of parGroupe(GENRES, ({ page }) => page)) {
  test(`${genres.map(({ genre }) => genre).join(', ')} : faux, en partie, puis juste`, async ({ page }) => {
    await ouvrir(page, ou);
    const bilan = page.locator('.quiz-score span');
    for (const [reussies, { nom, juste, essais }] of genres.entries()) {
      const q = question(page, ou, nom);
      const resultat = q.getByRole('status');
      const reponse = q.locator('details');
      const avant = new RegExp(`^${reussies} questions? réussies? sur`);
      await expect(bilan).toHaveText(avant);
      await expect(reponse).toHaveCount(0);

      for (const { reponse: donnee, dit, raison } of essais) {
        await repondre(q, donnee);
        await q.getByRole('button', { name: 'Vérifier' }).click();
        await expect(resultat.locator('> p')).toHaveText(dit);
        if (raison) await expect(resultat.locator('.quiz-reasons')).toHaveText(motif(String(raison)));
        else await expect(resultat.locator('.quiz-reasons > li')).toHaveCount(0);
        // La réponse est à portée, sans se montrer d'elle-même.
        await expect(reponse).not.toHaveAttribute('open');
        await expect(reponse.locator('summary')).toHaveText('Voir la réponse');
        await expect(q.locator('.quiz-solution')).toBeHidden();
        await expect(bilan).toHaveText(avant);
      }

      await repondre(q, juste);
      await q.getByRole('button', { name: 'Vérifier' }).click();
      await expect(resultat.locator('> p')).toHaveText('Juste.');
      await expect(reponse).toHaveAttribute('open');
      await expect(q.locator('.quiz-solution')).toBeVisible();
      await expect(reponse.getByRole('link', { name: 'Relire le passage' })).toBeVisible();
      await expect(bilan).toHaveText(new RegExp(`^${reussies + 1} questions? réussies? sur`));
      await expect(q.locator('fieldset')).toHaveAttribute('disabled');
    }
  });
}

test("avant de répondre, rien ne dit la réponse ; une réponse vide ne compte pas ; une étape du bord y reste", async ({ page }) => {
  await ouvrir(page, PREMIER_FIL);
  const texte = await page.locator('quiz-page').evaluate((e) => e.textContent ?? '');
  expect(texte).not.toContain('Le join n');
  expect(texte).not.toContain('Voir la réponse');
  const attributs = await page.locator('quiz-page label, quiz-page input').evaluateAll((tous) =>
    [...new Set(tous.flatMap((e) => e.getAttributeNames()))].sort(),
  );
  expect(attributs).toEqual(['autocapitalize', 'autocomplete', 'name', 'spellcheck', 'type', 'value']);

  const q = question(page, PREMIER_FIL, 'etapes_d_un_fil');
  const avant = await q.locator('.quiz-steps > li > span').allTextContents();
  await q.getByRole('button', { name: 'Monter' }).first().click();
  await q.getByRole('button', { name: 'Descendre' }).last().click();
  expect(await q.locator('.quiz-steps > li > span').allTextContents()).toEqual(avant);

  for (const nom of ['attendre_par_une_pause', 'fil_detache']) {
    const q = question(page, PREMIER_FIL, nom);
    await q.getByRole('button', { name: 'Vérifier' }).click();
    await expect(q.getByRole('status')).toHaveText("Répondez d'abord.");
    await expect(q.locator('details')).toHaveCount(0);
  }
});

// Par chapitre : c'est ce que deux essais à la fois se partagent le mieux.
for (const [chapitre, noms] of parGroupe(A_QUIZ, (nom) => nom.split('/')[0])) {
  test(`${chapitre}, page par page : quatre questions au moins ; ouvertes, elles tiennent à 390 pixels ; chaque clé ouvre la sienne`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const nom of noms) {
      await page.goto(adresse() + nom);
      const nombre = await page.locator('.quiz-question').count();
      expect.soft(nombre, nom).toBeGreaterThanOrEqual(4);
      relever({ nom: 'questions de quiz', valeur: nombre, cumul: 'somme' });
      expect.soft(await page.evaluate(() => Reflect.get(window, 'essaiQuiz').repondreFaux()), nom).toBeGreaterThanOrEqual(4);
      // La page défile dans son contenu : sa largeur ne dirait rien. Le code, lui,
      // défile dans son cadre.
      const dehors = await page.locator('quiz-page *:not(pre *)').evaluateAll((tous) =>
        tous.filter((e) => e.getBoundingClientRect().right > window.innerWidth).map((e) => `${e.localName} « ${e.textContent?.slice(0, 30)} »`),
      );
      expect.soft(dehors, nom).toEqual([]);
      expect.soft(await page.evaluate(() => Reflect.get(window, 'essaiQuiz').repondreJuste()), nom).toEqual([]);
      await expect.soft(page.locator('.quiz-score span'), nom).toHaveText(`${nombre} questions réussies sur ${nombre}`);
    }
  });
}

test.beforeEach(async ({ page }) => {
  // Répondre à toutes les questions d'une page, d'un seul aller-retour avec elle.
  await page.addInitScript(() => {
    /** @returns {HTMLElement[]} */
    const questions = () => [...document.querySelectorAll('.quiz-question')].map((q) => /** @type {HTMLElement} */ (q));
    /** @param {HTMLElement} q */
    const verifier = (q) => q.querySelector('form')?.requestSubmit();
    Reflect.set(window, 'essaiQuiz', {
      /** Répond n'importe quoi, ouvre tout, et compte ce qui est ouvert. */
      repondreFaux() {
        for (const q of questions()) {
          const champ = q.querySelector('input');
          if (champ?.type === 'text') champ.value = 'tout à fait autre chose';
          else champ?.click();
          verifier(q);
          for (const d of q.querySelectorAll('details')) d.open = true;
        }
        return document.querySelectorAll('quiz-page details[open]').length;
      },
      /** Répond ce que dit la clé, et rend les questions qui n'en veulent pas. */
      repondreJuste() {
        return questions().flatMap((q) => {
          const dit = () => q.querySelector('[role="status"] > p')?.textContent ?? '';
          if (dit() === 'Juste.') return [];
          const octets = (q.dataset.cle ?? '').match(/../g) ?? [];
          const cle = new TextDecoder().decode(Uint8Array.from(octets, (o) => Number.parseInt(o, 16)));
          const champ = q.querySelector('input');
          const etapes = q.querySelector('.quiz-steps');
          if (champ?.type === 'text') champ.value = cle.split('\n').at(-1) ?? '';
          else if (etapes) {
            const voulues = cle.split(',').map((rang) => etapes.children[Number(rang)]);
            for (const [place, etape] of voulues.entries()) {
              const monter = [...etape.querySelectorAll('button')].find((b) => b.getAttribute('aria-label')?.startsWith('Monter'));
              while (etapes.children[place] !== etape && monter) monter.click();
            }
          } else {
            for (const coche of q.querySelectorAll('input')) {
              if (coche.checked !== cle.split(',').includes(coche.value)) coche.click();
            }
          }
          verifier(q);
          return dit() === 'Juste.' ? [] : [`${q.id} : ${dit()}`];
        });
      },
    });
  });
});

test('une réponse courte se compare comme la construction la lit', async ({ page }) => {
  const { same, different } = JSON.parse(fs.readFileSync(NORMALIZE, 'utf8'));
  await page.goto(adresse() + PREMIER_FIL);
  // Une question par paire : l'un est la clé, l'autre la réponse.
  const rates = await page.evaluate((paires) => {
    localStorage.clear();
    const faits = paires.map(({ donne, cle, juste }, rang) => {
      const quiz = document.createElement('quiz-page');
      const octets = [...new TextEncoder().encode(cle)].map((o) => o.toString(16).padStart(2, '0')).join('');
      quiz.innerHTML = `<div class="quiz-question" data-question="paire-${rang}" data-key="${octets}">`
        + '<fieldset><input type="text"></fieldset><details><summary></summary></details></div>';
      document.body.append(quiz);
      const champ = quiz.querySelector('input');
      if (champ) champ.value = donne;
      quiz.querySelector('form')?.requestSubmit();
      const dit = quiz.querySelector('[role="status"] > p')?.textContent;
      return dit === (juste ? 'Juste.' : "Ce n'est pas cela.") ? [] : [`« ${donne} », « ${cle} » : ${dit}`];
    });
    return faits.flat();
  }, [
    ...same.map(([donne, cle]) => ({ donne, cle, juste: true })),
    ...different.map(([donne, cle]) => ({ donne, cle, juste: false })),
  ]);
  expect(rates).toEqual([]);
});

test('au clavier seul : cocher, écrire, ordonner, vérifier ; puis sur le papier', async ({ page }) => {
  await ouvrir(page, PREMIER_FIL);
  // Une case : Tab y mène, Espace la coche, Tab puis Entrée vérifient.
  const cases = question(page, PREMIER_FIL, 'ordre_des_lignes');
  for (const texte of ['undeuxtrois', 'deuxuntrois']) {
    await cases.locator('label').filter({ hasText: texte }).locator('input').focus();
    await page.keyboard.press('Space');
  }
  const atteindre = async (/** @type {import('@playwright/test').Locator} */ cible) => {
    for (let i = 0; i < 12; i += 1) {
      if (await cible.evaluate((e) => e === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(cible).toBeFocused();
  };
  await atteindre(cases.getByRole('button', { name: 'Vérifier' }));
  await page.keyboard.press('Enter');
  await expect(cases.getByRole('status').locator('> p')).toHaveText('Juste.');
  await expect(cases.getByRole('button', { name: 'Refaire cette question' }), 'le focus reste là').toBeFocused();

  // Un champ : Entrée suffit.
  const champ = question(page, PREMIER_FIL, 'fil_detache');
  await champ.locator('input').focus();
  await page.keyboard.type('Trois');
  await page.keyboard.press('Enter');
  await expect(champ.getByRole('status').locator('> p')).toHaveText('Juste.');

  // Des boutons radio : les flèches, sans changer de page.
  const radios = question(page, PREMIER_FIL, 'sans_move');
  const ici = page.url();
  await radios.locator('input').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(radios.locator('input').nth(1)).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(radios.locator('input').nth(2)).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await expect(radios.locator('input').nth(1)).toBeChecked();
  expect(page.url()).toBe(ici);

  // Des étapes : le bouton garde le focus, et la place est annoncée.
  const etapes = question(page, PREMIER_FIL, 'etapes_d_un_fil');
  for (const [place, nom] of ['départ', 'calcul', 'résultat'].entries()) {
    const monter = etapes.getByRole('button', { name: `Monter « ${nom} »` });
    await monter.focus();
    while (!(await etapes.locator('.quiz-steps > li').nth(place).textContent())?.includes(nom)) {
      await page.keyboard.press('Enter');
      await expect(monter).toBeFocused();
      await expect(etapes.getByRole('status')).toHaveText(new RegExp(`« ${nom} » : place \\d sur 3\\.`));
    }
  }
  await atteindre(etapes.getByRole('button', { name: 'Vérifier' }));
  await page.keyboard.press('Enter');
  await expect(etapes.getByRole('status').locator('> p')).toHaveText('Juste.');

  // Sur le papier : les questions, sans boutons ; la réponse ouverte reste.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.quiz-question legend').first()).toBeVisible();
  await expect(page.locator('quiz-page button').filter({ visible: true })).toHaveCount(0);
  await expect(champ.locator('.quiz-solution')).toBeVisible();
});

test('les réponses restent, page rechargée ; une question, puis tout, se recommence', async ({ page }) => {
  await ouvrir(page, PREMIER_FIL);
  const cases = question(page, PREMIER_FIL, 'ordre_des_lignes');
  const radios = question(page, PREMIER_FIL, 'sans_move');
  const champ = question(page, PREMIER_FIL, 'fil_detache');
  const bilan = page.locator('.quiz-score span');
  await repondre(cases, ['undeuxtrois', 'deuxuntrois']);
  await repondre(champ, ['3']);
  await repondre(radios, ['Oui, il compile']);
  for (const q of [cases, champ, radios]) await q.getByRole('button', { name: 'Vérifier' }).click();
  await expect(bilan).toHaveText('2 questions réussies sur 6');

  await page.reload();
  await expect(bilan).toHaveText('2 questions réussies sur 6');
  await expect(cases.locator('input:checked')).toHaveCount(2);
  await expect(cases.getByRole('status').locator('> p')).toHaveText('Juste.');
  await expect(champ.locator('input')).toHaveValue('3');
  await expect(radios.locator('input').first(), 'un essai faux reste, sans son verdict').toBeChecked();
  await expect(radios.getByRole('button', { name: 'Vérifier' })).toBeVisible();

  await champ.getByRole('button', { name: 'Refaire cette question' }).click();
  await expect(bilan).toHaveText('1 question réussie sur 6');
  await expect(champ.locator('input')).toHaveValue('');
  await expect(champ.locator('details')).toHaveCount(0);
  await page.reload();
  await expect(bilan).toHaveText('1 question réussie sur 6');

  await page.getByRole('button', { name: 'Tout recommencer' }).click();
  await expect(bilan).toHaveText('0 question réussie sur 6');
  await page.reload();
  await expect(bilan).toHaveText('0 question réussie sur 6');
  await expect(page.locator('quiz-page input:checked')).toHaveCount(0);
});

test('un navigateur qui ne garde rien, ou garde autre chose, ne gêne pas', async ({ page, ecarts }) => {
  await page.addInitScript(() => localStorage.setItem('concurrence-rust/1/quiz', '{abîmé'));
  await ouvrir(page, PREMIER_FIL);
  const champ = question(page, PREMIER_FIL, 'fil_detache');
  await repondre(champ, ['3']);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('plein', 'QuotaExceededError');
    };
  });
  await champ.getByRole('button', { name: 'Vérifier' }).click();
  await expect(champ.getByRole('status').locator('> p')).toHaveText('Juste.');
  expect(ecarts.console).toEqual([]);
});

test('les progrès du livre reçoivent les réussites, et les rendent', async ({ page }) => {
  await page.addInitScript(() => {
    const garde = new Set(JSON.parse(localStorage.getItem('essai-progres') ?? '[]'));
    const change = () => {
      localStorage.setItem('essai-progres', JSON.stringify([...garde]));
      document.dispatchEvent(new CustomEvent('course-progress'));
    };
    // À la place de ceux du livre.
    Object.defineProperty(window, 'courseProgress', {
      set: () => {},
      get: () => ({
        mark: (/** @type {string} */ sorte, /** @type {string} */ id) => { garde.add(`${sorte} ${id}`); change(); },
        unmark: (/** @type {string} */ sorte, /** @type {string} */ id) => { garde.delete(`${sorte} ${id}`); change(); },
        has: (/** @type {string} */ sorte, /** @type {string} */ id) => garde.has(`${sorte} ${id}`),
        clear: () => { garde.clear(); change(); },
        essai: () => [...garde],
      }),
    });
  });
  await ouvrir(page, PREMIER_FIL);
  const progres = () => page.evaluate(() => Reflect.get(window, 'courseProgress').essai());
  const champ = question(page, PREMIER_FIL, 'fil_detache');
  const bilan = page.locator('.quiz-score span');
  await repondre(champ, ['3']);
  await champ.getByRole('button', { name: 'Vérifier' }).click();
  expect(await progres()).toEqual([`quiz ${PREMIER_FIL}#fil_detache`]);

  // Repris d'ailleurs : la question est réussie, et sa réponse s'y lit.
  await page.evaluate((id) => Reflect.get(window, 'courseProgress').mark('quiz', id), `${PREMIER_FIL}#sans_move`);
  await expect(bilan).toHaveText('2 questions réussies sur 6');
  await expect(question(page, PREMIER_FIL, 'sans_move').locator('label').filter({ hasText: 'E0373' }).locator('input')).toBeChecked();

  await champ.getByRole('button', { name: 'Refaire cette question' }).click();
  expect(await progres()).toEqual([`quiz ${PREMIER_FIL}#sans_move`]);
  await page.evaluate(() => Reflect.get(window, 'courseProgress').clear());
  await expect(bilan).toHaveText('0 question réussie sur 6');
  await page.reload();
  await expect(bilan).toHaveText('0 question réussie sur 6');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test("des champs, et des réponses pliées qui s'ouvrent", async ({ page }) => {
    await ouvrir(page, PREMIER_FIL);
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
  await ouvrir(page, PREMIER_FIL);
  await repondre(question(page, PREMIER_FIL, 'sans_move'), ['Oui, il compile']);
  await repondre(question(page, PREMIER_FIL, 'ordre_des_lignes'), ['undeuxtrois', 'deuxtroisun']);
  await repondre(question(page, PREMIER_FIL, 'etapes_d_un_fil'), ['départ', 'calcul', 'résultat']);
  await repondre(question(page, PREMIER_FIL, 'fil_detache'), ['3']);
  for (const nom of ['sans_move', 'ordre_des_lignes', 'etapes_d_un_fil', 'fil_detache']) {
    await question(page, PREMIER_FIL, nom).getByRole('button', { name: 'Vérifier' }).click();
  }
  await expect(page.locator('.quiz-score span')).toHaveText('2 questions réussies sur 6');
  await page.locator('quiz-page details').evaluateAll((tous) => tous.forEach((d) => { /** @type {HTMLDetailsElement} */ (d).open = true; }));
  await expect(page.locator('quiz-page .quiz-solution').filter({ visible: true })).toHaveCount(4);
  expect(await fautesParTheme(page, ['quiz-page'])).toEqual([]);
});

test('le script du quiz tient en huit kilo-octets', () => {
  const octets = script('quiz').length;
  relever({ nom: 'script des quiz, non comprimé', valeur: octets / 1000, unite: 'ko', borne: '≤ 8 ko' });
  expect(octets).toBeLessThanOrEqual(8000);
});
