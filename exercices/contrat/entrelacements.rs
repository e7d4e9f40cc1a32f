//! Ce que montrent tous les entrelacements.

use super::{exercises, fail_if_any, rejected_by};
use catalogue::{Exercise, Stage};
use entrelacs::verification::{Verdict, verify};
use entrelacs::{Config, Outcome, TimeModel};

include!(concat!(env!("OUT_DIR"), "/exercices.rs"));

/// Les verdicts des vérifications d'un fichier, chacune avec son nom.
fn verdicts(exercise: &Exercise, file: &str) -> Vec<(&'static str, Verdict)> {
    let prefix = format!("{file}/");
    let found: Vec<_> = PROGRAMS
        .iter()
        .filter_map(|program| {
            let test = program.name.strip_prefix(&prefix)?;
            let config = Config {
                time: match exercise.ordered.iter().any(|ordered| ordered == test) {
                    true => TimeModel::Ordered,
                    false => TimeModel::Arbitrary,
                },
                spurious_wakeups: exercise.spurious,
                ..Config::default()
            };
            let verdict =
                verify(program, &config).unwrap_or_else(|error| panic!("{file}, {test} : {error}"));
            Some((test, verdict))
        })
        .collect();
    assert!(!found.is_empty(), "{file} n'a aucune vérification");
    found
}

/// Ce qu'un échec dit de lui-même.
fn message(outcome: &Outcome) -> String {
    let panics = outcome
        .panicked
        .iter()
        .map(|panicked| format!("« {} » a paniqué : {}", panicked.thread, panicked.message));
    let blocked = outcome
        .blocked
        .iter()
        .map(|blocked| format!("« {} » : {}", blocked.thread, blocked.operation));
    let all: Vec<String> = panics.chain(blocked).collect();
    format!("{} ; {}", outcome.kind, all.join(" ; "))
}

#[test]
fn chaque_solution_passe_dans_tous_les_entrelacements() {
    let mut errors = Vec::new();
    for exercise in exercises() {
        let file = format!("{}/solution", exercise.name);
        for (test, verdict) in verdicts(&exercise, &file) {
            println!("{file}/{test} : {} états", verdict.states);
            if !verdict.passes() {
                let failure = verdict.failure.as_ref().map(message);
                errors.push(format!(
                    "{file}/{test} : {} états, {failure:?}\n{:#?}",
                    verdict.states,
                    verdict.failure.map(|outcome| outcome.schedule.steps)
                ));
            }
        }
    }
    fail_if_any(&errors);
}

#[test]
fn un_calendrier_rejette_ce_qui_ne_marche_que_par_chance() {
    let exercises = exercises();
    let mut errors = Vec::new();
    for file in rejected_by(Stage::Interleavings) {
        let exercise = exercises
            .iter()
            .find(|exercise| file.name.starts_with(&exercise.name))
            .unwrap();
        let failures: Vec<Outcome> = verdicts(exercise, &file.name)
            .into_iter()
            .filter_map(|(_, verdict)| verdict.failure)
            .collect();
        let messages: Vec<String> = failures.iter().map(message).collect();
        let told = failures
            .iter()
            .all(|outcome| !outcome.schedule.steps.is_empty());
        if !told
            || !messages
                .iter()
                .any(|found| found.contains(&file.expected.message))
        {
            errors.push(format!(
                "{} : « {} » n'est dit par aucun échec : {messages:#?}",
                file.name, file.expected.message
            ));
        }
    }
    fail_if_any(&errors);
}

/// Une vérification en temps ordonné est une vérification, et les délais sont
/// ceux de l'exercice.
#[test]
fn les_verifications_en_temps_ordonne_existent() {
    for exercise in exercises() {
        for test in &exercise.ordered {
            let name = format!("{}/solution/{test}", exercise.name);
            assert!(
                PROGRAMS.iter().any(|program| program.name == name),
                "{}/exercice.toml : « {test} » n'est pas une vérification",
                exercise.name
            );
        }
    }
}
