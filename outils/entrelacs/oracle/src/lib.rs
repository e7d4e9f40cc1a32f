//! L'oracle : les mêmes programmes qu'entrelacs, exécutés par d'autres.
//!
//! [`under_shuttle`] les exécute avec shuttle et le vrai crossbeam-channel,
//! [`native`] avec de vrais fils. Aucune issue qu'ils montrent ne doit manquer à
//! l'exploration. [`under_loom`] ne sert qu'à compter : loom explore lui aussi
//! tous les ordres, un par un.

// Un `select!` de vingt branches et plus, dans un programme de l'épreuve.
#![recursion_limit = "512"]

mod excluded {
    include!("excluded.rs");
}

pub mod native;
pub mod stdout;
pub mod under_loom;
pub mod under_shuttle;

/// Un programme et son nom.
pub type Named<F> = (&'static str, F);

pub use excluded::{EXCLUDED, EXCLUDED_FOLDERS, EXCLUDED_WORDS};

use entrelacs::{Exploration, OutcomeKind, Program};
use std::collections::BTreeSet;

/// Les programmes comparés : ceux du livre, et les épreuves.
pub fn programs() -> impl Iterator<Item = &'static Program> {
    preuves::listings().chain(entrelacs_corpus::PROGRAMS)
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

/// Le programme `name` parmi ceux de cette liste.
///
/// # Panics
///
/// S'il n'y est pas.
pub fn find<F: Copy>(programs: &[Named<F>], name: &str) -> F {
    let found = programs.iter().find(|(known, _)| *known == name);
    found
        .unwrap_or_else(|| panic!("il n'y a pas de programme « {name} »"))
        .1
}
