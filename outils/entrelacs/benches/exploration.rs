//! `cargo bench -p entrelacs` : taille, durée et débit de chaque exploration.

use entrelacs::{Config, TimeModel};
use entrelacs_epreuves::duree::timed;
use std::time::Duration;

fn main() {
    println!(
        "{:<44} {:>7} {:>7} {:>6} {:>9} {:>10} {:>12} {:>8}",
        "programme", "états", "étapes", "issues", "exécutions", "durée", "étapes/s", "JSON"
    );
    for program in entrelacs_epreuves::PROGRAMS {
        if program.name.starts_with("semantique/") || program.name == "classiques/hasard" {
            continue;
        }
        // L'heure n'a de sens que sur l'horloge virtuelle. La vérification finale
        // rejoue le vrai code : elle n'est pas l'exploration.
        let config = Config {
            time: if program.source.contains("Instant::now") {
                TimeModel::Ordered
            } else {
                TimeModel::Arbitrary
            },
            verifications: 0,
            ..Config::default()
        };
        let (best, exploration) = timed(program, &config);
        let statistics = exploration.statistics();
        let json = exploration.to_json().to_string().len();
        println!(
            "{:<44} {:>7} {:>7} {:>6} {:>10} {:>10} {:>12.0} {:>6} ko",
            program.name,
            exploration.graph().state_count(),
            exploration.graph().edge_count(),
            exploration.outcomes().len(),
            statistics.executions,
            milliseconds(best),
            per_second(statistics.steps + statistics.resumes, best),
            json / 1000
        );
    }
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

fn per_second(count: u64, duration: Duration) -> f64 {
    count as f64 / duration.as_secs_f64()
}
