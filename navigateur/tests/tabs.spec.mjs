// @ts-check
// Les onglets Rust / Go / Sortie, comme un lecteur s'en sert. Ce que chaque page
// leur doit est dans pages.spec et dans without-javascript.spec.
import { address, expect, pages, test } from '../tools/book.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { book } from '../tools/server.mjs';

/** Les pages qui montrent des programmes. */
const WITH_PROGRAMS = pages().filter((p) => fs.readFileSync(path.join(book(), p), 'utf8').includes('<listing-tabs'));

test('des pages ont des programmes', () => {
  expect(WITH_PROGRAMS.length).toBeGreaterThan(5);
});

test('une page que le navigateur avait gardée prend les choix faits depuis', async ({ page }) => {
  await page.goto(address() + WITH_PROGRAMS[0]);
  await page.evaluate(() => {
    // Ce que le lecteur a choisi sur la page suivante, avant de revenir.
    localStorage.setItem('concurrence-rust/1/tab', '"go"');
    localStorage.setItem('mdbook-theme', 'coal');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  const chosenOnes = page.locator('figure.listing:not(.refusal) [role="tab"][aria-selected="true"]');
  expect(new Set(await chosenOnes.allTextContents())).toEqual(new Set(['Go']));
  await expect(page.locator('html')).toHaveClass(/\bcoal\b/);
});

test('un clic choisit un onglet, et lui seul paraît', async ({ page }) => {
  await page.goto(address() + WITH_PROGRAMS[0]);
  const figure = page.locator('figure.listing:not(.refusal)').first();
  await figure.getByRole('tab', { name: 'Go' }).click();
  await expect(figure.getByRole('tab', { name: 'Go' })).toHaveAttribute('aria-selected', 'true');
  await expect(figure.getByRole('tabpanel', { name: 'Go' })).toBeVisible();
  // Les autres gardent leur boîte, vide, pour que le navigateur y cherche.
  await expect(figure.locator('.listing-panel:not([hidden])')).toHaveCount(1);
  await expect(figure.getByText('package main')).toBeVisible();
});
