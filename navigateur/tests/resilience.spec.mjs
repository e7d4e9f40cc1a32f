// @ts-check
// Un script que le navigateur ne sait pas lire, ou qui échoue, et une adresse mal
// écrite ne gênent rien d'autre.
import { address, expect, test } from '../tools/book.mjs';

/** Une page qui a de tout : onglets, diagramme, quiz, notes, pas-à-pas. */
const PAGE = 'synchronisation/mutex.html';

/**
 * Ce que fait chaque script, et ceux dont il a besoin.
 *
 * @type {Record<string, {page?: string, needs?: string[], works: (page: import('@playwright/test').Page) => Promise<void>}>}
 */
const SCRIPTS = {
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
  overview: {
    page: 'index.html',
    needs: ['progress'],
    works: (page) => expect(page.locator('.overview-state')).not.toBeEmpty(),
  },
  presentation: {
    works: async (page) => {
      await page.locator('#presentation-open').click();
      await expect(page.locator('.presentation-bar')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('.presentation-bar')).toBeHidden();
    },
  },
  progress: {
    works: async (page) => expect(await page.evaluate(() => window.courseProgress?.persistent)).toBe(true),
  },
  quiz: {
    works: (page) => expect(page.locator('.quiz-score')).toBeVisible(),
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
  teacher: {
    works: async (page) => {
      await page.locator('#notes-switch').click();
      await expect(page.locator('#notes-switch')).toHaveAttribute('aria-checked', 'true');
      await page.locator('#notes-switch').click();
    },
  },
  tracking: {
    needs: ['progress'],
    works: (page) => expect(page.locator('.progress-footer button')).toBeVisible(),
  },
};

test('chaque script de la page est à part, et son rôle est dit ici', async ({ page }) => {
  await page.goto(address() + PAGE);
  const names = await page.locator('script[src*="genere/"]').evaluateAll((scripts) =>
    scripts.map((script) => script.getAttribute('src')?.replace(/^.*genere\/|-[0-9a-f]{6}\.js$/g, '')),
  );
  // `helpers` sert à tous ; `lessons` n'est que des données ; `diagrams` ne sert qu'à un
  // dessin absent (diagrams.spec.mjs).
  const others = ['helpers', 'lessons', 'diagrams'];
  expect(names.filter((name) => !others.includes(name ?? '')).sort()).toEqual(Object.keys(SCRIPTS).sort());
});

for (const broken of Object.keys(SCRIPTS)) {
  test(`sans ${broken}.js, que le navigateur ne sait pas lire, les autres scripts marchent`, async ({ page }) => {
    const script = new RegExp(`/genere/${broken}-[0-9a-f]{6}\\.js$`);
    await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: 'const = ;' }));
    let here = '';
    for (const [name, { page: where = PAGE, needs = [], works }] of Object.entries(SCRIPTS)) {
      if (name === broken || needs.includes(broken)) continue;
      if (here !== where) await page.goto(address() + where);
      here = where;
      await test.step(name, () => works(page));
    }
  });
}

test('une adresse mal écrite ne lève aucune erreur', async ({ page, faults }) => {
  const id = 'synchronisation/compteur_perdu';
  const hashes = [
    '#%', '#%E0%A4%A', '#%00', '#', '#pas=', '#pas=%', `#pas=${id}:%`, '#pas=::::', '#pas=constructor', '#pas=toString::@0', '#pas=../x',
    `#pas=${id}::@length`, `#pas=${id}::@-1`, `#pas=${id}::@999999`, `#pas=${id}::@constructor`, `#pas=${id}::zz.zz`, `#pas=${id}::.`, `#pas=${id}::é`,
    `#pas=${id}:autre:0`,
  ];
  for (const where of ['index.html', PAGE, 'pieges/philosophes.html', 'print.html', 'toc.html', '404.html']) {
    for (const hash of hashes) {
      await page.goto('about:blank');
      await page.goto(address() + where + hash);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      // Chromium dit que ce programme n'est pas là : c'est une requête, pas une erreur de script.
      const thrown = faults.console.filter((line) => !/Failed to load resource/.test(line));
      expect(thrown, where + hash).toEqual([]);
    }
  }
  // De même quand l'adresse change dans la page ouverte.
  await page.goto(address() + PAGE);
  for (const hash of hashes) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
  }
  expect(faults.console.filter((line) => !/Failed to load resource/.test(line))).toEqual([]);
});
