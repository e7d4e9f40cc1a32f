// @ts-check
// La progression du lecteur : ce qui la marque, où elle se voit, ce qui la
// garde, ce qui l'efface. Elle reste dans le navigateur.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { adresse, expect, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { script } from '../outils/sources.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1700, height: 900 } });

const LECON = 'synchronisation/waitgroup';
const CLE = 'concurrence-rust/1/progress';

/** @param {import('@playwright/test').Page} page @param {string} nom */
const ouvrir = (page, nom) => page.goto(`${adresse()}${nom}.html`);

/** @param {import('@playwright/test').Page} page */
const pied = (page) => page.locator('.progress-footer');

/** @param {import('@playwright/test').Page} page @param {string} id */
const lien = (page, id) => page.locator(`#mdbook-sidebar a[href$="/${id}.html"]:not(.header-in-summary)`).first();

/** Attend que la page sache ce qui est à l'écran. @param {import('@playwright/test').Page} page */
const vue = (page) =>
  page.locator('.alert-takeaway').evaluate((e) => new Promise((su) => new IntersectionObserver(su).observe(e)));

/** @param {import('@playwright/test').Page} page */
const bilan = (page) => page.locator('.overview');

/** Le livre, tel que la construction l'a compté. @param {import('@playwright/test').Page} page */
const cursus = (page) => page.evaluate(() => Reflect.get(window, 'courseLessons'));

/**
 * Donne à `LECON` deux questions et une mission, comme le ferait sa page.
 *
 * @param {import('@playwright/test').Page} page
 */
async function avecActivites(page) {
  await page.route('**/genere/lessons-*.js', async (route) => {
    const reponse = await route.fetch();
    const corps = await reponse.text();
    const activites = `"quiz":["q1","q2"],"missions":["m1"],`;
    const change = corps
      .replace(/"quiz":\[[^\]]*\],?/g, '')
      .replace(/"missions":\[[^\]]*\],?/g, '')
      .replace(`"id":"${LECON}",`, `"id":"${LECON}",${activites}`);
    expect(change, 'la page est dans lessons.js').toContain(activites);
    await route.fulfill({ response: reponse, body: change });
  });
}

/** @param {import('@playwright/test').Page} page @param {string[]} lues @param {string} [derniere] */
async function avecProgression(page, lues, derniere = '') {
  const progression = { format: 'progression du cours', version: 2, last: derniere, page: lues, quiz: [], mission: [] };
  await page.addInitScript(
    ([cle, texte]) => {
      if (!sessionStorage.getItem('semee')) localStorage.setItem(cle, texte);
      sessionStorage.setItem('semee', '1');
    },
    [CLE, JSON.stringify(progression)],
  );
}

test.describe('une leçon', () => {
  test("est lue quand sa fin est restée à l'écran, pas avant", async ({ page, ecarts }) => {
    await ouvrir(page, LECON);
    const fin = page.locator('.alert-takeaway');
    await expect(pied(page), 'en haut de page').toContainText('Marquer comme lue');

    // Traverser la fin n'est pas la lire.
    await fin.evaluate((e) => e.scrollIntoView());
    await vue(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    // Rien ne dit que rien n'arrivera : il faut attendre plus que la durée qui compte.
    await page.waitForTimeout(2000);
    await expect(pied(page)).toContainText('Marquer comme lue');

    await fin.evaluate((e) => e.scrollIntoView());
    await expect(pied(page)).toContainText('✓ Page lue');
    await expect(pied(page).getByRole('button')).toHaveText('Marquer comme non lue');
    await page.reload();
    await expect(pied(page)).toContainText('✓ Page lue');
    expect(ecarts).toEqual({ console: [], tiers: [] });
  });

  test('se marque et se démarque par son bouton, au clavier', async ({ page }) => {
    await page.clock.install();
    await ouvrir(page, LECON);
    const bouton = pied(page).getByRole('button');
    await bouton.focus();
    await page.keyboard.press('Enter');
    await expect(pied(page).getByRole('status')).toContainText('✓ Page lue');
    await expect(bouton).toBeFocused();
    await page.keyboard.press('Space');
    await expect(bouton).toHaveText('Marquer comme lue');
    await expect(pied(page).getByRole('status')).not.toContainText('Page lue');
    // Le lecteur a décidé : être à la fin de la page n'y change rien.
    await page.locator('.alert-takeaway').scrollIntoViewIfNeeded();
    await vue(page);
    await page.clock.runFor(2500);
    await expect(bouton).toHaveText('Marquer comme lue');
  });

  test('a sa marque dans la table des matières, écrite et dite', async ({ page }) => {
    await ouvrir(page, LECON);
    const nom = await lien(page, LECON).innerText();
    await expect(page.locator('.progress-mark')).toHaveCount(0);
    await pied(page).getByRole('button').click();
    await expect(lien(page, LECON)).toContainText('✓');
    await expect(page.locator('#mdbook-sidebar').getByRole('link', { name: 'WaitGroup' }).first()).toHaveAccessibleName(/, page lue$/);
    const chapitre = lien(page, 'synchronisation/index');
    const pages = (await cursus(page)).filter((/** @type {{chapter: number}} */ p) => p.chapter === 2).length;
    await expect(chapitre).toContainText(`1/${pages}`);
    await expect(chapitre).toHaveAccessibleName(new RegExp(`, 1 page lue sur ${pages}$`));
    await pied(page).getByRole('button').click();
    await expect(page.locator('.progress-mark')).toHaveCount(0);
    expect(await lien(page, LECON).innerText()).toBe(nom);
  });

  test('compte ses questions et ses missions', async ({ page }) => {
    await avecActivites(page);
    await ouvrir(page, LECON);
    await expect(pied(page)).toContainText('2 questions, 0 réussie. 1 mission, 0 réussie');
    await page.evaluate(() => {
      document.addEventListener('course-progress', () => Reflect.set(window, 'annonces', (Reflect.get(window, 'annonces') ?? 0) + 1));
      const progres = Reflect.get(window, 'courseProgress');
      progres.mark('quiz', 'q1');
      progres.mark('quiz', 'q1');
      progres.mark('mission', 'm1');
    });
    expect(await page.evaluate(() => Reflect.get(window, 'annonces')), 'une annonce par changement').toBe(2);
    await expect(pied(page)).toContainText('2 questions, 1 réussie. 1 mission, 1 réussie');
    await expect(lien(page, LECON)).toContainText('2/3');
    await expect(lien(page, LECON)).toHaveAccessibleName(/, 1 question sur 2, 1 mission sur 1$/);
    expect(await page.evaluate(() => Reflect.get(window, 'courseProgress').has('quiz', 'q2'))).toBe(false);

    await ouvrir(page, 'index');
    await expect(bilan(page)).toContainText('1 question sur 2, 1 mission sur 1');
  });
});

test('une annexe, le livre entier et la page introuvable ne se marquent pas', async ({ page }) => {
  await page.addInitScript(() => { window.print = () => {}; });
  for (const nom of ['annexes/glossaire', 'print', 'avant-propos', 'absente']) {
    // Tous les scripts ont tourné ; les diagrammes du livre entier peuvent attendre.
    await page.goto(`${adresse()}${nom}.html`, { waitUntil: 'domcontentloaded' });
    expect(await cursus(page), nom).not.toHaveLength(0);
    await expect(pied(page), nom).toHaveCount(0);
  }
  expect(await page.evaluate((cle) => localStorage.getItem(cle), CLE), 'rien à enregistrer').toBeNull();
});

test.describe("le bilan de l'accueil", () => {
  test('tient en deux lignes avant la première page', async ({ page }) => {
    await ouvrir(page, 'index');
    await expect(bilan(page)).toContainText('Tout reste dans ce navigateur');
    await expect(bilan(page).locator('li').first()).toBeHidden();
    await expect(bilan(page).getByRole('button', { name: 'Exporter' })).toBeDisabled();
    await expect(bilan(page).getByRole('button', { name: 'Effacer' })).toBeDisabled();
    await expect(page.locator('.overview-resume')).toBeHidden();
    await expect(page.getByRole('link', { name: 'Commencer le cours' })).toBeVisible();
  });

  test('dit où reprendre : la dernière page ouverte, puis la suivante', async ({ page }) => {
    await ouvrir(page, 'introduction/premier_fil');
    await ouvrir(page, 'index');
    const reprendre = page.locator('.overview-resume');
    await expect(bilan(page).locator('li:visible')).toHaveCount(new Set((await cursus(page)).map((/** @type {any} */ p) => p.chapter)).size);
    await expect(reprendre).toHaveText('Reprendre où vous en étiez : Lancer un fil, attendre sa fin');
    await expect(page.getByRole('link', { name: 'Reprendre le cours' })).toHaveAttribute('href', /introduction\/premier_fil\.html$/);
    await reprendre.click();
    await expect(page).toHaveURL(/introduction\/premier_fil\.html$/);

    await pied(page).getByRole('button').click();
    await ouvrir(page, 'index');
    await expect(reprendre).toHaveAttribute('href', /introduction\/fils_a_portee\.html$/);
    await expect(bilan(page).locator('.overview-state')).toContainText(`1 page lue sur ${(await cursus(page)).length}`);
    const barres = await bilan(page).locator('progress').evaluateAll((l) => l.map((b) => /** @type {HTMLProgressElement} */ (b).value));
    expect(barres.slice(0, 2)).toEqual([1, 0]);
    await expect(bilan(page).locator('.overview-count').first()).toHaveText(/^1\/\d+ pages$/);
    await expect(page.locator('.chapter-list').getByRole('link', { name: /, page lue$/ })).toHaveAttribute('href', /premier_fil\.html$/);
  });

  test('ne propose plus de reprendre quand tout est lu', async ({ page }) => {
    await ouvrir(page, 'index');
    const ids = (await cursus(page)).map((/** @type {{id: string}} */ p) => p.id);
    await avecProgression(page, ids, ids.at(-1));
    await ouvrir(page, 'index');
    await expect(page.locator('.overview-resume')).toBeHidden();
    await expect(bilan(page).locator('.overview-count').first()).toContainText('✓');
    await expect(page.getByRole('link', { name: 'Commencer le cours' })).toBeVisible();
  });

  test('exporte, efface et importe : rien ne manque au retour', async ({ page }) => {
    await avecProgression(page, [LECON, 'page/disparue', 'introduction/index'], LECON);
    await ouvrir(page, 'index');
    const [telechargement] = await Promise.all([
      page.waitForEvent('download'),
      bilan(page).getByRole('button', { name: 'Exporter' }).click(),
    ]);
    expect(telechargement.suggestedFilename()).toBe('progression-cours.json');
    const fichier = await telechargement.path();
    const exporte = JSON.parse(fs.readFileSync(fichier, 'utf8'));
    expect(exporte.page).toEqual(['introduction/index', 'page/disparue', LECON]);

    const effacer = bilan(page).getByRole('button', { name: 'Effacer…' });
    await effacer.click();
    const dialogue = page.getByRole('dialog', { name: 'Effacer votre progression ?' });
    await dialogue.getByRole('button', { name: 'Effacer' }).click();
    await expect(dialogue).toBeHidden();
    await expect(bilan(page).getByRole('status')).toHaveText('Votre progression est effacée.');
    await expect(effacer).toBeDisabled();
    await expect(bilan(page).getByRole('heading')).toBeFocused();
    await page.reload();
    await expect(bilan(page)).toContainText('Tout reste dans ce navigateur');

    await page.locator('.overview input[type="file"]').setInputFiles(fichier);
    await expect(bilan(page).getByRole('status')).toContainText('3 éléments de plus');
    const revenu = await page.evaluate((cle) => JSON.parse(localStorage.getItem(cle) ?? ''), CLE);
    expect(revenu).toEqual(exporte);
    await page.locator('.overview input[type="file"]').setInputFiles(fichier);
    await expect(bilan(page).getByRole('status')).toContainText('tout y était déjà');
  });

  test("l'effacement se confirme, et s'abandonne au clavier", async ({ page }) => {
    await avecProgression(page, [LECON]);
    await ouvrir(page, 'index');
    const effacer = bilan(page).getByRole('button', { name: 'Effacer…' });
    await effacer.focus();
    await page.keyboard.press('Enter');
    const dialogue = page.getByRole('dialog');
    await expect(dialogue.getByRole('button', { name: 'Annuler' })).toBeFocused();
    const ou = page.url();
    await page.keyboard.press('ArrowRight');
    expect(page.url(), 'les flèches ne changent pas de page').toBe(ou);
    await page.keyboard.press('Escape');
    await expect(dialogue).toBeHidden();
    await expect(effacer).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(dialogue, 'Annuler').toBeHidden();
    await expect(bilan(page)).toContainText('1 page lue sur');
  });

  test('un fichier tronqué, étranger, vide, plus récent ou abîmé est refusé, et dit pourquoi', async ({ page }) => {
    await avecProgression(page, [LECON]);
    await ouvrir(page, 'index');
    const avant = await page.evaluate((cle) => localStorage.getItem(cle), CLE);
    expect(avant).toContain(LECON);
    for (const [nom, contenu, raison] of [
      ['tronque', '{"format": "progression du', "ce n'est pas un fichier JSON entier"],
      ['etranger', '{"bonjour": 1}', "ce n'est pas une progression de ce livre"],
      ['vide', 'null', "ce n'est pas une progression de ce livre"],
      ['recent', '{"format":"progression du cours","version":3,"page":[]}', "d'une autre édition du livre (version 3, 2 attendue)"],
      ['abime', '{"format":"progression du cours","version":1,"page":["a",3]}', 'sa liste « page » est abîmée'],
    ]) {
      await page.locator('.overview input[type="file"]').setInputFiles({ name: `${nom}.json`, mimeType: 'application/json', buffer: Buffer.from(contenu) });
      const message = bilan(page).getByRole('status');
      await expect(message).toContainText(`« ${nom}.json » n'a pas été importé`);
      await expect(message).toContainText(raison);
      expect(await page.evaluate((cle) => localStorage.getItem(cle), CLE)).toBe(avant);
      await expect(bilan(page)).toContainText('1 page lue sur');
    }
  });

  test('une progression enregistrée illisible est mise de côté, et se récupère', async ({ page }) => {
    await page.addInitScript((cle) => {
      if (!sessionStorage.getItem('semee')) localStorage.setItem(cle, 'abîmé {');
      sessionStorage.setItem('semee', '1');
    }, CLE);
    await ouvrir(page, LECON);
    await pied(page).getByRole('button').click();
    await expect(pied(page)).toContainText('✓ Page lue');
    await ouvrir(page, 'index');
    await expect(bilan(page)).toContainText('Elle est mise de côté, intacte');
    await expect(bilan(page)).toContainText('1 page lue sur');
    const [telechargement] = await Promise.all([
      page.waitForEvent('download'),
      bilan(page).getByRole('button', { name: 'Récupérer' }).click(),
    ]);
    expect(fs.readFileSync(await telechargement.path(), 'utf8')).toBe('abîmé {');
    await bilan(page).getByRole('button', { name: 'Oublier' }).click();
    await expect(bilan(page)).not.toContainText('illisible');
    await page.reload();
    await expect(bilan(page)).not.toContainText('illisible');
  });

  for (const [nom, refuser] of /** @type {[string, () => void][]} */ ([
    ['tout accès', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refusé', 'SecurityError'); } })],
    ['les écritures', () => { Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); }; }],
  ])) {
    test(`un navigateur qui refuse ${nom} : cela vaut pour la page, et se dit`, async ({ page, ecarts }) => {
      await page.addInitScript(refuser);
      await ouvrir(page, LECON);
      await pied(page).getByRole('button').click();
      await expect(pied(page)).toContainText('✓ Page lue');
      await expect(lien(page, LECON)).toContainText('✓');
      await ouvrir(page, 'index');
      await expect(bilan(page)).toContainText("Votre navigateur refuse d'enregistrer");
      await page.evaluate((id) => Reflect.get(window, 'courseProgress').mark('page', id), LECON);
      await expect(bilan(page)).toContainText('1 page lue sur');
      expect(ecarts.console).toEqual([]);
    });
  }

  test('suit les autres onglets', async ({ page, context }) => {
    await ouvrir(page, 'index');
    const autre = await context.newPage();
    await ouvrir(autre, LECON);
    await pied(autre).getByRole('button').click();
    await expect(bilan(page)).toContainText('1 page lue sur');
    // Chacun ajoute à ce que l'autre a écrit, dès que le navigateur le lui a transmis.
    const lues = (/** @type {import('@playwright/test').Page} */ onglet) =>
      onglet.evaluate((cle) => JSON.parse(localStorage.getItem(cle) ?? '').page, CLE);
    await page.evaluate(() => Reflect.get(window, 'courseProgress').mark('page', 'introduction/index'));
    await expect.poll(() => lues(autre)).toContain('introduction/index');
    await pied(autre).getByRole('button').click();
    await pied(autre).getByRole('button').click();
    await expect.poll(() => lues(page)).toEqual(['introduction/index', LECON]);
  });
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test("l'accueil garde ses chapitres, sans bilan", async ({ page }) => {
    await page.goto(adresse());
    await expect(page.locator('.chapter-list a').first()).toBeVisible();
    await expect(bilan(page)).toBeHidden();
  });
});

test("aucune faute d'accessibilité, progression en cours et dialogue ouvert, dans les cinq thèmes ; le bilan tient à 390 pixels", async ({ page }) => {
  await avecProgression(page, [LECON, 'introduction/index'], LECON);
  /** @type {string[]} */
  const trouvees = [];
  const relire = async (/** @type {string} */ ou, /** @type {string[]} */ zones) => {
    trouvees.push(...(await fautesParTheme(page, zones)).map((faute) => `${ou} : ${faute}`));
  };
  await ouvrir(page, LECON);
  await expect(page.locator('.progress-mark').first()).toBeVisible();
  await relire(LECON, ['.progress-footer', '#mdbook-sidebar']);

  await ouvrir(page, 'index');
  await expect(bilan(page)).toContainText('2 pages lues sur');
  await relire('accueil', ['.overview', '.chapter-list']);
  await bilan(page).getByRole('button', { name: 'Effacer…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await relire("dialogue d'effacement", ['dialog']);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const dehors = await bilan(page).evaluate((b) => {
    const { right } = b.getBoundingClientRect();
    return [...b.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > right + 1).map((e) => e.className || e.localName);
  });
  expect(dehors).toEqual([]);
  expect(trouvees).toEqual([]);
});

test('les scripts de la progression et des notes pèsent moins de 8 ko, comprimés', () => {
  const poids = ['progress', 'tracking', 'overview', 'teacher'].reduce((n, nom) => n + zlib.gzipSync(script(nom), { level: 9 }).length, 0);
  relever({ nom: 'scripts de la progression et des notes, comprimés', valeur: poids / 1000, unite: 'ko', borne: '≤ 8 ko' });
  expect(poids).toBeLessThanOrEqual(8000);
});
