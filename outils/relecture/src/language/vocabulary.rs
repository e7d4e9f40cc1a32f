//! Un mot pour chaque chose : les mots que le livre n'emploie plus, et celui du
//! glossaire qui les remplace.

use super::typography::Fault;
use crate::text::{Document, Passage};
use mdbook_cours::error::line_of;
use regex::Regex;
use std::sync::LazyLock;

/// La page qui garde les mots choisis.
pub const GLOSSARY: &str = "src/annexes/glossaire.md";

/// Un mot choisi.
pub struct Choice {
    /// L'entrée du glossaire.
    pub entry: &'static str,
    /// Ce que le livre écrivait, et n'écrit plus.
    refused: Regex,
    /// Un passage qui contient ce mot a le droit de dire l'autre : il
    /// l'explique.
    explained_by: Option<&'static str>,
}

/// Les mots choisis, et ce qu'ils remplacent.
pub static CHOICES: LazyLock<Vec<Choice>> = LazyLock::new(|| {
    [
        ("Déroulement", r"\bcalendriers?\b", None),
        ("Fil d'une portée", r"\bfils?\s+à\s+portée\b", None),
        (
            "Libérer",
            r"\b(?:rend(?:re|s|ra|ant|ent|ait|u|us)?\s+(?:le|les|un|ce|son|ses|leurs?)\s+verrous?|verrous?\s+(?:est|sont|soit|a\s+été)\s+rendus?|(?:re)?lâch\w+)\b",
            None,
        ),
        (
            "Ouvrier",
            r"\b(?:un|le|les|des|ce|chaque|deux|trois)\s+workers?\b",
            None,
        ),
        ("Délai", r"\b(?:un|le|les|des|ce)\s+timeouts?\b", None),
        (
            "Épuisé",
            r"\b(?:fermés?\s+et\s+vides?|vides?\s+et\s+fermés?)\b",
            Some("épuisé"),
        ),
        ("Exécution", r"\bpour\s+de\s+vrai\b", None),
        ("Variable de condition", r"\b[Uu]ne\s+condition\s+peut\s+réveiller\b", None),
    ]
    .map(|(entry, refused, explained_by)| Choice {
        entry,
        refused: Regex::new(&format!("(?i){refused}")).expect("constante"),
        explained_by,
    })
    .into()
});

/// Les deux bouts d'un canal, dans les programmes du livre.
static ENDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[rt]x\b").expect("constante"));

/// Les mots abandonnés de `document`, dans l'ordre de ses lignes. Les outils ont
/// les leurs : leurs commentaires ne s'adressent pas au lecteur.
pub fn faults(document: &Document) -> Vec<Fault> {
    if document.path.starts_with("outils/") {
        return Vec::new();
    }
    let passages = document.prose.iter().chain(&document.strings);
    let ends = ENDS.find_iter(&document.source).map(|found| {
        let message = format!(
            "« {} » : les bouts d'un canal s'appellent `envoi` et `reception`",
            found.as_str()
        );
        (line_of(&document.source, found.start()), message)
    });
    let mut faults: Vec<Fault> = passages.flat_map(words).chain(ends).collect();
    faults.sort();
    faults
}

/// Les mots abandonnés d'un texte.
fn words(passage: &Passage) -> Vec<Fault> {
    let text = &passage.text;
    let of = |choice: &'static Choice| {
        let explained = |word: &str| text.to_lowercase().contains(word);
        let silent = choice.explained_by.is_some_and(explained);
        let found = choice.refused.find_iter(text).filter(move |_| !silent);
        found.map(|found| {
            let word: Vec<&str> = found.as_str().split_whitespace().collect();
            let message = format!(
                "« {} » : le mot du livre est « {} » ({GLOSSARY})",
                word.join(" "),
                choice.entry
            );
            (passage.line_at(found.start()), message)
        })
    };
    CHOICES.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<usize> {
        let passage = Passage::new(3, text).unwrap();
        words(&passage).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn chaque_mot_abandonne_se_voit_a_sa_ligne() {
        for text in [
            "Regardez le\ncalendrier.",
            "Voici des\nfils à\nportée.",
            "Il va\nrendre le verrou.",
            "Le\nverrou est rendu.",
            "Sans le\nrelâcher.",
            "Il le\nlâche.",
            "Chacun des\ndeux workers.",
            "Après\nun timeout.",
            "Un canal\nfermé et vide.",
            "Il est\nvide et fermé.",
            "Et\nPour de vrai :",
            "Ici,\nune condition peut réveiller.",
        ] {
            assert_eq!(of(text), [4], "{text}");
        }
    }

    #[test]
    fn les_mots_choisis_sont_admis() {
        for text in [
            "Il va prendre le verrou, puis le libérer.",
            "Un canal fermé et vide est épuisé.",
            "Le canal est fermé, puis vide.",
            "À portée de main, un fil.",
            "« Worker terminé »",
            "pour de vrais fils",
            "Regarder la condition, puis rendre un permis.",
        ] {
            assert_eq!(of(text), [] as [usize; 0], "{text}");
        }
    }
}
