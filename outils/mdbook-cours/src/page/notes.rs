//! Les notes de l'enseignant : `> [!DEMANDER]`, `> [!NOTER]`, `> [!MONTRER]`.
//!
//! Elles sont dans la page, repliées : ce qu'il faut demander à la classe et la
//! réponse attendue, ce qu'il faut écrire au tableau, ce qu'il faut montrer à
//! l'écran. Un bouton de la barre les ouvre toutes (`theme/enseignant.js`), et
//! le [plan de séance](crate::course::plan) les réunit. Elles ne comptent pas dans le
//! temps de lecture, et la recherche ne les connaît pas.

use crate::page::alerts::{Alert, alerts};
use crate::theme::french::{Rule, rule};

/// Les sortes de notes : mot-clé, titre affiché, icône Font Awesome.
pub const KINDS: [(&str, &str, &str); 3] = [
    ("DEMANDER", "Demander", "circle-question"),
    ("NOTER", "Noter", "pen"),
    ("MONTRER", "Montrer", "display"),
];

/// Ce qui ouvre un groupe de notes. Aucun autre bloc d'une page n'est une
/// `<section>` avant que les directives ne soient remplacées : le découpage de
/// [`duo`](crate::page::duo) s'en sert.
pub(crate) const OPENING: &str =
    "<section class=\"notes-enseignant\">\n<p class=\"notes-titre\">Pour l'enseignant</p>\n";
/// Ce qui le ferme.
pub(crate) const CLOSING: &str = "</section>\n";

/// Le bouton de la barre, à gauche de celui de l'aide.
pub(crate) const INTERFACE_HBS: &[Rule] = &[rule(
    "<button id=\"aide-ouvrir\"",
    "<button id=\"notes-bascule\" class=\"icon-button bascule-notes\" type=\"button\" role=\"switch\" aria-checked=\"false\" title=\"Notes pour l'enseignant\" aria-label=\"Notes pour l'enseignant\">
                            {{fa \"solid\" \"chalkboard-user\"}}
                        </button>
                        <button id=\"aide-ouvrir\"",
    1,
)];

/// Une note d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Le titre affiché : « Demander ».
    pub title: &'static str,
    /// Le contenu, en Markdown.
    pub body: String,
}

/// Les notes de la page `text`, telle que son auteur l'écrit.
pub fn notes(text: &str) -> Vec<Note> {
    alerts(text)
        .into_iter()
        .filter_map(|alert| {
            let (_, title, _) = KINDS.iter().find(|(name, ..)| *name == alert.kind)?;
            Some(Note {
                title,
                body: alert.body,
            })
        })
        .collect()
}

/// La page `text` sans ses notes : ce que lit l'élève.
pub fn without_notes(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for alert in alerts(text).iter().filter(|alert| is_note(alert.kind)) {
        result.push_str(&text[copied..alert.range.start]);
        copied = alert.range.end;
    }
    result.push_str(&text[copied..]);
    result
}

/// Vrai du mot-clé d'une note.
pub(crate) fn is_note(kind: &str) -> bool {
    KINDS.iter().any(|(name, ..)| *name == kind)
}

/// Une note repliée.
pub(crate) fn note_html(alert: &Alert) -> String {
    let (_, title, icon) = KINDS
        .iter()
        .find(|(name, ..)| *name == alert.kind)
        .expect("l'appelant a vérifié la sorte");
    format!(
        "<details class=\"note-enseignant\">\n<summary><i class=\"fas fa-{icon}\"></i> {title}</summary>\n\n{}\n</details>\n",
        alert.body
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# T\n\n> [!OBJECTIF]\n> a\n\n> [!DEMANDER]\n> Qui attend ?\n>\n> - Le `main`.\n\nb\n\n> [!NOTER]\n> c\n";

    #[test]
    fn les_notes_sont_lues_dans_l_ordre() {
        let found = notes(PAGE);
        let found: Vec<_> = found.iter().map(|n| (n.title, n.body.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Demander", "Qui attend ?\n\n- Le `main`.\n"),
                ("Noter", "c\n")
            ]
        );
    }

    #[test]
    fn l_eleve_ne_lit_que_le_reste() {
        assert_eq!(without_notes(PAGE), "# T\n\n> [!OBJECTIF]\n> a\n\n\nb\n\n");
        let code = "```text\n> [!NOTER]\n> c\n```\n";
        assert_eq!(
            (without_notes(code), notes(code)),
            (code.to_owned(), vec![])
        );
    }
}
