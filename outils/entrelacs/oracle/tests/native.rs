//! De vrais fils, par milliers d'exécutions, ne montrent que ce qu'entrelacs a
//! prévu.

use entrelacs::{Config, OutcomeKind, explore};
use entrelacs_oracle::native::{PROGRAMS, Runs, check, ends_alone};
use entrelacs_oracle::{endings, program};
use std::path::Path;
use std::time::Duration;
use testing::on_every_core;

/// Les exécutions d'un programme qui finit.
const RUNS: usize = 1_000;
/// Celles d'un programme qui demande un processus par exécution.
const APART: usize = 300;
/// Celles d'un programme qui dort, ou qui peut ne jamais finir : chacune dure.
const FEW: usize = 8;
/// Les exécutions de suite dans un même processus.
const BATCH: usize = 25;

/// Le vrai affiche le chemin de sa copie ; ses fils sont numérotés d'un essai à
/// l'autre.
const ELSEWHERE: &[&str] = &["courant/fichier_affiche", "courant/numeros_dans_l_ordre"];

#[test]
fn aucune_issue_reelle_ne_manque_a_l_exploration() {
    let names: Vec<&str> = PROGRAMS.iter().map(|(name, _)| *name).collect();
    let total: usize = on_every_core(&names, |name| compare(name)).iter().sum();
    println!("{total} exécutions");
    assert!(total >= 25 * RUNS, "seulement {total} exécutions");
}

/// Compare ce que montre ce programme à ce qui en est prévu ; rend le nombre
/// d'exécutions.
fn compare(name: &str) -> usize {
    let runner = Path::new(env!("CARGO_BIN_EXE_native"));
    let program = program(name);
    let timeless = program.source.contains("Instant::now");
    let refused = entrelacs_corpus::REFUSED.contains(&name);
    if refused || ELSEWHERE.contains(&name) || timeless {
        return 0; // refusé par l'exploration, ou pas comparable
    }
    let exploration =
        explore(program, &Config::default()).unwrap_or_else(|error| panic!("{name} : {error}"));
    if !exploration.is_complete() {
        return 0;
    }
    let explored = endings(&exploration);
    let endless = |kind| matches!(kind, OutcomeKind::Deadlock | OutcomeKind::Livelock);
    let ends = !explored.iter().any(|(kind, _)| endless(*kind));
    let never_ends = explored.iter().all(|(kind, _)| endless(*kind));
    let sleeps = program.source.contains("from_millis") || program.source.contains("from_secs");
    let (count, batch) = match ends && ends_alone(program, &exploration) {
        _ if sleeps || never_ends || name.starts_with("fins/") => (FEW, 1),
        true => (RUNS, BATCH),
        false => (APART, 1),
    };
    // Un programme qui finit toujours a tout son temps : une machine chargée
    // n'est pas un interblocage.
    let runs = Runs {
        count,
        batch,
        limit: Duration::from_secs(if ends { 60 } else { 2 }),
        cut: false,
    };
    check(runner, name, runs, &exploration);
    count
}
