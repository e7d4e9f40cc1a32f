//! Vérifier un programme : dans toutes ses exécutions, il finit et aucun fil ne
//! panique.

use crate::options::Options;
use entrelacs::{Config, Error, Exploration, Outcome, Program, StoppedBy, explore};
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
    /// Cette borne.
    pub stopped: Option<StoppedBy>,
    /// Le nombre d'états rencontrés.
    pub states: usize,
    /// L'échec le plus proche du départ.
    pub failure: Option<Outcome>,
    /// Son rang parmi les issues de l'exploration ; 0 sans échec.
    pub rank: usize,
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

fn examine(program: &Program, config: &Config) -> Result<(Verdict, Exploration), Error> {
    let exploration = explore(program, config)?;
    let failure = exploration
        .endings()
        .into_iter()
        .enumerate()
        .filter(|(_, found)| found.ending.is_failure())
        .min_by_key(|(_, found)| exploration.depth(found.state))
        .map(|(rank, found)| (rank, exploration.outcome(found)));
    let verdict = Verdict {
        complete: exploration.is_complete(),
        stopped: exploration.stopped(),
        states: exploration.graph().state_count(),
        rank: failure.as_ref().map_or(0, |(rank, _)| *rank),
        failure: failure.map(|(_, outcome)| outcome),
    };
    Ok((verdict, exploration))
}

/// Au-delà de ce nombre d'états, un graphe ne se suit plus pas à pas.
const MAX_GRAPH: usize = 5_000;

/// Le programme que lance `cargo xtask exercices` : vérifie celui de `programs`
/// que nomme le premier argument et écrit le [`Verdict`] en JSON. Les autres
/// arguments : `--graph <fichier>` pour y écrire le graphe d'un échec, et les
/// réglages que prend aussi [`crate::explore::run`] (`--ordered`, `--spurious`,
/// `--limite <secondes>`, `--memoire <octets>`, `--tenu`).
///
/// Rend 2 si le programme ne peut pas être exploré ; le processus s'arrête avec
/// 3 s'il tourne sans fin sans faire d'opération.
pub fn run(programs: &[Program]) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let mut graph = None;
    let mut options = Options::new(Duration::from_secs(5));
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--graph" => graph = arguments.next().map(PathBuf::from),
            _ => {
                if let Err(message) = options.take(&argument, &mut arguments) {
                    eprintln!("{message}");
                    return ExitCode::from(2);
                }
            }
        }
    }
    let Some(program) = programs.iter().find(|program| program.name == name) else {
        eprintln!("il n'y a pas de programme « {name} »");
        return ExitCode::from(2);
    };
    let (verdict, exploration) = match examine(program, &options.start()) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use entrelacs::OutcomeKind;
    use entrelacs::std_shim as std;
    use std::sync::{Arc, Mutex};
    use std::thread;

    /// Deux issues : le fil prend le verrou le premier et panique, ou non. `main`
    /// finit dans les deux cas.
    fn panics_in_a_thread() {
        let shared = Arc::new(Mutex::new(0));
        let mine = shared.clone();
        let thread = thread::spawn(move || {
            let value = *mine.lock().unwrap();
            assert_eq!(value, 1);
        });
        *shared.lock().unwrap() = 1;
        let _ = thread.join();
    }

    fn joins() {
        thread::spawn(|| {}).join().unwrap();
    }

    fn waits_for_itself() {
        let lock = Mutex::new(());
        let _first = lock.lock().unwrap();
        let _second = lock.lock().unwrap();
    }

    #[test]
    fn un_programme_juste_passe() {
        let verdict = verify(&Program::new(joins), &Config::default()).unwrap();
        assert!(verdict.passes() && verdict.states > 1, "{verdict:?}");
    }

    #[test]
    fn une_borne_atteinte_n_est_pas_une_reussite() {
        let config = Config {
            max_states: 1,
            ..Config::default()
        };
        let verdict = verify(&Program::new(joins), &config).unwrap();
        assert!(
            !verdict.passes() && verdict.failure.is_none(),
            "{verdict:?}"
        );
    }

    #[test]
    fn l_echec_et_son_rang_sont_ceux_de_l_exploration() {
        for (main, kind) in [
            (panics_in_a_thread as fn(), OutcomeKind::Exit),
            (waits_for_itself, OutcomeKind::Deadlock),
        ] {
            let (verdict, exploration) = examine(&Program::new(main), &Config::default()).unwrap();
            let failure = verdict.failure.unwrap();
            assert_eq!(failure.kind, kind);
            assert_eq!(failure, exploration.outcomes()[verdict.rank]);
            let shorter = exploration.outcomes().into_iter().filter(|outcome| {
                outcome.ending().is_failure()
                    && outcome.schedule.steps.len() < failure.schedule.steps.len()
            });
            assert_eq!(shorter.count(), 0);
        }
    }
}
