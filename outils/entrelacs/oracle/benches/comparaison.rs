//! `cargo bench -p entrelacs-oracle` : ce que demande chaque programme à
//! entrelacs, à shuttle en profondeur, et à loom.
//!
//! Shuttle et loom sont bornés ; « ≥ » dit qu'ils n'avaient pas fini.

use entrelacs::{Config, explore};
use entrelacs_oracle::{sous_loom, sous_shuttle};
use std::time::{Duration, Instant};

const MAX_EXECUTIONS: usize = 1_000_000;
const MAX_TIME: Duration = Duration::from_secs(5);

fn main() {
    println!(
        "shuttle et loom : au plus {MAX_EXECUTIONS} exécutions et {} s par programme\n",
        MAX_TIME.as_secs()
    );
    println!(
        "{:<42} {:>7} {:>7} {:>6} {:>9} {:>10} {:>7} {:>12} {:>12}",
        "programme", "états", "étapes", "issues", "rejeux", "durée", "JSON", "shuttle", "loom"
    );
    // La vérification finale n'est pas l'exploration.
    let config = Config {
        verifications: 0,
        ..Config::default()
    };
    for (name, main) in sous_shuttle::PROGRAMS {
        if name.starts_with("semantique/") {
            continue;
        }
        let program = entrelacs_epreuves::program(name);
        let started = Instant::now();
        let exploration = explore(program, &config).expect("le programme s'explore");
        let elapsed = started.elapsed();
        let (sample, finished) = sous_shuttle::exhaust(*main, MAX_EXECUTIONS, MAX_TIME);
        let shuttle = count(sample.executions, finished);
        let loom = sous_loom::PROGRAMS
            .iter()
            .find(|(known, _)| known == name)
            .map_or_else(
                || "-".to_owned(),
                |(_, main)| {
                    let (executions, finished) =
                        sous_loom::exhaust(*main, MAX_EXECUTIONS, MAX_TIME);
                    count(executions, finished)
                },
            );
        println!(
            "{name:<42} {:>7} {:>7} {:>6} {:>9} {:>7.2} ms {:>4} ko {shuttle:>12} {loom:>12}",
            exploration.graph().state_count(),
            exploration.graph().edge_count(),
            exploration.outcomes().len(),
            exploration.statistics().executions,
            elapsed.as_secs_f64() * 1000.0,
            exploration.to_json().to_string().len().div_ceil(1000),
        );
    }
}

fn count(executions: usize, finished: bool) -> String {
    format!("{}{executions}", if finished { "" } else { "≥ " })
}
