//! Dire ce qui se fait, quand cela dure.

use anyhow::Result;
use processes::{Ended, Limits, Runner};
use std::io::{self, IsTerminal as _, Write as _};
use std::process::Command;
use std::time::{Duration, Instant};

/// Une attente, dite sur la sortie d'erreur après deux secondes : une ligne
/// récrite sur un terminal, une toutes les cinq secondes ailleurs.
#[derive(Debug)]
pub struct Wait {
    what: &'static str,
    started: Instant,
    next: Duration,
    shown: bool,
    terminal: bool,
}

impl Wait {
    /// Commence à attendre `what`.
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            started: Instant::now(),
            next: Duration::from_secs(2),
            shown: false,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Ce que l'on attend.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// À appeler souvent.
    pub fn tick(&mut self) {
        let elapsed = self.started.elapsed();
        if elapsed < self.next {
            return;
        }
        self.shown = true;
        let mut stderr = io::stderr();
        let text = format!("{} : {} s", self.what, elapsed.as_secs());
        // Un terminal fermé n'arrête rien.
        if self.terminal {
            self.next = elapsed + Duration::from_millis(250);
            let _ = write!(stderr, "\r\x1b[K{text}");
            let _ = stderr.flush();
        } else {
            self.next = elapsed + Duration::from_secs(5);
            let _ = writeln!(stderr, "{text}");
        }
    }
}

/// Lance `command` et attend sa fin, `limit` au plus ; garde `max_output`
/// octets de chacune de ses sorties. Dit `what` et la durée si elle se prolonge.
///
/// # Errors
///
/// Celles de [`Runner::run`].
pub fn run_bounded(
    runner: &Runner,
    command: &mut Command,
    limit: Duration,
    max_output: usize,
    what: &'static str,
) -> Result<Ended> {
    let limits = Limits {
        time: limit,
        output: max_output,
        may_sleep: false,
    };
    let mut wait = Wait::new(what);
    Ok(runner.run_bounded(command, limits, || wait.tick())?)
}

impl Drop for Wait {
    fn drop(&mut self) {
        if self.shown && self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
