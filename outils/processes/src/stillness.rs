//! Reconnaître un programme bloqué : tous ses fils dorment, et plus aucun ne
//! s'est réveillé depuis un moment.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Au bout de ce temps sans qu'aucun fil ne bouge, un programme qui n'a ni
/// pause ni délai est tenu pour bloqué.
const STILL_FOR: Duration = Duration::from_millis(200);

/// Observe un programme pendant qu'il tourne.
#[derive(Default)]
pub struct Watch {
    last: Option<(Vec<Task>, Instant)>,
}

/// Un fil endormi : son numéro, et combien de fois il a eu le processeur.
#[derive(Debug, PartialEq, Eq)]
struct Task {
    id: String,
    switches: u64,
}

impl Watch {
    /// Vrai si tous les fils du processus `pid` dorment, sans s'être réveillés
    /// pendant [`STILL_FOR`]. Faux aussi quand le système ne permet pas de le
    /// savoir.
    pub fn is_still(&mut self, pid: u32) -> bool {
        let Some(tasks) = asleep(pid) else {
            self.last = None;
            return false;
        };
        match &self.last {
            Some((before, since)) if *before == tasks => since.elapsed() >= STILL_FOR,
            _ => {
                self.last = Some((tasks, Instant::now()));
                false
            }
        }
    }
}

/// Vrai si ce système laisse observer les fils d'un programme.
pub fn is_observable() -> bool {
    Path::new("/proc/self/task").is_dir()
}

/// Les fils du processus, si tous dorment.
fn asleep(pid: u32) -> Option<Vec<Task>> {
    let mut tasks = Vec::new();
    for entry in fs::read_dir(format!("/proc/{pid}/task")).ok()? {
        let path = entry.ok()?.path();
        let status = fs::read_to_string(path.join("status")).ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()
        };
        if field("State:")? != "S" {
            return None;
        }
        let count = |name| field(name)?.parse::<u64>().ok();
        tasks.push(Task {
            id: path.file_name()?.to_string_lossy().into_owned(),
            switches: count("voluntary_ctxt_switches:")? + count("nonvoluntary_ctxt_switches:")?,
        });
    }
    tasks.sort_by(|a, b| a.id.cmp(&b.id));
    (!tasks.is_empty()).then_some(tasks)
}
