//! Où le pas à pas du livre trouve le graphe d'un échec du lecteur.

use super::atelier::Workshop;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Ce qui ouvre le pas à pas dans la page de l'exercice.
pub const ANCHOR: &str = "#pas-a-pas";

/// Le fichier du graphe ; mdBook le copie avec les pages, et Git ne le connaît
/// pas.
pub fn path(workshop: &Workshop) -> PathBuf {
    let folder = workshop.root.join("src/genere/exercices");
    folder.join(format!("{}.graphe.json", workshop.exercise.name))
}

/// Enlève le graphe d'un échec précédent, et prépare son dossier.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn clear(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("impossible de créer {}", folder.display()))?;
    }
    match path.exists() {
        true => fs::remove_file(path)
            .with_context(|| format!("impossible d'effacer {}", path.display())),
        false => Ok(()),
    }
}
