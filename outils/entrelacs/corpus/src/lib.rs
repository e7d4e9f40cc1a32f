//! Les programmes qui éprouvent `entrelacs`, des cas d'école.

// Un `select!` de trente-deux branches s'ouvre en plus d'étapes que cela ne se
// compte d'ordinaire.
#![recursion_limit = "512"]

use entrelacs::Program;

pub mod bounds;
pub mod check;
pub mod duration;
pub mod native;

include!(concat!(env!("OUT_DIR"), "/programmes.rs"));
include!(concat!(env!("OUT_DIR"), "/natives.rs"));

/// Ceux que l'explorateur refuse.
pub const REFUSED: &[&str] = &[
    "classiques/hasard",
    "courant/adresse_affichee",
    "courant/crochet_trop_fort",
    "courant/fonction_affichee",
    "courant/locale_a_portee",
    "courant/numeros_de_fils",
    "courant/objet_de_const",
    "courant/portee_affichee",
    "courant/reception_dans_envoi",
    "courant/table_parcourue",
];

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
