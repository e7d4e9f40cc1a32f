// @ts-check
// Les scripts et les styles sont servis allégés : ils disent ce que disent leurs
// sources, et rien de moins.
import { parse } from 'acorn';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../tools/book.mjs';
import { record } from '../tools/figures.mjs';
import { book } from '../tools/server.mjs';
import { script, scripts, styles } from '../tools/sources.mjs';

/**
 * Le fichier du livre construit dont le nom est fait de `name` et d'une empreinte.
 *
 * @param {string} name
 * @param {string} extension
 */
function served(name, extension) {
  const folder = path.join(book(), 'genere');
  const found = fs.readdirSync(folder).filter((file) => new RegExp(`^${name}-[0-9a-f]{6}\\.${extension}$`).test(file));
  expect(found, name).toHaveLength(1);
  return fs.readFileSync(path.join(folder, found[0]), 'utf8');
}

/**
 * Un programme, sans la façon dont il est écrit.
 *
 * @param {string} source
 */
const meaning = (source) =>
  JSON.stringify(parse(source, { ecmaVersion: 'latest' }), (key, value) => (['start', 'end', 'raw'].includes(key) ? undefined : value));

test('chaque script servi est sa source, allégée', () => {
  let [before, after] = [0, 0];
  for (const name of scripts()) {
    const source = script(name).toString();
    const light = served(name, 'js');
    expect(meaning(light) === meaning(source), `theme/${name}.js, servi, dit autre chose que sa source`).toBe(true);
    before += source.length;
    after += light.length;
  }
  record({ name: 'scripts de la page, allégés', value: after / 1000, unit: 'ko' });
  expect(after).toBeLessThan(before * 0.75);
});

/**
 * Les règles d'une feuille, telles que le navigateur les comprend. S'évalue dans le
 * navigateur.
 *
 * @param {string} text
 */
function rules(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\s+/g, ' '));
}

test('la feuille de style servie est ses sources, allégées', async ({ page }) => {
  const source = styles();
  const light = served('styles', 'css');
  expect(await page.evaluate(rules, light)).toEqual(await page.evaluate(rules, source));
  expect(light.length).toBeLessThan(source.length * 0.9);
});
