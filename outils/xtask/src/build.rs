//! `cargo xtask build` : construire le livre.

use crate::livre;
use crate::processus::Runner;
use anyhow::Result;
use std::process::ExitCode;

/// Construit le livre et rend le statut de mdBook.
///
/// # Errors
///
/// Si mdBook ou le préprocesseur ne peuvent pas être préparés, ou si
/// l'utilisateur interrompt la commande.
pub fn build() -> Result<ExitCode> {
    let runner = Runner::new()?;
    let status = runner.run(livre::mdbook_command(&runner)?.arg("build"))?;
    Ok(livre::forward(status))
}
