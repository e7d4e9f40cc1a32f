//! Ce qui ne va pas dans un fichier : où, et ce qu'il faut faire.

use std::path::{Path, PathBuf};

/// Ce qui ne va pas dans un fichier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}: {message}", self.place())]
pub struct FileError {
    /// Le fichier, depuis la racine du dépôt si elle est connue.
    pub file: PathBuf,
    /// La ligne, à partir de 1 ; 0 si l'erreur n'est pas celle d'une ligne.
    pub line: usize,
    /// Ce qui ne va pas et comment le corriger, en français.
    pub message: String,
}

impl FileError {
    /// Une erreur à la ligne `line` (à partir de 1) de `file`, ou de `file` tout entier
    /// si elle vaut 0.
    pub fn new(file: impl AsRef<Path>, line: usize, message: impl ToString) -> Self {
        Self {
            file: file.as_ref().to_owned(),
            line,
            message: message.to_string(),
        }
    }

    fn place(&self) -> String {
        match self.line {
            0 => self.file.display().to_string(),
            line => format!("{}:{line}", self.file.display()),
        }
    }
}

/// La ligne (à partir de 1) de l'octet `offset` de `text`.
pub fn line_of(text: &str, offset: usize) -> usize {
    1 + text[..offset].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_erreur_dit_ou() {
        let error = |file, line| FileError::new(file, line, "oups").to_string();
        assert_eq!(error("src/a.md", 3), "src/a.md:3: oups");
        assert_eq!(error("listings", 0), "listings: oups");
        assert_eq!([0, 4].map(|offset| line_of("a\nb\nc", offset)), [1, 3]);
    }
}
