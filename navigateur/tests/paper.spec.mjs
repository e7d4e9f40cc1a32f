// @ts-check
// Le livre sur le papier : les PDF de `cargo xtask imprimer`, et ce que donne Ctrl+P.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { address, expect, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { readPdf } from '../tools/pdf.mjs';
import { book } from '../tools/server.mjs';

/** Lance une commande ; son échec est ce qu'elle en dit. @param {string} program @param {string[]} words */
const launch = (program, words) => promisify(execFile)(program, words, { cwd: ROOT }).catch((error) => {
  throw new Error(error.stderr);
});
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXERCISE = 'exercices/01_rendez_vous';

/** Des points, par millimètre. */
const MM = 72 / 25.4;

/** Les marges de `theme/print.css`, en points. */
const MARGIN = { top: 18 * MM, bottom: 20 * MM, side: 16 * MM };

/** @typedef {Awaited<ReturnType<typeof readPdf>>} Pdf */
/** @typedef {Awaited<ReturnType<Pdf['page']>>} Sheet */

/** Un fichier de `exercices/01_rendez_vous/`. @param {string} name */
const exerciseFile = (name) => fs.readFileSync(path.join(ROOT, EXERCISE, name), 'utf8');

/** Les espaces et les césures d'un PDF ne sont pas celles de la source. @param {string} text */
const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, '');

/** @param {string} text */
const linesOf = (text) => text.split('\n').filter((line) => line.trim());

/** Ce qui est entre les marges, sans le pied. @param {Sheet} sheet */
const body = ({ height, runs }) => runs.filter(({ bottom }) => bottom < height - MARGIN.bottom + 1);

/** Le texte de chaque feuille, sans espaces. @param {Sheet[]} sheets */
const texts = (sheets) => sheets.map((sheet) => plain(body(sheet).map(({ text }) => text).join('')));

/** La part de la feuille, entre ses marges, au-dessus de son dernier mot. @param {Sheet} sheet */
const filled = (sheet) =>
  (Math.max(...body(sheet).map(({ bottom }) => bottom)) - MARGIN.top) / (sheet.height - MARGIN.top - MARGIN.bottom);

/** @param {Pdf} pdf @returns {Promise<Sheet[]>} */
async function sheetsOf(pdf) {
  const sheets = [];
  for (let number = 1; number <= pdf.pages; number += 1) sheets.push(await pdf.page(number));
  return sheets;
}

/**
 * Ce que toute impression doit à qui la lit : rien de coupé, des feuilles A4 numérotées.
 *
 * @param {Sheet[]} sheets
 */
function checkSheets(sheets) {
  for (const [rank, sheet] of sheets.entries()) {
    const name = `feuille ${rank + 1}`;
    expect([sheet.width / MM, sheet.height / MM].map(Math.round), name).toEqual([210, 297]);
    const out = sheet.runs.filter(({ left, right }) => left < MARGIN.side - 1 || right > sheet.width - MARGIN.side + 1);
    expect(out, `${name} : hors des marges`).toEqual([]);
    // Le haut d'un grand titre n'a pas d'encre.
    expect(Math.min(...body(sheet).map(({ top }) => top)), name).toBeGreaterThan(MARGIN.top - 8);
    const foot = sheet.runs.filter(({ top }) => top > sheet.height - MARGIN.bottom).map(({ text }) => text);
    expect(foot, name).toContain(`${rank + 1} / ${sheets.length}`);
  }
}

/**
 * Imprime des pages du livre déjà construit.
 *
 * @param {import('@playwright/test').TestInfo} info
 * @param {Record<string, unknown>} request
 */
async function print(info, request) {
  const [input, output] = ['demande.json', 'pages.pdf'].map((name) => info.outputPath(name));
  const rest = { book: book(), title: 'Essai', description: '', cover: false, solutions: false, notes: false, output };
  fs.writeFileSync(input, JSON.stringify({ ...rest, ...request }));
  await launch(process.execPath, [path.join(ROOT, 'navigateur/tools/print.mjs'), input]);
  const pdf = await readPdf(output);
  return { pdf, sheets: await sheetsOf(pdf) };
}

/** Le texte d'un quiz ou d'un indice, tel que la page le donne. @param {string} page @param {string} selector */
function sourceTexts(page, selector) {
  const html = fs.readFileSync(path.join(book(), `${page}.html`), 'utf8');
  const found = [...html.matchAll(new RegExp(`<${selector}[^>]*>([^]*?)</${selector.split(' ')[0]}>`, 'g'))];
  return found.map(([, inner]) => plain(inner.replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')));
}

test("un exercice s'imprime pour la classe : énoncé, départ, vérifications, de quoi écrire, rien d'autre", async ({ browserName: _ }, info) => {
  const { pdf, sheets } = await print(info, { pages: [{ file: `${EXERCISE}.html`, number: '4.1.', name: '', level: 1 }] });
  checkSheets(sheets);
  const whole = texts(sheets).join('');
  expect(whole).toContain(plain('Elle rend tout de suite le récepteur de ce canal'));
  for (const name of ['depart.rs', 'tests.rs']) {
    const lines = linesOf(exerciseFile(name));
    expect(lines.filter((line) => !whole.includes(plain(line))), name).toEqual([]);
  }
  for (const absent of ['Indice', 'Solution', 'Réponses', "Pour l'enseignant", 'Quiattend,etàquelleligne']) {
    expect(whole, absent).not.toContain(plain(absent));
  }
  expect(sheets.slice(0, -1).map(filled).filter((part) => part < 0.5), 'feuilles à demi blanches').toEqual([]);

  // De « Votre réponse » à ce qui suit, la hauteur de la solution, à la main.
  let room = 0;
  let writing = false;
  for (const sheet of sheets) {
    let from = MARGIN.top;
    for (const { text, top, bottom } of body(sheet).sort((a, b) => a.bottom - b.bottom)) {
      if (writing) {
        room += top - from;
        writing = false;
      }
      if (text.startsWith('Votre réponse')) [writing, from] = [true, bottom];
    }
    if (writing) room += sheet.height - MARGIN.bottom - from;
  }
  const lines = linesOf(exerciseFile('solution.rs')).length;
  expect(room / MM / 8, 'lignes de 8 mm').toBeGreaterThan(lines);
  expect((await pdf.outline()).map(({ title }) => title)).toEqual(['4.1. Compter dans un autre fil']);
});

test('les réponses sont à la fin, sur demande, avec leurs raisons ; un programme tient sur une feuille', async ({ page }, info) => {
  const lesson = 'synchronisation/mutex';
  const { pdf, sheets } = await print(info, {
    solutions: true,
    pages: [
      { file: `${lesson}.html`, number: '2.2.', name: '', level: 2 },
      { file: `${EXERCISE}.html`, number: '4.1.', name: '', level: 2 },
    ],
  });
  checkSheets(sheets);
  const all = texts(sheets);
  const outline = await pdf.outline();
  const start = all.findIndex((text) => text.startsWith('Réponses'));
  expect(start).toBeGreaterThan(0);
  const [before, after] = [all.slice(0, start).join(''), all.slice(start).join('')];

  // Une réponse est aussi une proposition ; sa raison ne l'est pas.
  const reasons = [
    ...sourceTexts(lesson, 'li data-choice'),
    ...linesOf(exerciseFile('indices.md')).filter((line) => !/^(#|---)/.test(line)).slice(0, 1).map((line) => plain(line.replace(/^[-*\d.]+ |`/g, ''))),
    plain('let (envoi, reception) = bounded(0);'),
  ];
  expect(reasons.length).toBeGreaterThan(10);
  const has = (/** @type {string} */ where, /** @type {string} */ text) => where.replaceAll(':', '').includes(text.replaceAll(':', ''));
  const answers = sourceTexts(lesson, 'p class="quiz-solution"');
  expect([...answers, ...reasons].filter((text) => !has(after, text))).toEqual([]);
  expect(reasons.filter((text) => has(before, text))).toEqual([]);
  expect(outline.at(-1)).toMatchObject({ title: 'Réponses' });

  // Chaque programme, sur une seule feuille, et chaque ligne d'un seul tenant.
  await page.goto(`${address()}${lesson}.html`);
  const programs = (await page.locator('main pre > code:is(.language-rust, .language-go)').evaluateAll((codes) => codes.map((code) => {
    const copy = /** @type {Element} */ (code.cloneNode(true));
    for (const hidden of copy.querySelectorAll('.boring')) hidden.remove();
    return copy.textContent ?? '';
  }))).map(linesOf);
  expect(programs.length).toBeGreaterThan(10);
  const rows = sheets.map((sheet) => rowsOf(sheet).join('\n'));
  for (const program of programs) {
    const wanted = program.map(plain).join('\n');
    expect(rows.some((row) => row.includes(wanted)), `coupé :\n${program.join('\n')}`).toBe(true);
  }
  // Le diagramme, entier.
  expect(all.filter((text) => text.includes('verrouducompteur') && text.includes(plain('Deux fils veulent le même verrou')))).toHaveLength(1);
});

/** Les titres de tous ces signets. @param {import('../tools/pdf.mjs').Bookmark[]} marks @returns {string[]} */
function flat(marks) {
  return marks.flatMap(({ title, items }) => [title, ...flat(items)]);
}

/** Les lignes d'une feuille, de haut en bas. @param {Sheet} sheet */
function rowsOf(sheet) {
  /** @type {Map<number, string>} */
  const rows = new Map();
  for (const { text, bottom } of body(sheet)) {
    const row = Math.round(bottom);
    rows.set(row, (rows.get(row) ?? '') + plain(text));
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, text]) => text);
}

test('le livre entier : signets du sommaire, table et numéros justes, aucun titre seul, aucun début à demi blanc', async ({ browserName: _ }, info) => {
  // Plus de cent pages.
  test.slow();
  const output = info.outputPath('livre.pdf');
  await launch(process.env.XTASK ?? '', ['imprimer', '--vers', output]);
  const pdf = await readPdf(output);
  const sheets = await sheetsOf(pdf);
  record({ name: 'feuilles du livre imprimé', value: sheets.length });
  checkSheets(sheets);

  // Les signets sont le sommaire, chapitres, pages, puis leurs sections.
  const summary = [...fs.readFileSync(path.join(ROOT, 'src/SUMMARY.md'), 'utf8').matchAll(/^( *)(- )?\[(.+)\]\((.+)\.md\)$/gm)];
  const [chapters, pages] = [[0], [0]];
  const expected = summary.map(([, indent, numbered, title, page]) => {
    if (numbered && !indent) [chapters[0], pages[0]] = [chapters[0] + 1, 0];
    else if (numbered) pages[0] += 1;
    const number = !numbered ? '' : indent ? `${chapters[0]}.${pages[0]}. ` : `${chapters[0]}. `;
    return { title: number + title, level: indent ? 2 : 1, page };
  });
  /** @type {{ title: string, level: number }[]} */
  const marks = [];
  const outline = await pdf.outline();
  for (const mark of outline) {
    marks.push({ title: mark.title, level: 1 });
    marks.push(...mark.items.filter(({ title }) => /^\d+\.\d+\. /.test(title)).map(({ title }) => ({ title, level: 2 })));
  }
  const typed = marks.map(({ title, level }) => ({ title: title.replace(/[\u00a0\u202f]/g, ' '), level }));
  expect(typed).toEqual(expected.map(({ title, level }) => ({ title, level })));
  const sections = outline.flatMap(({ items }) => items).flatMap(({ items }) => items).map(({ title }) => plain(title));
  expect(sections).toContain(plain("Une garde ne change pas de fil"));

  // La table dit la page où chacun commence, et ce début n'est pas à demi blanc.
  const all = texts(sheets);
  const first = rowsOf(sheets[0]).join('\n') + rowsOf(sheets[1]).join('\n');
  /** @type {number[]} */
  const starts = [];
  for (const { title, page } of expected) {
    const number = (await pdf.pageOf(page.replaceAll('/', '-'))) ?? 0;
    expect(rowsOf(sheets[number - 1])[0], `page ${number}`).toBe(plain(title));
    expect(first, title).toContain(plain(title) + number);
    starts.push(number);
  }
  const halfBlank = starts.filter((number, i) => number + 1 < (starts[i + 1] ?? pdf.pages + 1) && filled(sheets[number - 1]) < 0.5);
  expect(halfBlank.map((number) => `page ${number}`)).toEqual([]);
  expect(filled(sheets[0])).toBeGreaterThan(0.5);

  // Un titre n'est pas seul en bas.
  const titles = new Set(['Rust', 'Go', 'Sortie', ...flat(outline).map(plain)]);
  const alone = sheets.filter((sheet) => filled(sheet) > 0.6 && titles.has(rowsOf(sheet).at(-1) ?? ''));
  expect(alone.map((sheet) => rowsOf(sheet).at(-1))).toEqual([]);

  // Rien de ce qui ne s'imprime que sur demande ; aucun lien vers cette machine.
  const whole = all.join('');
  const [note] = sourceTexts('synchronisation/mutex', 'details class="teacher-note"').map((text) => text.slice(-60));
  expect(note).toHaveLength(60);
  for (const absent of [note, 'Indice1', 'Relirelepassage']) expect(whole).not.toContain(absent);
  const links = sheets.flatMap((sheet) => sheet.links);
  expect(links.length).toBeGreaterThan(300);
  expect(links.filter((link) => /127\.0\.0\.1|localhost/.test(link))).toEqual([]);
});

test('Ctrl+P sur un exercice : départ et vérifications, sans boîte vide ; un indice ouvert s\'imprime', async ({ page }) => {
  await page.goto(`${address()}${EXERCISE}.html`);
  const read = async () => {
    const sheets = await sheetsOf(await readPdf(await page.pdf({ preferCSSPageSize: true })));
    return { sheets, whole: texts(sheets).join('') };
  };
  const { sheets, whole } = await read();
  checkSheets(sheets);
  const lines = ['depart.rs', 'tests.rs'].flatMap((name) => linesOf(exerciseFile(name)));
  expect(lines.filter((line) => !whole.includes(plain(line)))).toEqual([]);
  expect(whole).toContain('Votreréponse');
  expect(whole).not.toMatch(/Indice|Solution/);
  expect(sheets.slice(0, -1).map(filled).filter((part) => part < 0.5)).toEqual([]);
  // À l'écran, rien de tout cela.
  await expect(page.locator('.writing-room')).toBeHidden();
  await expect(page.locator('.exercise-files[open]')).toHaveCount(0);

  await page.locator('.exercise-hint summary').first().click();
  const opened = (await read()).whole;
  expect(opened).toContain(plain('Trois choses, dans cet ordre'));
  expect(opened).not.toMatch(/Indice2|Solution/);

  // Où le style n'ouvre pas les fichiers, le script le fait, le temps d'imprimer.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('.exercise-files[open]')).toHaveCount(2);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.exercise-files[open]')).toHaveCount(0);
});
