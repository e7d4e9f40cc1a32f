//! Le livre, rendu dans ce processus.

use crate::summary;
use anyhow::{Context, Result};
use mdbook_driver::config::Config;
use serde_json::Value;
use std::io;
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
    summary::check(root)?;
    // Ce que mdBook signale sans s'arrêter ; une seule fois si un autre livre suit.
    let _ = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_target(false)
        .with_writer(io::stderr)
        .without_time()
        .try_init();
    let mut config = Config::from_disk(root.join("book.toml")).context("book.toml")?;
    config.update_from_env()?;
    for (key, value) in settings {
        config.set(key, value)?;
    }
    mdbook_cours::render(root, config)
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
