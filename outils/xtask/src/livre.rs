//! Le livre et ce qu'il faut pour le construire.

use crate::processus::Runner;
use crate::{mdbook, preprocesseur, racine, sommaire};
use anyhow::Result;
use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus};

/// mdBook et le préprocesseur, prêts à servir.
#[derive(Debug)]
pub struct Book {
    /// La racine du livre.
    pub root: PathBuf,
    /// Le cargo qui a lancé la commande.
    pub cargo: PathBuf,
    mdbook: PathBuf,
    preprocessor: String,
}

impl Book {
    /// Prépare mdBook et le préprocesseur.
    ///
    /// # Errors
    ///
    /// Si l'un des deux ne peut pas être préparé, ou si l'utilisateur interrompt.
    pub fn prepare(runner: &Runner) -> Result<Self> {
        let root = racine::find()?;
        sommaire::check(&root)?;
        // `cargo run` dit quel cargo il est : le même sert jusqu'au bout.
        let cargo = PathBuf::from(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let mdbook = mdbook::find_or_install(&root, &cargo, runner)?;
        let preprocessor = preprocesseur::build(&root, &cargo, runner)?;
        Ok(Self {
            preprocessor: preprocesseur::shell_word(&preprocessor)?,
            root,
            cargo,
            mdbook,
        })
    }

    /// La commande `mdbook`, à la racine du livre, à laquelle il ne manque que
    /// ses arguments.
    pub fn mdbook(&self) -> Command {
        let mut command = Command::new(&self.mdbook);
        command
            .current_dir(&self.root)
            .env(preprocesseur::COMMAND_VARIABLE, &self.preprocessor);
        command
    }
}

/// Prépare tout, et rend la commande [`Book::mdbook`].
///
/// # Errors
///
/// Celles de [`Book::prepare`].
pub fn mdbook_command(runner: &Runner) -> Result<Command> {
    Ok(Book::prepare(runner)?.mdbook())
}

/// Le statut de mdBook, rendu tel quel ; un échec est annoncé en français.
pub fn forward(status: ExitStatus) -> ExitCode {
    forward_from("mdbook", status)
}

/// Comme [`forward`], pour le programme `name`.
pub fn forward_from(name: &str, status: ExitStatus) -> ExitCode {
    if status.success() {
        return ExitCode::SUCCESS;
    }
    // Un statut plus grand qu'un octet n'existe que sous Windows.
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => {
            eprintln!(
                "cargo xtask : {name} a échoué (statut {code}) ; il en dit la raison ci-dessus."
            );
            ExitCode::from(code)
        }
        None => {
            eprintln!("cargo xtask : {name} s'est arrêté brutalement ({status}).");
            ExitCode::FAILURE
        }
    }
}
