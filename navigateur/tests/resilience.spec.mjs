// @ts-check
// Un script que le navigateur ne sait pas lire, ou qui échoue, et une adresse mal
// écrite ne gênent rien d'autre.
import { address, expect, test } from '../tools/book.mjs';
import { shortenPrint } from '../tools/first-pages.mjs';

/** Une page qui a de tout : onglets, tableau, étapes à ordonner, variantes, prédiction, exercices, pas-à-pas. */
const PAGE = 'synchronisation/producteur_consommateur.html';
/** Une page dont le premier programme a un pas à pas. */
const LISTING_PAGE = 'synchronisation/mutex.html';

/**
 * Ce que fait chaque script, et ceux dont il a besoin.
 *
 * @type {Record<string, {page?: string, needs?: string[], works: (page: import('@playwright/test').Page) => Promise<void>}>}
 */
const SCRIPTS = {
  colors: {
    works: async (page) => {
      await page.evaluate(() => window.courseColors?.load());
      expect(await page.evaluate(() => window.courseColors?.rust('/* a\nb */ let c')?.length)).toBe(2);
    },
  },
  editor: {
    needs: ['run'],
    works: async (page) => {
      await page.locator('pre .edit').first().click();
      await expect(page.locator('.editor textarea').first()).toBeFocused();
      await page.keyboard.press('Escape');
    },
  },
  exercises: {
    needs: ['progress'],
    works: async (page) => {
      const exercise = page.locator('li[data-exercise]').first();
      await exercise.evaluate((e) => window.courseProgress?.mark('exercise', e.dataset.exercise ?? ''));
      await expect(exercise.locator('.practice-mark')).toContainText('résolu');
    },
  },
  interface: {
    works: async (page) => {
      await page.locator('#help-open').click();
      await expect(page.locator('#mdbook-help-container')).toBeVisible();
      await page.keyboard.press('Escape');
    },
  },
  listings: {
    works: async (page) => {
      const tab = page.getByRole('tab', { name: 'Go' }).first();
      await expect(tab).toBeVisible();
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await page.getByRole('tab', { name: 'Rust' }).first().click();
    },
  },
  outcomes: {
    works: async (page) => expect(await page.evaluate(() => typeof window.courseOutcomes?.list)).toBe('function'),
  },
  overview: {
    page: 'index.html',
    needs: ['progress'],
    works: (page) => expect(page.locator('.overview-state')).not.toBeEmpty(),
  },
  plan: {
    page: 'annexes/plan-de-seance.html',
    works: async (page) => {
      await page.locator('.plan-unfold').click();
      await expect(page.locator('.plan-note').last()).toBeVisible();
      await page.locator('.plan-unfold').click();
    },
  },
  prediction: {
    works: async (page) => {
      const summary = page.locator('listing-prediction summary').first();
      await summary.click();
      await expect(page.locator('listing-prediction input').first()).toBeVisible();
      await summary.click();
    },
  },
  presentation: {
    works: async (page) => {
      await page.locator('#presentation-open').click();
      await expect(page.locator('.presentation-bar')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('.presentation-bar')).toBeHidden();
    },
  },
  print: {
    page: 'exercices/02_compteur.html',
    works: async (page) => {
      await expect(page.locator('.exercise-files').first()).not.toHaveAttribute('open');
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await expect(page.locator('.exercise-files').first()).toHaveAttribute('open');
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    },
  },
  progress: {
    works: async (page) => expect(await page.evaluate(() => window.courseProgress?.persistent)).toBe(true),
  },
  quiz: {
    works: (page) => expect(page.locator('.quiz-score')).toBeVisible(),
  },
  review: {
    page: 'index.html',
    needs: ['progress'],
    works: (page) => expect(page.locator('.overview-review')).toContainText('dans les pages que vous aurez lues'),
  },
  run: {
    works: (page) => expect(page.locator('pre .run').first()).toBeVisible(),
  },
  search: {
    works: async (page) => {
      await page.locator('#mdbook-search-toggle').click();
      await expect(page.locator('#search-dialog')).toBeVisible();
      await page.locator('#search-close').click();
    },
  },
  'stepper-page': {
    works: async (page) => {
      await page.locator('.stepper-open').first().click();
      await expect(page.locator('dialog.stepper')).toBeVisible();
      await page.keyboard.press('Escape');
    },
  },
  steps: {
    needs: ['quiz'],
    works: (page) => expect(page.getByRole('button', { name: /^Monter « / }).first()).toBeVisible(),
  },
  teacher: {
    works: async (page) => {
      await page.locator('#notes-switch').click();
      await expect(page.locator('#notes-switch')).toHaveAttribute('aria-checked', 'true');
      await page.locator('#notes-switch').click();
    },
  },
  tokens: {
    works: async (page) => expect(await page.evaluate(() => window.courseTokens?.('a /* b */ += 1'))).toEqual(['a', '+=', '1']),
  },
  tracking: {
    needs: ['progress'],
    works: (page) => expect(page.locator('.progress-footer button')).toBeVisible(),
  },
  variants: {
    works: async (page) => {
      await page.locator('.variants > summary').first().click();
      await page.locator('.variant-try').first().click();
      // Une variante retire, ajoute, ou les deux.
      await expect(page.locator('[data-tab="rust"] pre > code > :is(del, ins)').first()).toBeVisible();
      await page.locator('.variant-try').first().click();
      await page.locator('.variants > summary').first().click();
    },
  },
};

test('chaque script de la page est à part, et son rôle est dit ici', async ({ page }) => {
  // Une page ne charge que ceux qui lui servent.
  const names = new Set();
  for (const where of new Set(Object.values(SCRIPTS).map(({ page: where = PAGE }) => where))) {
    await page.goto(address() + where);
    const sources = await page.locator('script[src*="genere/"]').evaluateAll((scripts) => scripts.map((script) => script.getAttribute('src') ?? ''));
    for (const source of sources) names.add(source.replace(/^.*genere\/|-[0-9a-f]{6}\.js$/g, ''));
  }
  // `helpers` sert à tous ; `lessons` n'est que des données ; `diagrams` n'est que dans
  // une page où un dessin manque (diagrams.spec.mjs).
  const others = ['helpers', 'lessons'];
  expect([...names].filter((name) => !others.includes(name)).sort()).toEqual(Object.keys(SCRIPTS).sort());
});

/** Ceux qui marchent encore sans `broken` : les autres, qui n'ont besoin d'aucun d'eux. @param {string[]} broken */
const working = (broken) =>
  Object.keys(SCRIPTS).filter((name) => !broken.includes(name) && !(SCRIPTS[name].needs ?? []).some((need) => broken.includes(need)));

/**
 * De quoi voir chaque script marcher sans chaque autre dont il n'a pas besoin, en peu de
 * pages : ceux que l'on retire ensemble. Chacun n'en laisse marcher que la moitié, alors
 * que les retirer un par un laisse tous les autres à revoir.
 */
function groups() {
  const names = Object.keys(SCRIPTS);
  const left = new Set(names.flatMap((broken) => working([broken]).map((name) => `${broken} ${name}`)));
  const found = [];
  while (left.size) {
    /** Les paires, encore à voir, que montre ce groupe. @param {string[]} broken */
    const shown = (broken) => broken.flatMap((one) => working(broken).map((name) => `${one} ${name}`).filter((pair) => left.has(pair)));
    /** @type {string[]} */
    let group = [];
    for (const name of names) if (shown([...group, name]).length > shown(group).length) group = [...group, name];
    for (const pair of shown(group)) left.delete(pair);
    found.push(group);
  }
  return found;
}

for (const broken of groups()) {
  test(`les autres scripts marchent sans ${broken.join(', ')}, que le navigateur ne sait pas lire`, async ({ page }) => {
    const scripts = new RegExp(`/genere/(${broken.join('|')})-[0-9a-f]{6}\\.js$`);
    /** @type {Set<string>} */
    const spoilt = new Set();
    await page.route(scripts, (route) => {
      spoilt.add(scripts.exec(route.request().url())?.[1] ?? '');
      return route.fulfill({ contentType: 'text/javascript', body: 'const = ;' });
    });
    const others = working(broken);
    // Chaque page ne se charge qu'une fois.
    const pages = (/** @type {string[]} */ names) => new Set(names.map((name) => SCRIPTS[name].page ?? PAGE));
    for (const where of pages(others)) {
      await page.goto(address() + where);
      for (const name of others) {
        if ((SCRIPTS[name].page ?? PAGE) === where) await test.step(name, () => SCRIPTS[name].works(page));
      }
    }
    // Une page où rien ne manquait n'aurait rien montré.
    const met = broken.filter((name) => pages(others).has(SCRIPTS[name].page ?? PAGE));
    expect(met.filter((name) => !spoilt.has(name))).toEqual([]);
  });
}

test('une adresse qui ne mène à rien le dit dans la page, et la console reste vide', async ({ page, faults }) => {
  const id = 'synchronisation/compteur_perdu';
  /** @type {[about: RegExp | null, where: string, hashes: string[]][]} ce qui est dit, et où */
  const addresses = [
    [null, '.page-notice', ['#', '#%00', '#un_titre']],
    [/mal écrite/, '.page-notice', ['#%', '#%E0%A4%A', '#pas=%']],
    [/n'a pas de programme/, '.page-notice', [
      '#pas=', '#pas=::::', '#pas=constructor', '#pas=toString::@0', '#pas=../x', '#pas=synchronisation/disparu:abcdef:0', '#pas=é', '#pas=<b>',
    ]],
    [/autre version/, '.stepper-notice', [
      `#pas=${id}::@length`, `#pas=${id}::@-1`, `#pas=${id}::@999999`, `#pas=${id}::@constructor`, `#pas=${id}::zz.zz`, `#pas=${id}::é`, `#pas=${id}:%`, `#pas=${id}:autre:0`,
    ]],
  ];
  const check = async (/** @type {RegExp | null} */ about, /** @type {string} */ where, /** @type {string} */ why) => {
    // `toContainText` décrirait à chaque essai, pour son rapport, toute la page : la plus
    // longue n'aurait plus le temps de répondre.
    if (about) await page.locator(where, { hasText: about }).waitFor();
    else await expect(page.locator(`${where}:visible`), why).toHaveCount(0);
    expect(faults.console, why).toEqual([]);
  };
  for (const [about, where, hashes] of addresses) {
    // La première de chaque sorte, à l'ouverture ; toutes, dans la page ouverte.
    await page.goto('about:blank');
    await page.goto(address() + LISTING_PAGE + hashes[0]);
    for (const hash of hashes) {
      await page.evaluate((hash) => { location.hash = hash; }, hash);
      await check(about, where, LISTING_PAGE + hash);
    }
  }
  await page.addInitScript(() => { window.print = () => {}; });
  await shortenPrint(page);
  await page.goto(`${address()}toc.html#pas=%`);
  expect(faults.console).toEqual([]);
  for (const name of ['index.html', 'pieges/philosophes.html', 'print.html', '404.html']) {
    await page.goto(`${address()}${name}${addresses[1][2][0]}`);
    for (const [about, where, hashes] of addresses.toReversed()) {
      await page.evaluate((hash) => { location.hash = hash; }, hashes[0]);
      await check(about, where, name + hashes[0]);
      // Une adresse qui mène quelque part fait taire la page.
      if (where === '.stepper-notice') await expect(page.locator('.page-notice:visible'), name).toHaveCount(0);
    }
  }
  // Le programme du lecteur, lui, se demande : une commande a pu l'écrire.
  for (const [exercise, said] of [
    ['99_absent', "n'a pas de programme « exercices/99_absent »"],
    ['02_compteur', "Cet exercice n'a pas d'exécution à montrer. Pour le vérifier : cargo xtask exercices 02"],
  ]) {
    await page.goto(`${address()}${LISTING_PAGE}#pas=exercices/${exercise}::@0`);
    await expect(page.locator('.page-notice')).toContainText(said);
  }
});
