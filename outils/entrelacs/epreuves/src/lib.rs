//! Les programmes qui éprouvent `entrelacs`, des cas d'école, et ce qu'il promet de
//! tout programme.

// Un `select!` de trente-deux branches s'ouvre en plus d'étapes que cela ne se
// compte d'ordinaire.
#![recursion_limit = "512"]

use entrelacs::Program;

pub mod bornes;
pub mod duree;
pub mod natif;
pub mod properties;

include!(concat!(env!("OUT_DIR"), "/programmes.rs"));
include!(concat!(env!("OUT_DIR"), "/natifs.rs"));

/// Le programme de ce nom.
///
/// # Panics
///
/// S'il n'existe pas.
pub fn program(name: &str) -> &'static Program {
    PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .unwrap_or_else(|| panic!("il n'y a pas de programme « {name} »"))
}

/// Les programmes dont le nom commence par `prefix`.
pub fn programs(prefix: &str) -> impl Iterator<Item = &'static Program> {
    PROGRAMS
        .iter()
        .filter(move |program| program.name.starts_with(prefix))
}
