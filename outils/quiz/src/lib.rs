//! Les quiz du cours : leur format, et ce qui prouve leurs réponses.
//!
//! À côté de la page `src/<chapitre>/<page>.md`, un fichier
//! `src/<chapitre>/<page>.quiz.toml` contient ses questions, quatre au moins.
//! La page les montre par `{{#quiz}}`.
//!
//! Le format d'une question, ses genres et leurs clés sont dans `CONTRIBUTING.md`,
//! « Ajouter un quiz ».
//!
//! # La preuve
//!
//! [`check`] compare la clé d'une question à ce que dit un [`Oracle`] ;
//! [`falsified`] en donne toutes les clés fausses, que les tests essaient une à
//! une.

mod codes;
mod fields;
mod normalize;
mod order;
mod parse;
mod program;
mod proof;
mod question;
mod text;

pub use self::codes::{CODES, meaning};
pub use self::normalize::normalize;
pub use self::program::{Program, Source};
pub use self::proof::{Oracle, Refusal, check, falsified, number};
pub use self::question::{
    Answer, Blocking, Content, Kind, Measure, Named, Output, Proposal, Question, Quiz,
};
pub use self::text::Text;

/// Le nombre de questions qu'un quiz a au moins.
pub const MIN_QUESTIONS: usize = 4;
/// Le nombre de réponses courtes fausses qu'une question attend au moins.
pub const MIN_MISTAKES: usize = 2;
/// Ce qui termine le nom d'un fichier de quiz.
pub const EXTENSION: &str = ".quiz.toml";
