//! Un programme du lecteur, prêt à être exploré.
//!
//! rustc le lit d'abord tel quel, avec les vrais paquets : ce qu'il refuse est dit
//! par lui. Puis `entrelacs_import` le recopie dans un petit projet
//! ([`folders`](super::folders)), compilé avec le modèle ; ce que seul le modèle
//! refuse est dit en français ([`refusals`](super::refusals)).

use super::folders::{Folder, Folders};
use super::refusals::{self, Refused};
use crate::project::{self, Dependencies};
use anyhow::{Context, Result, bail};
use entrelacs_import::{Importer, import};
use processes::{Captured, Runner};
use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Le programme d'un lecteur.
#[derive(Debug)]
pub struct Source {
    /// Le chemin de son fichier, tel que le lecteur le connaît.
    pub shown: PathBuf,
    /// Le dossier depuis lequel ce chemin se lit.
    pub from: PathBuf,
    /// Son chemin complet.
    pub path: PathBuf,
    /// Son texte.
    pub text: String,
    /// Les constantes réduites, et leurs valeurs.
    pub constants: Vec<(String, String)>,
}

/// Un programme prêt à être exploré, ou refusé.
#[derive(Debug)]
pub enum Prepared {
    /// Ce programme explore celui du lecteur ; son dossier est à lui tant que la
    /// valeur dure.
    Ready(PathBuf, Folder),
    /// Ce n'est pas possible.
    Refused(Refusal),
}

/// Ce qui empêche d'explorer un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Qui le refuse.
    pub by: By,
    /// Les lignes du lecteur en cause.
    pub lines: Vec<Refused>,
    /// Ce qui a été dit : par rustc, tel quel ; du modèle, en français.
    pub text: String,
}

/// Qui refuse un programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Le compilateur : ce n'est pas un programme Rust correct.
    Rustc,
    /// Le modèle, qui ne connaît pas tout.
    Model,
}

/// Prépare `source`, que `name` désigne ; appelle souvent `progress` avec ce qui se
/// fait.
///
/// # Errors
///
/// Si l'explorateur lui-même ne compile pas, ou si `runner` est interrompu.
pub fn prepare(
    runner: &Runner,
    root: &Path,
    source: &Source,
    name: &str,
    progress: &mut dyn FnMut(&'static str),
) -> Result<Prepared> {
    let folders = Folders::new(root);
    let crates = engine(runner, root, &folders, progress)?;
    let folder = folders.open(runner, (name, &source.shown, &source.text))?;

    // rustc lit le texte du lecteur pendant que cargo compile le modèle.
    let mut native = native(source, &crates, &folder);
    let native = runner.start(&mut native)?;
    let model = model(runner, root, &folders, &folder, source, name, progress);
    let native = native.finish(runner, || progress(PROGRAM))?;
    if !native.status.success() {
        let (lines, text) = refusals::of_rustc(&native.stderr, &source.shown.to_string_lossy());
        return Ok(Prepared::Refused(Refusal {
            by: By::Rustc,
            lines,
            text,
        }));
    }
    Ok(match model? {
        Ok(executable) => Prepared::Ready(executable, folder),
        Err((lines, text)) => Prepared::Refused(Refusal {
            by: By::Model,
            lines,
            text,
        }),
    })
}

const ENGINE: &str = "Compilation de l'explorateur, la première fois seulement";
const PROGRAM: &str = "Compilation du programme";

/// Compile le moteur, s'il ne l'est pas ; rend de quoi compiler avec les vrais
/// paquets, par leurs noms.
fn engine(
    runner: &Runner,
    root: &Path,
    folders: &Folders,
    progress: &mut dyn FnMut(&'static str),
) -> Result<Vec<(String, String)>> {
    let (project, _alone) = folders.engine(runner, || progress(ENGINE))?;
    project::write(
        root,
        &project,
        "moteur",
        Dependencies::Entrelacs,
        "fn main() {}\n",
    )?;
    let mut build = project::build(&project, &folders.target());
    build.arg("--message-format=json");
    let built = runner
        .start(&mut build)?
        .finish(runner, || progress(ENGINE))?;
    if !built.status.success() {
        eprint!("{}{}", refusals::rendered(&built.stdout), built.stderr);
        bail!("l'explorateur ne compile pas : ce n'est pas votre programme");
    }
    Ok(project::libraries(&built.stdout))
}

/// La commande qui fait lire par rustc le programme tel quel, sans rien produire.
fn native(source: &Source, crates: &[(String, String)], folder: &Folder) -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command
        .current_dir(&source.from)
        .args(["--edition", "2024", "--crate-type", "bin"])
        .args(["--crate-name", "programme", "--emit", "metadata"])
        // Ses avertissements cacheraient le reste.
        .args(["--allow", "warnings", "--error-format=json"])
        .args(
            stderr()
                .is_terminal()
                .then_some("--json=diagnostic-rendered-ansi"),
        )
        .arg("-o")
        .arg(folder.project.join("natif.rmeta"))
        .arg(&source.shown);
    project::link(&mut command, crates);
    command
}

/// Compile le programme avec le modèle.
fn model(
    runner: &Runner,
    root: &Path,
    folders: &Folders,
    folder: &Folder,
    source: &Source,
    name: &str,
    progress: &mut dyn FnMut(&'static str),
) -> Result<Result<PathBuf, (Vec<Refused>, String)>> {
    if let Err(errors) = import(&source.text, &source.constants) {
        let lines = errors.iter().map(|error| Refused {
            line: error.line,
            reason: error.message.clone(),
        });
        return Ok(Err(told(lines.collect(), source)));
    }
    let code = folder.project.join("src");
    fs::create_dir_all(&code).with_context(|| format!("impossible de créer {}", code.display()))?;
    let mut importer = Importer::new();
    for (constant, value) in &source.constants {
        importer.constant(constant, value);
    }
    importer.add(name, &source.path);
    if let Err(errors) = importer.write(&code) {
        return Ok(Err((Vec::new(), errors.join("\n"))));
    }
    project::write(
        root,
        &folder.project,
        &folder.name,
        Dependencies::Entrelacs,
        "#![recursion_limit = \"512\"]\n\ninclude!(\"programmes.rs\");\n\nfn main() -> std::process::ExitCode {\n    \
         report::explore::run(&PROGRAMS[0])\n}\n",
    )?;
    let mut build = project::build(&folder.project, &folders.target());
    build.arg("--message-format=json");
    let built = runner
        .start(&mut build)?
        .finish(runner, || progress(PROGRAM))?;
    if built.status.success() {
        let executable =
            refusals::artifacts(&built.stdout).find_map(|artifact| artifact.executable);
        let executable = executable.context("cargo ne dit pas où est le programme compilé")?;
        return Ok(Ok(executable.into()));
    }
    Ok(Err(refused(&built, source, &code)))
}

/// Ce que dit la compilation du modèle.
fn refused(built: &Captured, source: &Source, code: &Path) -> (Vec<Refused>, String) {
    // Le seul fichier de ce dossier que l'importateur nomme d'après le programme.
    let copies = fs::read_dir(code).into_iter().flatten();
    let mut names = copies.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let copy = names.find(|name| name.starts_with("p0_"));
    let lines = copy.map(|copy| refusals::of_model(&built.stdout, &copy));
    match lines {
        Some(lines) if !lines.is_empty() => told(lines, source),
        _ => {
            let text = format!("{}{}", refusals::rendered(&built.stdout), built.stderr);
            (Vec::new(), text)
        }
    }
}

fn told(lines: Vec<Refused>, source: &Source) -> (Vec<Refused>, String) {
    let told = lines.iter().map(|it| it.told(&source.shown, &source.text));
    let told = told.collect::<Vec<_>>().join("\n");
    (lines, told)
}
