//! Le livre de référence : les mêmes pages, rendues par mdBook et par
//! `mdbook-mermaid install` tels quels, sans rien de notre thème.
//!
//! Le préprocesseur du cours y développe les directives, puisque mdBook ne les
//! connaît pas ; tout le reste, gabarit, styles et scripts, est d'origine.

use crate::livre::Book;
use anyhow::{Context, Result, bail};
use processes::Runner;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Ce que le préprocesseur lit pour développer les pages.
const INPUTS: [&str; 3] = ["src", "listings", "exercices"];

/// Ce que `mdbook-mermaid install` copie et déclare.
const SCRIPTS: [&str; 2] = ["mermaid.min.js", "mermaid-init.js"];

const PACKAGE: &str = "mdbook-mermaid";

/// `theme` désigne un dossier vide : mdBook prend alors son thème intégré, et
/// non celui que le préprocesseur écrit dans `theme/`.
const BOOK_TOML: &str = r#"[book]
title = "Le livre, rendu par mdBook sans notre thème"
language = "fr"

[rust]
edition = "2024"

[preprocessor.cours]
command = "remplacé par une variable d'environnement"
before = ["links"]

[output.html]
theme = "theme-d-origine"
additional-js = ["mermaid.min.js", "mermaid-init.js"]
"#;

/// Écrit dans `folder` le livre de référence, qu'il ne reste qu'à construire.
///
/// # Errors
///
/// Si un fichier ne peut pas être copié, si le paquet mdbook-mermaid est
/// introuvable, ou si l'utilisateur interrompt la commande.
pub fn write(book: &Book, folder: &Path, runner: &Runner) -> Result<()> {
    for name in INPUTS {
        let source = book.root.join(name);
        if source.is_dir() {
            copy_folder(&source, &folder.join(name))
                .with_context(|| format!("impossible de copier {}", source.display()))?;
        }
    }
    let assets = mermaid_assets(book, runner)?;
    for name in SCRIPTS {
        let source = assets.join(name);
        fs::copy(&source, folder.join(name))
            .with_context(|| format!("impossible de copier {}", source.display()))?;
    }
    fs::create_dir(folder.join("theme-d-origine"))?;
    fs::write(folder.join("book.toml"), BOOK_TOML)?;
    Ok(())
}

/// Le dossier des scripts du paquet mdbook-mermaid que fixe `Cargo.lock`.
fn mermaid_assets(book: &Book, runner: &Runner) -> Result<PathBuf> {
    let metadata =
        runner.run_capturing_stdout(Command::new(&book.cargo).current_dir(&book.root).args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--quiet",
        ]))?;
    if !metadata.status.success() {
        bail!("`cargo metadata` a échoué ; il en dit la raison ci-dessus");
    }
    let manifest = manifest(&metadata.text)
        .with_context(|| format!("{PACKAGE} n'est plus une dépendance du projet"))?;
    Ok(manifest.with_file_name("src").join("bin/assets"))
}

fn manifest(metadata: &str) -> Option<PathBuf> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    metadata["packages"]
        .as_array()?
        .iter()
        .find(|package| package["name"] == PACKAGE)?["manifest_path"]
        .as_str()
        .map(PathBuf::from)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_manifeste_est_celui_du_paquet() {
        let metadata = r#"{"packages":[{"name":"autre","manifest_path":"/a/Cargo.toml"},
            {"name":"mdbook-mermaid","manifest_path":"/m/Cargo.toml"}]}"#;
        assert_eq!(manifest(metadata), Some(PathBuf::from("/m/Cargo.toml")));
        assert_eq!(manifest(r#"{"packages":[]}"#), None);
    }

    #[test]
    fn un_dossier_est_copie_avec_ses_sous_dossiers() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        fs::write(dir.path().join("a/b/c"), "x").unwrap();
        copy_folder(&dir.path().join("a"), &dir.path().join("z")).unwrap();
        assert_eq!(fs::read_to_string(dir.path().join("z/b/c")).unwrap(), "x");
    }
}
