//! Le livre de référence : les mêmes pages, rendues par mdBook et par
//! `mdbook-mermaid install` tels quels, sans rien de notre thème.
//!
//! Le préprocesseur du cours y développe les directives, puisque mdBook ne les
//! connaît pas ; tout le reste, gabarit, styles et scripts, est d'origine.

use crate::book::{self, clear};
use anyhow::{Context, Result};
use mdbook_cours::folders::copy_dir;
use mdbook_cours::page::diagrams;
use mdbook_driver::MDBook;
use std::fs;
use std::path::{Path, PathBuf};

/// Ce que le préprocesseur lit pour développer les pages.
const INPUTS: [&str; 3] = ["src", "listings", "exercices"];

/// Ce que `mdbook-mermaid install` copie et déclare.
const SCRIPTS: [&str; 2] = ["mermaid.min.js", "mermaid-init.js"];

/// `theme` désigne un dossier vide : mdBook prend alors son thème intégré, et
/// non celui que le préprocesseur écrit.
const BOOK_TOML: &str = r#"[book]
title = "Le livre, rendu par mdBook sans notre thème"
language = "fr"

[rust]
edition = "2024"

[preprocessor.cours]
before = ["links"]

[output.html]
theme = "theme-d-origine"
additional-js = ["mermaid.min.js", "mermaid-init.js"]
"#;

/// Écrit dans `folder` le livre de référence du livre de racine `root`, le rend,
/// et rend le dossier de ses pages.
///
/// # Errors
///
/// Si un fichier ne peut pas être copié, ou ce que mdBook reproche au livre.
pub fn render(root: &Path, folder: &Path) -> Result<PathBuf> {
    clear(folder)?;
    for name in INPUTS {
        let source = root.join(name);
        if source.is_dir() {
            copy_dir(&source, &folder.join(name))?;
        }
    }
    // Les scripts du paquet mdbook-mermaid que fixe `Cargo.lock`.
    for name in SCRIPTS {
        let source = Path::new(diagrams::SCRIPT_FILE).with_file_name(name);
        fs::copy(&source, folder.join(name))
            .with_context(|| format!("impossible de copier {}", source.display()))?;
    }
    fs::create_dir(folder.join("theme-d-origine"))?;
    fs::write(folder.join("book.toml"), BOOK_TOML)?;
    book::render(folder, &[])
}

/// Écrit dans `folder` un livre d'une page, tel que mdBook le fait quand on ne lui
/// demande rien : ses gabarits dans `theme`, ses pages et ses scripts dans `book`.
/// Des tests y lisent les textes anglais que nos pages ne doivent pas montrer.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, ou ce que mdBook reproche au livre.
pub fn original(folder: &Path) -> Result<()> {
    clear(folder)?;
    fs::create_dir_all(folder)?;
    MDBook::init(folder).copy_theme(true).build()?;
    MDBook::load(folder)?.build()
}
