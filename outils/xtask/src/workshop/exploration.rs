//! Explorer le programme du lecteur.

use super::{FILE, Folder, lines, told};
use crate::explore::preparation::{By, Prepared, Refusal as Why, Source, prepare};
use anyhow::Result;
use atelier::workshop::{Job, Refusal};
use processes::{Channel, Confinement, Outcome, Runner};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// La durée et la mémoire de l'exploration : les bornes de la commande.
const SECONDS: u64 = 60;
const MEMORY: u64 = 2_000_000_000;

/// L'exploration s'arrête d'elle-même avant, en disant ce qu'elle sait.
pub(super) const BOUNDS: Confinement = Confinement {
    time: Duration::from_secs(SECONDS + 15),
    processor: Duration::from_secs(4 * SECONDS),
    memory: 3 << 30,
    file: 1 << 20,
    processes: 4,
    output: 64 << 20,
};

/// Explore `program` ; rend le graphe en JSON.
///
/// # Errors
///
/// Si l'atelier ne peut pas travailler, ou si le lecteur annule.
pub fn explore(
    root: &Path,
    program: &str,
    ordered: bool,
    job: Job<'_>,
) -> Result<Result<String, Refusal>> {
    let runner = Runner::interrupted_by(job.cancelled);
    let folder = Folder::write(program)?;
    let source = Source {
        shown: FILE.into(),
        from: folder.path().to_owned(),
        path: folder.path().join(FILE),
        text: program.to_owned(),
        constants: Vec::new(),
    };
    let mut progress = |what: &'static str| (job.progress)(what);
    let prepared = prepare(&runner, root, &source, "programme", &mut progress)?;
    let (executable, _compiled) = match prepared {
        Prepared::Ready(executable, compiled) => (executable, compiled),
        Prepared::Refused(refusal) => return Ok(Err(refused(refusal))),
    };
    let mut command = Command::new(executable);
    command
        .current_dir(folder.path())
        .args(["--json", "--limite", &SECONDS.to_string()])
        .args(["--memoire", &MEMORY.to_string()])
        .args(ordered.then_some("--ordered"));
    (job.progress)("Exploration");
    let (mut graph, mut said) = (Vec::new(), Vec::new());
    let outcome = runner.run_confined(&command, &BOUNDS, |channel, bytes| match channel {
        Channel::Stdout => graph.extend_from_slice(bytes),
        Channel::Stderr => {
            said.extend_from_slice(bytes);
            // « 12 000 états… » : la dernière ligne entière.
            let text = String::from_utf8_lossy(&said);
            if let Some(line) = text.trim_end().lines().next_back() {
                (job.progress)(line);
            }
        }
    })?;
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    let refusal = |message: String| Refusal {
        message,
        ..Refusal::default()
    };
    Ok(match outcome {
        Outcome::Exited(0 | 1 | 3) if !graph.is_empty() => {
            Ok(String::from_utf8_lossy(&graph).into_owned())
        }
        Outcome::Exited(2 | 3) => Err(refusal(said)),
        outcome => Err(refusal(format!(
            "L'exploration n'est pas allée au bout. {} {said}",
            told(outcome, &BOUNDS)
        ))),
    })
}

fn refused(
    Why {
        by,
        lines: at,
        text,
    }: Why,
) -> Refusal {
    let message = match by {
        By::Rustc => "Ce programme ne compile pas.",
        By::Model => "Ce programme compile, mais l'explorateur n'en connaît pas tout.",
    };
    Refusal {
        message: message.to_owned(),
        lines: lines(at),
        rustc: (by == By::Rustc).then_some(text),
        ours: false,
    }
}
