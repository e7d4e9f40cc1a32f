//! L'exploration en JSON, pour une page ou un autre outil : le format de
//! [`recit::graph`].

use crate::exploration::monitor::StoppedBy;
use crate::model::id::ObjectId;
use crate::model::object::Object;
use crate::model::rules::TimeModel;

use crate::result::exploration::{Exploration, ThreadView};
use crate::result::outcome::{Ending, Outcome};
use recit::Narrator;
use recit::event::Event;
use recit::graph::{
    BlockedRow, Counts, EventRow, Graph, ObjectRow, OutcomeRow, Reduced, StateRow, ThreadRow,
    ThreadState, VERSION,
};
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::hash::Hash;
use std::io;

impl Exploration {
    /// L'exploration en JSON.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self.to_graph()).unwrap_or_default()
    }

    /// Écrit le même document, sans le construire en mémoire.
    ///
    /// # Errors
    ///
    /// Celles de `writer`.
    pub fn write_json(&self, writer: impl io::Write) -> io::Result<()> {
        Ok(serde_json::to_writer(writer, &self.to_graph())?)
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

    /// Le document.
    pub fn to_graph(&self) -> Graph {
        let narrator = Narrator::default();
        let found = self.endings();
        let ends: FxHashMap<&Ending, usize> = found
            .iter()
            .enumerate()
            .map(|(rank, found)| (&found.ending, rank))
            .collect();
        let mut edge_ranks = FxHashMap::default();
        let mut events: Distinct<Event, EventRow> = Distinct::default();
        let mut edges = Vec::new();
        for edge in self.graph().edges() {
            edge_ranks.insert((edge.from, edge.transition), edges.len());
            let event = events.rank(self.event(&edge), |event| EventRow {
                text: narrator.event(event),
                event: event.clone(),
            });
            edges.push((edge.from, edge.to, event));
        }
        let mut threads: Distinct<ThreadView, ThreadRow> = Distinct::default();
        let mut known_objects: FxHashMap<(ObjectId, &Object), usize> = FxHashMap::default();
        let mut objects: Distinct<_, ObjectRow> = Distinct::default();
        let mut outputs: Distinct<&str, String> = Distinct::default();
        let states = (0..self.graph().state_count())
            .map(|state| StateRow {
                t: self
                    .threads(state)
                    .into_iter()
                    .map(|view| threads.rank(view, |view| thread_row(&narrator, view)))
                    .collect(),
                o: self.graph().states[state]
                    .world
                    .objects
                    .iter()
                    .map(|(id, object)| {
                        *known_objects.entry((*id, object)).or_insert_with(|| {
                            objects.rank(self.object(*id, object), |view| ObjectRow {
                                name: narrator.view(view),
                                label: view.kind.label().to_owned(),
                                view: view.clone(),
                            })
                        })
                    })
                    .collect(),
                out: outputs.rank(self.stdout(state), |text| (*text).to_owned()),
                end: self
                    .ending(state)
                    .and_then(|ending| ends.get(&ending).copied()),
            })
            .collect();
        let paths = self.paths_by_ending();
        let outcomes: Vec<OutcomeRow> = found
            .into_iter()
            .map(|found| {
                let paths = paths.as_ref().and_then(|paths| paths.get(&found.ending));
                let paths = paths.map(ToString::to_string);
                self.outcome_row(&narrator, self.outcome(found), paths, &edge_ranks)
            })
            .collect();
        let reduced = self.program().reduced.iter();
        let reduced = reduced.map(|(constant, original, explored)| Reduced {
            constant: (*constant).to_owned(),
            original: (*original).to_owned(),
            explored: (*explored).to_owned(),
        });
        Graph {
            version: VERSION,
            program: self.program().name.to_owned(),
            source: self.program().source.to_owned(),
            reduced: reduced.collect(),
            complete: self.is_complete(),
            stopped: self.stopped().map(StoppedBy::name).map(ToOwned::to_owned),
            time: match self.time() {
                TimeModel::Arbitrary => "arbitrary",
                TimeModel::Ordered => "ordered",
            }
            .to_owned(),
            counts: Counts {
                states: self.graph().state_count(),
                edges: edges.len(),
                outcomes: outcomes.len(),
                paths: self.graph().path_count().map(|count| count.to_string()),
            },
            outcomes,
            events: events.rows,
            threads: threads.rows,
            objects: objects.rows,
            outputs: outputs.rows,
            states,
            edges,
        }
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

    fn outcome_row(
        &self,
        narrator: &Narrator<'_>,
        outcome: Outcome,
        paths: Option<String>,
        edge_ranks: &FxHashMap<(usize, crate::Transition), usize>,
    ) -> OutcomeRow {
        let mut state = 0;
        let mut schedule = Vec::new();
        for transition in &outcome.schedule.transitions {
            schedule.push(edge_ranks[&(state, *transition)]);
            state = self.follow(state, *transition).unwrap_or(state);
        }
        let blocked = outcome.blocked.into_iter().map(|blocked| BlockedRow {
            operation: narrator.action(&blocked.action),
            reason: narrator.reasons(&blocked.reasons),
            blocked,
        });
        OutcomeRow {
            kind: outcome.kind,
            label: outcome.kind.heading(),
            noun: outcome.kind.noun().map(ToOwned::to_owned),
            stdout: outcome.stdout,
            blocked: blocked.collect(),
            panicked: outcome.panicked,
            stopped: outcome.stopped,
            paths,
            state,
            schedule,
        }
    }
}

fn thread_row(narrator: &Narrator<'_>, view: &ThreadView) -> ThreadRow {
    let state = match &view.action {
        Some(_) if view.reasons.is_empty() => ThreadState::Ready,
        Some(_) => ThreadState::Waiting,
        None if view.panicked => ThreadState::Panicked,
        None => ThreadState::Ended,
    };
    let told = view.action.as_ref().map(|action| narrator.action(action));
    ThreadRow {
        name: view.name.clone(),
        state,
        line: view.line,
        text: told.unwrap_or_else(|| state.ended().unwrap_or_default().to_owned()),
        reason: narrator.reasons(&view.reasons),
    }
}

/// Des lignes distinctes, dans l'ordre où elles apparaissent.
struct Distinct<K, R> {
    rows: Vec<R>,
    ranks: FxHashMap<K, usize>,
}

impl<K, R> Default for Distinct<K, R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            ranks: FxHashMap::default(),
        }
    }
}

impl<K: Eq + Hash, R> Distinct<K, R> {
    fn rank(&mut self, key: K, row: impl FnOnce(&K) -> R) -> usize {
        if let Some(&rank) = self.ranks.get(&key) {
            return rank;
        }
        self.rows.push(row(&key));
        self.ranks.insert(key, self.rows.len() - 1);
        self.rows.len() - 1
    }
}
