//! Les vérifications dans tous les entrelacements.

use super::atelier::Workshop;
use super::{graphe, recit};
use crate::limite::{self, End};
use crate::processus::Runner;
use anyhow::{Context, Result};
use entrelacs::import::exercise::Combined;
use serde::Deserialize;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Au-delà, l'exploration d'une vérification est abandonnée.
const LIMIT: Duration = Duration::from_secs(60);
const MAX_OUTPUT: usize = 4 * 1024 * 1024;

/// Ce que dit l'exploration d'une vérification.
#[derive(Debug, Deserialize)]
pub struct Explored {
    /// Faux si une borne l'a arrêtée.
    pub complete: bool,
    /// Le nombre d'états rencontrés.
    pub states: usize,
    /// Un plus court échec.
    pub failure: Option<Outcome>,
    /// Son rang parmi les issues du graphe.
    pub rank: usize,
}

/// Un échec, tel que l'écrit `entrelacs::verification`.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    /// Sa sorte : `exit`, `panic`, `error`, `abort`, `deadlock`, `livelock`.
    pub kind: String,
    /// Les fils qui attendent sans fin.
    pub blocked: Vec<Blocked>,
    /// Les fils qui ont paniqué.
    pub panicked: Vec<Panicked>,
    /// Ce qui a mis fin au processus, pour une erreur ou un arrêt brutal : dit
    /// comme une panique.
    #[serde(default)]
    pub stopped: Option<Panicked>,
    /// Le chemin.
    pub schedule: Schedule,
}

/// Un fil qui attend sans fin.
#[derive(Debug, Deserialize)]
pub struct Blocked {
    /// Son nom.
    pub thread: String,
    /// La ligne où il attend, 0 si elle est inconnue.
    pub line: usize,
    /// Ce qu'il voudrait faire.
    pub operation: String,
    /// Pourquoi il attend ; vide s'il pourrait avancer.
    pub reason: String,
}

/// Un fil qui a paniqué.
#[derive(Debug, Deserialize)]
pub struct Panicked {
    /// Son nom.
    pub thread: String,
    /// La ligne de la panique, 0 si elle est inconnue.
    pub line: usize,
    /// Son message.
    pub message: String,
}

/// Un chemin.
#[derive(Debug, Deserialize)]
pub struct Schedule {
    /// Ses étapes.
    pub steps: Vec<Step>,
}

/// Une étape.
#[derive(Debug, Deserialize)]
pub struct Step {
    /// Le fil qui avance ; vide quand le temps passe.
    pub thread: String,
    /// Sa ligne, 0 si elle est inconnue.
    pub line: usize,
    /// Ce qui se passe.
    pub text: String,
}

/// Ce qui ne va pas dans une exploration, en français.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Un échec, raconté.
    Told(String),
    /// L'exploration n'a pas abouti.
    GaveUp(String),
}

/// Explore `test` par `program`. Rend ce qui ne va pas, ou le nombre d'états
/// vus.
///
/// # Errors
///
/// Si le programme ne se lance pas, ou si l'utilisateur interrompt.
pub fn run(
    runner: &Runner,
    workshop: &Workshop,
    program: &Path,
    combined: &Combined,
    test: &str,
) -> Result<Result<usize, Refusal>> {
    let gave_up = |message: String| Ok(Err(Refusal::GaveUp(message)));
    let exercise = workshop.exercise;
    let mut command = Command::new(program);
    command.arg(format!("{}/{test}", exercise.name));
    if exercise.ordered.iter().any(|ordered| ordered == test) {
        command.arg("--ordered");
    }
    if exercise.spurious {
        command.arg("--spurious");
    }
    graphe::clear(workshop)?;
    command.arg("--graph").arg(graphe::draft(workshop));
    let ended = limite::run(runner, &mut command, LIMIT, MAX_OUTPUT)?;
    let message = ended.stderr.trim().to_owned();
    match ended.end {
        End::Exited(status) if status.success() => {}
        End::Exited(_) => return gave_up(message),
        End::TooLong(limit) => {
            return gave_up(format!(
                "il y a trop d'exécutions pour les suivre toutes en {} s. Une boucle en fait-elle plus que nécessaire ?",
                limit.as_secs()
            ));
        }
        End::TooLoud => return gave_up("le programme écrit sans fin".to_owned()),
    }
    let explored: Explored =
        serde_json::from_str(&ended.stdout).context("le verdict de l'explorateur ne se lit pas")?;
    Ok(match &explored.failure {
        Some(failure) => {
            let mut text = recit::tell(combined, failure);
            if let Some(address) = graphe::publish(workshop, explored.rank)? {
                text += &format!("\n  À suivre pas à pas dans le livre : {address}");
            }
            Err(Refusal::Told(text))
        }
        None if !explored.complete => Err(Refusal::GaveUp(format!(
            "il y a trop d'exécutions pour les suivre toutes ({} états, et ce n'est pas fini). Une boucle en \
             fait-elle plus que nécessaire ?",
            explored.states
        ))),
        None => Ok(explored.states),
    })
}
