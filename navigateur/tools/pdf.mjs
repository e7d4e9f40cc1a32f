// @ts-check
// Ce que contient un PDF : ses signets, le texte de ses pages, où mènent ses liens.
import fs from 'node:fs';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

// À son chargement, pdf.js se plaint, à tort, d'être là sous Node.js.
const { log } = console;
console.log = () => {};
const { OPS } = await getResolvedPDFJS();
console.log = log;

/**
 * Un signet, et ceux qu'il contient.
 *
 * @typedef {{ title: string, items: Bookmark[] }} Bookmark
 *
 * Un bout de texte et son rectangle, en points, depuis le coin en haut à gauche.
 *
 * @typedef {{ text: string, left: number, right: number, top: number, bottom: number }} Run
 */

/**
 * @param {string | Buffer} source un fichier, ou ce qu'il contient
 */
export async function readPdf(source) {
  const bytes = typeof source === 'string' ? fs.readFileSync(source) : source;
  /** @type {Record<string, any[]> | undefined} */
  let destinations;
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  return {
    pages: pdf.numPages,

    /** @returns {Promise<Bookmark[]>} */
    async outline() {
      return (await pdf.getOutline()) ?? [];
    },

    /**
     * Le numéro de la page où mène une ancre, à partir de 1.
     *
     * @param {string} anchor
     */
    async pageOf(anchor) {
      destinations ??= await pdf.getDestinations();
      const destination = destinations?.[anchor];
      return destination ? (await pdf.getPageIndex(destination[0])) + 1 : null;
    },

    /**
     * La hauteur du plus bas des tracés d'une page, en points, depuis le haut. Firefox
     * trace les lettres : ses pages n'ont pas de texte.
     *
     * @param {number} number à partir de 1
     */
    async lowestStroke(number) {
      const page = await pdf.getPage(number);
      /** @type {{ fnArray: number[], argsArray: any[] }} */
      const { fnArray, argsArray } = await page.getOperatorList();
      let lowest = 0;
      let white = false;
      // Ce qui change une hauteur : échelle, puis décalage.
      let frame = [1, 0];
      /** @type {number[][]} */
      const saved = [];
      fnArray.forEach((operator, i) => {
        const values = argsArray[i];
        if (operator === OPS.save) saved.push(frame);
        else if (operator === OPS.restore) frame = saved.pop() ?? frame;
        else if (operator === OPS.transform) frame = [frame[0] * values[3], frame[1] + frame[0] * values[5]];
        else if (operator === OPS.setFillRGBColor) white = [0, 1, 2].every((band) => values[band] === 255);
        else if (operator === OPS.constructPath && values[2] && values[0] !== OPS.endPath && !(white && values[0] === OPS.fill)) {
          const heights = [values[2][1], values[2][3]].map((y) => page.view[3] - (frame[1] + frame[0] * y));
          lowest = Math.max(lowest, ...heights);
        }
      });
      return lowest;
    },

    /**
     * @param {number} number à partir de 1
     * @returns {Promise<{ width: number, height: number, runs: Run[], links: string[] }>} `links` : les adresses
     *   et les ancres où mènent ses liens
     */
    async page(number) {
      const page = await pdf.getPage(number);
      const [, , width, height] = page.view;
      /** @type {{ items: { str?: string, width: number, transform: number[] }[] }} */
      const { items } = await page.getTextContent();
      const runs = items.flatMap((item) => {
        if (!item.str?.trim()) return [];
        const [, , , size, left, baseline] = item.transform;
        const top = height - baseline - size;
        return [{ text: item.str, left, right: left + item.width, top, bottom: height - baseline }];
      });
      /** @type {{ url?: string, dest?: string }[]} */
      const annotations = await page.getAnnotations();
      const links = annotations.flatMap((it) => it.url ?? it.dest ?? []);
      return { width, height, runs, links };
    },
  };
}
