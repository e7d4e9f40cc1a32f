//! Le contrat des exercices : chacun, tel qu'il est donné, échoue pour la
//! raison dite ; chaque solution, celle du livre et les autres, passe de
//! nombreuses fois et dans tous les entrelacements ; chaque solution fautive est
//! rejetée par l'étape et la vérification qui doivent la rejeter. Celle que seules de
//! vraies connexions rejettent passe tout le reste. La copie du lecteur n'entre dans aucun de ces tests.

#[cfg(target_os = "linux")]
mod connections;
mod folders;
mod go;
mod interleavings;
mod native;
#[cfg(unix)]
mod stacks;

use catalogue::{Exercise, Rejection, Stage};
use std::path::PathBuf;
use std::process::Command;
use testing::{fail_if_any, root};

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
    exercise: Exercise,
    expected: Rejection,
}

impl Rejected {
    /// Ce que ce rejet a d'inattendu, s'il en a : `test` est la première
    /// vérification qui échoue, `message` ce que dit son échec.
    fn surprise(&self, failure: Option<(&str, &str)>) -> Option<String> {
        let Rejection { test, message, .. } = &self.expected;
        let expected = failure.is_some_and(|(name, said)| {
            said.contains(message.as_str()) && test.as_ref().is_none_or(|test| test == name)
        });
        let test = test.as_deref().unwrap_or("une vérification");
        (!expected).then(|| {
            format!(
                "{} : {test} devait échouer la première, et dire « {message} » : {failure:#?}",
                self.name
            )
        })
    }
}

/// Une solution juste.
struct Accepted {
    /// Par exemple « 01_rendez_vous/justes/verrou ».
    name: String,
    path: PathBuf,
    exercise: Exercise,
    /// Faux si ses exécutions sont trop nombreuses pour être toutes suivies.
    proven: bool,
}

/// Les solutions des exercices : celle du livre, celles d'autres formes, et celles
/// dont l'exécution et l'exploration ne voient pas la faute.
fn accepted() -> Vec<Accepted> {
    let mut all = Vec::new();
    for exercise in exercises() {
        let mut add = |name: &str, path, proven| {
            all.push(Accepted {
                name: format!("{}/{name}", exercise.name),
                path,
                exercise: exercise.clone(),
                proven,
            });
        };
        add("solution", exercise.solution_file(), true);
        for right in exercise.right().unwrap_or_else(|error| panic!("{error}")) {
            add(&format!("justes/{}", right.name), right.path, right.proven);
        }
        // Seules de vraies connexions les rejettent.
        let faulty = exercise.faulty().unwrap_or_else(|error| panic!("{error}"));
        for faulty in faulty {
            if faulty.rejection.stage == Stage::Connections {
                add(&format!("fautives/{}", faulty.name), faulty.path, true);
            }
        }
    }
    all
}

/// Les fichiers que `stage` doit rejeter : départs et solutions fautives.
fn rejected_by(stage: Stage) -> Vec<Rejected> {
    let mut all = Vec::new();
    for exercise in exercises() {
        all.push(Rejected {
            name: format!("{}/depart", exercise.name),
            path: exercise.start_file(),
            exercise: exercise.clone(),
            expected: exercise.start.clone(),
        });
        let faulty = exercise.faulty().unwrap_or_else(|error| panic!("{error}"));
        all.extend(faulty.into_iter().map(|faulty| Rejected {
            name: format!("{}/fautives/{}", exercise.name, faulty.name),
            path: faulty.path,
            exercise: exercise.clone(),
            expected: faulty.rejection,
        }));
    }
    all.retain(|file| file.expected.stage == stage);
    assert!(!all.is_empty());
    all
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
