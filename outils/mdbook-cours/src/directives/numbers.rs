//! Les numéros des programmes et des figures.
//!
//! Les pages se lisent toutes à la fois ; les numéros se donnent ensuite, dans
//! l'ordre du livre.

use std::collections::HashMap;

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
