// @ts-check
// Les chiffres que les tests relèvent, affichés en un tableau à la fin, et le
// temps qu'a pris chaque fichier de tests.
import { test } from '@playwright/test';
import path from 'node:path';

/**
 * Un chiffre relevé par un test. Plusieurs relevés du même nom n'en font qu'un
 * au tableau : leur somme, leur plus grand, leur plus petit, leur médiane.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {'sum' | 'max' | 'min' | 'median'} [merge] `max` par défaut
 * @property {string} [unit]
 * @property {string} [bound] ce que le cahier des charges demande
 * @property {boolean} [reference] relevé sur le livre de référence
 */

/**
 * Relève un chiffre dans le test en cours.
 *
 * @param {Figure} figure
 */
export function record(figure) {
  test.info().annotations.push({ type: 'chiffre', description: JSON.stringify(figure) });
}

/** @type {Record<string, (values: number[]) => number>} */
const MERGES = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  median: (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)],
};

/**
 * @typedef {object} Row
 * @property {string} unit
 * @property {string} bound
 * @property {string} merge
 * @property {number[]} book
 * @property {number[]} reference
 */

/** Le rapporteur de Playwright. */
export default class Table {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Map<string, {tests: number, duration: number}>} */
  #files = new Map();
  #start = Date.now();
  #together = 0;

  /** @param {import('@playwright/test').FullConfig} config */
  onBegin({ workers }) {
    this.#together = workers;
  }

  /**
   * @param {import('@playwright/test/reporter').TestCase} trial
   * @param {import('@playwright/test/reporter').TestResult} result
   */
  onTestEnd(trial, result) {
    const name = path.basename(trial.titlePath()[2]);
    const file = this.#files.get(name) ?? { tests: 0, duration: 0 };
    file.tests += 1;
    file.duration += result.duration;
    this.#files.set(name, file);
    for (const { type, description } of result.annotations) {
      if (type === 'chiffre' && description) this.#note(JSON.parse(description));
    }
  }

  /** @param {Figure} figure */
  #note({ name, value, merge = 'max', unit = '', bound = '', reference = false }) {
    const line = this.#rows.get(name) ?? { unit, bound, merge, book: [], reference: [] };
    line[reference ? 'reference' : 'book'].push(value);
    this.#rows.set(name, line);
  }

  /** Après le récit des échecs, pour que le tableau finisse la sortie. */
  async onExit() {
    if (this.#rows.size > 0) {
      const compare = [...this.#rows.values()].some((l) => l.reference.length > 0);
      display([
        ['mesure', 'ce livre', ...(compare ? ['mdBook seul'] : []), 'borne'],
        ...[...this.#rows.entries()].sort(([a], [b]) => a.localeCompare(b, 'fr')).map(([name, l]) => [
          name,
          format(l.book, l),
          ...(compare ? [format(l.reference, l)] : []),
          l.bound,
        ]),
      ]);
    }
    display([
      ['fichier', 'tests', 'temps cumulé'],
      ...[...this.#files.entries()].map(([name, f]) => [
        name,
        String(f.tests),
        number(f.duration / 1000, 's'),
      ]),
      [`en tout, ${this.#together} à la fois au plus`, '', number((Date.now() - this.#start) / 1000, 's')],
    ]);
  }

  /** Il s'ajoute à un rapporteur qui écrit déjà les tests. */
  printsToStdio() {
    return false;
  }
}

/**
 * @param {number[]} values
 * @param {Row} line
 */
function format(values, { merge, unit }) {
  return values.length === 0 ? '' : number(MERGES[merge](values), unit);
}

/**
 * @param {number} value
 * @param {string} unit
 */
function number(value, unit) {
  const written = value.toLocaleString('fr-FR', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
  return unit ? `${written} ${unit}` : written;
}

/** @param {string[][]} lines */
function display(lines) {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((l) => l[i].length)));
  const rule = widths.map((n) => '-'.repeat(n));
  const [titles, ...rest] = lines;
  console.log('');
  for (const line of [titles, rule, ...rest]) {
    console.log(`| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`);
  }
}
