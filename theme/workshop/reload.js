// @ts-check
// Tient à jour les pages que sert `cargo xtask serve` : elles se rechargent quand
// elles changent, et disent pourquoi le livre ne se construit plus. Le site publié
// n'a pas ce script.

/**
 * Ce que le serveur dit du livre.
 * @typedef {object} News
 * @property {number} edition le numéro de l'édition servie
 * @property {string | null} error ce qui empêche la suivante
 * @property {string[] | null} changed les pages changées ; toutes, si rien
 */

/** L'édition de cette page : celle que le serveur annonce d'abord. @type {number | undefined} */
let shown;

const source = new EventSource("/atelier/nouvelles");
source.addEventListener("message", ({ data }) => {
  const news = /** @type {News} */ (JSON.parse(data));
  // Un fichier du lecteur a pu changer.
  document.dispatchEvent(new CustomEvent("course-news"));
  if (shown !== undefined && isStale(news)) {
    location.reload();
    return;
  }
  shown = news.edition;
  showError(news.error);
});
// Une page qui s'en va, ou qui attend dans l'historique, n'écoute plus.
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

/** @param {News} news */
function isStale({ edition, changed }) {
  if (edition === shown) return false;
  // Une édition manquée, ou un serveur relancé : on ne sait plus ce qui a changé.
  if (edition !== /** @type {number} */ (shown) + 1 || changed === null) return true;
  const page = location.pathname.replace(/\/$/, "/index.html");
  return changed.some((file) => `/${encodeURI(file)}` === page);
}

/** @param {string | null} error */
function showError(error) {
  document.getElementById("book-error")?.remove();
  if (error === null) return;
  const box = document.createElement("section");
  box.id = "book-error";
  box.setAttribute("role", "alert");
  const title = document.createElement("strong");
  title.textContent = "Le livre ne se construit plus ; cette page est celle d'avant.";
  const text = document.createElement("pre");
  text.textContent = error;
  box.append(title, text);
  box.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:1000;max-height:50vh;overflow:auto;padding:1rem;" +
    "background:#fff4f2;color:#5a0b00;border-top:3px solid #b3261e;font-size:1.5rem";
  text.style.cssText = "margin:.5rem 0 0;white-space:pre-wrap;font-size:1.4rem";
  document.body.append(box);
}
