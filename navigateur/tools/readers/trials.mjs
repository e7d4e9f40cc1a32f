// @ts-check
// Les mêmes essais dans chaque navigateur, l'un après l'autre : il n'est ouvert
// qu'une fois.
import fs from 'node:fs';
import { test as base } from '@playwright/test';
import { record } from '../figures.mjs';
import { PATHS } from './paths.mjs';
import { Reader } from './reader.mjs';

/** Ce qu'on attend d'un navigateur pour s'ouvrir, en millisecondes. */
const OPENING = 60_000;

/**
 * Déclare les essais d'un navigateur.
 *
 * @param {string} name
 * @param {() => Promise<import('./reader.mjs').Driver>} start
 * @param {object} [options]
 * @param {string} [options.missing] pourquoi il ne peut pas être lancé
 * @param {string[]} [options.elsewhere] les essais que d'autres fichiers font déjà dans ce navigateur
 */
export function trials(name, start, { missing = '', elsewhere = [] } = {}) {
  const test = base.extend(
    /** @type {import('@playwright/test').Fixtures<{}, {reader: Reader}>} */ ({
      reader: [
        // eslint-disable-next-line no-empty-pattern -- Playwright lit ce motif
        async ({}, use) => {
          const reader = new Reader(await start());
          await use(reader);
          await reader.driver.close();
        },
        { scope: 'worker', timeout: OPENING },
      ],
    }),
  );
  // Un pilote qui ne répond plus n'arrête pas les autres.
  test.describe.configure({ mode: 'default', timeout: 120_000 });
  test.skip(missing !== '', `ignoré : ${missing}`);

  for (const [path, follow] of Object.entries(PATHS)) {
    if (elsewhere.includes(path)) continue;
    test(`${name} : ${path}`, async ({ reader }, info) => {
      const begun = Date.now();
      await reader.begin();
      try {
        await reader.driver.resize(1440, 900);
        await follow(reader);
        await reader.finish();
      } catch (error) {
        const picture = info.outputPath('page.png');
        fs.writeFileSync(picture, await reader.driver.screenshot());
        throw error;
      } finally {
        await reader.stop();
      }
      record({ name: `parcours dans ${name}`, value: (Date.now() - begun) / 1000, unit: 's', merge: 'sum', bound: '≤ 120 s' });
    });
  }
}
