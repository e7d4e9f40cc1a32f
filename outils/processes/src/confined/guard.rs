//! La garde d'un programme confiné : un processus, entre lui et qui l'a lancé.

use super::{Confinement, Outcome};
use crate::group::Group;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// Entre deux regards sur la descendance.
const LOOK: Duration = Duration::from_millis(20);

/// Ce que reçoit une garde : des bornes, et où dire la fin.
#[derive(Debug, Clone)]
pub struct Confined {
    /// Les bornes.
    pub confinement: Confinement,
    /// Le fichier du compte rendu, un [`Outcome`] en JSON.
    pub report: PathBuf,
}

impl Confined {
    /// Lance `words` dans ces bornes et attend sa fin ; tue toute sa descendance si
    /// l'entrée standard se ferme. La fin s'écrit dans le compte rendu.
    pub fn guard(&self, words: &[OsString]) -> ExitCode {
        let said = match self.run(words) {
            Ok(Some(outcome)) => outcome,
            Ok(None) => return ExitCode::from(130),
            Err(error) => {
                eprintln!("ce programme ne peut pas être confiné : {error}");
                return ExitCode::from(2);
            }
        };
        let written = serde_json::to_string(&said)
            .map_err(io::Error::from)
            .and_then(|json| fs::write(&self.report, json));
        match written {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(2),
        }
    }

    /// Rien si l'entrée standard s'est fermée.
    fn run(&self, words: &[OsString]) -> io::Result<Option<Outcome>> {
        let Some((program, arguments)) = words.split_first() else {
            return Err(io::Error::other("il manque"));
        };
        let dropped = Arc::new(AtomicBool::new(false));
        let told = dropped.clone();
        thread::spawn(move || {
            let mut byte = [0];
            while let Ok(1) = io::stdin().read(&mut byte) {}
            told.store(true, Ordering::SeqCst);
        });
        #[cfg(unix)]
        bound(&self.confinement)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null());
        let mut group = Group::spawn_raw(&mut command)?;
        let start = Instant::now();
        let mut looked = Instant::now();
        let mut pause = Duration::from_millis(1);
        let outcome = loop {
            if let Some(status) = group.try_wait()? {
                break Some(ended(status));
            }
            if dropped.load(Ordering::SeqCst) {
                break None;
            }
            if start.elapsed() > self.confinement.time {
                break Some(Outcome::TooLong);
            }
            if looked.elapsed() > LOOK {
                looked = Instant::now();
                if let Some(excess) = self.excess() {
                    break Some(excess);
                }
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(5));
        };
        group.kill();
        #[cfg(target_os = "linux")]
        super::descent::Descent::kill();
        Ok(outcome)
    }

    /// Ce que la descendance prend de trop.
    fn excess(&self) -> Option<Outcome> {
        #[cfg(target_os = "linux")]
        {
            let descent = super::descent::Descent::now();
            if descent.len() > self.confinement.processes {
                return Some(Outcome::TooMany);
            }
            if descent.memory() > self.confinement.memory {
                return Some(Outcome::TooBig);
            }
        }
        None
    }
}

/// Pose les bornes de ce processus ; ceux qu'il lance en héritent.
#[cfg(unix)]
fn bound(confinement: &Confinement) -> io::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};
    // Un espace d'adresses se réserve plus qu'il ne s'emploie.
    const RESERVED: u64 = 4;
    let processor = confinement.processor.as_secs().max(1);
    for (resource, soft, hard) in [
        (Resource::RLIMIT_CORE, 0, 0),
        (Resource::RLIMIT_FSIZE, confinement.file, confinement.file),
        (Resource::RLIMIT_CPU, processor, processor + 1),
        #[cfg(target_os = "linux")]
        (
            Resource::RLIMIT_AS,
            RESERVED * confinement.memory,
            RESERVED * confinement.memory,
        ),
    ] {
        setrlimit(resource, soft, hard)?;
    }
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_child_subreaper(true)?;
    Ok(())
}

fn ended(status: ExitStatus) -> Outcome {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        if let Some(signal) = status.signal() {
            return match signal {
                // La borne du processeur, tenue par le système.
                nix::libc::SIGXCPU => Outcome::TooLong,
                _ => Outcome::Signaled(signal),
            };
        }
    }
    Outcome::Exited(status.code().unwrap_or(1))
}
