//! Les trois étapes d'une vérification, annoncées à mesure.

use super::bench::Bench;
use super::compilation::{self, Compiled};
use super::graph;
use super::interleavings::{self, Refusal};
use super::native::{self, Failure};
use super::workshop::Workshop;
use crate::explore::folders::wait_for;
use anyhow::Result;
use catalogue::Stage;
use entrelacs_import::exercise::Combined;
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Le nombre d'exécutions réelles de chaque vérification.
const RUNS: &str = "25";

/// Ce qu'il advient d'un exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Il passe les trois étapes.
    Solved {
        /// Faux si toutes ses exécutions n'ont pas pu être suivies.
        proven: bool,
    },
    /// Il est rejeté à celle-ci.
    Rejected(Stage),
}

/// Ce qui se dit d'une étape, ou de la précédente, pour la préciser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// L'étape.
    pub stage: Stage,
    /// Vrai si elle passe ; `None` pour ce qui précise un échec déjà dit.
    pub passed: Option<bool>,
    /// Ce qui se dit, en une phrase.
    pub title: String,
    /// La suite, ou rien.
    pub detail: String,
    /// Le rang, dans le graphe publié, de l'issue que cela raconte.
    pub outcome: Option<usize>,
}

impl Said {
    fn new(stage: Stage, passed: Option<bool>, title: impl Into<String>) -> Self {
        Self {
            stage,
            passed,
            title: title.into(),
            detail: String::new(),
            outcome: None,
        }
    }

    fn passed(stage: Stage, title: impl Into<String>) -> Self {
        Self::new(stage, Some(true), title)
    }

    fn failed(stage: Stage, title: impl Into<String>) -> Self {
        Self::new(stage, Some(false), title)
    }

    fn with(self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { detail, ..self }
    }

    fn at(self, outcome: Option<usize>) -> Self {
        Self { outcome, ..self }
    }

    /// Son numéro, tel que le lecteur le connaît.
    pub fn rank(&self) -> usize {
        1 + self.stage as usize
    }

    /// Ce qu'en affiche le terminal.
    pub fn shown(&self, workshop: &Workshop) -> String {
        let mut text = match self.passed {
            Some(passed) => {
                let mark = if passed { '✓' } else { '✗' };
                format!("{mark} {}. {}", self.rank(), self.title)
            }
            None => format!("\n  {}", self.title),
        };
        if !self.detail.is_empty() {
            let margin = if self.passed.is_some() { "" } else { "  " };
            text += &format!("\n\n{margin}{}", self.detail);
        }
        if let Some(rank) = self.outcome {
            let address = graph::address(workshop, rank);
            text += &format!("\n  À suivre pas à pas dans le livre : {address}");
        }
        text
    }
}

/// Vérifie la copie du lecteur, en disant chaque étape à `tell`. Une vérification qui
/// tourne encore au bout de `limit` est tenue pour bloquée.
///
/// # Errors
///
/// S'il manque un outil, ou si l'utilisateur interrompt.
pub fn verify(
    bench: &dyn Bench,
    workshop: &Workshop,
    limit: Duration,
    tell: &mut dyn FnMut(Said),
) -> Result<Verdict> {
    // Deux vérifications ne se partagent pas le programme compilé.
    let lock = workshop.root.join("target/exploration/exercices.verrou");
    let _alone = wait_for(bench.runner(), &lock, || {})?;
    let program = match compilation::native(bench, workshop)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            let title = "Il ne compile pas. Le compilateur dit :";
            tell(Said::failed(Stage::Compile, title).with(message));
            return Ok(Verdict::Rejected(Stage::Compile));
        }
    };
    tell(Said::passed(Stage::Compile, "Il compile."));

    let source = fs::read_to_string(workshop.exercise.tests_file())?;
    let combined = compilation::combined(workshop)?;
    let promised = |test: &str, message: &str| {
        let promise = promise(&source, test).unwrap_or_default();
        format!("  {test} : {promise}\n  {message}")
    };
    let run_for_real = |test: &&String| !workshop.exercise.explored_only.contains(test);
    let native: Vec<&String> = combined.tests.iter().filter(run_for_real).collect();
    for test in &native {
        let mut command = Command::new(&program);
        let command = command
            .args([test.as_str(), RUNS])
            .env_remove("RUST_BACKTRACE");
        if let Some(failure) = native::run(bench, test.as_str(), command, limit)? {
            let message = workshop.without_root(&failure.message);
            let title = "Une vérification ne passe pas.";
            tell(Said::failed(Stage::Native, title).with(promised(test, &message)));
            explain(bench, workshop, &combined, &failure, tell)?;
            return Ok(Verdict::Rejected(Stage::Native));
        }
    }
    let title = match native.len() {
        0 => "Rien à exécuter : ses vérifications ne sont qu'explorées.".to_owned(),
        1 => format!("Sa vérification passe, {RUNS} fois."),
        count => format!("Ses {count} vérifications passent, {RUNS} fois chacune."),
    };
    tell(Said::passed(Stage::Native, title));

    let model = match compilation::model(bench, workshop)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            let title = "L'explorateur d'entrelacements ne connaît pas ce que vous employez :";
            tell(Said::failed(Stage::Interleavings, title).with(message));
            return Ok(Verdict::Rejected(Stage::Interleavings));
        }
    };
    let mut states = 0;
    let mut unproven = Vec::new();
    for test in &combined.tests {
        match interleavings::run(bench, workshop, &model, &combined, test)? {
            Ok(seen) => {
                states += seen.states;
                unproven.extend(seen.unproven.map(|reason| format!("  {test} : {reason}")));
            }
            Err(refusal) => {
                let (title, message, outcome) = match refusal {
                    Refusal::Told(message, outcome) => (
                        "Il passait par chance : un entrelacement le met en échec.",
                        message,
                        outcome,
                    ),
                    Refusal::GaveUp(message) => (
                        "Ses entrelacements n'ont pas pu être suivis.",
                        message,
                        None,
                    ),
                };
                let said = Said::failed(Stage::Interleavings, title);
                tell(said.with(promised(test, &message)).at(outcome));
                return Ok(Verdict::Rejected(Stage::Interleavings));
            }
        }
    }
    let proven = unproven.is_empty();
    tell(match proven {
        true => Said::passed(
            Stage::Interleavings,
            format!("Elles passent dans tous les entrelacements ({states} états parcourus)."),
        ),
        false => Said::passed(
            Stage::Interleavings,
            format!(
                "Rien de ce qui a été suivi ne les met en échec ({states} états parcourus), mais ce n'est pas une \
                 preuve :"
            ),
        )
        .with(unproven.join("\n")),
    });
    Ok(Verdict::Solved { proven })
}

/// Raconte comment arrive un échec natif, si l'explorateur le retrouve.
fn explain(
    bench: &dyn Bench,
    workshop: &Workshop,
    combined: &Combined,
    failure: &Failure,
    tell: &mut dyn FnMut(Said),
) -> Result<()> {
    // Rien à raconter d'une fonction qui n'est pas encore écrite.
    if failure.message.contains("not yet implemented") {
        return Ok(());
    }
    let Compiled::Program(model) = compilation::model(bench, workshop)? else {
        return Ok(());
    };
    match interleavings::run(bench, workshop, &model, combined, &failure.test)? {
        Err(Refusal::Told(message, outcome)) => {
            let said = Said::new(Stage::Native, None, "Comment cela arrive :");
            tell(said.with(message).at(outcome));
        }
        // Une boucle sans opération bloque aussi l'explorateur, qui le dit.
        Err(Refusal::GaveUp(message)) if message.contains("opération visible") => {
            tell(Said::new(Stage::Native, None, message));
        }
        _ => {}
    }
    Ok(())
}

/// Ce que promet la vérification `test` : son commentaire, dans `source`.
pub fn promise(source: &str, test: &str) -> Option<String> {
    let before = source.split(&format!("pub fn {test}(")).next()?;
    let mut lines: Vec<&str> = before
        .lines()
        .rev()
        .map_while(|line| line.strip_prefix("///"))
        .map(str::trim)
        .collect();
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_promesse_est_le_commentaire_de_la_fonction() {
        let source = "/// Non.\npub fn un() {}\n\n/// Le compte\n/// arrive.\npub fn deux() {}\n\npub fn trois() {}\n";
        assert_eq!(
            promise(source, "deux").as_deref(),
            Some("Le compte arrive.")
        );
        assert_eq!(promise(source, "trois"), None);
    }
}
