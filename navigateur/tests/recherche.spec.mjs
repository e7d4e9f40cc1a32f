// @ts-check
// La recherche : elle trouve la bonne page, ne dit rien des mots vides, se mène
// au clavier, s'annonce, et ne demande rien avant d'être ouverte.
import { adresse, expect, pages, test } from '../outils/livre.mjs';
import { relever } from '../outils/chiffres.mjs';
import { fautesParTheme } from '../outils/mesures.mjs';
import { chercher, ouvrir, premieres, QUESTIONS } from '../outils/recherche.mjs';
import { livre, servir } from '../outils/serveur.mjs';

const PAGE = 'introduction/premier_fil.html';
const INDEX = '/genere/recherche/';

/** @param {import('@playwright/test').Page} page */
async function prete(page) {
  await page.goto(adresse() + PAGE);
  await ouvrir(page);
}

test('chaque question mène à la bonne page, parmi les trois premières', async ({ page }) => {
  await prete(page);
  for (const [question, attendue] of QUESTIONS) {
    expect.soft(premieres(await chercher(page, question, adresse())), question).toContain(attendue);
  }
});

test('accents, élisions, nombre et majuscules ne changent pas la réponse', async ({ page }) => {
  await prete(page);
  for (const [une, autre] of [
    ['donnee', 'donnée'],
    ['execution', 'exécution'],
    ['emetteur', 'Émetteur'],
    ['interblocage', "l'interblocage"],
    ['goroutine', 'goroutines'],
    ['verrou', 'verrous'],
    ['canal', 'canaux'],
    ['waitgroup', 'WaitGroup'],
    ['coeurs', 'cœurs'],
  ]) {
    const trouvees = (await chercher(page, une, adresse())).map((t) => t.adresse);
    expect.soft(trouvees.length, une).toBeGreaterThan(0);
    expect.soft((await chercher(page, autre, adresse())).map((t) => t.adresse), autre).toEqual(trouvees);
  }
});

test('un mot est trouvé derrière une apostrophe', async ({ page }) => {
  await prete(page);
  const marques = (await chercher(page, 'interblocage', adresse())).flatMap((t) => t.marques);
  expect(marques.some((m) => /^[ld]'interblocage/.test(m)), marques.join(' ')).toBe(true);
});

test('des mots vides seuls, ou un mot absent, ne trouvent rien et le disent', async ({ page }) => {
  await prete(page);
  for (const vide of ['les', 'des', 'de la', 'de', "l'", 'à', 'Les', 'qu’il', '?']) {
    await chercher(page, 'canal', adresse());
    expect.soft(await chercher(page, vide, adresse()), vide).toEqual([]);
    await expect.soft(page.locator('#search-status')).toContainText('ajoutez un mot plus précis');
  }
  expect(await chercher(page, 'xylophone', adresse())).toEqual([]);
  await expect(page.locator('#search-status')).toHaveText('Aucune page trouvée pour « xylophone ».');
});

test('ni étiquettes, ni commandes, ni sources de diagramme', async ({ page }) => {
  await prete(page);
  // « cargo run --bin » est sous chaque programme, « À retenir » au bas de chaque
  // page ; le mode d'emploi les dit aussi.
  for (const [question, permises] of /** @type {[string, number][]} */ ([
    ['"accDescr"', 0],
    ['"cargo run --bin"', 4],
    ['"à retenir"', 3],
  ])) {
    const trouvees = await chercher(page, question, adresse());
    expect.soft(trouvees.length, question).toBeLessThanOrEqual(permises);
  }
});

/**
 * Les titres d'une page et leurs ancres ; s'évalue dans le navigateur.
 *
 * @param {string} url
 * @returns {Promise<[string, string][]>}
 */
async function titres(url) {
  const lue = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
  return [
    ['', lue.querySelector('main h1')?.textContent ?? ''],
    ...[...lue.querySelectorAll('main [id]')].map((e) => /** @type {[string, string]} */ ([e.id, e.textContent ?? ''])),
  ];
}

test('chaque résultat porte un titre et mène à une ancre qui existe', async ({ page }) => {
  await page.goto(adresse() + PAGE);
  await ouvrir(page);
  /** @type {Map<string, string>} */
  const liens = new Map();
  let chapitres = 0;
  for (const [question] of QUESTIONS) {
    for (const { chapitre, titre, adresse: url, sections } of await chercher(page, question, adresse())) {
      if (chapitre) chapitres += 1;
      for (const lieu of [{ titre, adresse: url }, ...sections]) liens.set(lieu.adresse, lieu.titre);
    }
  }
  expect(chapitres).toBeGreaterThan(0);
  const avecAncre = [...liens.keys()].filter((url) => url.includes('#'));
  relever({ nom: 'recherche, sections différentes trouvées', valeur: avecAncre.length });
  expect(avecAncre.length).toBeGreaterThan(20);

  /** @type {string[]} */
  const rompus = [];
  /** @type {Map<string, Map<string, string>>} */
  const ancres = new Map();
  for (const [url, titre] of liens) {
    const [chemin, ancre] = url.split('#');
    if (!ancres.has(chemin)) ancres.set(chemin, new Map(await page.evaluate(titres, adresse() + chemin)));
    const trouve = ancres.get(chemin)?.get(ancre ?? '');
    const nu = (/** @type {string} */ texte) => texte.replace(/\s+/g, ' ').trim();
    if (trouve === undefined || nu(trouve) !== nu(titre)) rompus.push(`${url} : « ${titre} », la page dit « ${trouve} »`);
  }
  expect(rompus, rompus.join('\n')).toEqual([]);
});

test('un clic sur une section y mène, sur une autre page comme sur la même', async ({ page }) => {
  await page.goto(adresse() + PAGE);
  for (const depart of ['une autre page', 'la même page']) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await ouvrir(page);
    await chercher(page, 'verrous', adresse());
    const section = page.locator('.search-sections a').first();
    const but = await section.evaluate((lien) => /** @type {HTMLAnchorElement} */ (lien).href);
    const { pathname, hash } = new URL(but);
    expect(new URL(page.url()).pathname === pathname).toBe(depart === 'la même page');
    await section.click();
    await expect(page.locator('#search-dialog')).toBeHidden();
    await expect(page).toHaveURL(but);
    await expect(page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`), depart).toBeInViewport();
  }
});

test('au clavier : ouvrir, circuler, choisir, fermer, retrouver sa place', async ({ page }) => {
  await page.goto(adresse() + PAGE);
  const dialogue = page.getByRole('dialog', { name: 'Recherche' });
  const bouton = page.locator('#mdbook-search-toggle');

  for (const touche of ['/', 's', 'Shift+Slash']) {
    await bouton.focus();
    if (touche === 'Shift+Slash') {
      // Sur un clavier français, « / » demande Maj.
      await bouton.dispatchEvent('keydown', { key: '/', code: 'Period', shiftKey: true, bubbles: true, cancelable: true });
    } else {
      await page.keyboard.press(touche);
    }
    await expect(dialogue).toBeVisible();
    await expect(page.locator('#search-field')).toBeFocused();
    await expect(page.locator('#search-field')).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(dialogue).toBeHidden();
    await expect(bouton).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(dialogue).toBeVisible();

  await page.keyboard.type('les canaux/s');
  await expect(page.locator('#search-field')).toHaveValue('les canaux/s');
  await chercher(page, 'canaux', adresse());
  const liens = page.locator('#search-results a');
  await page.keyboard.press('ArrowDown');
  await expect(liens.first()).toBeFocused();
  // Le focus se voit : le lieu entier est encadré.
  const cadre = () => liens.first().evaluate((a) => getComputedStyle(/** @type {Element} */ (a.parentElement)).outlineStyle);
  expect(await cadre()).toBe('solid');
  await page.keyboard.press('ArrowDown');
  await expect(liens.nth(1)).toBeFocused();
  expect(await cadre()).toBe('none');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('#search-field')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: /^Montrer .* pages?$/ })).toBeFocused();
  const avant = await page.locator('.search-page').count();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.search-page').count()).toBeGreaterThan(avant);
  await expect(page.locator('.search-page').nth(avant).locator('a').first()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(liens.first()).toBeFocused();
  // Les flèches de mdBook ne changent pas de page sous le dialogue.
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(adresse() + PAGE);
  // Une lettre continue la question.
  await page.keyboard.type('x');
  await expect(page.locator('#search-field')).toHaveValue('canauxx');

  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  await expect(bouton).toBeFocused();
  // La question reste, prête à être remplacée.
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toHaveValue('canauxx');
  await page.keyboard.type('WaitGroup');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/waitgroup\.html$/);
  await page.waitForLoadState();
  await page.keyboard.press('/');
  await expect(page.locator('#search-field')).toHaveValue('WaitGroup');
});

test('le focus ne sort pas du dialogue, ni les raccourcis d\'un champ', async ({ page }) => {
  await page.goto(adresse() + PAGE);
  await ouvrir(page);
  await chercher(page, 'WaitGroup', adresse());
  const arrets = new Set();
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    arrets.add(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest('#search-dialog')));
  }
  expect([...arrets]).toEqual([true]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const champ = document.createElement('textarea');
    document.querySelector('main')?.append(champ);
    champ.focus();
  });
  await page.keyboard.type('s/');
  await expect(page.locator('#search-dialog')).toBeHidden();
  await page.locator('textarea').last().blur();
  await page.keyboard.press('Control+s');
  await expect(page.locator('#search-dialog')).toBeHidden();
});

test('le nombre de pages est annoncé, en français', async ({ page }) => {
  await page.goto(adresse() + PAGE);
  await ouvrir(page);
  const etat = page.locator('#search-dialog').getByRole('status');
  await expect(etat).toHaveCount(1);
  const trouvees = await chercher(page, 'E0277', adresse());
  await expect(etat).toHaveText(`${trouvees.length} pages trouvées pour « E0277 »`);
  expect((await chercher(page, 'recv_timeout', adresse())).length).toBe(1);
  await expect(etat).toHaveText('1 page trouvée pour « recv_timeout »');
  await page.locator('#search-field').fill('');
  await expect(etat).toHaveText('');
  await expect(page.locator('.search-page')).toHaveCount(0);
});

for (const largeur of [390, 1440]) {
  test(`${largeur} px : rien ne déborde, aucune faute d'accessibilité, cinq thèmes`, async ({ page }) => {
    await page.setViewportSize({ width: largeur, height: largeur === 390 ? 844 : 900 });
    await page.goto(adresse() + PAGE);
    await page.locator('#mdbook-search-toggle').click();
    for (const question of ['', 'thread::scope']) {
      if (question) await chercher(page, question, adresse());
      const hors = await page.evaluate(() => {
        const bords = [...document.querySelectorAll('#search-dialog, #search-dialog *')]
          .filter((e) => e.getClientRects().length > 0)
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1);
        const defile = ['search-dialog', 'search-results'].filter((id) => {
          const e = document.getElementById(id);
          return e && e.scrollWidth > e.clientWidth;
        });
        return [...bords.map((e) => e.id || e.className), ...defile];
      });
      expect.soft(hors, `« ${question} »`).toEqual([]);
      expect.soft(await fautesParTheme(page), `« ${question} »`).toEqual([]);
    }
  });
}

test('rien n\'est demandé avant l\'ouverture ; ce que la première question pèse', async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  /** @type {Map<string, string>} */
  const requetes = new Map();
  let octets = 0;
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.includes(INDEX)) requetes.set(requestId, request.url);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requetes.has(requestId)) octets += encodedDataLength;
  });
  for (const nom of [pages()[0], PAGE]) {
    await page.goto(adresse() + nom, { waitUntil: 'networkidle' });
    expect([...requetes.values()]).toEqual([]);
  }
  await ouvrir(page);
  await chercher(page, 'verrous', adresse());
  await page.waitForLoadState('networkidle');
  relever({ nom: 'recherche, première question comprise', valeur: octets / 1000, unite: 'ko', borne: '≤ 160 ko' });
  relever({ nom: 'recherche, requêtes de la première question', valeur: requetes.size });
  expect(octets).toBeLessThanOrEqual(160_000);
});

test('sous un sous-chemin, depuis toute profondeur', async ({ page }) => {
  const { adresse: racine, arreter } = await servir(livre(), '/cours/');
  try {
    for (const nom of ['avant-propos.html', 'annexes/glossaire.html', 'introduction/']) {
      await page.goto(racine + nom);
      await ouvrir(page);
      const trouvees = await chercher(page, 'WaitGroup', racine);
      expect(trouvees[0].adresse).toBe('synchronisation/waitgroup.html');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(`${racine}synchronisation/waitgroup.html`);
      await page.evaluate(() => sessionStorage.clear());
    }
  } finally {
    await arreter();
  }
});

test('la page 404 cherche aussi', async ({ page }) => {
  await page.goto(`${adresse()}rien/du/tout.html`);
  await ouvrir(page);
  expect(premieres(await chercher(page, 'select', adresse()))).toContain('synchronisation/select.html');
});

test('index hors d\'atteinte : un message, et une seconde chance', async ({ page }) => {
  await page.route(`**${INDEX}**`, (route) => route.abort());
  await page.goto(adresse() + PAGE);
  await ouvrir(page);
  await page.locator('#search-field').fill('canal');
  await expect(page.locator('#search-status')).toContainText("n'a pas pu être chargée");
  await page.unroute(`**${INDEX}**`);
  expect((await chercher(page, 'canaux', adresse())).length).toBeGreaterThan(0);
});
