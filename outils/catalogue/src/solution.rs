//! Une solution : son commentaire, en tête du fichier, et son code.

use files::FileError;
use std::path::Path;

/// Une solution et son commentaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Le commentaire, en Markdown.
    pub comment: String,
    /// Le code, sans le commentaire.
    pub code: String,
}

impl Solution {
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, FileError> {
        let comment: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .collect();
        if comment.is_empty() {
            let message = "une solution commence par son commentaire : « //! … »";
            return Err(FileError::new(path, 1, message));
        }
        let code = text.lines().skip(comment.len()).collect::<Vec<_>>();
        let comment = comment
            .iter()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>();
        Ok(Self {
            comment: comment.join("\n"),
            code: code.join("\n").trim_start_matches('\n').to_owned() + "\n",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_commentaire_et_le_code_se_separent() {
        let parse = |text| Solution::parse(Path::new("solution.rs"), text);
        let solution = parse("//! Un.\n//!\n//! Deux.\n\n//// a\nfn f() {}\n").unwrap();
        assert_eq!(solution.comment, "Un.\n\nDeux.");
        assert_eq!(solution.code, "//// a\nfn f() {}\n");
        assert_eq!(parse("fn f() {}\n").unwrap_err().line, 1);
    }
}
