// @ts-check
// L'explorateur d'exécutions : il montre les états prouvés, tous, et rien
// d'autre ; il s'emploie au clavier, se lit à l'oreille, se partage.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { relever } from '../outils/chiffres.mjs';
import { AILLEURS, attendu, chemin, evenement, lisible, programmes } from '../outils/graphes.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { livre } from '../outils/serveur.mjs';

const PROGRAMMES = programmes();
const DIALOGUE = 'dialog.stepper[open]';
/** Celui de trois fils et trois issues. */
const PERDU = PROGRAMMES.find((p) => p.id === 'synchronisation/compteur_perdu') ?? PROGRAMMES[0];

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/**
 * Ouvre un programme par son bouton.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('../outils/graphes.mjs').Programme} programme
 */
async function ouvrir(page, programme) {
  if (!page.url().includes(programme.page)) await page.goto(adresse() + programme.page);
  await page.locator(`listing-stepper[data-id="${programme.id}"] .stepper-open`).click();
  await expect(page.locator(DIALOGUE)).toBeVisible();
}

/**
 * Choisit une étape comme le lecteur : par son bouton.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number} etape
 */
const choisir = (page, etape) => page.locator(`${DIALOGUE} [data-do="edge"][data-arg="${etape}"]`).first().click();

/**
 * Suit des étapes par leurs boutons, sans souris : la même chose, en plus vite.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number[]} etapes
 */
function suivre(page, etapes) {
  return page.evaluate(
    ([dialogue, etapes]) => {
      for (const etape of etapes) {
        const bouton = document.querySelector(`${dialogue} [data-do="edge"][data-arg="${etape}"]`);
        if (!(bouton instanceof HTMLButtonElement)) throw new Error(`l'étape ${etape} n'est pas proposée`);
        bouton.click();
      }
    },
    /** @type {[string, number[]]} */ ([DIALOGUE, etapes]),
  );
}

const clic = (/** @type {import('@playwright/test').Page} */ page, /** @type {string} */ action) =>
  page.locator(`${DIALOGUE} [data-do="${action}"]`).first().click();
const etat = (/** @type {import('@playwright/test').Page} */ page) => page.locator(DIALOGUE).getAttribute('data-state').then(Number);

test('chaque programme du livre a son explorateur', () => {
  const sansExplorateur = pages().flatMap((page) => {
    const html = fs.readFileSync(path.join(livre(), page), 'utf8');
    const montres = [...html.matchAll(/<figure class="listing" id="programme-(\w+)"/g)].map(([, nom]) => nom);
    return montres.filter((nom) => !PROGRAMMES.some((p) => p.page === page && p.id.endsWith(`/${nom}`)));
  });
  expect(sansExplorateur).toEqual([]);
  expect(PROGRAMMES.length).toBeGreaterThan(10);
});

for (const programme of PROGRAMMES) {
  const { id, graphe } = programme;

  test(`${id} : tous ses états, toutes ses issues, sa mission`, async ({ page }) => {
    await page.goto(adresse() + programme.page);
    await page.evaluate(() => {
      const marques = /** @type {string[]} */ ([]);
      Object.assign(window, { marques, courseProgress: { has: () => false, mark: (/** @type {string} */ sorte, /** @type {string} */ id) => marques.push(`${sorte} ${id}`) } });
    });
    await ouvrir(page, programme);

    await test.step("la mission est reconnue quand le lecteur l'accomplit", async () => {
      const mission = await page.evaluate((id) => Reflect.get(window, 'courseGraphs')[id].mission, id);
      const attentes = (/** @type {number} */ e) => attendu(graphe, e).fils.filter((f) => f.attente).length;
      const route = mission.outcomes
        ? graphe.outcomes[mission.outcomes[0]].schedule
        : chemin(graphe, (e) => attentes(e) >= mission.waiting);
      await suivre(page, route.slice(0, -1));
      await expect(page.locator('.stepper-mission')).not.toHaveAttribute('data-done', '');
      await choisir(page, route.at(-1));
      await expect(page.locator('.stepper-mission')).toHaveAttribute('data-done', '');
      await expect(page.locator('.stepper-mission')).toContainText('Mission accomplie');
      expect(await page.evaluate(() => Reflect.get(window, 'marques'))).toEqual([`mission ${id}`]);
    });

    await clic(page, 'restart');
    await test.step("chaque état montré est celui du graphe, et l'on ne peut aller nulle part ailleurs", async () => {
      const releve = await page.evaluate(parcourirTout, DIALOGUE);
      // Le clic mène où dit le graphe, et le parcours les a tous faits.
      const faites = releve.etapes.sort((a, b) => a[0] - b[0]);
      expect(faites).toEqual(graphe.edges.map((/** @type {any[]} */ e, /** @type {number} */ i) => [i, e[1]]));
      expect(releve.etats.length).toBe(graphe.states.length);
      relever({ nom: "explorateur, états montrés et comparés au graphe", valeur: releve.etats.length, cumul: 'somme' });
      expect(releve.vues, 'les issues cochées').toBe(graphe.outcomes.length);

      /** @type {string[]} */
      const ecarts = [];
      for (const vu of releve.etats) {
        const voulu = attendu(graphe, vu.etat);
        const comparer = (/** @type {string} */ quoi, /** @type {unknown} */ montre, /** @type {unknown} */ prouve) => {
          const [a, b] = [JSON.stringify(montre), JSON.stringify(prouve)];
          if (a !== b) ecarts.push(`état ${vu.etat}, ${quoi} : ${a} au lieu de ${b}`);
        };
        comparer('étapes', [...new Set(vu.etapes)].sort((a, b) => a - b), voulu.etapes);
        comparer('affiché', vu.affiche, voulu.affiche || '(rien encore)');
        comparer('fin', vu.fin, voulu.fin < 0 ? '' : graphe.outcomes[voulu.fin].kind);
        comparer(
          'fils',
          vu.fils.filter((f) => f.nom !== 'le temps').map(({ nom, ligne, attente }) => [nom, ligne, lisible(attente)]),
          voulu.fils.map(({ nom, ligne, attente }) => [nom, ligne, attente]),
        );
        // Un fil qui attend dit quoi ; une étape possible dit la sienne.
        const attendent = voulu.fils.filter((f) => f.attente && vu.fin === '');
        comparer('opérations', attendent.filter((f) => !vu.fils.some((m) => m.nom === f.nom && lisible(m.texte).includes(f.operation))), []);
        const dites = voulu.etapes.map((e) => lisible(evenement(graphe, e).text));
        const boutons = vu.boutons.map(lisible);
        comparer('boutons', dites.filter((texte) => !boutons.some((b) => b.includes(texte))), []);
        // Une pastille par fil, sur sa ligne.
        const places = voulu.fils.filter((f) => f.ligne > 0 && vu.lignes.includes(f.ligne));
        comparer('pastilles', vu.marques, places.map((f) => `${f.ligne} ${f.nom}`).sort());
        comparer(
          'objets',
          vu.objets.map(({ nom, sorte, valeurs }) => [lisible(nom), sorte, valeurs.map(lisible)]),
          voulu.objets.map(({ nom, sorte, valeurs }) => [nom, sorte, valeurs]),
        );
        const details = voulu.objets.map((o) => [...o.fils, ...o.nombres.map(String)]);
        comparer('contenu des objets', details.map((dits, i) => dits.filter((dit) => !vu.objets[i]?.texte.includes(dit))), details.map(() => []));
      }
      expect(ecarts).toEqual([]);
    });

    await test.step("chaque issue prouvée s'atteint par les boutons", async () => {
      for (const [rang, issue] of graphe.outcomes.entries()) {
        if (rang > 0) await clic(page, 'restart');
        await suivre(page, issue.schedule);
        const vue = await page.evaluate((dialogue) => {
          const fins = [...document.querySelectorAll('.stepper-outcomes li')];
          return {
            etat: Number(document.querySelector(dialogue)?.getAttribute('data-state')),
            verdict: document.querySelector('.stepper-verdict')?.getAttribute('data-kind'),
            sortie: document.querySelector('.stepper-output pre')?.textContent,
            ici: fins.flatMap((fin, rang) => (/^(true)?$/.test(fin.getAttribute('aria-current') ?? '-') ? [rang] : [])),
            cochee: fins.map((fin) => fin.hasAttribute('data-seen')),
          };
        }, DIALOGUE);
        expect({ ...vue, cochee: vue.cochee[rang] }).toEqual({
          etat: issue.state,
          verdict: issue.kind,
          sortie: issue.stdout || '(rien encore)',
          ici: [rang],
          cochee: true,
        });
      }
      await expect(page.locator('.stepper-outcomes li:not([data-seen])')).toHaveCount(0);
    });

    await page.setViewportSize({ width: 390, height: 844 });
    await clic(page, 'restart');
    await test.step('rien ne déborde à 390 pixels', async () => {
      await clic(page, 'random');
      const trop = await page.evaluate((d) => {
        const dialogue = /** @type {HTMLElement} */ (document.querySelector(d));
        return [document.documentElement.scrollWidth - 390, dialogue.scrollWidth - dialogue.clientWidth];
      }, DIALOGUE);
      expect(Math.max(...trop)).toBeLessThanOrEqual(0);
      // Seul le code défile de côté.
      const larges = await page.locator(`${DIALOGUE} > section:not(.stepper-code)`).evaluateAll((zones) =>
        zones.filter((z) => z.scrollWidth > z.clientWidth + 1).map((z) => z.className));
      expect(larges).toEqual([]);
    });
  });
}

test('« Y aller » et le hasard montrent, mais n\'accomplissent pas la mission', async ({ page }) => {
  await ouvrir(page, PERDU);
  const rang = PERDU.graphe.outcomes.length - 1;
  await page.locator('.stepper-outcomes li').nth(rang).getByRole('button').click();
  expect(await etat(page)).toBe(PERDU.graphe.outcomes[rang].state);
  await expect(page.locator('.stepper-mission')).toContainText('arrivez-y vous-même');
  await expect(page.locator('.stepper-mission')).not.toHaveAttribute('data-done', '');
  // Le chemin montré se relit : reculer, puis refaire.
  await clic(page, 'back');
  await clic(page, 'back');
  await expect(page.locator('.stepper-timeline li[data-after]').first()).toBeVisible();
  await clic(page, 'forward');
  await clic(page, 'forward');
  expect(await etat(page)).toBe(PERDU.graphe.outcomes[rang].state);
  await clic(page, 'restart');
  await clic(page, 'random');
  await expect(page.locator('.stepper-verdict')).toBeVisible();
  await expect(page.locator('[data-do="random"]')).toHaveAttribute('aria-disabled', 'true');
});

test('au clavier seul, de la page à la fin, et retour', async ({ page }) => {
  await page.goto(adresse() + PERDU.page);
  const bouton = page.locator(`listing-stepper[data-id="${PERDU.id}"] .stepper-open`);
  await bouton.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(DIALOGUE)).toBeVisible();
  const { graphe } = PERDU;
  const annonce = page.locator(`${DIALOGUE} [role="status"]`);
  for (const [i, etape] of graphe.outcomes[2].schedule.entries()) {
    const { thread: fil, line } = evenement(graphe, etape);
    await page.keyboard.press(fil === 'main' ? 'm' : fil.at(-1));
    await expect(annonce).toContainText(`Étape ${i + 1}. ${fil}, ligne ${line}`);
  }
  await expect(annonce).toContainText('Fin normale');
  await expect(annonce).toContainText('Mission accomplie');
  // Le focus n'est jamais perdu, ni sorti du dialogue.
  expect(await page.evaluate((d) => document.activeElement?.closest(d) !== null && document.activeElement !== document.body, DIALOGUE)).toBe(true);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(annonce).toContainText('Fin normale');
  await page.keyboard.press('Home');
  await expect(annonce).toContainText('Étape 0');
  await page.keyboard.press('3');
  await expect(annonce).toContainText('« fil 3 » ne peut pas avancer');
  await page.keyboard.press('End');
  await expect(page.locator('.stepper-verdict')).toBeVisible();
  // Tab parcourt tout le dialogue et ne s'y enferme pas sur un élément.
  const arrets = new Set();
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    arrets.add(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));
  }
  expect(arrets.size).toBeGreaterThan(20);
  expect(page.url()).toContain(PERDU.page);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.stepper')).toBeHidden();
  await expect(bouton).toBeFocused();
  await expect(page).toHaveURL(/^[^#]*$/);
});

test('un fil qui a plusieurs étapes laisse choisir', async ({ page }) => {
  // Un `select!` entre deux émetteurs prêts : `main` a deux rendez-vous possibles.
  const programme = PROGRAMMES.find((p) => p.id === 'synchronisation/select_boucle') ?? PERDU;
  await ouvrir(page, programme);
  const { graphe } = programme;
  const deux = (/** @type {number} */ e) => graphe.edges.filter((/** @type {number[]} */ x, /** @type {number} */ i) => x[0] === e && evenement(graphe, i).peer?.thread === 'main').length;
  await suivre(page, chemin(graphe, (e) => deux(e) === 2));
  const avant = await etat(page);
  await page.keyboard.press('m');
  await expect(page.locator('[role="status"]').filter({ hasText: '2 étapes possibles' })).toHaveCount(1);
  expect(await etat(page)).toBe(avant);
  await expect(page.locator('[data-thread="main"]').first()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await etat(page)).not.toBe(avant);
});

test("l'adresse désigne un moment exact, et suit l'historique", async ({ page, context }) => {
  await ouvrir(page, PERDU);
  const route = PERDU.graphe.outcomes[1].schedule;
  await suivre(page, route.slice(0, 9));
  await expect(page).toHaveURL(/#pas=[^:]+:[0-9a-f]{6}:\w{9}$/);
  const [url, rang, fils] = [page.url(), await etat(page), await page.locator('.stepper-threads').textContent()];
  const autre = await context.newPage();
  await autre.goto(url);
  await expect(autre.locator(DIALOGUE)).toBeVisible();
  expect(await etat(autre)).toBe(rang);
  expect(await autre.locator('.stepper-threads').textContent()).toBe(fils);
  await autre.close();

  await page.goBack();
  await expect(page.locator('dialog.stepper')).toBeHidden();
  await page.goForward();
  await expect(page.locator(DIALOGUE)).toBeVisible();
  expect(await etat(page)).toBe(rang);
  // Une adresse tapée dans la page ouverte déplace l'exécution.
  await page.evaluate((id) => { location.hash = `#pas=${id}::@2`; }, PERDU.id);
  await expect.poll(() => etat(page)).toBe(0);
  await clic(page, 'forward');
  expect(await page.locator(DIALOGUE).getAttribute('data-state')).toBe(String(PERDU.graphe.edges[PERDU.graphe.outcomes[2].schedule[0]][1]));

  // Faite pour un autre graphe, ou impossible, elle le dit et ne montre rien de faux.
  for (const moment of ['000000:0', ':zz']) {
    await page.goto('about:blank');
    await page.goto(`${adresse()}${PERDU.page}#pas=${PERDU.id}:${moment}`);
    await expect(page.locator('.stepper-notice')).toContainText('autre version');
    expect(await etat(page)).toBe(0);
  }
});

test('un programme qui n\'est pas dans la page, et son interblocage', async ({ page }) => {
  const script = `(window.courseGraphs ??= {})["exercices/99_essai"] = ${JSON.stringify(AILLEURS)};`;
  await page.route('**/genere/graphes/exercices/99_essai.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(`${adresse()}${PERDU.page}#pas=exercices/99_essai::@0`);
  await expect(page.locator(DIALOGUE)).toBeVisible();
  await clic(page, 'forward');
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
  const fils = [1, 2].map((n) => ({ name: `fil ${n}`, line: 1, state: 'ready', text: 'envoyer' }));
  const etats = 5;
  const graphe = {
    ...AILLEURS,
    threads: [{ name: 'main', line: 1, state: 'ready', text: 'recevoir' }, ...fils],
    objects: [],
    events: [event('fil 1', 'send', 1), event('fil 2', 'send', 2), event('main', 'receive', 2), event('main', 'receive', 1)],
    states: Array.from({ length: etats }, (_, i) => ({ t: [0, 1, 2], o: [], out: 0, ...(i === etats - 1 ? { end: 0 } : {}) })),
    edges: [0, 1, 2, 3].map((i) => [i, i + 1, i]),
    outcomes: [{ kind: 'exit', label: '✓ Fin normale', stdout: '', panicked: [], blocked: [], paths: '1', state: 4, schedule: [0, 1, 2, 3] }],
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(adresse() + PERDU.page);
  await ouvrir(page, PERDU);
  await page.evaluate((script) => (0, eval)(script), `(window.courseGraphs ??= {})["frise"] = ${JSON.stringify(graphe)}`);
  await page.evaluate(() => Reflect.get(window, 'courseStepper').open('frise', ':@0', null));
  const dialogue = page.locator('dialog.stepper[open]');
  await dialogue.locator('[data-do="outcome"]').click();
  await expect(dialogue).toHaveAttribute('data-state', '4');
  const rangs = await dialogue.locator('.stepper-timeline').evaluate((zone) => {
    const y = [...zone.querySelectorAll('li')].map((li) => /** @type {HTMLElement} */ (li).offsetTop + 18);
    const depart = (/** @type {Element} */ trait) => Number(/^M\S+ (\S+)L/.exec(trait.getAttribute('d') ?? '')?.[1]);
    return [...zone.querySelectorAll('.pas-message')].map((trait) => y.indexOf(depart(trait)));
  });
  // L'envoi de « fil 2 » est la deuxième étape : sa flèche vient d'abord.
  expect(rangs).toEqual([2, 1]);
});

test('des données absentes sont annoncées', async ({ page, ecarts }) => {
  await page.route('**/genere/graphes/**', (route) => route.abort());
  await page.goto(adresse() + PERDU.page);
  await page.locator(`listing-stepper[data-id="${PERDU.id}"] .stepper-open`).click();
  await expect(page.locator('listing-stepper [role="alert"]')).toContainText("n'a pas d'exploration");
  ecarts.console.length = 0;
});

test('axe : aucune faute, ouvert, dans les cinq thèmes', async ({ page }) => {
  await ouvrir(page, PERDU);
  /** @type {string[]} */
  const trouvees = [];
  const relire = async (/** @type {string} */ quand) => {
    trouvees.push(...(await fautesParTheme(page, [DIALOGUE])).map((faute) => `${quand} : ${faute}`));
  };
  await suivre(page, PERDU.graphe.outcomes[2].schedule.slice(0, 9));
  await clic(page, 'back');
  await relire('au milieu');
  await suivre(page, PERDU.graphe.outcomes[2].schedule.slice(8));
  await relire('à la fin');
  await page.evaluate((script) => (0, eval)(script), `(window.courseGraphs ??= {})["x"] = ${JSON.stringify(AILLEURS)}`);
  await page.evaluate(() => Reflect.get(window, 'courseStepper').open('x', ':@0', null));
  await clic(page, 'show');
  await relire("à l'interblocage");
  relever({ nom: "fautes d'accessibilité (axe), explorateur ouvert, cinq thèmes", valeur: trouvees.length, borne: '0' });
  expect(trouvees).toEqual([]);
});

test('rien ne se charge avant l\'ouverture, et peu ensuite', async ({ page }) => {
  /** @type {string[]} */
  const demandes = [];
  page.on('request', (requete) => demandes.push(new URL(requete.url()).pathname));
  await page.goto(adresse() + PERDU.page, { waitUntil: 'networkidle' });
  expect(demandes.filter((url) => /genere\/(stepper\.|graphes)/.test(url))).toEqual([]);
  demandes.length = 0;
  await ouvrir(page, PERDU);
  expect(demandes.map((url) => path.basename(url)).filter((nom) => !nom.startsWith('favicon')).sort()).toEqual(['compteur_perdu.js', 'stepper.css', 'stepper.js']);

  const taille = (/** @type {string} */ fichier) => fs.statSync(path.join(livre(), fichier)).size;
  const script = taille('genere/stepper.js');
  relever({ nom: "explorateur, script", valeur: script / 1000, unite: 'ko', borne: '≤ 20 ko' });
  expect(script).toBeLessThanOrEqual(20_000);
  for (const { id } of PROGRAMMES) {
    const donnees = taille(`genere/graphes/${id}.js`);
    relever({ nom: 'explorateur, données du plus gros programme', valeur: donnees / 1000, unite: 'ko', borne: '≤ 25 ko' });
    expect(donnees, id).toBeLessThanOrEqual(25_000);
  }
});

test('une page ouverte depuis un fichier explore aussi', async ({ page }) => {
  await page.goto(pathToFileURL(path.join(livre(), PERDU.page)).href);
  await page.locator(`listing-stepper[data-id="${PERDU.id}"] .stepper-open`).click();
  await expect(page.locator(DIALOGUE)).toBeVisible();
  await choisir(page, PERDU.graphe.outcomes[0].schedule[0]);
  await expect(page).toHaveURL(/#pas=synchronisation\/compteur_perdu:[0-9a-f]{6}:0$/);
});

test('une exécution se déroule à l\'écran, et s\'interrompt', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await ouvrir(page, PERDU);
  await page.locator('.stepper-outcomes li').first().getByRole('button').click();
  await expect.poll(() => etat(page)).not.toBe(0);
  await clic(page, 'back');
  const arrete = await etat(page);
  await page.waitForTimeout(600);
  expect(await etat(page)).toBe(arrete);
  await expect(page.locator('.stepper-timeline li[data-after]').first()).toBeVisible();
});

/**
 * Dans la page : parcourt tous les états par les boutons que l'explorateur
 * propose, en revenant par « Reculer », et relève ce que chacun montre.
 *
 * @param {string} dialogue
 */
function parcourirTout(dialogue) {
  const un = (/** @type {string} */ s, /** @type {ParentNode} */ ou = document) => /** @type {HTMLElement} */ (ou.querySelector(s));
  const tous = (/** @type {string} */ s, /** @type {ParentNode} */ ou = document) => /** @type {HTMLElement[]} */ ([...ou.querySelectorAll(s)]);
  const boite = un(dialogue);
  const texte = (/** @type {Element | null} */ e) => e?.textContent ?? '';
  const etiquettes = new Map();
  const relever = () => {
    const cartes = tous('.stepper-threads article', boite);
    for (const carte of cartes) {
      const pastille = texte(un('.stepper-badge', carte));
      etiquettes.set(pastille, [...un('h4', carte).childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(''));
    }
    return {
      etat: Number(boite.dataset.state),
      fils: cartes.map((carte) => ({
        nom: [...un('h4', carte).childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(''),
        ligne: Number(/ligne (\d+)/.exec(texte(un('small', carte)))?.[1] ?? 0),
        attente: texte(un('.stepper-reason', carte)).replace(/^bloqué\s:\s/, ''),
        texte: texte(carte),
      })),
      etapes: tous('[data-do="edge"]', boite).map((b) => Number(b.dataset.arg)),
      boutons: tous('[data-do="edge"]', boite).map(texte),
      marques: tous('[data-line]', boite)
        .flatMap((ligne) => tous('.stepper-badge', ligne).map((p) => `${ligne.dataset.ligne} ${etiquettes.get(texte(p))}`))
        .sort(),
      lignes: tous('[data-line]', boite).map((l) => Number(l.dataset.ligne)),
      objets: tous('.stepper-objects article', boite).map((o) => ({
        nom: texte(un('h4 > span', o)), sorte: texte(un('h4 > small', o)), valeurs: tous('.stepper-value', o).map(texte), texte: texte(o),
      })),
      affiche: texte(un('.stepper-output pre', boite)),
      fin: un('.stepper-verdict', boite)?.dataset.kind ?? '',
    };
  };
  /** @type {Map<number, ReturnType<typeof relever>>} */
  const vus = new Map();
  /** @type {[number, number][]} */
  const etapes = [];
  /** @type {{etat: number, reste: number[]}[]} */
  const pile = [];
  const entrer = () => {
    const vu = relever();
    const neuf = !vus.has(vu.etat);
    if (neuf) {
      vus.set(vu.etat, vu);
      pile.push({ etat: vu.etat, reste: [...new Set(vu.etapes)] });
    }
    return { neuf, etat: vu.etat };
  };
  entrer();
  while (pile.length > 0) {
    const { reste } = pile[pile.length - 1];
    const etape = reste.pop();
    if (etape === undefined) {
      pile.pop();
      if (pile.length > 0) un('[data-do="back"]', boite).click();
      continue;
    }
    un(`[data-do="edge"][data-arg="${etape}"]`, boite).click();
    const { neuf, etat } = entrer();
    etapes.push([etape, etat]);
    if (!neuf) un('[data-do="back"]', boite).click();
  }
  return { etats: [...vus.values()], etapes, vues: tous('.stepper-outcomes li[data-seen]', boite).length };
}
