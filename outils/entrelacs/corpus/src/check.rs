//! Ce qu'une exploration doit trouver.

use entrelacs::{Config, Exploration, OutcomeKind, Program, explore};
use std::collections::BTreeSet;

/// Des fins : comment, et ce qui s'affiche.
pub type Found = BTreeSet<(OutcomeKind, String)>;

/// L'exploration d'un programme qui ne se refuse pas.
///
/// # Panics
///
/// S'il se refuse.
#[track_caller]
pub fn explored(program: &'static Program, config: &Config) -> Exploration {
    explore(program, config).unwrap_or_else(|error| panic!("{} : {error}", program.name))
}

/// Les fins trouvées ; s'arrêter au nombre d'étapes permis n'en est pas une.
pub fn found(exploration: &Exploration) -> Found {
    let outcomes = exploration.outcomes().into_iter();
    outcomes
        .filter(|outcome| outcome.kind != OutcomeKind::Bound)
        .map(|outcome| (outcome.kind, outcome.stdout))
        .collect()
}

/// Les fins d'un tableau.
pub fn set(endings: &[(OutcomeKind, &str)]) -> Found {
    let endings = endings.iter();
    endings
        .map(|(kind, stdout)| (*kind, (*stdout).to_owned()))
        .collect()
}

/// Vérifie que `program` n'a que ces fins, et qu'elles sont prouvées.
///
/// # Panics
///
/// Sinon.
#[track_caller]
pub fn proved(
    program: &'static Program,
    config: &Config,
    expected: &[(OutcomeKind, &str)],
) -> Exploration {
    let exploration = explored(program, config);
    let name = program.name;
    assert!(exploration.is_complete(), "{name} : exploration incomplète");
    assert_eq!(found(&exploration), set(expected), "{name}");
    exploration
}
