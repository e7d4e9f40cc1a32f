//! Les explorations dont la durée et la mémoire sont bornées : ce qu'un lecteur
//! attend sans s'impatienter.

use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/bornes/programmes.rs"));

/// Ce qu'une exploration doit tenir.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Le programme, dans `bornes/`.
    pub program: &'static str,
    /// Sa durée, au plus.
    pub duration: Duration,
    /// La mémoire physique du processus, au plus, en octets.
    pub memory: u64,
    /// Ce qu'elle doit trouver.
    pub found: Found,
}

/// Ce qu'une exploration doit trouver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Toutes les issues, ce nombre.
    All(usize),
    /// Une panique, et qu'elle est incomplète : les tours n'ont pas de fin.
    PanicAndIncomplete,
}

/// Sans autre borne, celle d'une exploration.
const MEMORY: u64 = 2_000_000_000;

const fn bound(program: &'static str, seconds: u64, memory: u64, found: Found) -> Bound {
    Bound {
        program,
        duration: Duration::from_secs(seconds),
        memory,
        found,
    }
}

/// Les bornes, en secondes et en octets.
pub const BOUNDS: &[Bound] = &[
    bound("compteur_30", 1, 200_000_000, Found::All(1)),
    bound("compteur_100", 3, 300_000_000, Found::All(1)),
    bound("mise_a_jour_perdue_10", 1, MEMORY, Found::All(19)),
    bound("attente_comptee", 2, MEMORY, Found::PanicAndIncomplete),
    bound("philosophes_qui_annoncent", 5, MEMORY, Found::All(120)),
    bound("salon_3", 1, MEMORY, Found::All(72)),
];

/// Le fichier de `bornes/` que la commande entière explore aussi, et sa durée.
pub const COMMAND: (&str, Duration) = ("salon", Duration::from_secs(3));

/// Le programme de ce nom.
///
/// # Panics
///
/// S'il n'existe pas.
pub fn program(name: &str) -> &'static entrelacs::Program {
    let found = PROGRAMS.iter().find(|program| program.name == name);
    found.unwrap_or_else(|| panic!("il n'y a pas de programme « {name} »"))
}
