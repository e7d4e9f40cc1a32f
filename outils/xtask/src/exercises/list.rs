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
    let mut text =
        "Les exercices : ce que vous avez résolu, et ce qui vient ensuite\n\n".to_owned();
    for exercise in all {
        let state = progress.state(exercise);
        let mark = match state {
            State::Solved { .. } => "✓",
            _ => "✗",
        };
        let state = word(state);
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

/// Ce qui se dit d'un exercice, en un mot.
pub fn word(state: State) -> &'static str {
    match state {
        State::Solved { proven: true } | State::NotStarted => "",
        State::Solved { proven: false } => "sans preuve",
        State::Unchecked => "à vérifier",
        State::Rejected(Stage::Compile) => "ne compile pas",
        State::Rejected(Stage::Native) => "échoue",
        State::Rejected(Stage::Interleavings) => "échoue dans un entrelacement",
        State::Rejected(Stage::Connections) => "échoue derrière des connexions",
    }
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
        Verdict::Solved { .. } => format!(
            "{} Comparez avec la solution du livre : exercices/{}/solution.rs\n{}{}",
            solved(exercise, verdict),
            exercise.name,
            reward(exercise),
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

/// Le verdict, pour qui lit déjà la page de l'exercice.
pub fn judged(
    all: &[Exercise],
    exercise: &Exercise,
    verdict: &Verdict,
    progress: &Progress,
) -> String {
    match verdict {
        Verdict::Solved { .. } => {
            let reward = match exercise.server {
                Some(_) => format!(
                    " Pour y discuter, dans un terminal : cargo xtask exercices {} --servir",
                    exercise.number()
                ),
                None => String::new(),
            };
            let solved = solved(exercise, verdict);
            format!("{solved} {}{reward}", count(all, progress))
        }
        Verdict::Rejected(_) => {
            "Pas encore. Corrigez, et vérifiez de nouveau. Les indices, du plus vague au plus précis, sont plus bas.".to_owned()
        }
    }
}

fn solved(exercise: &Exercise, verdict: &Verdict) -> String {
    let proven = match verdict {
        Verdict::Solved { proven: false } => ", sans être prouvé",
        _ => "",
    };
    format!("Exercice {} résolu{proven}.", exercise.number())
}

/// Ce que le lecteur peut faire de ce qu'il a écrit, s'il a un serveur.
fn reward(exercise: &Exercise) -> String {
    match exercise.server {
        Some(_) => format!(
            "Il est à vous : ouvrez-le, et entrez-y par deux fenêtres de votre navigateur.\n\n  \
             cargo xtask exercices {} --servir\n\n",
            exercise.number()
        ),
        None => String::new(),
    }
}

fn is_solved(exercise: &Exercise, progress: &Progress) -> bool {
    matches!(progress.state(exercise), State::Solved { .. })
}

fn count(all: &[Exercise], progress: &Progress) -> String {
    let solved = all.iter().filter(|exercise| is_solved(exercise, progress));
    match solved.count() {
        0 => format!("Aucun résolu sur {}.", all.len()),
        1 => format!("1 résolu sur {}.", all.len()),
        solved => format!("{solved} résolus sur {}.", all.len()),
    }
}

fn after(all: &[Exercise], progress: &Progress) -> String {
    let count = count(all, progress);
    match all.iter().find(|exercise| !is_solved(exercise, progress)) {
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
