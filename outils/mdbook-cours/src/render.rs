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
    let mut course = CoursePreprocessor::default();
    let site = Site::default();
    let has_site = book.config.contains_key("output.site");
    if has_site {
        // Il se fait pendant que mdBook écrit les pages, et ne sert qu'après elles.
        course.index = Some(site.index.clone());
    }
    book.with_preprocessor(course);
    if has_site {
        book.with_renderer(site);
    }
    book.build()?;
    Ok(book.build_dir_for("html"))
}
