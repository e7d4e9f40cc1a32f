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
//! | `stopped` | si `complete` est faux, ce qui l'a arrêtée : `states`, `steps`, `time`, `memory`, `interrupted` |
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
use crate::monitor::StoppedBy;
use crate::object::Object;
use crate::op::ObjectId;
use crate::outcome::{Ending, Outcome};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::ser::{SerializeSeq as _, Serializer};
use serde_json::{Value, json};
use std::io;

impl Exploration {
    /// L'exploration en JSON : le format est décrit par le module `json`.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self.document()).unwrap_or_default()
    }

    /// Écrit le même document, sans le construire en mémoire.
    ///
    /// # Errors
    ///
    /// Celles de `writer`.
    pub fn write_json(&self, writer: impl io::Write) -> io::Result<()> {
        Ok(serde_json::to_writer(writer, &self.document())?)
    }

    fn document(&self) -> Document<'_> {
        let found = self.endings();
        let mut shared = Shared::default();
        let mut edge_ranks = FxHashMap::default();
        let mut edges = Vec::new();
        for edge in self.graph().edges() {
            edge_ranks.insert((edge.from, edge.transition), edges.len());
            let told = self.told(&edge);
            edges.push(EdgeRow {
                from: edge.from,
                to: edge.to,
                thread: shared.text(&told.thread),
                line: told.line,
                text: shared.text(&told.text),
                peer: told.peer.map(|(peer, line)| (shared.text(&peer), line)),
            });
        }
        let ends: FxHashMap<&Ending, usize> = found
            .iter()
            .enumerate()
            .map(|(rank, found)| (&found.ending, rank))
            .collect();
        let states = (0..self.graph().state_count())
            .map(|state| {
                let threads = self.threads(state).into_iter().map(|view| {
                    let row = (
                        shared.text(&view.name),
                        view.line,
                        shared.text(&view.operation),
                        shared.text(&view.reason),
                    );
                    shared.thread(row)
                });
                // Les rangs suivent cet ordre, que les graphes gardés ont déjà.
                let t = threads.collect();
                let o = self.object_ranks(state, &mut shared);
                let out = shared.text(self.stdout(state));
                let ending = self.ending(state);
                let end = ending.and_then(|ending| ends.get(&ending).copied());
                StateRow { end, o, out, t }
            })
            .collect();
        let paths = self.paths_by_ending();
        let outcomes: Vec<Value> = found
            .into_iter()
            .map(|found| {
                let paths = paths.as_ref().and_then(|paths| paths.get(&found.ending));
                let paths = json!(paths.map(ToString::to_string));
                let mut value = self.outcome_json(&self.outcome(found), &edge_ranks);
                value["paths"] = paths;
                value
            })
            .collect();
        let reduced = self
            .program()
            .reduced
            .iter()
            .map(|(constant, original, explored)| {
                json!({ "constant": constant, "original": original, "explored": explored })
            })
            .collect();
        Document {
            complete: self.is_complete(),
            counts: json!({
                "states": self.graph().state_count(),
                "edges": edges.len(),
                "outcomes": outcomes.len(),
                "paths": self.graph().path_count().map(|count| count.to_string()),
            }),
            edges,
            objects: shared.objects,
            outcomes,
            program: self.program().name,
            reduced,
            source: self.program().source,
            states,
            stopped: self.stopped(),
            texts: shared.texts,
            threads: shared.threads,
            time: match self.time() {
                TimeModel::Arbitrary => "arbitrary",
                TimeModel::Ordered => "ordered",
            },
            version: 1,
        }
    }

    fn object_ranks<'a>(&'a self, state: usize, shared: &mut Shared<'a>) -> Vec<usize> {
        let objects = &self.graph().states[state].world.objects;
        let ranks = objects.iter().map(|(id, object)| {
            let known = shared.known_objects.get(&(*id, object)).copied();
            known.unwrap_or_else(|| {
                let rank = shared.object(&self.object(*id, object));
                shared.known_objects.insert((*id, object), rank);
                rank
            })
        });
        ranks.collect()
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
    fn paths_by_ending(&self) -> Option<FxHashMap<Ending, u128>> {
        let mut paths: FxHashMap<Ending, u128> = FxHashMap::default();
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
        edge_ranks: &FxHashMap<(usize, crate::Transition), usize>,
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

/// Le document, champ par champ, dans l'ordre alphabétique.
#[derive(Serialize)]
struct Document<'a> {
    complete: bool,
    counts: Value,
    edges: Vec<EdgeRow>,
    objects: Vec<Value>,
    outcomes: Vec<Value>,
    program: &'a str,
    reduced: Vec<Value>,
    source: &'a str,
    states: Vec<StateRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<StoppedBy>,
    texts: Vec<String>,
    threads: Vec<(usize, u32, usize, usize)>,
    time: &'static str,
    version: u32,
}

#[derive(Serialize)]
struct StateRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    o: Vec<usize>,
    out: usize,
    t: Vec<usize>,
}

struct EdgeRow {
    from: usize,
    to: usize,
    thread: usize,
    line: u32,
    text: usize,
    peer: Option<(usize, u32)>,
}

impl Serialize for EdgeRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_seq(Some(5 + usize::from(self.peer.is_some())))?;
        row.serialize_element(&self.from)?;
        row.serialize_element(&self.to)?;
        row.serialize_element(&self.thread)?;
        row.serialize_element(&self.line)?;
        row.serialize_element(&self.text)?;
        if let Some(peer) = &self.peer {
            row.serialize_element(peer)?;
        }
        row.end()
    }
}

/// Les parties du document qui se répètent, une fois chacune.
#[derive(Default)]
struct Shared<'a> {
    texts: Vec<String>,
    text_ranks: FxHashMap<String, usize>,
    threads: Vec<(usize, u32, usize, usize)>,
    thread_ranks: FxHashMap<(usize, u32, usize, usize), usize>,
    objects: Vec<Value>,
    object_ranks: FxHashMap<String, usize>,
    known_objects: FxHashMap<(ObjectId, &'a Object), usize>,
}

impl Shared<'_> {
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
