//! Un programme qui ne bouge plus, et les piles que gdb en donne.

use crate::skip;
use processes::stillness::Watch;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// Un programme qui tourne, tué à la fin du test.
pub struct Running(pub Child);

impl Running {
    /// Lance `command`.
    ///
    /// # Panics
    ///
    /// Si elle ne se lance pas.
    pub fn start(command: &mut Command) -> Self {
        Self(command.spawn().expect("il se lance"))
    }

    /// Attend que tous ses fils dorment pour de bon.
    ///
    /// # Panics
    ///
    /// S'ils tournent encore au bout de dix secondes.
    pub fn wait_until_still(&self) {
        let (mut watch, started) = (Watch::default(), Instant::now());
        while !watch.is_still(self.0.id()) {
            assert!(started.elapsed() < Duration::from_secs(10), "il tourne");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// La pile de chaque fil, que gdb donne par `script` : les appels de `file`, chacun de
    /// ceux qu'ils font à une bibliothèque, et « … » pour le reste. `None`, et c'est dit,
    /// si gdb manque ou n'en a pas le droit.
    ///
    /// # Panics
    ///
    /// Si gdb ne se lance pas ; en intégration continue, s'il manque.
    #[track_caller]
    pub fn stacks(&self, script: &Path, file: &str) -> Option<String> {
        let mut gdb = Command::new("gdb");
        // Ni les réglages de l'utilisateur, ni une ligne coupée.
        gdb.args(["-nx", "-batch", "-ex", "set width 0", "-x"])
            .arg(script);
        let Ok(gdb) = gdb.args(["-p", &self.0.id().to_string()]).output() else {
            skip("gdb absent", "installez gdb");
            return None;
        };
        if String::from_utf8_lossy(&gdb.stderr).contains("Operation not permitted") {
            skip(
                "gdb n'a pas le droit de regarder un processus",
                "permettez ptrace",
            );
            return None;
        }
        Some(reduced(&String::from_utf8_lossy(&gdb.stdout), file))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Il est peut-être déjà fini.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Des piles sans le numéro de chaque appel.
pub fn without_numbers(report: &str) -> String {
    let lines = report.lines().map(|line| {
        let frame = line.strip_prefix('#').and_then(|rest| rest.split_once(' '));
        frame.map_or(line, |(_, call)| call.trim_start()).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Les piles de `report`, sans les adresses.
fn reduced(report: &str, file: &str) -> String {
    let place = format!("/{file}:");
    let is_ours = |frame: &str| frame.starts_with('#') && frame.contains(&place);
    let mut shown = Vec::new();
    let lines: Vec<&str> = report.lines().collect();
    for (rank, line) in lines.iter().enumerate() {
        if let Some(thread) = thread_header(line) {
            shown.push(String::new());
            shown.push(thread);
        } else if line.starts_with('#') {
            let calls_library = lines.get(rank + 1).is_some_and(|below| is_ours(below));
            if is_ours(line) || calls_library {
                shown.push(frame(line, is_ours(line)));
            } else if shown.last().is_some_and(|last| last != "…") {
                shown.push("…".into());
            }
        }
    }
    shown.join("\n").trim().to_owned() + "\n"
}

/// `Thread 3 "salle":`, sans les numéros du système.
fn thread_header(line: &str) -> Option<String> {
    let (number, rest) = line.strip_prefix("Thread ")?.split_once(' ')?;
    let name = rest.split('"').nth(1)?;
    Some(format!("Thread {number} \"{name}\":"))
}

/// Une ligne de pile : le numéro, la fonction, et le fichier si c'est le nôtre.
fn frame(line: &str, ours: bool) -> String {
    let (call, place) = line.split_once(" at ").unwrap_or((line, ""));
    let number = call.split(' ').next().unwrap_or_default();
    // Après l'adresse, que gdb ne donne pas partout.
    let function = call.split_once(" in ").map_or_else(
        || call.trim_start_matches(number).trim_start(),
        |(_, function)| function,
    );
    // La marque que rustc ajoute au nom d'une fonction.
    let (name, hash) = function.rsplit_once("::h").unwrap_or((function, ""));
    let hashed = hash.trim_end_matches(" ()").len() == 16;
    let function = if hashed {
        format!("{name} ()")
    } else {
        function.to_owned()
    };
    let place = place
        .rsplit_once('/')
        .filter(|_| ours)
        .map_or(String::new(), |(_, file)| format!(" at {file}"));
    format!("{number:<3} {function}{place}")
}
