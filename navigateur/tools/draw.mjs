// @ts-check
// Dessine des diagrammes du livre dans Chromium, par le script de Mermaid que le
// livre sert, et dans leur page : mêmes polices, mêmes styles. `cargo xtask
// diagrammes` donne deux fichiers. Le premier, à lire : `{ "book", "script",
// "drawings": [{ "id", "page", "source" }] }`. Le second, à écrire :
// `{ "<id>": { "wide", "narrow" } }`, des SVG dont les couleurs sont des variables.
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './chromium.mjs';
import { serve } from './server.mjs';

/**
 * @typedef {{ id: string, page: string, source: string }} Drawing
 * @typedef {{ id: string, source: string, narrow: boolean }} Request
 */

/** La colonne du texte à côté de rien d'autre, en pixels ; un dessin large y tient. */
const WIDE = 740;

/** Un dessin étroit, réduit d'un cinquième au plus, tient dans un téléphone de 320 pixels. */
const NARROW = 360;

const [input, output] = process.argv.slice(2);
const { book, script, drawings } = JSON.parse(fs.readFileSync(input, 'utf8'));
const { address, close } = await serve(book);
const browser = await chromium.launch(CHROMIUM);
try {
  /** @type {Record<string, { wide: string, narrow: string }>} */
  const drawn = {};
  for (const { id, page: name, source } of /** @type {Drawing[]} */ (drawings)) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1200 } });
    await page.goto(address + name);
    await page.evaluate(() => document.fonts.ready);
    await page.addScriptTag({ url: address + script });
    /** @param {string} form @param {boolean} narrow */
    const draw = (form, narrow) => page.evaluate(drawing, { id: `${id}-${form}`, source, narrow });
    let wide = await draw('large', false);
    if (wide.width > WIDE) wide = await draw('large', true);
    const narrow = await draw('etroit', true);
    for (const [form, { width }, most] of /** @type {const} */ ([['large', wide, WIDE], ['étroit', narrow, NARROW]])) {
      if (width > most) throw new Error(`${name} : le dessin ${form} de ${id} a ${Math.ceil(width)} pixels, ${most} au plus`);
    }
    drawn[id] = { wide: wide.svg, narrow: narrow.svg };
    await page.close();
  }
  fs.writeFileSync(output, JSON.stringify(drawn));
} catch (error) {
  console.error(`Un diagramme ne se dessine pas. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await close();
}

/**
 * Dans la page : le dessin d'une source, en SVG autonome.
 *
 * @param {Request} request
 * @returns {Promise<{ svg: string, width: number }>}
 */
async function drawing({ id, source, narrow }) {
  /**
   * Chaque rôle a, le temps du dessin, une couleur que rien d'autre n'emploie ; elle
   * devient ensuite une variable du livre. La dernière est pour qui ouvre le fichier
   * hors du livre.
   */
  const ROLES = {
    background: ['#fe0110', '#ffffff'], text: ['#fe0111', '#1c1c1c'], line: ['#fe0112', '#5c5c5c'],
    node: ['#fe0113', '#e1e9f4'], border: ['#fe0114', '#a0a8b4'], group: ['#fe0115', '#f5f5f5'],
    note: ['#fe0116', '#ece3d4'],
  };
  const [background, text, line, node, border, group, note] = Object.values(ROLES).map(([color]) => color);
  const fontFamily = getComputedStyle(document.body).fontFamily;
  const { mermaid } = window;
  if (!mermaid) throw new Error('Mermaid ne se charge pas');
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    htmlLabels: false,
    fontFamily,
    theme: 'base',
    themeVariables: {
      fontFamily, fontSize: '16px', background,
      primaryColor: node, primaryTextColor: text, primaryBorderColor: border,
      secondaryColor: note, secondaryTextColor: text, secondaryBorderColor: border,
      tertiaryColor: group, tertiaryTextColor: text, tertiaryBorderColor: border,
      textColor: text, titleColor: text, lineColor: line,
      clusterBkg: group, clusterBorder: border, edgeLabelBackground: background,
      actorLineColor: line, signalColor: line, signalTextColor: text,
      labelBoxBkgColor: group, labelBoxBorderColor: border,
      activationBkgColor: note, activationBorderColor: border,
      noteBkgColor: note, noteTextColor: text, noteBorderColor: border,
      transitionColor: line, transitionLabelColor: text, specialStateColor: line,
      compositeBackground: background, compositeTitleBackground: group,
    },
    themeCSS: `
      .messageText, .loopText, .loopText > tspan, .edgeLabel text {
        stroke: ${background}; stroke-width: 6px; stroke-linejoin: round; paint-order: stroke;
      }
      .node rect, rect.actor, rect.note, .cluster rect { rx: 6px; ry: 6px; }
      .cluster-plate { fill: ${background}; stroke: ${border}; }
    `,
    flowchart: {
      htmlLabels: false, useMaxWidth: false,
      ...(narrow ? { wrappingWidth: 130, nodeSpacing: 16, rankSpacing: 32, padding: 10 } : {}),
    },
    state: { useMaxWidth: false, ...(narrow ? { nodeSpacing: 16, rankSpacing: 32 } : {}) },
    sequence: {
      useMaxWidth: false, mirrorActors: false,
      ...(narrow ? {
        width: 110, height: 44, actorMargin: 8, boxMargin: 6, noteMargin: 6,
        diagramMarginX: 4, diagramMarginY: 4, wrap: true, wrapPadding: 3,
      } : { width: 130, actorMargin: 40 }),
    },
  });
  // Une espace insécable où le français en veut une : la ligne ne s'y coupe pas.
  const spaced = source.replaceAll('« ', '«\u00a0').replaceAll(' »', '\u00a0»');
  const turned = narrow ? spaced.replace(/^(\s*(?:flowchart|graph|direction) +)(?:LR|RL)/gm, '$1TB') : spaced;
  const stage = document.createElement('div');
  document.querySelector('main')?.append(stage);
  try {
    stage.innerHTML = (await mermaid.render(id, turned, stage)).svg;
    const svg = /** @type {SVGSVGElement} */ (stage.querySelector('svg'));
    raiseTitles(svg);
    spreadLines(svg);
    settleBaselines(svg);
    tidy(svg);
    const { width, height } = svg.viewBox.baseVal;
    svg.removeAttribute('style');
    svg.setAttribute('width', `${Math.ceil(width)}`);
    svg.setAttribute('height', `${Math.ceil(height)}`);
    return { svg: withVariables(svg), width };
  } finally {
    stage.remove();
  }

  /**
   * Le titre d'un groupe, posé sur son bord, passe devant les flèches.
   * @param {SVGSVGElement} svg
   */
  function raiseTitles(svg) {
    for (const cluster of svg.querySelectorAll('.clusters > .cluster')) {
      const frame = cluster.querySelector('rect')?.getBBox();
      const label = /** @type {SVGGElement | null} */ (cluster.querySelector('.cluster-label'));
      if (!frame || !label) continue;
      const box = label.getBBox();
      const plate = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      plate.setAttribute('class', 'cluster-plate');
      for (const [name, value] of Object.entries({
        x: box.x - 8, y: box.y - 2, width: box.width + 16, height: box.height + 4, rx: 4,
      })) plate.setAttribute(name, `${value}`);
      label.prepend(plate);
      const x = frame.x + frame.width / 2 - box.x - box.width / 2;
      label.setAttribute('transform', `translate(${x}, ${frame.y - box.y - box.height / 2})`);
      cluster.closest('.root')?.append(label);
    }
    const root = svg.querySelector(':scope > g');
    if (svg.querySelector('.cluster-plate') && root instanceof SVGGElement) {
      const { x, y, width, height } = root.getBBox();
      svg.setAttribute('viewBox', [x - 8, y - 8, width + 16, height + 16].join(' '));
    }
  }

  /**
   * Mermaid serre les lignes d'un nom à la taille des lettres : elles se touchent.
   * @param {SVGSVGElement} svg
   */
  function spreadLines(svg) {
    for (const line of svg.querySelectorAll('text.actor-box > tspan[dy]')) {
      line.setAttribute('dy', `${1.25 * Number(line.getAttribute('dy'))}`);
    }
  }

  /**
   * WebKit compte deux fois l'alignement vertical d'un texte et de son `tspan` : la
   * hauteur qu'il donne ici devient celle du texte même.
   * @param {SVGSVGElement} svg
   */
  function settleBaselines(svg) {
    for (const text of /** @type {NodeListOf<SVGTextElement>} */ (svg.querySelectorAll('text[dominant-baseline]'))) {
      const { y } = text.getBBox();
      text.removeAttribute('dominant-baseline');
      text.removeAttribute('alignment-baseline');
      const lowered = Number(text.getAttribute('y')) + y - text.getBBox().y;
      text.setAttribute('y', String(Math.round(100 * lowered) / 100));
    }
  }

  /**
   * Enlève d'un dessin ce qui ne sert à rien : règles, pointes, symboles, identifiants.
   * @param {SVGSVGElement} svg
   */
  function tidy(svg) {
    const style = /** @type {HTMLStyleElement} */ (svg.querySelector('style'));
    const used = [...(style.sheet?.cssRules ?? [])].filter((rule) =>
      rule instanceof CSSStyleRule && (svg.matches(rule.selectorText) || svg.querySelector(rule.selectorText)));
    style.textContent = used.map((rule) => rule.cssText).join('\n');
    for (const part of svg.querySelectorAll('marker[id], symbol[id]')) {
      if (!svg.outerHTML.includes(`#${part.id})`)) part.remove();
    }
    for (const part of svg.querySelectorAll('[id]')) {
      const cited = [`#${part.id})`, `"${part.id}"`, `#${part.id}"`];
      const text = svg.outerHTML.replace(` id="${part.id}"`, '');
      if (!cited.some((use) => text.includes(use))) part.removeAttribute('id');
    }
    // Deux dessins d'une page ne partagent rien : l'un des deux est caché.
    for (const part of svg.querySelectorAll('[id]')) {
      if (part.id.includes(id)) continue;
      const [old, own] = [part.id, `${id}-${part.id}`];
      part.id = own;
      for (const user of svg.querySelectorAll('*')) {
        for (const { name, value } of [...user.attributes]) {
          if (value.includes(`#${old})`)) user.setAttribute(name, value.replaceAll(`#${old})`, `#${own})`));
          else if (name === 'href' && value === `#${old}`) user.setAttribute(name, `#${own}`);
        }
      }
    }
    for (const part of svg.querySelectorAll('defs:empty, g:empty, [style=""]')) {
      if (part.getAttribute('style') === '') part.removeAttribute('style');
      else part.remove();
    }
    // Ce qu'une règle colore n'a pas besoin d'un attribut ; les couleurs que Mermaid ne
    // laisse pas choisir prennent le rôle qui leur convient.
    /** @type {Record<string, string>} */
    const fixed = { '#999': line, '#666': border, '#eaeaea': node, '#EDF2AE': note, '#000000': text, black: text };
    for (const part of /** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll('[fill], [stroke]'))) {
      for (const name of ['fill', 'stroke']) {
        const value = part.getAttribute(name);
        if (value === null || value === 'none') continue;
        const seen = getComputedStyle(part).getPropertyValue(name);
        part.removeAttribute(name);
        if (getComputedStyle(part).getPropertyValue(name) !== seen) part.style.setProperty(name, fixed[value] ?? value);
      }
    }
  }

  /** @param {SVGSVGElement} svg */
  function withVariables(svg) {
    let markup = svg.outerHTML;
    for (const [role, [color, outside]] of Object.entries(ROLES)) {
      const rgb = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)).join(', ');
      markup = markup.replaceAll(color, `var(--diagram-${role}, ${outside})`)
        .replaceAll(`rgb(${rgb})`, `var(--diagram-${role}, ${outside})`);
    }
    const strays = markup.replaceAll(/var\([^)]*\)/g, '').match(/(?<=[:"] ?)(?:#[0-9a-f]{3,8}|rgba?\([^)]*\)|hsla?\([^)]*\))/gi);
    if (strays) throw new Error(`des couleurs de Mermaid ne suivraient pas le thème : ${[...new Set(strays)].join(', ')}`);
    // Une ligne vide finirait le bloc HTML de la page.
    return markup.replaceAll(/\n\s*\n/g, '\n');
  }
}
