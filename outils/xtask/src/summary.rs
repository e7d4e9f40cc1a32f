//! Le sommaire, lu avant mdBook : d'une page absente, il ne dirait ni la ligne
//! ni rien en français.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// Son chemin depuis la racine du dépôt.
pub const FILE: &str = "src/SUMMARY.md";

/// Le sommaire.
#[derive(Debug)]
pub struct Summary {
    /// Son texte.
    pub text: String,
}

/// Une page du sommaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Sa ligne, à partir de 1.
    pub line: usize,
    /// Ce qui y précède son titre : « - » pour une page numérotée.
    pub before: &'a str,
    /// « chapitre/page ».
    pub page: &'a str,
}

impl Entry<'_> {
    /// Vrai d'une page de cours, numérotée ; celle d'un exercice n'en est pas une.
    pub fn is_lesson(&self) -> bool {
        self.before.contains('-') && !self.page.starts_with(catalogue::FOLDER)
    }
}

impl Summary {
    /// Celui du livre de racine `root`.
    ///
    /// # Errors
    ///
    /// S'il ne se lit pas.
    pub fn read(root: &Path) -> Result<Self> {
        let text = fs::read_to_string(root.join(FILE));
        let text = text.with_context(|| format!("{FILE}, le sommaire du livre, est illisible"))?;
        Ok(Self { text })
    }

    /// Ses pages, dans l'ordre ; une entrée `()` est un brouillon.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> {
        let lines: Vec<(usize, &str)> = (1..).zip(self.text.lines()).collect();
        lines.into_iter().filter_map(|(line, text)| {
            let (before, rest) = text.split_once('[')?;
            let (target, _) = rest.split_once("](")?.1.split_once(')')?;
            let page = target.strip_suffix(".md")?;
            Some(Entry { line, before, page })
        })
    }

    /// Vérifie que `chapter` est un chapitre du livre.
    ///
    /// # Errors
    ///
    /// S'il ne l'est pas : la liste de ceux qui le sont.
    pub fn check_chapter(&self, chapter: &str) -> Result<()> {
        let folders = self
            .entries()
            .filter_map(|it| Some(it.page.split_once('/')?.0));
        let mut folders: Vec<&str> = folders.collect();
        folders.dedup();
        ensure!(
            folders.contains(&chapter),
            "il n'y a pas de chapitre « {chapter} » dans {FILE} ; il y a {}",
            folders.join(", ")
        );
        Ok(())
    }

    /// Le sommaire, où `page` est la dernière de son chapitre, et vrai si c'est
    /// une page de cours, qui a un quiz.
    ///
    /// # Errors
    ///
    /// Si le chapitre n'existe pas, ou si la page est déjà là.
    pub fn with(&self, page: &str, title: &str) -> Result<(String, bool)> {
        let (chapter, _) = page.split_once('/').unwrap_or_default();
        self.check_chapter(chapter)?;
        let mut entries = self.entries();
        ensure!(
            !self.entries().any(|it| it.page == page),
            "{FILE} a déjà une page {page} : rien n'est changé"
        );
        let folder = format!("{chapter}/");
        let last = entries.rfind(|it| it.page.starts_with(&folder));
        let entry = last.context("le chapitre a une page")?;
        // L'entrée d'un chapitre qui n'a pas encore de page.
        let indent = if entry.page.ends_with("/index") {
            "  "
        } else {
            ""
        };
        let mut lines: Vec<&str> = self.text.lines().collect();
        let new = format!("{indent}{}[{title}]({page}.md)", entry.before);
        lines.insert(entry.line, &new);
        Ok((lines.join("\n") + "\n", entry.is_lesson()))
    }
}

/// Vérifie que chaque page que nomme `src/SUMMARY.md` existe.
///
/// # Errors
///
/// Un sommaire illisible, ou une ligne par page absente.
pub fn check(root: &Path) -> Result<()> {
    let summary = Summary::read(root)?;
    let missing: Vec<String> = summary
        .entries()
        .filter(|it| !root.join(format!("src/{}.md", it.page)).is_file())
        .map(|it| {
            format!(
                "{FILE}:{} : la page « {}.md » n'existe pas",
                it.line, it.page
            )
        })
        .collect();
    if !missing.is_empty() {
        bail!(
            "{}\nCréez le fichier dans src/, ou corrigez le sommaire",
            missing.join("\n")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_page_absente_est_nommee_avec_sa_ligne() {
        let dir = tempfile::tempdir().unwrap();
        let said = || check(dir.path()).map_err(|error| error.to_string());
        assert!(said().unwrap_err().contains(FILE));
        fs::create_dir(dir.path().join("src")).unwrap();
        fs::write(dir.path().join("src/a.md"), "# A\n").unwrap();
        let write = |text| fs::write(dir.path().join(FILE), text).unwrap();
        write("# Sommaire\n\n- [A](a.md)\n- [Brouillon]()\n---\n");
        assert_eq!(said(), Ok(()));
        write("# Sommaire\n\n- [A](a.md)\n  - [B](c/b.md)\n");
        let expected = "src/SUMMARY.md:4 : la page « c/b.md » n'existe pas\n";
        assert!(
            said().unwrap_err().starts_with(expected),
            "{said:?}",
            said = said()
        );
    }

    #[test]
    fn une_page_nouvelle_est_la_derniere_de_son_chapitre() {
        let text = "# S\n\n[Avant](avant.md)\n\n- [A](a/index.md)\n  - [B](a/b.md)\n- [C](c/index.md)\n\n---\n\n[D](d/d.md)\n";
        let summary = Summary {
            text: text.to_owned(),
        };
        for (page, after, line, lesson) in [
            ("a/n", "(a/b.md)\n", "  - [T](a/n.md)\n", true),
            ("c/n", "(c/index.md)\n", "  - [T](c/n.md)\n", true),
            ("d/n", "(d/d.md)\n", "[T](d/n.md)\n", false),
        ] {
            let expected = text.replace(after, &format!("{after}{line}"));
            assert_eq!(summary.with(page, "T").unwrap(), (expected, lesson));
        }
        let refused = |page| summary.with(page, "T").unwrap_err().to_string();
        assert!(
            refused("e/n").ends_with("il y a a, c, d"),
            "{}",
            refused("e/n")
        );
        assert!(refused("a/b").contains("a déjà une page a/b"));
    }
}
