//! Le programme d'une question.

use crate::text::Text;
use std::fs;
use std::path::Path;

/// Ce qu'un programme écrit dans une question a au plus de lignes : une question
/// se lit sans dérouler.
pub const MAX_LINES: usize = 30;
/// Ce qu'une ligne a au plus de colonnes.
pub const MAX_COLUMNS: usize = 68;

/// D'où vient le programme d'une question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Il est dans la question.
    Here(Text),
    /// C'est un listing du livre : « chapitre/nom ».
    Listing(String),
    /// C'est un programme que le livre dit refusé : « chapitre/nom ».
    Refused(String),
}

/// Le programme d'une question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// D'où il vient.
    pub source: Source,
    /// Son nom pour qui l'explore : celui d'un listing (« livre/chapitre/nom »),
    /// ou celui de la question (« quiz/chapitre/page/question »).
    pub name: String,
}

impl Program {
    /// Le texte complet du programme ; `listings` est le dossier des listings.
    ///
    /// # Errors
    ///
    /// Un message en français si le fichier désigné ne se lit pas.
    pub fn text(&self, listings: &Path) -> Result<String, String> {
        let path = match &self.source {
            Source::Here(text) => return Ok(text.text.clone()),
            Source::Listing(reference) => format!("{reference}.rs"),
            Source::Refused(reference) => match reference.split_once('/') {
                Some((chapter, name)) => format!("{chapter}/refus/{name}.rs"),
                None => format!("{reference}.rs"),
            },
        };
        fs::read_to_string(listings.join(&path)).map_err(|_| format!("il manque listings/{path}"))
    }
}

/// Ce qui ne va pas dans la forme du programme `text`.
pub(crate) fn check_form(text: &str) -> Vec<String> {
    let mut errors = Vec::new();
    if !text.contains("fn main()") {
        errors.push("il manque `fn main()` au programme".to_owned());
    }
    let lines = text.lines().count();
    if lines > MAX_LINES {
        errors.push(format!(
            "le programme a {lines} lignes, {MAX_LINES} au plus : faites-en un listing"
        ));
    }
    for (i, line) in text.lines().enumerate() {
        let columns = line.chars().count();
        if columns > MAX_COLUMNS {
            errors.push(format!(
                "la ligne {} du programme a {columns} colonnes, {MAX_COLUMNS} au plus",
                i + 1
            ));
        }
    }
    errors
}
