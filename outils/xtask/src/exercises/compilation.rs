//! Compiler l'exercice du lecteur, en gardant les messages de rustc et ses
//! chemins à lui.

use super::bench::{Bench, Kind, Task};
use super::workshop::Workshop;
use crate::project::{self, Dependencies};
use anyhow::{Context as _, Result, bail};
use entrelacs_import::exercise::{self, Combined};
use processes::End;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

/// La première compilation prend une minute ; une autre, une seconde.
const LIMIT: Duration = Duration::from_secs(900);
const MAX_OUTPUT: usize = 4 * 1024 * 1024;

/// Une compilation.
#[derive(Debug)]
pub enum Compiled {
    /// Le programme est prêt.
    Program(PathBuf),
    /// Le texte du lecteur est refusé, avec ce message.
    Refused(String),
}

/// Compile l'exercice avec les vraies bibliothèques. Le programme prend le nom
/// d'une vérification et le nombre de fois où l'exécuter.
///
/// # Errors
///
/// Si cargo échoue pour une autre raison que le texte du lecteur, ou si
/// l'utilisateur interrompt.
pub fn native(bench: &dyn Bench, workshop: &Workshop) -> Result<Compiled> {
    let exercise = workshop.exercise;
    let tests = fs::read_to_string(exercise.tests_file())?;
    let arms: String = exercise::tests_of(&tests)
        .iter()
        .map(|test| format!("            {test:?} => verifications::{test}(),\n"))
        .collect();
    // Les avertissements d'un travail en cours cacheraient le reste.
    let main = format!(
        "#![allow(warnings)]\n#[path = {:?}]\nmod exercice;\nuse exercice::*;\n#[path = {:?}]\nmod verifications;\n\n\
         fn main() {{\n    let mut arguments = std::env::args().skip(1);\n    \
         let test = arguments.next().unwrap_or_default();\n    \
         let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(1);\n    \
         for _ in 0..runs {{\n        match test.as_str() {{\n{arms}            _ => std::process::exit(2),\n        \
         }}\n    }}\n}}\n",
        exercise.reader_file(),
        exercise.tests_file(),
    );
    let project = workshop.root.join("target/exercices/natif");
    project::write(
        workshop.root,
        &project,
        "natif",
        Dependencies::Crossbeam,
        &main,
    )?;
    build(bench, workshop, &project, &NATIVE)
}

/// Compile l'exercice avec le modèle d'`entrelacs`.
///
/// # Errors
///
/// Celles de [`native`].
pub fn model(bench: &dyn Bench, workshop: &Workshop) -> Result<Compiled> {
    let exercise = workshop.exercise;
    let project = workshop.root.join("target/exercices/modele");
    let code = project.join("src");
    let main = "include!(\"exercices.rs\");\n\nfn main() -> std::process::ExitCode {\n    \
                report::verify::run(PROGRAMS)\n}\n";
    project::write(
        workshop.root,
        &project,
        "modele",
        Dependencies::Entrelacs,
        main,
    )?;
    let written = exercise::write(
        &code,
        &[exercise::Exercise {
            name: exercise.name.clone(),
            source: exercise.reader_file(),
            tests: exercise.tests_file(),
        }],
    );
    match written {
        Ok(()) => build(bench, workshop, &project, &MODEL),
        Err(messages) => Ok(Compiled::Refused(
            workshop.without_root(&messages.join("\n")),
        )),
    }
}

/// Compile `server`, un programme du dépôt, où `source` prend la place de la solution
/// de l'exercice.
///
/// # Errors
///
/// Celles de [`native`].
pub fn server(
    bench: &dyn Bench,
    workshop: &Workshop,
    server: &Path,
    source: &Path,
) -> Result<Compiled> {
    let server = workshop.root.join(server);
    let folder = server.parent().unwrap_or(workshop.root);
    let text = fs::read_to_string(&server)
        .with_context(|| format!("{} ne se lit pas", server.display()))?;
    // Les avertissements sur le fichier du lecteur ont leur place ailleurs.
    let mut main = "#![allow(warnings)]\n".to_owned();
    let solution = format!("{}/solution.rs", workshop.exercise.name);
    for line in text.lines() {
        let path = line.strip_prefix("#[path = \"");
        main += &match path.and_then(|path| path.strip_suffix("\"]")) {
            Some(path) if path.ends_with(&solution) => format!("#[path = {source:?}]\n"),
            Some(path) => format!("#[path = {:?}]\n", folder.join(path)),
            None => format!("{line}\n"),
        };
    }
    let project = workshop.root.join("target/exercices/votre_salon");
    let dependencies = Dependencies::Servers;
    project::write(workshop.root, &project, SERVER.name, dependencies, &main)?;
    build(bench, workshop, &project, &SERVER)
}

/// L'exercice et ses vérifications, tels que les numérote le modèle.
///
/// # Errors
///
/// Si l'un des fichiers ne se lit pas.
pub fn combined(workshop: &Workshop) -> Result<Combined> {
    let source = fs::read_to_string(workshop.exercise.reader_file())?;
    let tests = fs::read_to_string(workshop.exercise.tests_file())?;
    Ok(exercise::combine(&source, &tests))
}

/// Un projet, et ce dont il dépend.
struct Project {
    name: &'static str,
    /// Ce que la première compilation compile avec lui.
    what: &'static str,
    packages: &'static [&'static str],
    /// Où il se compile, depuis la racine.
    target: &'static str,
}

/// Le dossier où `explore` compile : le modèle ne l'y est qu'une fois.
const EXPLORED: &str = "target/exploration/cible";

const NATIVE: Project = Project {
    name: "natif",
    what: "des canaux",
    packages: &["crossbeam-channel", "crossbeam-utils"],
    target: EXPLORED,
};

const MODEL: Project = Project {
    name: "modele",
    what: "de l'explorateur",
    packages: &["entrelacs", "report"],
    target: EXPLORED,
};

/// Là où `cargo` compile les serveurs du dépôt : ils ont les mêmes dépendances.
const SERVER: Project = Project {
    name: "votre_salon",
    what: "du serveur",
    packages: &["serveurs"],
    target: "target",
};

fn build(
    bench: &dyn Bench,
    workshop: &Workshop,
    project: &Path,
    Project {
        name,
        what,
        packages,
        target,
    }: &Project,
) -> Result<Compiled> {
    let root = workshop.root;
    let target = root.join(target);
    let program = target.join("debug").join(name);
    let program = program.with_extension(env::consts::EXE_EXTENSION);
    if !program.is_file() {
        bench.announce(&format!(
            "Première compilation {what} : une minute environ, une seule fois."
        ));
    }
    let mut dependencies = project::build(project, &target);
    dependencies.args(packages.iter().flat_map(|package| ["-p", package]));
    bench.prepare(&mut dependencies)?;
    let mut command = project::build(project, &target);
    if bench.colors() {
        command.args(["--color", "always"]);
    }
    let task = Task {
        kind: Kind::Compile,
        limit: LIMIT,
        output: MAX_OUTPUT,
        what: "Compilation",
    };
    let ended = bench.run(&mut command, task)?;
    if ended.success() {
        return Ok(Compiled::Program(program));
    }
    let message = readers_paths(&ended.stderr, workshop);
    let about_reader = [
        workshop.exercise.reader_file(),
        workshop.exercise.tests_file(),
    ]
    .iter()
    .any(|file| message.contains(&workshop.shown(file)));
    match ended.end {
        End::Exited(_) if about_reader => Ok(Compiled::Refused(message)),
        End::TooLong(_) => bail!("la compilation ne finit pas ; cargo disait :\n{message}"),
        End::TooBig => Ok(Compiled::Refused(
            "La compilation prend trop de mémoire : arrêtée.".to_owned(),
        )),
        _ => bail!("cargo n'a pas pu compiler ; ce n'est pas votre fichier :\n{message}"),
    }
}

/// Le message de rustc, où les chemins sont ceux du lecteur, depuis la racine
/// du dépôt.
fn readers_paths(message: &str, workshop: &Workshop) -> String {
    let copy = format!(
        "target/exercices/modele/src/e0_{}.rs",
        workshop.exercise.name
    );
    let message = workshop
        .without_root(message)
        .replace(&copy, &workshop.shown(&workshop.exercise.reader_file()));
    let kept = message.lines().filter(|line| {
        let about = |name: &str| line.contains(&format!("could not compile `{name}`"));
        ![NATIVE, MODEL, SERVER].iter().any(|it| about(it.name))
    });
    kept.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}
