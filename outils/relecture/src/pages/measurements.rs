//! Un extrait du relevé des fréquences parle du programme que sa page montre :
//! il est choisi par ses lignes, et le relevé change à chaque mesure.

use super::page::{self, Page};
use mdbook_cours::page::calls::calls;
use std::fs;

/// Le relevé, depuis la racine du dépôt.
const RECORD: &str = "listings/mesures/frequence_des_pieges.txt";

/// Les extraits de `page` qui parlent d'un autre programme que les siens.
pub fn check(page: &Page) -> Vec<String> {
    let record = fs::read_to_string(testing::root().join(RECORD)).unwrap_or_default();
    check_with(page, &record)
}

fn check_with(page: &Page, record: &str) -> Vec<String> {
    let directives = calls(&page.text);
    let shown: Vec<&str> = directives
        .iter()
        .filter(|directive| directive.name == "listing")
        .filter_map(|directive| directive.argument.rsplit('/').next())
        .collect();
    let mut errors = Vec::new();
    for include in directives.iter().filter(|found| found.name == "include") {
        let Some((file, lines)) = include.argument.split_once(':') else {
            continue; // le relevé entier
        };
        if page::normalize(&page.directory().join(file)) != *RECORD {
            continue;
        }
        let first = lines.split(':').next().unwrap_or_default();
        let first = first.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let name = first
            .and_then(|n| record.lines().nth(n))
            .unwrap_or_default();
        if !shown.contains(&name) {
            errors.push(page.error(
                include.line,
                &format!(
                    "cet extrait de {RECORD} commence par « {name} », qui n'est pas un programme de la page : \
                     corrigez ses lignes"
                ),
            ));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: &str = "Relevé\n\na\n  Rust 1 / 2\n\nb\n  Rust 2 / 2\n";

    fn run(lines: &str) -> Vec<String> {
        let text = format!(
            "# T\n\n{{{{#listing pieges/b}}}}\n\n```text\n{{{{#include ../../{RECORD}{lines}}}}}\n```\n"
        );
        check_with(&Page::new("src/pieges/p.md", &text), MEASURES)
    }

    #[test]
    fn l_extrait_du_programme_de_la_page_est_permis() {
        assert_eq!(run(":6:7"), [""; 0]);
        assert_eq!(run(""), [""; 0]);
    }

    #[test]
    fn l_extrait_d_un_autre_programme_est_refuse() {
        for lines in [":3:4", ":7:7", ":60:61"] {
            let errors = run(lines);
            assert_eq!(errors.len(), 1, "{lines}");
            assert!(errors[0].starts_with("src/pieges/p.md:6 : "), "{errors:?}");
        }
    }
}
