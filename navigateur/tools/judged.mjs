// @ts-check
// Ce qui a déjà été jugé sans faute, par ce processus ou par un autre du même lancement :
// ce qui lui est égal ne se rejuge pas.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** La variable qui dit aux processus de test où ils le gardent : voir server.mjs. */
export const FOLDER = 'JUDGED';

export class Judged {
  /** @type {Set<string>} */
  #known = new Set();
  #read = 0;
  #name;

  /** @param {string} name celui de sa sorte */
  constructor(name) {
    this.#name = name;
  }

  /**
   * Ce qui, de `things`, n'a pas encore été jugé.
   *
   * @param {string[]} things
   */
  unknown(things) {
    const missing = () => things.filter((thing) => !this.#known.has(stamp(thing)));
    if (missing().length > 0) this.#learn();
    return missing();
  }

  /** @param {string[]} things jugées, sans faute */
  add(things) {
    const stamps = things.map(stamp);
    stamps.forEach((one) => this.#known.add(one));
    const file = this.#file();
    if (file) fs.appendFileSync(file, stamps.map((one) => `${one}\n`).join(''));
  }

  /** Lit ce que les autres ont ajouté. */
  #learn() {
    const file = this.#file();
    if (!file || !fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    for (const one of text.slice(this.#read, end).split('\n')) this.#known.add(one);
    this.#read = end;
  }

  #file() {
    const folder = process.env[FOLDER];
    return folder ? path.join(folder, this.#name) : null;
  }
}

/** @param {string} thing */
const stamp = (thing) => createHash('sha256').update(thing).digest('base64url');
