//! Un processus fils borné : en durée, et en texte.

use crate::attente::Wait;
use crate::processus::Runner;
use anyhow::Result;
use std::process::{Command, ExitStatus};
use std::time::Duration;

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
    /// Il a été tué au bout de sa durée.
    TooLong(Duration),
    /// Il a été tué pour avoir trop écrit.
    TooLoud,
}

impl Ended {
    /// Vrai s'il a fini de lui-même, sans échec.
    pub fn success(&self) -> bool {
        matches!(self.end, End::Exited(status) if status.success())
    }
}

/// Lance `command` et attend sa fin, `limit` au plus ; garde `max_output`
/// octets de chacune de ses sorties. Dit `what` et la durée si elle se prolonge.
///
/// # Errors
///
/// Celles de [`Runner::run`].
pub fn run(
    runner: &Runner,
    command: &mut Command,
    limit: Duration,
    max_output: usize,
    what: &'static str,
) -> Result<Ended> {
    let mut wait = Wait::new(what);
    runner.run_bounded(command, limit, max_output, || wait.tick())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::time::Instant;

    fn sh(script: &str, limit: Duration) -> Ended {
        let mut command = Command::new("sh");
        let command = command.args(["-c", script]);
        run(&Runner::without_signals(), command, limit, 10_000, "Essai").unwrap()
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
}
