//! Ce que montrent de vraies exécutions.

use super::{exercises, fail_if_any, rejected_by};
use carnet::Notebook;
use catalogue::{Exercise, Stage};
use entrelacs::import::exercise::tests_of;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;
use xtask::exercices::natif::{Failure, run};
use xtask::processus::Runner;

/// Le nombre d'exécutions de chaque vérification d'une solution.
const RUNS: &str = "200";
/// Une solution qui les fait toutes, sur une machine occupée, a fini avant.
const PATIENCE: Duration = Duration::from_secs(60);
/// Au-delà, une solution fautive est tenue pour bloquée.
const BLOCKED: Duration = Duration::from_secs(2);

fn check(exercise: &Exercise, file: &str, runs: &str, limit: Duration) -> Vec<Failure> {
    let tests = fs::read_to_string(exercise.tests_file()).unwrap();
    // Ce qui est bloqué ne prend pas de temps : toutes à la fois.
    thread::scope(|scope| {
        let started: Vec<_> = tests_of(&tests)
            .into_iter()
            .map(|test| {
                scope.spawn(move || {
                    let mut command = Command::new(env!("CARGO_BIN_EXE_banc"));
                    let command = command.args([file, &test, runs]);
                    run(&Runner::without_signals(), &test, command, limit).unwrap()
                })
            })
            .collect();
        let ended = started.into_iter().map(|test| test.join().unwrap());
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
        let mut errors = Vec::new();
        for exercise in exercises() {
            let file = format!("{}/solution", exercise.name);
            for failure in check(&exercise, &file, RUNS, PATIENCE) {
                errors.push(format!("{file}, {} : {}", failure.test, failure.message));
            }
        }
        errors
    }));
}

#[test]
fn une_execution_suffit_a_rejeter_ce_qui_doit_l_etre_ici() {
    let (notebook, state) = notebook();
    fail_if_any(&notebook.unless_known("rejets", Some(&state), unrejected));
}

/// Les fichiers qu'une exécution de chaque vérification devait rejeter, et n'a
/// pas rejetés.
fn unrejected() -> Vec<String> {
    let exercises = exercises();
    let files = rejected_by(Stage::Native);
    thread::scope(|scope| {
        let started: Vec<_> = files
            .iter()
            .map(|file| {
                let exercises = &exercises;
                scope.spawn(move || {
                    let exercise = exercises
                        .iter()
                        .find(|exercise| file.name.starts_with(&exercise.name))
                        .unwrap();
                    let failures = check(exercise, &file.name, "1", BLOCKED);
                    let found = failures
                        .iter()
                        .any(|failure| failure.message.contains(&file.expected.message));
                    (!found).then(|| {
                        format!(
                            "{} : « {} » n'est dit par aucun échec : {failures:#?}",
                            file.name, file.expected.message
                        )
                    })
                })
            })
            .collect();
        let ended = started.into_iter().map(|file| file.join().unwrap());
        ended.flatten().collect()
    })
}
