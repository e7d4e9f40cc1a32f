//! `cargo xtask exercices programme` : les pièces du lecteur, assemblées.
//!
//! `exercices/programme/main.rs` assemble celles du livre ; les chemins de ses
//! modules sont remplacés par ceux du lecteur.

use super::progress::{Progress, State};
use crate::project::{self, Dependencies};
use crate::status;
use anyhow::{Context, Result};
use catalogue::Exercise;
use processes::Runner;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Ce qui tient lieu de numéro d'exercice.
pub const NAME: &str = "programme";

/// Assemble les pièces et lance le programme sur `files`. Rend son statut, ou 1
/// s'il manque une pièce.
///
/// # Errors
///
/// Si le programme ne se compile pas, ou si l'utilisateur interrompt.
pub fn run(
    runner: &Runner,
    root: &Path,
    all: &[Exercise],
    progress: &Progress,
    files: &[OsString],
) -> Result<ExitCode> {
    let source = root.join("exercices/programme/main.rs");
    let mut main = fs::read_to_string(&source)
        .with_context(|| format!("{} ne se lit pas", source.display()))?;
    let mut missing = Vec::new();
    for exercise in all {
        let solution = format!("\"../{}/solution.rs\"", exercise.name);
        if !main.contains(&solution) {
            continue;
        }
        if !matches!(progress.state(exercise), State::Solved { .. }) {
            missing.push(format!("  {} : {}", exercise.number(), exercise.title));
        }
        main = main.replace(&solution, &format!("{:?}", exercise.reader_file()));
    }
    if !missing.is_empty() {
        println!(
            "Pour assembler le programme, il manque des pièces résolues :\n\n{}",
            missing.join("\n")
        );
        return Ok(ExitCode::FAILURE);
    }
    let project = root.join("target/exercices").join(NAME);
    let target = root.join("target/exploration/cible");
    // Les avertissements sur les pièces ont leur place dans leur vérification.
    let main = format!("#![allow(warnings)]\n{main}");
    project::write(root, &project, NAME, Dependencies::Crossbeam, &main)?;
    if !runner
        .run(&mut project::build(&project, &target))?
        .success()
    {
        anyhow::bail!("le programme ne compile pas ; la raison est ci-dessus");
    }
    let status = runner.run(Command::new(target.join("debug").join(NAME)).args(files))?;
    Ok(status::forward("le programme", status))
}
