//! Un programme que rustc refuse, et son message.
//!
//! Les fichiers sont `listings/<chapitre>/refus/<nom>.rs` et `<nom>.stderr` ;
//! le second est celui que trybuild compare au vrai message du compilateur.

use crate::program::listing::check_size;
use catalogue::split_reference;
use regex::Regex;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Un programme refusé, lu et vérifié.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Le nom du fichier, sans extension.
    pub name: String,
    /// La ligne `//!` du programme.
    pub title: String,
    /// Le programme entier : ses lignes sont celles que cite le message.
    pub rust: String,
    /// Le message de rustc.
    pub message: String,
    /// Le code de la première erreur, par exemple `E0277` ; rustc n'en donne pas
    /// à toutes.
    pub code: Option<String>,
}

impl Refusal {
    /// Lit le programme refusé `reference` (« chapitre/nom ») sous
    /// `listings_dir`.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas, en français.
    pub fn load(listings_dir: &Path, reference: &str) -> Result<Self, Vec<String>> {
        let (chapter, name) = split_reference(reference).map_err(|message| vec![message])?;
        let base = listings_dir.join(chapter).join("refus").join(name);
        let shown = format!("listings/{chapter}/refus/{name}");

        let mut errors = Vec::new();
        let mut read = |extension: &str, advice: &str| {
            fs::read_to_string(base.with_extension(extension)).unwrap_or_else(|_| {
                errors.push(format!("il manque {shown}.{extension}{advice}"));
                String::new()
            })
        };
        let rust = read("rs", "");
        let message = read(
            "stderr",
            " ; écrivez-le avec `TRYBUILD=overwrite cargo test -p listings --test refusals`",
        );
        if !errors.is_empty() {
            return Err(errors);
        }

        let title = rust
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "))
            .unwrap_or("")
            .to_owned();
        if title.is_empty() {
            errors.push(format!(
                "{shown}.rs:1: la première ligne doit être le titre : « //! Titre »"
            ));
        }
        errors.extend(check_size(&format!("{shown}.rs"), &rust, 0));
        let code = error_code(&message);
        if code.is_none() && !message.starts_with("error: ") {
            errors.push(format!(
                "{shown}.stderr: aucune erreur : attendu une ligne `error[E…]`, ou `error: …` si rustc ne lui donne pas de code"
            ));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            name: name.to_owned(),
            title,
            rust,
            message,
            code,
        })
    }
}

/// Le code de la première erreur d'un message de rustc.
pub fn error_code(message: &str) -> Option<String> {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^error\[(E\d{4})\]").expect("constante"));
    Some(CODE.captures(message)?.get(1)?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_code_vient_du_message() {
        assert_eq!(
            error_code("error[E0277]: x\nerror[E0382]: y\n").as_deref(),
            Some("E0277")
        );
        assert_eq!(error_code("error: x\n"), None);
    }

    #[test]
    fn une_erreur_sans_code_est_une_erreur_un_avertissement_non() {
        let load = |message| {
            let files = [
                ("c/refus/a.rs", "//! T\nfn main() {}\n"),
                ("c/refus/a.stderr", message),
            ];
            Refusal::load(testing::tree(files).path(), "c/a").map(|refusal| refusal.code)
        };
        assert_eq!(load("error: x\n"), Ok(None));
        let errors = load("warning: x\n").unwrap_err();
        assert!(errors[0].contains("aucune erreur"), "{errors:?}");
    }

    #[test]
    fn un_message_absent_dit_comment_l_ecrire() {
        let dir = testing::tree([("c/refus/a.rs", "//! T\nfn main() {}\n")]);
        let errors = Refusal::load(dir.path(), "c/a").unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].contains("c/refus/a.stderr") && errors[0].contains("TRYBUILD=overwrite"));
    }
}
