//! Ce qu'il faut pour lire une directive.

use crate::colors::Painter;
use std::collections::HashMap;
use std::path::Path;

/// Ce que les directives d'une page lisent, et ce qu'elles se partagent.
pub struct Reader<'a> {
    /// La racine du livre.
    pub root: &'a Path,
    /// Le dossier des pages, depuis la racine.
    pub src: &'a Path,
    /// Le dossier des listings.
    pub listings: &'a Path,
    /// La page, depuis le dossier des pages.
    pub page: &'a Path,
    /// Le numéro du chapitre, « A » pour une annexe.
    pub prefix: String,
    /// Vrai d'un site qui sera en ligne : rien de périmé n'y paraît.
    pub published: bool,
    /// L'adresse du dépôt, si `book.toml` la donne.
    pub repository: Option<&'a str>,
    /// Ce qui met le code en couleurs.
    pub painter: &'a Painter,
    /// Les numéros déjà donnés.
    pub numbers: &'a mut Numbers,
    /// Ce qu'un auteur doit savoir, sans que la construction s'arrête.
    pub warnings: &'a mut Vec<String>,
    /// Vrai si la page a déjà son quiz.
    pub has_quiz: bool,
}

impl Reader<'_> {
    /// Le numéro du programme `reference`.
    pub fn number(&mut self, reference: &str) -> String {
        self.numbers.program(reference, &self.prefix)
    }

    /// Un graphe périmé n'arrête que la construction d'un site publié.
    pub fn warn(&mut self, message: String) -> Result<(), String> {
        if self.published {
            return Err(message);
        }
        self.warnings.push(message);
        Ok(())
    }
}

/// Les numéros donnés dans le livre.
#[derive(Debug, Default)]
pub struct Numbers {
    /// Le dernier, par sorte (« Programme », « Figure ») et par chapitre.
    last: HashMap<(&'static str, String), usize>,
    programs: HashMap<String, String>,
}

impl Numbers {
    /// Le numéro d'un programme : le même à chaque fois qu'il est montré.
    pub fn program(&mut self, reference: &str, prefix: &str) -> String {
        if let Some(number) = self.programs.get(reference) {
            return number.clone();
        }
        let number = self.next("Programme", prefix);
        self.programs.insert(reference.to_owned(), number.clone());
        number
    }

    /// Le prochain numéro de la sorte `kind`, dans le chapitre `prefix`.
    pub fn next(&mut self, kind: &'static str, prefix: &str) -> String {
        let last = self.last.entry((kind, prefix.to_owned())).or_default();
        *last += 1;
        format!("{prefix}.{last}")
    }
}
