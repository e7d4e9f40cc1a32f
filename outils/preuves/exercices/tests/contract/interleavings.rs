//! Ce que montrent tous les entrelacements.

use super::{Accepted, accepted, exercises, rejected_by};
use catalogue::{Exercise, Stage};
use entrelacs::{Config, Outcome, TimeModel};
use recit::Narrator;
use report::verify::{Verdict, verify};
use std::fs;
use std::path::Path;
use testing::{fail_if_any, on_every_core};
use xtask::exercises::interleavings::reads_the_clock;

include!(concat!(env!("OUT_DIR"), "/exercices.rs"));

/// Au-delà, une exploration qui n'est pas attendue complète a montré ce qu'elle
/// avait à montrer.
const STATES: usize = 5_000;
/// De même : une boucle sans fin y refait des étapes, et n'en apprend rien.
const STEPS: usize = 300;

/// Les vérifications d'un fichier, dans l'ordre, et le verdict de chacune,
/// explorée quand on le demande, ou la raison pour laquelle elle ne peut pas
/// l'être. `proven` : il est attendu complet.
fn verdicts(
    exercise: &Exercise,
    file: &str,
    path: &Path,
    proven: bool,
) -> impl Iterator<Item = (&'static str, Result<Verdict, String>)> {
    let prefix = format!("{file}/");
    assert!(
        PROGRAMS
            .iter()
            .any(|program| program.name.starts_with(&prefix)),
        "{file} n'a aucune vérification"
    );
    let source = fs::read_to_string(path).unwrap();
    PROGRAMS.iter().filter_map(move |program| {
        let test = program.name.strip_prefix(&prefix)?;
        let mut config = Config {
            time: match exercise.ordered.iter().any(|ordered| ordered == test) {
                true => TimeModel::Ordered,
                false => TimeModel::Arbitrary,
            },
            spurious_wakeups: exercise.spurious,
            ..Config::default()
        };
        if !proven {
            config.max_states = STATES;
            config.max_steps = STEPS;
        }
        let mut verdict = verify(program, &config);
        if verdict.is_err() && reads_the_clock(&source) {
            config.time = TimeModel::Ordered;
            verdict = verify(program, &config).map(|verdict| Verdict {
                complete: false,
                ..verdict
            });
        }
        Some((
            test,
            verdict.map_err(|error| format!("{} : {error}", program.name)),
        ))
    })
}

/// Ce qu'un échec dit de lui-même.
fn message(outcome: &Outcome) -> String {
    let panics = outcome
        .panicked
        .iter()
        .map(|panicked| format!("« {} » a paniqué : {}", panicked.thread, panicked.message));
    let blocked = outcome.blocked.iter().map(|blocked| {
        let action = Narrator::default().action(&blocked.action);
        format!("« {} » : {action}", blocked.thread)
    });
    let all: Vec<String> = panics.chain(blocked).collect();
    format!("{} ; {}", outcome.kind, all.join(" ; "))
}

/// Ce que l'exploration d'une solution a d'inattendu.
fn surprises(file: &Accepted) -> Vec<String> {
    let mut errors = Vec::new();
    let mut complete = true;
    for (test, verdict) in verdicts(&file.exercise, &file.name, &file.path, file.proven) {
        let verdict = match verdict {
            Ok(verdict) => verdict,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        println!("{}/{test} : {} états", file.name, verdict.states);
        complete &= verdict.complete;
        if let Some(failure) = verdict.failure {
            errors.push(format!(
                "{}/{test} : {} états, {}\n{:#?}",
                file.name,
                verdict.states,
                message(&failure),
                failure.schedule.steps
            ));
        }
    }
    // Aucun échec, mais une solution tenue pour prouvée doit l'être.
    if complete != file.proven {
        let verdict = if complete { "prouvé" } else { "non prouvé" };
        errors.push(format!("{} : son verdict est « {verdict} »", file.name));
    }
    errors
}

#[test]
fn chaque_solution_passe_dans_tous_les_entrelacements() {
    fail_if_any(&on_every_core(&accepted(), surprises).concat());
}

#[test]
fn un_deroulement_rejette_ce_qui_ne_marche_que_par_chance() {
    let mut errors = Vec::new();
    for file in rejected_by(Stage::Interleavings) {
        let first =
            verdicts(&file.exercise, &file.name, &file.path, false).find_map(|(test, verdict)| {
                match verdict {
                    Ok(verdict) => Some((test, verdict.failure?)),
                    Err(error) => {
                        errors.push(error);
                        None
                    }
                }
            });
        let said = first.as_ref().map(|(_, failure)| message(failure));
        let failure = first.as_ref().zip(said.as_deref());
        errors.extend(file.surprise(failure.map(|((test, _), said)| (*test, said))));
        if first.is_some_and(|(_, failure)| failure.schedule.steps.is_empty()) {
            errors.push(format!("{} : aucun déroulement", file.name));
        }
    }
    fail_if_any(&errors);
}

/// Une vérification en temps ordonné est une vérification, et les délais sont
/// ceux de l'exercice.
#[test]
fn les_verifications_en_temps_ordonne_existent() {
    for exercise in exercises() {
        for test in &exercise.explored_only {
            assert!(
                exercise.ordered.contains(test),
                "{}/exercice.toml : « {test} » mesure une durée, donc en temps ordonné",
                exercise.name
            );
        }
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
