//! Ce que dit l'explorateur d'un programme.

use entrelacs::{Config, Outcome, explore};
use preuves::PROGRAMS;
use quiz::Output;
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;

/// Ce que l'exploration d'un programme répond aux questions.
#[derive(Clone)]
pub struct Explored {
    /// Ses issues.
    pub outcomes: BTreeSet<Output>,
    /// Les lignes où un fil attend pour toujours, dans l'une d'elles.
    pub waits: BTreeSet<usize>,
    /// Les lignes où un fil panique, dans l'une d'elles.
    pub panics: BTreeSet<usize>,
}

/// Ce que montre le programme préparé sous ce nom.
///
/// # Errors
///
/// Un message si le programme n'est pas préparé, ou pas exploré en entier.
pub fn explored(name: &str) -> Result<Explored, String> {
    let program = PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .ok_or_else(|| format!("le programme « {name} » n'est pas préparé"))?;
    let exploration =
        explore(program, &Config::default()).map_err(|error| format!("exploration : {error}"))?;
    if !exploration.is_complete() {
        return Err("l'exploration du programme est incomplète : simplifiez-le".to_owned());
    }
    let outcomes = exploration.outcomes();
    Ok(Explored {
        outcomes: outcomes
            .iter()
            .map(|outcome| Output::new(&outcome.stdout, outcome.kind))
            .collect(),
        waits: outcomes.iter().flat_map(waits).collect(),
        panics: outcomes.iter().flat_map(panics).collect(),
    })
}

/// Les lignes où un fil attend à la fin de `outcome` ; aucune s'il finit autrement que
/// par un interblocage.
fn waits(outcome: &Outcome) -> Vec<usize> {
    match outcome.kind {
        OutcomeKind::Deadlock => outcome.blocked.iter().map(|it| it.line as usize).collect(),
        _ => Vec::new(),
    }
}

/// Les lignes où un fil a paniqué dans `outcome`.
fn panics(outcome: &Outcome) -> impl Iterator<Item = usize> {
    outcome.panicked.iter().map(|it| it.line as usize)
}
