// @ts-check
// Avec `--sans-solutions`, aucun fichier du site n'a rien d'une solution : ni les
// pages, ni celle de l'impression, ni l'index de la recherche, ni les graphes.
// Sans cette option, la même recherche les trouve.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../outils/livre.mjs';
import { livre } from '../outils/serveur.mjs';

const EXERCICES = fileURLToPath(new URL('../../exercices/', import.meta.url));
const NOMS = fs.readdirSync(EXERCICES).filter((nom) => /^\d\d_/.test(nom));

/** Un texte sans balises ni mise en forme : il se compare d'un fichier à l'autre. @param {string} texte */
const nu = (texte) =>
  texte
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, nom) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[/** @type {'lt'} */ (nom)] ?? "'")
    .replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n|\\(?=")/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/[\s\u00a0\u202f`*]+/g, '');

/** @param {string} nom @param {string} fichier */
const lire = (nom, fichier) => fs.readFileSync(path.join(EXERCICES, nom, fichier), 'utf8');

/**
 * Ce qui n'est que dans la solution : les phrases de son commentaire, et ses
 * lignes de code que le lecteur n'a pas déjà.
 *
 * @param {string} nom
 */
function traces(nom) {
  const lignes = lire(nom, 'solution.rs').split('\n');
  const commentaire = lignes.filter((l) => l.startsWith('//!')).map((l) => l.slice(3)).join(' ');
  const connu = nu(['depart.rs', 'tests.rs', 'indices.md', 'enonce.md'].map((f) => lire(nom, f)).join('\n'));
  return {
    phrases: commentaire.split(/[.:;]\s/).map(nu).filter((p) => p.length > 30),
    code: lignes.filter((l) => !l.startsWith('//!')).map(nu).filter((l) => l.length > 24 && !connu.includes(l)),
  };
}

/** Les fichiers du site qui ont du texte, décomprimés, par chemin. @returns {Map<string, string>} */
function fichiers() {
  const textes = new Map();
  for (const entree of fs.readdirSync(livre(), { recursive: true, withFileTypes: true })) {
    if (!entree.isFile() || /\.(woff2|png|svg|css)$/.test(entree.name)) continue;
    const chemin = path.join(entree.parentPath ?? entree.path, entree.name);
    const contenu = fs.readFileSync(chemin);
    const texte = contenu[0] === 0x1f && contenu[1] === 0x8b ? zlib.gunzipSync(contenu) : contenu;
    textes.set(path.relative(livre(), chemin), nu(texte.toString()));
  }
  return textes;
}

test('les solutions sont partout où elles doivent être, et nulle part si on les cache', () => {
  const site = [...fichiers()];
  expect(site.length).toBeGreaterThan(100);
  const cachees = process.env.SOLUTIONS === 'cachees';
  for (const nom of NOMS) {
    const { phrases, code } = traces(nom);
    expect(phrases.length, nom).toBeGreaterThan(0);
    expect(code.length, nom).toBeGreaterThan(0);
    /** @param {string} trace */
    const ou = (trace) => site.filter(([, texte]) => texte.includes(trace)).map(([chemin]) => chemin);
    if (cachees) {
      for (const trace of phrases) expect.soft(ou(trace), `${nom} : ${trace}`).toEqual([]);
      const page = site.find(([chemin]) => chemin === `exercices/${nom}.html`)?.[1] ?? '';
      expect.soft(code.filter((ligne) => page.includes(ligne)), nom).toEqual([]);
      expect.soft(site.filter(([chemin]) => chemin.includes(nom)).map(([chemin]) => chemin), nom).toEqual([`exercices/${nom}.html`]);
    } else {
      for (const trace of [...phrases, ...code]) {
        expect.soft(ou(trace), `${nom} : ${trace}`).toEqual(expect.arrayContaining([`exercices/${nom}.html`, 'print.html']));
      }
    }
  }
});
