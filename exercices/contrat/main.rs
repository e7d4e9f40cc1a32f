//! Le contrat des exercices : chacun, tel qu'il est donné, échoue pour la
//! raison dite ; chaque solution passe, de nombreuses fois et dans tous les
//! entrelacements ; chaque solution fautive est rejetée par l'étape qui doit la
//! rejeter. La copie du lecteur n'entre dans aucun de ces tests.

mod dossiers;
mod entrelacements;
mod natif;

use catalogue::{Exercise, Rejection, Stage};
use std::path::{Path, PathBuf};
use std::process::Command;

/// La racine du dépôt.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("le paquet est dans le dépôt")
}

fn exercises() -> Vec<Exercise> {
    let exercises = Exercise::all(root()).unwrap_or_else(|error| panic!("{error}"));
    assert!(exercises.len() >= 12, "{} exercices", exercises.len());
    exercises
}

/// Un fichier qui doit être rejeté.
struct Rejected {
    /// Par exemple « 01_rendez_vous/depart ».
    name: String,
    path: PathBuf,
    expected: Rejection,
}

/// Les fichiers que `stage` doit rejeter : départs et solutions fautives.
fn rejected_by(stage: Stage) -> Vec<Rejected> {
    let mut all = Vec::new();
    for exercise in exercises() {
        all.push(Rejected {
            name: format!("{}/depart", exercise.name),
            path: exercise.start_file(),
            expected: exercise.start.clone(),
        });
        let faulty = exercise.faulty().unwrap_or_else(|error| panic!("{error}"));
        all.extend(faulty.into_iter().map(|faulty| Rejected {
            name: format!("{}/fautives/{}", exercise.name, faulty.name),
            path: faulty.path,
            expected: faulty.rejection,
        }));
    }
    all.retain(|file| file.expected.stage == stage);
    assert!(!all.is_empty());
    all
}

#[track_caller]
fn fail_if_any(errors: &[String]) {
    assert!(errors.is_empty(), "\n\n{}\n", errors.join("\n\n"));
}

/// Ce que le compilateur doit refuser l'est, avec le code dit. Ces fichiers ne
/// se servent que de la bibliothèque standard.
#[test]
fn le_compilateur_refuse_ce_qu_il_doit_refuser() {
    let dir = tempfile::tempdir().unwrap();
    let mut errors = Vec::new();
    for file in rejected_by(Stage::Compile) {
        let output = Command::new("rustc")
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "lib",
                "--emit",
                "metadata",
                "--out-dir",
            ])
            .args([dir.path(), &file.path])
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        let expected = format!("error[{}]", file.expected.message);
        if output.status.success() || !message.contains(&expected) {
            errors.push(format!("{} : {expected} attendu :\n{message}", file.name));
        }
    }
    fail_if_any(&errors);
}
