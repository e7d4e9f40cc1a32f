//! `cargo bench -p entrelacs-oracle` : ce que demande chaque programme à
//! entrelacs, à shuttle en profondeur, et à loom.
//!
//! Shuttle et loom sont bornés ; « ≥ » dit qu'ils n'avaient pas fini.

use entrelacs::Config;
use entrelacs_corpus::duration::timed;
use entrelacs_oracle::{under_loom, under_shuttle};
use std::io::{BufRead, BufReader, Result};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, process};

/// Dit au processus que c'est à lui de remplir le tableau.
const FILLS: &str = "ENTRELACS_COMPARAISON";
/// Le début de la ligne que shuttle écrit à chaque interblocage : il en trouve des
/// milliers, et aucun réglage ne la fait taire.
const SHUTTLE_DEADLOCK: &str = "Test deadlocked";
const MAX_EXECUTIONS: usize = 1_000_000;
const MAX_TIME: Duration = Duration::from_secs(5);

fn main() -> Result<()> {
    if env::var_os(FILLS).is_some() {
        table();
        return Ok(());
    }
    let mut child = Command::new(env::current_exe()?)
        .env(FILLS, "1")
        .stderr(Stdio::piped())
        .spawn()?;
    for line in child
        .stderr
        .take()
        .into_iter()
        .flat_map(|pipe| BufReader::new(pipe).lines())
    {
        let line = line?;
        if !line.starts_with(SHUTTLE_DEADLOCK) {
            eprintln!("{line}");
        }
    }
    process::exit(child.wait()?.code().unwrap_or(1))
}

fn table() {
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
    for (name, main) in under_shuttle::PROGRAMS {
        if name.starts_with("semantique/") {
            continue;
        }
        let program = entrelacs_oracle::program(name);
        let (best, exploration) = timed(program, &config).expect("le programme s'explore");
        let (sample, finished) = under_shuttle::exhaust(*main, MAX_EXECUTIONS, MAX_TIME);
        let shuttle = count(sample.executions, finished);
        let loom = under_loom::PROGRAMS
            .iter()
            .find(|(known, _)| known == name)
            .map_or_else(
                || "-".to_owned(),
                |(_, main)| {
                    let (executions, finished) =
                        under_loom::exhaust(*main, MAX_EXECUTIONS, MAX_TIME);
                    count(executions, finished)
                },
            );
        println!(
            "{name:<42} {:>7} {:>7} {:>6} {:>9} {:>7.2} ms {:>4} ko {shuttle:>12} {loom:>12}",
            exploration.graph().state_count(),
            exploration.graph().edge_count(),
            exploration.outcomes().len(),
            exploration.statistics().executions,
            best.as_secs_f64() * 1000.0,
            exploration.to_json().to_string().len().div_ceil(1000),
        );
    }
}

fn count(executions: usize, finished: bool) -> String {
    format!("{}{executions}", if finished { "" } else { "≥ " })
}
