//! Lancer, attendre, interrompre.

use crate::error::{ProcessError, Result};
use crate::group::Group;
use crate::held;
use std::io::{Read, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Lance des processus fils, et les tue dès que l'utilisateur interrompt la
/// commande (Ctrl-C, SIGTERM, SIGHUP).
#[derive(Debug)]
pub struct Runner {
    interrupts: Receiver<()>,
}

/// Ce qu'un fils a écrit, et son statut ; un octet qui n'est pas de l'UTF-8
/// devient U+FFFD.
#[derive(Debug)]
pub struct Captured {
    /// Le statut de fin.
    pub status: ExitStatus,
    /// La sortie standard, si elle est capturée.
    pub stdout: String,
    /// La sortie d'erreur.
    pub stderr: String,
}

/// Un fils lancé, que l'on n'attend pas encore.
#[derive(Debug)]
pub struct Started {
    child: Group,
    stdout: Option<JoinHandle<Vec<u8>>>,
    stderr: Option<JoinHandle<Vec<u8>>>,
}

impl Started {
    /// Attend sa fin, en appelant `tick` souvent ; rend ce qu'il a écrit.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Interrupted`].
    pub fn finish(mut self, runner: &Runner, tick: impl FnMut()) -> Result<Captured> {
        // Interrompu, on n'attend pas les lecteurs : un petit-fils peut encore
        // tenir l'autre bout d'un tube.
        let status = runner.wait(&mut self.child, tick)?;
        let written =
            |reader: Option<JoinHandle<Vec<u8>>>| text(reader.and_then(|it| it.join().ok()));
        Ok(Captured {
            status,
            stdout: written(self.stdout),
            stderr: written(self.stderr),
        })
    }
}

/// Délai entre deux regards sur le fils : imperceptible, et sans coût.
pub(crate) const POLL: Duration = Duration::from_millis(20);

/// Un signal peut viser le fils aussi, qui meurt alors avant que le nôtre soit
/// traité. On laisse ce délai au signal avant de conclure à un échec.
const SIGNAL_GRACE: Duration = Duration::from_millis(200);

impl Runner {
    /// Installe le gestionnaire de signaux ; une seule fois par processus.
    ///
    /// # Errors
    ///
    /// Si le système le refuse.
    pub fn new() -> Result<Self> {
        let (sender, interrupts) = mpsc::channel();
        ctrlc::set_handler(move || {
            // Le récepteur ne disparaît qu'à la fin de la commande : plus rien
            // à interrompre.
            let _ = sender.send(());
        })
        .map_err(ProcessError::Signals)?;
        Ok(Self { interrupts })
    }

    /// Un lanceur qu'interrompt chaque message de `interrupts`.
    pub fn interrupted_by(interrupts: Receiver<()>) -> Self {
        Self { interrupts }
    }

    /// Un lanceur qui ne connaît pas les signaux, pour un processus qui a déjà
    /// les siens, comme un test.
    pub fn without_signals() -> Self {
        Self {
            interrupts: mpsc::channel().1,
        }
    }

    /// Vrai si l'utilisateur interrompt la commande pendant cette attente.
    pub fn interrupted_within(&self, delay: Duration) -> bool {
        match self.interrupts.recv_timeout(delay) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(delay);
                false
            }
        }
    }

    /// Lance `command` et attend sa fin ; ses sorties sont les nôtres.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Interrupted`], ou l'impossibilité de lancer le programme.
    pub fn run(&self, command: &mut Command) -> Result<ExitStatus> {
        self.wait(&mut Group::spawn(command)?, || ())
    }

    /// Lance `command` sous une garde ([`held`]), sans l'attendre. Ses deux sorties
    /// sont capturées.
    ///
    /// # Errors
    ///
    /// Celles de [`Runner::run`].
    pub fn start(&self, command: &mut Command) -> Result<Started> {
        let mut held = held::held(command)?;
        let held = held.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Group::spawn_held(held)?;
        Ok(Started {
            stdout: child.take_stdout().map(drain),
            stderr: child.take_stderr().map(drain),
            child,
        })
    }

    /// Lance `command`, qui lit son entrée standard : un octet lui demande d'en
    /// rester là, sa fermeture de disparaître. La première interruption le lui
    /// demande ; la seconde le tue.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Interrupted`] à la seconde, ou l'impossibilité de lancer le programme.
    pub fn run_held(&self, command: &mut Command) -> Result<ExitStatus> {
        let mut child = Group::spawn_held(command)?;
        let mut asked = false;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if self.interrupted_within(POLL) {
                if asked {
                    return Err(ProcessError::Interrupted);
                }
                asked = true;
                if let Some(pipe) = child.stdin() {
                    // Déjà fini, il n'a plus rien à entendre.
                    let _ = pipe.write_all(b"i").and_then(|()| pipe.flush());
                }
            }
        }
    }

    /// Vrai si l'interruption qui a tué le fils arrive à peine.
    pub(crate) fn interrupted_at_last(&self) -> bool {
        self.interrupts.recv_timeout(SIGNAL_GRACE).is_ok()
    }

    fn wait(&self, child: &mut Group, mut tick: impl FnMut()) -> Result<ExitStatus> {
        loop {
            if let Some(status) = child.try_wait()? {
                if !status.success() && self.interrupted_at_last() {
                    return Err(ProcessError::Interrupted);
                }
                return Ok(status);
            }
            if self.interrupted_within(POLL) {
                return Err(ProcessError::Interrupted);
            }
            tick();
        }
    }
}

/// Ce qu'un tube a donné ; rien s'il ne s'est pas lu.
pub(crate) fn text(bytes: Option<Vec<u8>>) -> String {
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

/// Lit `source` jusqu'au bout.
fn drain(mut source: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        // Une erreur de lecture laisse un texte tronqué : rien de plus à faire.
        let _ = source.read_to_end(&mut all);
        all
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::sync::mpsc::Sender;
    use std::time::Instant;

    fn runner() -> (Sender<()>, Runner) {
        let (sender, interrupts) = mpsc::channel();
        (sender, Runner { interrupts })
    }

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn is_alive(pid: &str) -> bool {
        sh(&format!("kill -0 {pid} 2>/dev/null"))
            .status()
            .unwrap()
            .success()
    }

    #[test]
    fn une_interruption_tue_le_fils_sans_attendre() {
        let (sender, runner) = runner();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pid");
        let script = format!("echo $$ > '{}'; exec sleep 60", file.display());
        let start = Instant::now();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(150));
            sender.send(()).unwrap();
        });
        let error = runner.run(&mut sh(&script)).unwrap_err();
        assert!(matches!(error, ProcessError::Interrupted), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10));
        assert!(!is_alive(std::fs::read_to_string(file).unwrap().trim()));
    }

    /// Une commande lancée à l'arrière-plan ignore Ctrl-C, et ses fils aussi, à
    /// moins d'y revenir.
    const KILLED_BY_CTRL_C: &str = if cfg!(target_os = "linux") {
        "exec env --default-signal=INT sh -c 'kill -INT $$'"
    } else {
        "kill -INT $$"
    };

    #[test]
    fn un_fils_tue_par_ctrl_c_avant_nous_compte_comme_une_interruption() {
        let (sender, runner) = runner();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(60));
            sender.send(()).unwrap();
        });
        let error = runner.run(&mut sh(KILLED_BY_CTRL_C)).unwrap_err();
        assert!(matches!(error, ProcessError::Interrupted), "{error}");
    }

    #[test]
    fn le_statut_du_fils_est_rendu() {
        let (_sender, runner) = runner();
        assert_eq!(runner.run(&mut sh("exit 7")).unwrap().code(), Some(7));
    }

    #[test]
    fn un_programme_absent_est_nomme() {
        let (_sender, runner) = runner();
        let error = runner
            .run(&mut Command::new("/absent/cargo"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("« /absent/cargo » est introuvable"));
    }
}
