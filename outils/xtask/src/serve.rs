//! `cargo xtask serve` : écrire en voyant le résultat.

use crate::livre::{self, Book};
use crate::processus::{Interrupted, Runner};
use crate::{port, servi};
use anyhow::Result;
use std::process::ExitCode;

/// Sert le livre sur localhost jusqu'à Ctrl-C (ou SIGTERM), qui est la façon
/// normale de finir : le statut est alors 0.
///
/// # Errors
///
/// Si le port est pris, si mdBook ou le préprocesseur ne peuvent pas être
/// préparés, ou si l'utilisateur interrompt cette préparation.
pub fn serve(port: u16, open: bool) -> Result<ExitCode> {
    // Avant tout : la suite peut prendre des minutes.
    port::ensure_free(port)?;
    let runner = Runner::new()?;
    let book = Book::prepare(&runner)?;
    let mut mdbook = book.mdbook();
    mdbook.args(["serve", "--hostname", "localhost", "--port"]);
    mdbook.arg(port.to_string());
    if open {
        mdbook.arg("--open");
    }
    let _note = servi::Note::write(&book.root, port)?;
    println!("Le livre se construit, puis s'ouvre à l'adresse http://localhost:{port}");
    println!("Pour arrêter : Ctrl-C");
    match runner.run(&mut mdbook) {
        Ok(status) => Ok(livre::forward(status)),
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("Le livre n'est plus servi.");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => Err(error),
    }
}
