//! Un processus fils borné : en durée, et en texte.

use crate::error::{ProcessError, Result};
use crate::group::Group;
use crate::runner::{POLL, Runner, text};
use crate::stillness::Watch;
use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// Ce qu'un processus a le droit de faire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Au-delà, il est tué.
    pub time: Duration,
    /// Au-delà de tant d'octets sur une de ses sorties, il est tué.
    pub output: usize,
    /// S'il est tué dès que tous ses fils dorment.
    pub may_sleep: bool,
}

/// Comment a fini un processus borné.
#[derive(Debug)]
pub struct Ended {
    /// Ce qu'il est devenu.
    pub end: End,
    /// Sa sortie standard, jusqu'à la limite.
    pub stdout: String,
    /// Sa sortie d'erreur, jusqu'à la limite.
    pub stderr: String,
}

/// Ce qu'est devenu un processus borné.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Il a fini de lui-même.
    Exited(ExitStatus),
    /// Il a été tué : tous ses fils dormaient.
    Asleep,
    /// Il a été tué au bout de sa durée.
    TooLong(Duration),
    /// Il a été tué pour avoir trop écrit.
    TooLoud,
    /// Confiné, il a été tué pour avoir pris trop de mémoire.
    TooBig,
    /// Confiné, il a été tué pour avoir lancé trop de processus.
    TooMany,
}

impl Ended {
    /// Vrai s'il a fini de lui-même, sans échec.
    pub fn success(&self) -> bool {
        matches!(self.end, End::Exited(status) if status.success())
    }
}

impl Runner {
    /// Lance `command` et attend sa fin, dans la mesure de `limits`, en appelant
    /// `tick` souvent. Ce qu'il laisse derrière lui est tué.
    ///
    /// # Errors
    ///
    /// Celles de [`Runner::run`].
    pub fn run_bounded(
        &self,
        command: &mut Command,
        limits: Limits,
        mut tick: impl FnMut(),
    ) -> Result<Ended> {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut group = Group::spawn(command)?;
        let loud = Arc::new(AtomicBool::new(false));
        let stdout = group
            .take_stdout()
            .map(|pipe| read(pipe, limits.output, &loud));
        let stderr = group
            .take_stderr()
            .map(|pipe| read(pipe, limits.output, &loud));
        let start = Instant::now();
        let mut watch = Watch::default();
        let mut pause = Duration::from_millis(1);
        let end = loop {
            if let Some(status) = group.try_wait()? {
                if !status.success() && self.interrupted_at_last() {
                    return Err(ProcessError::Interrupted);
                }
                break End::Exited(status);
            }
            if loud.load(Ordering::SeqCst) {
                break End::TooLoud;
            }
            if limits.may_sleep && watch.is_still(group.id()) {
                break End::Asleep;
            }
            if start.elapsed() > limits.time {
                break End::TooLong(limits.time);
            }
            if self.interrupted_within(pause) {
                return Err(ProcessError::Interrupted);
            }
            tick();
            pause = (pause * 2).min(POLL);
        };
        group.kill();
        let written = |reader: Option<Receiver<Vec<u8>>>| {
            // Un petit-fils sorti du groupe peut encore tenir l'autre bout du
            // tube : on ne l'attend pas.
            text(reader.and_then(|reader| reader.recv_timeout(READ_GRACE).ok()))
        };
        let (stdout, stderr) = (written(stdout), written(stderr));
        let end = match loud.load(Ordering::SeqCst) {
            true => End::TooLoud,
            false => end,
        };
        Ok(Ended {
            end,
            stdout,
            stderr,
        })
    }
}

/// Ce que prend, au plus, la lecture de ce qu'un fils fini a écrit.
const READ_GRACE: Duration = Duration::from_secs(2);

/// Lit `source` jusqu'au bout, ou jusqu'à `max` octets ; le dit alors à `loud`.
fn read(
    source: impl Read + Send + 'static,
    max: usize,
    loud: &Arc<AtomicBool>,
) -> Receiver<Vec<u8>> {
    let loud = loud.clone();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut source = source.take(max as u64);
        // Une erreur de lecture laisse un texte tronqué : rien de plus à faire.
        let _ = source.read_to_end(&mut bytes);
        if bytes.len() == max {
            // Avant de fermer le tube : fermé, il tuerait le fils.
            loud.store(true, Ordering::SeqCst);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::time::Instant;

    fn sh(script: &str, limit: Duration) -> Ended {
        let mut command = Command::new("sh");
        let limits = Limits {
            time: limit,
            output: 10_000,
            may_sleep: false,
        };
        let runner = Runner::without_signals();
        let command = command.args(["-c", script]);
        runner.run_bounded(command, limits, || ()).unwrap()
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn un_fils_qui_finit_rend_ses_deux_sorties() {
        let ended = sh("echo un; echo deux >&2; exit 3", LONG);
        assert!(matches!(ended.end, End::Exited(status) if status.code() == Some(3)));
        assert_eq!(
            (ended.stdout.as_str(), ended.stderr.as_str()),
            ("un\n", "deux\n")
        );
    }

    #[test]
    fn un_fils_sans_fin_est_tue_a_la_limite() {
        let start = Instant::now();
        let limit = Duration::from_millis(200);
        let ended = sh("echo debut; exec sleep 60", limit);
        assert_eq!(ended.end, End::TooLong(limit));
        assert_eq!(ended.stdout, "debut\n");
        assert!(start.elapsed() < LONG);
    }

    #[test]
    fn un_fils_bavard_est_tue_sans_remplir_la_memoire() {
        let start = Instant::now();
        let ended = sh("exec yes", LONG);
        assert_eq!(ended.end, End::TooLoud);
        assert_eq!(ended.stdout.len(), 10_000);
        assert!(start.elapsed() < LONG);
    }

    /// Tout le groupe meurt : le fils tué à la limite, et ce que laisse un fils
    /// qui finit de lui-même.
    #[test]
    fn les_petits_fils_ne_restent_pas() {
        let dir = tempfile::tempdir().unwrap();
        for (last, limit) in [("wait", Duration::from_millis(500)), ("exit 0", LONG)] {
            let file = dir.path().join(&last[..4]);
            let start = Instant::now();
            let ended = sh(
                &format!("sleep 60 & echo $! > '{}'; {last}", file.display()),
                limit,
            );
            assert_eq!(ended.success(), last == "exit 0");
            assert!(start.elapsed() < LONG);
            let pid = std::fs::read_to_string(file).unwrap();
            while is_alive(pid.trim()) {
                assert!(start.elapsed() < LONG, "le petit-fils reste");
                thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// Un processus mort que personne n'a attendu n'est plus en vie.
    fn is_alive(pid: &str) -> bool {
        let mut ps = Command::new("ps");
        let output = ps.args(["-o", "stat=", "-p", pid]).output().unwrap();
        let state = String::from_utf8_lossy(&output.stdout);
        !state.trim().is_empty() && !state.trim().starts_with('Z')
    }
}
