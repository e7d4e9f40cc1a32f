//! Les programmes tirés au hasard et compilés : shuttle et de vrais fils n'en montrent
//! que ce qu'entrelacs a prévu.

use entrelacs::{Config, Exploration, OutcomeKind, explore};
use entrelacs_generated::program;
use entrelacs_oracle::native::{self, Runs, check, ends_alone};
use entrelacs_oracle::{endings, under_shuttle};
use std::path::Path;
use std::time::Duration;

/// Les exécutions de chaque programme sous shuttle.
const SAMPLES: usize = 300;
const SEED: u64 = 12;

/// Les exécutions réelles d'un programme qui finit, et leur nombre dans un processus
/// quand aucune ne laisse de fil à la suivante.
const RUNS: usize = 400;
const BATCH: usize = 25;
/// Celles d'un programme qui peut ne pas finir : chacune dure.
const FEW: usize = 16;

/// L'exploration de ce programme ; `None` si elle est incomplète.
fn explored(name: &str, spurious_wakeups: bool) -> Option<Exploration> {
    let config = Config {
        spurious_wakeups,
        ..Config::default()
    };
    let found = explore(program(name), &config).unwrap_or_else(|error| panic!("{name} : {error}"));
    if !found.is_complete() {
        println!("{name:<16} exploration incomplète");
    }
    found.is_complete().then_some(found)
}

#[test]
fn shuttle_ne_montre_que_ce_qui_est_prevu() {
    let mut compared = 0;
    for (name, main) in under_shuttle::DRAWN {
        // Le `park` de shuttle peut se réveiller sans raison.
        let spurious = program(name).source.contains("park(");
        let Some(found) = explored(name, spurious) else {
            continue;
        };
        under_shuttle::check(name, *main, SAMPLES, SEED, &endings(&found));
        compared += 1;
    }
    assert!(compared >= 8, "seulement {compared} programmes");
}

#[test]
fn de_vrais_fils_ne_montrent_que_ce_qui_est_prevu() {
    let runner = Path::new(env!("CARGO_BIN_EXE_native"));
    let mut total = 0;
    for (name, _) in native::DRAWN {
        let Some(found) = explored(name, false) else {
            continue;
        };
        let ended = |kind| matches!(kind, OutcomeKind::Exit | OutcomeKind::Panic);
        let ends = endings(&found).iter().all(|(kind, _)| ended(*kind));
        let (count, batch) = match ends {
            true if ends_alone(program(name), &found) => (RUNS, BATCH),
            true => (RUNS / 4, 1),
            false => (FEW, 1),
        };
        // Un programme qui finit toujours a tout son temps : une machine chargée n'est
        // pas un interblocage.
        let runs = Runs {
            count,
            batch,
            limit: Duration::from_millis(if ends { 60_000 } else { 700 }),
            cut: !ends,
        };
        check(runner, name, runs, &found);
        total += count;
    }
    println!("{total} exécutions");
    assert!(total >= 4_000, "seulement {total} exécutions");
}
