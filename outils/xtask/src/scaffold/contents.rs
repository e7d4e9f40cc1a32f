//! Le sommaire, où une page nouvelle a sa ligne.

use crate::summary::page;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Son chemin depuis la racine du dépôt.
pub const FILE: &str = "src/SUMMARY.md";

/// Le sommaire.
#[derive(Debug)]
pub struct Contents {
    text: String,
}

impl Contents {
    /// Celui du dépôt `root`.
    ///
    /// # Errors
    ///
    /// S'il ne se lit pas.
    pub fn read(root: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(root.join(FILE)).with_context(|| format!("{FILE} est illisible"))?;
        Ok(Self { text })
    }

    /// Ses pages, « chapitre/page », dans l'ordre ; chacune avec ce qui, dans sa
    /// ligne, précède son titre.
    pub fn pages(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> {
        self.text.lines().filter_map(|line| {
            let (before, _) = line.split_once('[')?;
            Some((page(line)?.strip_suffix(".md")?, before))
        })
    }

    /// Vérifie que `chapter` est un chapitre du livre.
    ///
    /// # Errors
    ///
    /// S'il ne l'est pas : la liste de ceux qui le sont.
    pub fn check_chapter(&self, chapter: &str) -> Result<()> {
        let folders = self
            .pages()
            .filter_map(|(page, _)| Some(page.split_once('/')?.0));
        let mut folders: Vec<&str> = folders.collect();
        folders.dedup();
        if folders.contains(&chapter) {
            return Ok(());
        }
        bail!(
            "il n'y a pas de chapitre « {chapter} » dans {FILE} ; il y a {}",
            folders.join(", ")
        )
    }

    /// Le sommaire, où `page` est la dernière de son chapitre, et vrai si c'est
    /// une leçon, qui a un quiz.
    ///
    /// # Errors
    ///
    /// Si le chapitre n'existe pas, ou si la page est déjà là.
    pub fn with(&self, page: &str, title: &str) -> Result<(String, bool)> {
        let chapter = page.split('/').next().unwrap_or_default();
        self.check_chapter(chapter)?;
        if self.pages().any(|(known, _)| known == page) {
            bail!("{FILE} a déjà une page {page} : rien n'est changé");
        }
        let folder = format!("{chapter}/");
        let last = self.pages().rfind(|(page, _)| page.starts_with(&folder));
        let (last, before) = last.unwrap_or_default();
        // L'entrée d'un chapitre qui n'a pas encore de page.
        let indent = if last.ends_with("/index") { "  " } else { "" };
        let text = self
            .text
            .lines()
            .map(|line| match line.contains(&format!("]({last}.md)")) {
                true => format!("{line}\n{indent}{before}[{title}]({page}.md)\n"),
                false => format!("{line}\n"),
            });
        Ok((text.collect(), before.contains('-')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# S\n\n[Avant](avant.md)\n\n- [A](a/index.md)\n  - [B](a/b.md)\n- [C](c/index.md)\n\n---\n\n[D](d/d.md)\n";

    #[test]
    fn une_page_nouvelle_est_la_derniere_de_son_chapitre() {
        let contents = Contents {
            text: TEXT.to_owned(),
        };
        for (page, after, line, lesson) in [
            ("a/n", "(a/b.md)\n", "  - [T](a/n.md)\n", true),
            ("c/n", "(c/index.md)\n", "  - [T](c/n.md)\n", true),
            ("d/n", "(d/d.md)\n", "[T](d/n.md)\n", false),
        ] {
            let expected = TEXT.replace(after, &format!("{after}{line}"));
            assert_eq!(contents.with(page, "T").unwrap(), (expected, lesson));
        }
        let refused = |page| contents.with(page, "T").unwrap_err().to_string();
        assert!(
            refused("e/n").ends_with("il y a a, c, d"),
            "{}",
            refused("e/n")
        );
        assert!(refused("a/b").contains("a déjà une page a/b"));
    }
}
