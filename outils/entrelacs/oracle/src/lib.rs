//! L'oracle : les mêmes programmes qu'entrelacs, exécutés par d'autres.
//!
//! [`sous_shuttle`] les exécute avec shuttle et le vrai crossbeam-channel,
//! [`natif`] avec de vrais fils. Aucune issue qu'ils montrent ne doit manquer à
//! l'exploration. [`sous_loom`] ne sert qu'à compter : loom explore lui aussi
//! tous les ordres, un par un.

// Un `select!` de vingt branches et plus, dans un programme de l'épreuve.
#![recursion_limit = "512"]

pub mod natif;
pub mod sortie;
pub mod sous_loom;
pub mod sous_shuttle;

/// Un programme et son nom.
pub type Named<F> = (&'static str, F);

mod exclus {
    include!("exclus.rs");
}

pub use exclus::{EXCLUDED, EXCLUDED_FOLDERS};

use entrelacs::{Exploration, OutcomeKind, Program};
use std::collections::BTreeSet;

/// Les programmes comparés : ceux du livre, et les épreuves.
pub fn programs() -> impl Iterator<Item = &'static Program> {
    preuves::listings().chain(entrelacs_epreuves::PROGRAMS)
}

/// Le programme de ce nom.
///
/// # Panics
///
/// S'il n'existe pas.
pub fn program(name: &str) -> &'static Program {
    programs()
        .find(|program| program.name == name)
        .unwrap_or_else(|| panic!("il n'y a pas de programme « {name} »"))
}

/// Une fin observée : comment, et ce qui est affiché.
pub type Ending = (OutcomeKind, String);

/// Les fins que l'exploration a trouvées.
pub fn endings(exploration: &Exploration) -> BTreeSet<Ending> {
    exploration
        .outcomes()
        .into_iter()
        .map(|outcome| (outcome.kind, outcome.stdout))
        .collect()
}
