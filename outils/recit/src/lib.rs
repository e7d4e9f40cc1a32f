//! Ce qui se passe pendant une exécution, comme données ([`event`], [`reason`],
//! [`object`], [`ending`]), et la seule façon de le dire en français ([`Narrator`]).
//!
//! L'explorateur donne les données ; le terminal, le livre et la page prennent ici
//! leurs phrases. Personne n'analyse une phrase.

pub mod ending;
pub mod event;
pub mod graph;
mod narrator;
pub mod number;
pub mod object;
pub mod reason;

pub use self::narrator::Narrator;
