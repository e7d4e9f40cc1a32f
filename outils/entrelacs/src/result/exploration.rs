//! Le résultat d'une exploration.

use crate::exploration::config::Config;
use crate::exploration::error::Error;
use crate::exploration::execution::{self, Execution, Stop};
use crate::exploration::explorer::{self, Explored, Statistics};
use crate::exploration::graph::{Edge, StateGraph, path};
use crate::exploration::monitor::{Monitor, StoppedBy};
use crate::exploration::program::Program;
use crate::model::id::{ObjectId, ThreadId};
use crate::model::object::Object;
use crate::model::rules::TimeModel;
use crate::model::transitions::{Choice, Transition};
use crate::model::world::World;
use crate::result::describe::Describer;
use crate::result::names::Names;
use crate::result::outcome::{Ending, Outcome, Schedule};
use crate::runtime::session::Session;
use recit::ending::{Blocked, OutcomeKind};
use recit::event::{Action, Event};
use recit::object::ObjectView;
use recit::reason::Reason;
use std::collections::{BTreeSet, HashSet};

/// Explore tous les entrelacements de `program`.
///
/// # Errors
///
/// Un programme refusé : voir [`Error`]. Une exploration qui atteint une borne
/// de `config` n'est pas une erreur : [`Exploration::is_complete`] est faux.
///
/// # Panics
///
/// Appelée depuis un programme en cours d'exploration.
pub fn explore(program: &Program, config: &Config) -> Result<Exploration, Error> {
    let monitor = Monitor::new(config);
    let (session, found) = explorer::explore(program, config, &monitor)?;
    Ok(Exploration {
        program: *program,
        config: config.clone(),
        session,
        found,
        stopped: monitor.stopped(),
        names: Names::default(),
    })
}

/// Le résultat d'une exploration : le graphe des états et les issues.
pub struct Exploration {
    program: Program,
    config: Config,
    session: Session,
    found: Explored,
    stopped: Option<StoppedBy>,
    names: Names,
}

/// Une issue, et l'état où elle se trouve.
pub struct Found {
    /// L'état.
    pub state: usize,
    /// L'issue.
    pub ending: Ending,
}

/// Un fil dans un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ThreadView {
    /// Son nom.
    pub name: String,
    /// La ligne où il en est, 0 s'il a fini ou si elle est inconnue.
    pub line: u32,
    /// Sa prochaine opération ; `None` s'il a fini.
    pub action: Option<Action>,
    /// Vrai si une panique l'a arrêté.
    pub panicked: bool,
    /// Pourquoi il ne peut pas avancer ; vide s'il le peut ou s'il a fini.
    pub reasons: Vec<Reason>,
}

impl Exploration {
    /// Le programme exploré.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Le graphe des états.
    pub fn graph(&self) -> &StateGraph {
        &self.found.graph
    }

    /// Ce qu'a coûté l'exploration.
    pub fn statistics(&self) -> Statistics {
        self.found.statistics
    }

    /// Vrai si tous les états ont été explorés. Sinon, les issues trouvées sont
    /// réelles, mais d'autres peuvent manquer.
    pub fn is_complete(&self) -> bool {
        self.found.graph.is_complete()
    }

    /// Ce qui a empêché de tout explorer ; `None` si l'exploration est complète.
    pub fn stopped(&self) -> Option<StoppedBy> {
        match self.is_complete() {
            true => None,
            false => self.stopped.or(Some(StoppedBy::Steps)),
        }
    }

    /// Les issues, de la plus proche à la plus lointaine.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let found = self.endings().into_iter();
        found.map(|found| self.outcome(found)).collect()
    }

    /// Une issue, avec un plus court chemin vers elle.
    pub fn outcome(&self, found: Found) -> Outcome {
        Outcome {
            kind: found.ending.kind,
            stdout: found.ending.stdout,
            blocked: found.ending.blocked,
            panicked: found.ending.panicked,
            stopped: found.ending.stopped,
            schedule: self.schedule(found.state),
        }
    }

    /// La longueur d'un plus court chemin vers un état.
    pub fn depth(&self, state: usize) -> u32 {
        self.found.graph.states[state].depth
    }

    /// Les issues, dans le même ordre, sans les chemins qui y mènent.
    pub fn endings(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut known = HashSet::new();
        let mut add = |state: usize, kind: OutcomeKind| {
            let world = &self.found.graph.states[state].world;
            let stdout = self.found.learned.outputs.text(world.stdout);
            let ending = self.describer().ending(world, kind, stdout);
            if known.insert(ending.clone()) {
                found.push(Found { state, ending });
            }
        };
        let mut bounded = false;
        let mut ends = vec![false; self.found.graph.states.len()];
        for (state, visited) in self.found.graph.states.iter().enumerate() {
            if visited.edges.is_none() {
                // Une seule suffit à dire que l'exploration s'est arrêtée.
                if !std::mem::replace(&mut bounded, true) {
                    add(state, OutcomeKind::Bound);
                }
            } else if let Some(kind) = self.end_kind(state) {
                ends[state] = true;
                add(state, kind);
            }
        }
        for state in self.found.graph.endless(|state| ends[state]) {
            add(state, OutcomeKind::Livelock);
        }
        found
    }

    /// Vrai si le programme peut se bloquer, tourner sans fin ou paniquer.
    pub fn can_fail(&self) -> bool {
        self.endings().iter().any(|found| found.ending.is_failure())
    }

    /// Les textes que le programme peut avoir affichés en finissant, quelle que
    /// soit sa fin.
    pub fn stdouts(&self) -> BTreeSet<String> {
        self.endings()
            .into_iter()
            .map(|found| found.ending.stdout)
            .collect()
    }

    /// Les réglages de l'exploration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Le modèle de temps de l'exploration.
    pub fn time(&self) -> TimeModel {
        self.config.time
    }

    /// L'issue du programme dans cet état, s'il y finit.
    pub fn ending(&self, state: usize) -> Option<Ending> {
        let world = &self.found.graph.states[state].world;
        let stdout = self.found.learned.outputs.text(world.stdout);
        let kind = self.end_kind(state)?;
        Some(self.describer().ending(world, kind, stdout))
    }

    /// Comment finit le programme dans cet état, s'il y finit.
    fn end_kind(&self, state: usize) -> Option<OutcomeKind> {
        let visited = &self.found.graph.states[state];
        let edges = visited.edges.as_ref()?;
        let moves = edges
            .iter()
            .any(|(transition, _)| !transition.choice.is_optional());
        if moves {
            return None;
        }
        let describer = self.describer();
        Some(
            describer
                .end_kind(&visited.world)
                .unwrap_or(OutcomeKind::Deadlock),
        )
    }

    /// Un plus court chemin vers un état.
    pub fn schedule(&self, state: usize) -> Schedule {
        let state = u32::try_from(state).unwrap_or(u32::MAX);
        let transitions = path(&self.found.graph.states, state);
        let describer = self.describer();
        let mut at = 0;
        let steps = transitions
            .iter()
            .map(|transition| {
                let event = describer.event(&self.found.graph.states[at].world, *transition);
                at = self.follow(at, *transition).unwrap_or(at);
                event
            })
            .collect();
        Schedule { transitions, steps }
    }

    /// L'état où mène `transition` depuis `state`.
    pub(crate) fn follow(&self, state: usize, transition: Transition) -> Option<usize> {
        self.found
            .graph
            .edges_from(state)
            .find(|edge| edge.transition == transition)
            .map(|edge| edge.to)
    }

    /// Rejoue un déroulement pour de vrai, sur le vrai code, et rend l'état où
    /// il mène.
    ///
    /// # Errors
    ///
    /// Une étape impossible, ou un programme qui n'est pas déterministe.
    pub fn replay(&mut self, schedule: &Schedule) -> Result<usize, Error> {
        let _alone = self
            .session
            .has_statics()
            .then(explorer::alone_with_statics);
        let result = self.replay_for_real(&schedule.transitions);
        execution::begin(&mut self.session);
        result.map_err(|failure| match failure {
            Failure::Step(rank) => Error::Schedule(rank),
            Failure::Stop(stop) => explorer::error(stop, &self.session),
        })
    }

    fn replay_for_real(&mut self, schedule: &[Transition]) -> Result<usize, Failure> {
        let mut execution = Execution::new(
            self.program.main,
            &self.config,
            &mut self.session,
            &mut self.found.learned,
        );
        let mut world = World::start(&mut execution)?;
        let mut state = 0;
        for (rank, &transition) in schedule.iter().enumerate() {
            let possible = execution.transitions(&world);
            let late = matches!(transition.choice, Choice::TimePasses(_));
            if !late && !possible.contains(&transition) {
                return Err(Failure::Step(rank + 1));
            }
            world.fire(&mut execution, transition)?;
            state = self
                .found
                .graph
                .edges_from(state)
                .find(|edge| edge.transition == transition)
                .map(|edge| edge.to)
                .ok_or(Failure::Step(rank + 1))?;
            if world != *self.found.graph.states[state].world {
                return Err(Failure::Stop(Stop::Diverged {
                    thread: transition.thread,
                    line: 0,
                }));
            }
        }
        Ok(state)
    }

    /// Les fils d'un état.
    pub fn threads(&self, state: usize) -> Vec<ThreadView> {
        let visited = &self.found.graph.states[state];
        let describer = self.describer();
        let movable: BTreeSet<ThreadId> = visited
            .edges
            .iter()
            .flatten()
            .filter(|(transition, _)| !transition.choice.is_optional())
            .flat_map(|(transition, _)| {
                [
                    Some(transition.thread),
                    transition.peer.map(|(peer, _)| peer),
                ]
            })
            .flatten()
            .collect();
        visited
            .world
            .threads
            .iter()
            .map(|thread| ThreadView {
                name: describer.thread(thread.id),
                line: describer.line(thread),
                action: describer.action(thread),
                panicked: matches!(thread.end, Some(Err(_))),
                reasons: if movable.contains(&thread.id) {
                    Vec::new()
                } else {
                    describer.reasons(&visited.world, thread)
                },
            })
            .collect()
    }

    /// Les objets d'un état.
    pub fn objects(&self, state: usize) -> Vec<ObjectView> {
        let describer = self.describer();
        let objects = &self.found.graph.states[state].world.objects;
        objects
            .iter()
            .map(|(id, object)| describer.content(*id, object))
            .collect()
    }

    /// Un objet, tel qu'on le montre.
    pub(crate) fn object(&self, id: ObjectId, object: &Object) -> ObjectView {
        self.describer().content(id, object)
    }

    /// Ce que le programme a affiché dans un état.
    pub fn stdout(&self, state: usize) -> &str {
        self.found
            .learned
            .outputs
            .text(self.found.graph.states[state].world.stdout)
    }

    /// Une étape.
    pub fn event(&self, edge: &Edge) -> Event {
        let world = &self.found.graph.states[edge.from].world;
        self.describer().event(world, edge.transition)
    }

    /// Les fils qui n'ont pas fini dans un état, et ce qu'ils attendent.
    pub fn unfinished(&self, state: usize) -> Vec<Blocked> {
        self.describer()
            .unfinished(&self.found.graph.states[state].world)
    }

    fn describer(&self) -> Describer<'_> {
        Describer {
            registry: &self.session.registry,
            automaton: &self.found.learned.automaton,
            source: self.program.source,
            names: &self.names,
        }
    }
}

enum Failure {
    Step(usize),
    Stop(Stop),
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}
