//! Exécuter un programme sous shuttle.

use crate::{Ending, stdout};
use crossbeam_under_shuttle::facade::time;
use entrelacs::OutcomeKind;
use shuttle::scheduler::{
    DfsScheduler, PctScheduler, RandomScheduler, Schedule, Scheduler, Task, TaskId,
};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/shuttle.rs"));
include!(concat!(env!("OUT_DIR"), "/shuttle_drawn.rs"));

/// Au-delà de ces étapes, une exécution est abandonnée : elle ne dit rien.
const MAX_STEPS: usize = 3_000;

/// Ce qu'ont montré des exécutions.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Les exécutions commencées.
    pub executions: usize,
    /// Combien ont fini ainsi.
    pub endings: BTreeMap<Ending, usize>,
}

thread_local! {
    static SAMPLE: RefCell<Sample> = RefCell::default();
    /// Vrai quand `main` a fini : ce qui suit n'existe plus pour un vrai
    /// processus.
    static OVER: Cell<bool> = const { Cell::new(false) };
    /// Vrai pendant que shuttle exécute un programme.
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Exécute `main` au moins `executions` fois, dans des ordres tirés au hasard à
/// partir de `seed` : une moitié uniformément, une moitié avec peu de
/// changements de fil, ce qui atteint d'autres issues.
pub fn sample(main: fn(), executions: usize, seed: u64) -> Sample {
    SAMPLE.take();
    repeat(main, executions / 2, |left, failures| {
        RandomScheduler::new_from_seed(seed + failures, left)
    });
    repeat(main, executions, |left, failures| {
        PctScheduler::new_from_seed(seed + failures, 4, left)
    });
    SAMPLE.take()
}

/// Vérifie qu'aucune issue d'un tel tirage ne manque à celles de l'exploration.
///
/// # Panics
///
/// Sinon, ou si shuttle n'a rien montré.
pub fn check(name: &str, main: fn(), executions: usize, seed: u64, explored: &BTreeSet<Ending>) {
    let mut kinds = explored.iter().map(|(kind, _)| *kind);
    let endless = kinds.any(|kind| kind == OutcomeKind::Livelock);
    // Une exécution sans fin coûte autant que des centaines d'autres.
    let executions = if endless { executions / 20 } else { executions };
    let shown: BTreeSet<Ending> = sample(main, executions, seed).endings.into_keys().collect();
    println!(
        "{name:<44} {:>4} issues sur {:>4}",
        shown.len(),
        explored.len()
    );
    let missing: Vec<_> = shown.difference(explored).collect();
    assert!(
        missing.is_empty(),
        "{name} : l'exploration n'a pas {missing:#?}, mais {explored:#?}"
    );
    assert!(
        endless || !shown.is_empty(),
        "{name} : shuttle n'a rien montré"
    );
}

/// Exécute `main` dans tous les ordres que connaît shuttle, en au plus
/// `max_executions` exécutions et `max_time` ; le booléen dit s'il les a tous
/// épuisés.
pub fn exhaust(main: fn(), max_executions: usize, max_time: Duration) -> (Sample, bool) {
    SAMPLE.take();
    let started = std::time::Instant::now();
    // Les tirages, s'il y en a, sont toujours les mêmes.
    let dfs = Shared(Arc::new(Mutex::new((DfsScheduler::new(None, true), false))));
    loop {
        let mut config = config();
        config.max_time = Some(max_time.saturating_sub(started.elapsed()));
        let bounded = Bounded {
            inner: dfs.clone(),
            left: max_executions.saturating_sub(SAMPLE.with_borrow(|sample| sample.executions)),
        };
        let finished = run(Runner::new(bounded, config), main);
        let exhausted = dfs.lock().1;
        let over = SAMPLE.with_borrow(|sample| sample.executions) >= max_executions
            || started.elapsed() >= max_time;
        if finished || exhausted || over {
            return (SAMPLE.take(), exhausted);
        }
    }
}

fn repeat<S: Scheduler + 'static>(main: fn(), target: usize, scheduler: impl Fn(usize, u64) -> S) {
    for failures in 0.. {
        let done = SAMPLE.with_borrow(|sample| sample.executions);
        let Some(left) = target.checked_sub(done).filter(|left| *left > 0) else {
            return;
        };
        if run(Runner::new(scheduler(left, failures), config()), main) {
            return;
        }
    }
}

fn config() -> Config {
    let mut config = Config::new();
    config.stack_size = 0x2_0000;
    config.failure_persistence = FailurePersistence::None;
    config.max_steps = MaxSteps::ContinueAfter(MAX_STEPS);
    config.silence_warnings = true;
    config
}

/// Exécute jusqu'à l'épuisement de l'ordonnanceur, ou jusqu'au premier
/// interblocage ; rend vrai si l'ordonnanceur s'est épuisé.
fn run<S: Scheduler + 'static>(runner: Runner<S>, main: fn()) -> bool {
    silence();
    let body = move || {
        OVER.set(false);
        stdout::take();
        time::reset();
        SAMPLE.with_borrow_mut(|sample| sample.executions += 1);
        let result = catch_unwind(AssertUnwindSafe(main));
        let kind = match result {
            Ok(()) => OutcomeKind::Exit,
            Err(_) => OutcomeKind::Panic,
        };
        // Entre la fin de `main` et celle du processus, les autres avancent.
        shuttle::thread::sleep(Duration::ZERO);
        note(kind);
        OVER.set(true);
    };
    RUNNING.set(true);
    let result = catch_unwind(AssertUnwindSafe(|| runner.run(body)));
    RUNNING.set(false);
    match result {
        Ok(_) => true,
        Err(payload) => {
            let message = message(payload.as_ref());
            // Un seul fil : ces ordonnanceurs n'ont rien à choisir.
            if message == "test closure did not exercise any concurrency" {
                return true;
            }
            if !OVER.get() {
                assert!(message.starts_with("deadlock!"), "shuttle : {message}");
                note(OutcomeKind::Deadlock);
            }
            false
        }
    }
}

/// Fait taire, une fois pour le processus, les paniques des programmes : elles
/// sont attendues, et shuttle raconterait chacune.
fn silence() {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| {
        let default = panic::take_hook();
        // La première exécution installe le crochet de shuttle ; la suite le
        // remplace.
        Runner::new(RandomScheduler::new_from_seed(0, 1), config()).run(|| ());
        panic::set_hook(Box::new(move |info| {
            if !RUNNING.get() {
                default(info);
            }
        }));
    });
}

fn note(kind: OutcomeKind) {
    let ending = (kind, stdout::take());
    SAMPLE.with_borrow_mut(|sample| *sample.endings.entry(ending).or_default() += 1);
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// Un parcours en profondeur que l'on reprend après un échec ; le booléen dit
/// s'il est épuisé.
#[derive(Clone, Debug)]
struct Shared(Arc<Mutex<(DfsScheduler, bool)>>);

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, (DfsScheduler, bool)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Le même, limité.
#[derive(Debug)]
struct Bounded {
    inner: Shared,
    left: usize,
}

impl Scheduler for Bounded {
    fn new_execution(&mut self) -> Option<Schedule> {
        self.left = self.left.checked_sub(1)?;
        let mut inner = self.inner.lock();
        let schedule = inner.0.new_execution();
        inner.1 = schedule.is_none();
        schedule
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<TaskId>,
        yielding: bool,
    ) -> Option<TaskId> {
        self.inner.lock().0.next_task(runnable, current, yielding)
    }

    fn next_u64(&mut self) -> u64 {
        self.inner.lock().0.next_u64()
    }
}
