//! L'exploration : tous les états, en largeur, fusionnés.
//!
//! En largeur, le premier chemin trouvé vers un état est un plus court. Les
//! états se calculent sur l'automate appris ; le vrai code n'est exécuté que
//! pour apprendre ce qu'un fil fait après une réponse encore inconnue.

use crate::exploration::config::{Config, Reduce};
use crate::exploration::error::Error;
use crate::exploration::execution::{self, Execution, Learned, Stop, Unknown};
use crate::exploration::graph::{StateGraph, Visited, path};
use crate::exploration::monitor::Monitor;
use crate::exploration::program::Program;
use crate::exploration::reduction::Reduction;
use crate::exploration::stagnation;
use crate::model::rules::{Granularity, Identity, Rules, TimeModel};
use crate::model::transitions::{Transition, transitions};
use crate::model::world::World;
use crate::runtime::coroutine::Abort;
use crate::runtime::inspect;
use crate::runtime::memory::{arena, scan};
use crate::runtime::panics;
use crate::runtime::session::{self, Session};
use crate::runtime::stops;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Ce qu'une exploration a trouvé.
pub(crate) struct Explored {
    pub learned: Learned,
    pub graph: StateGraph,
    pub statistics: Statistics,
}

/// Ce qu'a coûté une exploration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Étapes calculées.
    pub steps: u64,
    /// Exécutions du vrai code.
    pub executions: u64,
    /// Reprises de fils pendant ces exécutions.
    pub resumes: u64,
    /// Étapes de fils apprises.
    pub nodes: usize,
    /// Durée totale.
    pub duration: Duration,
}

/// Explore tous les entrelacements de `program`, jusqu'à ce que `monitor` l'arrête.
pub(crate) fn explore(
    program: &Program,
    config: &Config,
    monitor: &Monitor<'_>,
) -> Result<(Session, Explored), Error> {
    in_session(program, config, |session| {
        let mut search = Search::new(program, config, monitor, session);
        search.run()?;
        Ok(search.into_explored())
    })
}

/// Réserve les `static` des programmes : elles n'existent qu'une fois par
/// processus, et deux explorations s'y gêneraient.
pub(crate) fn alone_with_statics() -> MutexGuard<'static, ()> {
    static STATICS: Mutex<()> = Mutex::new(());
    STATICS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ouvre une session, et recommence plus fin tant que le programme l'exige.
pub(crate) fn in_session<R>(
    program: &Program,
    config: &Config,
    mut action: impl FnMut(&mut Session) -> Result<R, Stop>,
) -> Result<(Session, R), Error> {
    assert!(
        !session::is_running(),
        "un programme en cours d'exploration ne peut pas en explorer un autre"
    );
    panics::install_hook();
    stops::install();
    inspect::prepare();
    (program.register)();
    let identity = config.identity.here();
    // Les valeurs initiales se lisent seul, elles aussi.
    let alone = alone_with_statics();
    let statics = (program.statics)();
    let _alone = (!statics.is_empty()).then_some(alone);

    let mut granularity = Granularity::default();
    scan::keep_addresses(program.addresses);
    loop {
        let rules = Rules {
            time: config.time,
            spurious_wakeups: config.spurious_wakeups,
            granularity,
        };
        let mut session = Session::new(rules, identity, program.file, statics.clone());
        let result = action(&mut session);
        execution::begin(&mut session);
        match result {
            Ok(result) => return Ok((session, result)),
            Err(Stop::Abort(Abort::Finer(finer))) => granularity = finer,
            Err(stop) => return Err(error(stop, &session)),
        }
    }
}

impl Identity {
    /// Celle qui s'emploie ici : l'histoire, là où la mémoire du programme ne peut
    /// pas être réservée.
    #[must_use]
    pub fn here(self) -> Self {
        match self {
            Self::Memory if arena::prepare() => Self::Memory,
            _ => Self::History,
        }
    }
}

/// L'erreur à rapporter.
pub(crate) fn error(stop: Stop, session: &Session) -> Error {
    match stop {
        Stop::Abort(Abort::Unsupported { message, line }) => Error::Unsupported { line, message },
        Stop::Abort(Abort::Finer(_)) => unreachable!("une exploration recommence plus fin"),
        Stop::Diverged { thread, line } => Error::Nondeterministic {
            thread: session.registry.thread_name(thread),
            line,
        },
        Stop::Stack(error) => Error::Memory(error.to_string()),
        Stop::Arena(thread) => Error::Memory(format!(
            "{} en demande plus qu'il n'y en a de réservé",
            session.registry.thread_name(thread)
        )),
    }
}

struct Search<'a> {
    program: &'a Program,
    config: &'a Config,
    monitor: &'a Monitor<'a>,
    session: &'a mut Session,
    learned: Learned,
    ids: FxHashMap<Rc<World>, u32>,
    states: Vec<Visited>,
    /// Vrai si le graphe n'a pas tous les entrelacements.
    reduced: bool,
    /// Vrai si l'exploration s'est arrêtée sur une réduction que la suite dément.
    hasty: bool,
    statistics: Statistics,
    started: Instant,
}

impl<'a> Search<'a> {
    fn new(
        program: &'a Program,
        config: &'a Config,
        monitor: &'a Monitor<'a>,
        session: &'a mut Session,
    ) -> Self {
        Self {
            program,
            config,
            monitor,
            session,
            learned: Learned::default(),
            ids: FxHashMap::default(),
            states: Vec::new(),
            reduced: false,
            hasty: false,
            statistics: Statistics::default(),
            started: Instant::now(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        let initial = self.learn(&[])?;
        let whole = match self.config.reduce {
            Reduce::Beyond(states) if self.is_reducible() => states.min(self.config.max_states),
            _ => self.config.max_states,
        };
        self.search(&initial, None, whole)?;
        let complete = self.states.iter().all(|state| state.edges.is_some());
        let hurried = self.monitor.is_hurried();
        if !complete && !hurried && self.states.len() > whole && whole < self.config.max_states {
            self.reduced = true;
            loop {
                let reduction = Reduction::new(&self.learned.automaton, self.session.rules);
                self.search(&initial, Some(&reduction), self.config.max_states)?;
                if reduction.is_current(&self.learned.automaton) {
                    break;
                }
                if self.monitor.is_hurried() {
                    self.hasty = true;
                    break;
                }
            }
        }
        if self.monitor.is_hurried() {
            return Ok(());
        }
        self.verify()
    }

    /// Vrai si la réduction est prouvée pour ce que l'exploration distingue : ni
    /// horloge, ni réveils sans raison, ni comptes de propriétaires.
    fn is_reducible(&self) -> bool {
        let rules = self.session.rules;
        rules.time == TimeModel::Arbitrary
            && !rules.spurious_wakeups
            && !rules.granularity.all_arcs
            && !rules.granularity.clock
    }

    /// Suit toutes les étapes, en largeur, jusqu'à `max_states` états ; avec
    /// `reduction`, seulement celles qu'elle choisit.
    fn search(
        &mut self,
        initial: &World,
        reduction: Option<&Reduction>,
        max_states: usize,
    ) -> Result<(), Stop> {
        self.monitor.begin();
        self.states.clear();
        self.ids.clear();
        let mut queue = VecDeque::from([self.visit(initial.clone(), None, 0)]);
        let mut settled = 0;
        loop {
            self.drain(&mut queue, reduction, max_states)?;
            // Une borne est atteinte, ou le temps n'a pas d'ordre.
            if !queue.is_empty() || self.config.time == TimeModel::Arbitrary {
                break;
            }
            let late = stagnation::late_steps(&self.states, settled, &self.learned.automaton);
            if late.is_empty() {
                break;
            }
            settled = self.states.len();
            for (state, transition) in late {
                let world = self.states[state as usize].world.clone();
                let mut edges = self.states[state as usize].edges.take();
                let known = edges.get_or_insert_default();
                self.follow(state, &world, &[transition], known, &mut queue)?;
                self.states[state as usize].edges = edges;
            }
        }
        if settled > 0 {
            stagnation::shorten_paths(&mut self.states);
        }
        Ok(())
    }

    /// Explore les états de `queue` et ceux qui s'ensuivent, jusqu'au dernier ou
    /// jusqu'à une borne.
    fn drain(
        &mut self,
        queue: &mut VecDeque<u32>,
        reduction: Option<&Reduction>,
        max_states: usize,
    ) -> Result<(), Stop> {
        while let Some(state) = queue.pop_front() {
            let visited = &self.states[state as usize];
            let (world, depth) = (visited.world.clone(), visited.depth);
            let stop = self.monitor.check(self.states.len(), depth as usize);
            if stop.is_some() || self.states.len() > max_states {
                queue.push_front(state);
                break;
            }
            if depth as usize >= self.config.max_steps {
                self.monitor.cut_short();
                continue;
            }
            let possible = transitions(&world, &self.learned.automaton, &self.session.rules);
            let chosen = match reduction {
                Some(reduction) if possible.len() > 1 => {
                    reduction.choose(&world, &self.learned.automaton, &possible)
                }
                _ => possible.clone(),
            };
            let mut edges = Vec::with_capacity(chosen.len());
            self.follow(state, &world, &chosen, &mut edges, queue)?;
            let expanded =
                |target: &u32| *target == state || self.states[*target as usize].edges.is_some();
            if chosen.len() < possible.len() && edges.iter().all(|(_, target)| expanded(target)) {
                let others: Vec<Transition> = possible
                    .into_iter()
                    .filter(|step| !chosen.contains(step))
                    .collect();
                self.follow(state, &world, &others, &mut edges, queue)?;
            }
            self.states[state as usize].edges = Some(edges);
        }
        Ok(())
    }

    /// Ajoute à `edges` les étapes `chosen`, et à `queue` les états neufs où
    /// elles mènent.
    fn follow(
        &mut self,
        state: u32,
        world: &World,
        chosen: &[Transition],
        edges: &mut Vec<(Transition, u32)>,
        queue: &mut VecDeque<u32>,
    ) -> Result<(), Stop> {
        let depth = self.states[state as usize].depth + 1;
        for &transition in chosen {
            let next = self.successor(state, world, transition)?;
            let known = self.states.len();
            let target = self.visit(next, Some((state, transition)), depth);
            if target as usize == known {
                queue.push_back(target);
            }
            edges.push((transition, target));
        }
        Ok(())
    }

    fn visit(&mut self, world: World, origin: Option<(u32, Transition)>, depth: u32) -> u32 {
        if let Some(&id) = self.ids.get(&world) {
            return id;
        }
        let id = u32::try_from(self.states.len()).expect("moins de quatre milliards d'états");
        let world = Rc::new(world);
        self.ids.insert(world.clone(), id);
        self.states.push(Visited {
            world,
            origin,
            depth,
            edges: None,
        });
        id
    }

    /// L'état où mène `transition` depuis `world`, numéro `state`.
    fn successor(
        &mut self,
        state: u32,
        world: &World,
        transition: Transition,
    ) -> Result<World, Stop> {
        self.statistics.steps += 1;
        loop {
            let mut next = world.clone();
            let mut lookup = self.learned.lookup(self.session);
            match next.fire(&mut lookup, transition) {
                Ok(()) => return Ok(next),
                Err(Unknown) => {
                    let mut schedule = path(&self.states, state);
                    schedule.push(transition);
                    self.learn(&schedule)?;
                }
            }
        }
    }

    /// Exécute le vrai code selon `schedule`, puis tant qu'il y a à apprendre ;
    /// rend l'état atteint au bout de `schedule`.
    fn learn(&mut self, schedule: &[Transition]) -> Result<World, Stop> {
        self.statistics.executions += 1;
        let (program, config) = (self.program, self.config);
        let mut execution = Execution::new(program.main, config, self.session, &mut self.learned);
        let mut world = World::start(&mut execution)?;
        for &transition in schedule {
            world.fire(&mut execution, transition)?;
        }
        let reached = world.clone();
        for done in schedule.len()..self.config.max_steps {
            let stop = self.monitor.check(self.states.len(), done);
            if stop.is_some() {
                break;
            }
            let possible = execution.transitions(&world);
            let unknown = possible.into_iter().find(|&transition| {
                let mut lookup = execution.lookup();
                world.clone().fire(&mut lookup, transition).is_err()
            });
            let Some(transition) = unknown else {
                break;
            };
            world.fire(&mut execution, transition)?;
        }
        self.statistics.resumes += execution.resumes;
        Ok(reached)
    }

    /// Rejoue pour de vrai des chemins du graphe, pris au hasard mais toujours
    /// les mêmes : un programme qui n'est pas déterministe a peu de chances
    /// d'y survivre.
    fn verify(&mut self) -> Result<(), Stop> {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |bound: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % bound as u64).unwrap_or(0)
        };
        for _ in 0..self.config.verifications {
            let mut state = 0_u32;
            let mut schedule = Vec::new();
            let mut expected = Vec::new();
            while let Some(edges) = &self.states[state as usize].edges
                && !edges.is_empty()
                && schedule.len() < self.config.max_steps.min(500)
            {
                let (transition, next) = edges[random(edges.len())];
                schedule.push(transition);
                expected.push(next);
                state = next;
            }
            self.statistics.executions += 1;
            let (program, config) = (self.program, self.config);
            let mut execution =
                Execution::new(program.main, config, self.session, &mut self.learned);
            let mut world = World::start(&mut execution)?;
            for (&transition, &next) in schedule.iter().zip(&expected) {
                world.fire(&mut execution, transition)?;
                if world != *self.states[next as usize].world {
                    return Err(Stop::Diverged {
                        thread: transition.thread,
                        line: 0,
                    });
                }
            }
            self.statistics.resumes += execution.resumes;
        }
        Ok(())
    }

    fn into_explored(mut self) -> Explored {
        self.statistics.nodes = self.learned.automaton.len();
        self.statistics.duration = self.started.elapsed();
        Explored {
            learned: self.learned,
            graph: StateGraph::new(self.states, self.reduced).hasty(self.hasty),
            statistics: self.statistics,
        }
    }
}
