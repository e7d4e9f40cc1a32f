// @ts-check
// Les pages des exercices : ce qui se découvre peu à peu, et l'adresse par
// laquelle le terminal ouvre le pas à pas sur le programme du lecteur.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { relever } from '../outils/chiffres.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { livre } from '../outils/serveur.mjs';

const RACINE = fileURLToPath(new URL('../../', import.meta.url));
const EXERCICES = path.join(RACINE, 'exercices');
const PAGE = 'exercices/02_compteur';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/** @param {import('@playwright/test').Page} page */
const indices = (page) => page.locator('.exercise-hint');

/** @param {string} fichier depuis `exercices/` */
const lire = (fichier) => fs.readFileSync(path.join(EXERCICES, fichier), 'utf8');

test('chaque exercice a sa page : énoncé, durée, fichiers, indices et solution repliés', () => {
  const noms = fs.readdirSync(EXERCICES).filter((nom) => /^\d\d_/.test(nom));
  expect(pages().filter((p) => /^exercices\/\d\d_/.test(p))).toEqual(noms.map((nom) => `exercices/${nom}.html`));
  for (const nom of noms) {
    const html = fs.readFileSync(path.join(livre(), `exercices/${nom}.html`), 'utf8');
    const minutes = /^minutes = (\d+)$/m.exec(lire(`${nom}/exercice.toml`))?.[1];
    expect.soft(html, nom).toMatch(new RegExp(`Exercice\\s: environ ${minutes}\\sminutes`));
    expect.soft(html, nom).toContain(`cargo xtask exercices ${nom.slice(0, 2)}`);
    const replis = [...html.matchAll(/<details class="exercice-(\w+)"([^>]*)>/g)];
    expect.soft(replis.filter(([, , attributs]) => /\bopen\b/.test(attributs)), `${nom} : rien n'est ouvert`).toEqual([]);
    const attendus = lire(`${nom}/indices.md`).split(/^---$/m).map(() => 'indice');
    expect.soft(replis.map(([, sorte]) => sorte), nom).toEqual(['fichiers', 'fichiers', ...attendus, 'solution']);
    relever({ nom: 'indices des exercices', valeur: attendus.length, cumul: 'somme' });
  }
});

test('les indices se découvrent un par un, au clavier aussi ; puis la solution', async ({ page, ecarts }) => {
  await page.goto(`${adresse()}${PAGE}.html`);
  const titres = indices(page).locator('summary');
  const total = await titres.count();
  expect(total).toBe(3);
  await expect(titres.filter({ visible: true })).toHaveText(['Indice 1']);
  await expect(indices(page).first().locator('p')).toBeHidden();

  // Tab mène d'un indice au suivant, dès qu'il est découvert.
  await titres.first().focus();
  for (let i = 0; i < total; i += 1) {
    await expect(titres.nth(i)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(indices(page).nth(i).locator('p')).toBeVisible();
    await expect(titres.filter({ visible: true })).toHaveCount(Math.min(i + 2, total));
    await page.keyboard.press('Tab');
  }
  // Refermer un indice ne cache pas ceux qui sont ouverts.
  await titres.first().click();
  await expect(titres.filter({ visible: true })).toHaveCount(total);
  await expect(indices(page).nth(1).locator('p')).toBeVisible();
  await titres.nth(1).click();
  await expect(titres.filter({ visible: true }), 'le dernier, ouvert, reste').toHaveText(['Indice 1', 'Indice 3']);

  const solution = page.locator('.exercise-solution');
  await expect(solution.locator('pre')).toBeHidden();
  await solution.locator('summary').focus();
  await page.keyboard.press('Space');
  await expect(solution.locator('pre')).toContainText(/\*self\.mots\.lock\(\)\.unwrap\(\) \+= n;/);
  await expect(solution.locator('> p')).toContainText('La donnée est dans le verrou');

  // Tout ouvert : rien à reprocher.
  await page.locator('main details').evaluateAll((tous) => tous.forEach((d) => { /** @type {HTMLDetailsElement} */ (d).open = true; }));
  const trouvees = await fautesParTheme(page);
  relever({ nom: "fautes d'accessibilité (axe), exercice entièrement ouvert, cinq thèmes", valeur: trouvees.length, borne: '0' });
  expect(trouvees).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const dehors = await page.locator('main details *:not(pre *)').evaluateAll((tous) =>
    tous.filter((e) => e.getBoundingClientRect().right > window.innerWidth).map((e) => `${e.localName} « ${e.textContent?.slice(0, 30)} »`),
  );
  expect(dehors, 'à 390 pixels').toEqual([]);
  expect(ecarts).toEqual({ console: [], tiers: [] });
});

test("l'adresse donnée par le terminal ouvre le pas à pas sur le programme du lecteur, au calendrier fautif", async ({ page }) => {
  // Un vrai document de l'explorateur, et le script qu'en fait
  // `outils/xtask/src/exercices/graphe.rs` : à cette adresse, sous cette clé.
  const graphe = JSON.parse(fs.readFileSync(path.join(RACINE, 'listings/pieges/verrous_opposes.graphe.json'), 'utf8'));
  const rang = graphe.outcomes.findIndex((/** @type {{kind: string}} */ o) => o.kind === 'deadlock');
  const calendrier = graphe.outcomes[rang].schedule;
  const titre = 'Un total pour plusieurs fils (votre fichier)';
  const script = `(window.courseGraphs ??= {})["${PAGE}"] = ${JSON.stringify({ ...graphe, title: titre }).replaceAll('</', '<\\/')};\n`;
  await page.route(`**/genere/graphes/${PAGE}.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(`${adresse()}${PAGE}.html#pas=${PAGE}::@${rang}`);

  const dialogue = page.getByRole('dialog', { name: titre });
  await expect(dialogue).toBeVisible();
  for (const ligne of graphe.source.trim().split('\n')) await expect(dialogue.locator('.stepper-code')).toContainText(ligne.trim());
  const frise = dialogue.locator('.stepper-timeline ol > li');
  await expect(frise, "le calendrier est là, et rien n'en est fait").toHaveCount(calendrier.length + 1);
  await expect(frise.first().locator('button')).toHaveAttribute('aria-current', 'step');
  const avancer = dialogue.getByRole('button', { name: 'Avancer' });
  for (let i = 0; i < calendrier.length; i += 1) await avancer.click();
  await expect(dialogue.locator('.stepper-verdict')).toHaveText('⊘ Interblocage');

  // Fermé, on est sur l'énoncé.
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  await expect(page.locator('main h1')).toHaveText('Un total pour plusieurs fils');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('les indices et la solution se déplient', async ({ page }) => {
    await page.goto(`${adresse()}${PAGE}.html`);
    for (const repli of [...(await indices(page).all()), page.locator('.exercise-solution')]) {
      await expect(repli.locator('p').first()).toBeHidden();
      await repli.locator('summary').click();
      await expect(repli.locator('p').first()).toBeVisible();
    }
  });
});
