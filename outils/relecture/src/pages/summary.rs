//! Le sommaire nomme chaque page, une fois.

use super::markdown;
use super::page::Page;
use std::collections::BTreeMap;

/// Les pages que `summary` oublie, répète, ou nomme sans qu'elles existent.
pub fn check(summary: &Page, pages: &[Page]) -> Vec<String> {
    let mut errors = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (start, target) in markdown::links(&summary.text) {
        let file = format!("src/{}", target.trim_start_matches("./"));
        if !pages.iter().any(|page| page.file == file) {
            errors.push(summary.error_at(start, &format!("la page « {target} » n'existe pas")));
        }
        match seen.get(&file) {
            Some(first) => errors.push(summary.error_at(
                start,
                &format!("la page « {target} » est déjà nommée à la ligne {first}"),
            )),
            None => {
                let line = mdbook_cours::error::line_of(&summary.text, start);
                seen.insert(file, line);
            }
        }
    }
    for page in pages {
        if !seen.contains_key(&page.file) {
            errors.push(page.error(
                1,
                "cette page n'est pas dans src/SUMMARY.md : aucun lecteur ne la verra",
            ));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(summary: &str) -> Vec<String> {
        let pages = [Page::new("src/a.md", ""), Page::new("src/b/c.md", "")];
        check(&Page::new("src/SUMMARY.md", summary), &pages)
    }

    #[test]
    fn un_sommaire_complet_est_accepte() {
        assert_eq!(run("# S\n\n[A](a.md)\n\n- [C](b/c.md)\n"), [""; 0]);
    }

    #[test]
    fn oubli_repetition_et_page_absente_sont_refuses() {
        let errors = run("# S\n\n- [A](a.md)\n- [A](./a.md)\n- [D](d.md)\n- [E]()\n");
        for expected in [
            "src/SUMMARY.md:4 : la page « ./a.md » est déjà nommée à la ligne 3",
            "src/SUMMARY.md:5 : la page « d.md » n'existe pas",
            "src/SUMMARY.md:6 : la page «  » n'existe pas",
            "src/b/c.md:1 : cette page n'est pas dans src/SUMMARY.md",
        ] {
            assert!(
                errors.iter().any(|error| error.starts_with(expected)),
                "{expected} manque dans {errors:?}"
            );
        }
        assert_eq!(errors.len(), 4, "{errors:?}");
    }
}
