// @ts-check
// Les diagrammes du livre, dessinés d'avance : ceux du cours, sur le papier ; et, si un
// dessin manque, dessiné par la page. À toute largeur, dans chaque thème, aux couleurs que
// le lecteur impose, c'est pages.spec qui les regarde, par l'examen éprouvé ici.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { address, expect, pages, test } from '../tools/book.mjs';
import { drawings } from '../tools/checks/diagrams.mjs';
import { record } from '../tools/figures.mjs';
import { changeTheme, openPage } from '../tools/interface.mjs';
import { book } from '../tools/server.mjs';
import { test as serving } from '../tools/serving.mjs';
import { diagrams } from '../tools/sources.mjs';

const BY_PAGE = diagrams();
const ALL = [...BY_PAGE.values()].flat();

test('le livre a les diagrammes du cours', () => {
  const kind = (/** @type {RegExp} */ what) => ALL.filter((d) => what.test(d.source)).length;
  expect.soft(kind(/^\s*flowchart/m), 'du producteur au consommateur').toBeGreaterThanOrEqual(1);
  expect.soft(kind(/^\s*sequenceDiagram/m), 'rendez-vous, mutex, select, producteur et consommateur').toBeGreaterThanOrEqual(4);
  expect.soft(kind(/^\s*stateDiagram/m), "la vie d'un canal").toBeGreaterThanOrEqual(1);
  record({ name: 'diagrammes dessinés', value: ALL.length });
  for (const name of BY_PAGE.keys()) expect.soft(pages()).toContain(name);
});

test('un dessin se voit depuis un fichier, et sombre sur clair une fois imprimé', async ({ page }) => {
  const [name] = BY_PAGE.keys();
  await page.addInitScript(() => localStorage.setItem('mdbook-theme', 'navy'));
  await page.goto(pathToFileURL(path.join(book(), name)).href);
  await expect(page.locator('figure.diagram svg:visible').first()).toBeVisible();
  await page.goto(address() + name);
  await expect(page.locator('html')).toHaveClass(/navy/);
  await page.emulateMedia({ media: 'print' });
  const { colors } = await page.evaluate(drawings);
  for (const { seen } of colors) expect(Math.max(...seen.split(' ').map(Number)), seen).toBeLessThan(90);
});

test("l'examen voit une étiquette débordante, recouverte, hors du dessin, et un dessin trop large", async ({ page }) => {
  const [name] = [...BY_PAGE].find(([path, list]) => path.startsWith('synchronisation/') && list.some((d) => /^\s*flowchart/m.test(d.source))) ?? [];
  await openPage(page, address() + name);
  const figure = page.locator('figure.diagram:has(g.node)').first();
  /**
   * Ce que dit l'examen une fois le dessin abîmé.
   *
   * @param {(nodes: Element[]) => void} damage reçoit les nœuds du dessin
   */
  const after = async (damage) => {
    const before = await figure.innerHTML();
    await figure.locator('g.node:visible').evaluateAll(damage);
    const { defects } = await page.evaluate(drawings);
    await figure.evaluate((f, html) => { f.innerHTML = html; }, before);
    return defects.map((d) => d.what).join('\n');
  };
  expect(await after(() => {})).toBe('');
  expect(
    await after(([n]) => n.querySelector('rect, path, polygon')?.setAttribute('transform', 'scale(0.5)')),
  ).toContain('déborde de son nœud');
  expect(
    await after(([a, b]) => b.setAttribute('transform', a.getAttribute('transform') ?? '')),
  ).toContain('se recouvrent');
  expect(
    await after(([n]) => {
      const rule = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      rule.setAttribute('d', 'M-200,2 L200,2');
      rule.setAttribute('style', 'stroke: red; stroke-width: 2px');
      n.append(rule);
    }),
  ).toContain('est recouvert par');
  expect(await after(([n]) => n.setAttribute('transform', 'translate(-500, 0)'))).toContain('sort du dessin');
  expect(await after(([n]) => n.closest('svg')?.style.setProperty('min-width', '3000px'))).toContain('plus large que sa colonne');
  expect(await after(([n]) => n.closest('svg')?.style.setProperty('width', '100px'))).toContain('ses lettres ont');
});

serving('une page dont un dessin manque le dessine elle-même, et suit le thème', async ({ page, copy }) => {
  const [name] = BY_PAGE.keys();
  const file = path.join(copy.folder, 'src', name.replace(/\.html$/, '.1.large.svg'));
  fs.rmSync(file);
  const figure = page.locator('figure.diagram').first();
  await expect(async () => {
    expect(await (await page.request.get(copy.address + name)).text()).toContain('class="mermaid"');
  }).toPass();
  // Un navigateur qui n'est jamais oisif, et qui n'annonce jamais son premier texte.
  await page.addInitScript(() => {
    window.requestIdleCallback = (following, { timeout } = {}) =>
      timeout ? window.setTimeout(() => following({ didTimeout: true, timeRemaining: () => 0 }), timeout) : 0;
    PerformanceObserver.prototype.observe = () => {};
  });
  await page.goto(copy.address + name);
  await expect(figure.locator('svg[aria-roledescription]')).toBeVisible();
  await expect(figure.locator('pre.mermaid')).toBeHidden();
  const before = await figure.locator('svg').getAttribute('id');
  await changeTheme(page, 'navy');
  await expect(figure.locator('svg')).not.toHaveAttribute('id', before ?? '');
});
