//! Les étapes d'un programme, d'après la documentation de std et de
//! crossbeam-channel.
//!
//! Une étape est une opération que les autres fils peuvent remarquer, suivie de ce
//! que son fil fait seul. Attendre à un rendez-vous, ou dans la file d'un `RwLock`,
//! se fait en deux temps : entrer, puis passer.

use crate::code::{Code, Init, Instr, compile};
use crate::program::{AtomicOp, Cond, Expr, How, Object, OnceOp, Op, Pipe, Program, Stmt};
use crate::state::{Frame, FrameKind, Held, Message, Once, Private, State, Status, Thread, Wait};

/// Un programme prêt à être énuméré.
pub struct Machine<'a> {
    pub program: &'a Program,
    pub codes: Vec<Code>,
}

impl<'a> Machine<'a> {
    pub fn new(program: &'a Program) -> Self {
        let bodies = 0..program.bodies.len();
        Self {
            program,
            codes: bodies.map(|body| compile(program, body)).collect(),
        }
    }

    /// L'état où `main` annonce sa première opération.
    pub fn start(&self) -> State {
        let mut state = State::new(self.program);
        for (thread, code) in state.threads.iter_mut().zip(&self.codes) {
            thread.counters = vec![0; code.counters];
        }
        self.launch(&mut state, 0);
        state
    }

    /// Les états qui suivent.
    pub fn steps(&self, state: &State) -> Vec<State> {
        let mut found = Vec::new();
        if state.is_over() {
            return found;
        }
        for (t, thread) in state.threads.iter().enumerate() {
            if thread.status == Status::Running {
                let found = &mut found;
                let mut turn = Turn {
                    machine: self,
                    state,
                    t,
                    thread,
                    found,
                };
                turn.steps();
            }
        }
        found
    }

    /// L'instruction où en est `t`.
    pub fn instr(&self, state: &State, t: usize) -> &Instr {
        &self.codes[t].instrs[state.threads[t].pc]
    }

    /// Lance le fil `t`, avec ce qu'il tient.
    fn launch(&self, state: &mut State, t: usize) {
        let uses = self.program.uses(t);
        let thread = &mut state.threads[t];
        thread.status = Status::Running;
        thread.tx = uses.tx.into_iter().collect();
        thread.rx = uses.rx.into_iter().collect();
        thread.owned = uses.counted.into_iter().collect();
        self.settle(state, t);
    }

    /// Fait avancer un fil, seul, jusqu'à ce que les autres puissent le remarquer.
    pub fn settle(&self, state: &mut State, t: usize) {
        loop {
            let thread = &mut state.threads[t];
            if thread.exiting.is_some() || thread.port.is_some() || !thread.dropping.is_empty() {
                return;
            }
            if thread.panicking {
                if thread.held.len() > thread.kept() {
                    return;
                }
                match thread.frames.last().map(|frame| &frame.kind) {
                    Some(FrameKind::Catch { reg, handler }) => {
                        thread.regs[*reg] = 1;
                        thread.pc = *handler;
                        thread.panicking = false;
                        thread.frames.pop();
                        continue;
                    }
                    Some(FrameKind::Scope(_)) => {}
                    None => thread.exiting = Some(Err(())),
                }
                return;
            }
            let instr = &self.codes[t].instrs[thread.pc];
            if !alone(state, t, instr) {
                return;
            }
        }
    }
}

/// Fait `instr`, si elle ne regarde que le fil `t` ; rend vrai s'il peut continuer.
fn alone(state: &mut State, t: usize, instr: &Instr) -> bool {
    let thread = &mut state.threads[t];
    let depth = thread.held.len();
    let mut jump = None;
    match instr {
        Instr::Do(Stmt::Set(reg, value)) => thread.regs[*reg] = value_of(thread, *value),
        Instr::Do(Stmt::Make(make, value)) => {
            thread.private = Private::new(*make, value_of(thread, *value));
        }
        Instr::Do(Stmt::Forget) => thread.private = Private::default(),
        Instr::Do(Stmt::Outer(value)) => thread.outer = value_of(thread, *value),
        Instr::Do(Stmt::Panic) => thread.panicking = true,
        Instr::Do(Stmt::Let(reg, Op::Get(lock))) => {
            state.threads[t].regs[*reg] = state.lock(*lock).content.number();
        }
        Instr::Do(Stmt::Put(lock, value)) => {
            let value = value_of(thread, *value);
            state.lock_mut(*lock).content.put(value);
        }
        Instr::Jump(target) => jump = Some(*target),
        Instr::Unless(cond, target) => {
            let holds = match *cond {
                Cond::Is(reg, value) => thread.regs[reg] == value,
                Cond::Less(reg, value) => thread.regs[reg] < value,
                Cond::More(reg, value) => thread.regs[reg] > value,
            };
            jump = (!holds).then_some(*target);
        }
        Instr::Reset(counter) => thread.counters[*counter] = 0,
        Instr::Turn(counter, limit, reg, exit) => {
            let turn = thread.counters[*counter];
            if turn < *limit {
                thread.regs[*reg] = turn;
                thread.counters[*counter] += 1;
            } else {
                jump = Some(*exit);
            }
        }
        Instr::EnterCatch(reg, handler) => {
            let (reg, handler) = (*reg, *handler);
            let kind = FrameKind::Catch { reg, handler };
            thread.frames.push(Frame { depth, kind });
        }
        Instr::LeaveCatch(reg) => {
            thread.frames.pop();
            thread.regs[*reg] = 0;
        }
        Instr::EnterScope => {
            thread.lends = thread.regs;
            let kind = FrameKind::Scope(Vec::new());
            thread.frames.push(Frame { depth, kind });
        }
        Instr::WaitAgain(lock, while_is, start) => {
            jump = (state.lock(*lock).content.number() == *while_is).then_some(*start);
        }
        Instr::End(value) => {
            thread.exiting = Some(Ok(value_of(thread, *value)));
            return false;
        }
        _ => return false,
    }
    let thread = &mut state.threads[t];
    thread.pc = jump.unwrap_or(thread.pc + 1);
    true
}

/// Ce que vaut `value` pour ce fil.
pub fn value_of(thread: &Thread, value: Expr) -> i64 {
    match value {
        Expr::Const(value) => value,
        Expr::Reg(reg, plus) => thread.regs[reg].wrapping_add(plus),
        Expr::Private => thread.private.number(),
        Expr::Cell(child) => thread.cells[child],
        Expr::Lent(reg) => thread.lent[reg],
    }
}

/// Ce que peut faire un fil dans un état.
pub struct Turn<'a> {
    pub machine: &'a Machine<'a>,
    pub state: &'a State,
    pub t: usize,
    pub thread: &'a Thread,
    found: &'a mut Vec<State>,
}

impl Turn<'_> {
    /// Une étape : `change` l'applique, puis le fil continue seul.
    pub fn step(&mut self, change: impl FnOnce(&mut State, usize)) {
        let mut next = self.state.clone();
        change(&mut next, self.t);
        self.machine.settle(&mut next, self.t);
        self.found.push(next);
    }

    /// Une étape qui mène à l'instruction suivante.
    fn pass(&mut self, change: impl FnOnce(&mut State, usize)) {
        self.step(|next, t| {
            change(next, t);
            next.threads[t].pc += 1;
        });
    }

    /// Une étape qui donne une valeur à un registre.
    fn set(&mut self, reg: usize, value: impl FnOnce(&mut State) -> i64) {
        self.pass(|next, t| next.threads[t].regs[reg] = value(next));
    }

    /// Entre dans une file ; le fil ne continue pas.
    pub fn enter(&mut self, wait: Wait) {
        let mut next = self.state.clone();
        next.threads[self.t].wait = wait;
        self.found.push(next);
    }

    fn steps(&mut self) {
        let thread = self.thread;
        match thread.wait {
            Wait::None => {}
            Wait::Channel => return self.exchange(),
            Wait::Barrier => return,
            Wait::Read | Wait::Write | Wait::Condvar | Wait::Relock { .. } => {
                return self.waiting();
            }
        }
        if let Some(&channel) = thread.dropping.first() {
            self.step(|next, t| {
                next.threads[t].dropping.remove(0);
                next.channel_mut(channel).tx -= 1;
            });
        } else if thread.port.is_some() {
            self.exchange();
        } else if let Some(result) = thread.exiting {
            self.exit(result);
        } else if !thread.panicking {
            self.operation();
        } else if thread.held.len() > thread.kept() {
            self.step(release);
        } else {
            self.leave_scope();
        }
    }

    /// Rend ce que tient un fil qui finit, puis le finit.
    fn exit(&mut self, result: Result<i64, ()>) {
        let (thread, program) = (self.thread, self.machine.program);
        let first = |ends: &[usize]| ends.first().copied().unwrap_or(usize::MAX);
        let (tx, rx, owned) = (first(&thread.tx), first(&thread.rx), first(&thread.owned));
        let next = match program.bodies[self.t].leaks {
            true => usize::MAX,
            false => tx.min(rx).min(owned),
        };
        self.step(|after, t| {
            if next == usize::MAX {
                after.threads[t].status = Status::Ended(result);
            } else if rx == next {
                after.threads[t].rx.remove(0);
                drop_rx(program, after, t, next);
            } else if tx == next {
                after.threads[t].tx.remove(0);
                after.channel_mut(next).tx -= 1;
            } else {
                after.threads[t].owned.remove(0);
                *after.counted_mut(next) -= 1;
            }
        });
    }

    fn leave_scope(&mut self) {
        let Some(FrameKind::Scope(children)) = self.thread.frames.last().map(|frame| &frame.kind)
        else {
            unreachable!("une portée est ouverte");
        };
        let ended = |&child: &usize| matches!(self.state.threads[child].status, Status::Ended(_));
        if !children.iter().all(ended) {
            return;
        }
        self.step(|next, t| {
            let mut unhandled = false;
            for &child in children {
                let theirs = &next.threads[child];
                unhandled |= theirs.status == Status::Ended(Err(())) && !theirs.joined;
                next.threads[t].cells[child] = theirs.outer;
            }
            let thread = &mut next.threads[t];
            thread.frames.pop();
            if !thread.panicking {
                thread.pc += 1;
                thread.panicking = unhandled;
            }
        });
    }

    fn waiting(&mut self) {
        let thread = self.thread;
        match (self.machine.instr(self.state, self.t), thread.wait) {
            (Instr::Take(lock, how, _), Wait::Read) => {
                let object = self.state.lock(*lock);
                if object.writer.is_none() && (object.readers.is_empty() || !self.awaited(*lock)) {
                    self.take(*lock, *how);
                }
            }
            (Instr::Take(lock, how, _), Wait::Write) => {
                if self.state.lock(*lock).is_free() {
                    self.take(*lock, *how);
                }
            }
            (Instr::Wait(.., timeout), Wait::Condvar) => {
                if timeout.is_some() {
                    let timed_out = true;
                    self.step(|next, t| next.threads[t].wait = Wait::Relock { timed_out });
                }
            }
            (Instr::Wait(_, lock, timeout), Wait::Relock { timed_out }) => {
                if !self.state.lock(*lock).is_free() {
                    return;
                }
                let tolerant = self.machine.program.tolerant;
                self.step(|next, t| {
                    let lock = next.lock_mut(*lock);
                    lock.writer = Some(t);
                    let panics = lock.poisoned && !tolerant;
                    let thread = &mut next.threads[t];
                    thread.wait = Wait::None;
                    thread.panicking = panics;
                    if panics {
                        return;
                    }
                    thread.pc += 1;
                    if let Some(reg) = timeout {
                        thread.regs[*reg] = i64::from(timed_out);
                    }
                });
            }
            other => unreachable!("une attente sans son instruction : {other:?}"),
        }
    }

    /// Vrai si un écrivain attend ce `RwLock`.
    fn awaited(&self, lock: usize) -> bool {
        let mut threads = self.state.threads.iter().enumerate();
        threads.any(|(other, thread)| {
            let instr = self.machine.instr(self.state, other);
            thread.wait == Wait::Write
                && matches!(instr, Instr::Take(theirs, ..) if *theirs == lock)
        })
    }

    /// Prend un verrou qui peut l'être.
    fn take(&mut self, lock: usize, how: How) {
        let tolerant = self.machine.program.tolerant;
        self.pass(|next, t| {
            let object = next.lock_mut(lock);
            let held = if how.reads() {
                object.readers.push(t);
                object.readers.sort_unstable();
                Held::Read(lock)
            } else {
                object.writer = Some(t);
                Held::Lock(lock)
            };
            let panics = object.poisoned && !tolerant;
            let thread = &mut next.threads[t];
            thread.wait = Wait::None;
            thread.held.push(held);
            thread.panicking = panics;
        });
    }

    fn lock(&mut self, id: usize, how: How, otherwise: usize) {
        let lock = self.state.lock(id);
        let awaited = how.reads() && self.awaited(id);
        let open = match how.reads() {
            true => lock.writer.is_none(),
            false => lock.is_free(),
        };
        if open {
            self.take(id, how);
        }
        if how.tries() && (!open || awaited) {
            self.step(|next, t| next.threads[t].pc = otherwise);
        }
        // Rien ne dit si un lecteur passe devant un écrivain qui attend.
        if how == How::Read && awaited && !lock.readers.is_empty() {
            self.enter(Wait::Read);
        }
        if how == How::Write && !open {
            self.enter(Wait::Write);
        }
    }

    fn operation(&mut self) {
        let (thread, program) = (self.thread, self.machine.program);
        match self.machine.instr(self.state, self.t) {
            Instr::Do(statement) => self.statement(statement),
            Instr::Take(lock, how, otherwise) => self.lock(*lock, *how, *otherwise),
            Instr::Release => self.pass(release),
            Instr::Wait(_, lock, _) => self.step(|next, t| {
                next.lock_mut(*lock).writer = None;
                next.threads[t].wait = Wait::Condvar;
            }),
            Instr::Doubled(id, reg) => self.step(|next, t| {
                let now = next.atomic_mut(*id);
                let old = *now;
                if old == thread.regs[*reg] {
                    *now = old.wrapping_mul(2);
                    next.threads[t].pc += 1;
                }
                next.threads[t].regs[*reg] = old;
            }),
            Instr::OnceBegin(Init { once, reg, sets }, done) => match *self.state.once(*once) {
                Once::Running => {}
                Once::Ready(value) => self.step(|next, t| {
                    next.threads[t].regs[*reg] = if *sets { 0 } else { value };
                    next.threads[t].pc = *done;
                }),
                Once::Empty => self.pass(|next, _| *next.once_mut(*once) = Once::Running),
            },
            Instr::OnceEnd(Init { once, reg, sets }, value) => {
                let value = value_of(thread, *value);
                self.set(*reg, |next| {
                    *next.once_mut(*once) = Once::Ready(value);
                    if *sets { 1 } else { value }
                });
            }
            Instr::Select { .. } | Instr::Next(..) => self.exchange(),
            Instr::LeaveScope => self.leave_scope(),
            Instr::CloneOwner(id, held) => self.pass(|next, t| {
                *next.counted_mut(*id) += 1;
                if *held {
                    next.threads[t].held.push(Held::Owner(*id));
                }
            }),
            other => unreachable!("{other:?} se fait seul, dans {program:?}"),
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        let (thread, machine) = (self.thread, self.machine);
        match statement {
            Stmt::Let(reg, op) => self.op(*reg, op),
            Stmt::Print(word, values) => self.pass(|next, _| {
                next.stdout.push_str(word);
                for value in values {
                    next.stdout += &format!(" {}", value_of(thread, *value));
                }
                next.stdout.push('\n');
            }),
            Stmt::Exit => {
                let mut next = self.state.clone();
                next.exited = true;
                self.found.push(next);
            }
            Stmt::Notify(condvar, all) => self.notify(*condvar, *all),
            Stmt::ClearPoison(lock) => self.pass(|next, _| next.lock_mut(*lock).poisoned = false),
            Stmt::Store(id, value) => {
                self.pass(|next, _| *next.atomic_mut(*id) = value_of(thread, *value));
            }
            Stmt::DropTx(channel) => self.pass(|next, t| {
                next.threads[t].tx.retain(|other| other != channel);
                next.channel_mut(*channel).tx -= 1;
            }),
            Stmt::DropRx(channel) => self.pass(|next, t| {
                next.threads[t].rx.retain(|other| other != channel);
                drop_rx(machine.program, next, t, *channel);
            }),
            Stmt::Spawn(child) => self.pass(|next, t| spawn(machine, next, t, *child)),
            Stmt::Park | Stmt::ParkTimeout => {
                if thread.token || *statement == Stmt::ParkTimeout {
                    self.pass(|next, t| next.threads[t].token = false);
                }
            }
            Stmt::Unpark(other) => self.pass(|next, _| {
                let other = &mut next.threads[*other];
                other.token |= other.status == Status::Running;
            }),
            Stmt::Yield | Stmt::Sleep => self.pass(|_, _| ()),
            other => unreachable!("{other:?} se fait seul"),
        }
    }

    fn op(&mut self, reg: usize, op: &Op) {
        let thread = self.thread;
        let ended = |state: &State, child: usize| match state.threads[child].status {
            Status::Ended(result) => Some(result.unwrap_or(-1)),
            _ => None,
        };
        match op {
            Op::IsPoisoned(lock) => self.set(reg, |next| next.lock(*lock).poisoned.into()),
            Op::Atomic(id, op) => self.set(reg, |next| {
                let now = next.atomic_mut(*id);
                let old = *now;
                *now = match *op {
                    AtomicOp::Load | AtomicOp::Double => old,
                    AtomicOp::Add(term) => old.wrapping_add(term),
                    AtomicOp::Swap(new) => value_of(thread, new),
                    AtomicOp::Exchange(current, new) if old == current => value_of(thread, new),
                    AtomicOp::Exchange(..) => old,
                    AtomicOp::Max(other) => old.max(other),
                };
                old
            }),
            Op::Barrier(id) => self.barrier(*id),
            Op::Once(once, OnceOp::Get) => self.set(reg, |next| match next.once(*once) {
                Once::Ready(value) => *value,
                _ => -1,
            }),
            Op::Request(..) => self.exchange(),
            Op::Len(channel) | Op::LenTx(channel) => {
                self.set(reg, |next| next.channel(*channel).queue.len() as i64);
            }
            Op::Join(child) => {
                if let Some(result) = ended(self.state, *child) {
                    self.set(reg, |next| {
                        next.threads[*child].joined = true;
                        result
                    });
                }
            }
            Op::IsFinished(child) => self.set(reg, |next| ended(next, *child).is_some().into()),
            Op::Count(id) => self.set(reg, |next| *next.counted(*id) as i64),
            other => unreachable!("{other:?} se fait autrement"),
        }
    }

    fn notify(&mut self, condvar: usize, all: bool) {
        let waits = |other: &usize| {
            let instr = self.machine.instr(self.state, *other);
            self.state.threads[*other].wait == Wait::Condvar
                && matches!(instr, Instr::Wait(theirs, ..) if *theirs == condvar)
        };
        let threads = 0..self.state.threads.len();
        let waiting: Vec<usize> = threads.filter(waits).collect();
        let mut wake = |woken: &[usize]| {
            self.pass(|next, _| {
                for &woken in woken {
                    next.threads[woken].wait = Wait::Relock { timed_out: false };
                }
            });
        };
        if all || waiting.is_empty() {
            wake(&waiting);
        } else {
            waiting.chunks(1).for_each(wake);
        }
    }

    fn barrier(&mut self, id: usize) {
        let Object::Barrier(size) = self.machine.program.objects[id] else {
            unreachable!("une barrière");
        };
        let mut next = self.state.clone();
        *next.barrier_mut(id) += 1;
        next.threads[self.t].wait = Wait::Barrier;
        if *next.barrier(id) >= size {
            *next.barrier_mut(id) = 0;
            for other in 0..next.threads.len() {
                let waits = next.threads[other].wait == Wait::Barrier;
                if let Instr::Do(Stmt::Let(reg, Op::Barrier(theirs))) =
                    self.machine.instr(&next, other)
                    && *theirs == id
                    && waits
                {
                    let thread = &mut next.threads[other];
                    thread.wait = Wait::None;
                    thread.regs[*reg] = i64::from(other == self.t);
                    thread.pc += 1;
                    self.machine.settle(&mut next, other);
                }
            }
        }
        self.found.push(next);
    }
}

/// Détruit un récepteur ; le dernier emporte les messages, sauf d'un canal borné de
/// crossbeam, qui les garde tant qu'il a un émetteur.
fn drop_rx(program: &Program, next: &mut State, t: usize, id: usize) {
    let Pipe { capacity, mpsc, .. } = program.pipe(id);
    let keeps = capacity.is_some() && !mpsc;
    let channel = next.channel_mut(id);
    channel.rx -= 1;
    if channel.rx == 0 && !keeps {
        let lost = std::mem::take(&mut channel.queue);
        let ports = lost.into_iter().filter_map(|message| match message {
            Message::Port(reply) => Some(reply),
            Message::Value(_) => None,
        });
        next.threads[t].dropping.extend(ports);
    }
}

fn spawn(machine: &Machine<'_>, next: &mut State, t: usize, child: usize) {
    let uses = machine.program.uses(child);
    for &channel in &uses.tx {
        next.channel_mut(channel).tx += 1;
    }
    for &channel in &uses.rx {
        if machine.program.pipe(channel).mpsc {
            next.threads[t].rx.retain(|other| *other != channel);
        } else {
            next.channel_mut(channel).rx += 1;
        }
    }
    next.threads[child].lent = next.threads[t].lends;
    if machine.program.bodies[child].scoped
        && let Some(FrameKind::Scope(children)) = next.threads[t]
            .frames
            .last_mut()
            .map(|frame| &mut frame.kind)
    {
        children.push(child);
    }
    machine.launch(next, child);
}

/// Rend la dernière chose prise ; une garde rendue pendant une panique empoisonne.
fn release(next: &mut State, t: usize) {
    let thread = &mut next.threads[t];
    let panicking = thread.panicking;
    match thread.held.pop().expect("le fil tient quelque chose") {
        Held::Lock(lock) => {
            let lock = next.lock_mut(lock);
            lock.writer = None;
            lock.poisoned |= panicking;
        }
        Held::Read(lock) => {
            let readers = &mut next.lock_mut(lock).readers;
            let rank = readers.iter().position(|reader| *reader == t);
            readers.remove(rank.expect("il lit"));
        }
        Held::Owner(id) => *next.counted_mut(id) -= 1,
    }
}
