//! Ce que ce livre prouve : ses programmes, leurs variantes et ceux de ses quiz, préparés
//! pour être explorés.

use entrelacs::Program;

pub mod graphs;
pub mod rustc;
pub mod variants;

include!(concat!(env!("OUT_DIR"), "/programmes.rs"));

/// Les salons du livre, à trois membres.
pub mod rooms {
    include!(concat!(env!("OUT_DIR"), "/trois_membres/programmes.rs"));
}

/// Le préfixe des listings parmi les programmes ; ceux des quiz ont un autre nom.
pub const LISTING: &str = "livre/";

/// Les programmes dont le livre montre le texte et les sorties.
pub fn listings() -> impl Iterator<Item = &'static Program> {
    let listing = |program: &&Program| program.name.starts_with(LISTING);
    PROGRAMS.iter().filter(listing)
}

/// Le préfixe des réparations éprouvées.
pub const REPAIR: &str = "reparation/";

/// Le listing de ce nom, comme « synchronisation/rendez_vous ».
///
/// # Panics
///
/// S'il n'existe pas.
pub fn listing(name: &str) -> &'static Program {
    listings()
        .find(|program| program.name.strip_prefix(LISTING) == Some(name))
        .unwrap_or_else(|| panic!("il n'y a pas de listing « {name} »"))
}
