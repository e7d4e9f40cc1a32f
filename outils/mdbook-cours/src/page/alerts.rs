//! Les encadrés `> [!NOTE]`, avec un titre français.
//!
//! mdBook connaît cinq sortes d'encadrés et leur donne un titre anglais écrit
//! en dur. Le cours en ajoute trois : `OBJECTIF`, `RETENIR` et `GO`. Les notes de
//! l'enseignant s'écrivent de même : voir [`enseignant`](crate::page::notes).

use crate::error::{PageError, line_of};
use crate::page::markdown::fences;
use crate::page::notes;
use std::ops::Range;
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

/// Un encadré d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert<'a> {
    /// Octets de la page, de `> [!MOT]` à la fin de sa dernière ligne.
    pub range: Range<usize>,
    /// Le mot-clé, connu ou non.
    pub kind: &'a str,
    /// Le contenu en Markdown, sans les chevrons.
    pub body: String,
}

/// Les encadrés de `text`, dans l'ordre ; un bloc de code n'en contient pas.
pub fn alerts(text: &str) -> Vec<Alert<'_>> {
    let code: Vec<_> = fences(text).into_iter().map(|fence| fence.range).collect();
    let mut alerts: Vec<Alert> = Vec::new();
    let mut open = false;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let quoted = line.strip_prefix('>');
        let in_code = code.iter().any(|range| range.contains(&start));
        match (quoted, quoted.and_then(|rest| marker(rest.trim()))) {
            (_, Some(kind)) if !in_code => {
                alerts.push(Alert {
                    range: start..offset,
                    kind,
                    body: String::new(),
                });
                open = true;
            }
            (Some(rest), _) if open => {
                if let Some(alert) = alerts.last_mut() {
                    alert.range.end = offset;
                    alert.body.push_str(rest.strip_prefix(' ').unwrap_or(rest));
                }
            }
            _ => open = false,
        }
    }
    alerts
}

/// Remplace les encadrés de `text`, la page `file`, par du HTML de même
/// contenu.
///
/// # Errors
///
/// Une erreur par encadré d'une sorte inconnue.
pub fn apply(file: &Path, text: &str) -> Result<String, Vec<PageError>> {
    let mut errors = Vec::new();
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    let mut alerts = alerts(text).into_iter().peekable();
    while let Some(alert) = alerts.next() {
        let mut end = alert.range.end;
        result.push_str(&text[copied..alert.range.start]);
        if let Some((_, title, icon)) = KINDS.iter().find(|(name, ..)| *name == alert.kind) {
            result.push_str(&opening(alert.kind, title, icon));
            result.push_str(&alert.body);
            result.push_str("\n</div>\n");
        } else if notes::is_note(alert.kind) {
            // Des notes qui se suivent ne font qu'un groupe.
            result.push_str(notes::OPENING);
            result.push_str(&notes::note_html(&alert));
            while let Some(next) = alerts.next_if(|next| {
                notes::is_note(next.kind) && text[end..next.range.start].trim().is_empty()
            }) {
                result.push_str(&notes::note_html(&next));
                end = next.range.end;
            }
            result.push_str(notes::CLOSING);
        } else {
            errors.push(PageError::new(
                file,
                line_of(text, alert.range.start),
                format!(
                    "encadré inconnu « [!{}] » ; choisissez parmi {}, {}",
                    alert.kind,
                    KINDS.map(|(name, ..)| name).join(", "),
                    notes::KINDS.map(|(name, ..)| name).join(", ")
                ),
            ));
        }
        if end < text.len() {
            result.push('\n');
        }
        copied = end;
    }
    result.push_str(&text[copied..]);
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
        assert!(errors[0].message.contains("MONTRER"));
    }

    #[test]
    fn deux_encadres_colles_restent_deux() {
        let html = run("> [!NOTE]\n> a\n> [!TIP]\n> b\n").unwrap();
        assert_eq!(html.matches("</div>").count(), 2, "{html}");
        assert!(
            html.contains("\na\n\n</div>\n\n<div class=\"alerte alerte-tip\""),
            "{html}"
        );
    }

    #[test]
    fn les_notes_qui_se_suivent_font_un_groupe_replie() {
        let html = run(
            "avant\n\n> [!DEMANDER]\n> Qui *attend* ?\n\n> [!MONTRER]\n> - a\n\nmilieu\n\n> [!NOTER]\n> b\n",
        )
        .unwrap();
        assert_eq!(
            html.matches("<section class=\"notes-enseignant\">").count(),
            2,
            "{html}"
        );
        assert_eq!(html.matches("</section>").count(), 2, "{html}");
        assert_eq!(
            html.matches("<details class=\"note-enseignant\">").count(),
            3,
            "{html}"
        );
        assert!(!html.contains("open"), "{html}");
        assert!(
            html.contains("</i> Demander</summary>\n\nQui *attend* ?\n\n</details>\n"),
            "{html}"
        );
        assert!(html.contains("</section>\n\n\nmilieu\n"), "{html}");
    }

    #[test]
    fn une_note_n_absorbe_pas_l_encadre_qui_la_suit() {
        let html = run("> [!NOTER]\n> a\n\n> [!RETENIR]\n> b\n").unwrap();
        let (section, rest) = html.split_once("</section>").unwrap();
        assert!(
            section.contains("\na\n") && !section.contains("\nb\n"),
            "{html}"
        );
        assert!(rest.contains("alerte-retenir"), "{html}");
    }

    #[test]
    fn le_code_n_est_pas_un_encadre() {
        let text = "```text\n> [!NOTE]\n> a\n```\n";
        assert_eq!(run(text).unwrap(), text);
    }
}
