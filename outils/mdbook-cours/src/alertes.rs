//! Les encadrés `> [!NOTE]`, avec un titre français.
//!
//! mdBook connaît cinq sortes d'encadrés et leur donne un titre anglais écrit
//! en dur. Le cours en ajoute trois : `OBJECTIF`, `RETENIR` et `GO`.

use crate::erreur::{PageError, line_of};
use crate::page::fences;
use std::path::Path;

/// Les sortes d'encadrés : mot-clé, titre affiché, icône Font Awesome.
pub const KINDS: [(&str, &str, &str); 8] = [
    ("NOTE", "Remarque", "circle-info"),
    ("TIP", "Astuce", "lightbulb"),
    ("IMPORTANT", "Important", "circle-exclamation"),
    ("WARNING", "Attention", "triangle-exclamation"),
    ("CAUTION", "Danger", "bomb"),
    ("OBJECTIF", "Après cette page, vous saurez", "bullseye"),
    ("RETENIR", "À retenir", "bookmark"),
    ("GO", "Et en Go\u{a0}?", "arrow-right-arrow-left"),
];

/// Remplace les encadrés de `text`, la page `file`, par du HTML de même
/// contenu.
///
/// # Errors
///
/// Une erreur par encadré d'une sorte inconnue.
pub fn apply(file: &Path, text: &str) -> Result<String, Vec<PageError>> {
    let code: Vec<_> = fences(text).into_iter().map(|fence| fence.range).collect();
    let mut errors = Vec::new();
    let mut result = String::with_capacity(text.len());
    let mut open = false;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let quoted = line.strip_prefix('>');
        if open && quoted.is_none() {
            result.push_str("\n</div>\n\n");
            open = false;
        }
        let in_code = code.iter().any(|range| range.contains(&start));
        match quoted.and_then(|rest| marker(rest.trim())) {
            Some(kind) if !in_code => match KINDS.iter().find(|(name, ..)| *name == kind) {
                Some((name, title, icon)) => {
                    result.push_str(&opening(name, title, icon));
                    open = true;
                }
                None => errors.push(PageError::new(
                    file,
                    line_of(text, start),
                    format!(
                        "encadré inconnu « [!{kind}] » ; choisissez parmi {}",
                        KINDS.map(|(name, ..)| name).join(", ")
                    ),
                )),
            },
            _ if open => {
                let rest = quoted.unwrap_or(line);
                result.push_str(rest.strip_prefix(' ').unwrap_or(rest));
            }
            _ => result.push_str(line),
        }
    }
    if open {
        result.push_str("\n</div>\n");
    }
    if errors.is_empty() {
        Ok(result)
    } else {
        Err(errors)
    }
}

/// Le mot-clé de `[!MOT]`.
fn marker(text: &str) -> Option<&str> {
    text.strip_prefix("[!")?.strip_suffix(']')
}

fn opening(name: &str, title: &str, icon: &str) -> String {
    let class = name.to_lowercase();
    format!(
        "<div class=\"alerte alerte-{class}\" role=\"note\">\n<p class=\"alerte-titre\"><i class=\"fas fa-{icon}\"></i> {title}</p>\n\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Result<String, Vec<PageError>> {
        apply(Path::new("src/p.md"), text)
    }

    #[test]
    fn un_encadre_devient_un_bloc_au_titre_francais() {
        let html = run("avant\n\n> [!NOTE]\n> Un *mot*.\n>\n> - a\n\naprès\n").unwrap();
        assert!(html.contains("alerte-note"), "{html}");
        assert!(html.contains("Remarque"), "{html}");
        assert!(html.contains("\nUn *mot*.\n\n- a\n\n</div>\n"), "{html}");
        assert!(html.ends_with("après\n"), "{html}");
    }

    #[test]
    fn une_citation_ordinaire_reste_une_citation() {
        assert_eq!(run("> citation\n").unwrap(), "> citation\n");
    }

    #[test]
    fn une_sorte_inconnue_est_refusee_avec_sa_ligne() {
        let errors = run("a\n\n> [!REMARQUE]\n> b\n").unwrap_err();
        assert_eq!((errors.len(), errors[0].line), (1, 3));
        assert!(errors[0].message.contains("RETENIR"));
    }

    #[test]
    fn le_code_n_est_pas_un_encadre() {
        let text = "```text\n> [!NOTE]\n> a\n```\n";
        assert_eq!(run(text).unwrap(), text);
    }
}
