//! `cargo bench -p preuves` : la taille et la durée de chaque exploration du livre,
//! puis la borne qu'elles doivent tenir toutes ensemble.

use entrelacs::{Config, explore};
use std::time::{Duration, Instant};

/// Ce que les listings du livre, tous ensemble, avaient d'états, et duraient sur
/// une machine de deux cœurs, quand cette borne a été fixée.
const BOUND: (usize, Duration) = (1_831, Duration::from_millis(150));

fn main() {
    println!("{:<44} {:>7} {:>10}", "programme", "états", "durée");
    let (mut states, mut duration) = (0, Duration::ZERO);
    for program in preuves::listings() {
        let started = Instant::now();
        let exploration = explore(program, &Config::default()).expect("le programme s'explore");
        let size = exploration.graph().state_count();
        line(program.name, size, started.elapsed());
        duration += started.elapsed();
        states += size;
    }
    line("tous les listings", states, duration);
    line("la borne", BOUND.0, BOUND.1);
    let held = states <= BOUND.0 && duration <= BOUND.1;
    println!("tenue : {}", if held { "oui" } else { "NON" });
}

fn line(name: &str, states: usize, duration: Duration) {
    let milliseconds = duration.as_secs_f64() * 1000.0;
    println!("{name:<44} {states:>7} {milliseconds:>7.2} ms");
}
