//! Ce que trouve l'explorateur, à côté de ce que trouve la référence.

use entrelacs::{Config, Error, OutcomeKind, Program, Reduce, explore};
use entrelacs_generator::{Ending, Kind, Reference};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Les états que l'explorateur peut tenir pour distincts : bien plus que ceux de la
/// référence, ce serait mal fusionner.
const MAX_STATES: usize = 30_000;

/// Les chemins rejoués : ceux d'une boucle sans issue sont longs.
const VERIFICATIONS: usize = 3;

/// Ce que trouve l'explorateur.
pub struct Explored {
    pub endings: BTreeSet<Ending>,
    pub complete: bool,
    pub states: usize,
}

/// Explore `program`, en suivant ou non tous les ordres.
pub fn explored(program: &Program, reduce: Reduce) -> Result<Explored, Error> {
    let config = Config {
        reduce,
        max_states: MAX_STATES,
        verifications: VERIFICATIONS,
        ..Config::default()
    };
    let exploration = explore(program, &config)?;
    let outcomes = exploration.outcomes().into_iter();
    let endings = outcomes.filter_map(|outcome| {
        let kind = match outcome.kind {
            OutcomeKind::Exit => Kind::Exit,
            OutcomeKind::Panic => Kind::Panic,
            OutcomeKind::Deadlock => Kind::Deadlock,
            OutcomeKind::Livelock => Kind::Livelock,
            OutcomeKind::Error => Kind::Error,
            // Aucun programme tiré n'en a : ce serait une issue inventée.
            OutcomeKind::Abort => Kind::Abort,
            OutcomeKind::Bound => return None,
        };
        let endless = kind == Kind::Livelock;
        let named = |names: Vec<String>| match endless {
            true => BTreeSet::new(),
            false => names.into_iter().collect(),
        };
        Some(Ending {
            kind,
            stdout: outcome.stdout,
            blocked: named(outcome.blocked.into_iter().map(|b| b.thread).collect()),
            panicked: named(outcome.panicked.into_iter().map(|p| p.thread).collect()),
        })
    });
    Ok(Explored {
        endings: endings.collect(),
        complete: exploration.is_complete(),
        states: exploration.graph().state_count(),
    })
}

/// Ce qui les sépare ; vide s'ils s'accordent.
pub fn disagreement(found: &Result<Explored, Error>, reference: &Reference) -> String {
    let mut said = String::new();
    let found = match found {
        Ok(found) => found,
        Err(error) => return format!("  refusé : {error}\n"),
    };
    if reference.complete {
        for invented in found.endings.difference(&reference.endings) {
            // Une borne coupe des boucles qui en seraient sorties.
            if found.complete || invented.kind != Kind::Livelock {
                let _ = writeln!(said, "  inventée : {invented:?}");
            }
        }
    }
    if found.complete {
        for missing in reference.endings.difference(&found.endings) {
            let _ = writeln!(said, "  manque : {missing:?}");
        }
    }
    said
}
