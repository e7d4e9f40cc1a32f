//! Le livre, rendu dans ce processus.

use crate::summary;
use anyhow::{Context, Result, bail};
use mdbook_cours::Edition;
use mdbook_driver::config::Config;
use serde_json::Value;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tracing_subscriber::filter::LevelFilter;

/// Un réglage qui remplace celui de `book.toml`.
pub type Setting = (&'static str, Value);

/// Rend le livre de racine `root`, et rend le dossier de ses pages.
///
/// # Errors
///
/// Ce que le préprocesseur ou mdBook reproche au livre.
pub fn render(root: &Path, settings: &[Setting]) -> Result<PathBuf> {
    Ok(edition(root, settings, None)?.pages)
}

/// De même ; les pages qui n'ont pas changé depuis `last` sont les siennes.
///
/// # Errors
///
/// Ce que le préprocesseur ou mdBook reproche au livre.
pub fn edition(root: &Path, settings: &[Setting], last: Option<&Edition>) -> Result<Edition> {
    summary::check(root)?;
    // Ce que mdBook signale sans s'arrêter ; une seule fois si un autre livre suit.
    let _ = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_target(false)
        .with_writer(io::stderr)
        .without_time()
        .try_init();
    let mut config = config(root)?;
    for (key, value) in settings {
        config.set(key, value)?;
    }
    match last {
        Some(last) => last.next(root, config),
        None => Edition::new(root, config),
    }
}

/// Les réglages du livre de racine `root`.
///
/// # Errors
///
/// Si `book.toml`, ou une variable qui en remplace un réglage, ne se lit pas.
pub fn config(root: &Path) -> Result<Config> {
    let mut config = Config::from_disk(root.join("book.toml")).context("book.toml")?;
    config.update_from_env()?;
    Ok(config)
}

/// Les réglages d'un livre construit tout entier dans `folder`, chemin depuis la
/// racine : rien n'y est commun avec celui d'un `serve` en cours.
pub fn apart(folder: &str) -> [Setting; 3] {
    [
        ("build.build-dir", format!("{folder}/livre").into()),
        (
            "preprocessor.cours.genere",
            format!("{folder}/genere").into(),
        ),
        ("output.html.theme", format!("{folder}/genere/theme").into()),
    ]
}

/// Efface `folder` : une page supprimée du livre n'y doit pas rester.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            bail!("impossible d'effacer {} : {error}", folder.display())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effacer_un_dossier_absent_n_est_pas_une_erreur() {
        let dir = tempfile::tempdir().unwrap();
        clear(&dir.path().join("absent")).unwrap();
    }
}
