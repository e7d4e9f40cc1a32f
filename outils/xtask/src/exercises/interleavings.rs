//! Les vérifications dans tous les entrelacements.

use super::bench::{Bench, Kind, Task};
use super::graph;
use super::story::Story;
use super::workshop::Workshop;
use anyhow::{Context, Result};
use entrelacs_import::exercise::Combined;
use processes::End;
use serde::Deserialize;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Au-delà, en secondes, l'exploration d'une vérification s'arrête et dit ce
/// qu'elle a vu : un exercice en a plusieurs, et le lecteur attend.
const LIMIT: &str = "15";
/// Au-delà, elle est tuée : elle aurait dû s'arrêter d'elle-même.
const PATIENCE: Duration = Duration::from_secs(60);
const MAX_OUTPUT: usize = 4 * 1024 * 1024;
const TOO_MANY: &str = "il y a trop d'exécutions pour les suivre toutes";
const WHY_SO_MANY: &str = "Une boucle en fait-elle plus que nécessaire ?";

/// Ce que dit l'exploration d'une vérification.
#[derive(Debug, Deserialize)]
pub struct Explored {
    /// Faux si une borne l'a arrêtée.
    pub complete: bool,
    /// Le nombre d'états rencontrés.
    pub states: usize,
    /// Un plus court échec.
    pub failure: Option<Story>,
    /// Son rang parmi les issues du graphe.
    pub rank: usize,
}

/// Ce qu'a vu une exploration qui n'a rencontré aucun échec.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Le nombre d'états rencontrés.
    pub states: usize,
    /// Pourquoi ce n'est pas une preuve, en français ; `None` si c'en est une.
    pub unproven: Option<String>,
}

/// Ce qui ne va pas dans une exploration, en français.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Un échec, raconté ; le rang de son issue dans le graphe publié, s'il l'a été.
    Told(String, Option<usize>),
    /// L'exploration n'a pas abouti.
    GaveUp(String),
}

/// Vrai si ce texte lit l'heure. Elle n'a de sens que si le temps passe dans
/// l'ordre des durées.
pub fn reads_the_clock(source: &str) -> bool {
    let mut words = source.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == "Instant")
}

/// Explore `test` par `program`. Rend ce qui ne va pas, ou ce qui a été vu : une
/// exploration que ses bornes arrêtent ne prouve rien, et ne reproche rien.
///
/// # Errors
///
/// Si le programme ne se lance pas, ou si l'utilisateur interrompt.
pub fn run(
    bench: &dyn Bench,
    workshop: &Workshop,
    program: &Path,
    combined: &Combined,
    test: &str,
) -> Result<Result<Seen, Refusal>> {
    let exercise = workshop.exercise;
    let ordered = exercise.ordered.iter().any(|ordered| ordered == test);
    let result = explore(bench, workshop, program, combined, test, ordered)?;
    let clock =
        || fs::read_to_string(exercise.reader_file()).is_ok_and(|text| reads_the_clock(&text));
    if ordered || !matches!(result, Err(Refusal::GaveUp(_))) || !clock() {
        return Ok(result);
    }
    let result = explore(bench, workshop, program, combined, test, true)?;
    Ok(result.map(|seen| Seen {
        unproven: seen.unproven.or_else(|| {
            Some(
                "votre fichier lit l'heure : seules ont été suivies les exécutions où les délais expirent dans l'ordre"
                    .to_owned(),
            )
        }),
        ..seen
    }))
}

/// Une exploration, en temps ordonné ou non.
fn explore(
    bench: &dyn Bench,
    workshop: &Workshop,
    program: &Path,
    combined: &Combined,
    test: &str,
    ordered: bool,
) -> Result<Result<Seen, Refusal>> {
    let gave_up = |message: String| Ok(Err(Refusal::GaveUp(message)));
    let exercise = workshop.exercise;
    let mut command = Command::new(program);
    command.arg(format!("{}/{test}", exercise.name));
    if ordered {
        command.arg("--ordered");
    }
    if exercise.spurious {
        command.arg("--spurious");
    }
    graph::clear(workshop)?;
    command.arg("--graph").arg(graph::draft(workshop));
    command.args(["--limite", LIMIT]);
    let task = Task {
        kind: Kind::Explore,
        limit: PATIENCE,
        output: MAX_OUTPUT,
        what: "Exploration de la vérification",
    };
    let ended = bench.run(&mut command, task)?;
    let message = ended.stderr.trim().to_owned();
    match ended.end {
        End::Exited(status) if status.success() => {}
        End::Exited(_) => return gave_up(message),
        End::TooLong(limit) => {
            return Ok(Ok(Seen {
                states: 0,
                unproven: Some(format!(
                    "{TOO_MANY} en {} s. {WHY_SO_MANY}",
                    limit.as_secs()
                )),
            }));
        }
        End::Asleep => return gave_up("tous ses fils attendent".to_owned()),
        End::TooLoud => return gave_up("le programme écrit sans fin".to_owned()),
        End::TooBig => return gave_up("elle prend trop de mémoire".to_owned()),
        End::TooMany => return gave_up("elle lance trop de processus".to_owned()),
    }
    let explored: Explored =
        serde_json::from_str(&ended.stdout).context("le verdict de l'explorateur ne se lit pas")?;
    Ok(match &explored.failure {
        Some(failure) => {
            let is_published = graph::publish(workshop)?;
            let rank = is_published.then_some(explored.rank);
            Err(Refusal::Told(failure.told(combined), rank))
        }
        None => Ok(Seen {
            states: explored.states,
            unproven: (!explored.complete).then(|| {
                format!(
                    "{TOO_MANY} ({} états, et ce n'est pas fini). {WHY_SO_MANY}",
                    explored.states
                )
            }),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seul_le_mot_entier_lit_l_heure() {
        for (source, expected) in [
            ("use std::time::{Duration, Instant};", true),
            ("let debut = std::time::Instant::now();", true),
            ("struct Instantane;", false),
            ("let un_Instant = 1;", false),
            ("", false),
        ] {
            assert_eq!(reads_the_clock(source), expected, "{source}");
        }
    }
}
