//! Les vérifications exécutées pour de vrai, chacune dans son processus.

use super::bench::{Bench, Kind, Task};
use anyhow::Result;
use processes::End;
use std::process::Command;
use std::time::Duration;

/// Ce qu'un processus de vérification a le droit d'écrire, en octets.
const MAX_OUTPUT: usize = 256 * 1024;
/// Ce qu'un message cite d'un texte, en lignes.
const QUOTED: usize = 15;

/// Une vérification qui échoue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Le nom de la vérification.
    pub test: String,
    /// Ce qui s'est passé, en français, suivi de ce que le programme a écrit.
    pub message: String,
}

/// Exécute `test` par `command`, tuée au bout de `limit`. Rend l'échec, s'il y
/// en a un.
///
/// # Errors
///
/// Si le programme ne se lance pas, ou si l'utilisateur interrompt.
pub fn run(
    bench: &dyn Bench,
    test: &str,
    command: &mut Command,
    limit: Duration,
) -> Result<Option<Failure>> {
    let task = Task {
        kind: Kind::Native,
        limit,
        output: MAX_OUTPUT,
        what: "Exécution de la vérification",
    };
    let ended = bench.run(command, task)?;
    let message = match ended.end {
        End::Exited(status) if status.success() => return Ok(None),
        End::Exited(status) if status.code().is_some() => "elle échoue".to_owned(),
        End::Exited(status) => format!("elle s'arrête brutalement ({status})"),
        End::TooLong(limit) => format!(
            "elle ne finit pas : arrêtée au bout de {} s. Un fil attend sans doute ce qui ne viendra jamais",
            limit.as_secs_f32()
        ),
        End::Asleep => "elle ne finit pas : tous ses fils attendent".to_owned(),
        End::TooLoud => "elle écrit sans fin : arrêtée".to_owned(),
        End::TooBig => "elle prend trop de mémoire : arrêtée".to_owned(),
        End::TooMany => "elle lance trop de processus : arrêtée".to_owned(),
    };
    let mut text = message;
    for (written, what) in [(&ended.stderr, "message"), (&ended.stdout, "affichage")] {
        if let Some(quoted) = quote(written) {
            text += &format!("\n  {what} :\n{quoted}");
        }
    }
    Ok(Some(Failure {
        test: test.to_owned(),
        message: text,
    }))
}

fn quote(text: &str) -> Option<String> {
    // Le conseil de la bibliothèque standard parle d'une variable que cette
    // commande ne transmet pas.
    let mut lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("note: run with `RUST_BACKTRACE"));
    let mut quoted: Vec<String> = lines
        .by_ref()
        .take(QUOTED)
        .map(|line| format!("    {}", line.chars().take(200).collect::<String>()))
        .collect();
    let hidden = lines.count();
    if hidden > 0 {
        quoted.push(format!("    … et {hidden} autres lignes"));
    }
    (!quoted.is_empty()).then(|| quoted.join("\n"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use processes::Runner;

    fn failure(script: &str) -> Option<Failure> {
        let mut command = Command::new("sh");
        let command = command.args(["-c", script]);
        let limit = Duration::from_millis(500);
        run(&Runner::without_signals(), "t", command, limit).unwrap()
    }

    #[test]
    fn une_reussite_ne_dit_rien() {
        assert_eq!(failure("echo bavardage"), None);
    }

    #[test]
    fn chaque_echec_dit_comment_il_finit() {
        for (script, expected) in [
            (
                "echo 'left: 1' >&2; exit 101",
                "elle échoue\n  message :\n    left: 1",
            ),
            (
                "exec sleep 60",
                "elle ne finit pas : arrêtée au bout de 0.5 s",
            ),
            ("exec yes", "elle écrit sans fin"),
            ("kill -KILL $$", "elle s'arrête brutalement"),
            ("seq 100; exit 1", "… et 85 autres lignes"),
        ] {
            let failure = failure(script).unwrap();
            assert!(failure.message.contains(expected), "{}", failure.message);
        }
    }
}
