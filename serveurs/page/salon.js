// @ts-check
// La page du salon : elle entre, parle, et revient seule où elle en était.

/** Le premier délai avant de revenir, et le plus long, en millisecondes. */
const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
/** Sans l'écho de ce que l'on a dit, au bout de ce temps, la connexion est morte. */
const ECHO_TIME = 5_000;
/** Ce qu'il faut pour que l'historique soit passé. */
const SETTLED = 100;
/** Une tentative qui n'aboutit pas en ce temps est abandonnée. */
const OPENING_TIME = 8_000;
/** Les bornes du serveur : caractères d'un nom, octets d'un message. */
const NAME_LENGTH = 24;
const MESSAGE_BYTES = 4096;
/** Les messages gardés à l'écran. */
const KEPT = 500;

/** Ce que veut dire la fin d'une connexion, d'après son code. */
const REASONS = new Map([
  [1001, "Le serveur s'arrête."],
  [1007, "Un message était mal codé."],
  [1008, "Trop de messages à la fois."],
  [1009, "Un message était trop long."],
  [1011, "Plus rien n'arrivait au serveur."],
  [1013, "Vous receviez trop lentement."],
]);

/** @type {<T extends HTMLElement>(id: string, type: { new (): T }) => T} */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`Il manque #${id}.`);
  return found;
}

const status = element("etat", HTMLElement);
const entry = element("entree", HTMLFormElement);
const nameField = element("nom", HTMLInputElement);
const log = element("messages", HTMLElement);
const speech = element("parole", HTMLFormElement);
const wordField = element("mot", HTMLInputElement);

/** @type {WebSocket | undefined} */
let socket;
let name = "";
/** Le numéro du dernier message montré. */
let seen = 0;
/** Vrai dès que ce nom est entré une fois : une coupure se répare. */
let member = false;
/** Vrai quand l'historique est passé : ce qui est dit part aussitôt. */
let inside = false;
let delay = FIRST_DELAY;
/** Ce qui est dit, et dont l'écho n'est pas revenu. @type {string[]} */
let unheard = [];
let echoTimer = 0;
let againTimer = 0;
let openingTimer = 0;
let returnTimer = 0;

/** @param {string} text */
function tell(text) {
  if (status.textContent !== text) status.textContent = text;
}

/** @param {string} text @param {boolean} [notice] */
function show(text, notice = false) {
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  const line = document.createElement("p");
  line.textContent = text;
  if (notice) line.className = "avis";
  log.append(line);
  while (log.childElementCount > KEPT) log.firstElementChild?.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

/** Abandonne la connexion sans attendre qu'elle le sache. */
function abandon() {
  clearTimeout(echoTimer);
  clearTimeout(againTimer);
  clearTimeout(openingTimer);
  clearTimeout(returnTimer);
  const old = socket;
  socket = undefined;
  inside = false;
  old?.close();
}

function connect() {
  abandon();
  tell(member ? "Vous n'êtes plus relié : nouvel essai…" : "Connexion…");
  const url = new URL("/salon", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  url.search = `?nom=${encodeURIComponent(name)}&vu=${seen}`;
  const mine = new WebSocket(url);
  socket = mine;
  let opened = false;
  openingTimer = setTimeout(() => lost(), OPENING_TIME);
  mine.addEventListener("open", () => {
    opened = true;
    if (socket !== mine) return;
    clearTimeout(openingTimer);
    entered();
  });
  mine.addEventListener("message", (event) => {
    if (socket === mine) received(String(event.data));
  });
  mine.addEventListener("close", (event) => {
    if (socket !== mine) return;
    if (opened || member) lost(REASONS.get(event.code));
    else refused();
  });
}

/** @param {string} frame */
function received(frame) {
  const space = frame.indexOf(" ");
  const number = Number(frame.slice(0, space));
  const text = frame.slice(space + 1);
  if (number === 0) {
    show(text, true);
    return;
  }
  if (number <= seen) return;
  seen = number;
  show(text);
  const heard = unheard.findIndex((word) => text === `${name} : ${word}`);
  if (heard >= 0) {
    unheard.splice(heard, 1);
    waitForEcho();
  }
  if (inside || text !== `${name} entre`) return;
  // Notre entrée suit l'historique, qui peut en contenir une d'avant : ce qui
  // arrive avec elle passe d'abord.
  clearTimeout(againTimer);
  againTimer = setTimeout(sayAgain, SETTLED);
}

/** Le serveur a ouvert la connexion : le nom est à nous. */
function entered() {
  delay = FIRST_DELAY;
  member = true;
  entry.hidden = true;
  speech.hidden = false;
  tell(`Vous êtes dans le salon, sous le nom de ${name}.`);
  wordField.focus();
}

/** Ce que la coupure a mangé n'est pas dans l'historique : le redire ne le dit
 * pas deux fois. */
function sayAgain() {
  inside = true;
  for (const word of unheard) socket?.send(word);
  waitForEcho();
}

function waitForEcho() {
  clearTimeout(echoTimer);
  if (unheard.length > 0) echoTimer = setTimeout(() => lost(), ECHO_TIME);
}

/** @param {string} [reason] */
function lost(reason) {
  abandon();
  if (!member) {
    refused();
    return;
  }
  const wait = delay * (0.5 + Math.random() / 2);
  delay = Math.min(2 * delay, LONGEST_DELAY);
  tell(`${reason ?? "La connexion est coupée."} Retour dans ${Math.ceil(wait / 1000)} s.`);
  returnTimer = setTimeout(connect, wait);
}

/** Une page ne voit pas pourquoi une connexion est refusée : elle demande. */
async function refused() {
  abandon();
  let reason = "Le serveur ne répond pas.";
  try {
    const answer = await fetch("/etat", { signal: AbortSignal.timeout(OPENING_TIME) });
    if (answer.ok) reason = "Ce nom est pris, ou le salon est plein.";
  } catch {
    // Il ne répond pas : c'est ce qui est dit.
  }
  if (socket || member) return;
  tell(reason);
  nameField.focus();
}

entry.addEventListener("submit", (event) => {
  event.preventDefault();
  name = nameField.value.trim();
  if (name === "" || [...name].length > NAME_LENGTH || /\p{Cc}/u.test(name)) {
    tell(`Un nom a de 1 à ${NAME_LENGTH} caractères.`);
    return;
  }
  connect();
});

speech.addEventListener("submit", (event) => {
  event.preventDefault();
  const word = wordField.value;
  if (word === "") return;
  if (new TextEncoder().encode(word).length > MESSAGE_BYTES) {
    tell(`Un message a ${MESSAGE_BYTES} octets au plus.`);
    return;
  }
  unheard.push(word);
  wordField.value = "";
  if (inside) socket?.send(word);
  if (unheard.length === 1) waitForEcho();
});

element("sortir", HTMLButtonElement).addEventListener("click", () => {
  member = false;
  unheard = [];
  abandon();
  speech.hidden = true;
  entry.hidden = false;
  tell("Vous êtes sorti.");
  nameField.focus();
});

// Le réseau revient : inutile d'attendre la fin du délai.
addEventListener("online", () => {
  if (member && !inside) {
    delay = FIRST_DELAY;
    connect();
  }
});
