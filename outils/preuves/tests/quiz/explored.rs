//! Ce que dit l'explorateur d'un programme.

use entrelacs::{Config, explore};
use preuves::PROGRAMS;
use quiz::Output;
use std::collections::BTreeSet;

/// Toutes les issues du programme préparé sous ce nom.
///
/// # Errors
///
/// Un message si le programme n'est pas préparé, ou pas exploré en entier.
pub fn outcomes(name: &str) -> Result<BTreeSet<Output>, String> {
    let program = PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .ok_or_else(|| format!("le programme « {name} » n'est pas préparé"))?;
    let exploration =
        explore(program, &Config::default()).map_err(|error| format!("exploration : {error}"))?;
    if !exploration.is_complete() {
        return Err("l'exploration du programme est incomplète : simplifiez-le".to_owned());
    }
    let outcomes = exploration.outcomes().into_iter();
    Ok(outcomes
        .map(|outcome| Output::new(&outcome.stdout, outcome.kind))
        .collect())
}
