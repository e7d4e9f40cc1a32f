//! Ce que dit l'explorateur d'un programme.

use entrelacs::{Config, OutcomeKind, explore};
use preuves::PROGRAMS;
use quiz::{Ending, Output};
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
    exploration
        .outcomes()
        .into_iter()
        .map(|outcome| {
            let ending = match outcome.kind {
                OutcomeKind::Exit => Ending::Normal,
                OutcomeKind::Panic => Ending::Panic,
                OutcomeKind::Deadlock => Ending::Deadlock,
                OutcomeKind::Livelock => Ending::Endless,
                OutcomeKind::Error | OutcomeKind::Abort => {
                    return Err(
                        "un quiz ne sait pas dire cette fin : un statut d'erreur, un arrêt brutal"
                            .to_owned(),
                    );
                }
                OutcomeKind::Bound => return Err("exploration incomplète".to_owned()),
            };
            let stdout = outcome.stdout;
            Ok(Output {
                stdout: stdout.strip_suffix('\n').unwrap_or(&stdout).to_owned(),
                ending,
            })
        })
        .collect()
}
