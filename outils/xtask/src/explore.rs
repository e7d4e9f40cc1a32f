//! `cargo xtask explore` : toutes les exécutions d'un programme.
//!
//! Le programme est recopié par `entrelacs::import` dans un petit projet, sous
//! `target/exploration`, compilé avec le modèle et lancé.

use crate::processus::Runner;
use crate::projet::{self, Dependencies};
use crate::racine;
use anyhow::{Context, Result, bail};
use entrelacs::import::Importer;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Explore `program`, un listing ou un fichier ; `options` sont celles
/// d'`entrelacs::command`. Rend 1 si le programme peut mal finir.
///
/// # Errors
///
/// Si le programme n'existe pas, n'est pas modélisé ou ne compile pas, ou si
/// l'utilisateur interrompt la commande.
pub fn explore(program: &str, options: impl Iterator<Item = &'static str>) -> Result<ExitCode> {
    let runner = Runner::new()?;
    let root = racine::find()?;
    let source = find(&root, program)?;
    let project = root.join("target/exploration/projet");
    write_project(&root, &project, program, &source)?;

    let target = root.join("target/exploration/cible");
    let mut build = projet::build(&project, &target);
    if !runner.run(&mut build)?.success() {
        bail!(
            "{} ne compile pas avec le modèle. S'il compile avec `rustc`, c'est qu'il emploie ce qu'entrelacs ne \
             modélise pas : le compilateur dit quoi ci-dessus, aux mêmes lignes que votre fichier.",
            source.display()
        );
    }
    let mut run = Command::new(target.join("debug/programme"));
    let status = runner.run(run.args(options))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

/// Récrit les graphes des listings qui ont changé.
///
/// # Errors
///
/// Si un listing ne s'explore pas, ou si l'utilisateur interrompt la commande.
pub fn update() -> Result<ExitCode> {
    let runner = Runner::new()?;
    eprintln!("Exploration des listings (plus longue la première fois)…");
    let status = runner.run(
        Command::new(projet::cargo())
            .current_dir(racine::find()?)
            .args(["run", "--quiet", "--package", "entrelacs-epreuves"]),
    )?;
    if !status.success() {
        bail!("un listing ne peut pas être exploré ; la raison est ci-dessus");
    }
    Ok(ExitCode::SUCCESS)
}

/// Le fichier d'un programme : le chemin donné, ou un listing du livre.
fn find(root: &Path, program: &str) -> Result<PathBuf> {
    let listing = root.join("listings").join(program).with_extension("rs");
    [PathBuf::from(program), listing]
        .into_iter()
        .find(|path| path.is_file())
        .with_context(|| {
            format!(
                "« {program} » n'est ni un fichier, ni un listing du livre : donnez le chemin d'un fichier .rs, ou un \
                 nom comme synchronisation/rendez_vous"
            )
        })
}

fn write_project(root: &Path, project: &Path, name: &str, source: &Path) -> Result<()> {
    let code = project.join("src");
    fs::create_dir_all(&code).with_context(|| format!("impossible de créer {}", code.display()))?;
    let mut importer = Importer::new();
    // La taille à laquelle s'explorent les listings à mille fils.
    if source.starts_with(root.join("listings")) {
        importer.constant("INCREMENTS", "3");
    }
    importer.add(name, source);
    if let Err(errors) = importer.write(&code) {
        bail!(
            "ce programme ne peut pas être exploré :\n  {}",
            errors.join("\n  ")
        );
    }
    projet::write(
        root,
        project,
        "programme",
        Dependencies::Entrelacs,
        "#![recursion_limit = \"512\"]\n\ninclude!(\"programmes.rs\");\n\nfn main() -> std::process::ExitCode {\n    \
         entrelacs::command::run(&PROGRAMS[0])\n}\n",
    )
}
