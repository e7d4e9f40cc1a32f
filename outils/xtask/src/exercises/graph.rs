//! Donner au pas à pas du livre le graphe d'un échec du lecteur.
//!
//! Le pas à pas charge `genere/graphes/<id>.js`, un script ordinaire, et
//! s'ouvre à l'adresse `#pas=<id>::@<rang de l'issue>`.

use super::workshop::Workshop;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Le dossier de ces graphes, depuis la racine du livre.
pub const FOLDER: &str = "genere/graphes/exercices";

/// Où l'explorateur écrit le graphe, avant qu'il devienne un script.
pub fn draft(workshop: &Workshop) -> PathBuf {
    workshop.root.join("target/exercices/graphe.json")
}

/// Enlève le graphe d'un échec précédent.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn clear(workshop: &Workshop) -> Result<()> {
    for path in scripts(workshop).into_iter().chain([draft(workshop)]) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("impossible d'effacer {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Donne au livre le graphe que l'explorateur vient d'écrire, et rend l'adresse
/// qui ouvre son issue `rank` ; `None` si le graphe était trop grand pour être
/// suivi.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn publish(workshop: &Workshop, rank: usize) -> Result<Option<String>> {
    let draft = draft(workshop);
    let Ok(text) = fs::read_to_string(&draft) else {
        return Ok(None);
    };
    let mut document: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} ne se lit pas", draft.display()))?;
    document["title"] = json!(format!("{} (votre fichier)", workshop.exercise.title));
    let id = id(workshop);
    // `</` fermerait une balise où ce script serait recopié.
    let script = format!(
        "(window.coursGraphes ??= {{}})[{}] = {};\n",
        json!(id),
        document.to_string().replace("</", "<\\/")
    );
    for path in scripts(workshop) {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("impossible de créer {}", folder.display()))?;
        }
        fs::write(&path, &script)
            .with_context(|| format!("impossible d'écrire {}", path.display()))?;
    }
    Ok(Some(workshop.page(&format!("#pas={id}::@{rank}"))))
}

fn id(workshop: &Workshop) -> String {
    format!("exercices/{}", workshop.exercise.name)
}

/// Le script, dans les sources du livre, et dans le livre déjà construit : le
/// serveur ne reconstruit pas pour un fichier que Git ignore.
fn scripts(workshop: &Workshop) -> Vec<PathBuf> {
    let name = format!("{FOLDER}/{}.js", workshop.exercise.name);
    let built = ["book", "book/html"].map(|folder| workshop.root.join(folder));
    let built = built
        .into_iter()
        .filter(|folder| folder.join("index.html").is_file());
    [workshop.root.join("src")]
        .into_iter()
        .chain(built)
        .map(|folder| folder.join(&name))
        .collect()
}
