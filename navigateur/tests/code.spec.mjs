// @ts-check
// Les couleurs du code : elles sont dans la page telle qu'elle est servie, sans
// script, et n'en changent pas le texte.
import fs from 'node:fs';
import path from 'node:path';
import { address, chooseTheme, expect, pages, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { REPOSITORY } from '../tools/serving.mjs';

/** Ce qui se reconnaît sans grammaire, et la classe que ça doit avoir. */
const LANGUAGES = {
  rust: {
    comment: String.raw`//.*|/\*[^]*?\*/`,
    symbol: String.raw`'[a-z]\w*(?!')`,
    string: String.raw`b?"(?:\\[^]|[^"\\])*"|b?'(?:\\[^]|[^'\\\n])'`,
    keyword: String.raw`\b(?:as|async|await|break|const|continue|else|enum|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|return|self|static|struct|trait|type|unsafe|use|where|while)\b`,
    number: String.raw`\b\d[\d_]*\b`,
  },
  go: {
    comment: String.raw`//.*|/\*[^]*?\*/`,
    string: String.raw`"(?:\\.|[^"\\\n])*"|${'`[^`]*`'}|'(?:\\.|[^'\\\n])'`,
    keyword: String.raw`\b(?:break|case|chan|const|continue|default|defer|else|for|func|go|if|import|interface|map|package|range|return|select|struct|switch|type|var)\b`,
    number: String.raw`\b\d[\d_]*\b`,
  },
};

/** Ce que la grammaire de la bibliothèque de couleurs ne connaît pas ; cette liste ne peut que raccourcir. */
const GAPS = [
  /symbol : .*Fn\(&'static /, // une durée de vie dans la signature d'une fonction reçue
  /keyword : .*\w func\(/, // en Go, le type d'une fonction reçue
];

/**
 * Chaque bloc de code de ces pages, telles qu'elles sont servies : son texte, sans
 * ses lignes cachées, et ce qui n'y a pas sa couleur. S'évalue dans le navigateur.
 *
 * @param {{names: string[], languages: Record<string, Record<string, string>>}} options
 */
async function blocks({ names, languages }) {
  const texts = await Promise.all(names.map(async (name) => (await fetch(name)).text()));
  return texts.flatMap((html, i) =>
    [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('pre > code')].map((code) => {
      const language = /language-(\w+)/.exec(code.className)?.[1] ?? '';
      const faults = !language || code.classList.contains('hljs') ? [] : ['sans la classe « hljs »'];
      const sorts = Object.entries(languages[language] ?? {});
      const text = code.textContent ?? '';
      // La classe de chaque caractère.
      /** @type {string[]} */
      const classes = [];
      const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const name = node.parentElement?.closest('[class^="hljs-"]')?.className ?? '';
        for (const _ of node.textContent ?? '') classes.push(...Array(_.length).fill(name));
      }
      const words = new RegExp(sorts.map(([sort, pattern]) => `(?<${sort}>${pattern})`).join('|') || '(?!)', 'g');
      for (const found of text.matchAll(words)) {
        const [sort] = Object.entries(found.groups ?? {}).find(([, word]) => word !== undefined) ?? [''];
        const worn = new Set(classes.slice(found.index, found.index + found[0].length));
        // Une ligne n'a pas de couleur à sa fin ; un attribut est tout entier d'une couleur.
        if (worn.size > 1) worn.delete('');
        if (![...worn].every((name) => name === `hljs-${sort}` || name === 'hljs-meta')) faults.push(`${sort} : ${text.slice(Math.max(0, found.index - 6), found.index + found[0].length + 1)}`);
      }
      for (const hidden of code.querySelectorAll('.boring')) hidden.remove();
      return { page: names[i], language, text: code.textContent ?? '', faults, colored: classes.some(Boolean) };
    }),
  );
}

/** Tout ce dont les pages tirent du code, sans ce que les pages cachent. */
function sources() {
  return ['src', 'listings', 'exercices'].flatMap((folder) =>
    fs
      .readdirSync(path.join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(md|rs|go|sortie|stderr|toml)$/.test(name))
      .map((name) => fs.readFileSync(path.join(REPOSITORY, folder, name), 'utf8').replace(/^# .*\n|^#\n/gm, '')),
  );
}

test('chaque bloc a ses couleurs avant tout script, et le texte de sa source', async ({ page }) => {
  await page.goto(`${address()}404.html`);
  const found = await page.evaluate(blocks, { names: [...pages(), 'print.html'], languages: LANGUAGES });
  const programs = found.filter(({ language }) => language in LANGUAGES);
  record({ name: 'blocs de code colorés à la construction', value: programs.filter((b) => b.colored).length });
  expect(programs.length).toBeGreaterThan(300);
  const faults = found.flatMap((block) => block.faults.map((fault) => `${block.page} : ${fault}`));
  expect.soft(faults.filter((fault) => !GAPS.some((gap) => gap.test(fault)))).toEqual([]);
  expect.soft(GAPS.filter((gap) => !faults.some((fault) => gap.test(fault))), 'exceptions de trop').toEqual([]);
  expect.soft(programs.filter((block) => !block.colored).map(({ page: name, text }) => `${name} : ${text}`)).toEqual([]);

  const written = sources();
  const changed = programs.filter(({ text }) => !written.some((source) => source.includes(text.trimEnd())));
  expect.soft(changed.map(({ page: name, text }) => `${name} :\n${text}`), 'leur texte n\'est dans aucune source').toEqual([]);
});

test('un bloc du livre garde ses couleurs sans JavaScript, dans le thème du système', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${address()}introduction/premier_fil.html`);
  const color = (/** @type {string} */ name) =>
    page.locator(`pre .hljs-${name}`).first().evaluate((word) => getComputedStyle(word).color);
  const colors = await Promise.all(['keyword', 'string', 'comment', 'title'].map(color));
  expect(new Set(colors).size).toBe(4);
  await context.close();
});

/** La page d'un éditeur, et ce qu'elle demande de highlight.js. */
const PAGE = 'synchronisation/waitgroup.html';
const HIGHLIGHT = /\/highlight-[^/]*\.js$/;

test('highlight.js ne vient qu\'avec l\'éditeur, une fois, et colore ce qui s\'y tape', async ({ page, faults }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => { if (HIGHLIGHT.test(request.url())) asked.push(request.url()); });
  await page.goto(address() + PAGE);
  await page.waitForLoadState('networkidle');
  const stepper = page.locator('.stepper-open').first();
  await stepper.click();
  await expect(page.locator('dialog.stepper .hljs-keyword').first()).toBeVisible();
  await page.keyboard.press('Escape');
  expect(asked).toEqual([]);

  const program = page.locator('figure.listing').first();
  await program.locator('button.edit').click();
  const area = program.locator('textarea');
  const paint = program.locator('.editor > code');
  await area.fill('static NEUF: u8 = 1; // dit\n');
  await expect(paint.locator('.hljs-keyword')).toHaveText(['static']);
  await expect(paint.locator('.hljs-comment')).toHaveText(['// dit']);
  const other = page.locator('button.edit').nth(1);
  await other.evaluate((edit) => edit.closest('[hidden]')?.removeAttribute('hidden'));
  await other.click();
  await expect(page.locator('.editor')).toHaveCount(2);
  expect(asked.length).toBe(1);

  // La version gardée a ses couleurs à la visite suivante.
  await page.reload();
  await expect(paint.locator('.hljs-keyword')).toHaveText(['static']);
  expect(faults.console).toEqual([]);
});

test('sans highlight.js, l\'éditeur marche sans couleurs, et le redemande', async ({ page }) => {
  let arrives = false;
  let asked = 0;
  await page.route(HIGHLIGHT, (route) => {
    asked += 1;
    return arrives ? route.continue() : route.abort();
  });
  await chooseTheme(page, 'navy');
  await page.goto(address() + PAGE);
  const program = page.locator('figure.listing').first();
  const paint = program.locator('.editor > code');
  await program.locator('button.edit').click();
  await expect.poll(() => asked).toBe(1);
  // Le programme du livre a ses couleurs, celles de la construction.
  await expect(paint.locator('.hljs-keyword').first()).toBeVisible();
  const area = program.locator('textarea');
  expect(await paint.textContent()).toBe(`${await area.inputValue()}\n`);
  arrives = true;
  await area.fill('let a = 1;\n');
  await expect(paint.locator('.hljs-keyword')).toHaveText(['let']);
  expect(await paint.textContent()).toBe('let a = 1;\n\n');
});
