//! La descendance d'un processus, telle que la montre `/proc`.

use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::BTreeMap;
use std::fs;

/// Les processus vivants qui descendent de celui-ci.
#[derive(Debug)]
pub struct Descent {
    pids: Vec<i32>,
}

impl Descent {
    /// Telle qu'elle est à cet instant ; vide là où le système ne la montre pas.
    pub fn now() -> Self {
        let mut children: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|it| it.parse().ok()) else {
                continue;
            };
            if let Some(parent) = parent(pid) {
                children.entry(parent).or_default().push(pid);
            }
        }
        let mut pids = Vec::new();
        let mut parents = vec![Pid::this().as_raw()];
        while let Some(parent) = parents.pop() {
            let born = children.remove(&parent).unwrap_or_default();
            parents.extend(&born);
            pids.extend(born);
        }
        Self { pids }
    }

    /// Combien ils sont.
    pub fn len(&self) -> usize {
        self.pids.len()
    }

    /// La mémoire qu'ils occupent ensemble, en octets.
    pub fn memory(&self) -> u64 {
        let resident = |pid: &i32| {
            let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("VmRSS:"))?;
            line.trim().strip_suffix(" kB")?.parse::<u64>().ok()
        };
        1024 * self.pids.iter().filter_map(resident).sum::<u64>()
    }

    /// Tue toute la descendance, même celle qui naît pendant ce temps.
    pub fn kill() {
        loop {
            // Figés d'abord : ils n'enfantent plus.
            let mut known = 0;
            let frozen = loop {
                let descent = Self::now();
                descent.send(Signal::SIGSTOP);
                if descent.len() <= known {
                    break descent;
                }
                known = descent.len();
            };
            frozen.send(Signal::SIGKILL);
            reap();
            if Self::now().pids.is_empty() {
                return;
            }
        }
    }

    fn send(&self, signal: Signal) {
        for pid in &self.pids {
            // Mort entre-temps : rien à faire.
            let _ = kill(Pid::from_raw(*pid), signal);
        }
    }
}

/// Oublie les fils morts.
fn reap() {
    while let Ok(status) = waitpid(None, Some(WaitPidFlag::WNOHANG)) {
        if status == WaitStatus::StillAlive {
            break;
        }
    }
}

/// Le père d'un processus vivant.
fn parent(pid: i32) -> Option<i32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // Le nom, entre parenthèses, peut contenir n'importe quoi.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    match fields.next()? {
        "Z" | "X" => None,
        _ => fields.next()?.parse().ok(),
    }
}
