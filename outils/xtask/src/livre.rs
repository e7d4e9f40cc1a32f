//! Le livre et ce qu'il faut pour le construire.

use crate::processus::Runner;
use crate::{mdbook, preprocesseur, racine};
use anyhow::Result;
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus};

/// Prépare mdBook et le préprocesseur ; rend la commande `mdbook`, à la racine
/// du livre, à laquelle il ne manque que ses arguments.
///
/// # Errors
///
/// Si l'un des deux ne peut pas être préparé, ou si l'utilisateur interrompt.
pub fn mdbook_command(runner: &Runner) -> Result<Command> {
    let root = racine::find()?;
    // `cargo run` dit quel cargo il est : le même sert jusqu'au bout.
    let cargo = PathBuf::from(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let mdbook = mdbook::find_or_install(&root, &cargo, runner)?;
    let preprocessor = preprocesseur::build(&root, &cargo, runner)?;

    let mut command = Command::new(mdbook);
    command.current_dir(root).env(
        preprocesseur::COMMAND_VARIABLE,
        preprocesseur::shell_word(&preprocessor)?,
    );
    Ok(command)
}

/// Le statut de mdBook, rendu tel quel ; un échec est annoncé en français.
pub fn forward(status: ExitStatus) -> ExitCode {
    if status.success() {
        return ExitCode::SUCCESS;
    }
    // Un statut plus grand qu'un octet n'existe que sous Windows.
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => {
            eprintln!(
                "cargo xtask : mdbook a échoué (statut {code}) ; il en dit la raison ci-dessus."
            );
            ExitCode::from(code)
        }
        None => {
            eprintln!("cargo xtask : mdbook s'est arrêté brutalement ({status}).");
            ExitCode::FAILURE
        }
    }
}
