//! Ce qu'il faut pour lire une directive.

use crate::colors::Painter;
use std::path::Path;

/// Ce que lisent les directives d'une page ; d'autres pages se lisent en même temps.
pub struct Reader<'a> {
    /// La racine du livre.
    pub root: &'a Path,
    /// Le dossier des pages, depuis la racine.
    pub src: &'a Path,
    /// Le dossier des listings.
    pub listings: &'a Path,
    /// La page, depuis le dossier des pages.
    pub page: &'a Path,
    /// Vrai d'un site qui sera en ligne : rien de périmé n'y paraît.
    pub published: bool,
    /// L'adresse du dépôt, si `book.toml` la donne.
    pub repository: Option<&'a str>,
    /// Ce qui met le code en couleurs.
    pub painter: &'a Painter,
    /// Ce qu'un auteur doit savoir, sans que la construction s'arrête.
    pub warnings: &'a mut Vec<String>,
    /// Vrai si la page a déjà son quiz.
    pub has_quiz: bool,
}

impl Reader<'_> {
    /// Un graphe périmé n'arrête que la construction d'un site publié.
    pub fn warn(&mut self, message: String) -> Result<(), String> {
        if self.published {
            return Err(message);
        }
        self.warnings.push(message);
        Ok(())
    }
}
