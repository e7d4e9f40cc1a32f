// @ts-check
// WebKitGTK, par WebDriver : son navigateur d'essai, MiniBrowser, sur un écran
// virtuel, que personne ne voit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Builder, By, Key } from 'selenium-webdriver';
import { freePort } from '../measures.mjs';

/** Ce que la barre d'adresse prend à la fenêtre, en pixels. */
const TOOLBAR = 38;

/** @returns {Promise<import('./reader.mjs').Driver>} */
export async function start() {
  const screen = spawn(process.env.XVFB ?? 'Xvfb', ['-displayfd', '3', '-screen', '0', '2600x1600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(/** @type {import('node:stream').Readable} */ (screen.stdio[3]), 'data');
  const port = await freePort();
  const driver = spawn(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', ['-p', String(port)], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      GDK_BACKEND: 'x11',
      LANGUAGE: 'fr',
      // Ni carte graphique, ni bus du bureau.
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      NO_AT_BRIDGE: '1',
    },
  });
  const stop = () => {
    driver.kill();
    screen.kill();
  };
  process.once('exit', stop);
  await answers(port);
  const browser = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({ browserName: 'MiniBrowser' })
    .build();
  const keys = (/** @type {string} */ text) => browser.actions().sendKeys(text).perform();
  return {
    go: (url) => browser.get(url),
    run: async (script) => {
      const said = await browser.executeAsyncScript(`
        const done = arguments[arguments.length - 1];
        ${script}.then((value) => done({ value }), (error) => done({ error: String(error) }));
      `);
      const { value, error } = /** @type {{value?: unknown, error?: string}} */ (said);
      if (error !== undefined) throw new Error(error);
      return value;
    },
    click: (selector) => browser.findElement(By.css(selector)).click(),
    press: (key) => keys(KEYS[key] ?? key),
    type: keys,
    resize: async (width, height) => void (await browser.manage().window().setRect({ width, height: height + TOOLBAR })),
    screenshot: async () => Buffer.from(await browser.takeScreenshot(), 'base64'),
    close: async () => {
      await browser.quit().finally(stop);
      process.off('exit', stop);
    },
  };
}

/** @type {Record<string, string>} */
const KEYS = {
  ArrowDown: Key.ARROW_DOWN,
  ArrowRight: Key.ARROW_RIGHT,
  End: Key.END,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Home: Key.HOME,
  Tab: Key.TAB,
};

/**
 * Attend que le pilote réponde, cinq secondes au plus.
 *
 * @param {number} port
 */
async function answers(port) {
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false);
    if (ready) return;
    if (tries === 100) throw new Error('WebKitWebDriver ne répond pas');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
