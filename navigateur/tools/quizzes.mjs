// @ts-check
// Une question de chaque genre, comme un lecteur y répond.

/**
 * Une question de chaque genre, et ce qu'un lecteur y répond : le texte des
 * propositions à cocher, ou la réponse à écrire.
 *
 * @typedef {{answer: string[], said: string | RegExp, reason?: string | RegExp}} Trial
 * @type {{kind: string, page: string, name: string, right: string[], trials: Trial[]}[]}
 */
export const KINDS = [
  {
    kind: 'choix',
    page: 'introduction/premier_fil',
    name: 'attendre_par_une_pause',
    right: ['Rien ne garantit que le fil aura fini en une seconde'],
    trials: [{ answer: ['thread::sleep arrête tout le programme'], said: "Ce n'est pas cela.", reason: "n'endort que le fil qui l'appelle" }],
  },
  {
    kind: 'choix à plusieurs réponses',
    page: 'synchronisation/index',
    name: 'manques_de_mpsc',
    right: ['Plusieurs récepteurs', 'select!'],
    trials: [
      { answer: ['Plusieurs émetteurs'], said: "Ce n'est pas cela.", reason: 'Ceux de mpsc en ont aussi' },
      { answer: ['select!'], said: 'En partie : 1 sur 2.' },
      { answer: ['Plusieurs récepteurs', 'select!', 'Plusieurs émetteurs'], said: 'En partie : 2 sur 2, et 1 de trop.', reason: 'Ceux de mpsc' },
    ],
  },
  {
    kind: 'réponse courte',
    page: 'introduction/concurrence_et_parallelisme',
    name: 'mot_entrelacement',
    right: ["  L’Entrelacement. "],
    trials: [
      { answer: ['bavardage'], said: "Ce n'est pas cela." },
      { answer: [" L'Ordonnancement. "], said: "Ce n'est pas cela.", reason: 'Le livre a un mot pour un ordre qui mêle' },
    ],
  },
  {
    kind: 'compile ou non',
    page: 'introduction/premier_fil',
    name: 'sans_move',
    right: ['Non, ligne 5'],
    trials: [
      { answer: ['Oui : join attend le fil'], said: "Ce n'est pas cela.", reason: 'Le compilateur ne lit que les signatures' },
      { answer: ['Non, ligne 6'], said: "Ce n'est pas cela.", reason: 'il est emprunté' },
    ],
  },
  {
    kind: 'lignes où un fil panique',
    page: 'pieges/mise_a_jour_perdue',
    name: 'file_vide_entre_deux',
    right: ['Ligne 11', 'Ligne 16'],
    trials: [
      { answer: ['Ligne 10'], said: "Ce n'est pas cela.", reason: 'et ne panique pas' },
      { answer: ['Ligne 11'], said: 'En partie : 1 sur 2.' },
    ],
  },
  {
    kind: "qu'affiche ce programme",
    page: 'introduction/premier_fil',
    name: 'panique_dans_un_fil',
    right: ['le fil a paniquéfin'],
    trials: [{ answer: ['puis le programme panique'], said: "Ce n'est pas cela.", reason: "C'est la règle de Go" }],
  },
  {
    kind: 'sorties possibles',
    page: 'introduction/premier_fil',
    name: 'ordre_des_lignes',
    right: ['undeuxtrois', 'deuxuntrois'],
    trials: [
      { answer: ['deuxtroisun'], said: "Ce n'est pas cela.", reason: 'join ne rend la main' },
      { answer: ['undeuxtrois'], said: 'En partie : 1 sur 2.' },
      { answer: ['undeuxtrois', 'deuxtroisun'], said: 'En partie : 1 sur 2, et 1 de trop.', reason: 'join ne rend la main' },
    ],
  },
  {
    kind: 'peut-il se bloquer',
    page: 'synchronisation/rendez_vous',
    name: 'seul_au_rendez_vous',
    right: ['Oui, dans tous les ordres'],
    trials: [
      { answer: ['Non, jamais'], said: "Ce n'est pas cela.", reason: "n'a pas de tampon" },
      { answer: ['Oui, dans certains ordres'], said: "Ce n'est pas cela.", reason: "qu'un ordre possible" },
    ],
  },
  {
    kind: 'à quelles lignes un fil attend',
    page: 'synchronisation/waitgroup',
    name: 'lignes_du_groupe',
    right: ['Ligne 10', 'Ligne 13'],
    trials: [
      { answer: ['Ligne 10'], said: 'En partie : 1 sur 2.' },
      { answer: ['Ligne 10', 'Ligne 13', 'Ligne 14'], said: 'En partie : 2 sur 2, et 1 de trop.', reason: "main n'arrive jamais" },
    ],
  },
  {
    kind: 'remise en ordre',
    page: 'synchronisation/diagramme',
    name: 'trajet',
    right: ['Le producteur produit', "Le producteur l'envoie", 'Le consommateur la reçoit', 'Le consommateur la traite'],
    trials: [
      { answer: ['Le producteur produit', "Le producteur l'envoie", 'Le consommateur la traite', 'Le consommateur la reçoit'], said: 'En partie : 2 sur 4 à sa place.', reason: "Le consommateur ne traite que ce qu'il a reçu." },
    ],
  },
];

/** Les mêmes, page par page : une page se charge une fois. */
export const BY_PAGE = byGroup(KINDS, ({ page }) => page);

/**
 * Range `list` par clé, dans l'ordre.
 *
 * @template T
 * @param {T[]} list
 * @param {(element: T) => string} key
 */
export function byGroup(list, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const element of list) groups.set(key(element), [...(groups.get(key(element)) ?? []), element]);
  return groups;
}
