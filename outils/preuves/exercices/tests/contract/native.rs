//! Ce que montrent de vraies exécutions.

use super::{accepted, rejected_by};
use catalogue::{Exercise, Stage};
use entrelacs_import::exercise::tests_of;
use processes::Runner;
use std::fs;
use std::process::Command;
use std::time::Duration;
use testing::{fail_if_any, in_parallel, times};
use xtask::exercises::native::{Failure, run};

/// Le nombre d'exécutions de chaque vérification d'une solution du livre, à
/// chaque `cargo test` puis en intégration continue.
const RUNS: (usize, usize) = (10, 200);
/// Le même, pour une autre solution juste : celui de `cargo xtask exercices`.
const RUNS_OF_OTHERS: (usize, usize) = (3, 25);
/// Une solution qui les fait toutes, sur une machine occupée, a fini avant.
const PATIENCE: Duration = Duration::from_secs(60);
/// Le nombre de fichiers vérifiés à la fois.
const AT_ONCE: usize = 8;
/// Au-delà, une solution fautive est tenue pour bloquée.
const BLOCKED: Duration = Duration::from_secs(2);

/// Le premier échec de `file`, dans l'ordre de ses vérifications.
fn first_failure(exercise: &Exercise, file: &str, runs: usize, limit: Duration) -> Option<Failure> {
    let tests = fs::read_to_string(exercise.tests_file()).unwrap();
    tests_of(&tests)
        .into_iter()
        .filter(|test| !exercise.explored_only.contains(test))
        .find_map(|test| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_banc"));
            let command = command
                .args([file, &test, &runs.to_string()])
                .env_remove("RUST_BACKTRACE");
            run(&Runner::without_signals(), &test, command, limit).unwrap()
        })
}

/// Ce que dit `check` de chaque fichier. Ce qui est bloqué ne prend pas de temps :
/// plusieurs à la fois, mais pas tous, sans quoi une machine occupée ferait
/// passer une vérification lente pour bloquée.
fn complaints<T: Sync>(files: &[T], check: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let found = in_parallel(AT_ONCE, files, check);
    found.into_iter().flatten().collect()
}

#[test]
fn chaque_solution_passe_de_nombreuses_fois() {
    fail_if_any(&complaints(&accepted(), |file| {
        let (quick, thorough) = match file.name.ends_with("/solution") {
            true => RUNS,
            false => RUNS_OF_OTHERS,
        };
        let runs = times(quick, thorough);
        let failure = first_failure(&file.exercise, &file.name, runs, PATIENCE)?;
        Some(format!(
            "{}, {} : {}",
            file.name, failure.test, failure.message
        ))
    }));
}

#[test]
fn une_execution_suffit_a_rejeter_ce_qui_doit_l_etre_ici() {
    fail_if_any(&complaints(&rejected_by(Stage::Native), |file| {
        let failure = first_failure(&file.exercise, &file.name, 1, BLOCKED);
        let failure = failure.as_ref();
        file.surprise(failure.map(|failure| (failure.test.as_str(), failure.message.as_str())))
    }));
}
