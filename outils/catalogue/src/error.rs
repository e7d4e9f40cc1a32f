//! Ce qui ne va pas dans un exercice.

use std::fmt;
use std::path::{Path, PathBuf};

/// Un exercice mal écrit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CatalogueError {
    /// Le fichier.
    pub file: PathBuf,
    /// La ligne, 0 si aucune n'est en cause.
    pub line: usize,
    /// Ce qui ne va pas.
    pub message: String,
}

impl CatalogueError {
    pub(crate) fn new(file: &Path, line: usize, message: impl ToString) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.to_string(),
        }
    }
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file.display(), self.message),
            line => write!(f, "{}:{line}: {}", self.file.display(), self.message),
        }
    }
}
