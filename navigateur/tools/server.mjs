// @ts-check
// Un serveur statique du livre construit, compressé comme un hébergeur le
// ferait. Son adresse est dans process.env.ADDRESS.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { FOLDER as JUDGED } from './judged.mjs';

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
export function book() {
  const folder = process.env.BOOK;
  if (!folder || !fs.existsSync(path.join(folder, 'index.html'))) {
    throw new Error(
      `BOOK=${folder ?? ''} ne contient pas de livre construit : lancez « cargo xtask e2e »`,
    );
  }
  return folder;
}

/**
 * La page `name` du livre, et ce qu'elle pèse comprimée.
 *
 * @param {string} name
 */
export function zipped(name) {
  const body = fs.readFileSync(path.join(book(), name));
  return { text: body.toString(), bytes: zlib.gzipSync(body).length };
}

/**
 * Sert `folder` sous `prefix` (« / », « /cours/ »). `first` voit chaque demande avant
 * tout le reste, et rend vrai s'il y répond.
 *
 * @param {string} folder
 * @param {string} prefix
 * @param {(request: http.IncomingMessage, response: http.ServerResponse) => boolean} first
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export function serve(folder, prefix = '/', first = () => false) {
  /** @type {Map<string, Buffer>} ce qui est déjà comprimé, pour ne pas fausser les durées */
  const compressed = new Map();
  const server = http.createServer((request, response) => {
    if (first(request, response)) return;
    const pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = pathname.startsWith(prefix) ? findFile(folder, pathname.slice(prefix.length)) : null;
    const page = file ?? path.join(folder, '404.html');
    const type = TYPES[path.extname(page)] ?? 'application/octet-stream';
    const text = /^(text|application\/(json|xml)|image\/svg)/.test(type);
    const body = fs.readFileSync(page);
    response.writeHead(file ? 200 : 404, {
      'content-type': type,
      ...(text ? { 'content-encoding': 'gzip' } : {}),
    });
    if (text && !compressed.has(page)) compressed.set(page, zlib.gzipSync(body, { level: 9 }));
    response.end(compressed.get(page) ?? body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        address: `http://127.0.0.1:${address.port}${prefix}`,
        close: () =>
          new Promise((finished) => {
            server.close(() => finished(undefined));
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * @param {string} folder
 * @param {string} pathname
 */
function findFile(folder, pathname) {
  const file = path.join(folder, pathname);
  if (!file.startsWith(path.join(folder, '/')) && file !== folder) return null;
  const candidates = [file, path.join(file, 'index.html'), `${file}.html`];
  return candidates.find((c) => fs.statSync(c, { throwIfNoEntry: false })?.isFile()) ?? null;
}

/**
 * Ce que Playwright appelle avant les tests ; rend ce qu'il appelle après. Un
 * site publié est servi sous le chemin de son adresse publique. Avec REFERENCE,
 * le livre de référence est servi aussi.
 */
export default async function startServers() {
  const publicAddress = process.env.PUBLICATION;
  const prefix = publicAddress ? new URL(publicAddress).pathname : '/';
  const { address, close: stop } = await serve(book(), prefix);
  process.env.ADDRESS = address;
  const judged = fs.mkdtempSync(path.join(os.tmpdir(), 'jugements-'));
  process.env[JUDGED] = judged;
  const close = () => {
    fs.rmSync(judged, { recursive: true, force: true });
    return stop();
  };
  const folder = process.env.REFERENCE;
  if (!folder) return close;
  const reference = await serve(folder);
  process.env.REFERENCE_ADDRESS = reference.address;
  return () => Promise.all([close(), reference.close()]);
}
