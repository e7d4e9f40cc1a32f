//! Les notes de l'enseignant : `> [!DEMANDER]`, `> [!NOTER]`, `> [!MONTRER]`.
//!
//! Elles sont dans la page, repliées : ce qu'il faut demander à la classe et la
//! réponse attendue, ce qu'il faut écrire au tableau, ce qu'il faut montrer à
//! l'écran. Un bouton de la barre les ouvre toutes (`theme/teacher.js`), et
//! le [plan de séance](crate::course::plan) les réunit. Elles ne comptent pas dans le
//! temps de lecture, et la recherche ne les connaît pas.

use crate::page::alerts::{Alert, Kind};
use crate::page::splice::splice;

/// Une note d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Sa sorte, qui a un titre et une icône.
    pub kind: &'static Kind,
    /// Le contenu, en Markdown.
    pub body: String,
}

/// Les notes parmi les encadrés d'une page.
pub fn notes(alerts: &[Alert]) -> Vec<Note> {
    noted(alerts)
        .map(|alert| Note {
            kind: alert.kind,
            body: alert.body.clone(),
        })
        .collect()
}

/// La page `text`, d'encadrés `alerts`, sans ses notes : ce que lit l'élève.
pub fn without_notes(text: &str, alerts: &[Alert]) -> String {
    splice(
        text,
        noted(alerts).map(|alert| (alert.range.clone(), String::new())),
    )
}

fn noted(alerts: &[Alert]) -> impl Iterator<Item = &Alert> {
    alerts.iter().filter(|alert| alert.kind.note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::alerts;
    use std::path::Path;

    const PAGE: &str = "# T\n\n> [!OBJECTIF]\n> a\n\n> [!DEMANDER]\n> Qui attend ?\n>\n> - Le `main`.\n\nb\n\n> [!NOTER]\n> c\n";

    fn alerts(text: &str) -> Vec<Alert> {
        alerts::read(Path::new("p.md"), text).unwrap()
    }

    #[test]
    fn les_notes_sont_lues_dans_l_ordre() {
        let found = notes(&alerts(PAGE));
        let found: Vec<_> = found
            .iter()
            .map(|n| (n.kind.title, n.body.as_str()))
            .collect();
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
        assert_eq!(
            without_notes(PAGE, &alerts(PAGE)),
            "# T\n\n> [!OBJECTIF]\n> a\n\n\nb\n\n"
        );
        let code = "```text\n> [!NOTER]\n> c\n```\n";
        assert_eq!(alerts(code), []);
    }
}
