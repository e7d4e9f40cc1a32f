//! Shuttle et le vrai crossbeam-channel ne montrent que ce qu'entrelacs a
//! prévu ; quand ils peuvent tout essayer, ils montrent exactement cela.

use entrelacs::{Config, OutcomeKind, Program, explore};
use entrelacs_oracle::sous_shuttle::{self, PROGRAMS};
use entrelacs_oracle::{EXCLUDED, Ending, endings};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Les exécutions tirées au hasard, par programme.
const SAMPLES: usize = 3_000;
const SEED: u64 = 20_251;

#[test]
fn les_listings_du_livre() {
    compare("livre/");
}

#[test]
fn les_cas_d_ecole() {
    compare("classiques/");
}

#[test]
fn la_semantique_et_les_tailles() {
    compare("semantique/");
    compare("tailles/");
}

#[test]
fn sonde() {
    for (name, main) in PROGRAMS {
        let started = Instant::now();
        let explored = explored(entrelacs_epreuves::program(name));
        let (sample, exhausted) = sous_shuttle::exhaust(*main, 200_000, Duration::from_secs(3));
        println!("DFS {name:<44} {exhausted} {} {:?} {}/{}", sample.executions, started.elapsed(), sample.endings.len(), explored.len());
    }
}

/// Aucune issue tirée au hasard ne manque à l'exploration.
fn compare(prefix: &str) {
    let (mut found, mut all) = (0, 0);
    for (name, main) in PROGRAMS.iter().filter(|(name, _)| name.starts_with(prefix)) {
        let started = Instant::now();
        let explored = explored(entrelacs_epreuves::program(name));
        let endless = explored.iter().any(|(kind, _)| *kind == OutcomeKind::Livelock);
        // Une exécution sans fin coûte autant que des centaines d'autres.
        let executions = if endless { SAMPLES / 20 } else { SAMPLES };
        let sample = sous_shuttle::sample(*main, executions, SEED);
        let sampled: BTreeSet<Ending> = sample.endings.keys().cloned().collect();
        println!(
            "{name:<44} {:>4} issues sur {:>4}, {:>5} exécutions en {:.2?}",
            sampled.len(),
            explored.len(),
            sample.executions,
            started.elapsed()
        );
        let missing: Vec<_> = sampled.difference(&explored).collect();
        assert!(
            missing.is_empty(),
            "{name} : l'exploration n'a pas {missing:#?}, mais {explored:#?}"
        );
        assert!(endless || !sampled.is_empty(), "{name} : shuttle n'a rien montré");
        found += sampled.len();
        all += explored.len();
    }
    println!("{prefix} : {found} issues sur {all}");
}

fn explored(program: &Program) -> BTreeSet<Ending> {
    let config = Config {
        // Le `park` de shuttle peut se réveiller sans raison.
        spurious_wakeups: program.source.contains("park("),
        ..Config::default()
    };
    let exploration = explore(program, &config).unwrap_or_else(|error| panic!("{} : {error}", program.name));
    endings(&exploration)
}
