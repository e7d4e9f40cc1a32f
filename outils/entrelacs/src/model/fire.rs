//! Ce que fait une étape : l'effet de chaque opération sur les objets, et la
//! réponse que reçoit le fil.

use crate::model::automaton::{Automaton, FINISHED, ROOT};
use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::object::{Channel, Flavor, Guarded, Object, OnceState};
use crate::model::op::{
    Arm, ArmOutcome, Change, Direction, Effect, Mode, Next, Op, Response, SelectName, Signed,
    SoleGoal, Step,
};
use crate::model::registry::Registry;
use crate::model::rules::{Rules, TimeModel};
use crate::model::time::{hour, is_endless};
use crate::model::transitions::{Choice, Transition, ready_arms};
use crate::model::world::{Panic, Thread, World};
use std::rc::Rc;
use std::time::Duration;

/// Ce qui fait avancer les fils : l'automate, ou les vraies coroutines.
pub(crate) trait Driver {
    /// Pourquoi un fil n'a pas pu avancer.
    type Error;

    /// Fait avancer le fil `thread`, qui est à l'étape `node`, avec `response` ;
    /// rend sa nouvelle étape.
    fn advance(
        &mut self,
        thread: ThreadId,
        node: u32,
        response: Response,
    ) -> Result<u32, Self::Error>;

    /// Note que `thread`, qui va commencer, est à portée de `parent`.
    fn lends(&mut self, _parent: ThreadId, _thread: ThreadId) {}

    /// Ce qu'on sait des fils.
    fn automaton(&self) -> &Automaton;

    /// Le numéro du texte `stdout` suivi de `text`.
    fn print(&mut self, stdout: u32, text: &str) -> u32;

    /// Les noms donnés jusqu'ici.
    fn registry(&mut self) -> &mut Registry;

    /// Les règles.
    fn rules(&self) -> &Rules;
}

impl World {
    /// Commence : `main` avance jusqu'à sa première opération.
    pub fn start<D: Driver>(driver: &mut D) -> Result<Self, D::Error> {
        let mut world = Self::new();
        let node = driver.advance(ThreadId::MAIN, ROOT, Response::Start(ThreadId::MAIN))?;
        world.settle(driver, ThreadId::MAIN, node);
        Ok(world)
    }

    /// Fait l'étape `transition`, qui doit être possible.
    pub fn fire<D: Driver>(
        &mut self,
        driver: &mut D,
        transition: Transition,
    ) -> Result<(), D::Error> {
        if let Choice::TimePasses(elapsed) = transition.choice {
            self.let_time_pass(elapsed, driver.rules());
            self.notice_wakeups(driver);
            return Ok(());
        }
        let thread = transition.thread;
        let step = driver.automaton().step(self.thread(thread).node).clone();
        let Next::Op(op) = &step.next else {
            unreachable!("un fil fini n'avance plus");
        };
        match op {
            Op::Spawn { name, scope } => self.spawn(driver, thread, name.clone(), *scope)?,
            Op::Select {
                arms, mode, name, ..
            } => match transition.choice {
                // La branche est prête : rien n'est fait.
                Choice::Arm(arm) if *name == SelectName::Ready => {
                    let outcome = ArmOutcome::Sent;
                    self.resume(driver, thread, Response::Selected { arm, outcome })?;
                }
                _ => self.select(driver, transition, arms, *mode)?,
            },
            Op::EndProcess(end) => {
                self.ended = Some((thread, step.line, end.clone()));
                return Ok(());
            }
            op => {
                let response = self.effect_of(driver, thread, op, transition.choice);
                self.resume(driver, thread, response)?;
            }
        }
        self.notice_wakeups(driver);
        Ok(())
    }

    fn resume<D: Driver>(
        &mut self,
        driver: &mut D,
        thread: ThreadId,
        response: Response,
    ) -> Result<(), D::Error> {
        let node = driver.advance(thread, self.thread(thread).node, response)?;
        self.settle(driver, thread, node);
        Ok(())
    }

    /// Range un fil à sa nouvelle étape, et applique ce qu'il a fait en chemin.
    fn settle<D: Driver>(&mut self, driver: &mut D, id: ThreadId, node: u32) {
        let step = driver.automaton().step(node).clone();
        for effect in &step.effects {
            self.apply(id, effect, driver.rules());
        }
        let thread = self.thread_mut(id);
        thread.node = node;
        thread.left = None;
        thread.arrived = false;
        thread.idle = false;
        thread.woken_by = 0;
        match &step.next {
            Next::Op(op) => {
                if driver.rules().time == TimeModel::Ordered {
                    thread.left = timeout(op);
                }
            }
            Next::Finished(result) => {
                thread.node = FINISHED;
                thread.unparked = false;
                thread.end = Some(result.clone().map_err(|message| Panic {
                    message,
                    line: step.line,
                }));
                if let Some(scope) = thread.scope {
                    let written = match driver.automaton().wrote(node) {
                        true => driver.registry().history(node),
                        false => Token::UNIT,
                    };
                    self.leave_scope(scope, id, result.is_err(), written);
                }
            }
        }
    }

    /// Applique ce que `thread` a fait en chemin.
    fn apply(&mut self, thread: ThreadId, effect: &Effect, rules: &Rules) {
        match effect {
            Effect::Create(id, object) => {
                self.create(*id, object);
                if rules.granularity.clock {
                    self.set_timer(*id);
                }
            }
            Effect::AddSender(id) => self.channel_mut(*id).senders += 1,
            Effect::AddReceiver(id) => self.channel_mut(*id).receivers += 1,
            Effect::AddWaiter(id) | Effect::AddOwner(id) => *self.count_mut(*id) += 1,
            Effect::SetContent(id, token) => {
                if self.object(*id).is_some()
                    && let Object::Mutex { guarded, .. } | Object::RwLock { guarded, .. } =
                        self.object_mut(*id)
                    && guarded.borrower == Some(thread)
                {
                    guarded.content = *token;
                }
            }
            // Lu par `select`, qui sait sur quel canal.
            Effect::Sent(_) => {}
        }
    }

    /// Les membres d'un groupe, ou les propriétaires d'un `Arc`.
    fn count_mut(&mut self, id: ObjectId) -> &mut u32 {
        match self.object_mut(id) {
            Object::Group { members: count } | Object::Arc { owners: count } => count,
            other => unreachable!("un groupe ou un Arc est attendu, pas {other:?}"),
        }
    }

    /// L'un d'eux s'en va, et l'objet avec le dernier. Vrai si c'est le dernier.
    fn count_down(&mut self, id: ObjectId) -> bool {
        let count = self.count_mut(id);
        *count -= 1;
        let last = *count == 0;
        if last {
            self.remove(id);
        }
        last
    }

    /// Fixe l'heure prévue d'un minuteur qui vient d'être créé, et ce qu'il reste
    /// avant elle.
    fn set_timer(&mut self, id: ObjectId) {
        let now = hour(self.clock);
        let rank = self.objects.binary_search_by_key(&id, |(id, _)| *id);
        let Ok(Object::Channel(channel)) = rank.map(|rank| Rc::make_mut(&mut self.objects[rank].1))
        else {
            return;
        };
        match &mut channel.flavor {
            Flavor::After {
                left: Some(left),
                due,
            } => match due {
                Some(due) => *left = due.saturating_sub(now),
                None => *due = Some(now.saturating_add(*left)),
            },
            Flavor::Tick { left, due, .. } => *due = Some(now.saturating_add(*left)),
            _ => {}
        }
    }

    /// Un fil quitte sa portée ; `history` est ce qu'il a pu écrire dans ce qu'il
    /// empruntait.
    fn leave_scope(&mut self, scope: ObjectId, thread: ThreadId, panicked: bool, history: Token) {
        if let Object::Scope {
            running,
            unhandled,
            written,
        } = self.object_mut(scope)
        {
            *running -= 1;
            written.push((thread, history));
            written.sort();
            if panicked {
                unhandled.push(thread);
                unhandled.sort();
            }
        }
    }

    fn spawn<D: Driver>(
        &mut self,
        driver: &mut D,
        parent: ThreadId,
        name: Option<Rc<str>>,
        scope: Option<ObjectId>,
    ) -> Result<(), D::Error> {
        let rank = self.thread(parent).children;
        self.thread_mut(parent).children += 1;
        let child = driver.registry().child(parent, rank, name);
        if let Some(scope) = scope
            && let Object::Scope { running, .. } = self.object_mut(scope)
        {
            *running += 1;
        }
        self.add_thread(Thread::new(child, scope));
        let origin = self.thread(parent).node;
        if scope.is_some() {
            driver.lends(parent, child);
        }
        let first = driver.advance(child, origin, Response::Start(child))?;
        self.resume(driver, parent, Response::Spawned(child))?;
        self.settle(driver, child, first);
        Ok(())
    }

    fn select<D: Driver>(
        &mut self,
        driver: &mut D,
        transition: Transition,
        arms: &[Arm],
        mode: Mode,
    ) -> Result<(), D::Error> {
        let thread = transition.thread;
        let rank = match transition.choice {
            Choice::Arm(rank) => rank,
            _ => {
                let response = match mode {
                    Mode::Timeout(_) => Response::TimedOut,
                    _ => Response::WouldBlock,
                };
                return self.resume(driver, thread, response);
            }
        };
        let arm = &arms[usize::from(rank)];
        let selected = |outcome| Response::Selected { arm: rank, outcome };
        match &arm.direction {
            Direction::Receive => {
                let outcome = self.receive(arm.channel, driver.rules().time);
                self.resume(driver, thread, selected(outcome))
            }
            Direction::Send(_) if self.channel(arm.channel).receivers == 0 => {
                self.resume(driver, thread, selected(ArmOutcome::Disconnected))
            }
            Direction::Send(token) => {
                // Le message part avant que l'émetteur ne continue : un tampon
                // le reçoit, ou le récepteur du rendez-vous.
                let node = self.thread(thread).node;
                let next = driver.advance(thread, node, selected(ArmOutcome::Sent))?;
                let token = token.unwrap_or_else(|| late_token(driver.automaton().step(next)));
                let Some((receiver, their_rank)) = transition.peer else {
                    self.channel_mut(arm.channel).queue.push_back(token);
                    self.settle(driver, thread, next);
                    return Ok(());
                };
                self.settle(driver, thread, next);
                let response = Response::Selected {
                    arm: their_rank,
                    outcome: ArmOutcome::Received(token),
                };
                self.resume(driver, receiver, response)
            }
        }
    }

    fn receive(&mut self, id: ObjectId, time: TimeModel) -> ArmOutcome {
        let clock = self.clock;
        let channel = self.channel_mut(id);
        match &mut channel.flavor {
            Flavor::After { left, due } => {
                *left = None;
                return ArmOutcome::Fired(*due);
            }
            Flavor::Tick { period, left, due } => {
                let fired = *due;
                if time == TimeModel::Ordered {
                    // Le tic suivant se compte de cette lecture, même tardive.
                    *left = *period;
                    *due = fired.map(|_| hour(clock).saturating_add(*period));
                }
                return ArmOutcome::Fired(fired);
            }
            _ => {}
        }
        match channel.queue.pop_front() {
            Some(token) => ArmOutcome::Received(token),
            None => ArmOutcome::Disconnected,
        }
    }

    /// Retient, pour chaque `select_biased!` endormi, ce qui le réveille : il
    /// gardera ce choix même si une branche prioritaire devient prête ensuite. Et
    /// quels écrivains ont pu entrer dans la file de leur `RwLock` : ceux qui l'ont
    /// trouvé pris.
    fn notice_wakeups<D: Driver>(&mut self, driver: &mut D) {
        for rank in 0..self.threads.len() {
            let thread = &self.threads[rank];
            if thread.end.is_some() {
                continue;
            }
            let step = driver.automaton().step(thread.node).clone();
            if let Next::Op(Op::Write { lock, wait: true }) = &step.next {
                let taken = !self.object(*lock).is_some_and(Object::is_free_rwlock);
                self.threads[rank].idle |= taken && driver.rules().granularity.queues;
                continue;
            }
            let Next::Op(Op::Select {
                arms,
                biased: true,
                mode: Mode::Block | Mode::Timeout(_),
                ..
            }) = &step.next
            else {
                continue;
            };
            let ready = ready_arms(self, arms);
            let thread = &mut self.threads[rank];
            if thread.idle && ready != 0 {
                thread.woken_by |= ready;
            }
            thread.idle = ready == 0;
        }
    }

    fn let_time_pass(&mut self, elapsed: Duration, rules: &Rules) {
        for thread in &mut self.threads {
            if let Some(left) = &mut thread.left {
                *left = left.saturating_sub(elapsed);
            }
            thread.arrived = true;
        }
        for (_, object) in &mut self.objects {
            if let Object::Channel(channel) = &**object
                && channel.is_timer()
                && let Object::Channel(channel) = Rc::make_mut(object)
            {
                pass(channel, elapsed);
            }
        }
        if rules.granularity.clock {
            self.clock += elapsed;
        }
    }

    /// L'effet d'une opération simple, et sa réponse.
    fn effect_of<D: Driver>(
        &mut self,
        driver: &mut D,
        thread: ThreadId,
        op: &Op,
        choice: Choice,
    ) -> Response {
        match op {
            Op::Print { stdout, text } => {
                if *stdout {
                    self.stdout = driver.print(self.stdout, text);
                }
                Response::Done
            }
            Op::Join(child) => self.join(*child),
            Op::EndScope(scope) => self.end_scope(*scope),
            Op::IsFinished(child) => Response::Flag(self.thread(*child).end.is_some()),
            Op::Park(_) => {
                self.thread_mut(thread).unparked = false;
                Response::Done
            }
            Op::Unpark(other) => {
                let other = self.thread_mut(*other);
                other.unparked = other.end.is_none();
                Response::Done
            }
            Op::Now => {
                let nanos = u64::try_from(self.clock.as_nanos()).unwrap_or(u64::MAX);
                Response::Number(nanos)
            }
            Op::Lock(id)
            | Op::TryLock(id)
            | Op::Own(id)
            | Op::Borrow(id)
            | Op::IsPoisoned(id)
            | Op::ClearPoison(id)
            | Op::Unlock { mutex: id, .. }
            | Op::Read { lock: id, .. }
            | Op::Write { lock: id, .. }
            | Op::EndRead(id)
            | Op::Downgrade { lock: id, .. }
            | Op::EndWrite { lock: id, .. } => {
                if choice == Choice::NotReady {
                    return Response::WouldBlock;
                }
                self.lock_effect(thread, *id, op)
            }
            Op::Enqueue {
                condvar,
                mutex,
                content,
            } => {
                let release = Op::Unlock {
                    mutex: *mutex,
                    content: *content,
                    poison: false,
                };
                self.lock_effect(thread, *mutex, &release);
                if let Object::Condvar { waiting, .. } = self.object_mut(*condvar) {
                    waiting.push(thread);
                    waiting.sort();
                }
                Response::Done
            }
            Op::Wait { condvar, .. } => {
                if let Object::Condvar { waiting, notified } = self.object_mut(*condvar) {
                    waiting.retain(|other| *other != thread);
                    notified.retain(|other| *other != thread);
                }
                match choice {
                    Choice::TimeOut => Response::TimedOut,
                    _ => Response::Done,
                }
            }
            Op::Notify { condvar, .. } => {
                if let Object::Condvar { waiting, notified } = self.object_mut(*condvar) {
                    match choice {
                        Choice::Wake(woken) => {
                            waiting.retain(|other| *other != woken);
                            notified.push(woken);
                        }
                        _ => notified.append(waiting),
                    }
                    notified.sort();
                }
                Response::Done
            }
            Op::Arrive(barrier) => match self.object_mut(*barrier) {
                Object::Barrier {
                    size,
                    waiting,
                    released,
                } => {
                    let leader = waiting.len() + 1 >= *size;
                    if leader {
                        released.append(waiting);
                    } else {
                        waiting.push(thread);
                    }
                    released.sort();
                    waiting.sort();
                    Response::Flag(leader)
                }
                other => unreachable!("une barrière est attendue, pas {other:?}"),
            },
            Op::WaitBarrier(barrier) => {
                if let Object::Barrier { released, .. } = self.object_mut(*barrier) {
                    released.retain(|other| *other != thread);
                }
                Response::Done
            }
            Op::BeginOnce { once, .. }
            | Op::EndOnce { once, .. }
            | Op::AwaitOnce { once, .. }
            | Op::GetOnce(once) => self.once_effect(thread, *once, op),
            Op::Atomic { atomic, action } => match self.object_mut(*atomic) {
                Object::Atomic(value) => change(value, action.change),
                other => unreachable!("une valeur atomique est attendue, pas {other:?}"),
            },
            Op::DropSender(id) => {
                self.channel_mut(*id).senders -= 1;
                self.drop_end(*id)
            }
            Op::DropReceiver(id) => {
                self.channel_mut(*id).receivers -= 1;
                self.drop_end(*id)
            }
            Op::Len(id) => {
                let channel = self.channel(*id);
                let count = if channel.is_due() {
                    1
                } else {
                    channel.queue.len()
                };
                Response::Number(count as u64)
            }
            Op::Reserve { ticker, timeout } => self.reserve(*ticker, *timeout),
            Op::Leave(id) => {
                self.count_down(*id);
                Response::Done
            }
            Op::DropOwner(id) => Response::Flag(self.count_down(*id)),
            Op::AddOwner(id) => {
                *self.count_mut(*id) += 1;
                Response::Done
            }
            Op::Owners(id) => match self.object(*id) {
                Some(Object::Arc { owners }) => Response::Number(u64::from(*owners)),
                _ => Response::Number(0),
            },
            Op::Upgrade(id) => match self.object(*id) {
                Some(Object::Arc { .. }) => {
                    *self.count_mut(*id) += 1;
                    Response::Flag(true)
                }
                _ => Response::Flag(false),
            },
            Op::Sole {
                owners,
                witnesses,
                goal,
            } => {
                let count = |id: ObjectId| match self.object(id) {
                    Some(Object::Arc { owners }) => *owners,
                    _ => 0,
                };
                let sole = count(*owners) == 1;
                // Un de plus que de témoins : voir `Arc`.
                let seen = witnesses.is_some_and(|id| count(id) > 1);
                let (response, taken) = match goal {
                    SoleGoal::Unwrap => (u64::from(sole), sole),
                    SoleGoal::GetMut => (u64::from(sole && !seen), false),
                    SoleGoal::MakeMut if sole && seen => (2, true),
                    SoleGoal::MakeMut => (u64::from(sole), false),
                };
                if taken {
                    self.remove(*owners);
                }
                Response::Number(response)
            }
            Op::End | Op::Yield | Op::Spin | Op::Sleep(_) | Op::WaitGroup(_) => Response::Done,
            Op::Spawn { .. } | Op::Select { .. } | Op::EndProcess(_) => {
                unreachable!("traité par `fire`")
            }
        }
    }

    /// Prend d'avance le prochain message d'une horloge, s'il vient à temps.
    fn reserve(&mut self, ticker: ObjectId, timeout: Option<Duration>) -> Response {
        let clock = self.clock;
        let Flavor::Tick { period, left, due } = &mut self.channel_mut(ticker).flavor else {
            unreachable!("une horloge est attendue");
        };
        if let Some(limit) = timeout.filter(|limit| *limit < *left) {
            return Response::Reserved {
                wait: limit,
                message: None,
            };
        }
        let (wait, fired) = (*left, *due);
        *left = wait.saturating_add(*period);
        *due = fired.map(|_| hour(clock).saturating_add(*left));
        Response::Reserved {
            wait,
            message: Some(ArmOutcome::Fired(fired)),
        }
    }

    /// Un bout de canal vient d'être détruit : avec le dernier de son côté, les
    /// messages que personne ne recevra le sont aussi.
    fn drop_end(&mut self, id: ObjectId) -> Response {
        let channel = self.channel_mut(id);
        let dead = channel.receivers == 0 && (channel.senders == 0 || channel.is_timer());
        let lost: Rc<[Token]> = if dead || channel.receivers == 0 && !channel.keeps {
            channel.queue.drain(..).collect()
        } else {
            Rc::new([])
        };
        if dead {
            self.remove(id);
        }
        Response::Lost(lost)
    }

    fn join(&mut self, child: ThreadId) -> Response {
        let scope = self.thread(child).scope;
        let mut written = Token::UNIT;
        if let Some(scope) = scope
            && let Some(Object::Scope { .. }) = self.object(scope)
            && let Object::Scope {
                unhandled,
                written: all,
                ..
            } = self.object_mut(scope)
        {
            unhandled.retain(|other| *other != child);
            if let Some((_, token)) = all.iter().find(|(thread, _)| *thread == child) {
                written = *token;
            }
        }
        match &self.thread(child).end {
            Some(Ok(token)) if written == Token::UNIT => Response::Joined(Ok(*token)),
            // Le fil a pu écrire dans ce qu'il empruntait : son histoire dit tout.
            Some(Ok(_)) => Response::Joined(Ok(written)),
            _ => Response::Joined(Err(())),
        }
    }

    fn end_scope(&mut self, scope: ObjectId) -> Response {
        let response = match self.object(scope) {
            Some(Object::Scope {
                unhandled, written, ..
            }) => Response::Scope {
                panicked: !unhandled.is_empty(),
                written: written.iter().map(|(_, token)| *token).collect(),
            },
            other => unreachable!("une portée est attendue, pas {other:?}"),
        };
        self.remove(scope);
        response
    }

    fn lock_effect(&mut self, thread: ThreadId, id: ObjectId, op: &Op) -> Response {
        match self.object_mut(id) {
            Object::Mutex { owner, guarded } => match op {
                Op::TryLock(_) if owner.is_some() => Response::WouldBlock,
                Op::Lock(_) | Op::TryLock(_) => {
                    *owner = Some(thread);
                    guarded.take()
                }
                Op::Unlock {
                    content, poison, ..
                } => {
                    *owner = None;
                    guarded.leave(*content, *poison)
                }
                op => guarded.look(thread, op),
            },
            Object::RwLock {
                readers,
                writer,
                guarded,
            } => match op {
                Op::Read { .. } if writer.is_some() => Response::WouldBlock,
                Op::Read { .. } => {
                    readers.push(thread);
                    readers.sort();
                    guarded.take()
                }
                Op::Write { .. } if writer.is_some() || !readers.is_empty() => Response::WouldBlock,
                Op::Write { .. } => {
                    *writer = Some(thread);
                    guarded.take()
                }
                Op::Downgrade { content, .. } => {
                    *writer = None;
                    readers.push(thread);
                    guarded.leave(*content, false)
                }
                Op::EndRead(_) => {
                    // Un fil peut lire deux fois à la fois : un seul départ.
                    if let Some(rank) = readers.iter().position(|other| *other == thread) {
                        readers.remove(rank);
                    }
                    Response::Done
                }
                Op::EndWrite {
                    content, poison, ..
                } => {
                    *writer = None;
                    guarded.leave(*content, *poison)
                }
                op => guarded.look(thread, op),
            },
            Object::Once(OnceState::Ready(token)) => Response::Content {
                value: *token,
                poisoned: false,
            },
            Object::Once(state) => Response::Flag(*state == OnceState::Poisoned),
            Object::Atomic(value) => Response::Number(*value),
            other => unreachable!("un verrou est attendu, pas {other:?}"),
        }
    }

    fn once_effect(&mut self, thread: ThreadId, id: ObjectId, op: &Op) -> Response {
        let Object::Once(state) = self.object_mut(id) else {
            unreachable!("une initialisation unique est attendue");
        };
        let ready = |token: &Token| Response::Content {
            value: *token,
            poisoned: false,
        };
        match (op, &*state) {
            (
                Op::BeginOnce { .. } | Op::AwaitOnce { .. } | Op::GetOnce(_),
                OnceState::Ready(token),
            ) => ready(token),
            (
                Op::BeginOnce { force: false, .. } | Op::AwaitOnce { force: false, .. },
                OnceState::Poisoned,
            ) => Response::Poisoned,
            (Op::BeginOnce { .. }, state) => {
                let poisoned = *state == OnceState::Poisoned;
                if let Object::Once(state) = self.object_mut(id) {
                    *state = OnceState::Running(thread);
                }
                if poisoned {
                    Response::Flag(true)
                } else {
                    Response::Initialize
                }
            }
            (Op::EndOnce { outcome, .. }, _) => {
                *state = match outcome {
                    Ok(token) => OnceState::Ready(*token),
                    Err(()) => OnceState::Poisoned,
                };
                Response::Done
            }
            _ => Response::WouldBlock,
        }
    }
}

impl Guarded {
    /// Ce qu'en voit qui prend le verrou.
    fn take(&mut self) -> Response {
        self.borrower = None;
        Response::Content {
            value: self.content,
            poisoned: self.poisoned,
        }
    }

    /// Qui libère le verrou le laisse ainsi.
    fn leave(&mut self, content: Token, poison: bool) -> Response {
        self.content = content;
        self.poisoned |= poison;
        Response::Done
    }

    /// Ce que répond un verrou à qui le regarde sans le prendre.
    fn look(&mut self, thread: ThreadId, op: &Op) -> Response {
        match op {
            Op::IsPoisoned(_) => return Response::Flag(self.poisoned),
            Op::ClearPoison(_) => {
                self.poisoned = false;
                return Response::Done;
            }
            Op::Borrow(_) => self.borrower = Some(thread),
            _ => {}
        }
        Response::Content {
            value: self.content,
            poisoned: self.poisoned,
        }
    }
}

fn timeout(op: &Op) -> Option<Duration> {
    let limit = match op {
        Op::Sleep(left)
        | Op::Park(Some(left))
        | Op::Wait {
            timeout: Some(left),
            ..
        }
        | Op::Select {
            mode: Mode::Timeout(left),
            ..
        } => Some(*left),
        _ => None,
    };
    limit.filter(|limit| !is_endless(*limit))
}

/// Le temps passe pour un canal minuteur.
fn pass(channel: &mut Channel, elapsed: Duration) {
    match &mut channel.flavor {
        Flavor::After {
            left: Some(left), ..
        }
        | Flavor::Tick { left, .. } => *left = left.saturating_sub(elapsed),
        _ => {}
    }
}

/// La valeur qu'une branche `send` a calculée après avoir été choisie.
fn late_token(step: &Step) -> Token {
    step.effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Sent(token) => Some(*token),
            _ => None,
        })
        .unwrap_or(Token::UNIT)
}

/// Change une valeur atomique ; rend ce que la méthode rend.
fn change(value: &mut u64, change: Change) -> Response {
    let old = *value;
    let mask = |bytes: u8| u64::MAX >> (64 - 8 * u32::from(bytes));
    let key = |bits: u64, signed: Signed| match signed {
        Signed::No => i128::from(bits),
        Signed::Yes(bytes) => {
            let shift = 64 - 8 * u32::from(bytes);
            i128::from(((bits << shift) as i64) >> shift)
        }
    };
    match change {
        Change::Load => {}
        Change::Store(new) => {
            *value = new;
            return Response::Done;
        }
        Change::Swap(new) => *value = new,
        Change::Add(term, bytes) => *value = old.wrapping_add(term) & mask(bytes),
        Change::And(bits) => *value = old & bits,
        Change::Or(bits) => *value = old | bits,
        Change::Xor(bits) => *value = old ^ bits,
        Change::Nand(bits, bytes) => *value = !(old & bits) & mask(bytes),
        Change::Max(other, signed) if key(other, signed) > key(old, signed) => *value = other,
        Change::Min(other, signed) if key(other, signed) < key(old, signed) => *value = other,
        Change::Max(..) | Change::Min(..) => {}
        Change::Exchange { current, new } => {
            if old == current {
                *value = new;
                return Response::Exchanged(Ok(old));
            }
            return Response::Exchanged(Err(old));
        }
    }
    Response::Number(old)
}
