//! Les diagrammes Mermaid.
//!
//! mdbook-mermaid change les blocs ```` ```mermaid ```` en `<pre class="mermaid">` ;
//! ce module les entoure d'une figure numérotée dont la légende est leur
//! `accTitle`, exige une description, et fournit le script que mdbook-mermaid
//! embarque, à l'adresse que lit `theme/diagrams.js`.

use crate::folders::File;
use crate::page::html::title;
use crate::page::markdown::{Fence, fences};
use crate::page::splice::splice;
use files::{FileError, line_of};
use std::path::Path;

/// Le script de Mermaid, celui du paquet mdbook-mermaid que fixe `Cargo.lock`.
const SCRIPT: &[u8] = include_bytes!(env!("MERMAID_JS"));

/// Ce script, dans le paquet mdbook-mermaid.
pub const SCRIPT_FILE: &str = env!("MERMAID_JS");

/// Adresse du script, relative à la racine du site ; la version est celle de
/// mdbook-mermaid, pour qu'un cache n'en serve pas une autre.
pub const SCRIPT_URL: &str = concat!("genere/mermaid-", env!("MERMAID_VERSION"), ".min.js");

/// Le script de Mermaid, chemin depuis la racine du site.
pub fn script() -> File {
    (SCRIPT_URL.into(), SCRIPT.into())
}

/// Les erreurs des diagrammes de `text`, la page `file` : titre ou description
/// absents. Leur syntaxe est vérifiée par les tests de navigateur.
pub fn check(file: &Path, text: &str) -> Vec<FileError> {
    let mut errors = Vec::new();
    for diagram in diagrams(text) {
        for key in ["accTitle", "accDescr"] {
            if field(diagram.body, key).is_none() {
                errors.push(FileError::new(
                    file,
                    line_of(text, diagram.range.start),
                    format!(
                        "ce diagramme n'a pas de « {key}: … », que lisent les lecteurs d'écran"
                    ),
                ));
            }
        }
    }
    errors
}

/// Entoure chaque diagramme de `text` d'une figure ; `next_number` donne le
/// numéro de chacune.
pub fn apply(text: &str, mut next_number: impl FnMut() -> String) -> String {
    let figure = |diagram: Fence| {
        let caption = title(field(diagram.body, "accTitle").unwrap_or_default());
        let html = format!(
            "<figure class=\"diagram\" data-script=\"{SCRIPT_URL}\">\n<div class=\"diagram-area\">\n\n{}\n\n</div>\n<figcaption><span class=\"listing-number\">Figure {}</span> {caption}</figcaption>\n</figure>\n",
            &text[diagram.range.clone()],
            next_number(),
        );
        (diagram.range, html)
    };
    splice(text, diagrams(text).map(figure))
}

fn diagrams(text: &str) -> impl Iterator<Item = Fence<'_>> {
    fences(text)
        .into_iter()
        .filter(|fence| fence.info == "mermaid")
}

fn field<'a>(diagram: &'a str, key: &str) -> Option<&'a str> {
    diagram
        .lines()
        .find_map(|line| line.trim().strip_prefix(key)?.strip_prefix(':'))
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    const DIAGRAM: &str = "# T\n\n```mermaid\nflowchart TB\naccTitle: Un canal\naccDescr: A vers B\nA --> B\n```\n\nfin\n";

    #[test]
    fn un_diagramme_devient_une_figure() {
        let page = apply(DIAGRAM, || "2.1".to_owned());
        assert_contains(&page, &["Figure 2.1</span> Un canal"]);
        assert!(page.contains(SCRIPT_URL), "{page}");
        assert!(
            page.ends_with("</figure>\n\n\nfin\n") || page.ends_with("</figure>\n\nfin\n"),
            "{page}"
        );
    }

    #[test]
    fn titre_et_description_sont_exiges() {
        assert_eq!(check(Path::new("src/p.md"), DIAGRAM), []);
        let errors = check(
            Path::new("src/p.md"),
            "\n\n```mermaid\nflowchart TB\nA --> B\n```\n",
        );
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0].line, 3);
        assert!(errors[0].message.contains("accTitle"));
    }

    #[test]
    fn le_script_embarque_est_celui_de_mermaid() {
        assert!(SCRIPT.len() > 1_000_000);
    }
}
