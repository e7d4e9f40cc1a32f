//! Exécuter un programme pour de vrai : de vrais fils, la vraie bibliothèque,
//! un processus par exécution.

use crate::{Ending, endings};
use anyhow::Result;
use entrelacs::{Exploration, OutcomeKind, Program};
use processes::{End, Limits, Runner};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/native.rs"));
include!(concat!(env!("OUT_DIR"), "/native_drawn.rs"));

/// Laisse passer, une fois sur quatre, les autres fils ; parfois longtemps.
pub fn yield_at_random() {
    use std::cell::Cell;
    use std::hash::{BuildHasher, RandomState};
    thread_local! {
        static SEED: Cell<u64> = Cell::new(RandomState::new().hash_one(0) | 1);
    }
    let mut seed = SEED.get();
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    SEED.set(seed);
    match seed % 64 {
        0 => thread::sleep(Duration::from_micros(seed % 200)),
        1..16 => thread::yield_now(),
        _ => {}
    }
}

/// Combien d'exécutions ont fini de chaque façon. Un processus arrêté faute
/// de finir compte comme un interblocage.
pub type Observed = BTreeMap<Ending, usize>;

/// Le statut d'un processus dont le fil principal panique.
const RUST_PANIC: i32 = 101;

/// Ce qui sépare, dans la sortie d'un processus, deux exécutions de suite.
pub const SEPARATOR: char = '\0';

/// Les exécutions à faire d'un programme.
#[derive(Clone, Copy, Debug)]
pub struct Runs {
    /// Leur nombre.
    pub count: usize,
    /// Celles qui se suivent dans un même processus : en lancer un coûte plus cher que
    /// le programme.
    pub batch: usize,
    /// Ce que dure, au plus, un processus.
    pub limit: Duration,
    /// Vrai si un processus arrêté peut n'avoir été que lent.
    pub cut: bool,
}

/// Exécute le programme `name` par `runner`, plusieurs processus à la fois, pour varier
/// les ordres.
///
/// # Errors
///
/// Un processus qui ne se lance pas.
pub fn observe(runner: &Path, name: &str, runs: Runs) -> Result<Observed> {
    const TOGETHER: usize = 8;
    let processes = runs.count.div_ceil(runs.batch);
    let share = |count: usize| -> Result<Vec<Ending>> {
        let runs = (0..count).map(|_| run(runner, name, runs));
        Ok(runs.collect::<Result<Vec<_>>>()?.concat())
    };
    let mut observed = Observed::new();
    thread::scope(|scope| {
        let shares = (0..TOGETHER).map(|rank| (processes + rank) / TOGETHER);
        let workers: Vec<_> = shares
            .map(|count| scope.spawn(move || share(count)))
            .collect();
        for worker in workers {
            for ending in worker.join().expect("un lanceur ne panique pas")? {
                *observed.entry(ending).or_default() += 1;
            }
        }
        Ok(observed)
    })
}

/// Les exécutions d'un processus.
fn run(runner: &Path, name: &str, runs: Runs) -> Result<Vec<Ending>> {
    let mut command = Command::new(runner);
    let command = command
        .args([name, &runs.batch.to_string()])
        .env_remove("RUST_BACKTRACE");
    let limits = Limits {
        time: runs.limit,
        output: 1_000_000,
        may_sleep: false,
    };
    let ended = Runner::without_signals().run_bounded(command, limits, || ())?;
    let last = match ended.end {
        End::Exited(status) if status.success() => OutcomeKind::Exit,
        End::Exited(status) => match status.code() {
            Some(RUST_PANIC) => OutcomeKind::Panic,
            Some(_) => OutcomeKind::Error,
            None => OutcomeKind::Abort,
        },
        _ => OutcomeKind::Deadlock,
    };
    let texts = ended.stdout.split(SEPARATOR);
    let mut endings: Vec<Ending> = texts
        .map(|text| (OutcomeKind::Exit, text.to_owned()))
        .collect();
    if let Some(ending) = endings.last_mut() {
        ending.0 = last;
    }
    Ok(endings)
}

/// Vrai si une exécution ne laisse rien à la suivante : ni variable globale, ni fil
/// encore en vie.
pub fn ends_alone(program: &Program, exploration: &Exploration) -> bool {
    let leaves_nothing =
        |state| exploration.ending(state).is_none() || exploration.unfinished(state).is_empty();
    !program.source.contains("static ")
        && (0..exploration.graph().state_count()).all(leaves_nothing)
}

/// Exécute `name`, et vérifie que l'exploration a prévu tout ce qui s'observe.
///
/// # Panics
///
/// Sinon.
pub fn check(runner: &Path, name: &str, runs: Runs, exploration: &Exploration) {
    let explored = endings(exploration);
    let observed = observe(runner, name, runs).expect("les processus se lancent");
    println!(
        "{name:<44} {:>4} issues sur {:>4}, {} exécutions",
        observed.len(),
        explored.len(),
        runs.count
    );
    for ((kind, stdout), count) in &observed {
        // Un processus arrêté faute de finir : bloqué, ou sans fin.
        let endless = *kind == OutcomeKind::Deadlock
            && (runs.cut || explored.contains(&(OutcomeKind::Livelock, stdout.clone())));
        assert!(
            endless
                || explored.contains(&(*kind, stdout.clone()))
                || is_cut(stdout, *kind, &explored, exploration),
            "{name}, {count} fois sur {} : {kind:?} {stdout:?} n'est pas dans {explored:#?}",
            runs.count
        );
    }
}

/// Vrai si la dernière ligne de `stdout` est coupée, et que le reste est prévu : une
/// fois `main` finie, la bibliothèque standard n'écrit plus une ligne d'un coup, et le
/// processus s'arrête au milieu de celle d'un fil encore en vie. Le modèle affiche une
/// ligne entière ou rien.
fn is_cut(
    stdout: &str,
    kind: OutcomeKind,
    explored: &BTreeSet<Ending>,
    exploration: &Exploration,
) -> bool {
    let outlived = (0..exploration.graph().state_count()).any(|state| {
        exploration.ending(state).is_some() && !exploration.unfinished(state).is_empty()
    });
    let whole = stdout.rfind('\n').map_or(0, |end| end + 1);
    outlived && whole < stdout.len() && explored.contains(&(kind, stdout[..whole].to_owned()))
}
