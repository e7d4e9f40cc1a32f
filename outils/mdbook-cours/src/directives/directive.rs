//! Ce que toute directive sait faire.

use super::numbers::Numbers;
use crate::course::Course;
use crate::course::lesson::Contents;
use crate::folders::File;
use files::FileError;

/// Ce que sait faire une directive, une fois lue et vérifiée.
pub trait Directive: Send + Sync {
    /// Prend son numéro, si elle en porte un, dans le chapitre `prefix`. Toutes les
    /// pages sont alors lues ; celles-ci le prennent dans l'ordre du livre.
    fn number(&mut self, numbers: &mut Numbers, prefix: &str) {
        let _ = (numbers, prefix);
    }

    /// Ce qu'elle met dans sa phrase, avant toute mise en page.
    fn inline(&self) -> Option<String> {
        None
    }

    /// Ce qu'elle devient dans le livre ; `root` (« ../ ») mène de la page à la
    /// racine du site. Sans réponse, elle reste telle quelle.
    fn to_html(&self, root: &str) -> Option<String> {
        let _ = root;
        None
    }

    /// Ce que skeptic doit compiler à sa place : rien, d'ordinaire.
    fn to_skeptic(&self) -> Option<String> {
        Some(String::new())
    }

    /// Ce qu'elle devient une fois tout le cours connu.
    fn about_course(&self, course: &Course, root: &str) -> Option<String> {
        let _ = (course, root);
        None
    }

    /// Ce qu'elle montre et fait faire.
    fn contents(&self) -> Contents {
        Contents::default()
    }

    /// Les fichiers du site dont elle a besoin, chemins depuis sa racine.
    fn files(&self) -> Vec<File> {
        Vec::new()
    }

    /// Vrai d'un programme qui veut sa prose à côté de lui.
    fn is_program(&self) -> bool {
        false
    }

    /// La classe qu'elle donne à la page entière.
    fn page_class(&self) -> Option<&'static str> {
        None
    }
}

/// Pourquoi une directive est refusée.
pub enum Refused {
    /// Ce qu'il faut dire à sa ligne.
    Here(Vec<String>),
    /// Ce qu'il faut dire ailleurs, dans un fichier qu'elle lit.
    There(Vec<FileError>),
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self::Here(vec![message])
    }
}

impl From<Vec<String>> for Refused {
    fn from(messages: Vec<String>) -> Self {
        Self::Here(messages)
    }
}

/// Une directive lue, ou pourquoi elle est refusée.
pub type Parsed = Result<Box<dyn Directive>, Refused>;
