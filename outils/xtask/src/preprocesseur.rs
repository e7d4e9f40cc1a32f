//! Le préprocesseur du livre, compilé d'avance.
//!
//! `book.toml` l'appelle par `cargo run`, ce qui marche partout mais coûte à
//! chaque enregistrement ; `xtask` le compile une fois et donne son chemin à
//! mdBook.

use crate::processus::Runner;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// La variable par laquelle mdBook remplace `preprocessor.cours.command`.
pub const COMMAND_VARIABLE: &str = "MDBOOK_PREPROCESSOR__COURS__COMMAND";

const PACKAGE: &str = "mdbook-cours";

/// Compile le préprocesseur et rend le chemin absolu de son exécutable.
///
/// # Errors
///
/// Si la compilation échoue ; cargo en a alors affiché la raison.
pub fn build(root: &Path, cargo: &Path, runner: &Runner) -> Result<PathBuf> {
    eprintln!("Compilation du préprocesseur du cours (plus longue la première fois)…");
    let built = runner.run_capturing_stdout(
        Command::new(cargo)
            .current_dir(root)
            .args(["build", "--quiet", "--package", PACKAGE])
            // Les diagnostics restent lisibles, sur la sortie d'erreur.
            .arg("--message-format=json-render-diagnostics"),
    )?;
    if !built.status.success() {
        bail!(
            "le préprocesseur {PACKAGE} ne compile pas ; cargo en dit la raison ci-dessus. \
             Corrigez-la et relancez la même commande"
        );
    }
    executable(&built.text).with_context(|| format!("cargo n'annonce aucun programme {PACKAGE}"))
}

/// La commande à donner à mdBook, qui la découpe comme un shell : sans
/// apostrophes, un chemin avec une espace serait coupé en deux.
///
/// # Errors
///
/// Si le chemin n'est pas de l'UTF-8 : mdBook ne saurait pas le lire.
pub fn shell_word(path: &Path) -> Result<String> {
    let path = path.to_str().with_context(|| {
        format!(
            "le chemin {} n'est pas de l'UTF-8 : déplacez le dépôt",
            path.display()
        )
    })?;
    Ok(format!("'{}'", path.replace('\'', r"'\''")))
}

/// L'exécutable annoncé dans les messages JSON de cargo, un par ligne.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| {
            message["reason"] == "compiler-artifact" && message["target"]["name"] == PACKAGE
        })
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l_executable_est_celui_que_cargo_annonce() {
        let messages = r#"
texte sans rapport
{"reason":"compiler-artifact","target":{"name":"mdbook_cours"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"autre"},"executable":"/t/autre"}
{"reason":"compiler-artifact","target":{"name":"mdbook-cours"},"executable":"/t/mdbook-cours"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("/t/mdbook-cours")));
    }

    #[test]
    fn espaces_et_apostrophes_sont_proteges() {
        assert_eq!(
            shell_word(Path::new("/l'atelier du cours/b")).unwrap(),
            r"'/l'\''atelier du cours/b'"
        );
    }
}
