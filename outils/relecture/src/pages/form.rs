//! La forme d'une page : un titre, ce que l'on saura faire, ce qu'il faut
//! retenir.

use super::markdown;
use super::page::Page;
use mdbook_cours::page::markdown::fences;

/// Les encadrés que chaque page a, une fois.
const BOXES: [&str; 2] = ["OBJECTIF", "RETENIR"];

/// Ce qui manque à `page`, ou ce qu'elle a en trop.
pub fn check(page: &Page) -> Vec<String> {
    let mut errors = Vec::new();
    let headings = markdown::top_headings(&page.text);
    if headings.first() != Some(&0) || !page.text.starts_with("# ") {
        errors.push(page.error(1, "la première ligne doit être le titre : « # Titre »"));
    }
    for &start in headings.iter().skip(1) {
        errors.push(page.error_at(
            start,
            "un second titre de premier niveau : écrivez « ## … », ou faites-en une autre page",
        ));
    }
    for kind in BOXES {
        let found = boxes(&page.text, kind);
        if found.is_empty() {
            errors.push(page.error(1, &format!("il manque l'encadré « > [!{kind}] »")));
        }
        for &start in found.iter().skip(1) {
            errors.push(page.error_at(
                start,
                &format!("un second encadré « > [!{kind}] » : une page en a un seul"),
            ));
        }
    }
    errors
}

/// Les octets où s'ouvrent les encadrés `kind` de `text`.
fn boxes(text: &str, kind: &str) -> Vec<usize> {
    let code = fences(text);
    let marker = format!("[!{kind}]");
    let mut start = 0;
    text.split_inclusive('\n')
        .filter_map(|line| {
            let offset = start;
            start += line.len();
            let is_box = line.strip_prefix('>').map(str::trim) == Some(&marker);
            let in_code = code.iter().any(|fence| fence.range.contains(&offset));
            (is_box && !in_code).then_some(offset)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# T\n\n> [!OBJECTIF]\n> a\n\n## U\n\n> [!RETENIR]\n> b\n";

    #[test]
    fn une_page_a_un_titre_et_deux_encadres() {
        assert_eq!(check(&Page::new("src/a/p.md", PAGE)), [""; 0]);
    }

    #[test]
    fn ce_qui_manque_ou_se_repete_est_dit_avec_sa_ligne() {
        for (right, wrong, expected) in [
            ("# T\n", "\n# T\n", "1 : la première ligne"),
            ("# T\n", "## T\n", "1 : la première ligne"),
            ("## U", "# U", "6 : un second titre"),
            ("## U", "U\n===", "6 : un second titre"),
            (
                "[!OBJECTIF]",
                "[!NOTE]",
                "1 : il manque l'encadré « > [!OBJECTIF] »",
            ),
            (
                "[!OBJECTIF]",
                "[!RETENIR]",
                "8 : un second encadré « > [!RETENIR] »",
            ),
            (
                "> [!RETENIR]\n",
                "```text\n> [!RETENIR]\n```\n",
                "1 : il manque l'encadré « > [!RETENIR]",
            ),
        ] {
            let errors = check(&Page::new("src/a/p.md", &PAGE.replace(right, wrong)));
            let expected = format!("src/a/p.md:{expected}");
            assert!(
                errors.iter().any(|error| error.starts_with(&expected)),
                "{expected} manque dans {errors:?}"
            );
        }
    }
}
