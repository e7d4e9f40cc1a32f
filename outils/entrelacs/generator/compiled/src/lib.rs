//! Les programmes tirés au hasard qui passent par rustc, prêts à être explorés.

include!(concat!(env!("OUT_DIR"), "/programmes.rs"));

/// Le programme de ce nom.
///
/// # Panics
///
/// S'il n'existe pas.
pub fn program(name: &str) -> &'static entrelacs::Program {
    PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .unwrap_or_else(|| panic!("il n'y a pas de programme « {name} »"))
}
