// @ts-check
// Les notes de l'enseignant : repliées dans les pages, ouvertes toutes à la
// fois, réunies dans le plan de séance.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { livre } from '../outils/serveur.mjs';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

const LECON = 'synchronisation/mutex.html';
const SANS_NOTES = 'annexes/glossaire.html';
const PLAN = 'annexes/plan-de-seance.html';

/** @param {import('@playwright/test').Page} page @param {string} nom */
const ouvrir = (page, nom) => page.goto(adresse() + nom);

/** @param {import('@playwright/test').Page} page */
const interrupteur = (page) => page.getByRole('switch', { name: "Notes pour l'enseignant" });

/** @param {import('@playwright/test').Page} page */
const ouvertes = (page) => page.locator('.teacher-note[open]');

/** Le HTML d'une page, tel que le site le donne. @param {string} nom */
const source = (nom) => fs.readFileSync(path.join(livre(), nom), 'utf8');

test('chaque leçon et chaque exercice a au moins deux notes, toutes repliées', () => {
  const lecons = pages().filter((p) => /^(introduction|synchronisation|pieges|exercices)\//.test(p));
  expect(lecons.length).toBeGreaterThan(30);
  for (const nom of lecons) {
    const notes = source(nom).match(/<details class="teacher-note"[^>]*>/g) ?? [];
    relever({ nom: "notes de l'enseignant", valeur: notes.length, cumul: 'somme' });
    expect.soft(notes.length, nom).toBeGreaterThanOrEqual(2);
    expect.soft(notes.filter((n) => /open/.test(n)), nom).toEqual([]);
  }
});

test("l'élève ne lit pas les notes ; chacune s'ouvre au clavier", async ({ page, ecarts }) => {
  await ouvrir(page, LECON);
  await expect(ouvertes(page)).toHaveCount(0);
  const note = page.locator('.teacher-note').first();
  await expect(note.locator('p')).toBeHidden();
  await note.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(note.locator('p')).toBeVisible();
  await expect(ouvertes(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(ouvertes(page)).toHaveCount(0);
  expect(ecarts).toEqual({ console: [], tiers: [] });
});

test('un interrupteur les ouvre toutes, sur cette page et les suivantes', async ({ page }) => {
  await ouvrir(page, LECON);
  const toutes = await page.locator('.teacher-note').count();
  expect(toutes).toBeGreaterThanOrEqual(2);
  await expect(interrupteur(page)).not.toBeChecked();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.teacher-notes').first(), 'repliées, elles ne s\'impriment pas').toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await interrupteur(page).focus();
  await page.keyboard.press('Space');
  await expect(interrupteur(page)).toBeChecked();
  await expect(ouvertes(page)).toHaveCount(toutes);
  await page.emulateMedia({ media: 'print' });
  await expect(ouvertes(page).first().locator('p').first(), 'ouvertes, elles s\'impriment').toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  // Sans une faute d'accessibilité.
  const trouvees = await fautesParTheme(page);
  expect(trouvees).toEqual([]);

  await ouvrir(page, 'introduction/premier_fil.html');
  await expect(interrupteur(page)).toBeChecked();
  await expect(ouvertes(page)).toHaveCount(await page.locator('.teacher-note').count());
  await interrupteur(page).click();
  await expect(ouvertes(page)).toHaveCount(0);
  await page.reload();
  await expect(interrupteur(page)).not.toBeChecked();
  await expect(ouvertes(page)).toHaveCount(0);
});

test('une page sans note n\'a pas d\'interrupteur', async ({ page }) => {
  await ouvrir(page, SANS_NOTES);
  await expect(page.locator('.teacher-note')).toHaveCount(0);
  await expect(page.locator('#notes-switch')).toBeHidden();
});

test('un stockage refusé : l\'interrupteur vaut pour la page', async ({ page, ecarts }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refusé', 'SecurityError'); } });
  });
  await ouvrir(page, LECON);
  await interrupteur(page).click();
  expect(await ouvertes(page).count()).toBeGreaterThan(1);
  expect(ecarts.console).toEqual([]);
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('les notes se replient quand même, sans interrupteur', async ({ page }) => {
    await page.goto(adresse() + LECON);
    await expect(page.locator('#notes-switch')).toBeHidden();
    const note = page.locator('.teacher-note').first();
    await expect(note.locator('p')).toBeHidden();
    await note.locator('summary').click();
    await expect(note.locator('p')).toBeVisible();
  });
});

test('la recherche ne connaît pas les notes', () => {
  const dossier = path.join(livre(), 'genere/recherche/fragment');
  const index = fs.readdirSync(dossier).map((f) => zlib.gunzipSync(fs.readFileSync(path.join(dossier, f))).toString());
  // Un mot d'une note, et un mot du texte qui l'entoure.
  expect(source(LECON)).toContain('crédité');
  expect(index.filter((texte) => texte.includes('empoisonné')).length).toBeGreaterThan(0);
  expect(index.filter((texte) => texte.includes('crédité'))).toEqual([]);
  expect(index.filter((texte) => texte.includes("Pour l'enseignant"))).toEqual([]);
});

/** Des minutes, d'après « 1 h 05 » ou « 45 min ». @param {string} duree */
function minutes(duree) {
  const trouve = /^(?:(\d+)\s+h)?\s*(\d+)?(?:\s+min)?$/.exec(duree.trim());
  if (!trouve) throw new Error(`« ${duree} » n'est pas une durée`);
  return 60 * Number(trouve[1] ?? 0) + Number(trouve[2] ?? 0);
}

test.describe('le plan de séance', () => {
  test('additionne les durées que chaque page annonce, et donne ses objectifs, programmes et notes', async ({ page }) => {
    await ouvrir(page, PLAN);
    /** @type {string[][][]} */
    const tables = await page.locator('main table').evaluateAll((liste) =>
      liste.map((t) => [...t.querySelectorAll('tbody tr')].map((l) => [...l.querySelectorAll('td')].map((c) => c.innerText))),
    );
    const [resume, ...chapitres] = tables;
    expect(resume.length - 1, 'une ligne par chapitre, et le total').toBe(chapitres.length);
    let cours = 0;
    for (const [i, lignes] of chapitres.entries()) {
      const total = lignes.pop();
      const somme = lignes.reduce((n, [, , duree]) => n + minutes(duree), 0);
      expect(minutes(total?.[2] ?? ''), resume[i][0]).toBe(somme);
      expect(minutes(resume[i][2]), resume[i][0]).toBe(somme);
      expect(Number(resume[i][1]), resume[i][0]).toBe(lignes.length);
      cours += somme;
    }
    expect(minutes(resume.at(-1)?.[2] ?? '')).toBe(cours);

    const ligne = page.locator('main tr', { has: page.locator('a[href$="/mutex.html"]') });
    const lecture = (await ligne.locator('td').nth(1).innerText()).match(/lecture (\d+)/)?.[1];
    expect(source(LECON)).toMatch(new RegExp(`environ ${lecture}\\s+minutes`));

    // Puis, page par page : objectifs, programmes et notes.
    const plan = page.locator('main');
    await expect(plan.getByRole('heading', { level: 3, name: 'Mutex : la donnée dans le verrou' })).toBeVisible();
    await expect(plan).toContainText('cargo run --bin compteur_mutex');
    await expect(plan).toContainText('(refusé par le compilateur)');
    await expect(plan).toContainText('partager un compteur entre mille fils');
    const notes = pages().filter((p) => p !== 'index.html').reduce((n, p) => n + (source(p).match(/<details class="teacher-note"/g) ?? []).length, 0);
    await expect(plan.locator('.plan-note')).toHaveCount(notes);
    await expect(plan.locator('.plan-note').first()).toBeVisible();
  });

  test("son interrupteur vaut pour les pages du livre ; il tient à 390 pixels et sur papier", async ({ page }) => {
    await ouvrir(page, PLAN);
    const bascule = page.getByRole('switch', { name: 'Montrer aussi les notes dans chaque page' });
    await expect(bascule).not.toBeChecked();
    await bascule.click();
    await expect(bascule).toBeChecked();

    await page.setViewportSize({ width: 390, height: 844 });
    const debordent = () =>
      page.locator('main .table-wrapper').evaluateAll((liste) => liste.filter((t) => t.scrollWidth > t.clientWidth + 1).length);
    expect(await debordent()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // La largeur utile d'une feuille A4.
    await page.setViewportSize({ width: 672, height: 950 });
    await page.emulateMedia({ media: 'print' });
    expect(await debordent()).toBe(0);
    await expect(page.locator('.plan-note').first()).toBeVisible();
    await expect(page.locator('.plan-switch')).toBeHidden();

    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await ouvrir(page, LECON);
    await expect(interrupteur(page)).toBeChecked();
    expect(await ouvertes(page).count()).toBeGreaterThan(1);
  });
});
