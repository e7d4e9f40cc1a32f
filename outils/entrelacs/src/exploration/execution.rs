//! Une exécution réelle : le vrai code du programme, dans un ordre choisi.

use crate::exploration::automaton::Automaton;
use crate::exploration::config::{Config, Identity, TimeModel};
use crate::exploration::outputs::Outputs;
use crate::model::fire::Driver;
use crate::model::op::{Effect, Next, Op, Response, Step, ThreadId};
use crate::runtime::coroutine::{Abort, Announcement, Body, Fiber};
use crate::runtime::identity::Loans;
use crate::runtime::memory::{self, StackBounds, arena};
use crate::runtime::panics;
use crate::runtime::session;
use crate::shims::std_shim::local::Locals;
use rustc_hash::FxHashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::thread;

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

/// Une exécution réelle, du point de vue de qui la conduit.
pub(crate) struct Execution<'a> {
    automaton: &'a mut Automaton,
    outputs: &'a mut Outputs,
    config: &'a Config,
    main: fn(),
    fibers: FxHashMap<ThreadId, Fiber>,
    identity: Identity,
    loans: Loans,
    /// Le nombre de reprises de fils.
    pub resumes: u64,
}

impl<'a> Execution<'a> {
    /// Prépare une exécution de `main`.
    pub fn new(
        main: fn(),
        config: &'a Config,
        automaton: &'a mut Automaton,
        outputs: &'a mut Outputs,
    ) -> Self {
        session::begin_execution();
        Self {
            automaton,
            outputs,
            config,
            main,
            fibers: FxHashMap::default(),
            identity: session::with(|session| session.identity),
            loans: Loans::default(),
            resumes: 0,
        }
    }

    /// Ce qu'on sait des fils.
    pub fn automaton(&self) -> &Automaton {
        self.automaton
    }

    /// L'automate et les textes, pour consulter sans exécuter.
    pub fn parts(&mut self) -> (&Automaton, &mut Outputs) {
        (self.automaton, self.outputs)
    }

    /// Ce qu'exécutera un fil, et la taille de sa pile.
    fn body(&self, thread: ThreadId, parent: ThreadId) -> (Body, usize) {
        if thread == ThreadId::MAIN {
            let main = self.main;
            let _inside = memory::inside(thread.0);
            let body = Box::new(move || run_thread(main, drop));
            (body, self.config.main_stack_size)
        } else {
            let (body, stack_size) = session::take_body(parent).expect("un fil lancé a un corps");
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
        if self.identity == Identity::Memory {
            let stacks = self.stacks();
            self.loans.after(thread, &stacks, finished);
            if !self.automaton.is_known(next) {
                let (found, borrowed) = self.loans.identity(thread, &stacks);
                step.effects.extend(borrowed);
                identity = Some(found);
                if finished {
                    self.automaton.set_wrote(next, self.loans.wrote(thread));
                }
            }
        } else if !self.automaton.is_known(next) {
            let borrowed = session::with(|session| {
                let token = session.history(next);
                let locks = session.borrowed(thread);
                locks
                    .into_iter()
                    .map(move |lock| Effect::SetContent(lock, token))
            });
            step.effects.extend(borrowed);
        }
        if finished && let Some(fiber) = self.fibers.remove(&thread) {
            fiber.abandon();
        }
        let line = step.line;
        match self.automaton.learn(next, step) {
            Ok(false) => Ok(next),
            Ok(true) => {
                let node = identity.map_or(next, |identity| self.automaton.merge(next, identity));
                Ok(node)
            }
            Err(_) => Err(Stop::Diverged { thread, line }),
        }
    }
}

impl Driver for Execution<'_> {
    type Error = Stop;

    fn advance(&mut self, thread: ThreadId, node: u32, response: Response) -> Result<u32, Stop> {
        let next = self.automaton.next_or_new(node, &response, thread);
        if matches!(response, Response::Start(_)) {
            let (body, stack_size) = self.body(thread, self.automaton.thread(node));
            if self.identity == Identity::Memory {
                self.loans.start(thread, &body, &self.stacks());
            }
            let fiber = Fiber::new(thread, stack_size, body).map_err(Stop::Stack)?;
            self.fibers.insert(thread, fiber);
        }
        if self.identity == Identity::Memory {
            let stacks = self.stacks();
            self.loans.before(thread, &response, &stacks);
            session::set_stacks(&stacks);
        }
        session::enter(thread, next);
        let fiber = self.fibers.get_mut(&thread).expect("le fil est lancé");
        let announcement =
            crate::runtime::watchdog::watch(self.config.watchdog, || fiber.resume(response));
        session::leave();
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
        self.loans.lend(parent, thread);
    }

    fn wrote(&self, node: u32) -> bool {
        self.automaton.wrote(node)
    }

    fn step(&self, node: u32) -> Rc<Step> {
        self.automaton.step(node).clone()
    }

    fn print(&mut self, stdout: u32, text: &str) -> u32 {
        self.outputs.append(stdout, text)
    }

    fn time(&self) -> TimeModel {
        self.config.time
    }
}

impl Drop for Execution<'_> {
    fn drop(&mut self) {
        for (_, fiber) in self.fibers.drain() {
            fiber.abandon();
        }
    }
}

/// Exécute un fil : son code, puis sa fin, dont `store` reçoit le résultat.
pub(crate) fn run_thread<T>(
    code: impl FnOnce() -> T,
    store: impl FnOnce(thread::Result<T>),
) -> Step {
    let locals = Locals::open();
    let result = catch_unwind(AssertUnwindSafe(code));
    let summary = match &result {
        Ok(value) => Ok(session::fingerprint(value)),
        Err(payload) => Err(panics::message(payload.as_ref())),
    };
    store(result);
    if summary.is_err() {
        session::panic_caught();
    }
    session::show_now();
    locals.close();
    if summary.is_err() || session::end_is_a_step() {
        session::perform_at(Op::End, session::end_line(summary.is_err()));
    }
    session::finish(summary)
}
