//! Exécuter un programme pour de vrai : de vrais fils, la vraie bibliothèque,
//! un processus par exécution.

use crate::Ending;
use entrelacs::OutcomeKind;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

include!(concat!(env!("OUT_DIR"), "/natifs.rs"));
include!(concat!(env!("OUT_DIR"), "/natifs_tires.rs"));

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

/// Lance `runner`, qui exécute le programme qu'on lui nomme, `runs` fois, dont
/// `batch` de suite dans chaque processus ; plusieurs processus à la fois, pour
/// varier les ordres. Au-delà de `limit`, un processus est arrêté.
///
/// # Errors
///
/// Un processus qui ne se lance pas.
pub fn observe(
    runner: &Path,
    name: &str,
    runs: usize,
    batch: usize,
    limit: Duration,
) -> io::Result<Observed> {
    const TOGETHER: usize = 8;
    let processes = runs.div_ceil(batch);
    let share = |count: usize| -> io::Result<Observed> {
        let mut mine = Observed::new();
        for _ in 0..count {
            for ending in run(runner, name, batch, limit)? {
                *mine.entry(ending).or_default() += 1;
            }
        }
        Ok(mine)
    };
    let parts = thread::scope(|scope| {
        let handles: Vec<_> = (0..TOGETHER)
            .map(|rank| scope.spawn(move || share((processes + rank) / TOGETHER)))
            .collect();
        let join = |handle: thread::ScopedJoinHandle<'_, io::Result<Observed>>| {
            handle.join().expect("un lanceur ne panique pas")
        };
        handles
            .into_iter()
            .map(join)
            .collect::<io::Result<Vec<_>>>()
    })?;
    let mut observed = Observed::new();
    for (ending, count) in parts.into_iter().flatten() {
        *observed.entry(ending).or_default() += count;
    }
    Ok(observed)
}

/// Les exécutions d'un processus.
fn run(runner: &Path, name: &str, batch: usize, limit: Duration) -> io::Result<Vec<Ending>> {
    let mut child = Command::new(runner)
        .args([name, &batch.to_string()])
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let started = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let mut stdout = String::new();
    if let Some(mut pipe) = child.stdout.take() {
        pipe.read_to_string(&mut stdout)?;
    }
    let last = match status {
        None => OutcomeKind::Deadlock,
        Some(status) if status.success() => OutcomeKind::Exit,
        Some(status) => match status.code() {
            Some(RUST_PANIC) => OutcomeKind::Panic,
            Some(_) => OutcomeKind::Error,
            None => OutcomeKind::Abort,
        },
    };
    let mut endings: Vec<Ending> = stdout
        .split(SEPARATOR)
        .map(|text| (OutcomeKind::Exit, text.to_owned()))
        .collect();
    if let Some(ending) = endings.last_mut() {
        ending.0 = last;
    }
    Ok(endings)
}
