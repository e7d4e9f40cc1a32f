//! L'exploration : tous les états, en largeur, fusionnés.
//!
//! En largeur, le premier chemin trouvé vers un état est un plus court. Les
//! états se calculent sur l'automate appris ; le vrai code n'est exécuté que
//! pour apprendre ce qu'un fil fait après une réponse encore inconnue.

use crate::automaton::Automaton;
use crate::config::{Config, TimeModel};
use crate::error::Error;
use crate::execution::{Execution, Stop};
use crate::exploration::{Exploration, Statistics};
use crate::fire::Driver;
use crate::graph::StateGraph;
use crate::monitor::Monitor;
use crate::op::{Response, Step, ThreadId};
use crate::outputs::Outputs;
use crate::panics;
use crate::program::Program;
use crate::runtime::Abort;
use crate::session::{self, Granularity, Session};
use crate::transitions::{Transition, transitions};
use crate::world::World;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

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
    let (session, mut exploration) = in_session(program, config, || {
        let mut search = Search::new(program, config, &monitor);
        search.run()?;
        Ok(search.into_exploration())
    })?;
    exploration.session = Some(session);
    exploration.stopped = monitor.stopped();
    Ok(exploration)
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
    mut action: impl FnMut() -> Result<R, Stop>,
) -> Result<(Session, R), Error> {
    assert!(
        !session::is_running(),
        "un programme en cours d'exploration ne peut pas en explorer un autre"
    );
    panics::install_hook();
    (program.register)();
    // Les valeurs initiales se lisent seul, elles aussi.
    let alone = alone_with_statics();
    let statics = (program.statics)();
    let _alone = (!statics.is_empty()).then_some(alone);

    let mut granularity = Granularity::default();
    loop {
        let outer = session::open(Session::new(
            granularity,
            config.time,
            program.file,
            program.scoped_writes,
            statics.clone(),
        ));
        let result = action();
        session::begin_execution();
        let session = match outer {
            Some(outer) => session::open(outer),
            None => session::close(),
        }
        .expect("la session a été ouverte plus haut");
        match result {
            Ok(result) => return Ok((session, result)),
            Err(Stop::Abort(Abort::Finer(finer))) => granularity = finer,
            Err(stop) => return Err(error(stop, &session)),
        }
    }
}

/// L'erreur à rapporter.
pub(crate) fn error(stop: Stop, session: &Session) -> Error {
    match stop {
        Stop::Abort(Abort::Unsupported { message, line }) => Error::Unsupported { line, message },
        Stop::Abort(Abort::Finer(_)) => unreachable!("une exploration recommence plus fin"),
        Stop::Diverged { thread, line } => Error::Nondeterministic {
            thread: session.thread_name(thread),
            line,
        },
        Stop::Stack(error) => Error::Memory(error.to_string()),
    }
}

/// Ce qu'on sait d'un état rencontré.
pub(crate) struct Visited {
    pub world: Rc<World>,
    /// D'où l'on y est arrivé la première fois.
    pub origin: Option<(u32, Transition)>,
    pub depth: u32,
    /// Les étapes possibles et leurs états d'arrivée ; `None` si l'exploration
    /// s'est arrêtée avant.
    pub edges: Option<Vec<(Transition, u32)>>,
}

struct Search<'a> {
    program: &'a Program,
    config: &'a Config,
    monitor: &'a Monitor<'a>,
    automaton: Automaton,
    outputs: Outputs,
    ids: FxHashMap<Rc<World>, u32>,
    states: Vec<Visited>,
    statistics: Statistics,
    started: Instant,
}

/// Une étape apprise, et le chemin vers elle.
type Learned = (u32, Vec<Transition>);

/// L'étape d'un fil que l'automate ne connaît pas.
pub(crate) struct Unknown;

/// L'automate comme conducteur : ne fait que consulter.
pub(crate) struct Lookup<'a> {
    pub automaton: &'a Automaton,
    pub outputs: &'a mut Outputs,
    pub time: TimeModel,
}

impl Driver for Lookup<'_> {
    type Error = Unknown;

    fn advance(
        &mut self,
        _thread: ThreadId,
        node: u32,
        response: Response,
        _clock: Duration,
    ) -> Result<u32, Unknown> {
        self.automaton.next(node, &response).ok_or(Unknown)
    }

    fn step(&self, node: u32) -> Rc<Step> {
        self.automaton.step(node).clone()
    }

    fn print(&mut self, stdout: u32, text: &str) -> u32 {
        self.outputs.append(stdout, text)
    }

    fn time(&self) -> TimeModel {
        self.time
    }
}

impl<'a> Search<'a> {
    fn new(program: &'a Program, config: &'a Config, monitor: &'a Monitor<'a>) -> Self {
        Self {
            program,
            config,
            monitor,
            automaton: Automaton::new(),
            outputs: Outputs::new(),
            ids: FxHashMap::default(),
            states: Vec::new(),
            statistics: Statistics::default(),
            started: Instant::now(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        let (initial, _) = self.learn(&[])?;
        let mut queue = VecDeque::from([self.visit(initial, None, 0)]);
        while let Some(state) = queue.pop_front() {
            let visited = &self.states[state as usize];
            let (world, depth) = (visited.world.clone(), visited.depth);
            let stop = self.monitor.check(self.states.len(), depth as usize);
            if stop.is_some() {
                break;
            }
            if depth as usize >= self.config.max_steps {
                self.monitor.cut_short();
                continue;
            }
            let possible = transitions(&world, &self.automaton, self.config);
            let mut edges = Vec::with_capacity(possible.len());
            for transition in possible {
                let next = self.successor(state, &world, transition)?;
                let known = self.states.len();
                let target = self.visit(next, Some((state, transition)), depth + 1);
                if target as usize == known {
                    queue.push_back(target);
                }
                edges.push((transition, target));
            }
            self.states[state as usize].edges = Some(edges);
        }
        if self.monitor.is_hurried() {
            return Ok(());
        }
        self.verify()
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
            let mut lookup = Lookup {
                automaton: &self.automaton,
                outputs: &mut self.outputs,
                time: self.config.time,
            };
            match next.fire(&mut lookup, transition) {
                Ok(()) => return Ok(next),
                Err(Unknown) => {
                    let mut schedule = path(&self.states, state);
                    schedule.push(transition);
                    let (_, learned) = self.learn(&schedule)?;
                    for (node, schedule) in learned {
                        if self.fold_loop(node, &schedule)? {
                            // La suite n'était que d'autres tours.
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Exécute le vrai code selon `schedule`, puis tant qu'il y a à apprendre ;
    /// rend l'état atteint au bout de `schedule`, et les étapes apprises avec
    /// le chemin vers chacune.
    fn learn(&mut self, schedule: &[Transition]) -> Result<(World, Vec<Learned>), Stop> {
        self.statistics.executions += 1;
        let mut execution = Execution::new(
            self.program.main,
            self.config,
            &mut self.automaton,
            &mut self.outputs,
        );
        let mut learned = Vec::new();
        let mut done = Vec::new();
        let mut world = World::start(&mut execution)?;
        for &transition in schedule {
            world.fire(&mut execution, transition)?;
            done.push(transition);
            let nodes = execution.learned.drain(..);
            learned.extend(nodes.map(|node| (node, done.clone())));
        }
        let reached = world.clone();
        let looping = |automaton: &Automaton, learned: &[Learned]| {
            let last = learned.last().map(|(node, _)| *node);
            last.is_some_and(|node| automaton.repeated(node).is_some())
        };
        while done.len() < self.config.max_steps
            && !looping(execution.automaton(), &learned)
            && self.monitor.check(self.states.len(), done.len()).is_none()
        {
            let possible = transitions(&world, execution.automaton(), self.config);
            let unknown = possible.into_iter().find(|&transition| {
                let (automaton, outputs) = execution.parts();
                let mut lookup = Lookup {
                    automaton,
                    outputs,
                    time: self.config.time,
                };
                world.clone().fire(&mut lookup, transition).is_err()
            });
            let Some(transition) = unknown else {
                break;
            };
            world.fire(&mut execution, transition)?;
            done.push(transition);
            let nodes = execution.learned.drain(..);
            learned.extend(nodes.map(|node| (node, done.clone())));
        }
        self.statistics.resumes += execution.resumes;
        Ok((reached, learned))
    }

    /// Si le fil vient de faire deux tours de boucle identiques, vérifie qu'il
    /// en ferait de même mille étapes durant, seul ; si oui, l'étape `node` est
    /// la même que celle d'un tour plus tôt. Rend vrai dans ce cas.
    ///
    /// Un compteur caché qui arrêterait la boucle plus tard que cela ne serait
    /// pas vu : c'est une limite documentée.
    fn fold_loop(&mut self, node: u32, schedule: &[Transition]) -> Result<bool, Stop> {
        const TRIAL_STEPS: usize = 1000;
        let Some((earlier, rounds)) = self.automaton.repeated(node) else {
            return Ok(false);
        };
        if !rounds.is_power_of_two() {
            return Ok(false);
        }
        let thread = self.automaton.thread(node);
        self.automaton.redirect(node, earlier);
        self.statistics.executions += 1;
        let mut execution = Execution::new(
            self.program.main,
            self.config,
            &mut self.automaton,
            &mut self.outputs,
        );
        let mut trial = || -> Result<bool, Stop> {
            let mut world = World::start(&mut execution)?;
            for &transition in schedule {
                world.fire(&mut execution, transition)?;
            }
            for _ in 0..TRIAL_STEPS {
                let possible = transitions(&world, execution.automaton(), self.config);
                let step = possible.into_iter().find(|transition| {
                    if transition.thread != thread || transition.peer.is_some() {
                        return false;
                    }
                    let (automaton, outputs) = execution.parts();
                    let mut lookup = Lookup {
                        automaton,
                        outputs,
                        time: self.config.time,
                    };
                    let mut next = world.clone();
                    next.fire(&mut lookup, *transition).is_ok()
                        && automaton.descends(next.thread(thread).node, earlier)
                });
                let Some(step) = step else {
                    return Ok(false);
                };
                world.fire(&mut execution, step)?;
                if !execution.learned.is_empty() {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        let verdict = trial();
        self.statistics.resumes += execution.resumes;
        drop(execution);
        match verdict {
            Ok(true) => Ok(true),
            Ok(false) | Err(Stop::Diverged { .. }) => {
                self.automaton.restore(node);
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
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
            let mut execution = Execution::new(
                self.program.main,
                self.config,
                &mut self.automaton,
                &mut self.outputs,
            );
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

    fn into_exploration(mut self) -> Exploration {
        self.statistics.nodes = self.automaton.len();
        self.statistics.duration = self.started.elapsed();
        Exploration::new(
            *self.program,
            self.config.clone(),
            self.automaton,
            self.outputs,
            StateGraph::new(self.states),
            self.statistics,
        )
    }
}

/// Le chemin par lequel on est arrivé la première fois à `state`.
pub(crate) fn path(states: &[Visited], mut state: u32) -> Vec<Transition> {
    let mut path = Vec::new();
    while let Some((origin, transition)) = states[state as usize].origin {
        path.push(transition);
        state = origin;
    }
    path.reverse();
    path
}

/// Vrai pour une étape que rien ne garantit.
pub(crate) fn is_optional(transition: &Transition) -> bool {
    transition.choice.is_optional()
}
