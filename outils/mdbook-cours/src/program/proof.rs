//! Ce que l'exploration prouve des sorties d'un programme, et ce que la page
//! peut donc en dire.

use crate::page::html::escape;
use crate::program::graph::{Graph, outcome};
use crate::program::output::Outcome;
use recit::graph::Reduced;
use std::path::Path;

/// Ce que l'exploration dit des sorties permises d'un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Rien : le graphe manque, date, ou dit autre chose que la `.sortie`.
    Missing,
    /// Des sorties peuvent manquer : l'exploration s'est arrêtée à une borne.
    Incomplete,
    /// Ce sont toutes les sorties possibles, aux tailles réduites près.
    Complete(Vec<Reduced>),
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
        if !graph.document.complete {
            return Self::Incomplete;
        }
        let reductions = graph.document.reduced.clone();
        // Un programme réduit affiche d'autres nombres : le test `book`, qui sait
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
fn at_size(reductions: &[Reduced]) -> String {
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

/// Vrai si le graphe trouve ces issues, et aucune autre.
fn same(graph: &Graph, outcomes: &[Outcome]) -> bool {
    let found: Vec<Outcome> = graph.outcomes().iter().map(outcome).collect();
    outcomes.iter().all(|outcome| found.contains(outcome))
        && found.iter().all(|outcome| outcomes.contains(outcome))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row};
    use recit::ending::OutcomeKind;
    use recit::graph::Graph as Document;
    use testing::assert_contains;

    fn proof(document: &Document, outcomes: &[Outcome]) -> Proof {
        let dir = testing::tree([
            ("c/a.rs", "fn main() {}\n"),
            ("c/a.graphe.json", &serde_json::to_string(document).unwrap()),
        ]);
        Proof::of(dir.path(), "c/a", outcomes)
    }

    fn document() -> Document {
        Document {
            source: "fn main() {}\n".to_owned(),
            outcomes: vec![
                row(OutcomeKind::Exit, "a\n", "1"),
                row(OutcomeKind::Deadlock, "a\n", "1"),
            ],
            ..empty()
        }
    }

    fn outcomes() -> [Outcome; 2] {
        let blocked = Outcome {
            text: "a\n".to_owned(),
            ending: OutcomeKind::Deadlock,
        };
        [blocked, Outcome::exit("a\n")]
    }

    #[test]
    fn les_memes_issues_sont_prouvees() {
        let proof = proof(&document(), &outcomes());
        assert_eq!(proof, Proof::Complete(Vec::new()));
        let text = proof.introduce(2, "../");
        assert_contains(
            &text,
            &["Toutes les sorties possibles", "../pieges/explorer.html"],
        );
    }

    #[test]
    fn une_issue_de_plus_ou_de_moins_n_est_pas_prouvee() {
        let [blocked, exit] = outcomes();
        let panic = Outcome {
            text: String::new(),
            ending: OutcomeKind::Panic,
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
        stale.source = "fn main() { }\n".to_owned();
        assert_eq!(proof(&stale, &outcomes()), Proof::Missing);
        let text = Proof::Missing.introduce(2, "");
        assert!(!text.contains("prouv"), "{text}");
    }

    #[test]
    fn une_exploration_incomplete_le_dit() {
        let mut incomplete = document();
        incomplete.complete = false;
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
        reduced.reduced = vec![Reduced {
            constant: "INCREMENTS".to_owned(),
            original: "1000".to_owned(),
            explored: "3".to_owned(),
        }];
        let text = proof(&reduced, &[Outcome::exit("1000\n")]).introduce(1, "");
        assert_contains(&text, &["avec <code>INCREMENTS</code> = 3 au lieu de 1000"]);
    }
}
