//! L'en-tête d'un fichier : ses premières lignes de commentaire, une par
//! renseignement.

use files::FileError;
use std::path::Path;

/// Un en-tête, lu ligne à ligne.
pub(crate) struct Header<'a> {
    path: &'a Path,
    lines: std::str::Lines<'a>,
    /// La dernière ligne lue ; 0 avant la première.
    line: usize,
    /// Ce que dit le refus d'un en-tête mal écrit.
    expected: &'a str,
}

impl<'a> Header<'a> {
    /// Lit le titre, que suit une ligne vide ; rend aussi la suite de l'en-tête.
    pub fn titled(
        path: &'a Path,
        text: &'a str,
        expected: &'a str,
    ) -> Result<(String, Self), FileError> {
        let mut header = Self {
            path,
            lines: text.lines(),
            line: 0,
            expected,
        };
        let title = header.next(" ")?;
        header.next("")?;
        Ok((title, header))
    }

    /// Ce qui suit `prefix` sur la ligne suivante.
    pub fn next(&mut self, prefix: &str) -> Result<String, FileError> {
        self.line += 1;
        let line = self.lines.next();
        line.and_then(|line| line.strip_prefix("//!")?.strip_prefix(prefix))
            .map(str::to_owned)
            .ok_or_else(|| self.error(self.expected))
    }

    /// Une erreur à la dernière ligne lue.
    pub fn error(&self, message: &str) -> FileError {
        FileError::new(self.path, self.line, message)
    }
}
