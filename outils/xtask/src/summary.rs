//! Le sommaire, lu avant mdBook : d'une page absente, il ne dirait ni la ligne
//! ni rien en français.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Vérifie que chaque page que nomme `src/SUMMARY.md` existe.
///
/// # Errors
///
/// Un sommaire illisible, ou une ligne par page absente.
pub fn check(root: &Path) -> Result<()> {
    let src = root.join("src");
    let text = fs::read_to_string(src.join("SUMMARY.md"))
        .context("src/SUMMARY.md, le sommaire du livre, est illisible")?;
    let missing: Vec<String> = text
        .lines()
        .enumerate()
        .filter_map(|(rank, line)| Some((rank + 1, page(line)?)))
        .filter(|(_, page)| !src.join(page).is_file())
        .map(|(line, page)| format!("src/SUMMARY.md:{line} : la page « {page} » n'existe pas"))
        .collect();
    if !missing.is_empty() {
        bail!(
            "{}\nCréez le fichier dans src/, ou corrigez le sommaire",
            missing.join("\n")
        );
    }
    Ok(())
}

/// La page que nomme une ligne du sommaire ; une entrée `()` est un brouillon.
pub(crate) fn page(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("](")?;
    let (page, _) = rest.split_once(')')?;
    (!page.is_empty()).then_some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(summary: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("src")).unwrap();
        fs::write(dir.path().join("src/SUMMARY.md"), summary).unwrap();
        fs::write(dir.path().join("src/a.md"), "# A\n").unwrap();
        dir
    }

    #[test]
    fn un_sommaire_juste_est_accepte() {
        let dir = book("# Sommaire\n\n- [A](a.md)\n- [Brouillon]()\n---\n");
        check(dir.path()).unwrap();
    }

    #[test]
    fn chaque_page_absente_est_nommee_avec_sa_ligne() {
        let dir = book("# Sommaire\n\n- [A](a.md)\n  - [B](c/b.md)\n");
        let error = check(dir.path()).unwrap_err().to_string();
        assert!(
            error.starts_with("src/SUMMARY.md:4 : la page « c/b.md » n'existe pas\n"),
            "{error}"
        );
    }

    #[test]
    fn un_sommaire_absent_est_annonce() {
        let dir = tempfile::tempdir().unwrap();
        let error = check(dir.path()).unwrap_err().to_string();
        assert!(error.contains("src/SUMMARY.md"), "{error}");
    }
}
