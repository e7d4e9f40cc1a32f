// @ts-check
// Ce qui parle au lecteur hors des pages est en français aussi : page
// « introuvable », scripts. Les pages ont leur contrôle dans pages.spec.
import fs from 'node:fs';
import path from 'node:path';
import { englishWords } from '../tools/english.mjs';
import { origin } from '../tools/checks/labels.mjs';
import { address, expect, test } from '../tools/book.mjs';
import { book } from '../tools/server.mjs';

test('les textes de mdBook ont bien été trouvés', () => {
  for (const text of [
    'toggle table of contents', 'change theme', 'search this book ...', 'previous chapter', 'keyboard shortcuts',
    'light', 'coal', 'copy to clipboard', 'run this code', 'no output', 'copied!', 'running...',
    'show hidden lines', 'document not found (404)',
  ]) {
    expect(origin(), text).toContain(text);
  }
});

test('la page « introuvable » parle français', async ({ page }) => {
  await page.goto(address() + 'absente.html');
  await expect(page.locator('main h1')).toContainText('introuvable');
  const prose = await page.locator('main').innerText();
  expect(englishWords(prose)).toEqual([]);
});

test("les scripts du livre n'affichent rien en anglais", () => {
  const root = book();
  // Ceux que le livre n'écrit pas, et dont il n'affiche aucun texte.
  const OTHERS = /(^|\/)(elasticlunr|mark|clipboard|highlight|ace|mode-rust|theme-(dawn|tomorrow_night)|mermaid|pagefind[^/]*|wasm)[^/]*\.js$|^pagefind\//;
  const scripts = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((f) => f.split(path.sep).join('/'))
    .filter((f) => f.endsWith('.js') && !OTHERS.test(f));
  expect(scripts.some((f) => f.startsWith('book-'))).toBe(true);
  const rest = scripts.flatMap((f) => {
    const source = fs.readFileSync(path.join(root, f), 'utf8').toLowerCase();
    return [...origin()]
      // Un mot seul peut être un nom de thème ou de classe.
      .filter((t) => /[ !.]/.test(t))
      .filter((t) => ["'", '"', '`', '>'].some((g) => source.includes(g + t)))
      .map((t) => `${f} : « ${t} »`);
  });
  expect(rest).toEqual([]);
});
