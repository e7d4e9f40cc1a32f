//! Les encadrés `> [!NOTE]`, avec un titre français.
//!
//! mdBook connaît cinq sortes d'encadrés et leur donne un titre anglais écrit
//! en dur. Le cours en ajoute trois : `OBJECTIF`, `RETENIR` et `GO`. Les
//! [notes de l'enseignant](crate::page::notes) s'écrivent de même.

use crate::page::markdown::fences;
use crate::page::splice::Edit;
use files::{FileError, line_of};
use std::ops::Range;
use std::path::Path;

/// Une sorte d'encadrés.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Le mot-clé de `[!MOT]`.
    pub word: &'static str,
    /// Sa classe, dans les styles : `alert-…`.
    class: &'static str,
    /// Le titre affiché.
    pub title: &'static str,
    /// L'icône de Font Awesome.
    pub icon: &'static str,
    /// Vrai d'une note de l'enseignant, repliée.
    pub note: bool,
}

const fn alert(
    word: &'static str,
    class: &'static str,
    title: &'static str,
    icon: &'static str,
) -> Kind {
    Kind {
        word,
        class,
        title,
        icon,
        note: false,
    }
}

const fn note(word: &'static str, title: &'static str, icon: &'static str) -> Kind {
    Kind {
        note: true,
        ..alert(word, "", title, icon)
    }
}

/// Les sortes d'encadrés.
pub const KINDS: [Kind; 11] = [
    alert("NOTE", "note", "Remarque", "circle-info"),
    alert("TIP", "tip", "Astuce", "lightbulb"),
    alert("IMPORTANT", "important", "Important", "circle-exclamation"),
    alert("WARNING", "warning", "Attention", "triangle-exclamation"),
    alert("CAUTION", "caution", "Danger", "bomb"),
    alert(GOALS, "goals", "Après cette page, vous saurez", "bullseye"),
    alert(LAST, "takeaway", "À retenir", "bookmark"),
    alert("GO", "go", "Et en Go\u{a0}?", "arrow-right-arrow-left"),
    note("DEMANDER", "Demander", "circle-question"),
    note("NOTER", "Noter", "pen"),
    note("MONTRER", "Montrer", "display"),
];

/// L'encadré de ce qu'une page apprend.
pub const GOALS: &str = "OBJECTIF";
/// L'encadré qui ferme une page.
pub const LAST: &str = "RETENIR";

/// Un encadré d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Octets de la page, de `> [!MOT]` à la fin de sa dernière ligne.
    pub range: Range<usize>,
    /// Sa sorte.
    pub kind: &'static Kind,
    /// Le contenu en Markdown, sans les chevrons.
    pub body: String,
}

/// Les encadrés de `text`, la page `file`, dans l'ordre ; un bloc de code n'en
/// contient pas.
///
/// # Errors
///
/// Une erreur par encadré d'une sorte inconnue.
pub fn read(file: &Path, text: &str) -> Result<Vec<Alert>, Vec<FileError>> {
    let code: Vec<_> = fences(text).into_iter().map(|fence| fence.range).collect();
    let mut alerts: Vec<Alert> = Vec::new();
    let mut errors = Vec::new();
    let mut open = false;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let quoted = line.strip_prefix('>');
        let in_code = code.iter().any(|range| range.contains(&start));
        match (quoted, quoted.and_then(|rest| marker(rest.trim()))) {
            (_, Some(word)) if !in_code => {
                let known = KINDS.iter().find(|kind| kind.word == word);
                match known {
                    Some(kind) => alerts.push(Alert {
                        range: start..offset,
                        kind,
                        body: String::new(),
                    }),
                    None => errors.push(FileError::new(
                        file,
                        line_of(text, start),
                        format!(
                            "encadré inconnu « [!{word}] » ; choisissez parmi {}",
                            KINDS.map(|kind| kind.word).join(", ")
                        ),
                    )),
                }
                open = known.is_some();
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
    match errors.is_empty() {
        true => Ok(alerts),
        false => Err(errors),
    }
}

/// Ce qui fait des encadrés `alerts` de `text` du HTML de même contenu. Des
/// notes qui se suivent ne font qu'un groupe.
pub fn edits(text: &str, alerts: &[Alert]) -> Vec<Edit> {
    let follow = |one: &Alert, next: &Alert| {
        one.kind.note && next.kind.note && text[one.range.end..next.range.start].trim().is_empty()
    };
    alerts
        .chunk_by(follow)
        .map(|group| {
            let range = group[0].range.start..group[group.len() - 1].range.end;
            let mut html = match group[0].kind.note {
                true => notes_html(group),
                false => alert_html(&group[0]),
            };
            if range.end < text.len() {
                html.push('\n');
            }
            (range, html)
        })
        .collect()
}

/// Le mot-clé de `[!MOT]`.
fn marker(text: &str) -> Option<&str> {
    text.strip_prefix("[!")?.strip_suffix(']')
}

fn alert_html(alert: &Alert) -> String {
    let Kind {
        class, title, icon, ..
    } = alert.kind;
    format!(
        "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\"><i class=\"fas fa-{icon}\"></i> {title}</p>\n\n{}\n</div>\n",
        alert.body
    )
}

/// Un groupe de notes repliées.
fn notes_html(notes: &[Alert]) -> String {
    let notes: String = notes
        .iter()
        .map(|note| {
            format!(
                "<details class=\"teacher-note\">\n<summary><i class=\"fas fa-{}\"></i> {}</summary>\n\n{}\n</details>\n",
                note.kind.icon, note.kind.title, note.body
            )
        })
        .collect();
    format!(
        "<section class=\"teacher-notes\">\n<p class=\"teacher-notes-title\">Pour l'enseignant</p>\n{notes}</section>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::splice::splice;
    use testing::assert_contains;

    fn run(text: &str) -> Result<String, Vec<FileError>> {
        let alerts = read(Path::new("src/p.md"), text)?;
        Ok(splice(text, edits(text, &alerts)))
    }

    #[test]
    fn un_encadre_devient_un_bloc_au_titre_francais() {
        let html = run("avant\n\n> [!NOTE]\n> Un *mot*.\n>\n> - a\n\naprès\n").unwrap();
        assert_contains(
            &html,
            &["alert-note", "Remarque", "\nUn *mot*.\n\n- a\n\n</div>\n"],
        );
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
        assert_contains(&html, &["\na\n\n</div>\n\n<div class=\"alert alert-tip\""]);
    }

    #[test]
    fn les_notes_qui_se_suivent_font_un_groupe_replie() {
        let html = run(
            "avant\n\n> [!DEMANDER]\n> Qui *attend* ?\n\n> [!MONTRER]\n> - a\n\nmilieu\n\n> [!NOTER]\n> b\n",
        )
        .unwrap();
        assert_eq!(
            html.matches("<section class=\"teacher-notes\">").count(),
            2,
            "{html}"
        );
        assert_eq!(html.matches("</section>").count(), 2, "{html}");
        assert_eq!(
            html.matches("<details class=\"teacher-note\">").count(),
            3,
            "{html}"
        );
        assert!(!html.contains("open"), "{html}");
        assert_contains(
            &html,
            &[
                "</i> Demander</summary>\n\nQui *attend* ?\n\n</details>\n",
                "</section>\n\n\nmilieu\n",
            ],
        );
    }

    #[test]
    fn une_note_n_absorbe_pas_l_encadre_qui_la_suit() {
        let html = run("> [!NOTER]\n> a\n\n> [!RETENIR]\n> b\n").unwrap();
        let (section, rest) = html.split_once("</section>").unwrap();
        assert!(
            section.contains("\na\n") && !section.contains("\nb\n"),
            "{html}"
        );
        assert!(rest.contains("alert-takeaway"), "{html}");
    }

    #[test]
    fn le_code_n_est_pas_un_encadre() {
        let text = "```text\n> [!NOTE]\n> a\n```\n";
        assert_eq!(run(text).unwrap(), text);
    }
}
