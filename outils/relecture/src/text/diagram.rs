//! Ce qu'un diagramme Mermaid donne à lire : titre et description accessibles,
//! étiquettes, messages, notes.

use super::passage::{CODE, Passage};
use regex::Regex;
use std::sync::LazyLock;

/// Les étiquettes de `diagram`, dont la première ligne est la ligne `line` du
/// fichier.
pub(super) fn labels(line: usize, diagram: &str) -> Vec<Passage> {
    let mut in_description = false;
    let mut passages = Vec::new();
    for (i, text) in diagram.lines().enumerate() {
        let found = if in_description {
            in_description = !text.contains('}');
            vec![text.trim_end_matches('}')]
        } else if let Some(description) = long_description(text) {
            in_description = !description.contains('}');
            vec![description.trim_end_matches('}')]
        } else {
            line_labels(text)
        };
        passages.extend(
            found
                .into_iter()
                .filter_map(|label| Passage::new(line + i, &plain(label))),
        );
    }
    passages
}

/// Ce qui suit `accDescr {`.
fn long_description(line: &str) -> Option<&str> {
    line.trim_start()
        .strip_prefix("accDescr")?
        .trim_start()
        .strip_prefix('{')
}

fn line_labels(line: &str) -> Vec<&str> {
    // Une ligne dont toute la fin est du texte : la première forme qui convient.
    static WHOLE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            r"^\s*(?:accTitle|accDescr|title)\s*:?\s(.+)$",
            r"^\s*(?:loop|alt|else|opt|par|and|critical|option|break|section|%%)\s(.+)$",
            r"^\s*(?:participant|actor)\s.*?\sas\s(.+)$",
            r"^\s*(?i:note)\s[^:]*:(.+)$",
            // Un message d'une séquence, le nom d'une transition.
            r#"^[^"|\[({]*(?:->|--|-[x)])[^"|\[({]*?:(.+)$"#,
            r#"^\s*subgraph\s([^"\[]+)$"#,
        ]
        .map(|form| Regex::new(form).expect("constante"))
        .into()
    });
    // Sinon, des étiquettes entre délimiteurs.
    regex!(static PARTS = r#""([^"]*)"|\|([^|"]*)\||\[([^\[\]"]*)\]|\(([^()"]*)\)|\{([^{}"]*)\}|(?:--|==|-\.)\s([^-=>|"]+?)\s(?:--|==|\.-)"#);
    if SILENT.is_match(line) {
        return Vec::new();
    }
    if let Some(found) = WHOLE.iter().find_map(|form| form.captures(line)) {
        return found.get(1).map(|text| text.as_str()).into_iter().collect();
    }
    PARTS
        .captures_iter(line)
        .filter_map(|found| found.iter().skip(1).flatten().next())
        .map(|text| text.as_str())
        .collect()
}

// Les lignes de mise en forme.
regex!(static SILENT = r"^\s*(?:classDef|class|style|linkStyle|click|direction|end)\b|^\s*%%\{");

/// Une étiquette sans sa mise en forme.
fn plain(label: &str) -> String {
    regex!(static BREAK = r"\s*(?:<br\s*/?>|\\n)\s*");
    regex!(static MARKUP = r"<[^>]*>|#\w+;|`[^`]*`");
    let label = BREAK.replace_all(label.trim(), " ");
    MARKUP.replace_all(&label, CODE.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::passage::expect;

    #[test]
    fn un_organigramme() {
        let diagram = "%%{init: {\"theme\": \"dark\"}}%%\n  accTitle: Un titre\n  accDescr: Une fin\n  subgraph G1[\"Goroutine 1 (une)\"]\n    a[Envoi] -->|valeur| b{Prêt ?}\n    c((\"c<br/>d\")) -- texte --> d\n    a --> b\n  end\n  classDef gros fill:#fff\n  click a call f(\"g\")\n";
        expect(
            &labels(10, diagram),
            &[
                (11, "Un titre"),
                (12, "Une fin"),
                (13, "Goroutine 1 (une)"),
                (14, "Envoi"),
                (14, "valeur"),
                (14, "Prêt ?"),
                (15, "c d"),
                (15, "texte"),
            ],
        );
    }

    #[test]
    fn une_sequence_et_un_graphe_d_etats() {
        let diagram = "sequenceDiagram\n  accDescr {\n    Une description\n    longue\n  }\n  participant P as Le producteur\n  P->>C: envoie la valeur\n  P--)C: attend\n  Note over P,C: rendez-vous\n  loop à chaque valeur\n  Pret --> Bloque : le verrou est pris\n  end\n";
        expect(
            &labels(10, diagram),
            &[
                (12, "Une description"),
                (13, "longue"),
                (15, "Le producteur"),
                (16, "envoie la valeur"),
                (17, "attend"),
                (18, "rendez-vous"),
                (19, "à chaque valeur"),
                (20, "le verrou est pris"),
            ],
        );
    }
}
