//! Les commandes `cargo …` que le livre donne à taper.

use super::objection::Objection::{self, Incomplete, Wrong};
use super::project::{has_default_run, targets};
use cargo_metadata::TargetKind;
use clap::Parser;
use clap::error::ErrorKind;
use mdbook_cours::MDBOOK_VERSION;

/// Les options de cargo qui ne nomment rien.
const FLAGS: &str = "--all-features --all-targets --benches --bins --check --doc --frozen --lib \
                     --locked --no-deps --no-fail-fast --no-run --offline --open --quiet \
                     --release --tests --verbose --workspace -q -r -v";

/// Vérifie les mots qui suivent `cargo`.
pub(super) fn check(words: &[&str]) -> Result<(), Objection> {
    let (toolchain, words) = match words {
        [first, rest @ ..] if first.starts_with('+') => (Some(*first), rest),
        _ => (None, words),
    };
    match words {
        ["xtask", rest @ ..] => xtask(rest),
        ["--version"] => Ok(()),
        ["install", rest @ ..] => {
            let expected = format!("mdbook@{MDBOOK_VERSION}");
            match rest {
                ["--locked", package] if *package == expected => Ok(()),
                _ => Err(Wrong(format!(
                    "le livre est construit avec `cargo install --locked {expected}`"
                ))),
            }
        }
        ["miri", ..] if toolchain.is_none_or(|name| !name.starts_with("+nightly")) => {
            Err(Objection::wrong("miri demande `cargo +nightly`"))
        }
        ["miri", "setup"] => Ok(()),
        ["run", rest @ ..] | ["miri", "run", rest @ ..] => {
            let selection = Selection::parse(rest)?;
            selection.check()?;
            selection.runs_one()
        }
        [
            "bench" | "test" | "build" | "check" | "clippy" | "doc" | "fmt",
            rest @ ..,
        ]
        | ["miri", "test", rest @ ..] => Selection::parse(rest)?.check(),
        [] => Err(Objection::incomplete("il manque le nom d'une commande")),
        [other, ..] => Err(Wrong(format!(
            "aucun test ne connaît `cargo {other}` (voir outils/relecture/src/commands/cargo.rs)"
        ))),
    }
}

/// Ce qu'une commande cargo désigne.
#[derive(Default)]
struct Selection<'a> {
    package: Option<&'a str>,
    targets: Vec<(TargetKind, &'a str)>,
}

impl<'a> Selection<'a> {
    /// Lit les options ; ce qui suit `--` est pour le programme.
    fn parse(words: &[&'a str]) -> Result<Self, Objection> {
        let mut selection = Self::default();
        let mut words = words.iter().copied().take_while(|word| *word != "--");
        while let Some(word) = words.next() {
            let (option, value) = match word.split_once('=') {
                Some((option, value)) => (option, Some(value)),
                None => (word, None),
            };
            let mut name = || {
                value
                    .or_else(|| words.next())
                    .ok_or_else(|| Incomplete(format!("il manque un nom après {option}")))
            };
            match option {
                "-p" | "--package" => selection.package = Some(name()?),
                "--bin" => selection.targets.push((TargetKind::Bin, name()?)),
                "--bench" => selection.targets.push((TargetKind::Bench, name()?)),
                "--test" => selection.targets.push((TargetKind::Test, name()?)),
                _ if FLAGS.split(' ').any(|flag| flag == word) => {}
                _ if word.starts_with('-') => {
                    return Err(Wrong(format!("option de cargo inconnue : « {word} »")));
                }
                _ => {
                    return Err(Wrong(format!(
                        "rien ne vérifie le filtre « {word} » : nommez un paquet (-p), un programme \
                         (--bin) ou un fichier de tests (--test)"
                    )));
                }
            }
        }
        Ok(selection)
    }

    /// Refuse un paquet ou une cible qui n'existe pas.
    fn check(&self) -> Result<(), Objection> {
        // Aussi quand aucune cible n'est nommée : le paquet doit exister.
        targets(&TargetKind::Bin, self.package).map_err(Wrong)?;
        for (kind, name) in &self.targets {
            let known = targets(kind, self.package).map_err(Wrong)?;
            if !known.contains(name) {
                let place = match self.package {
                    Some(package) => format!("le paquet « {package} »"),
                    None => "le projet".to_owned(),
                };
                return Err(Wrong(format!("{place} ne déclare pas --{kind} {name}")));
            }
        }
        Ok(())
    }

    /// Refuse un `cargo run` qui ne saurait quel programme lancer.
    fn runs_one(&self) -> Result<(), Objection> {
        if !self.targets.is_empty() || has_default_run(self.package) {
            return Ok(());
        }
        let programs = targets(&TargetKind::Bin, self.package).map_err(Wrong)?;
        match programs.len() {
            1 => Ok(()),
            _ => Err(Objection::incomplete(
                "il manque le programme à lancer : --bin …",
            )),
        }
    }
}

/// Ce que dit la vraie ligne de commande de xtask.
fn xtask(words: &[&str]) -> Result<(), Objection> {
    let arguments = ["xtask"].iter().chain(words);
    match xtask::cli::Cli::try_parse_from(arguments) {
        Ok(_) => Ok(()),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp => Ok(()),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Err(Objection::incomplete("il manque le nom d'une commande"))
            }
            ErrorKind::MissingRequiredArgument => {
                Err(Objection::incomplete("il manque un argument"))
            }
            _ => Err(Objection::wrong(
                "cargo xtask la refuse ; voyez `cargo xtask --help`",
            )),
        },
    }
}
