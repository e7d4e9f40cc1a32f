//! Donner au pas à pas du livre le graphe d'un échec du lecteur.
//!
//! Le pas à pas charge `genere/graphes/<id>.js`, un script ordinaire, et
//! s'ouvre à l'adresse `#pas=<id>::@<rang de l'issue>`.

use super::workshop::Workshop;
use anyhow::{Context, Result};
use files::write_if_changed;
use mdbook_cours::colors::Painter;
use mdbook_cours::generated::{self, READER_GRAPHS};
use mdbook_cours::program::stepper;
use mdbook_cours::settings::GENERATED;
use serde_json::{Value, json};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Où l'explorateur écrit le graphe, avant qu'il devienne un script.
pub fn draft(workshop: &Workshop) -> PathBuf {
    workshop.root.join("target/exercices/graphe.json")
}

/// Enlève le graphe d'un échec précédent : la page dit alors qu'il n'y a rien à
/// montrer.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn clear(workshop: &Workshop) -> Result<()> {
    let draft = draft(workshop);
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("impossible d'effacer {}", draft.display()));
        }
        _ => {}
    }
    let nothing = generated::nothing_to_show(&workshop.exercise.name);
    for path in scripts(workshop) {
        write_if_changed(&path, &nothing)?;
    }
    Ok(())
}

/// Donne au livre le graphe que l'explorateur vient d'écrire ; faux s'il était
/// trop grand pour être suivi.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn publish(workshop: &Workshop) -> Result<bool> {
    let Some(document) = document(workshop)? else {
        return Ok(false);
    };
    let script = stepper::data_script(&id(workshop), document, &Painter::default());
    for path in scripts(workshop) {
        write_if_changed(&path, &script)?;
    }
    Ok(true)
}

/// Le graphe que l'explorateur vient d'écrire ; `None` s'il était trop grand pour
/// être suivi.
///
/// # Errors
///
/// S'il ne se lit pas.
pub fn document(workshop: &Workshop) -> Result<Option<Value>> {
    let draft = draft(workshop);
    let Ok(text) = fs::read_to_string(&draft) else {
        return Ok(None);
    };
    let mut document: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} ne se lit pas", draft.display()))?;
    document["title"] = json!(format!("{} (votre fichier)", workshop.exercise.title));
    Ok(Some(document))
}

/// L'adresse qui ouvre dans le livre l'issue `rank` du graphe publié.
pub fn address(workshop: &Workshop, rank: usize) -> String {
    workshop.page(&format!("#pas={}::@{rank}", id(workshop)))
}

fn id(workshop: &Workshop) -> String {
    format!("exercices/{}", workshop.exercise.name)
}

/// Le script, dans ce que le livre donne à son site, et dans le livre déjà
/// construit : le serveur ne reconstruit pas pour un fichier que Git ignore.
fn scripts(workshop: &Workshop) -> Vec<PathBuf> {
    let name = format!("{READER_GRAPHS}/{}.js", workshop.exercise.name);
    let generated = workshop.root.join(GENERATED).join("site");
    let built = workshop.root.join("book/html");
    let built = Some(built).filter(|folder| folder.join("index.html").is_file());
    [generated]
        .into_iter()
        .chain(built)
        .map(|folder| folder.join(&name))
        .collect()
}
