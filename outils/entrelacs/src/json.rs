//! L'exploration en JSON, pour une page ou un autre outil.
//!
//! Le document est un objet ; les champs vides ou inutiles sont omis là où
//! c'est dit.
//!
//! | champ | contenu |
//! |---|---|
//! | `version` | la version de ce format : 1 |
//! | `program` | le nom du programme |
//! | `source` | son texte, tel qu'il a été exploré à `reduced` près |
//! | `reduced` | les constantes réduites pour l'exploration : `constant`, `original`, `explored` |
//! | `complete` | `false` si une borne a arrêté l'exploration : des issues peuvent manquer |
//! | `time` | `"arbitrary"` ou `"ordered"` |
//! | `counts` | `states`, `edges`, `outcomes`, et `paths` (chaîne décimale ; `null` si le graphe a un cycle) |
//! | `outcomes` | les issues : voir ci-dessous |
//! | `texts` | les textes du document, une fois chacun ; ailleurs, un texte est son rang ici |
//! | `threads` | les vues de fil distinctes : `[nom, ligne, opération, attente]`, trois textes et une ligne (0 : inconnue) |
//! | `objects` | les vues d'objet distinctes, voir [`crate::ObjectView`] |
//! | `states` | les états ; le premier est l'état initial. `t` : rangs dans `threads` ; `o` : rangs dans `objects` ; `out` : texte affiché ; `end` : rang de l'issue, si le programme finit là |
//! | `edges` | les étapes : `[départ, arrivée, fil, ligne, texte]`, plus `[autre fil, sa ligne]` pour un rendez-vous ; le fil est vide quand le temps passe |
//!
//! Une issue de `outcomes` a les champs `kind` (`exit`, `panic`, `error`,
//! `abort`, `deadlock`, `livelock`, `bound`), `stdout`, `blocked` (`thread`,
//! `line`, `operation`, `reason`), `panicked` (`thread`, `line`, `message`),
//! `stopped` pour `error` et `abort` (`thread`, `line`, `message`), `paths` (le nombre
//! d'exécutions qui y mènent, comme dans `counts`), `state` (le rang de son état)
//! et `schedule` : les rangs dans `edges` d'un plus court chemin.

use crate::config::TimeModel;
use crate::describe::ObjectView;
use crate::exploration::Exploration;
use crate::outcome::{Ending, Outcome};
use serde_json::{Value, json};
use std::collections::HashMap;

impl Exploration {
    /// L'exploration en JSON : le format est décrit par le module `json`.
    pub fn to_json(&self) -> Value {
        let outcomes = self.outcomes();
        let mut document = Document::default();
        let mut edge_ranks = HashMap::new();
        let mut edges = Vec::new();
        for edge in self.graph().edges() {
            edge_ranks.insert((edge.from, edge.transition), edges.len());
            let told = self.told(&edge);
            let mut row = vec![
                json!(edge.from),
                json!(edge.to),
                json!(document.text(&told.thread)),
                json!(told.line),
                json!(document.text(&told.text)),
            ];
            if let Some((peer, line)) = &told.peer {
                row.push(json!([document.text(peer), line]));
            }
            edges.push(Value::Array(row));
        }
        let ends: HashMap<_, _> = outcomes
            .iter()
            .enumerate()
            .map(|(rank, outcome)| (outcome.ending(), rank))
            .collect();
        let states: Vec<Value> = (0..self.graph().state_count())
            .map(|state| {
                let threads: Vec<usize> = self
                    .threads(state)
                    .iter()
                    .map(|view| {
                        let row = (
                            document.text(&view.name),
                            view.line,
                            document.text(&view.operation),
                            document.text(&view.reason),
                        );
                        document.thread(row)
                    })
                    .collect();
                let objects: Vec<usize> = self
                    .objects(state)
                    .iter()
                    .map(|view| document.object(view))
                    .collect();
                let mut value = json!({
                    "t": threads,
                    "o": objects,
                    "out": document.text(self.stdout(state)),
                });
                let end = self.ending(state).and_then(|ending| ends.get(&ending));
                if let Some(end) = end {
                    value["end"] = json!(end);
                }
                value
            })
            .collect();
        let paths = self.paths_by_ending();
        let outcomes: Vec<Value> = outcomes
            .iter()
            .map(|outcome| {
                let mut value = self.outcome_json(outcome, &edge_ranks);
                let count = paths
                    .as_ref()
                    .and_then(|paths| paths.get(&outcome.ending()));
                value["paths"] = json!(count.map(ToString::to_string));
                value
            })
            .collect();
        let reduced: Vec<Value> = self
            .program()
            .reduced
            .iter()
            .map(|(constant, original, explored)| {
                json!({ "constant": constant, "original": original, "explored": explored })
            })
            .collect();
        json!({
            "version": 1,
            "program": self.program().name,
            "source": self.program().source,
            "reduced": reduced,
            "complete": self.is_complete(),
            "time": match self.time() {
                TimeModel::Arbitrary => "arbitrary",
                TimeModel::Ordered => "ordered",
            },
            "counts": {
                "states": self.graph().state_count(),
                "edges": edges.len(),
                "outcomes": outcomes.len(),
                "paths": self.graph().path_count().map(|count| count.to_string()),
            },
            "outcomes": outcomes,
            "texts": document.texts,
            "threads": document.threads,
            "objects": document.objects,
            "states": states,
            "edges": edges,
        })
    }

    /// Le même document en texte, une ligne par élément de ses tableaux : un
    /// changement du programme se relit d'un coup d'œil.
    pub fn to_json_text(&self) -> String {
        let document = self.to_json();
        let fields = document.as_object().into_iter().flatten();
        let fields: Vec<String> = fields
            .map(|(name, value)| match value.as_array() {
                Some(rows) if !rows.is_empty() => {
                    let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
                    format!("\"{name}\":[\n{}\n]", rows.join(",\n"))
                }
                _ => format!("\"{name}\":{value}"),
            })
            .collect();
        format!("{{{}}}\n", fields.join(",\n"))
    }

    /// Le nombre d'exécutions qui mènent à chaque issue ; `None` s'il y en a
    /// une infinité.
    fn paths_by_ending(&self) -> Option<HashMap<Ending, u128>> {
        let mut paths: HashMap<Ending, u128> = HashMap::new();
        for (state, count) in self.graph().paths_to()?.into_iter().enumerate() {
            if let Some(ending) = self.ending(state) {
                let sum = paths.entry(ending).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        Some(paths)
    }

    fn outcome_json(
        &self,
        outcome: &Outcome,
        edge_ranks: &HashMap<(usize, crate::Transition), usize>,
    ) -> Value {
        let mut state = 0;
        let mut path = Vec::new();
        for transition in &outcome.schedule.transitions {
            path.push(edge_ranks[&(state, *transition)]);
            state = self.follow(state, *transition).unwrap_or(state);
        }
        let mut value = json!({
            "kind": outcome.kind,
            "stdout": outcome.stdout,
            "blocked": outcome.blocked,
            "panicked": outcome.panicked,
            "state": state,
            "schedule": path,
        });
        if let Some(stopped) = &outcome.stopped {
            value["stopped"] = json!(stopped);
        }
        value
    }
}

/// Les parties du document qui se répètent, une fois chacune.
#[derive(Default)]
struct Document {
    texts: Vec<String>,
    text_ranks: HashMap<String, usize>,
    threads: Vec<(usize, u32, usize, usize)>,
    thread_ranks: HashMap<(usize, u32, usize, usize), usize>,
    objects: Vec<Value>,
    object_ranks: HashMap<String, usize>,
}

impl Document {
    fn text(&mut self, text: &str) -> usize {
        if let Some(&rank) = self.text_ranks.get(text) {
            return rank;
        }
        self.texts.push(text.to_owned());
        self.text_ranks
            .insert(text.to_owned(), self.texts.len() - 1);
        self.texts.len() - 1
    }

    fn thread(&mut self, row: (usize, u32, usize, usize)) -> usize {
        *self.thread_ranks.entry(row).or_insert_with(|| {
            self.threads.push(row);
            self.threads.len() - 1
        })
    }

    fn object(&mut self, view: &ObjectView) -> usize {
        let value = serde_json::to_value(view).unwrap_or_default();
        let key = value.to_string();
        if let Some(&rank) = self.object_ranks.get(&key) {
            return rank;
        }
        self.objects.push(value);
        self.object_ranks.insert(key, self.objects.len() - 1);
        self.objects.len() - 1
    }
}
