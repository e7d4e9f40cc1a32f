//! Le livre rendu dans ce processus, sans le programme `mdbook`.

use crate::generated::Site;
use crate::preprocessor::CoursePreprocessor;
use anyhow::Result;
use mdbook_driver::MDBook;
use mdbook_preprocessor::config::Config;
use std::path::{Path, PathBuf};
use toml::Table;

/// Rend le livre de racine `root`, réglé par `config`, et rend le dossier de ses
/// pages.
///
/// # Errors
///
/// Ce que le préprocesseur ou mdBook reproche au livre.
pub fn render(root: &Path, mut config: Config) -> Result<PathBuf> {
    // Compilé ici sans sa recherche, mdBook se plaindrait de ne pas en savoir lire
    // le réglage, qui la désactive.
    if let Some(mut html) = config.get::<Table>("output.html")? {
        html.remove("search");
        config.set("output.html", html)?;
    }
    let mut book = MDBook::load_with_config(root, config)?;
    // Ils prennent la place des commandes de `book.toml`, qui font de même.
    book.with_preprocessor(CoursePreprocessor);
    if book.config.contains_key("output.site") {
        book.with_renderer(Site);
    }
    book.build()?;
    Ok(book.build_dir_for("html"))
}
