// @ts-check
// Avec `--sans-solutions`, aucun fichier du site n'a rien d'une solution : ni les
// pages, ni celle de l'impression, ni l'index de la recherche, ni les graphes.
// Sans cette option, la même recherche les trouve.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../tools/book.mjs';
import { book } from '../tools/server.mjs';

const EXERCISES = fileURLToPath(new URL('../../exercices/', import.meta.url));
const NAMES = fs.readdirSync(EXERCISES).filter((name) => /^\d\d_/.test(name));

/** Un texte sans balises ni mise en forme : il se compare d'un fichier à l'autre. @param {string} text */
const bare = (text) =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[/** @type {'lt'} */ (name)] ?? "'")
    .replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n|\\(?=")/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/[\s\u00a0\u202f`*]+/g, '');

/** Un texte qui n'est pas du HTML, de même. @param {string} text */
const bareSource = (text) => bare(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));

/** @param {string} name @param {string} file */
const readPage = (name, file) => fs.readFileSync(path.join(EXERCISES, name, file), 'utf8');

/**
 * Ce qui n'est que dans la solution : les phrases de son commentaire, et ses
 * lignes de code que le lecteur n'a pas déjà.
 *
 * @param {string} name
 */
function traces(name) {
  const lines = readPage(name, 'solution.rs').split('\n');
  const comment = lines.filter((l) => l.startsWith('//!')).map((l) => l.slice(3)).join(' ');
  const known = bareSource(['depart.rs', 'tests.rs', 'indices.md', 'enonce.md'].map((f) => readPage(name, f)).join('\n'));
  return {
    sentences: comment.split(/[.:;]\s/).map(bareSource).filter((p) => p.length > 30),
    code: lines.filter((l) => !l.startsWith('//!')).map(bareSource).filter((l) => l.length > 24 && !known.includes(l)),
  };
}

/** Les fichiers du site qui ont du texte, décomprimés, par chemin. @returns {Map<string, string>} */
function files() {
  const texts = new Map();
  for (const entry of fs.readdirSync(book(), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(woff2|png|svg|css)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const content = fs.readFileSync(file);
    const text = content[0] === 0x1f && content[1] === 0x8b ? zlib.gunzipSync(content) : content;
    texts.set(path.relative(book(), file), bare(text.toString()));
  }
  return texts;
}

test('les solutions sont partout où elles doivent être, et nulle part si on les cache', () => {
  const site = [...files()];
  expect(site.length).toBeGreaterThan(100);
  const hiddenOnes = process.env.SOLUTIONS === 'cachees';
  for (const name of NAMES) {
    const { sentences, code } = traces(name);
    expect(sentences.length, name).toBeGreaterThan(0);
    expect(code.length, name).toBeGreaterThan(0);
    /** @param {string} trace */
    const where = (trace) => site.filter(([, text]) => text.includes(trace)).map(([file]) => file);
    if (hiddenOnes) {
      for (const trace of sentences) expect.soft(where(trace), `${name} : ${trace}`).toEqual([]);
      const page = site.find(([file]) => file === `exercices/${name}.html`)?.[1] ?? '';
      expect.soft(code.filter((line) => page.includes(line)), name).toEqual([]);
      expect.soft(site.filter(([file]) => file.includes(name)).map(([file]) => file), name).toEqual([`exercices/${name}.html`]);
    } else {
      for (const trace of [...sentences, ...code]) {
        expect.soft(where(trace), `${name} : ${trace}`).toEqual(expect.arrayContaining([`exercices/${name}.html`, 'print.html']));
      }
    }
  }
});
