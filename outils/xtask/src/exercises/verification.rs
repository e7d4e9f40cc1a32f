//! Les trois étapes d'une vérification, annoncées à mesure.

use super::compilation::{self, Compiled};
use super::interleavings::{self, Refusal};
use super::native::{self, Failure};
use super::workshop::Workshop;
use anyhow::Result;
use catalogue::Stage;
use entrelacs_import::exercise::Combined;
use processes::Runner;
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

/// Vérifie la copie du lecteur, en affichant chaque étape. Une vérification qui
/// tourne encore au bout de `limit` est tenue pour bloquée.
///
/// # Errors
///
/// S'il manque un outil, ou si l'utilisateur interrompt.
pub fn verify(runner: &Runner, workshop: &Workshop, limit: Duration) -> Result<Verdict> {
    let program = match compilation::native(runner, workshop)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            println!("✗ 1. Il ne compile pas. Le compilateur dit :\n\n{message}");
            return Ok(Verdict::Rejected(Stage::Compile));
        }
    };
    println!("✓ 1. Il compile.");

    let source = fs::read_to_string(workshop.exercise.tests_file())?;
    let combined = compilation::combined(workshop)?;
    let run_for_real = |test: &&String| !workshop.exercise.explored_only.contains(test);
    let native: Vec<&String> = combined.tests.iter().filter(run_for_real).collect();
    for test in &native {
        let mut command = Command::new(&program);
        let command = command
            .args([test.as_str(), RUNS])
            .env_remove("RUST_BACKTRACE");
        if let Some(failure) = native::run(runner, test.as_str(), command, limit)? {
            println!("✗ 2. Une vérification ne passe pas.\n");
            println!("  {test} : {}", promise(&source, test).unwrap_or_default());
            println!("  {}", workshop.without_root(&failure.message));
            explain(runner, workshop, &combined, &failure)?;
            return Ok(Verdict::Rejected(Stage::Native));
        }
    }
    match native.len() {
        0 => println!("✓ 2. Rien à exécuter : ses vérifications ne sont qu'explorées."),
        1 => println!("✓ 2. Sa vérification passe, {RUNS} fois."),
        count => println!("✓ 2. Ses {count} vérifications passent, {RUNS} fois chacune."),
    }

    let model = match compilation::model(runner, workshop)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            println!(
                "✗ 3. L'explorateur d'entrelacements ne connaît pas ce que vous employez :\n\n{message}"
            );
            return Ok(Verdict::Rejected(Stage::Interleavings));
        }
    };
    let mut states = 0;
    let mut unproven = Vec::new();
    for test in &combined.tests {
        match interleavings::run(runner, workshop, &model, &combined, test)? {
            Ok(seen) => {
                states += seen.states;
                unproven.extend(seen.unproven.map(|reason| format!("  {test} : {reason}")));
            }
            Err(refusal) => {
                let (title, message) = match refusal {
                    Refusal::Told(message) => (
                        "Il passait par chance : un entrelacement le met en échec",
                        message,
                    ),
                    Refusal::GaveUp(message) => {
                        ("Ses entrelacements n'ont pas pu être suivis", message)
                    }
                };
                println!("✗ 3. {title}.\n");
                println!("  {test} : {}", promise(&source, test).unwrap_or_default());
                println!("  {message}");
                return Ok(Verdict::Rejected(Stage::Interleavings));
            }
        }
    }
    let proven = unproven.is_empty();
    if proven {
        println!("✓ 3. Elles passent dans tous les entrelacements ({states} états parcourus).");
    } else {
        println!(
            "✓ 3. Rien de ce qui a été suivi ne les met en échec ({states} états parcourus), mais ce n'est pas une \
             preuve :\n\n{}",
            unproven.join("\n")
        );
    }
    Ok(Verdict::Solved { proven })
}

/// Raconte comment arrive un échec natif, si l'explorateur le retrouve.
fn explain(
    runner: &Runner,
    workshop: &Workshop,
    combined: &Combined,
    failure: &Failure,
) -> Result<()> {
    // Rien à raconter d'une fonction qui n'est pas encore écrite.
    if failure.message.contains("not yet implemented") {
        return Ok(());
    }
    let Compiled::Program(model) = compilation::model(runner, workshop)? else {
        return Ok(());
    };
    match interleavings::run(runner, workshop, &model, combined, &failure.test)? {
        Err(Refusal::Told(message)) => println!("\n  Comment cela arrive :\n\n  {message}"),
        // Une boucle sans opération bloque aussi l'explorateur, qui le dit.
        Err(Refusal::GaveUp(message)) if message.contains("opération visible") => {
            println!("\n  {message}");
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
