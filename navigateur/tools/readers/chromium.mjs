// @ts-check
// Chromium, par Playwright.
import { chromium } from '@playwright/test';
import { CHROMIUM } from '../chromium.mjs';

/** @returns {Promise<import('./reader.mjs').Driver>} */
export async function start() {
  const browser = await chromium.launch(CHROMIUM);
  const page = await browser.newPage({ locale: 'fr-FR' });
  // La limite est celle de l'essai.
  page.setDefaultNavigationTimeout(0);
  return {
    go: async (url) => void (await page.goto(url)),
    run: (script) => page.evaluate(script),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    pdf: () => page.pdf(),
    close: () => browser.close(),
  };
}
