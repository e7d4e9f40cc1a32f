//! `cargo xtask e2e` : le livre construit à part, et ses tests de navigateur.

use crate::livre::{self, Book};
use crate::navigateur::Browser;
use crate::processus::Runner;
use crate::publish::clear;
use crate::reference;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Construit le livre dans `target/e2e/livre`, qui n'est pas le dossier d'un
/// `serve` en cours, lance les tests de `navigateur/` et rend leur statut. Avec
/// `compare`, construit aussi le livre de référence.
///
/// # Errors
///
/// S'il manque Node.js, npm ou Chromium, si un livre ou les paquets des tests
/// ne peuvent pas être préparés, ou si l'utilisateur interrompt la commande.
pub fn e2e(compare: bool, playwright: &[OsString]) -> Result<ExitCode> {
    // Avant tout : la suite peut prendre des minutes.
    let browser = Browser::find()?;
    let runner = Runner::new()?;
    let book = Book::prepare(&runner)?;

    let built = book.root.join("target/e2e/livre");
    clear(&built)?;
    let status = runner.run(book.mdbook().args(["build", "--dest-dir"]).arg(&built))?;
    if !status.success() {
        return Ok(livre::forward(status));
    }
    let html = html(&built)?;

    let reference = if compare {
        let folder = book.root.join("target/e2e/reference");
        clear(&folder)?;
        reference::write(&book, &folder, &runner)?;
        let status = runner.run(book.mdbook().arg("build").arg(&folder))?;
        if !status.success() {
            return Ok(livre::forward(status));
        }
        Some(folder.join("book"))
    } else {
        None
    };

    let tests = book.root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let mut command = browser.playwright(&tests);
    command
        .args(playwright)
        .env("LIVRE", html)
        .env("MDBOOK", book.mdbook().get_program());
    // Sans choix de tests, ceux de vitesse passent après les autres.
    if playwright.is_empty() {
        command.env("TOUT", "1");
    }
    match reference {
        Some(folder) => command.env("REFERENCE", folder),
        None => command.env_remove("REFERENCE"),
    };
    let status = runner.run(&mut command)?;
    Ok(livre::forward_from("Playwright", status))
}

/// Le dossier des pages : un livre rendu par plusieurs moteurs range les
/// siennes dans `html/`.
fn html(built: &Path) -> Result<PathBuf> {
    [built.to_owned(), built.join("html")]
        .into_iter()
        .find(|folder| folder.join("index.html").is_file())
        .with_context(|| format!("mdbook n'a pas écrit d'index.html dans {}", built.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn les_pages_sont_a_la_racine_ou_dans_html() {
        let dir = tempfile::tempdir().unwrap();
        let error = html(dir.path()).unwrap_err().to_string();
        assert!(error.contains("index.html"), "{error}");
        let inner = dir.path().join("html");
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("index.html"), "").unwrap();
        assert_eq!(html(dir.path()).unwrap(), inner);
        fs::write(dir.path().join("index.html"), "").unwrap();
        assert_eq!(html(dir.path()).unwrap(), dir.path());
    }
}
