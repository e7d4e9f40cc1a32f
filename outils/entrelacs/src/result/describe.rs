//! Décrire les opérations, les attentes et les objets, tels que les montre
//! [`recit`].

use crate::model::automaton::Automaton;
use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::object::{Flavor, Object, OnceState};
use crate::model::op::{Arm, Direction, Mode, Next, Op, ProcessEnd, SelectName};
use crate::model::registry::Registry;
use crate::model::transitions::{Choice, Transition, pending};
use crate::model::world::{Thread, World};
use crate::result::names::{Names, Side};
use crate::result::outcome::Ending;
use recit::ending::{Blocked, OutcomeKind, Panicked, Stopped};
use recit::event::{Action, ActionKind, Event, Outcome, Peer, Wait};
use recit::object::{ObjectKind, ObjectView};
use recit::reason::Reason;
use std::collections::BTreeSet;

/// Ce qu'il faut savoir pour parler d'un programme.
pub(crate) struct Describer<'a> {
    pub registry: &'a Registry,
    pub automaton: &'a Automaton,
    pub source: &'a str,
    pub names: &'a Names,
}

impl Describer<'_> {
    /// Le nom d'un fil.
    pub fn thread(&self, thread: ThreadId) -> String {
        self.registry.thread_name(thread)
    }

    /// Un objet ; pour un canal, son émetteur.
    pub fn object(&self, object: ObjectId) -> recit::object::Object {
        self.names
            .object(self.registry, self.source, object, Side::First)
    }

    fn receiver(&self, object: ObjectId) -> recit::object::Object {
        self.names
            .object(self.registry, self.source, object, Side::Second)
    }

    /// Le texte d'une valeur, si on sait l'afficher.
    fn text(&self, token: Token) -> Option<String> {
        self.registry.token_text(token).map(ToOwned::to_owned)
    }

    /// Une valeur, même si on ne sait pas l'afficher.
    fn value(&self, token: Token) -> String {
        self.text(token).unwrap_or_else(|| "une valeur".to_owned())
    }

    /// La ligne de la prochaine opération d'un fil, 0 s'il a fini.
    pub fn line(&self, thread: &Thread) -> u32 {
        match thread.end {
            Some(_) => 0,
            None => self.automaton.step(thread.node).line,
        }
    }

    /// La prochaine opération d'un fil ; `None` s'il a fini.
    pub fn action(&self, thread: &Thread) -> Option<Action> {
        if thread.end.is_some() {
            return None;
        }
        match &self.automaton.step(thread.node).next {
            Next::Op(op) => Some(self.op(op)),
            Next::Finished(_) => None,
        }
    }

    fn op(&self, op: &Op) -> Action {
        let plain = Action::new;
        let on = |kind, id: &ObjectId| Action::new(kind).on(self.object(*id));
        let about = |kind, thread: &ThreadId| Action::new(kind).about(self.thread(*thread));
        let unless = |wait: bool| if wait { Wait::Forever } else { Wait::Never };
        match op {
            Op::Spawn { name, scope } => {
                let kind = match scope {
                    Some(_) => ActionKind::SpawnScoped,
                    None => ActionKind::Spawn,
                };
                Action {
                    target: name.as_deref().map(ToOwned::to_owned),
                    ..plain(kind)
                }
            }
            Op::Join(child) => about(ActionKind::Join, child),
            Op::EndScope(_) => plain(ActionKind::EndScope),
            Op::IsFinished(child) => about(ActionKind::IsFinished, child),
            Op::End => plain(ActionKind::End),
            Op::EndProcess(ProcessEnd::Exit(status)) => {
                plain(ActionKind::ExitProcess).with(Some(status.to_string()))
            }
            Op::EndProcess(ProcessEnd::Error(_)) => plain(ActionKind::FailProcess),
            Op::EndProcess(ProcessEnd::Abort(why)) => {
                plain(ActionKind::AbortProcess).with(Some(why.to_string()))
            }
            Op::Yield => plain(ActionKind::Yield),
            Op::Spin => plain(ActionKind::Spin),
            Op::Sleep(duration) => plain(ActionKind::Sleep).waiting(Wait::AtMost(*duration)),
            Op::Park(limit) => plain(ActionKind::Park).waiting(Wait::limited(*limit)),
            Op::Unpark(other) => about(ActionKind::Unpark, other),
            Op::Now => plain(ActionKind::Now),
            Op::Print { stdout, text } => {
                let kind = match stdout {
                    true => ActionKind::Print,
                    false => ActionKind::PrintError,
                };
                plain(kind).with(Some(text.trim_end_matches('\n').to_owned()))
            }
            Op::Lock(id) => on(ActionKind::Lock, id),
            Op::TryLock(id) => on(ActionKind::Lock, id).waiting(Wait::Never),
            Op::Unlock {
                mutex,
                content,
                poison,
            } => Action {
                poisons: *poison,
                ..on(ActionKind::Unlock, mutex).with(self.text(*content))
            },
            Op::Own(id) | Op::Borrow(id) => on(ActionKind::ReadContent, id),
            Op::IsPoisoned(id) => on(ActionKind::IsPoisoned, id),
            Op::ClearPoison(id) => on(ActionKind::ClearPoison, id),
            Op::Read { lock, wait } => on(ActionKind::Read, lock).waiting(unless(*wait)),
            Op::Write { lock, wait } => on(ActionKind::Write, lock).waiting(unless(*wait)),
            Op::EndRead(id) => on(ActionKind::EndRead, id),
            Op::Downgrade { lock, .. } => on(ActionKind::Downgrade, lock),
            Op::EndWrite { lock, .. } => on(ActionKind::EndWrite, lock),
            Op::Enqueue { condvar, mutex, .. } => Action {
                lock: Some(self.object(*mutex)),
                ..on(ActionKind::Enqueue, condvar)
            },
            Op::Wait { condvar, timeout } => {
                on(ActionKind::WaitCondition, condvar).waiting(Wait::limited(*timeout))
            }
            Op::Notify { condvar, all: true } => on(ActionKind::NotifyAll, condvar),
            Op::Notify { condvar, .. } => on(ActionKind::NotifyOne, condvar),
            Op::Arrive(id) => on(ActionKind::Arrive, id),
            Op::WaitBarrier(id) => on(ActionKind::WaitBarrier, id),
            Op::BeginOnce { once, .. } => on(ActionKind::BeginOnce, once),
            Op::EndOnce { once, .. } => on(ActionKind::EndOnce, once),
            Op::AwaitOnce { once, .. } => on(ActionKind::AwaitOnce, once),
            Op::GetOnce(id) => on(ActionKind::GetOnce, id),
            Op::Atomic { atomic, action } => {
                let call = format!("{}({})", action.method, action.arguments);
                on(ActionKind::Atomic, atomic).with(Some(call))
            }
            Op::Select {
                arms, mode, name, ..
            } => self.select(arms, *mode, *name == SelectName::Ready),
            Op::DropSender(id) => on(ActionKind::DropSender, id),
            Op::DropReceiver(id) => Action::new(ActionKind::DropReceiver).on(self.receiver(*id)),
            Op::Len(id) => on(ActionKind::Length, id),
            Op::Reserve { ticker, timeout } => Action::new(ActionKind::Reserve)
                .on(self.receiver(*ticker))
                .waiting(Wait::limited(*timeout)),
            Op::Leave(id) => on(ActionKind::LeaveGroup, id),
            Op::WaitGroup(id) => on(ActionKind::WaitGroup, id),
            Op::DropOwner(id) => on(ActionKind::DropArc, id),
            Op::AddOwner(id) => on(ActionKind::CloneArc, id),
            Op::Owners(id) => on(ActionKind::CountArc, id),
            Op::Upgrade(id) => on(ActionKind::UpgradeArc, id),
            Op::Sole { owners, .. } => on(ActionKind::OwnArc, owners),
        }
    }

    fn select(&self, arms: &[Arm], mode: Mode, ready: bool) -> Action {
        let wait = match mode {
            Mode::Block => Wait::Forever,
            Mode::Now => Wait::Never,
            Mode::Timeout(limit) => Wait::AtMost(limit),
        };
        if let ([arm], false) = (arms, ready) {
            return self.arm(arm).waiting(wait);
        }
        let kind = match ready {
            true => ActionKind::Ready,
            false => ActionKind::Select,
        };
        Action {
            arms: arms.iter().map(|arm| self.arm(arm)).collect(),
            ..Action::new(kind).waiting(wait)
        }
    }

    /// Une branche d'une sélection.
    fn arm(&self, arm: &Arm) -> Action {
        match &arm.direction {
            Direction::Send(token) => Action::new(ActionKind::Send)
                .on(self.object(arm.channel))
                .with(token.map(|token| self.value(token))),
            Direction::Receive => Action::new(ActionKind::Receive).on(self.receiver(arm.channel)),
        }
    }

    /// Pourquoi un fil ne peut pas avancer.
    pub fn reasons(&self, world: &World, thread: &Thread) -> Vec<Reason> {
        if thread.end.is_some() {
            return Vec::new();
        }
        // Un fil qui lit cinq fois n'est dit qu'une fois.
        let held = |owners: &[ThreadId]| {
            let owners: BTreeSet<ThreadId> = owners.iter().copied().collect();
            let others = owners.iter().filter(|owner| **owner != thread.id);
            Reason::Held {
                threads: others.map(|owner| self.thread(*owner)).collect(),
                own: owners.contains(&thread.id),
            }
        };
        let reason = match pending(thread, self.automaton) {
            Op::Join(child) => Reason::Running {
                threads: vec![self.thread(*child)],
            },
            Op::EndScope(scope) => {
                let threads = world.threads.iter();
                let running =
                    threads.filter(|other| other.scope == Some(*scope) && other.end.is_none());
                Reason::Running {
                    threads: running.map(|other| self.thread(other.id)).collect(),
                }
            }
            op @ (Op::Lock(id) | Op::Read { lock: id, .. } | Op::Write { lock: id, .. }) => {
                match world.object(*id) {
                    Some(Object::Mutex {
                        owner: Some(owner), ..
                    })
                    | Some(Object::RwLock {
                        writer: Some(owner),
                        ..
                    }) => held(&[*owner]),
                    Some(Object::RwLock { .. }) if matches!(op, Op::Read { .. }) => {
                        Reason::WriterFirst
                    }
                    Some(Object::RwLock { readers, .. }) => held(readers),
                    _ => return Vec::new(),
                }
            }
            Op::Wait { .. } | Op::Park(_) => Reason::NotWoken,
            Op::WaitBarrier(id) => match world.object(*id) {
                Some(Object::Barrier { size, waiting, .. }) => Reason::Arrived {
                    count: waiting.len(),
                    size: *size,
                },
                _ => return Vec::new(),
            },
            Op::BeginOnce { once, .. } => match world.object(*once) {
                Some(Object::Once(OnceState::Running(owner))) => Reason::Initializing {
                    own: *owner == thread.id,
                    thread: Some(self.thread(*owner)),
                },
                _ => Reason::Initializing {
                    own: false,
                    thread: None,
                },
            },
            Op::AwaitOnce { .. } => Reason::NotInitialized,
            Op::WaitGroup(id) => match world.object(*id) {
                Some(Object::Group { members }) => Reason::Members { count: *members },
                _ => return Vec::new(),
            },
            Op::Select { arms, .. } => {
                return arms.iter().map(|arm| self.arm_reason(world, arm)).collect();
            }
            Op::Sleep(_) => Reason::Early,
            _ => return Vec::new(),
        };
        vec![reason]
    }

    fn arm_reason(&self, world: &World, arm: &Arm) -> Reason {
        let channel = world.channel(arm.channel);
        let object = self.object(arm.channel);
        let senders = channel.senders;
        match (&arm.direction, &channel.flavor) {
            (Direction::Send(_), Flavor::Rendezvous) => Reason::NobodyReceives {
                object: self.receiver(arm.channel),
            },
            (Direction::Send(_), _) => Reason::Full { object },
            (Direction::Receive, Flavor::Never) => Reason::Never,
            (Direction::Receive, Flavor::After { .. } | Flavor::Tick { .. }) => Reason::NotExpired,
            (Direction::Receive, Flavor::Rendezvous) => Reason::NobodySends { object, senders },
            (Direction::Receive, _) => Reason::Empty { object, senders },
        }
    }

    /// Les fils qui ne peuvent pas avancer, ou qui n'ont pas fini.
    pub fn unfinished(&self, world: &World) -> Vec<Blocked> {
        world
            .threads
            .iter()
            .filter(|thread| thread.end.is_none())
            .map(|thread| Blocked {
                thread: self.thread(thread.id),
                line: self.line(thread),
                action: self.action(thread).unwrap_or(Action::new(ActionKind::End)),
                reasons: self.reasons(world, thread),
            })
            .collect()
    }

    /// Comment finit le processus dans cet état, si `main` y a fini.
    pub fn end_kind(&self, world: &World) -> Option<OutcomeKind> {
        if let Some((_, _, end)) = &world.ended {
            return Some(match end {
                end if end.is_success() => OutcomeKind::Exit,
                ProcessEnd::Abort(_) => OutcomeKind::Abort,
                ProcessEnd::Exit(_) | ProcessEnd::Error(_) => OutcomeKind::Error,
            });
        }
        world
            .thread(ThreadId::MAIN)
            .end
            .as_ref()
            .map(|end| match end {
                Ok(_) => OutcomeKind::Exit,
                Err(_) => OutcomeKind::Panic,
            })
    }

    /// L'issue d'un programme qui en est à `world`.
    pub fn ending(&self, world: &World, kind: OutcomeKind, stdout: &str) -> Ending {
        let panicked = world.threads.iter().filter_map(|thread| match &thread.end {
            Some(Err(panic)) => Some(Panicked {
                thread: self.thread(thread.id),
                line: panic.line,
                message: panic.message.to_string(),
            }),
            _ => None,
        });
        // Un arrêt brutal perd ce qui attend, dans le tampon, sa fin de ligne.
        let shown = match kind {
            OutcomeKind::Abort => &stdout[..stdout.rfind('\n').map_or(0, |end| end + 1)],
            _ => stdout,
        };
        let stopped = world.ended.as_ref().filter(|(_, _, end)| !end.is_success());
        Ending {
            kind,
            stdout: shown.to_owned(),
            stopped: stopped.map(|(thread, line, end)| Stopped {
                thread: self.thread(*thread),
                line: *line,
                message: match end {
                    ProcessEnd::Exit(status) => format!("`process::exit({status})`"),
                    ProcessEnd::Error(why) | ProcessEnd::Abort(why) => why.to_string(),
                },
            }),
            blocked: match kind {
                OutcomeKind::Deadlock | OutcomeKind::Livelock => self.unfinished(world),
                _ => Vec::new(),
            },
            panicked: panicked.collect(),
        }
    }

    /// Une étape, à partir de `world`.
    pub fn event(&self, world: &World, transition: Transition) -> Event {
        if let Choice::TimePasses(_) = transition.choice {
            return Event {
                thread: String::new(),
                line: 0,
                action: Action::new(ActionKind::TimePasses),
                outcome: Outcome::Done,
                peer: None,
            };
        }
        let thread = world.thread(transition.thread);
        let pending = pending(thread, self.automaton);
        let whole = || self.action(thread).unwrap_or(Action::new(ActionKind::End));
        let (action, outcome) = match (pending, transition.choice) {
            (Op::Select { arms, name, .. }, Choice::Arm(rank)) => {
                let arm = &arms[usize::from(rank)];
                match name {
                    SelectName::Ready => (self.arm(arm), Outcome::Possible),
                    _ => self.done_arm(world, arm),
                }
            }
            (
                Op::Select {
                    mode: Mode::Now, ..
                },
                _,
            ) => (whole(), Outcome::NothingReady),
            (
                Op::Select {
                    mode: Mode::Timeout(_),
                    ..
                },
                _,
            )
            | (_, Choice::TimeOut) => (whole(), Outcome::TimedOut),
            (_, Choice::Spurious) => (whole(), Outcome::Spurious),
            (_, Choice::Overtake) => (whole(), Outcome::Overtakes),
            (_, Choice::NotReady) => (whole(), Outcome::WriterWaits),
            (_, Choice::Wake(woken)) => (whole(), Outcome::Wakes(self.thread(woken))),
            _ => (whole(), Outcome::Done),
        };
        Event {
            thread: self.thread(transition.thread),
            line: self.line(thread),
            action,
            outcome,
            peer: transition.peer.map(|(peer, _)| Peer {
                thread: self.thread(peer),
                line: self.line(world.thread(peer)),
            }),
        }
    }

    /// Une branche choisie, avec ce qu'elle donne.
    fn done_arm(&self, world: &World, arm: &Arm) -> (Action, Outcome) {
        let channel = world.channel(arm.channel);
        let action = self.arm(arm);
        match &arm.direction {
            Direction::Send(_) if channel.receivers == 0 => (action, Outcome::NoReceiver),
            Direction::Send(_) => (action, Outcome::Done),
            Direction::Receive => match channel.queue.front() {
                Some(token) => (action.with(Some(self.value(*token))), Outcome::Done),
                None if channel.is_timer() => (action, Outcome::Done),
                None => (action, Outcome::Closed),
            },
        }
    }

    /// Un objet : sa sorte, et ce qu'il contient.
    pub fn content(&self, id: ObjectId, object: &Object) -> ObjectView {
        let names = |threads: &[ThreadId]| -> Vec<String> {
            threads.iter().map(|thread| self.thread(*thread)).collect()
        };
        let mut view = ObjectView {
            object: self.object(id),
            receiver: None,
            kind: ObjectKind::Arc,
            line: self.registry.site(id).line,
            values: Vec::new(),
            threads: Vec::new(),
            capacity: None,
            senders: None,
            receivers: None,
            count: None,
        };
        match object {
            Object::Mutex { owner, guarded } => {
                view.kind = match guarded.poisoned {
                    true => ObjectKind::PoisonedMutex,
                    false => ObjectKind::Mutex,
                };
                view.threads = names(owner.as_slice());
                view.values = self.text(guarded.content).into_iter().collect();
            }
            Object::RwLock {
                readers,
                writer,
                guarded,
            } => {
                view.kind = match writer {
                    Some(_) => ObjectKind::WriteLock,
                    None => ObjectKind::ReadLock,
                };
                view.threads = names(readers);
                view.threads.extend(names(writer.as_slice()));
                view.values = self.text(guarded.content).into_iter().collect();
            }
            Object::Condvar { waiting, .. } => {
                view.kind = ObjectKind::Condvar;
                view.threads = names(waiting);
            }
            Object::Barrier { size, waiting, .. } => {
                view.kind = ObjectKind::Barrier;
                view.threads = names(waiting);
                view.capacity = Some(*size);
            }
            Object::Once(state) => {
                view.kind = ObjectKind::Once;
                match state {
                    OnceState::Running(thread) => view.threads = names(&[*thread]),
                    OnceState::Ready(token) => view.values = vec![self.value(*token)],
                    OnceState::Empty | OnceState::Poisoned => {}
                }
            }
            Object::Atomic(value) => {
                view.kind = ObjectKind::Atomic;
                view.values = vec![value.to_string()];
            }
            Object::Channel(channel) => {
                let receiver = self.receiver(id);
                if receiver != view.object {
                    view.receiver = Some(receiver);
                }
                view.kind = match channel.flavor {
                    Flavor::After { .. } => ObjectKind::Timer,
                    Flavor::Tick { .. } => ObjectKind::Ticker,
                    Flavor::Never => ObjectKind::Never,
                    _ => ObjectKind::Channel,
                };
                view.values = channel
                    .queue
                    .iter()
                    .map(|token| self.value(*token))
                    .collect();
                view.capacity = match channel.flavor {
                    Flavor::Rendezvous => Some(0),
                    Flavor::Bounded(size) => Some(size),
                    _ => None,
                };
                view.senders = Some(channel.senders);
                view.receivers = Some(channel.receivers);
            }
            Object::Group { members } => {
                view.kind = ObjectKind::WaitGroup;
                view.count = Some(*members);
            }
            Object::Scope { running, .. } => {
                view.kind = ObjectKind::Scope;
                view.count = Some(*running);
            }
            Object::Arc { owners } => {
                view.kind = ObjectKind::Arc;
                view.count = Some(*owners);
            }
        }
        view
    }
}
