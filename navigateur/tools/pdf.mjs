// @ts-check
// Ce que contient un PDF : ses signets, le texte de ses pages, où mènent ses liens.
import fs from 'node:fs';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

// À son chargement, pdf.js se plaint, à tort, d'être là sous Node.js.
const { log } = console;
console.log = () => {};
await getResolvedPDFJS();
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
