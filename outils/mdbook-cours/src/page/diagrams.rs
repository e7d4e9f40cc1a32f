//! Les diagrammes Mermaid.
//!
//! Un bloc ```` ```mermaid ```` devient une figure numérotée dont la légende est son
//! `accTitle` ; il lui faut aussi une description. La figure contient les
//! [dessins](super::drawings) gardés à côté de la page. S'ils manquent, ou sont ceux
//! d'une autre source, mdbook-mermaid en fait un `<pre class="mermaid">`, que dessine
//! `theme/diagrams.js` avec le script embarqué par mdbook-mermaid.

use crate::folders::File;
use crate::page::drawings::{Drawing, FORMS};
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

/// Met à la place de chaque diagramme de `text` une figure : ses dessins, s'ils sont
/// gardés dans `src` à côté de la page `page`, chemin depuis ce dossier ; sinon sa
/// source, que la page dessinera. `next_number` donne le numéro de chacune.
pub fn apply(
    text: &str,
    src: &Path,
    page: &Path,
    mut next_number: impl FnMut() -> String,
) -> String {
    let figure = |(index, diagram): (usize, Fence)| {
        let caption = title(field(diagram.body, "accTitle").unwrap_or_default());
        let drawing = Drawing::new(page, 0, index + 1, diagram.body);
        let (script, content) = match drawing.kept(src) {
            Some(forms) => {
                let forms = FORMS.iter().zip(forms).map(|((form, _), svg)| {
                    format!("<div class=\"diagram-image diagram-{form}\">{svg}</div>")
                });
                (String::new(), forms.collect::<Vec<_>>().join("\n"))
            }
            None => (
                format!(" data-script=\"{SCRIPT_URL}\""),
                format!("\n{}\n", &text[diagram.range.clone()]),
            ),
        };
        let number = next_number();
        let html = format!(
            "<figure class=\"diagram\"{script}>\n<div class=\"diagram-area\" data-pagefind-ignore>\n{content}\n</div>\n<figcaption><span class=\"listing-number\">Figure {number}</span> {caption}</figcaption>\n</figure>\n",
        );
        (diagram.range, html)
    };
    splice(text, diagrams(text).enumerate().map(figure))
}

/// Les blocs ```` ```mermaid ```` de `text`.
pub(super) fn diagrams(text: &str) -> impl Iterator<Item = Fence<'_>> {
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
        let page = apply(DIAGRAM, Path::new("src"), Path::new("absente.md"), || {
            "2.1".to_owned()
        });
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
