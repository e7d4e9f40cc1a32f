//! Les quiz du cours : leur format, et ce qui prouve leurs réponses.
//!
//! À côté de la page `src/<chapitre>/<page>.md`, un fichier
//! `src/<chapitre>/<page>.quiz.toml` contient ses questions, quatre au moins.
//! La page les montre par `{{#quiz}}`.
//!
//! # Une question
//!
//! ```toml
//! [[question]]
//! nom = "join_attend"                # unique dans la page : a-z, 0-9, _
//! genre = "choix"                    # voir plus bas
//! enonce = "Que fait `join` ?"       # du texte et du `code`, rien d'autre
//! passage = "#lancer-et-attendre"    # où lire la réponse : une ancre d'une page
//! explication = "Elle attend la fin du fil, puis rend son résultat."
//!
//! [[question.proposition]]
//! texte = "Elle attend la fin du fil"
//! juste = true
//!
//! [[question.proposition]]
//! texte = "Elle arrête le fil"
//! pourquoi = "Aucune fonction de la bibliothèque n'arrête un fil de force."
//! ```
//!
//! `pourquoi` est facultatif : il répond à qui a choisi cette proposition. Une
//! clé inconnue est une erreur.
//!
//! # Les genres
//!
//! | `genre` | la question | sa clé | ce qui la prouve |
//! |---|---|---|---|
//! | `choix` | à choix ; une ou plusieurs justes | `proposition` : `texte`, `juste`, `pourquoi` | rien : elle n'a pas de programme |
//! | `texte` | réponse courte | `accepte = ["…", …]` | avec un programme : `mesure` |
//! | `compile` | compile ou non ? | `proposition` : `code` (`"aucun"` ou `"E0382"`), `juste`, `pourquoi` | rustc |
//! | `affiche` | qu'affiche ce programme ? | `proposition` : `sortie`, `fin`, `juste`, `pourquoi` ; une seule juste | l'exploration : c'est la seule issue |
//! | `sorties` | quelles sorties sont possibles ? | les mêmes ; une ou plusieurs justes | l'exploration : justes si et seulement si possibles |
//! | `blocage` | peut-il se bloquer ? | `reponse = "jamais"`, `"parfois"` ou `"toujours"` ; table `pourquoi` | l'exploration |
//! | `ordre` | remettre en ordre | `etapes = ["…", …]`, dans le bon ordre | avec un programme : ses lignes affichées |
//!
//! Les genres `compile`, `affiche`, `sorties` et `blocage` ont un programme ;
//! `texte` et `ordre` peuvent en avoir un. Il est écrit dans la question, par
//! `programme = '''…'''`, ou désigné : `listing = "chapitre/nom"`, et pour
//! `compile`, `refus = "chapitre/nom"`.
//!
//! Une `sortie` s'écrit sans sa dernière fin de ligne. `fin = "interblocage"`,
//! `"panique"`, `"sans fin"`, `"erreur"` ou `"arrêt brutal"` dit comment le programme
//! finit, s'il ne finit pas normalement. `mesure = "sortie"` : la réponse courte est ce que le programme
//! affiche, toujours ; `mesure = "nombre"` : c'est le nombre de ses issues.
//!
//! Une réponse courte est comparée sans accents, majuscules, guillemets, espaces
//! de trop ni article : voir [`normalize`].
//!
//! # La preuve
//!
//! [`check`] compare la clé d'une question à ce que dit un [`Oracle`] ;
//! [`falsified`] en donne toutes les clés fausses, que les tests essaient une à
//! une.

mod codes;
mod error;
mod fields;
mod normalize;
mod parse;
mod program;
mod proof;
mod question;
mod text;

pub use self::codes::{CODES, meaning};
pub use self::error::QuizError;
pub use self::normalize::normalize;
pub use self::program::{Program, Source};
pub use self::proof::{Oracle, check, falsified};
pub use self::question::{
    Answer, Blocking, Content, Kind, Measure, Named, Output, Proposal, Question, Quiz,
};
pub use self::text::Text;

/// Le nombre de questions qu'un quiz a au moins.
pub const MIN_QUESTIONS: usize = 4;
/// Ce qui termine le nom d'un fichier de quiz.
pub const EXTENSION: &str = ".quiz.toml";
