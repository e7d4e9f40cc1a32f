//! Chaque page de cours a son quiz, et le montre ; aucun n'est seul.

use crate::pages::Page;
use mdbook_cours::page::calls::calls;
use quiz::{EXTENSION, Quiz};
use std::path::Path;
use xtask::summary::Summary;

/// Ce qui manque aux quiz du livre dont la racine est `root`.
pub fn check(summary: &Page, pages: &[Page], root: &Path) -> Vec<String> {
    let text = summary.text.clone();
    let summary = Summary { text };
    let quizzes = Quiz::pages(&root.join("src"));
    let mut errors = Vec::new();
    for page in pages {
        let name = page.file.trim_start_matches("src/").trim_end_matches(".md");
        let shown = calls(&page.text).iter().any(|it| it.name == "quiz");
        let written = quizzes.iter().any(|quiz| quiz == name);
        let lesson = summary
            .entries()
            .any(|it| it.is_lesson() && it.page == name);
        match (shown, written, lesson) {
            (false, true, _) => errors.push(page.error(
                1,
                &format!("son quiz, src/{name}{EXTENSION}, n'est pas montré : ajoutez « {{{{#quiz}}}} »"),
            )),
            (false, false, true) => errors.push(page.error(
                1,
                &format!("cette page n'a pas de quiz : écrivez src/{name}{EXTENSION}, et montrez-le par « {{{{#quiz}}}} »"),
            )),
            _ => {}
        }
    }
    for quiz in quizzes {
        let page = format!("src/{quiz}.md");
        if !pages.iter().any(|it| it.file == page) {
            errors.push(format!("src/{quiz}{EXTENSION} est seul : il manque {page}"));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn une_page_sans_quiz_et_un_quiz_sans_page_sont_refuses() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("src/c")).unwrap();
        for name in ["montre", "cache", "seul"] {
            fs::write(dir.path().join(format!("src/c/{name}.quiz.toml")), "").unwrap();
        }
        let summary = Page::new(
            "src/SUMMARY.md",
            "[Avant](avant.md)\n\n- [A](c/montre.md)\n  - [B](c/cache.md)\n  - [C](c/sans.md)\n- [E](exercices/a.md)\n",
        );
        let pages = [
            Page::new("src/avant.md", "# Avant\n"),
            Page::new("src/c/montre.md", "# A\n\n{{#quiz}}\n"),
            Page::new("src/c/cache.md", "# B\n"),
            Page::new("src/c/sans.md", "# C\n"),
            Page::new("src/exercices/a.md", "# E\n"),
        ];
        let errors = check(&summary, &pages, dir.path());
        let starts = [
            "src/c/cache.md:1 : son quiz, src/c/cache.quiz.toml, n'est pas montré",
            "src/c/sans.md:1 : cette page n'a pas de quiz",
            "src/c/seul.quiz.toml est seul",
        ];
        assert_eq!(errors.len(), starts.len(), "{errors:?}");
        for (error, start) in errors.iter().zip(starts) {
            assert!(error.starts_with(start), "{errors:?}");
        }
    }
}
