//! Ce que montrent de vraies exécutions.

use super::{accepted, exercises, fail_if_any, rejected_by};
use carnet::Notebook;
use catalogue::{Exercise, Stage};
use entrelacs_import::exercise::tests_of;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use std::{fs, iter};
use xtask::exercices::natif::{Failure, run};
use xtask::processus::Runner;

/// Le nombre d'exécutions de chaque vérification d'une solution du livre.
const RUNS: &str = "200";
/// Le même, pour une autre solution juste : celui de `cargo xtask exercices`.
const RUNS_OF_OTHERS: &str = "25";
/// Une solution qui les fait toutes, sur une machine occupée, a fini avant.
const PATIENCE: Duration = Duration::from_secs(60);
/// Le nombre de fichiers vérifiés à la fois.
const AT_ONCE: usize = 8;
/// Au-delà, une solution fautive est tenue pour bloquée.
const BLOCKED: Duration = Duration::from_secs(2);

/// Le premier échec de `file`, dans l'ordre de ses vérifications.
fn first_failure(exercise: &Exercise, file: &str, runs: &str, limit: Duration) -> Option<Failure> {
    let tests = fs::read_to_string(exercise.tests_file()).unwrap();
    tests_of(&tests)
        .into_iter()
        .filter(|test| !exercise.explored_only.contains(test))
        .find_map(|test| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_banc"));
            let command = command
                .args([file, &test, runs])
                .env_remove("RUST_BACKTRACE");
            run(&Runner::without_signals(), &test, command, limit).unwrap()
        })
}

/// Ce que dit `check` de chaque fichier. Ce qui est bloqué ne prend pas de temps :
/// plusieurs à la fois, mais pas tous, sans quoi une machine occupée ferait
/// passer une vérification lente pour bloquée.
fn complaints<T: Sync>(files: &[T], check: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let files = iter::from_fn(|| files.get(next.fetch_add(1, Ordering::SeqCst)));
        files.filter_map(&check).collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| worker.join().unwrap());
        ended.flatten().collect()
    })
}

/// Le carnet de ces exécutions, et l'état de ce dont elles dépendent.
fn notebook() -> (Notebook, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("carnet");
    let mut files = vec![PathBuf::from(env!("CARGO_BIN_EXE_banc"))];
    for exercise in exercises() {
        files.push(exercise.directory.join("exercice.toml"));
        files.push(exercise.tests_file());
    }
    files.extend(rejected_by(Stage::Native).into_iter().map(|file| file.path));
    let state = carnet::state(&files).expect("ces fichiers se lisent");
    (Notebook::open(folder), state)
}

#[test]
fn chaque_solution_passe_de_nombreuses_fois() {
    let (notebook, state) = notebook();
    fail_if_any(&notebook.unless_known("solutions", Some(&state), || {
        complaints(&accepted(), |file| {
            let runs = match file.name.ends_with("/solution") {
                true => RUNS,
                false => RUNS_OF_OTHERS,
            };
            let failure = first_failure(&file.exercise, &file.name, runs, PATIENCE)?;
            Some(format!(
                "{}, {} : {}",
                file.name, failure.test, failure.message
            ))
        })
    }));
}

#[test]
fn une_execution_suffit_a_rejeter_ce_qui_doit_l_etre_ici() {
    let (notebook, state) = notebook();
    fail_if_any(&notebook.unless_known("rejets", Some(&state), || {
        complaints(&rejected_by(Stage::Native), |file| {
            let failure = first_failure(&file.exercise, &file.name, "1", BLOCKED);
            let failure = failure.as_ref();
            file.surprise(failure.map(|failure| (failure.test.as_str(), failure.message.as_str())))
        })
    }));
}
