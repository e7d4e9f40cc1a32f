//! Les programmes tirés au hasard et compilés : shuttle et de vrais fils n'en montrent
//! que ce qu'entrelacs a prévu.

use entrelacs::{Config, Exploration, OutcomeKind, explore};
use entrelacs_oracle::{Ending, endings, natif, sous_shuttle};
use entrelacs_tirage_compiles::program;
use std::collections::BTreeSet;
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
    for (name, main) in sous_shuttle::DRAWN {
        // Le `park` de shuttle peut se réveiller sans raison.
        let spurious = program(name).source.contains("park(");
        let Some(found) = explored(name, spurious) else {
            continue;
        };
        let known = endings(&found);
        let endless = known.iter().any(|(kind, _)| *kind == OutcomeKind::Livelock);
        // Une exécution sans fin coûte autant que des centaines d'autres.
        let executions = if endless { SAMPLES / 20 } else { SAMPLES };
        let sample = sous_shuttle::sample(*main, executions, SEED);
        let shown: BTreeSet<Ending> = sample.endings.into_keys().collect();
        let missing: Vec<_> = shown.difference(&known).collect();
        println!(
            "{name:<16} {:>3} issues sur {:>3}",
            shown.len(),
            known.len()
        );
        assert!(
            missing.is_empty(),
            "{name} : l'exploration n'a pas {missing:#?}, mais {known:#?}"
        );
        compared += 1;
    }
    assert!(compared >= 8, "seulement {compared} programmes");
}

#[test]
fn de_vrais_fils_ne_montrent_que_ce_qui_est_prevu() {
    let runner = Path::new(env!("CARGO_BIN_EXE_natif"));
    let mut total = 0;
    for (name, _) in natif::DRAWN {
        let Some(found) = explored(name, false) else {
            continue;
        };
        let known = endings(&found);
        let ends = known
            .iter()
            .all(|(kind, _)| matches!(kind, OutcomeKind::Exit | OutcomeKind::Panic));
        let alone = ends && leaves_nothing(&found);
        let (runs, batch) = match alone {
            true => (RUNS, BATCH),
            false if ends => (RUNS / 4, 1),
            false => (FEW, 1),
        };
        // Un programme qui finit toujours a tout son temps : une machine chargée n'est
        // pas un interblocage.
        let limit = Duration::from_millis(if ends { 60_000 } else { 700 });
        let observed = natif::observe(runner, name, runs, batch, limit).unwrap();
        println!(
            "{name:<16} {:>3} issues sur {:>3}",
            observed.len(),
            known.len()
        );
        for ((kind, stdout), count) in &observed {
            // Arrêté faute de finir : bloqué, sans fin, ou trop lent.
            let stopped = *kind == OutcomeKind::Deadlock && !ends;
            assert!(
                stopped || known.contains(&(*kind, stdout.clone())),
                "{name}, {count} fois sur {runs} : {kind:?} {stdout:?} n'est pas dans {known:#?}"
            );
        }
        total += runs;
    }
    println!("{total} exécutions");
    assert!(total >= 4_000, "seulement {total} exécutions");
}

/// Vrai si aucune exécution ne laisse de fil en vie à la suivante.
fn leaves_nothing(exploration: &Exploration) -> bool {
    (0..exploration.graph().state_count()).all(|state| {
        exploration.ending(state).is_none() || exploration.unfinished(state).is_empty()
    })
}
