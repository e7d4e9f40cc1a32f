//! `cargo bench -p entrelacs` : les bornes que l'exploration doit tenir, puis la
//! taille, la durée et le débit de chacune.
//!
//! La durée d'une exploration est celle d'un seul essai, la première d'un processus
//! neuf, et sa mémoire le maximum que ce processus ait occupé.

use entrelacs::{Config, OutcomeKind, TimeModel, explore, peak_memory};
use entrelacs_corpus::bounds::{self, BOUNDS, Bound, COMMAND, Found};
use entrelacs_corpus::duration::timed;
use serde::{Deserialize, Serialize};
use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// L'argument par lequel ce programme se relance pour une seule exploration.
const ONE: &str = "--une-exploration";

fn main() {
    let mut arguments = env::args().skip(1);
    if arguments.next().as_deref() == Some(ONE) {
        measure(&arguments.next().unwrap_or_default());
        return;
    }
    bounds();
    sizes();
}

/// Une exploration, dans son processus : ses mesures, en JSON.
fn measure(name: &str) {
    let program = bounds::program(name);
    let started = Instant::now();
    let exploration = explore(program, &Config::default()).expect("le programme s'explore");
    let duration = started.elapsed();
    let outcomes = exploration.outcomes();
    let mut kinds = outcomes.iter().map(|outcome| outcome.kind);
    let measured = Measured {
        states: exploration.graph().state_count(),
        edges: exploration.graph().edge_count(),
        duration,
        memory: peak_memory().unwrap_or(0),
        complete: exploration.is_complete(),
        outcomes: outcomes.len(),
        panics: kinds.any(|kind| kind == OutcomeKind::Panic),
    };
    println!("{}", serde_json::json!(measured));
}

#[derive(Serialize, Deserialize)]
struct Measured {
    states: usize,
    edges: usize,
    duration: Duration,
    memory: u64,
    complete: bool,
    outcomes: usize,
    panics: bool,
}

impl Measured {
    fn of(name: &str) -> Option<Self> {
        let program = env::current_exe().ok()?;
        let output = Command::new(program).args([ONE, name]).output().ok()?;
        serde_json::from_slice(&output.stdout).ok()
    }

    fn missed(&self, bound: &Bound) -> Vec<&'static str> {
        let found = match bound.found {
            Found::All(outcomes) => self.complete && self.outcomes == outcomes,
            Found::PanicAndIncomplete => self.panics && !self.complete,
        };
        let missed = [
            ("résultat", !found),
            ("durée", self.duration > bound.duration),
            ("mémoire", self.memory > bound.memory),
        ];
        let missed = missed.iter().filter(|(_, missed)| *missed);
        missed.map(|(what, _)| *what).collect()
    }
}

fn bounds() {
    println!(
        "{:<28} {:>9} {:>9} {:>9} {:>9} {:<12} {:>18}  tenue",
        "programme", "états", "étapes", "durée", "mémoire", "résultat", "borne"
    );
    for bound in BOUNDS {
        let limits = format!(
            "{} s, {} Mo",
            bound.duration.as_secs(),
            bound.memory / 1_000_000
        );
        let Some(measured) = Measured::of(bound.program) else {
            println!("{:<28} n'a pas abouti{:>66}  NON", bound.program, limits);
            continue;
        };
        let result = match measured.complete {
            true => format!("{} issues", measured.outcomes),
            false => "incomplète".to_owned(),
        };
        println!(
            "{:<28} {:>9} {:>9} {:>9} {:>6} Mo {:<12} {:>18}  {}",
            bound.program,
            measured.states,
            measured.edges,
            seconds(measured.duration),
            measured.memory / 1_000_000,
            result,
            limits,
            verdict(&measured.missed(bound))
        );
    }
    let (program, limit) = COMMAND;
    match command(program) {
        Some(duration) => println!(
            "{:<28} {:>29} {:>41}  {}",
            format!("{program}, commande entière"),
            seconds(duration),
            format!("{} s", limit.as_secs()),
            verdict(if duration > limit { &["durée"] } else { &[] })
        ),
        None => println!("{program} : la commande n'a pas abouti"),
    }
}

/// La durée de `cargo xtask explore`, le moteur une fois compilé mais pas le
/// programme.
fn command(program: &str) -> Option<Duration> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join(format!("outils/entrelacs/corpus/bornes/{program}.rs"));
    let explore = |file: &PathBuf| {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(&root)
            .args(["run", "--quiet", "--package", "xtask", "--", "explore"])
            .arg(file)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // 0 ou 1 : elle a abouti.
        matches!(command.status().ok()?.code(), Some(0 | 1)).then_some(())
    };
    explore(&file)?;
    let copy = env::temp_dir().join(format!("{program}_{}.rs", std::process::id()));
    std::fs::copy(&file, &copy).ok()?;
    let started = Instant::now();
    let explored = explore(&copy);
    let duration = started.elapsed();
    std::fs::remove_file(&copy).ok()?;
    explored.map(|()| duration)
}

fn verdict(missed: &[&str]) -> String {
    match missed {
        [] => "oui".to_owned(),
        missed => format!("NON ({})", missed.join(", ")),
    }
}

fn sizes() {
    println!(
        "\n{:<44} {:>7} {:>7} {:>6} {:>9} {:>10} {:>12} {:>8}",
        "programme", "états", "étapes", "issues", "exécutions", "durée", "étapes/s", "JSON"
    );
    for program in entrelacs_corpus::PROGRAMS {
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
        // Les programmes refusés n'ont pas de taille.
        let Ok((best, exploration)) = timed(program, &config) else {
            continue;
        };
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

fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

fn per_second(count: u64, duration: Duration) -> f64 {
    count as f64 / duration.as_secs_f64()
}
