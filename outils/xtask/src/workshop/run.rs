//! Compiler et exécuter le programme du lecteur.

use super::{COMPILER, FILE, Folder, RUSTC_NEEDS, lines, told};
use crate::explore::refusals;
use crate::project::{self, Dependencies};
use anyhow::{Result, bail};
use atelier::workshop::{Event, Job, Refusal};
use processes::{Channel, Confinement, Outcome, Runner};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{env, mem};

/// Ce que prend le programme du lecteur.
pub(super) const BOUNDS: Confinement = Confinement {
    time: Duration::from_secs(10),
    processor: Duration::from_secs(20),
    memory: 1 << 30,
    file: 16 << 20,
    processes: 16,
    output: 1 << 20,
};

/// Compile et exécute `program`.
///
/// # Errors
///
/// Si l'atelier ne peut pas travailler, ou si le lecteur annule.
pub fn run(root: &Path, program: &str, job: Job<'_>) -> Result<Result<(), Refusal>> {
    let runner = Runner::interrupted_by(job.cancelled);
    let crates = crates(&runner, root, job.progress)?;
    let folder = Folder::write(program)?;

    (job.progress)("Compilation du programme");
    let mut rustc = rustc(folder.path());
    project::link(&mut rustc, &crates);
    let mut messages = Vec::new();
    let outcome = runner.run_confined(&rustc, &COMPILER, |channel, bytes| {
        if channel == Channel::Stderr {
            messages.extend_from_slice(bytes);
        }
    })?;
    if outcome != Outcome::Exited(0) {
        let (at, text) = refusals::of_rustc(&String::from_utf8_lossy(&messages), FILE);
        let message = match outcome {
            Outcome::Exited(_) => "Ce programme ne compile pas.".to_owned(),
            outcome => format!(
                "La compilation n'est pas allée au bout. {}",
                told(outcome, &COMPILER)
            ),
        };
        return Ok(Err(Refusal {
            message,
            lines: lines(at),
            rustc: Some(text),
            ours: false,
        }));
    }

    (job.progress)("Exécution");
    (job.tell)(Event::Started {});
    let mut command = Command::new(folder.path().join("programme"));
    command.current_dir(folder.path());
    let (mut stdout, mut stderr) = (Text::default(), Text::default());
    let outcome = runner.run_confined(&command, &BOUNDS, |channel, bytes| {
        let event = match channel {
            Channel::Stdout => stdout.take(bytes).map(Event::Stdout),
            Channel::Stderr => stderr.take(bytes).map(Event::Stderr),
        };
        if let Some(event) = event {
            // Si personne n'écoute, le travail est annulé.
            let _ = (job.tell)(event);
        }
    })?;
    let rest = [
        stdout.rest().map(Event::Stdout),
        stderr.rest().map(Event::Stderr),
    ];
    for event in rest.into_iter().flatten() {
        (job.tell)(event);
    }
    let status = match outcome {
        Outcome::Exited(status) => Some(status),
        _ => None,
    };
    (job.tell)(Event::End {
        status,
        message: told(outcome, &BOUNDS),
    });
    Ok(Ok(()))
}

/// Les vrais paquets du livre, compilés une fois.
fn crates(runner: &Runner, root: &Path, progress: &dyn Fn(&str)) -> Result<Vec<(String, String)>> {
    const WHAT: &str = "Compilation des paquets, la première fois seulement";
    let project = root.join("target/exploration/paquets");
    project::write(
        root,
        &project,
        "paquets",
        Dependencies::Book,
        "fn main() {}\n",
    )?;
    let mut build = project::build(&project, &root.join("target/exploration/cible"));
    build.arg("--message-format=json");
    let built = runner
        .start(&mut build)?
        .finish(runner, || progress(WHAT))?;
    if !built.status.success() {
        bail!("les paquets du livre ne compilent pas : {}", built.stderr);
    }
    Ok(project::libraries(&built.stdout))
}

/// La commande qui compile le programme de `folder`, avec les réglages du
/// Playground.
fn rustc(folder: &Path) -> Command {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc
        .current_dir(folder)
        .env("TMPDIR", folder)
        .args(["--edition", "2024", "--crate-type", "bin"])
        .args(["--crate-name", "programme", "--error-format=json"])
        .args(["-C", "debuginfo=0", "-C", "codegen-units=4"])
        .args(["-o", "programme", FILE]);
    for name in RUSTC_NEEDS {
        if let Some(value) = env::var_os(name) {
            rustc.env(name, value);
        }
    }
    rustc
}

/// Du texte qui arrive par morceaux, coupés n'importe où.
#[derive(Default)]
struct Text {
    left: Vec<u8>,
}

impl Text {
    /// Ce qui se lit de tout ce qui est arrivé ; la fin d'un caractère peut manquer
    /// encore.
    fn take(&mut self, bytes: &[u8]) -> Option<String> {
        self.left.extend_from_slice(bytes);
        let cut = match std::str::from_utf8(&self.left) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.left.len(),
        };
        let left = self.left.split_off(cut);
        let ready = mem::replace(&mut self.left, left);
        (!ready.is_empty()).then(|| String::from_utf8_lossy(&ready).into_owned())
    }

    fn rest(self) -> Option<String> {
        (!self.left.is_empty()).then(|| String::from_utf8_lossy(&self.left).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_caractere_coupe_n_est_pas_abime() {
        let text = "é…😀 fin".as_bytes();
        for size in 1..=text.len() {
            let mut read = Text::default();
            let mut whole: String = text.chunks(size).filter_map(|it| read.take(it)).collect();
            whole.extend(read.rest());
            assert_eq!(whole.as_bytes(), text, "par {size}");
        }
        let mut wrong = Text::default();
        assert_eq!(wrong.take(b"a\xffb").as_deref(), Some("a\u{fffd}b"));
    }
}
