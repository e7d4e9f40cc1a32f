// @ts-check
// Les chiffres que les tests relèvent, affichés en un tableau à la fin, et le
// temps qu'a pris chaque fichier de tests.
import { test } from '@playwright/test';
import path from 'node:path';

/**
 * Un chiffre relevé par un test. Plusieurs relevés du même nom n'en font qu'un
 * au tableau : leur somme, leur plus grand, leur plus petit, leur médiane.
 *
 * @typedef {object} Chiffre
 * @property {string} nom
 * @property {number} valeur
 * @property {'somme' | 'max' | 'min' | 'médiane'} [cumul] `max` par défaut
 * @property {string} [unite]
 * @property {string} [borne] ce que le cahier des charges demande
 * @property {boolean} [reference] relevé sur le livre de référence
 */

/**
 * Relève un chiffre dans le test en cours.
 *
 * @param {Chiffre} chiffre
 */
export function relever(chiffre) {
  test.info().annotations.push({ type: 'chiffre', description: JSON.stringify(chiffre) });
}

/** @type {Record<string, (valeurs: number[]) => number>} */
const CUMULS = {
  somme: (valeurs) => valeurs.reduce((a, b) => a + b, 0),
  max: (valeurs) => Math.max(...valeurs),
  min: (valeurs) => Math.min(...valeurs),
  médiane: (valeurs) => [...valeurs].sort((a, b) => a - b)[Math.floor(valeurs.length / 2)],
};

/**
 * @typedef {object} Ligne
 * @property {string} unite
 * @property {string} borne
 * @property {string} cumul
 * @property {number[]} livre
 * @property {number[]} reference
 */

/** Le rapporteur de Playwright. */
export default class Tableau {
  /** @type {Map<string, Ligne>} */
  #lignes = new Map();
  /** @type {Map<string, {tests: number, duree: number}>} */
  #fichiers = new Map();
  #debut = Date.now();
  #ensemble = 0;

  /** @param {import('@playwright/test').FullConfig} config */
  onBegin({ workers }) {
    this.#ensemble = workers;
  }

  /**
   * @param {import('@playwright/test/reporter').TestCase} essai
   * @param {import('@playwright/test/reporter').TestResult} resultat
   */
  onTestEnd(essai, resultat) {
    const nom = path.basename(essai.location.file);
    const fichier = this.#fichiers.get(nom) ?? { tests: 0, duree: 0 };
    fichier.tests += 1;
    fichier.duree += resultat.duration;
    this.#fichiers.set(nom, fichier);
    for (const { type, description } of resultat.annotations) {
      if (type === 'chiffre' && description) this.#noter(JSON.parse(description));
    }
  }

  /** @param {Chiffre} chiffre */
  #noter({ nom, valeur, cumul = 'max', unite = '', borne = '', reference = false }) {
    const ligne = this.#lignes.get(nom) ?? { unite, borne, cumul, livre: [], reference: [] };
    ligne[reference ? 'reference' : 'livre'].push(valeur);
    this.#lignes.set(nom, ligne);
  }

  /** Après le récit des échecs, pour que le tableau finisse la sortie. */
  async onExit() {
    if (this.#lignes.size > 0) {
      const compare = [...this.#lignes.values()].some((l) => l.reference.length > 0);
      afficher([
        ['mesure', 'ce livre', ...(compare ? ['mdBook seul'] : []), 'borne'],
        ...[...this.#lignes.entries()].sort(([a], [b]) => a.localeCompare(b, 'fr')).map(([nom, l]) => [
          nom,
          ecrire(l.livre, l),
          ...(compare ? [ecrire(l.reference, l)] : []),
          l.borne,
        ]),
      ]);
    }
    afficher([
      ['fichier', 'tests', 'temps cumulé'],
      ...[...this.#fichiers.entries()].map(([nom, f]) => [
        nom,
        String(f.tests),
        nombre(f.duree / 1000, 's'),
      ]),
      [`en tout, ${this.#ensemble} à la fois au plus`, '', nombre((Date.now() - this.#debut) / 1000, 's')],
    ]);
  }

  /** Il s'ajoute à un rapporteur qui écrit déjà les tests. */
  printsToStdio() {
    return false;
  }
}

/**
 * @param {number[]} valeurs
 * @param {Ligne} ligne
 */
function ecrire(valeurs, { cumul, unite }) {
  return valeurs.length === 0 ? '' : nombre(CUMULS[cumul](valeurs), unite);
}

/**
 * @param {number} valeur
 * @param {string} unite
 */
function nombre(valeur, unite) {
  const ecrit = valeur.toLocaleString('fr-FR', { maximumFractionDigits: Math.abs(valeur) < 100 ? 1 : 0 });
  return unite ? `${ecrit} ${unite}` : ecrit;
}

/** @param {string[][]} lignes */
function afficher(lignes) {
  const largeurs = lignes[0].map((_, i) => Math.max(...lignes.map((l) => l[i].length)));
  const trait = largeurs.map((n) => '-'.repeat(n));
  const [titres, ...reste] = lignes;
  console.log('');
  for (const ligne of [titres, trait, ...reste]) {
    console.log(`| ${ligne.map((case_, i) => case_.padEnd(largeurs[i])).join(' | ')} |`);
  }
}
