//! Le graphe d'un listing : ce que l'exploration de toutes ses exécutions en
//! dit, gardé à côté de lui dans `listings/<chapitre>/<nom>.graphe.json`.
//!
//! Le format est celui de [`recit::graph`]. `{{#graphe chapitre/nom champ}}`
//! met dans une phrase un nombre pris dans le graphe, voir [`FIELDS`].

use crate::program::output::{self, Outcome};
use catalogue::split_reference;
use recit::ending::OutcomeKind;
use recit::graph::{Graph as Document, OutcomeRow, VERSION};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Les champs que `{{#graphe}}` sait donner.
pub const FIELDS: &str = "etats, etapes, issues, sorties, executions, mauvaises, interblocages, paniques, sortie:1, sortie:2…";
/// Ce qui précède, dans un champ, le rang d'une issue de la `.sortie`.
const RANK: &str = "sortie:";

/// Ce que dit un auteur quand un graphe manque ou date.
const REMEDY: &str = "lancez « cargo xtask explore --recrire »";

/// Le graphe d'un listing.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// Le document.
    pub document: Document,
    /// Faux si le listing a changé depuis l'exploration : rien de ce que dit
    /// le graphe ne doit alors être montré.
    pub fresh: bool,
}

impl Graph {
    /// Lit le graphe du listing `reference` (« chapitre/nom »).
    ///
    /// # Errors
    ///
    /// Une référence mal formée, un graphe absent ou illisible.
    pub fn load(listings_dir: &Path, reference: &str) -> Result<Self, String> {
        split_reference(reference)?;
        let read = |extension: &str| {
            fs::read_to_string(listings_dir.join(format!("{reference}.{extension}")))
        };
        let text = read("graphe.json").map_err(|_| {
            format!(
                "le listing « {reference} » n'a pas été exploré : il manque \
                 listings/{reference}.graphe.json ; {REMEDY}"
            )
        })?;
        let document: Document = serde_json::from_str(&text).map_err(|error| {
            format!(
                "listings/{reference}.graphe.json:{}: ce n'est pas un graphe ; {REMEDY}",
                error.line()
            )
        })?;
        let source = read("rs").unwrap_or_default();
        let fresh = document.version == VERSION && document.source == source;
        Ok(Self { document, fresh })
    }

    /// Ce qu'il faut dire d'un graphe qui n'est plus à jour.
    pub fn stale_message(reference: &str) -> String {
        format!("listings/{reference}.rs a changé depuis son exploration ; {REMEDY}")
    }

    /// La valeur d'un champ de [`FIELDS`].
    ///
    /// # Errors
    ///
    /// Un champ inconnu, ou un nombre qui n'existe pas : celui des exécutions
    /// d'un programme qui en a sans fin, ou tout compte d'une exploration
    /// incomplète.
    pub fn field(&self, name: &str) -> Result<u128, String> {
        if !self.document.complete {
            return Err("l'exploration est incomplète : elle ne prouve aucun nombre".to_owned());
        }
        let counts = &self.document.counts;
        let value = match name {
            "etats" => Some(counts.states as u128),
            "etapes" => Some(counts.edges as u128),
            "issues" => Some(counts.outcomes as u128),
            "sorties" => {
                let texts: BTreeSet<&str> = self
                    .outcomes()
                    .iter()
                    .map(|issue| issue.stdout.as_str())
                    .collect();
                Some(texts.len() as u128)
            }
            "executions" => parse(counts.paths.as_deref()),
            "mauvaises" => self.paths(is_bad),
            "interblocages" => self.paths(|issue| issue.kind == OutcomeKind::Deadlock),
            "paniques" => {
                self.paths(|issue| issue.kind == OutcomeKind::Panic || !issue.panicked.is_empty())
            }
            _ => {
                return Err(format!(
                    "champ inconnu « {name} » ; un graphe donne : {FIELDS}"
                ));
            }
        };
        value.ok_or_else(|| {
            format!("« {name} » n'a pas de valeur : ce programme a des exécutions sans fin")
        })
    }

    /// Le nombre d'exécutions qui ont cette issue ; `None` si elles sont sans
    /// nombre.
    fn paths_to(&self, wanted: &Outcome) -> Option<u128> {
        self.paths(|issue| outcome(issue) == *wanted)
    }

    /// Les issues du programme.
    pub fn outcomes(&self) -> &[OutcomeRow] {
        &self.document.outcomes
    }

    /// Le nombre d'exécutions dont l'issue vérifie `wanted`.
    fn paths(&self, wanted: impl Fn(&OutcomeRow) -> bool) -> Option<u128> {
        self.outcomes()
            .iter()
            .filter(|issue| wanted(issue))
            .map(|issue| parse(issue.paths.as_deref()))
            .try_fold(0_u128, |sum, paths| Some(sum.saturating_add(paths?)))
    }
}

/// Vrai si le programme ne finit pas comme il le devrait.
pub fn is_bad(issue: &OutcomeRow) -> bool {
    issue.kind != OutcomeKind::Exit || !issue.panicked.is_empty()
}

fn parse(paths: Option<&str>) -> Option<u128> {
    paths?.parse().ok()
}

/// Une issue du graphe, telle qu'une `.sortie` l'écrit.
pub(crate) fn outcome(issue: &OutcomeRow) -> Outcome {
    Outcome {
        text: issue.stdout.clone(),
        ending: issue.kind,
    }
}

/// Ce que `{{#graphe chapitre/nom champ}}` met dans la phrase, et faux si le
/// graphe n'est plus à jour : le nombre est alors un point d'interrogation.
///
/// # Errors
///
/// Un argument mal formé, ou ce que refusent [`Graph::load`] et
/// [`Graph::field`].
pub fn expand(listings_dir: &Path, argument: &str) -> Result<(String, bool), String> {
    let Some((reference, field)) = argument.split_once(' ') else {
        return Err(format!(
            "« {argument} » : attendu « chapitre/nom champ », champ parmi {FIELDS}"
        ));
    };
    let graphe = Graph::load(listings_dir, reference)?;
    let value = match field.trim().strip_prefix(RANK) {
        Some(rank) => executions_to(&graphe, listings_dir, reference, rank)?,
        None => graphe.field(field.trim())?,
    };
    match graphe.fresh {
        true => Ok((grouped(value), true)),
        false => Ok((
            "<abbr title=\"le programme a changé depuis son exploration\">?</abbr>".to_owned(),
            false,
        )),
    }
}

/// Le nombre d'exécutions qui ont la `rank`-ième issue de la `.sortie`.
fn executions_to(
    graph: &Graph,
    listings_dir: &Path,
    reference: &str,
    rank: &str,
) -> Result<u128, String> {
    // Refuse aussi une exploration incomplète.
    graph.field("executions")?;
    let path = listings_dir.join(format!("{reference}.sortie"));
    let text = fs::read_to_string(path)
        .map_err(|error| format!("listings/{reference}.sortie est illisible : {error}"))?;
    let outcomes = output::parse(&text)
        .map_err(|(line, message)| format!("listings/{reference}.sortie:{line}: {message}"))?;
    let index = rank
        .parse::<usize>()
        .ok()
        .and_then(|rank| rank.checked_sub(1));
    let outcome = index.and_then(|index| outcomes.get(index)).ok_or_else(|| {
        format!(
            "« {RANK}{rank} » : listings/{reference}.sortie a les sorties 1 à {}",
            outcomes.len()
        )
    })?;
    match graph.paths_to(outcome) {
        Some(0) | None => Err(format!(
            "le graphe n'a pas la sortie n° {rank} de listings/{reference}.sortie ; {REMEDY}"
        )),
        Some(count) => Ok(count),
    }
}

/// Un nombre, ses chiffres groupés par trois : « 5 775 », avec des espaces
/// fines insécables.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::test::{empty, row};
    use super::*;
    use recit::ending::Panicked;
    use recit::graph::Counts;

    fn listing(document: &Document) -> tempfile::TempDir {
        let outcomes = "a\n--- ou ---\na\n--- interblocage ---\n--- ou ---\nc\n";
        testing::tree([
            ("c/a.rs", "fn main() {}\n"),
            ("c/a.graphe.json", &serde_json::to_string(document).unwrap()),
            ("c/a.sortie", outcomes),
        ])
    }

    fn document() -> Document {
        let issue = |kind, stdout: &str, paths: &str, panicked: &[&str]| OutcomeRow {
            panicked: panicked
                .iter()
                .map(|thread| Panicked {
                    thread: (*thread).to_owned(),
                    line: 1,
                    message: String::new(),
                })
                .collect(),
            ..row(kind, stdout, paths)
        };
        Document {
            source: "fn main() {}\n".to_owned(),
            counts: Counts {
                states: 20,
                edges: 31,
                outcomes: 4,
                paths: Some("12345".to_owned()),
            },
            outcomes: vec![
                issue(OutcomeKind::Exit, "a\n", "12000", &[]),
                issue(OutcomeKind::Exit, "b", "300", &["fil 1"]),
                issue(OutcomeKind::Deadlock, "a\n", "40", &[]),
                issue(OutcomeKind::Panic, "", "5", &["main"]),
            ],
            ..empty()
        }
    }

    #[test]
    fn chaque_champ_se_compte() {
        let dir = listing(&document());
        for (field, expected) in [
            ("etats", "20"),
            ("etapes", "31"),
            ("issues", "4"),
            ("sorties", "3"),
            ("executions", "12\u{202f}345"),
            ("mauvaises", "345"),
            ("interblocages", "40"),
            ("paniques", "305"),
            ("sortie:1", "12\u{202f}000"),
            ("sortie:2", "40"),
        ] {
            assert!(FIELDS.contains(field));
            let argument = format!("c/a {field}");
            let found = expand(dir.path(), &argument);
            assert_eq!(found, Ok((expected.to_owned(), true)), "{field}");
        }
    }

    #[test]
    fn un_graphe_perime_ne_donne_aucun_nombre() {
        let mut document = document();
        document.source = "fn main() { }\n".to_owned();
        let dir = listing(&document);
        let (text, fresh) = expand(dir.path(), "c/a etats").unwrap();
        assert!(!fresh && !text.contains("20"), "{text}");
        assert!(text.starts_with("<abbr"), "{text}");
    }

    #[test]
    fn chaque_refus_dit_pourquoi() {
        let mut endless = document();
        endless.counts.paths = None;
        let mut incomplete = document();
        incomplete.complete = false;
        for (document, argument, expected) in [
            (document(), "c/a", "attendu « chapitre/nom champ »"),
            (document(), "c/a tours", "champ inconnu « tours »"),
            (document(), "c/a sortie:3", "n'a pas la sortie n° 3"),
            (document(), "c/a sortie:4", "les sorties 1 à 3"),
            (document(), "c/a sortie:0", "les sorties 1 à 3"),
            (document(), "c/b etats", "listings/c/b.graphe.json"),
            (document(), "../x etats", "ne désigne pas un listing"),
            (endless, "c/a executions", "sans fin"),
            (incomplete, "c/a etats", "incomplète"),
        ] {
            let dir = listing(&document);
            let error = expand(dir.path(), argument).unwrap_err();
            assert!(error.contains(expected), "{argument} : {error}");
        }
    }
}

/// De petits graphes, pour les tests des autres modules.
#[cfg(test)]
pub(crate) mod test {
    use super::*;

    /// Un graphe sans rien.
    pub(crate) fn empty() -> Document {
        Document {
            version: VERSION,
            complete: true,
            ..Document::default()
        }
    }

    /// Une issue.
    pub(crate) fn row(kind: OutcomeKind, stdout: &str, paths: &str) -> OutcomeRow {
        OutcomeRow {
            kind,
            stdout: stdout.to_owned(),
            paths: Some(paths.to_owned()),
            ..OutcomeRow::default()
        }
    }
}
