//! Vérifier un programme : dans toutes ses exécutions, il finit et aucun fil ne
//! panique.

use crate::config::{Config, TimeModel};
use crate::error::Error;
use crate::explorer::explore;
use crate::outcome::{Outcome, OutcomeKind};
use crate::program::Program;
use serde::Serialize;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Ce que dit une exploration complète, ou ce qu'elle a trouvé avant sa borne.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Faux si une borne a arrêté l'exploration.
    pub complete: bool,
    /// Le nombre d'états rencontrés.
    pub states: usize,
    /// L'échec le plus proche du départ.
    pub failure: Option<Outcome>,
}

impl Verdict {
    /// Vrai si toutes les exécutions ont été vues, et qu'aucune n'échoue.
    pub fn passes(&self) -> bool {
        self.complete && self.failure.is_none()
    }
}

/// Explore `program` et cherche un plus court échec : une panique, un
/// interblocage, une boucle sans issue.
///
/// # Errors
///
/// Celles de [`explore`].
pub fn verify(program: &Program, config: &Config) -> Result<Verdict, Error> {
    Ok(examine(program, config)?.0)
}

fn examine(program: &Program, config: &Config) -> Result<(Verdict, crate::Exploration), Error> {
    let exploration = explore(program, config)?;
    let failures = exploration.outcomes().into_iter().filter(is_failure);
    let verdict = Verdict {
        complete: exploration.is_complete(),
        states: exploration.graph().state_count(),
        failure: failures.min_by_key(|outcome| outcome.schedule.steps.len()),
    };
    Ok((verdict, exploration))
}

fn is_failure(outcome: &Outcome) -> bool {
    !matches!(outcome.kind, OutcomeKind::Exit | OutcomeKind::Bound) || !outcome.panicked.is_empty()
}

/// Au-delà de ce nombre d'états, un graphe ne se suit plus pas à pas.
const MAX_GRAPH: usize = 5_000;

/// Le programme que lance `cargo xtask exercices` : vérifie celui de `programs`
/// que nomme le premier argument et écrit le [`Verdict`] en JSON. Les autres
/// arguments : `--ordered` pour le temps ordonné, `--spurious` pour des réveils
/// sans raison, `--graph <fichier>` pour y écrire le graphe d'un échec.
///
/// Rend 2 si le programme ne peut pas être exploré ; le processus s'arrête avec
/// 3 s'il tourne sans fin sans faire d'opération.
pub fn run(programs: &[Program]) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let mut graph = None;
    let mut config = Config {
        watchdog: Some(Duration::from_secs(5)),
        ..Config::default()
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--ordered" => config.time = TimeModel::Ordered,
            "--spurious" => config.spurious_wakeups = true,
            "--graph" => graph = arguments.next().map(PathBuf::from),
            _ => {
                eprintln!("l'argument « {argument} » n'est pas reconnu");
                return ExitCode::from(2);
            }
        }
    }
    let Some(program) = programs.iter().find(|program| program.name == name) else {
        eprintln!("il n'y a pas de programme « {name} »");
        return ExitCode::from(2);
    };
    let (verdict, exploration) = match examine(program, &config) {
        Ok(examined) => examined,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    if let Some(path) = graph.filter(|_| verdict.failure.is_some() && verdict.states <= MAX_GRAPH)
        && let Err(error) = fs::write(&path, exploration.to_json().to_string())
    {
        eprintln!("{} : {error}", path.display());
        return ExitCode::from(2);
    }
    println!("{}", serde_json::to_string(&verdict).unwrap_or_default());
    ExitCode::SUCCESS
}
