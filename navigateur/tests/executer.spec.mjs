// @ts-check
// Exécuter, modifier, copier un programme dans la page. Le Playground est
// intercepté ; ce qu'on lui envoie est compilé et lancé ici, par le vrai cargo.
import fs from 'node:fs';
import path from 'node:path';
import { compiler, executer, EXPIRE } from '../outils/cargo.mjs';
import { relever } from '../outils/chiffres.mjs';
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { livre } from '../outils/serveur.mjs';

test.use({ reducedMotion: 'reduce' });

const PLAYGROUND = 'https://play.rust-lang.org/**';
const CORS = { 'access-control-allow-origin': '*' };
/** Une page sans diagramme, et son programme. */
const PAGE = 'synchronisation/waitgroup.html';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 * @typedef {{version: string, optimize: string, code: string, edition: string}} Demande
 */

/**
 * Répond à la place du Playground ; rend la liste des demandes reçues. Un
 * programme trop long est une erreur du service.
 *
 * @param {Page} page
 * @param {(demande: Demande) => {error?: unknown} | Promise<{error?: unknown}>} reponse
 * @param {number} status
 */
async function intercepter(page, reponse, status = 200) {
  /** @type {Demande[]} */
  const demandes = [];
  await page.route(PLAYGROUND, async (route) => {
    expect(route.request().method()).toBe('POST');
    expect(route.request().url()).toBe('https://play.rust-lang.org/evaluate.json');
    const demande = route.request().postDataJSON();
    demandes.push(demande);
    const json = await reponse(demande);
    await route.fulfill({ status: json.error === EXPIRE ? 500 : status, headers: CORS, json });
  });
  return demandes;
}

/**
 * Le texte de chaque bloc exécutable de ces pages ; s'évalue dans le navigateur.
 *
 * @param {string[]} noms
 */
async function programmesDesPages(noms) {
  const racine = new URL('..', location.href);
  const textes = await Promise.all(
    noms.map(async (nom) => (await fetch(new URL(nom, racine))).text()),
  );
  const codes = textes.flatMap((texte) =>
    Array.from(
      new DOMParser().parseFromString(texte, 'text/html').querySelectorAll('pre.playground > code'),
      (code) => (code.textContent ?? '').replace(/\n?$/, '\n'),
    ),
  );
  return [...new Set(codes)];
}

/** Les pages qui ont un programme à lancer. */
const aProgrammes = () =>
  pages().filter((nom) => fs.readFileSync(path.join(livre(), nom), 'utf8').includes('class="playground"'));

/** @param {Page} page */
const premier = (page) => page.locator('figure.listing:not(.refusal)').first();

/**
 * Le cadre d'un programme : sa figure, ou le cadre d'un bloc.
 *
 * @param {Locator} bouton
 */
const cadre = (bouton) =>
  bouton.locator('xpath=(ancestor::figure | ancestor::div[contains(@class, "programme")])[1]');

/**
 * Montre le volet Rust, s'il est caché, et clique.
 *
 * @param {Locator} bouton
 */
async function cliquer(bouton) {
  await bouton.evaluate((b) => b.closest('[hidden]')?.removeAttribute('hidden'));
  await bouton.click();
}

/** @param {Page} page */
const ouvrir = (page, nom = PAGE) => page.goto(adresse() + nom);

/**
 * Ouvre l'éditeur et remplace son texte, comme un lecteur le ferait.
 *
 * @param {Page} page
 * @param {Locator} programme
 * @param {(texte: string) => string} change
 */
async function modifier(page, programme, change) {
  await programme.getByRole('button', { name: 'Modifier' }).click();
  const zone = programme.getByRole('textbox');
  await expect(zone).toBeFocused();
  const texte = change(await zone.inputValue());
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(texte);
  return zone;
}

/**
 * @param {Page} page
 * @param {Locator} programme
 * @param {string} texte
 */
async function modifierEncore(page, programme, texte) {
  await programme.getByRole('textbox').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(texte);
}

// Un seul cargo à la fois : la page n'attend pas une réponse plus de 15 secondes.
test.describe('avec cargo', () => {
  test.describe.configure({ mode: 'default' });

  test('tous les programmes de toutes les pages font ce que le livre en dit', async ({ page }) => {
    test.setTimeout(600_000);

    await page.route(/mermaid/, (route) => route.abort()); // lourd, et sans rapport

    // D'abord une seule compilation, puis un clic sur chaque bouton.
    await ouvrir(page);
    const programmes = await page.evaluate(programmesDesPages, pages());
    expect(programmes.length).toBeGreaterThan(20);
    await compiler(programmes);

    const demandes = await intercepter(page, ({ code }) => executer(code));
    const ecarts = [];
    const vus = { listings: 0, sansFin: 0, refus: 0, blocs: 0 };
    for (const nom of aProgrammes()) {
      await ouvrir(page, nom);
      expect(await page.locator('pre.playground:not(:has(.run))').count(), nom).toBe(0);
      const boutons = await page.locator('.run:not([hidden])').all();
      // Tous d'abord : ceux qui ne finissent pas s'attendent ensemble.
      for (const bouton of boutons) await cliquer(bouton);
      for (const bouton of boutons) {
        const ici = cadre(bouton);
        await expect(ici.locator('.run-result .state')).not.toHaveText('Exécution…');
        const etat = await ici.locator('.run-result .state').innerText();
        const sortie = (await ici.locator('.run-output').allTextContents()).join('');
        const permises = await ici
          .locator(':is([data-tab="output"], .pair-output) pre:not([data-ending] > pre) > code')
          .allTextContents();
        const inachevees = await ici.locator('[data-ending]').count();
        const classes = (await ici.locator('pre.playground > code').first().getAttribute('class')) ?? '';

        const ou = `${nom} : ${await ici.evaluate((f) => f.id || f.textContent?.slice(0, 60))}`;
        const attendre = (/** @type {RegExp} */ motif) => {
          if (!motif.test(etat)) ecarts.push(`${ou} : « ${etat} »\n${sortie}`);
        };
        if (inachevees > 0 && etat.startsWith('Temps dépassé')) {
          vus.sansFin += 1;
          attendre(/Le livre annonce que celui-ci peut ne pas finir\.$/);
        } else if (permises.length + inachevees > 0) {
          vus.listings += 1;
          attendre(/^C'est (la sortie permise|l'une des \d+ sorties permises)/);
          if (!permises.includes(sortie)) ecarts.push(`${ou} : sortie non permise\n${sortie}`);
        } else if (classes.includes('compile_fail')) {
          vus.refus += 1;
          const erreur = await ici.locator('.refusal-code a').innerText();
          attendre(/^Le compilateur refuse ce programme, comme prévu\.$/);
          if (!sortie.includes(`error[${erreur}]`)) ecarts.push(`${ou} : pas de ${erreur}\n${sortie}`);
        } else {
          vus.blocs += 1;
          attendre(classes.includes('should_panic') ? /^Le programme a paniqué, comme prévu\.$/ : /^Terminé sans erreur\.$/);
        }
      }
    }
    expect(ecarts).toEqual([]);
    expect(Object.values(vus).every((n) => n > 0), JSON.stringify(vus)).toBe(true);
    relever({ nom: 'programmes exécutés depuis leur page', valeur: vus.listings });
    relever({ nom: 'programmes refusés, exécutés depuis leur page', valeur: vus.refus });
    relever({ nom: 'petits blocs exécutés depuis leur page', valeur: vus.blocs });

    const { code, ...reste } = demandes[0];
    expect(code).toContain('fn main()');
    expect(reste).toEqual({ version: 'stable', optimize: '0', edition: '2024' });
    expect(demandes.every((demande) => demande.edition === '2024')).toBe(true);
    expect([...new Set(demandes.map((demande) => demande.code))].sort()).toEqual(programmes.sort());
  });

  test('un programme modifié se lance, reste après un rechargement, se rétablit', async ({ page, ecarts }) => {
    const demandes = await intercepter(page, ({ code }) => executer(code));
    await ouvrir(page);
    const programme = premier(page);
    const livre = ((await programme.locator('pre.playground > code').textContent()) ?? '').trimEnd();
    const mien = 'fn main() {\n    println!("à moi");\n}';
    const refuse = 'fn main() {\n    let x: u32 = "non";\n}';
    const panique = 'fn main() {\n    println!("avant");\n    panic!("non");\n}';
    await compiler([mien, refuse, panique].map((code) => `${code}\n`));
    await modifier(page, programme, () => mien);
    await page.keyboard.press('Control+Enter');
    await expect(programme.locator('.run-output')).toHaveText('à moi\n');
    await expect(programme.locator('.state')).toContainText('Le programme est modifié');
    expect(demandes.at(-1)?.code).toBe(`${mien}\n`);

    // Une erreur de compilation, telle que rustc l'écrit.
    await modifierEncore(page, programme, refuse);
    await page.keyboard.press('Control+Enter');
    await expect(programme.locator('.state')).toHaveText('Le compilateur refuse ce programme.');
    await expect(programme.locator('.run-output')).toContainText('error[E0308]: mismatched types');

    // Une panique.
    await modifierEncore(page, programme, panique);
    await page.keyboard.press('Control+Enter');
    await expect(programme.locator('.state')).toHaveText('Le programme a paniqué.');
    await expect(programme.locator('.run-output')).toContainText('avant');

    await page.reload();
    await expect(programme.locator('.edited-mark')).toHaveText('Modifié');
    await expect(programme.locator('.edited-mark')).toBeVisible();
    await expect(programme.locator('.editor')).toContainText('panic!("non")');
    await expect(programme.getByRole('textbox')).toHaveCount(0);
    await programme.getByRole('button', { name: 'Exécuter' }).click();
    await expect(programme.locator('.state')).toHaveText('Le programme a paniqué.');

    // Rétablir, se raviser, rétablir.
    await programme.getByRole('button', { name: 'Rétablir' }).click();
    await expect(programme.locator('.edited-mark')).toBeHidden();
    await expect(programme.locator('.editor')).toBeHidden();
    await programme.getByRole('button', { name: 'Reprendre ma version' }).click();
    await expect(programme.locator('.editor')).toContainText('panic!("non")');
    await programme.getByRole('button', { name: 'Rétablir' }).click();
    await programme.getByRole('button', { name: 'Exécuter' }).click();
    await expect(programme.locator('.state')).toContainText("C'est");
    expect(demandes.at(-1)?.code).toBe(`${livre}\n`);
    await page.reload();
    await expect(programme.locator('.edited-mark')).toBeHidden();
    expect(ecarts.console).toEqual([]);
  });

  test('un programme refusé se corrige dans la page', async ({ page }) => {
    await intercepter(page, ({ code }) => executer(code));
    await ouvrir(page, 'introduction/premier_fil.html');
    const refus = page.locator('#programme-emprunt_sans_move');
    await modifier(page, refus, (texte) => texte.replace('(||', '(move ||'));
    await page.keyboard.press('Control+Enter');
    await expect(refus.locator('.state')).toHaveText('Le compilateur accepte ce programme.');
    await expect(refus.locator('.run-output')).toHaveText('Bonjour Ada\n');
  });

  test('un bloc de quelques lignes se modifie avec son main', async ({ page }) => {
    await intercepter(page, ({ code }) => executer(code));
    await ouvrir(page, 'synchronisation/mutex.html');
    const bloc = page.locator('.program').nth(1);
    await modifier(page, bloc, (texte) => texte.replace('(*garde, 1)', '(*garde, 2)'));
    await page.keyboard.press('Control+Enter');
    await expect(bloc.locator('.state')).toHaveText('Le programme a paniqué.');
    await page.reload();
    await expect(bloc.locator('.editor')).toContainText('(*garde, 2)');
    await expect(page.locator('.edited-mark:visible')).toHaveCount(1);
  });
});

test('sans réseau, la commande qui fait de même', async ({ page, context }) => {
  await page.route(PLAYGROUND, (route) => route.abort());
  await ouvrir(page, 'introduction/premier_fil.html');
  const attendus = [
    ['#programme-premier_fil', 'cargo run --bin premier_fil'],
    ['#programme-emprunt_sans_move', 'cargo new essai'],
    ['.program', 'essai/src/main.rs'],
  ];
  for (const [ou, commande] of attendus) {
    const ici = page.locator(ou).first();
    await ici.getByRole('button', { name: 'Exécuter' }).click();
    await expect(ici.locator('.state')).toHaveText('Le Playground (play.rust-lang.org) ne répond pas.');
    await expect(ici.locator('.run-result')).toContainText(commande);
  }
  await context.setOffline(true);
  const programme = page.locator('#programme-premier_fil');
  await modifier(page, programme, (texte) => `${texte}\n`);
  await page.keyboard.press('Control+Enter');
  await expect(programme.locator('.state')).toHaveText('Pas de réseau.');
  await expect(programme.locator('.run-result')).toContainText('listings/introduction/premier_fil.rs');
  await context.setOffline(false);

  await ouvrir(page, 'synchronisation/producteur_consommateur.html');
  const bloc = page.locator('.program').first();
  await bloc.getByRole('button', { name: 'Exécuter' }).click();
  await expect(bloc.locator('.run-result')).toContainText('cargo add crossbeam-channel');
});

test('rien ne part avant un clic', async ({ page, ecarts }) => {
  await ouvrir(page);
  const programme = premier(page);
  await programme.getByRole('button', { name: 'Modifier' }).click();
  await page.keyboard.type('// rien ne part');
  await programme.getByRole('button', { name: 'Terminer' }).click();
  expect(ecarts.tiers).toEqual([]);
});

test('une sortie vide, une sortie très longue', async ({ page }) => {
  let result = '';
  await intercepter(page, () => ({ result, error: null }));
  await ouvrir(page);
  const programme = premier(page);
  const sortie = programme.locator('.run-output');
  await programme.getByRole('button', { name: 'Exécuter' }).click();
  await expect(sortie).toHaveText('(aucune sortie)');
  await expect(programme.locator('.state')).toHaveText("Cette sortie n'est pas de celles que le livre permet.");
  result = 'bla\n'.repeat(100_000);
  await programme.getByRole('button', { name: 'Exécuter' }).click();
  await expect(sortie).toContainText('… (la suite est coupée)');
});

test('le temps dépassé et les autres erreurs du Playground', async ({ page }) => {
  let error = 'The operation timed out: deadline has elapsed';
  await intercepter(page, () => ({ error }), 500);
  await ouvrir(page);
  const programme = premier(page);
  const resultat = programme.locator('.run-result');
  await programme.getByRole('button', { name: 'Exécuter' }).click();
  await expect(resultat).toContainText('Temps dépassé');
  await expect(resultat).toContainText('cargo run --bin waitgroup');
  error = 'No space left on device';
  await programme.getByRole('button', { name: 'Exécuter' }).click();
  await expect(resultat).toContainText('erreur 500');
  await expect(resultat).toContainText('cargo run --bin waitgroup');
});

test('un Playground muet est abandonné ; une exécution s\'arrête et se relance', async ({ page }) => {
  await page.clock.install();
  /** @type {(() => void)[]} */
  const attente = [];
  await intercepter(page, () => new Promise((fin) => attente.push(() => fin({ result: 'fini\n', error: null }))));
  await ouvrir(page);
  const programme = premier(page);
  const etat = programme.locator('.state');
  const bouton = programme.locator('.run');

  await bouton.click();
  await expect(etat).toHaveText('Exécution…');
  await expect(bouton).toHaveText('Arrêter');
  await page.clock.runFor(10_500); // le Playground a encore le droit de répondre
  await expect(etat).toHaveText('Exécution…');
  await page.clock.runFor(5_000);
  await expect(etat).toHaveText("Le Playground n'a pas répondu en 15 secondes.");
  await expect(programme.locator('.run-result')).toContainText('cargo run --bin waitgroup');

  await bouton.click();
  await bouton.click();
  await expect(etat).toHaveText('Exécution arrêtée.');
  await expect(bouton).toHaveText('Exécuter');
  await expect(bouton).toBeFocused();

  // Deux fois de suite depuis l'éditeur : la seconde remplace la première.
  await programme.getByRole('button', { name: 'Modifier' }).click();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => attente.length).toBe(3);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => attente.length).toBe(4);
  await expect(etat).toHaveText('Exécution…');
  attente.forEach((finir) => finir());
  await expect(programme.locator('.run-output')).toHaveText('fini\n');
  await expect(bouton).toHaveText('Exécuter');
});

test('le programme du livre a changé depuis la modification : elle reste, et c\'est dit', async ({ page }) => {
  await ouvrir(page);
  const programme = premier(page);
  await page.evaluate(() => {
    localStorage.setItem('concurrence-rust/1/program waitgroup', JSON.stringify({ original: 'fn main() {}', text: '// ma version' }));
  });
  await page.reload();
  await expect(programme.locator('.editor')).toContainText('// ma version');
  await expect(programme.locator('.edit-notice')).toContainText('Le programme du livre a changé depuis');
  await modifier(page, programme, (texte) => `${texte} !`);
  await page.reload();
  await expect(programme.locator('.editor')).toContainText('// ma version !');
  await expect(programme.locator('.edit-notice')).toContainText('Le programme du livre a changé depuis');
  await programme.getByRole('button', { name: 'Rétablir' }).click();
  await expect(programme.locator('pre.playground > code')).toBeVisible();
});

test('annuler et refaire, dans l\'éditeur', async ({ page }) => {
  await ouvrir(page);
  const programme = premier(page);
  const zone = await modifier(page, programme, (texte) => texte);
  const avant = await zone.inputValue();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('fn f() {');
  await page.keyboard.press('Enter');
  await page.keyboard.type('1');
  expect(await zone.inputValue()).toBe(`${avant}\nfn f() {\n    1`); // le retrait suit
  for (let i = 0; i < 20 && (await zone.inputValue()) !== avant; i += 1) await page.keyboard.press('Control+z');
  expect(await zone.inputValue()).toBe(avant);
  await expect(programme.locator('.edited-mark')).toBeHidden();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press('Control+Shift+z');
  expect(await zone.inputValue()).toBe(`${avant}\nfn f() {\n    1`);
});

test('tout se fait au clavier, et l\'éditeur ne le retient pas', async ({ page }) => {
  await intercepter(page, () => ({ result: 'bonjour\n', error: null }));
  await ouvrir(page);
  const programme = premier(page);
  const cible = () =>
    page.evaluate(() => {
      const focus = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(focus?.matches('textarea') ? /** @type {Element} */ (focus.parentElement) : /** @type {Element} */ (focus));
      const nom = focus?.matches('textarea') ? 'éditeur' : focus?.textContent;
      return { nom, visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
  await programme.getByRole('tab', { name: 'Rust' }).focus();
  const parcours = [];
  for (const touche of ['Tab', 'Tab', 'Enter', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(touche);
    parcours.push(await cible());
  }
  expect(parcours.map(({ nom }) => nom)).toEqual([
    'Exécuter',
    'Modifier',
    'éditeur',
    'source Rust',
    'éditeur',
    'Copier',
    'Terminer',
    'Exécuter',
  ]);
  expect(parcours.filter(({ visible }) => !visible)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(programme.locator('.run-output')).toHaveText('bonjour\n');
  await programme.getByRole('textbox').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('s?/');
  await page.keyboard.press('Escape');
  await expect(programme.getByRole('button', { name: 'Modifier' })).toBeFocused();
  expect(page.url()).toBe(adresse() + PAGE); // ni page suivante, ni recherche
});

test('l\'éditeur suit le curseur et se superpose au code coloré', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await ouvrir(page);
  const programme = premier(page);
  await modifier(page, programme, (texte) => texte);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.type(`// ${'loin '.repeat(30)}`);
  const mesures = await programme.locator('.editor').evaluate((vue) => {
    const [code, zone] = /** @type {HTMLElement[]} */ ([...vue.children]);
    const style = (/** @type {HTMLElement} */ e) => {
      const { fontSize, fontFamily, lineHeight, paddingLeft, paddingTop, letterSpacing } = getComputedStyle(e);
      return { fontSize, fontFamily, lineHeight, paddingLeft, paddingTop, letterSpacing };
    };
    return {
      defile: vue.scrollLeft,
      interne: [zone.scrollLeft, zone.scrollTop],
      tailles: [code, zone].map((e) => [e.offsetWidth, e.offsetHeight]),
      styles: [code, zone].map(style),
      page: document.documentElement.scrollWidth,
    };
  });
  expect(mesures.defile).toBeGreaterThan(300);
  expect(mesures.interne).toEqual([0, 0]);
  expect(mesures.tailles[0]).toEqual(mesures.tailles[1]);
  expect(mesures.styles[0]).toEqual(mesures.styles[1]);
  expect(mesures.page).toBeLessThanOrEqual(390);
});

test('copier donne le texte montré, modifié ou non', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ouvrir(page);
  const programme = premier(page);
  const copie = () => page.evaluate(() => navigator.clipboard.readText());
  await programme.getByRole('button', { name: 'Copier' }).first().click();
  await expect(programme.getByRole('button', { name: 'Copié !' })).toBeVisible();
  expect((await copie()).trimEnd()).toBe(((await programme.locator('pre.playground > code').textContent()) ?? '').trimEnd());
  await modifier(page, programme, () => '// ma version');
  await programme.locator('.playground .copy').click();
  await expect.poll(copie).toBe('// ma version');

  // Un bloc sans `main` se copie tel que montré ; un bloc de texte aussi.
  await ouvrir(page, 'synchronisation/waitgroup.html');
  const bloc = page.locator('.program').first();
  await bloc.getByRole('button', { name: 'Copier' }).click();
  await expect.poll(copie).toMatch(/^use std::thread;/);
  await bloc.getByRole('button', { name: 'Montrer les lignes cachées' }).click();
  await bloc.locator('.copy').click();
  await expect.poll(copie).toMatch(/fn main\(\) \{/);
  await ouvrir(page, 'mode-d-emploi.html');
  await page.getByRole('button', { name: 'Copier' }).first().click();
  await expect.poll(copie).toMatch(/^cargo run --bin/);

  // Sans permission, l'ancienne façon.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('button', { name: 'Copier' }).nth(1).click();
  await expect(page.getByRole('button', { name: 'Copié !' }).last()).toBeVisible();
});

test('le stockage refusé : tout marche, et la perte est dite', async ({ page, ecarts }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('plein', 'QuotaExceededError');
    };
  });
  await ouvrir(page);
  const programme = premier(page);
  await modifier(page, programme, () => '// ma version');
  await expect(programme.locator('.edit-notice')).toContainText('pas gardé');
  expect(ecarts.console).toEqual([]);
});

test('sans JavaScript, aucun bouton mort', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(adresse() + PAGE);
  await expect(page.locator('main button:visible')).toHaveCount(0);
  await expect(page.locator('pre.playground').first()).toBeVisible();
  await context.close();
});

test('l\'impression ne montre ni bouton ni champ', async ({ page }) => {
  await ouvrir(page);
  await modifier(page, premier(page), () => '// ma version');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('main :is(button, textarea):visible')).toHaveCount(0);
  await expect(page.locator('.edited-mark:visible')).toHaveCount(1);
  await expect(page.locator('.editor > code')).toBeVisible();
});

test('boutons, éditeur et sortie : aucune faute d\'accessibilité, cinq thèmes', async ({ page }) => {
  await intercepter(page, () => ({ result: 'une sortie\n', error: null }));
  await ouvrir(page);
  const programme = premier(page);
  const trouvees = [];
  await modifier(page, programme, (texte) => `// ma version\n${texte}`);
  await page.keyboard.press('Control+Enter');
  await expect(programme.locator('.run-output')).toBeVisible();
  for (const etat of ['ouvert', 'fermé']) {
    const liste = await fautesParTheme(page, ['figure.listing', '.program']);
    trouvees.push(...liste.map((faute) => `éditeur ${etat} : ${faute}`));
    if (etat === 'ouvert') await programme.getByRole('button', { name: 'Terminer' }).click();
  }
  expect(trouvees).toEqual([]);
});
