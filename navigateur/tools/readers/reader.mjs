// @ts-check
// Un lecteur du livre, dans un navigateur quelconque : ce qu'il fait, ce qu'il
// voit. Chaque navigateur n'a que quelques gestes à savoir.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { book, serve } from '../server.mjs';

/**
 * Les gestes d'un navigateur.
 *
 * @typedef {object} Driver
 * @property {(url: string) => Promise<void>} go
 * @property {(script: string) => Promise<unknown>} run ce que vaut cette expression, une promesse, dans la page
 * @property {(selector: string) => Promise<void>} click
 * @property {(key: string) => Promise<void>} press
 * @property {(text: string) => Promise<void>} type
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {() => Promise<Buffer>} screenshot
 * @property {() => Promise<Buffer>} [pdf] s'il sait imprimer sans personne
 * @property {() => Promise<void>} close
 */

/** Où la page dit ce qui lui arrive. */
const REPORTS = '/essai/';

/**
 * Ce qu'un navigateur quelconque ne dit pas à qui le pilote : les erreurs de la
 * page et les impressions demandées. La page le dit elle-même, avant d'en partir
 * s'il le faut. Un programme qu'elle envoie reçoit la réponse d'`answer`.
 *
 * @param {string} reports
 */
function watch(reports) {
  const report = (/** @type {string} */ kind, /** @type {unknown} */ said) => void navigator.sendBeacon(reports + kind, String(said));
  // Une image, un script ou un style absent n'est annoncé qu'à l'élément.
  addEventListener('error', (event) => {
    const { target } = event;
    report('faute', target instanceof Element ? `${target.outerHTML} ne se charge pas` : `${event.message} ${event.filename}:${event.lineno}`);
  }, true);
  addEventListener('unhandledrejection', ({ reason }) => report('faute', reason));
  for (const kind of /** @type {const} */ (['error', 'warn'])) {
    console[kind] = (...said) => report('faute', said.map((what) => what?.stack ?? what).join(' '));
  }
  window.print = () => {
    const missing = [...document.querySelectorAll('figure.diagram')].filter((figure) => !figure.querySelector('svg'));
    report('impression', missing.length);
  };
}

export class Reader {
  /** Ce que les pages ont dit, par sorte. @type {{kind: string, said: string}[]} */
  #reports = [];
  /** @type {{address: string, close: () => Promise<void>} | undefined} */
  #server;

  /** @param {Driver} driver */
  constructor(driver) {
    this.driver = bounded(driver);
    /** Ce qu'une page devient avant d'être servie. @type {(html: string) => string} */
    this.alter = (html) => html;
  }

  /** Un serveur neuf, donc une autre origine : le navigateur n'y garde rien d'avant. */
  async begin() {
    this.#reports = [];
    this.alter = (html) => html;
    this.#server = await serve(book(), '/', (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname.startsWith(REPORTS)) {
        let said = '';
        request.setEncoding('utf8').on('data', (part) => { said += part; }).on('end', () => {
          this.#reports.push({ kind: pathname.slice(REPORTS.length), said });
          response.end();
        });
        return true;
      }
      const file = path.join(book(), decodeURIComponent(pathname));
      if (!file.endsWith('.html') || !fs.existsSync(file)) return false;
      const script = `<script>(${watch})(${JSON.stringify(REPORTS)})</script>`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(this.alter(fs.readFileSync(file, 'utf8')).replace('<head>', `<head>${script}`));
      return true;
    });
  }

  /** Plus rien à lire : la page n'a rien fait de travers. */
  async finish() {
    // Ce qu'elle vient de dire arrive.
    await this.run((url) => new Promise((done) => {
      const request = new XMLHttpRequest();
      request.onloadend = () => done(undefined);
      request.open('POST', url);
      request.send();
    }), `${REPORTS}fin`);
    expect(this.reports('faute'), 'erreurs de la page').toEqual([]);
  }

  async stop() {
    await this.driver.go('about:blank');
    await this.#server?.close();
  }

  /** @param {string} kind */
  reports(kind) {
    return this.#reports.filter((report) => report.kind === kind).map(({ said }) => said);
  }

  /** @param {string} page « synchronisation/mutex.html », avec ou sans ancre */
  async open(page) {
    await this.driver.go(this.#server?.address + page);
  }

  async reload() {
    const url = await this.run(() => location.href);
    await this.driver.go('about:blank');
    await this.driver.go(url);
  }

  /**
   * Ce que rend `f`, dans la page.
   *
   * @template A, R
   * @param {(argument: A) => R | Promise<R>} f
   * @param {A} [argument]
   * @returns {Promise<Awaited<R>>}
   */
  async run(f, argument) {
    const script = `Promise.resolve(${JSON.stringify(argument) ?? 'undefined'}).then(${f})`;
    return /** @type {Awaited<R>} */ (await this.driver.run(script));
  }

  /**
   * Attend que `f`, dans la page, rende `wanted`.
   *
   * @template A
   * @param {string} what
   * @param {(argument: A) => unknown} f
   * @param {A} argument
   * @param {unknown} wanted
   */
  async until(what, f, argument, wanted = true) {
    // Une page que l'on quitte ne répond pas.
    await expect.poll(() => this.run(f, argument).catch(String), { message: what, intervals: [20, 50, 100, 200] }).toEqual(wanted);
  }

  /**
   * Le texte du premier élément montré de `selector`, s'il y en a un.
   *
   * @param {string} selector
   */
  text(selector) {
    return this.run((selector) => [...document.querySelectorAll(selector)].find((e) => e.checkVisibility())?.textContent ?? null, selector);
  }

  /**
   * Attend qu'un élément montré de `selector` contienne ce texte.
   *
   * @param {string} selector
   * @param {string} text
   */
  async sees(selector, text = '') {
    await this.until(`« ${text} » se lit dans ${selector}`, find, { selector, text, mark: '' });
  }

  /** @param {string} selector */
  async seesNo(selector) {
    await this.until(`${selector} ne se voit pas`, find, { selector, text: '', mark: '' }, false);
  }

  /**
   * Clique sur le premier élément montré de `selector` qui contient ce texte, une
   * fois qu'il y est.
   *
   * @param {string} selector
   * @param {string} text
   */
  async click(selector, text = '') {
    await this.until(`« ${text} » se montre, à cliquer, dans ${selector}`, find, { selector, text, mark: 'data-click' });
    await this.driver.click('[data-click]');
  }

  /** @param {string} text là où est le focus */
  type(text) {
    return this.driver.type(text);
  }

  /** @param {string} key */
  press(key) {
    return this.driver.press(key);
  }
}

/** Le plus long que prenne un geste, en millisecondes. */
const GESTURE = 60_000;

/**
 * Les mêmes gestes ; un pilote qui n'y répond plus est une erreur, qui dit auquel.
 *
 * @param {Driver} driver
 */
function bounded(driver) {
  const gestures = Object.entries(driver).map(([name, gesture]) => {
    const late = async () => {
      await setTimeout(GESTURE, undefined, { ref: false });
      throw new Error(`le navigateur ne répond plus : ${name}`);
    };
    return [name, (/** @type {unknown[]} */ ...given) => Promise.race([Reflect.apply(gesture, driver, given), late()])];
  });
  return /** @type {Driver} */ (Object.fromEntries(gestures));
}

/**
 * Un élément de `selector` est-il montré, et contient-il ce texte ? Avec `mark`, il
 * reçoit cet attribut, lui seul, et vient au milieu de la fenêtre.
 *
 * @param {{selector: string, text: string, mark: string}} wanted
 */
function find({ selector, text, mark }) {
  const plain = (/** @type {string} */ said) => said.replace(/\s+/g, ' ').trim();
  const found = [...document.querySelectorAll(selector)].find(
    (e) => e.checkVisibility({ visibilityProperty: true }) && plain(e.textContent ?? '').includes(text),
  );
  if (mark) {
    document.querySelectorAll(`[${mark}]`).forEach((e) => e.removeAttribute(mark));
    found?.setAttribute(mark, '');
    found?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }
  return found !== undefined;
}
