//! Ce qui arrête une exploration : ses bornes, et l'utilisateur.
//!
//! L'exploration consulte son [`Monitor`] à chaque tour : d'ordinaire il ne fait
//! que compter ; de temps à autre il regarde l'heure et la mémoire du processus,
//! et dit où l'on en est.

use crate::exploration::config::Config;
use recit::number::{megabytes, thousands};
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Pourquoi une exploration est incomplète.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StoppedBy {
    /// [`Config::max_states`].
    States,
    /// [`Config::max_steps`] : une exécution est trop longue.
    Steps,
    /// [`Config::max_duration`].
    Time,
    /// [`Config::max_memory`].
    Memory,
    /// [`Config::interrupted`].
    Interrupted,
}

impl StoppedBy {
    /// Son nom dans les documents JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Steps => "steps",
            Self::Time => "time",
            Self::Memory => "memory",
            Self::Interrupted => "interrupted",
        }
    }
}

/// Surveille une exploration.
pub(crate) struct Monitor<'a> {
    config: &'a Config,
    started: Instant,
    calls: Cell<u32>,
    memory: Cell<Option<u64>>,
    measured: Cell<Duration>,
    stopped: Cell<Option<StoppedBy>>,
    progress: RefCell<Progress>,
}

/// Entre deux regards sur l'heure : quelques dizaines de microsecondes.
const CALLS: u32 = 16;

/// Entre deux mesures de la mémoire.
const MEASURE: Duration = Duration::from_millis(20);

impl<'a> Monitor<'a> {
    /// Surveille une exploration qui commence.
    pub fn new(config: &'a Config) -> Self {
        Self {
            config,
            started: Instant::now(),
            calls: Cell::new(0),
            memory: Cell::new(None),
            measured: Cell::new(Duration::ZERO),
            stopped: Cell::new(None),
            progress: RefCell::new(Progress::new()),
        }
    }

    /// Dit s'il faut s'arrêter là, et pourquoi. `states` est le nombre d'états
    /// connus, `depth` la longueur du chemin en cours.
    pub fn check(&self, states: usize, depth: usize) -> Option<StoppedBy> {
        if self.stopped.get().is_some() {
            return self.stopped.get();
        }
        if states > self.config.max_states {
            return self.stop(StoppedBy::States);
        }
        let calls = self.calls.get().wrapping_add(1);
        self.calls.set(calls);
        if !calls.is_multiple_of(CALLS) {
            return None;
        }
        let asked = self.config.interrupted.as_ref();
        if asked.is_some_and(|asked| asked.load(Ordering::Relaxed)) {
            return self.stop(StoppedBy::Interrupted);
        }
        let elapsed = self.started.elapsed();
        if self.config.max_duration.is_some_and(|max| elapsed > max) {
            return self.stop(StoppedBy::Time);
        }
        if elapsed.saturating_sub(self.measured.get()) > MEASURE {
            self.measured.set(elapsed);
            self.memory.set(resident_memory());
            // Le reste est pour le compte rendu.
            if let (Some(memory), Some(max)) = (self.memory.get(), self.config.max_memory)
                && memory > max / 8 * 7
            {
                return self.stop(StoppedBy::Memory);
            }
        }
        if self.config.progress {
            let memory = self.memory.get();
            let mut progress = self.progress.borrow_mut();
            progress.show(elapsed, || situation(elapsed, states, depth, memory));
        }
        None
    }

    /// L'exploration recommence : ce qui ne tenait qu'à ses états est oublié.
    pub fn begin(&self) {
        if self.stopped.get() == Some(StoppedBy::States) {
            self.stopped.set(None);
        }
        self.progress.borrow_mut().cut_short = false;
    }

    /// Une exécution s'arrête à [`Config::max_steps`].
    pub fn cut_short(&self) {
        if self.stopped.get().is_none() {
            // L'exploration continue : une autre borne peut encore l'arrêter.
            self.progress.borrow_mut().cut_short = true;
        }
    }

    /// Ce qui a arrêté l'exploration, ou une partie d'elle.
    pub fn stopped(&self) -> Option<StoppedBy> {
        let cut_short = self.progress.borrow().cut_short;
        self.stopped.get().or(cut_short.then_some(StoppedBy::Steps))
    }

    /// Vrai s'il ne reste ni temps ni mémoire, ni patience.
    pub fn is_hurried(&self) -> bool {
        matches!(
            self.stopped.get(),
            Some(StoppedBy::Time | StoppedBy::Memory | StoppedBy::Interrupted)
        )
    }

    fn stop(&self, reason: StoppedBy) -> Option<StoppedBy> {
        self.stopped.set(Some(reason));
        self.stopped.get()
    }
}

impl Drop for Monitor<'_> {
    fn drop(&mut self) {
        self.progress.borrow_mut().clear();
    }
}

fn situation(elapsed: Duration, states: usize, depth: usize, memory: Option<u64>) -> String {
    let mut text = format!(
        "Exploration : {} s, {} états, profondeur {depth}",
        elapsed.as_secs(),
        thousands(states)
    );
    if let Some(memory) = memory {
        // L'écriture dans une chaîne n'échoue pas.
        let _ = write!(text, ", {}", megabytes(memory));
    }
    text
}

/// Où en est un travail, sur la sortie d'erreur : une ligne récrite sur un
/// terminal, une de temps en temps ailleurs ; rien les deux premières secondes.
struct Progress {
    terminal: bool,
    next: Duration,
    shown: bool,
    cut_short: bool,
}

impl Progress {
    fn new() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
            next: Duration::from_secs(2),
            shown: false,
            cut_short: false,
        }
    }

    fn show(&mut self, elapsed: Duration, text: impl FnOnce() -> String) {
        if elapsed < self.next {
            return;
        }
        self.shown = true;
        let mut stderr = io::stderr();
        // Un terminal fermé n'arrête pas l'exploration.
        if self.terminal {
            self.next = elapsed + Duration::from_millis(250);
            let _ = write!(stderr, "\r\x1b[K{}", text());
            let _ = stderr.flush();
        } else {
            self.next = elapsed + Duration::from_secs(5);
            let _ = writeln!(stderr, "{}", text());
        }
    }

    fn clear(&mut self) {
        if self.shown && self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
        self.shown = false;
    }
}

/// La mémoire physique que le processus occupe, en octets ; `None` si le système
/// ne le dit pas.
pub fn resident_memory() -> Option<u64> {
    memory_stats::memory_stats().map(|memory| memory.physical_mem as u64)
}

/// Le plus de mémoire physique que le processus ait occupé, en octets ; `None`
/// ailleurs que sous Linux.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    fn first_stop(config: &Config) -> Option<StoppedBy> {
        let monitor = Monitor::new(config);
        (0..=CALLS).find_map(|_| monitor.check(10, 3))
    }

    #[test]
    fn chaque_borne_arrete_et_se_nomme() {
        let quiet = Config::default();
        assert_eq!(first_stop(&quiet), None);
        let states = Config {
            max_states: 9,
            ..Config::default()
        };
        assert_eq!(first_stop(&states), Some(StoppedBy::States));
        let time = Config {
            max_duration: Some(Duration::ZERO),
            ..Config::default()
        };
        assert_eq!(first_stop(&time), Some(StoppedBy::Time));
        let asked = Config {
            interrupted: Some(Arc::new(AtomicBool::new(true))),
            ..Config::default()
        };
        assert_eq!(first_stop(&asked), Some(StoppedBy::Interrupted));
    }

    #[test]
    fn la_memoire_du_processus_est_bornee() {
        let config = Config {
            max_memory: Some(1),
            ..Config::default()
        };
        let monitor = Monitor::new(&config);
        std::thread::sleep(MEASURE + Duration::from_millis(5));
        let stop = (0..=CALLS).find_map(|_| monitor.check(10, 3));
        assert_eq!(stop, Some(StoppedBy::Memory));
    }

    #[test]
    fn une_execution_coupee_ne_l_emporte_sur_aucune_autre_borne() {
        let config = Config {
            max_states: 9,
            ..Config::default()
        };
        let monitor = Monitor::new(&config);
        monitor.cut_short();
        assert_eq!(monitor.stopped(), Some(StoppedBy::Steps));
        monitor.check(10, 0);
        assert_eq!(monitor.stopped(), Some(StoppedBy::States));
    }

    #[test]
    fn la_memoire_occupee_se_mesure() {
        let before = resident_memory().unwrap();
        let block = vec![1_u8; 64 << 20];
        let after = resident_memory().unwrap();
        assert!(after > before + (32 << 20), "{before} puis {after}");
        if cfg!(target_os = "linux") {
            assert!(peak_memory().unwrap() >= after - (1 << 20));
        }
        assert_eq!(block[12], 1);
    }
}
