//! `cargo xtask e2e` : le livre construit à part, et ses tests de navigateur.

use crate::browser::Browser;
use crate::{book, mdbook, readers, reference, root, status};
use anyhow::{Context as _, Result};
use processes::Runner;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

/// Construit le livre dans `target/e2e`, qui n'est pas le dossier d'un `serve` en
/// cours, lance les tests de `navigateur/` et rend leur statut. Avec `compare`,
/// construit aussi le livre de référence.
///
/// # Errors
///
/// S'il manque Node.js, npm, Chromium ou, en intégration continue, un autre
/// navigateur, si un livre ou les paquets des tests
/// ne peuvent pas être préparés, ou si l'utilisateur interrompt la commande.
pub fn e2e(compare: bool, playwright: &[OsString]) -> Result<ExitCode> {
    // Avant tout : la suite peut prendre des minutes.
    let browser = Browser::find()?;
    let readers = readers::find()?;
    let root = root::find()?;
    let pages = book::render(&root, &book::apart("target/e2e"))?;
    let reference = match compare {
        true => Some(reference::render(
            &root,
            &root.join("target/e2e/reference"),
        )?),
        false => None,
    };

    let original = root.join("target/e2e/origine");
    reference::original(&original)?;

    let runner = Runner::new()?;
    let tests = root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let mut command = browser.playwright(&tests);
    command
        .args(playwright)
        .envs(readers)
        .env(
            "XTASK",
            env::current_exe().context("ce programme ne sait pas où il est")?,
        )
        .env("BOOK", pages)
        .env("ORIGINAL", original);
    // Des tests comparent le livre à ce que fait le vrai mdBook.
    match mdbook::find(&root) {
        Some(mdbook) => command.env("MDBOOK", mdbook),
        None => command.env_remove("MDBOOK"),
    };
    // Sans choix de tests, les scripts sont relus d'abord, et ceux de vitesse passent
    // après les autres.
    if playwright.is_empty() {
        let status = runner.run(&mut browser.lint(&tests))?;
        if !status.success() {
            return Ok(status::forward("npm run lint", status));
        }
        command.env("ALL", "1");
    }
    match reference {
        Some(folder) => command.env("REFERENCE", folder),
        None => command.env_remove("REFERENCE"),
    };
    let status = runner.run(&mut command)?;
    Ok(status::forward("Playwright", status))
}
