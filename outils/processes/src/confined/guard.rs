//! La garde d'un programme confiné : un processus, entre lui et qui l'a lancé.

use super::{Confinement, Outcome};
use crate::group::Group;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
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
        let mut group = spawn_yielding(&mut command)?;
        let outcome = self.follow(&mut group, &dropped);
        group.kill();
        #[cfg(target_os = "linux")]
        super::descent::Descent::kill();
        outcome
    }

    /// Attend que `group` finisse, ou prenne trop. Rien si `dropped` devient vrai.
    fn follow(&self, group: &mut Group, dropped: &AtomicBool) -> io::Result<Option<Outcome>> {
        let start = Instant::now();
        let mut looked = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            if let Some(outcome) = leader(group)? {
                return Ok(Some(outcome));
            }
            if dropped.load(Ordering::SeqCst) {
                return Ok(None);
            }
            if start.elapsed() > self.confinement.time {
                return Ok(Some(Outcome::TooLong));
            }
            if looked.elapsed() > LOOK {
                looked = Instant::now();
                if let Some(excess) = self.excess() {
                    return Ok(Some(excess));
                }
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(5));
        }
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

/// Lance `command` moins pressé que sa garde : sur une machine occupée, une bombe ne
/// l'empêche pas de regarder.
#[cfg(target_os = "linux")]
fn spawn_yielding(command: &mut Command) -> io::Result<Group> {
    use rustix::process::setpriority_process;
    const HURRIED: i32 = -15;
    const PATIENT: i32 = 10;
    // Permis au seul administrateur ; sans cela, la garde a la priorité ordinaire.
    let _ = setpriority_process(None, HURRIED);
    // Sous Linux, la priorité est celle d'un fil, dont hérite ce qu'il lance.
    thread::scope(|scope| {
        let spawned = scope.spawn(|| {
            setpriority_process(None, PATIENT)?;
            Group::spawn_raw(command)
        });
        spawned
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("il a fait paniquer sa garde")))
    })
}

#[cfg(not(target_os = "linux"))]
fn spawn_yielding(command: &mut Command) -> io::Result<Group> {
    Group::spawn_raw(command)
}

/// Pose les bornes de ce processus ; ceux qu'il lance en héritent.
#[cfg(unix)]
fn bound(confinement: &Confinement) -> io::Result<()> {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    // Un espace d'adresses se réserve plus qu'il ne s'emploie.
    const RESERVED: u64 = 4;
    // Tout ce qu'a lancé l'utilisateur, fils compris : la garde compte mieux, mais ne
    // regarde que de temps en temps.
    const TASKS: u64 = 8192;
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
    let (_, most) = getrlimit(Resource::RLIMIT_NPROC)?;
    let tasks = TASKS.min(most);
    setrlimit(Resource::RLIMIT_NPROC, tasks, tasks)?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_child_subreaper(true)?;
    Ok(())
}

/// Comment a fini le premier processus du groupe, sans l'oublier encore : d'autres
/// du groupe, adoptés par la garde, peuvent lui survivre.
#[cfg(target_os = "linux")]
fn leader(group: &Group) -> io::Result<Option<Outcome>> {
    use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
    let pid = nix::unistd::Pid::from_raw(group.id().cast_signed());
    let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
    Ok(match waitid(Id::Pid(pid), flags)? {
        WaitStatus::Exited(_, status) => Some(Outcome::Exited(status)),
        WaitStatus::Signaled(_, signal, _) => Some(signaled(signal as i32)),
        _ => None,
    })
}

#[cfg(not(target_os = "linux"))]
fn leader(group: &mut Group) -> io::Result<Option<Outcome>> {
    let ended = |status: std::process::ExitStatus| {
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt as _;
            if let Some(signal) = status.signal() {
                return signaled(signal);
            }
        }
        Outcome::Exited(status.code().unwrap_or(1))
    };
    Ok(group.try_wait()?.map(ended))
}

#[cfg(unix)]
fn signaled(signal: i32) -> Outcome {
    match signal {
        // La borne du processeur, tenue par le système.
        nix::libc::SIGXCPU => Outcome::TooLong,
        _ => Outcome::Signaled(signal),
    }
}
