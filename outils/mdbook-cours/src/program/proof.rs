//! Ce que l'exploration prouve des sorties d'un programme, et ce que la page
//! peut donc en dire.

use crate::page::html::escape;
use crate::program::graph::{Graph, outcome};
use crate::program::output::Outcome;
use serde_json::Value;
use std::path::Path;

/// Ce que l'exploration dit des sorties permises d'un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Rien : le graphe manque, date, ou dit autre chose que la `.sortie`.
    Missing,
    /// Des sorties peuvent manquer : l'exploration s'est arrêtée à une borne.
    Incomplete,
    /// Ce sont toutes les sorties possibles, aux tailles réduites près.
    Complete(Vec<Reduction>),
}

/// Une constante, explorée plus petite qu'elle n'est.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduction {
    /// Son nom.
    pub constant: String,
    /// Sa valeur dans le programme.
    pub original: String,
    /// Sa valeur pendant l'exploration.
    pub explored: String,
}

impl Proof {
    /// Ce que le graphe du listing `reference` prouve de `outcomes`.
    pub fn of(listings_dir: &Path, reference: &str, outcomes: &[Outcome]) -> Self {
        let Ok(graph) = Graph::load(listings_dir, reference) else {
            return Self::Missing;
        };
        if !graph.fresh {
            return Self::Missing;
        }
        if graph.document["complete"] != true {
            return Self::Incomplete;
        }
        let reductions = reductions(&graph.document);
        // Un programme réduit affiche d'autres nombres : le test `livre`, qui sait
        // les traduire, compare pour lui.
        if reductions.is_empty() && !same(&graph, outcomes) {
            return Self::Missing;
        }
        Self::Complete(reductions)
    }

    /// La phrase qui présente `count` sorties. `root` est le chemin de la page à la
    /// racine du site (« ../ »).
    pub(crate) fn introduce(&self, count: usize, root: &str) -> String {
        let explored = |text: &str| format!("<a href=\"{root}pieges/explorer.html\">{text}</a>");
        match (self, count) {
            (Self::Complete(reductions), 1) => format!(
                "La seule sortie possible, {}{}\u{a0}:",
                explored("prouvée"),
                at_size(reductions)
            ),
            (Self::Complete(reductions), n) => format!(
                "Toutes les sorties possibles, {}{}\u{a0}: il y en a {n}, chaque exécution en montre une.",
                explored("prouvées"),
                at_size(reductions)
            ),
            (Self::Incomplete, 1) => format!(
                "La sortie permise\u{a0}; l'{} est incomplète et n'exclut pas les autres\u{a0}:",
                explored("exploration")
            ),
            (Self::Incomplete, n) => format!(
                "{n} sorties permises\u{a0}; l'{} est incomplète et n'en exclut pas d'autres\u{a0}:",
                explored("exploration")
            ),
            (Self::Missing, 1) => "La seule sortie permise\u{a0}:".to_owned(),
            (Self::Missing, n) => {
                format!("{n} sorties sont permises\u{a0}; chaque exécution en montre une\u{a0}:")
            }
        }
    }
}

/// À quelles tailles l'exploration a eu lieu, entre virgules ; vide pour celles
/// du programme.
fn at_size(reductions: &[Reduction]) -> String {
    reductions
        .iter()
        .map(|reduction| {
            format!(
                ", avec <code>{}</code> = {} au lieu de {}",
                escape(&reduction.constant),
                escape(&reduction.explored),
                escape(&reduction.original)
            )
        })
        .collect()
}

fn reductions(document: &Value) -> Vec<Reduction> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = document["reduced"].as_array().into_iter().flatten();
    rows.map(|row| Reduction {
        constant: text(&row["constant"]),
        original: text(&row["original"]),
        explored: text(&row["explored"]),
    })
    .collect()
}

/// Vrai si le graphe trouve ces issues, et aucune autre.
fn same(graph: &Graph, outcomes: &[Outcome]) -> bool {
    let found: Vec<Outcome> = graph.outcomes().filter_map(outcome).collect();
    found.len() == graph.outcomes().count()
        && outcomes.iter().all(|outcome| found.contains(outcome))
        && found.iter().all(|outcome| outcomes.contains(outcome))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::output::Ending;
    use serde_json::json;
    use std::fs;

    fn proof(document: &Value, outcomes: &[Outcome]) -> Proof {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("c")).unwrap();
        fs::write(dir.path().join("c/a.rs"), "fn main() {}\n").unwrap();
        fs::write(dir.path().join("c/a.graphe.json"), document.to_string()).unwrap();
        Proof::of(dir.path(), "c/a", outcomes)
    }

    fn document() -> Value {
        json!({
            "complete": true,
            "source": "fn main() {}\n",
            "reduced": [],
            "outcomes": [
                { "kind": "exit", "stdout": "a\n" },
                { "kind": "deadlock", "stdout": "a\n" },
            ],
        })
    }

    fn outcomes() -> [Outcome; 2] {
        let blocked = Outcome {
            text: "a\n".to_owned(),
            ending: Ending::Deadlock,
        };
        [blocked, Outcome::exit("a\n")]
    }

    #[test]
    fn les_memes_issues_sont_prouvees() {
        let proof = proof(&document(), &outcomes());
        assert_eq!(proof, Proof::Complete(Vec::new()));
        let text = proof.introduce(2, "../");
        assert!(text.contains("Toutes les sorties possibles"), "{text}");
        assert!(text.contains("../pieges/explorer.html"), "{text}");
    }

    #[test]
    fn une_issue_de_plus_ou_de_moins_n_est_pas_prouvee() {
        let [blocked, exit] = outcomes();
        let panic = Outcome {
            text: String::new(),
            ending: Ending::Panic,
        };
        assert_eq!(
            proof(&document(), std::slice::from_ref(&exit)),
            Proof::Missing
        );
        assert_eq!(
            proof(&document(), &[exit.clone(), blocked, panic.clone()]),
            Proof::Missing
        );
        assert_eq!(proof(&document(), &[exit, panic]), Proof::Missing);
    }

    #[test]
    fn un_graphe_perime_ne_prouve_rien() {
        let mut stale = document();
        stale["source"] = json!("fn main() { }\n");
        assert_eq!(proof(&stale, &outcomes()), Proof::Missing);
        let text = Proof::Missing.introduce(2, "");
        assert!(!text.contains("prouv"), "{text}");
    }

    #[test]
    fn une_exploration_incomplete_le_dit() {
        let mut incomplete = document();
        incomplete["complete"] = json!(false);
        let proof = proof(&incomplete, &outcomes());
        assert_eq!(proof, Proof::Incomplete);
        for count in [1, 2] {
            let text = proof.introduce(count, "");
            assert!(
                text.contains("incomplète") && !text.contains("prouv"),
                "{text}"
            );
        }
    }

    #[test]
    fn une_taille_reduite_est_dite() {
        let mut reduced = document();
        reduced["reduced"] =
            json!([{ "constant": "INCREMENTS", "original": "1000", "explored": "3" }]);
        let text = proof(&reduced, &[Outcome::exit("1000\n")]).introduce(1, "");
        assert!(
            text.contains("avec <code>INCREMENTS</code> = 3 au lieu de 1000"),
            "{text}"
        );
    }
}
