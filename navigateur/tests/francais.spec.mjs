// @ts-check
// Ce qui parle au lecteur hors des pages est en français aussi : page
// « introuvable », scripts. Les pages ont leur contrôle dans pages.spec.
import fs from 'node:fs';
import path from 'node:path';
import { motsAnglais } from '../outils/anglais.mjs';
import { origine } from '../outils/controles/etiquettes.mjs';
import { adresse, expect, test } from '../outils/livre.mjs';
import { livre } from '../outils/serveur.mjs';

test('les textes de mdBook ont bien été trouvés', () => {
  for (const texte of [
    'toggle table of contents', 'change theme', 'search this book ...', 'previous chapter', 'keyboard shortcuts',
    'light', 'coal', 'copy to clipboard', 'run this code', 'no output', 'copied!', 'running...',
    'show hidden lines', 'document not found (404)',
  ]) {
    expect(origine(), texte).toContain(texte);
  }
});

test('la page « introuvable » parle français', async ({ page }) => {
  await page.goto(adresse() + 'absente.html');
  await expect(page.locator('main h1')).toContainText('introuvable');
  const prose = await page.locator('main').innerText();
  expect(motsAnglais(prose)).toEqual([]);
});

test("les scripts du livre n'affichent rien en anglais", () => {
  const racine = livre();
  // Ceux que le livre n'écrit pas, et dont il n'affiche aucun texte.
  const AUTRES = /(^|\/)(elasticlunr|mark|clipboard|highlight|ace|mode-rust|theme-(dawn|tomorrow_night)|mermaid|pagefind[^/]*|wasm)[^/]*\.js$|^pagefind\//;
  const scripts = fs
    .readdirSync(racine, { recursive: true, encoding: 'utf8' })
    .map((f) => f.split(path.sep).join('/'))
    .filter((f) => f.endsWith('.js') && !AUTRES.test(f));
  expect(scripts.some((f) => f.startsWith('book-'))).toBe(true);
  const restes = scripts.flatMap((f) => {
    const source = fs.readFileSync(path.join(racine, f), 'utf8').toLowerCase();
    return [...origine()]
      // Un mot seul peut être un nom de thème ou de classe.
      .filter((t) => /[ !.]/.test(t))
      .filter((t) => ["'", '"', '`', '>'].some((g) => source.includes(g + t)))
      .map((t) => `${f} : « ${t} »`);
  });
  expect(restes).toEqual([]);
});
