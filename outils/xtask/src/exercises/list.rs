//! La liste des exercices, et ce qui vient ensuite.

use super::assembly;
use super::progress::{Progress, State};
use super::verification::Verdict;
use catalogue::{Exercise, Stage};
use std::fmt::Write as _;

/// La liste, avec ce qui est résolu.
pub fn text(all: &[Exercise], progress: &Progress) -> String {
    let width = all.iter().map(|exercise| exercise.title.chars().count());
    let width = width.max().unwrap_or_default();
    let mut text = "Les exercices : votre compteur de mots, pièce par pièce\n\n".to_owned();
    for exercise in all {
        let (mark, state) = match progress.state(exercise) {
            State::Solved { proven: true } => ("✓", ""),
            State::Solved { proven: false } => ("✓", "sans preuve"),
            State::NotStarted => ("✗", ""),
            State::Unchecked => ("✗", "à vérifier"),
            State::Rejected(Stage::Compile) => ("✗", "ne compile pas"),
            State::Rejected(Stage::Native) => ("✗", "échoue"),
            State::Rejected(Stage::Interleavings) => ("✗", "échoue dans un entrelacement"),
        };
        // L'écriture dans une chaîne n'échoue pas.
        let line = format!(
            "  {mark} {}  {:<width$}  {:>2} min  {state}",
            exercise.number(),
            exercise.title,
            exercise.minutes
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let _ = writeln!(text, "\n{}", after(all, progress));
    text
}

/// Ce qui vient après la vérification de `exercise`, qui se répète d'elle-même si
/// `watching`.
pub fn next(
    all: &[Exercise],
    exercise: &Exercise,
    verdict: &Verdict,
    progress: &Progress,
    watching: bool,
) -> String {
    let number = exercise.number();
    match verdict {
        Verdict::Solved { proven } => format!(
            "Exercice {number} résolu{}. Comparez avec la solution du livre : exercices/{}/solution.rs\n{}",
            if *proven { "" } else { ", sans être prouvé" },
            exercise.name,
            after(all, progress)
        ),
        Verdict::Rejected(_) => {
            let file = format!("exercices/{}", exercise.name);
            let mut text = format!("Pas encore. Corrigez {file}/exercice.rs, et ");
            text += if watching { "enregistrez" } else { "relancez" };
            let _ = write!(
                text,
                ".\nDes indices, du plus vague au plus précis : au bas de la page, ou {file}/indices.md"
            );
            if !watching {
                let _ = write!(
                    text,
                    "\nPour revérifier à chaque enregistrement : cargo xtask exercices {number} --suivre"
                );
            }
            text
        }
    }
}

fn after(all: &[Exercise], progress: &Progress) -> String {
    let is_solved = |exercise: &&Exercise| matches!(progress.state(exercise), State::Solved { .. });
    let solved = all.iter().filter(is_solved).count();
    let count = match solved {
        0 => format!("Aucun résolu sur {}.", all.len()),
        1 => format!("1 résolu sur {}.", all.len()),
        _ => format!("{solved} résolus sur {}.", all.len()),
    };
    match all.iter().find(|exercise| !is_solved(exercise)) {
        Some(next) => format!(
            "{count} Ensuite : {}, après la page src/{}.md\n\n  cargo xtask exercices {}",
            next.title,
            next.page,
            next.number()
        ),
        None => format!(
            "{count} Le compteur de mots est à vous :\n\n  cargo xtask exercices {} README.md",
            assembly::NAME
        ),
    }
}
