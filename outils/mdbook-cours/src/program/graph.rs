//! Le graphe d'un listing : ce que l'exploration de toutes ses exécutions en
//! dit, gardé à côté de lui dans `listings/<chapitre>/<nom>.graphe.json`.
//!
//! Le format est celui d'`entrelacs::json`. `{{#graphe chapitre/nom champ}}`
//! met dans une phrase un nombre pris dans le graphe, voir [`FIELDS`].

use crate::program::output::{self, Ending, Outcome};
use crate::program::reference::split_reference;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Les champs que `{{#graphe}}` sait donner.
pub const FIELDS: &str = "etats, etapes, issues, sorties, executions, mauvaises, interblocages, paniques, sortie:1, sortie:2…";
/// Ce qui précède, dans un champ, le rang d'une issue de la `.sortie`.
const RANK: &str = "sortie:";

/// Ce que dit un auteur quand un graphe manque ou date.
const REMEDY: &str = "lancez « cargo xtask explore --update »";

/// Le graphe d'un listing.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// Le document, tel que le décrit `entrelacs::json`.
    pub document: Value,
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
        let document: Value = serde_json::from_str(&text).map_err(|error| {
            format!(
                "listings/{reference}.graphe.json:{}: ce n'est pas un graphe ; {REMEDY}",
                error.line()
            )
        })?;
        let source = read("rs").unwrap_or_default();
        let fresh = document["source"].as_str() == Some(source.as_str());
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
        if self.document["complete"] != true {
            return Err("l'exploration est incomplète : elle ne prouve aucun nombre".to_owned());
        }
        let counts = &self.document["counts"];
        let number = |name: &str| counts[name].as_u64().map(u128::from);
        let value = match name {
            "etats" => number("states"),
            "etapes" => number("edges"),
            "issues" => number("outcomes"),
            "sorties" => {
                let mut texts: Vec<_> = self
                    .outcomes()
                    .map(|issue| issue["stdout"].as_str())
                    .collect();
                texts.sort_unstable();
                texts.dedup();
                u128::try_from(texts.len()).ok()
            }
            "executions" => parse(&counts["paths"]),
            "mauvaises" => self.paths(is_bad),
            "interblocages" => self.paths(|issue| issue["kind"] == "deadlock"),
            "paniques" => self.paths(|issue| issue["kind"] == "panic" || has_panicked(issue)),
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
        self.paths(|issue| outcome(issue).as_ref() == Some(wanted))
    }

    /// Les issues du programme.
    pub fn outcomes(&self) -> impl Iterator<Item = &Value> {
        self.document["outcomes"].as_array().into_iter().flatten()
    }

    /// Le nombre d'exécutions dont l'issue vérifie `wanted`.
    fn paths(&self, wanted: impl Fn(&Value) -> bool) -> Option<u128> {
        self.outcomes()
            .filter(|issue| wanted(issue))
            .map(|issue| parse(&issue["paths"]))
            .try_fold(0_u128, |sum, paths| Some(sum.saturating_add(paths?)))
    }
}

/// Vrai si le programme ne finit pas comme il le devrait.
pub fn is_bad(issue: &Value) -> bool {
    issue["kind"] != "exit" || has_panicked(issue)
}

fn has_panicked(issue: &Value) -> bool {
    issue["panicked"]
        .as_array()
        .is_some_and(|all| !all.is_empty())
}

fn parse(value: &Value) -> Option<u128> {
    value.as_str()?.parse().ok()
}

/// Une issue du graphe, telle qu'une `.sortie` l'écrit ; `None` si elle n'en est
/// pas une.
pub(crate) fn outcome(issue: &Value) -> Option<Outcome> {
    let ending = match issue["kind"].as_str()? {
        "exit" => Ending::Exit,
        "deadlock" => Ending::Deadlock,
        "panic" => Ending::Panic,
        "livelock" => Ending::Endless,
        "error" => Ending::Error,
        "abort" => Ending::Abort,
        _ => return None,
    };
    Some(Outcome {
        text: issue["stdout"].as_str()?.to_owned(),
        ending,
    })
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
    use super::*;
    use serde_json::json;

    fn listing(document: &Value) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("c")).unwrap();
        fs::write(dir.path().join("c/a.rs"), "fn main() {}\n").unwrap();
        fs::write(dir.path().join("c/a.graphe.json"), document.to_string()).unwrap();
        let outcomes = "a\n--- ou ---\na\n--- interblocage ---\n--- ou ---\nc\n";
        fs::write(dir.path().join("c/a.sortie"), outcomes).unwrap();
        dir
    }

    fn document() -> Value {
        let issue = |kind: &str, stdout: &str, paths: &str, panicked: Value| json!({ "kind": kind, "stdout": stdout, "paths": paths, "panicked": panicked });
        json!({
            "complete": true,
            "source": "fn main() {}\n",
            "counts": { "states": 20, "edges": 31, "outcomes": 4, "paths": "12345" },
            "outcomes": [
                issue("exit", "a\n", "12000", json!([])),
                issue("exit", "b", "300", json!([{ "thread": "fil 1" }])),
                issue("deadlock", "a\n", "40", json!([])),
                issue("panic", "", "5", json!([{ "thread": "main" }])),
            ],
        })
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
        document["source"] = json!("fn main() { }\n");
        let dir = listing(&document);
        let (text, fresh) = expand(dir.path(), "c/a etats").unwrap();
        assert!(!fresh && !text.contains("20"), "{text}");
        assert!(text.starts_with("<abbr"), "{text}");
    }

    #[test]
    fn chaque_refus_dit_pourquoi() {
        let mut endless = document();
        endless["counts"]["paths"] = Value::Null;
        let mut incomplete = document();
        incomplete["complete"] = json!(false);
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
            (json!("x"), "c/a etats", "incomplète"),
        ] {
            let dir = listing(&document);
            let error = expand(dir.path(), argument).unwrap_err();
            assert!(error.contains(expected), "{argument} : {error}");
        }
    }
}
