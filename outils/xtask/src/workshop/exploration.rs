//! Explorer le programme du lecteur.

use super::{FILE, Folder, lines, told};
use crate::explore::preparation::{By, Prepared, Refusal as Why, Source, prepare};
use anyhow::Result;
use atelier::workshop::{Job, Options, Refusal, Time};
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
    options: &Options,
    job: Job<'_>,
) -> Result<Result<String, Refusal>> {
    let runner = Runner::interrupted_by(job.cancelled);
    let folder = Folder::write(program)?;
    let constants = options.constants.iter();
    let constants = constants.map(|(name, value)| (name.clone(), value.to_string()));
    let source = Source {
        shown: FILE.into(),
        from: folder.path().to_owned(),
        path: folder.path().join(FILE),
        text: program.to_owned(),
        constants: constants.collect(),
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
        .args((options.time == Time::Ordered).then_some("--ordered"));
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
    let said = conclusion(&String::from_utf8_lossy(&said));
    let refusal = |message: String| Refusal {
        message,
        ..Refusal::default()
    };
    Ok(match outcome {
        Outcome::Exited(0 | 1 | 3) if !graph.is_empty() => {
            Ok(String::from_utf8_lossy(&graph).into_owned())
        }
        Outcome::Exited(2 | 3) => Err(refusal(said)),
        _ if said.starts_with(INCOMPLETE) => Err(refusal(said)),
        outcome => Err(refusal(format!(
            "{INCOMPLETE}. {} {said}",
            told(outcome, &BOUNDS)
        ))),
    })
}

/// Ce que dit d'elle-même une exploration arrêtée par une borne commence ainsi.
const INCOMPLETE: &str = "Exploration incomplète";

/// Ce que dit l'explorateur, sans ses nouvelles d'étape (« Exploration : 2 s, … »).
fn conclusion(said: &str) -> String {
    let lines = said.lines().map(str::trim);
    let kept = lines.filter(|line| !line.is_empty() && !line.starts_with("Exploration : "));
    kept.collect::<Vec<_>>().join("\n")
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

#[cfg(test)]
mod tests {
    use super::conclusion;

    #[test]
    fn une_exploration_arretee_ne_dit_que_sa_fin() {
        let said =
            "Exploration : 2 s, 20 états\nExploration incomplète, arrêtée au bout de 60 s.\n\n";
        assert_eq!(
            conclusion(said),
            "Exploration incomplète, arrêtée au bout de 60 s."
        );
    }
}
