//! `cargo xtask serve` : écrire en voyant le résultat.

use crate::{mdbook, port, root, served, status, summary};
use anyhow::{Context, Result};
use processes::{ProcessError, Runner};
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Sert le livre sur localhost jusqu'à Ctrl-C (ou SIGTERM), qui est la façon
/// normale de finir : le statut est alors 0.
///
/// # Errors
///
/// Si le port est pris, si mdBook ne peut pas être préparé, ou si l'utilisateur
/// interrompt cette préparation.
pub fn serve(port: u16, open: bool) -> Result<ExitCode> {
    // Avant tout : la suite peut prendre des minutes.
    port::ensure_free(port)?;
    let runner = Runner::new()?;
    let root = root::find()?;
    summary::check(&root)?;
    let mut mdbook = Command::new(mdbook::find_or_install(&root, &runner)?);
    mdbook.current_dir(&root);
    // `book.toml` passe par `cargo run`, qui coûte à chaque enregistrement : ce
    // programme-ci sait faire de même.
    let this = env::current_exe().context("ce programme ne sait pas où il est")?;
    let this = format!("{} mdbook-cours", shell_word(&this)?);
    mdbook.env("MDBOOK_PREPROCESSOR__COURS__COMMAND", &this);
    mdbook.env("MDBOOK_OUTPUT__SITE__COMMAND", this + " site");
    mdbook.args(["serve", "--hostname", "localhost", "--port"]);
    mdbook.arg(port.to_string());
    if open {
        mdbook.arg("--open");
    }
    let _note = served::Note::write(&root, port)?;
    println!("Le livre se construit, puis s'ouvre à l'adresse http://localhost:{port}");
    println!("Pour arrêter : Ctrl-C");
    match runner.run(&mut mdbook) {
        Ok(status) => Ok(status::forward("mdbook", status)),
        Err(ProcessError::Interrupted) => {
            eprintln!("Le livre n'est plus servi.");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => Err(error.into()),
    }
}

/// Un chemin pour mdBook, qui découpe ses commandes comme un shell : sans
/// apostrophes, un chemin avec une espace serait coupé en deux.
///
/// # Errors
///
/// Si le chemin n'est pas de l'UTF-8 : mdBook ne saurait pas le lire.
fn shell_word(path: &Path) -> Result<String> {
    let path = path.to_str().with_context(|| {
        format!(
            "le chemin {} n'est pas de l'UTF-8 : déplacez le dépôt",
            path.display()
        )
    })?;
    Ok(format!("'{}'", path.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn espaces_et_apostrophes_sont_proteges() {
        assert_eq!(
            shell_word(Path::new("/l'atelier du cours/b")).unwrap(),
            r"'/l'\''atelier du cours/b'"
        );
    }
}
