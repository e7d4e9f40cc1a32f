// @ts-check
// Un serveur statique du livre construit, compressé comme un hébergeur le
// ferait. Son adresse est dans process.env.ADRESSE.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.go': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.rs': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** Le dossier du livre construit. */
export function livre() {
  const dossier = process.env.LIVRE;
  if (!dossier || !fs.existsSync(path.join(dossier, 'index.html'))) {
    throw new Error(
      `LIVRE=${dossier ?? ''} ne contient pas de livre construit : lancez « cargo xtask e2e »`,
    );
  }
  return dossier;
}

/**
 * Sert `dossier` sous `prefixe` (« / », « /cours/ »).
 *
 * @param {string} dossier
 * @param {string} prefixe
 * @returns {Promise<{adresse: string, arreter: () => Promise<void>}>}
 */
export function servir(dossier, prefixe = '/') {
  /** @type {Map<string, Buffer>} ce qui est déjà comprimé, pour ne pas fausser les durées */
  const comprimes = new Map();
  const serveur = http.createServer((requete, reponse) => {
    const chemin = decodeURIComponent(new URL(requete.url ?? '/', 'http://localhost').pathname);
    const fichier = chemin.startsWith(prefixe) ? trouver(dossier, chemin.slice(prefixe.length)) : null;
    const page = fichier ?? path.join(dossier, '404.html');
    const type = TYPES[path.extname(page)] ?? 'application/octet-stream';
    const texte = /^(text|application\/(json|xml)|image\/svg)/.test(type);
    const corps = fs.readFileSync(page);
    reponse.writeHead(fichier ? 200 : 404, {
      'content-type': type,
      ...(texte ? { 'content-encoding': 'gzip' } : {}),
    });
    if (texte && !comprimes.has(page)) comprimes.set(page, zlib.gzipSync(corps, { level: 9 }));
    reponse.end(comprimes.get(page) ?? corps);
  });
  return new Promise((resoudre) => {
    serveur.listen(0, '127.0.0.1', () => {
      const adresse = /** @type {import('node:net').AddressInfo} */ (serveur.address());
      resoudre({
        adresse: `http://127.0.0.1:${adresse.port}${prefixe}`,
        arreter: () => new Promise((fini) => serveur.close(() => fini(undefined))),
      });
    });
  });
}

/**
 * @param {string} dossier
 * @param {string} chemin
 */
function trouver(dossier, chemin) {
  const fichier = path.join(dossier, chemin);
  if (!fichier.startsWith(path.join(dossier, '/')) && fichier !== dossier) return null;
  const candidats = [fichier, path.join(fichier, 'index.html'), `${fichier}.html`];
  return candidats.find((c) => fs.statSync(c, { throwIfNoEntry: false })?.isFile()) ?? null;
}

/**
 * Ce que Playwright appelle avant les tests ; rend ce qu'il appelle après. Un
 * site publié est servi sous le chemin de son adresse publique. Avec REFERENCE,
 * le livre de référence est servi aussi.
 */
export default async function demarrer() {
  const publique = process.env.PUBLICATION;
  const prefixe = publique ? new URL(publique).pathname : '/';
  const { adresse, arreter } = await servir(livre(), prefixe);
  process.env.ADRESSE = adresse;
  const dossier = process.env.REFERENCE;
  if (!dossier) return arreter;
  const reference = await servir(dossier);
  process.env.ADRESSE_REFERENCE = reference.adresse;
  return () => Promise.all([arreter(), reference.arreter()]);
}
