// @ts-check
// La page du salon, servie par chacun des trois serveurs : deux pages parlent,
// perdent le réseau, reviennent sans trou ni doublon ; une page d'un autre site est
// refusée ; un flux d'événements reprend à son dernier numéro.
import { expect, test } from '@playwright/test';
import http from 'node:http';
import { SALONS, buildSalons, start } from '../tools/salon.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {Awaited<ReturnType<typeof start>>} Running */

test.describe.configure({ mode: 'default' });

/** Un silence court : une panne se voit vite. */
const OPTIONS = ['127.0.0.1:0', '--silence', '2', '--debit', '0'];

/** @type {Map<string, string>} */
let programs;
/** @type {Running} */
let server;
/** @type {Running} */
let proxy;

test.beforeAll(() => {
  // La première fois, tout est à compiler.
  test.setTimeout(900_000);
  programs = buildSalons();
});

/** @param {Page} page */
const lines = (page) => page.getByRole('log').locator('p').allTextContents();

/** @param {Page} page @param {string} address @param {string} name */
async function enter(page, address, name) {
  await page.goto(`http://${address}/`);
  // Au clavier, sans souris.
  await page.getByLabel('Votre nom').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText(`${name} entre`);
}

/** @param {Page} page @param {string} text */
async function say(page, text) {
  await page.getByLabel('Votre message').fill(text);
  await page.keyboard.press('Enter');
}

/** L'état que dit le serveur. */
const state = async () => (await fetch(`http://${server.address}/etat`)).json();

// La page « Les événements envoyés par le serveur » le dit de tout navigateur.
test('six flux prennent toutes les connexions HTTP/1.1, et une WebSocket passe encore', async ({ page }) => {
  server = await start(programs.get('fils'), OPTIONS);
  await page.goto(`http://${server.address}/`);
  const heard = await page.evaluate(async () => {
    /** @param {Promise<unknown>} promise */
    const soon = (promise) =>
      Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 1_000, false))]);
    /** @param {EventTarget} source */
    const open = (source) => new Promise((resolve) => source.addEventListener('open', resolve, { once: true }));
    const streams = Array.from({ length: 6 }, () => new EventSource('/flux'));
    const opened = await soon(Promise.all(streams.map(open)));
    const seventh = await soon(fetch('/etat'));
    const socket = await soon(open(new WebSocket(`ws://${location.host}/salon?nom=Ana`)));
    streams[0]?.close();
    const freed = await soon(fetch('/etat'));
    return { opened, seventh, socket, freed };
  });
  expect(heard).toEqual({ opened: true, seventh: false, socket: true, freed: true });
  await server.stop();
});

for (const kind of SALONS) {
  test.describe(`serveur ${kind}`, () => {
    test.beforeEach(async () => {
      server = await start(programs.get(kind), OPTIONS);
      proxy = await start(programs.get('banc'), ['mandataire', '127.0.0.1:0', server.address]);
    });

    test.afterEach(async () => {
      await proxy.stop();
      await server.stop();
    });

    test('deux pages parlent, perdent le réseau, reviennent sans trou ni doublon', async ({ browser }) => {
      const [ana, bob] = [await browser.newPage(), await browser.newPage()];
      await enter(ana, proxy.address, 'Ana');
      await enter(bob, server.address, 'Bob');
      await say(ana, 'bonjour');
      await say(bob, 'salut');
      await expect(bob.getByRole('log')).toContainText('Ana : bonjour');
      await expect(ana.getByRole('log')).toContainText('Bob : salut');

      for (const [turn, fault] of ['perdre', 'geler', 'couper'].entries()) {
        await proxy.tell(fault);
        for (let n = 0; n < 3; n += 1) await say(bob, `pendant la panne ${turn}.${n}`);
        await say(ana, `dit dans la panne ${turn}`);
        await expect(bob.getByRole('log').getByText('Ana sort')).toHaveCount(turn + 1);
        await proxy.tell('couper');
        await proxy.tell('rien');
        await expect(ana.getByRole('log').getByText('Ana entre')).toHaveCount(turn + 2, { timeout: 60_000 });
        await say(bob, `après la panne ${turn}`);
        await expect(ana.getByRole('log')).toContainText(`après la panne ${turn}`, { timeout: 60_000 });
        await expect(bob.getByRole('log')).toContainText(`dit dans la panne ${turn}`, { timeout: 60_000 });
      }

      // Chacun a toute l'histoire : les deux journaux sont le même.
      await expect.poll(async () => JSON.stringify(await lines(ana)) === JSON.stringify(await lines(bob))).toBe(true);
      const log = await lines(ana);
      const spoken = log.filter((line) => line.includes(' : '));
      expect(spoken.length, log.join('\n')).toBe(2 + 3 * 5);
      expect(new Set(spoken).size, log.join('\n')).toBe(spoken.length);
      await ana.close();
      await bob.close();
    });

    test("une page d'un autre site est refusée", async ({ page }) => {
      const foreign = http.createServer((_, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end('<!doctype html><title>Ailleurs</title>');
      });
      await new Promise((resolve) => foreign.listen(0, '127.0.0.1', () => resolve(undefined)));
      const { port } = /** @type {import('node:net').AddressInfo} */ (foreign.address());
      /** @param {string} address */
      const outcome = (address) =>
        page.evaluate(
          (url) =>
            new Promise((resolve) => {
              const socket = new WebSocket(url);
              socket.onopen = () => resolve('ouverte');
              socket.onclose = (event) => resolve(`fermée, code ${event.code}`);
            }),
          `ws://${address}/salon?nom=Intruse`,
        );
      await page.goto(`http://127.0.0.1:${port}/`);
      expect(await outcome(server.address)).toBe('fermée, code 1006');
      expect((await state()).annonces).toBe(0);
      // La même connexion, de la page du serveur, est ouverte.
      await page.goto(`http://${server.address}/`);
      expect(await outcome(server.address)).toBe('ouverte');
      await new Promise((resolve) => foreign.close(resolve));
    });

    test('un flux repris continue à son dernier numéro', async ({ browser }) => {
      const [reader, bob] = [await browser.newPage(), await browser.newPage()];
      await reader.goto(`http://${proxy.address}/`);
      await reader.evaluate(() => {
        const heard = /** @type {[string, string][]} */ ([]);
        Object.assign(window, { heard });
        const source = new EventSource('/flux?vu=0');
        source.onmessage = (event) => heard.push([event.lastEventId, event.data]);
        source.addEventListener('trou', () => heard.push(['trou', '']));
      });
      const heard = () =>
        reader.evaluate(() => /** @type {{heard: [string, string][]}} */ (/** @type {unknown} */ (window)).heard);
      const last = async () => (await heard()).at(-1)?.[1];
      await enter(bob, server.address, 'Bob');
      for (let turn = 0; turn < 3; turn += 1) {
        await say(bob, `avant ${turn}`);
        await expect.poll(last).toBe(`Bob : avant ${turn}`);
        await proxy.tell('couper');
        await say(bob, `pendant ${turn}`);
        await expect(bob.getByRole('log')).toContainText(`pendant ${turn}`);
        await proxy.tell('rien');
        await expect.poll(last).toBe(`Bob : pendant ${turn}`);
      }
      const events = await heard();
      expect(events.map(([, text]) => text)).toEqual([
        'Bob entre',
        ...[0, 1, 2].flatMap((turn) => [`Bob : avant ${turn}`, `Bob : pendant ${turn}`]),
      ]);
      const numbers = events.map(([number]) => Number(number));
      expect(numbers).toEqual(numbers.map((_, rank) => (numbers[0] ?? 0) + rank));
      await reader.close();
      await bob.close();
    });

    test('la page tient à 320 pixels, claire et sombre, et dit un refus', async ({ page, browser }) => {
      await page.setViewportSize({ width: 320, height: 480 });
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`http://${server.address}/`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, colorScheme).toBeLessThanOrEqual(320);
      }
      const ana = await browser.newPage();
      await enter(ana, server.address, 'Ana');
      await page.getByLabel('Votre nom').fill('Ana');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status')).toContainText('pris');
      await ana.close();
    });
  });
}
