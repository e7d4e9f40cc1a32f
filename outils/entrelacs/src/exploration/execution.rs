//! Une exécution réelle : le vrai code du programme, dans un ordre choisi.

use crate::exploration::config::Config;
use crate::exploration::outputs::Outputs;
use crate::exploration::watchdog;
use crate::model::automaton::Automaton;
use crate::model::fire::Driver;
use crate::model::id::ThreadId;
use crate::model::op::{Effect, Next, Response, Step};
use crate::model::registry::Registry;
use crate::model::rules::{Identity, Rules};
use crate::model::transitions::{Transition, transitions};
use crate::model::world::World;
use crate::runtime::coroutine::{Abort, Announcement, Body, Fiber};
use crate::runtime::identity::Loans;
use crate::runtime::memory::{self, StackBounds, arena, pins, scan};
use crate::runtime::panics;
use crate::runtime::session::Session;
use crate::runtime::thread;
use rustc_hash::FxHashMap;

/// Pourquoi une exécution réelle s'est arrêtée.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Le programme a renoncé.
    Abort(Abort),
    /// Un fil n'a pas fait la même chose que la fois précédente, à cette ligne.
    Diverged { thread: ThreadId, line: u32 },
    /// Le système refuse une pile de plus.
    Stack(std::io::Error),
    /// Ce fil a demandé plus de mémoire que l'arène n'en a.
    Arena(ThreadId),
}

/// Ce qu'une exploration apprend du programme.
#[derive(Default)]
pub(crate) struct Learned {
    pub automaton: Automaton,
    pub outputs: Outputs,
}

/// Une exécution réelle, du point de vue de qui la conduit.
pub(crate) struct Execution<'a> {
    session: &'a mut Session,
    learned: &'a mut Learned,
    config: &'a Config,
    main: fn(),
    fibers: FxHashMap<ThreadId, Fiber>,
    loans: Loans,
    /// Le nombre de reprises de fils.
    pub resumes: u64,
}

impl<'a> Execution<'a> {
    /// Prépare une exécution de `main`.
    pub fn new(
        main: fn(),
        config: &'a Config,
        session: &'a mut Session,
        learned: &'a mut Learned,
    ) -> Self {
        begin(session);
        Self {
            session,
            learned,
            config,
            main,
            fibers: FxHashMap::default(),
            loans: Loans::default(),
            resumes: 0,
        }
    }

    /// Les étapes possibles dans `world`.
    pub fn transitions(&self, world: &World) -> Vec<Transition> {
        transitions(world, &self.learned.automaton, &self.session.rules)
    }

    /// De quoi consulter sans exécuter.
    pub fn lookup(&mut self) -> Lookup<'_> {
        self.learned.lookup(self.session)
    }

    fn reads_memory(&self) -> bool {
        self.session.identity == Identity::Memory
    }

    /// Ce qu'exécutera un fil, et la taille de sa pile.
    fn body(&mut self, thread: ThreadId, parent: ThreadId) -> (Body, usize) {
        if thread == ThreadId::MAIN {
            let main = self.main;
            let _inside = memory::inside(thread.0);
            let body = Box::new(move || thread::run(main, drop));
            (body, self.config.main_stack_size)
        } else {
            let (body, stack_size) = self
                .session
                .take_body(parent)
                .expect("un fil lancé a un corps");
            (body, stack_size.unwrap_or(self.config.stack_size))
        }
    }

    /// Les piles des fils qui vivent, par fil.
    fn stacks(&self) -> Vec<StackBounds> {
        let mut stacks: Vec<_> = self.fibers.values().map(Fiber::bounds).collect();
        stacks.sort_unstable_by_key(|stack| stack.thread);
        stacks
    }

    /// Le fil `thread` s'est suspendu en annonçant `step`, à l'étape `next` ou à
    /// une étape qui lui est égale.
    fn announced(&mut self, thread: ThreadId, next: u32, mut step: Step) -> Result<u32, Stop> {
        let finished = matches!(step.next, Next::Finished(_));
        let mut identity = None;
        if self.reads_memory() {
            let stacks = self.stacks();
            self.loans.after(self.session, thread, &stacks, finished);
            if !self.learned.automaton.is_known(next) {
                let (found, borrowed) = self.loans.identity(self.session, thread, &stacks);
                step.effects.extend(borrowed);
                identity = Some(found);
                if finished {
                    self.learned
                        .automaton
                        .set_wrote(next, self.loans.wrote(thread));
                }
            }
        } else if !self.learned.automaton.is_known(next) {
            let token = self.session.registry.history(next);
            let locks = self.session.borrowed(thread).into_iter();
            let borrowed = locks.map(|lock| Effect::SetContent(lock, token));
            step.effects.extend(borrowed);
        }
        if finished && let Some(fiber) = self.fibers.remove(&thread) {
            fiber.abandon();
        }
        let line = step.line;
        let registry = &self.session.registry;
        match self
            .learned
            .automaton
            .learn(next, step, |token| registry.is_exact(token))
        {
            Ok(false) => Ok(next),
            Ok(true) => {
                let node = identity.map_or(next, |identity| {
                    self.learned.automaton.merge(next, identity)
                });
                Ok(node)
            }
            Err(_) => Err(Stop::Diverged { thread, line }),
        }
    }
}

impl Driver for Execution<'_> {
    type Error = Stop;

    fn advance(&mut self, thread: ThreadId, node: u32, response: Response) -> Result<u32, Stop> {
        let next = self.learned.automaton.next_or_new(node, &response, thread);
        if matches!(response, Response::Start(_)) {
            let (body, stack_size) = self.body(thread, self.learned.automaton.thread(node));
            if self.reads_memory() {
                let stacks = self.stacks();
                self.loans.start(self.session, thread, &body, &stacks);
            }
            let fiber = Fiber::new(thread, stack_size, body).map_err(Stop::Stack)?;
            self.fibers.insert(thread, fiber);
        }
        let mut stacks = Vec::new();
        if self.reads_memory() {
            stacks = self.stacks();
            self.loans.before(self.session, thread, &response, &stacks);
        }
        let fiber = self.fibers.get_mut(&thread).expect("le fil est lancé");
        let announcement = self.session.run(thread, next, &stacks, || {
            watchdog::watch(self.config.watchdog, || fiber.resume(response))
        });
        self.resumes += 1;
        if arena::take_exhausted() {
            return Err(Stop::Arena(thread));
        }
        match announcement {
            Announcement::Abort(abort) => Err(Stop::Abort(abort)),
            Announcement::Step(step) => self.announced(thread, next, step),
        }
    }

    fn lends(&mut self, parent: ThreadId, thread: ThreadId) {
        self.loans.lend(self.session, parent, thread);
    }

    fn automaton(&self) -> &Automaton {
        &self.learned.automaton
    }

    fn print(&mut self, stdout: u32, text: &str) -> u32 {
        self.learned.outputs.append(stdout, text)
    }

    fn registry(&mut self) -> &mut Registry {
        &mut self.session.registry
    }

    fn rules(&self) -> &Rules {
        &self.session.rules
    }
}

/// Fait table rase : une exécution commence, ou ne commencera plus.
pub(crate) fn begin(session: &mut Session) {
    panics::forget_hook();
    session.reset();
    arena::reset();
    pins::clear();
    scan::clear_cells();
}

impl Drop for Execution<'_> {
    fn drop(&mut self) {
        for (_, fiber) in self.fibers.drain() {
            fiber.abandon();
        }
    }
}

impl Learned {
    /// De quoi consulter sans exécuter.
    pub fn lookup<'a>(&'a mut self, session: &'a mut Session) -> Lookup<'a> {
        Lookup {
            automaton: &self.automaton,
            outputs: &mut self.outputs,
            registry: &mut session.registry,
            rules: &session.rules,
        }
    }
}

/// L'étape d'un fil que l'automate ne connaît pas.
pub(crate) struct Unknown;

/// L'automate comme conducteur : ne fait que consulter.
pub(crate) struct Lookup<'a> {
    pub automaton: &'a Automaton,
    pub outputs: &'a mut Outputs,
    pub registry: &'a mut Registry,
    pub rules: &'a Rules,
}

impl Driver for Lookup<'_> {
    type Error = Unknown;

    fn advance(
        &mut self,
        _thread: ThreadId,
        node: u32,
        response: Response,
    ) -> Result<u32, Unknown> {
        self.automaton.next(node, &response).ok_or(Unknown)
    }

    fn automaton(&self) -> &Automaton {
        self.automaton
    }

    fn print(&mut self, stdout: u32, text: &str) -> u32 {
        self.outputs.append(stdout, text)
    }

    fn registry(&mut self) -> &mut Registry {
        self.registry
    }

    fn rules(&self) -> &Rules {
        self.rules
    }
}
