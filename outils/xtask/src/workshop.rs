//! L'atelier que sert `cargo xtask serve` : le programme du lecteur, exécuté et
//! exploré sur sa machine, confiné, et dont rien ne reste.

mod exercise;
mod exploration;
mod run;

use anyhow::Error;
use atelier::workshop::exercises::Exercises;
use atelier::workshop::{Job, Line, Options, Refusal};
use processes::{Confinement, Outcome, ProcessError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use std::{fs, io};
use tempfile::TempDir;

/// Le nom du fichier du lecteur, dans les messages de rustc.
const FILE: &str = "programme.rs";

/// L'atelier d'un dépôt.
#[derive(Debug)]
pub struct Workshop {
    root: PathBuf,
    /// Une seule demande à la fois écrit le fichier d'un exercice.
    disk: Mutex<()>,
}

impl Workshop {
    /// Celui du dépôt `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            disk: Mutex::default(),
        }
    }
}

impl atelier::workshop::Workshop for Workshop {
    fn explore(&self, program: &str, options: &Options, job: Job<'_>) -> Result<String, Refusal> {
        exploration::explore(&self.root, program, options, job).unwrap_or_else(failed)
    }

    fn run(&self, program: &str, job: Job<'_>) -> Result<(), Refusal> {
        run::run(&self.root, program, job).unwrap_or_else(failed)
    }

    fn exercises(&self) -> &dyn Exercises {
        self
    }
}

/// Ce que prend le compilateur.
const COMPILER: Confinement = Confinement {
    time: Duration::from_secs(60),
    processor: Duration::from_secs(120),
    memory: 3 << 30,
    file: 512 << 20,
    processes: 32,
    output: 1 << 20,
};

/// Ce dont `rustc` a besoin, quand `rustup` le choisit.
const RUSTC_NEEDS: [&str; 6] = [
    "PATH",
    "HOME",
    "RUSTUP_HOME",
    "CARGO_HOME",
    "RUSTUP_TOOLCHAIN",
    "USERPROFILE",
];

/// Le programme du lecteur, seul dans un dossier qui disparaît avec lui.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn write(program: &str) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("atelier-").tempdir()?;
        fs::write(folder.path().join(FILE), program)?;
        Ok(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// L'atelier n'a pas pu travailler.
fn failed<T>(error: Error) -> Result<T, Refusal> {
    let message = match error.downcast_ref() {
        Some(ProcessError::Interrupted) => "annulé".to_owned(),
        _ => format!("l'atelier n'a pas pu travailler : {error:#}"),
    };
    Err(Refusal {
        message,
        ours: true,
        ..Refusal::default()
    })
}

fn lines(refused: Vec<crate::explore::refusals::Refused>) -> Vec<Line> {
    let lines = refused.into_iter().map(|refused| Line {
        line: refused.line,
        message: refused.reason,
    });
    lines.collect()
}

/// Comment a fini un programme confiné, en français.
fn told(outcome: Outcome, confinement: &Confinement) -> String {
    match outcome {
        Outcome::Exited(0) => "Le programme a fini.".to_owned(),
        Outcome::Exited(101) => "Le programme a paniqué (statut 101).".to_owned(),
        Outcome::Exited(status) => format!("Le programme a fini avec le statut {status}."),
        Outcome::Signaled(signal) => match signal {
            6 => "Le programme s'est arrêté brutalement (signal 6, SIGABRT).".to_owned(),
            11 => "Le programme s'est arrêté brutalement (signal 11, SIGSEGV).".to_owned(),
            25 => format!(
                "Arrêté : il écrivait un fichier de plus de {} Mo.",
                confinement.file >> 20
            ),
            signal => format!("Le programme s'est arrêté brutalement (signal {signal})."),
        },
        Outcome::TooLong => format!("Arrêté au bout de {} secondes.", confinement.time.as_secs()),
        Outcome::TooLoud => format!(
            "Arrêté : il a écrit plus de {} ko.",
            confinement.output >> 10
        ),
        Outcome::TooBig => format!(
            "Arrêté : il prenait plus de {} Mo de mémoire.",
            confinement.memory >> 20
        ),
        Outcome::TooMany => format!(
            "Arrêté : il a lancé plus de {} processus.",
            confinement.processes
        ),
    }
}
