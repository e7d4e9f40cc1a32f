// @ts-check
// Firefox, celui de la distribution, par WebDriver BiDi.
import puppeteer from 'puppeteer-core';

/** @returns {Promise<import('./reader.mjs').Driver>} */
export async function start() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX,
    headless: true,
    defaultViewport: null,
    extraPrefsFirefox: {
      'intl.accept_languages': 'fr',
      // Sans écran, il croit n'avoir pas de souris.
      'ui.primaryPointerCapabilities': 6,
      'ui.allPointerCapabilities': 6,
    },
  });
  const page = await browser.newPage();
  // La limite est celle de l'essai.
  page.setDefaultNavigationTimeout(0);
  return {
    go: async (url) => void (await page.goto(url)),
    run: (script) => page.evaluate(script),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    pdf: async () => Buffer.from(await page.pdf({ preferCSSPageSize: true })),
    close: () => browser.close(),
  };
}
