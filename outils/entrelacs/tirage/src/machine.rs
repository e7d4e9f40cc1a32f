//! Les états d'un programme et leurs étapes, d'après la documentation de std et
//! de crossbeam-channel.
//!
//! Une étape est une opération que les autres fils peuvent remarquer, suivie de ce
//! que son fil fait seul. Attendre à un rendez-vous, ou dans la file d'un `RwLock`,
//! se fait en deux temps : entrer, puis passer.

use crate::code::{Code, Instr, compile};
use crate::program::{
    ArmKind, AtomicOp, Cond, Content, Expr, How, Make, Mode, Object, Program, REGISTERS,
};
use std::collections::VecDeque;

/// Un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub threads: Vec<Thread>,
    pub objects: Vec<Obj>,
    pub stdout: String,
    /// Vrai si un fil a appelé `process::exit`.
    pub exited: bool,
}

/// Un fil.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Thread {
    pub status: Status,
    pc: usize,
    regs: [i64; REGISTERS],
    private: Private,
    outer: i64,
    cells: Vec<i64>,
    /// Ce qu'il prête aux fils de sa portée, et ce que lui prête la sienne.
    lends: [i64; REGISTERS],
    lent: [i64; REGISTERS],
    counters: Vec<i64>,
    held: Vec<Held>,
    frames: Vec<Frame>,
    panicking: bool,
    tx: Vec<usize>,
    rx: Vec<usize>,
    owned: Vec<usize>,
    wait: Wait,
    /// L'émetteur reçu auquel il va répondre.
    port: Option<usize>,
    /// Les émetteurs qu'il va détruire.
    dropping: Vec<usize>,
    /// Vrai si un `unpark` l'attend.
    token: bool,
    joined: bool,
    /// Ce qu'il rendra, une fois rendu ce qu'il tient.
    exiting: Option<Result<i64, ()>>,
}

/// Où en est un fil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Absent,
    Running,
    Ended(Result<i64, ()>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Private {
    None,
    Text(String),
    List(Vec<i64>),
    Shape(i64),
    Closure(i64),
    Shared(i64),
    Rest(Vec<i64>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Held {
    Lock(usize),
    Read(usize),
    Owner(usize),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Frame {
    Catch {
        reg: usize,
        handler: usize,
        depth: usize,
    },
    Scope {
        depth: usize,
        children: Vec<usize>,
    },
}

/// Ce qu'un fil attend, une fois entré dans l'attente.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Wait {
    None,
    /// Dans la file d'un canal sans tampon.
    Channel,
    /// Dans la file d'un `RwLock`.
    Read,
    Write,
    Condvar,
    /// Réveillé d'une condition, ou par son délai : il reprend le verrou.
    Relock {
        timed_out: bool,
    },
    Barrier,
}

/// Un objet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Obj {
    Mutex {
        owner: Option<usize>,
        content: Inside,
        poisoned: bool,
    },
    RwLock {
        readers: Vec<usize>,
        writer: Option<usize>,
        content: Inside,
        poisoned: bool,
    },
    Atomic(i64),
    Channel {
        queue: VecDeque<Message>,
        tx: usize,
        rx: usize,
    },
    Condvar,
    Barrier {
        arrived: usize,
    },
    Once(Once),
    Counted(usize),
}

/// Le contenu d'un verrou.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inside {
    Int(i64),
    List(Vec<i64>),
    Shape(i64),
}

/// Un message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Message {
    Value(i64),
    Port(usize),
}

/// Une `OnceLock`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Once {
    Empty,
    Running,
    Ready(i64),
}

/// L'aire d'une forme de côté `n` : un carré s'il est pair, une barre sinon.
fn area(n: i64) -> i64 {
    if n % 2 == 0 { n.wrapping_mul(n) } else { n }
}

impl Private {
    fn new(make: Make, value: i64) -> Self {
        match make {
            Make::Text => Self::Text("x".repeat(usize::try_from(value.rem_euclid(5)).unwrap_or(0))),
            Make::List => Self::List((0..value.rem_euclid(4)).collect()),
            Make::Shape => Self::Shape(value),
            Make::Closure => Self::Closure(value),
            Make::Shared | Make::Owned => Self::Shared(value),
            Make::Rest if value.rem_euclid(2) == 0 => Self::Rest(vec![10, 20]),
            Make::Rest => Self::Rest(vec![20]),
        }
    }

    fn number(&self) -> i64 {
        match self {
            Self::None => 0,
            Self::Text(text) => text.len() as i64,
            Self::List(items) | Self::Rest(items) => items.iter().sum(),
            Self::Shape(side) => area(*side),
            Self::Closure(captured) => captured.wrapping_add(1),
            Self::Shared(value) => *value,
        }
    }
}

impl Inside {
    fn new(content: Content) -> Self {
        match content {
            Content::Int => Self::Int(0),
            Content::List => Self::List(Vec::new()),
            Content::Shape => Self::Shape(0),
        }
    }

    fn number(&self) -> i64 {
        match self {
            Self::Int(value) => *value,
            Self::List(items) => items.len() as i64,
            Self::Shape(side) => area(*side),
        }
    }

    fn put(&mut self, value: i64) {
        match self {
            Self::Int(content) | Self::Shape(content) => *content = value,
            Self::List(items) => items.push(value),
        }
    }
}

/// Ce qu'un fil voudrait échanger par des canaux.
struct Exchange {
    arms: Vec<(usize, Way, usize)>,
    mode: Mode,
    otherwise: usize,
    reg: Option<usize>,
    /// Où mène une réception sur un canal fermé.
    closed: Option<usize>,
    answers: bool,
}

#[derive(Clone, Copy)]
enum Way {
    Recv(usize),
    Send(Message),
}

/// Un programme prêt à être énuméré.
pub struct Machine<'a> {
    program: &'a Program,
    codes: Vec<Code>,
}

impl<'a> Machine<'a> {
    pub fn new(program: &'a Program) -> Self {
        let codes = (0..program.bodies.len())
            .map(|body| compile(program, body))
            .collect();
        Self { program, codes }
    }

    /// L'état où `main` annonce sa première opération.
    pub fn start(&self) -> State {
        let uses = self.program.uses(0);
        let absent = |body: usize| Thread {
            status: Status::Absent,
            pc: 0,
            regs: [0; REGISTERS],
            private: Private::None,
            outer: 0,
            cells: vec![0; self.program.bodies.len()],
            lends: [0; REGISTERS],
            lent: [0; REGISTERS],
            counters: vec![0; self.codes[body].counters],
            held: Vec::new(),
            frames: Vec::new(),
            panicking: false,
            tx: Vec::new(),
            rx: Vec::new(),
            owned: Vec::new(),
            wait: Wait::None,
            port: None,
            dropping: Vec::new(),
            token: false,
            joined: false,
            exiting: None,
        };
        let objects = self.program.objects.iter().map(|object| match object {
            Object::Mutex(content) => Obj::Mutex {
                owner: None,
                content: Inside::new(*content),
                poisoned: false,
            },
            Object::RwLock(content) => Obj::RwLock {
                readers: Vec::new(),
                writer: None,
                content: Inside::new(*content),
                poisoned: false,
            },
            Object::Atomic => Obj::Atomic(0),
            Object::Channel { .. } => Obj::Channel {
                queue: VecDeque::new(),
                tx: 1,
                rx: 1,
            },
            Object::Condvar => Obj::Condvar,
            Object::Barrier(_) => Obj::Barrier { arrived: 0 },
            Object::Once => Obj::Once(Once::Empty),
            Object::Counted => Obj::Counted(1),
        });
        let mut state = State {
            threads: (0..self.program.bodies.len()).map(absent).collect(),
            objects: objects.collect(),
            stdout: String::new(),
            exited: false,
        };
        let main = &mut state.threads[0];
        main.status = Status::Running;
        main.tx = uses.tx.into_iter().collect();
        main.rx = uses.rx.into_iter().collect();
        main.owned = uses.counted.into_iter().collect();
        self.settle(&mut state, 0);
        state
    }

    /// Vrai si le processus est fini.
    pub fn is_over(state: &State) -> bool {
        state.exited || matches!(state.threads[0].status, Status::Ended(_))
    }

    /// Les états qui suivent.
    pub fn steps(&self, state: &State) -> Vec<State> {
        let mut found = Vec::new();
        if !Self::is_over(state) {
            for thread in 0..state.threads.len() {
                if state.threads[thread].status == Status::Running {
                    self.thread_steps(state, thread, &mut found);
                }
            }
        }
        found
    }

    fn value(thread: &Thread, value: Expr) -> i64 {
        match value {
            Expr::Const(value) => value,
            Expr::Reg(reg, plus) => thread.regs[reg].wrapping_add(plus),
            Expr::Private => thread.private.number(),
            Expr::Cell(child) => thread.cells[child],
            Expr::Lent(reg) => thread.lent[reg],
        }
    }

    /// Fait avancer un fil, seul, jusqu'à ce que les autres puissent le remarquer.
    fn settle(&self, state: &mut State, t: usize) {
        loop {
            let thread = &mut state.threads[t];
            if thread.exiting.is_some() || thread.port.is_some() || !thread.dropping.is_empty() {
                return;
            }
            if thread.panicking {
                let depth = match thread.frames.last() {
                    Some(Frame::Catch { depth, .. } | Frame::Scope { depth, .. }) => *depth,
                    None => 0,
                };
                if thread.held.len() > depth {
                    return;
                }
                match thread.frames.last() {
                    Some(Frame::Catch { reg, handler, .. }) => {
                        thread.regs[*reg] = 1;
                        thread.pc = *handler;
                        thread.panicking = false;
                        thread.frames.pop();
                        continue;
                    }
                    Some(Frame::Scope { .. }) => return,
                    None => {
                        thread.exiting = Some(Err(()));
                        return;
                    }
                }
            }
            let pc = thread.pc;
            thread.pc += 1;
            match &self.codes[t].instrs[pc] {
                Instr::Set(reg, value) => thread.regs[*reg] = Self::value(thread, *value),
                Instr::Make(make, value) => {
                    thread.private = Private::new(*make, Self::value(thread, *value));
                }
                Instr::Forget => thread.private = Private::None,
                Instr::Outer(value) => thread.outer = Self::value(thread, *value),
                Instr::Jump(target) => thread.pc = *target,
                Instr::Unless(cond, target) => {
                    let holds = match *cond {
                        Cond::Is(reg, value) => thread.regs[reg] == value,
                        Cond::Less(reg, value) => thread.regs[reg] < value,
                        Cond::More(reg, value) => thread.regs[reg] > value,
                    };
                    if !holds {
                        thread.pc = *target;
                    }
                }
                Instr::Reset(counter) => thread.counters[*counter] = 0,
                Instr::Turn {
                    counter,
                    limit,
                    reg,
                    exit,
                } => {
                    let turn = thread.counters[*counter];
                    if turn < *limit {
                        thread.regs[*reg] = turn;
                        thread.counters[*counter] += 1;
                    } else {
                        thread.pc = *exit;
                    }
                }
                Instr::Get(lock, reg) => {
                    let reg = *reg;
                    let value = inside(&state.objects[*lock]).number();
                    state.threads[t].regs[reg] = value;
                }
                Instr::Put(lock, value) => {
                    let value = Self::value(thread, *value);
                    inside_mut(&mut state.objects[*lock]).put(value);
                }
                Instr::Panic => thread.panicking = true,
                Instr::EnterCatch { reg, handler } => thread.frames.push(Frame::Catch {
                    reg: *reg,
                    handler: *handler,
                    depth: thread.held.len(),
                }),
                Instr::LeaveCatch(reg) => {
                    thread.frames.pop();
                    thread.regs[*reg] = 0;
                }
                Instr::EnterScope => {
                    thread.lends = thread.regs;
                    thread.frames.push(Frame::Scope {
                        depth: thread.held.len(),
                        children: Vec::new(),
                    });
                }
                Instr::WaitAgain {
                    lock,
                    while_is,
                    start,
                } => {
                    if inside(&state.objects[*lock]).number() == *while_is {
                        thread.pc = *start;
                    }
                }
                Instr::End(value) => {
                    thread.exiting = Some(Ok(Self::value(thread, *value)));
                    return;
                }
                _ => {
                    thread.pc = pc;
                    return;
                }
            }
        }
    }

    /// Une étape de `t` : `change` l'applique, puis le fil continue seul.
    fn step(
        &self,
        state: &State,
        t: usize,
        found: &mut Vec<State>,
        change: impl FnOnce(&mut State),
    ) {
        let mut next = state.clone();
        change(&mut next);
        self.settle(&mut next, t);
        found.push(next);
    }

    fn thread_steps(&self, state: &State, t: usize, found: &mut Vec<State>) {
        let thread = &state.threads[t];
        match thread.wait {
            Wait::None => {}
            Wait::Channel => return self.exchange(state, t, found),
            Wait::Barrier => return,
            Wait::Read | Wait::Write | Wait::Condvar | Wait::Relock { .. } => {
                return self.waiting(state, t, found);
            }
        }
        if let Some(&channel) = thread.dropping.first() {
            return self.step(state, t, found, |next| {
                next.threads[t].dropping.remove(0);
                drop_tx(next, channel);
            });
        }
        if thread.port.is_some() {
            return self.exchange(state, t, found);
        }
        if let Some(result) = thread.exiting {
            return self.exit(state, t, result, found);
        }
        if thread.panicking {
            let depth = match thread.frames.last() {
                Some(Frame::Catch { depth, .. } | Frame::Scope { depth, .. }) => *depth,
                None => 0,
            };
            if thread.held.len() > depth {
                return self.step(state, t, found, |next| release(next, t));
            }
            return self.leave_scope(state, t, found);
        }
        self.operation(state, t, found);
    }

    /// Rend ce que tient un fil qui finit, puis le finit.
    fn exit(&self, state: &State, t: usize, result: Result<i64, ()>, found: &mut Vec<State>) {
        let thread = &state.threads[t];
        let leaks = self.program.bodies[t].leaks;
        let first = |ends: &[usize]| ends.first().copied().unwrap_or(usize::MAX);
        let (tx, rx, owned) = (first(&thread.tx), first(&thread.rx), first(&thread.owned));
        let next = match leaks {
            true => usize::MAX,
            false => tx.min(rx).min(owned),
        };
        self.step(state, t, found, |after| {
            if next == usize::MAX {
                after.threads[t].status = Status::Ended(result);
            } else if rx == next {
                after.threads[t].rx.remove(0);
                self.drop_rx(after, t, next);
            } else if tx == next {
                after.threads[t].tx.remove(0);
                drop_tx(after, next);
            } else {
                after.threads[t].owned.remove(0);
                count(after, next, -1);
            }
        });
    }

    fn leave_scope(&self, state: &State, t: usize, found: &mut Vec<State>) {
        let Some(Frame::Scope { children, .. }) = state.threads[t].frames.last() else {
            unreachable!("une portée est ouverte");
        };
        let ended = |child: &usize| matches!(state.threads[*child].status, Status::Ended(_));
        if !children.iter().all(ended) {
            return;
        }
        self.step(state, t, found, |next| {
            let mut unhandled = false;
            for &child in children {
                let theirs = &next.threads[child];
                unhandled |= theirs.status == Status::Ended(Err(())) && !theirs.joined;
                let outer = theirs.outer;
                next.threads[t].cells[child] = outer;
            }
            let thread = &mut next.threads[t];
            thread.frames.pop();
            if !thread.panicking {
                thread.pc += 1;
                thread.panicking = unhandled;
            }
        });
    }

    fn waiting(&self, state: &State, t: usize, found: &mut Vec<State>) {
        let thread = &state.threads[t];
        match (&self.codes[t].instrs[thread.pc], thread.wait) {
            (Instr::Take { lock, how, .. }, Wait::Read) => {
                let Obj::RwLock {
                    readers, writer, ..
                } = &state.objects[*lock]
                else {
                    unreachable!("un RwLock");
                };
                if writer.is_none() && (readers.is_empty() || !self.awaited(state, *lock)) {
                    self.take(state, t, *lock, *how, found);
                }
            }
            (Instr::Take { lock, how, .. }, Wait::Write) => {
                if is_free(&state.objects[*lock]) {
                    self.take(state, t, *lock, *how, found);
                }
            }
            (
                Instr::Wait {
                    timeout: Some(_), ..
                },
                Wait::Condvar,
            ) => {
                self.step(state, t, found, |next| {
                    next.threads[t].wait = Wait::Relock { timed_out: true };
                });
            }
            (Instr::Wait { .. }, Wait::Condvar) => {}
            (Instr::Wait { lock, timeout, .. }, Wait::Relock { timed_out }) => {
                if !is_free(&state.objects[*lock]) {
                    return;
                }
                self.step(state, t, found, |next| {
                    let Obj::Mutex {
                        owner, poisoned, ..
                    } = &mut next.objects[*lock]
                    else {
                        unreachable!("un Mutex");
                    };
                    *owner = Some(t);
                    let panics = *poisoned && !self.program.tolerant;
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
    fn awaited(&self, state: &State, lock: usize) -> bool {
        state.threads.iter().enumerate().any(|(t, thread)| {
            thread.wait == Wait::Write
                && matches!(self.codes[t].instrs[thread.pc], Instr::Take { lock: theirs, .. } if theirs == lock)
        })
    }

    /// Prend un verrou qui peut l'être.
    fn take(&self, state: &State, t: usize, lock: usize, how: How, found: &mut Vec<State>) {
        self.step(state, t, found, |next| {
            let (held, poisoned) = match &mut next.objects[lock] {
                Obj::Mutex {
                    owner, poisoned, ..
                } => {
                    *owner = Some(t);
                    (Held::Lock(lock), *poisoned)
                }
                Obj::RwLock {
                    readers,
                    writer,
                    poisoned,
                    ..
                } => {
                    if matches!(how, How::Read | How::TryRead) {
                        readers.push(t);
                        readers.sort_unstable();
                        (Held::Read(lock), *poisoned)
                    } else {
                        *writer = Some(t);
                        (Held::Lock(lock), *poisoned)
                    }
                }
                other => unreachable!("un verrou, pas {other:?}"),
            };
            let thread = &mut next.threads[t];
            thread.wait = Wait::None;
            thread.held.push(held);
            thread.pc += 1;
            thread.panicking = poisoned && !self.program.tolerant;
        });
    }

    fn enter(&self, state: &State, t: usize, wait: Wait, found: &mut Vec<State>) {
        let mut next = state.clone();
        next.threads[t].wait = wait;
        found.push(next);
    }

    fn lock(
        &self,
        state: &State,
        t: usize,
        lock: usize,
        how: How,
        otherwise: usize,
        found: &mut Vec<State>,
    ) {
        let free = is_free(&state.objects[lock]);
        let gives_up = |found: &mut Vec<State>| {
            self.step(state, t, found, |next| next.threads[t].pc = otherwise);
        };
        match how {
            How::Lock if free => self.take(state, t, lock, how, found),
            How::Lock => {}
            How::Write if free => self.take(state, t, lock, how, found),
            How::Write => self.enter(state, t, Wait::Write, found),
            How::TryLock | How::TryWrite if free => self.take(state, t, lock, how, found),
            How::TryLock | How::TryWrite => gives_up(found),
            How::Read | How::TryRead => {
                let Obj::RwLock {
                    readers, writer, ..
                } = &state.objects[lock]
                else {
                    unreachable!("un RwLock");
                };
                let awaited = self.awaited(state, lock);
                if writer.is_none() {
                    self.take(state, t, lock, how, found);
                }
                if how == How::TryRead && (writer.is_some() || awaited) {
                    gives_up(found);
                }
                // Rien ne dit si un lecteur passe devant un écrivain qui attend.
                if how == How::Read && awaited && !readers.is_empty() {
                    self.enter(state, t, Wait::Read, found);
                }
            }
        }
    }

    fn operation(&self, state: &State, t: usize, found: &mut Vec<State>) {
        let thread = &state.threads[t];
        let set = |next: &mut State, reg: usize, value: i64| {
            next.threads[t].regs[reg] = value;
            next.threads[t].pc += 1;
        };
        match &self.codes[t].instrs[thread.pc] {
            Instr::Print(word, values) => self.step(state, t, found, |next| {
                next.stdout.push_str(word);
                for value in values {
                    let value = Self::value(&next.threads[t], *value);
                    next.stdout.push_str(&format!(" {value}"));
                }
                next.stdout.push('\n');
                next.threads[t].pc += 1;
            }),
            Instr::Exit => {
                let mut next = state.clone();
                next.exited = true;
                found.push(next);
            }
            Instr::Take {
                lock,
                how,
                otherwise,
            } => self.lock(state, t, *lock, *how, *otherwise, found),
            Instr::Release | Instr::DropOwner => self.step(state, t, found, |next| {
                release(next, t);
                next.threads[t].pc += 1;
            }),
            Instr::Wait { lock, .. } => self.step(state, t, found, |next| {
                if let Obj::Mutex { owner, .. } = &mut next.objects[*lock] {
                    *owner = None;
                }
                next.threads[t].wait = Wait::Condvar;
            }),
            Instr::Notify(condvar, all) => self.notify(state, t, *condvar, *all, found),
            Instr::IsPoisoned(lock, reg) => self.step(state, t, found, |next| {
                let poisoned = *poison(&mut next.objects[*lock]);
                set(next, *reg, i64::from(poisoned));
            }),
            Instr::ClearPoison(lock) => self.step(state, t, found, |next| {
                *poison(&mut next.objects[*lock]) = false;
                next.threads[t].pc += 1;
            }),
            Instr::Atomic(id, op, reg) => self.step(state, t, found, |next| {
                let value = |value: Expr| Self::value(&state.threads[t], value);
                let Obj::Atomic(now) = &mut next.objects[*id] else {
                    unreachable!("une valeur atomique");
                };
                let old = *now;
                *now = match *op {
                    AtomicOp::Load | AtomicOp::Double => old,
                    AtomicOp::Store(new) | AtomicOp::Swap(new) => value(new),
                    AtomicOp::Add(term) => old.wrapping_add(term),
                    AtomicOp::Exchange(current, new) if old == current => value(new),
                    AtomicOp::Exchange(..) => old,
                    AtomicOp::Max(other) => old.max(other),
                };
                if matches!(op, AtomicOp::Store(_)) {
                    next.threads[t].pc += 1;
                } else {
                    set(next, *reg, old);
                }
            }),
            Instr::Doubled(id, reg) => self.step(state, t, found, |next| {
                let Obj::Atomic(now) = &mut next.objects[*id] else {
                    unreachable!("une valeur atomique");
                };
                let old = *now;
                if old == state.threads[t].regs[*reg] {
                    *now = old.wrapping_mul(2);
                    next.threads[t].pc += 1;
                }
                next.threads[t].regs[*reg] = old;
            }),
            Instr::Barrier(id, _) => self.barrier(state, t, *id, found),
            Instr::OnceGet(once, reg) => self.step(state, t, found, |next| {
                let value = match next.objects[*once] {
                    Obj::Once(Once::Ready(value)) => value,
                    _ => -1,
                };
                set(next, *reg, value);
            }),
            Instr::OnceBegin {
                once,
                reg,
                done,
                sets,
                ..
            } => match state.objects[*once] {
                Obj::Once(Once::Running) => {}
                Obj::Once(Once::Ready(value)) => self.step(state, t, found, |next| {
                    next.threads[t].regs[*reg] = if *sets { 0 } else { value };
                    next.threads[t].pc = *done;
                }),
                _ => self.step(state, t, found, |next| {
                    next.objects[*once] = Obj::Once(Once::Running);
                    next.threads[t].pc += 1;
                }),
            },
            Instr::OnceEnd {
                once,
                reg,
                value,
                sets,
            } => self.step(state, t, found, |next| {
                let value = Self::value(&next.threads[t], *value);
                next.objects[*once] = Obj::Once(Once::Ready(value));
                set(next, *reg, if *sets { 1 } else { value });
            }),
            Instr::Select { .. } | Instr::Next { .. } | Instr::Request(..) => {
                self.exchange(state, t, found);
            }
            Instr::Len(channel, reg) => self.step(state, t, found, |next| {
                let Obj::Channel { queue, .. } = &next.objects[*channel] else {
                    unreachable!("un canal");
                };
                let length = queue.len() as i64;
                set(next, *reg, length);
            }),
            Instr::DropTx(channel) => self.step(state, t, found, |next| {
                next.threads[t].tx.retain(|other| other != channel);
                drop_tx(next, *channel);
                next.threads[t].pc += 1;
            }),
            Instr::DropRx(channel) => self.step(state, t, found, |next| {
                next.threads[t].rx.retain(|other| other != channel);
                self.drop_rx(next, t, *channel);
                next.threads[t].pc += 1;
            }),
            Instr::Spawn(child) => self.step(state, t, found, |next| self.spawn(next, t, *child)),
            Instr::Join(child, reg) => {
                if let Status::Ended(result) = state.threads[*child].status {
                    self.step(state, t, found, |next| {
                        next.threads[*child].joined = true;
                        set(next, *reg, result.unwrap_or(-1));
                    });
                }
            }
            Instr::IsFinished(child, reg) => self.step(state, t, found, |next| {
                let ended = matches!(next.threads[*child].status, Status::Ended(_));
                set(next, *reg, i64::from(ended));
            }),
            Instr::LeaveScope => self.leave_scope(state, t, found),
            Instr::Park(timeout) => {
                if thread.token || *timeout {
                    self.step(state, t, found, |next| {
                        next.threads[t].token = false;
                        next.threads[t].pc += 1;
                    });
                }
            }
            Instr::Unpark(other) => self.step(state, t, found, |next| {
                if next.threads[*other].status == Status::Running {
                    next.threads[*other].token = true;
                }
                next.threads[t].pc += 1;
            }),
            Instr::Pause => self.step(state, t, found, |next| next.threads[t].pc += 1),
            Instr::Count(id, reg) => self.step(state, t, found, |next| {
                let Obj::Counted(owners) = next.objects[*id] else {
                    unreachable!("un Arc");
                };
                set(next, *reg, owners as i64);
            }),
            Instr::CloneOwner { id, held } => self.step(state, t, found, |next| {
                count(next, *id, 1);
                if *held {
                    next.threads[t].held.push(Held::Owner(*id));
                }
                next.threads[t].pc += 1;
            }),
            other => unreachable!("{other:?} se fait seul"),
        }
    }

    /// Détruit un récepteur ; le dernier emporte les messages, sauf d'un canal borné de
    /// crossbeam, qui les garde tant qu'il a un émetteur.
    fn drop_rx(&self, next: &mut State, t: usize, channel: usize) {
        let Obj::Channel { queue, rx, .. } = &mut next.objects[channel] else {
            unreachable!("un canal");
        };
        let keeps = matches!(
            self.program.objects[channel],
            Object::Channel {
                capacity: Some(_),
                mpsc: false,
                ..
            }
        );
        *rx -= 1;
        if *rx == 0 && !keeps {
            let lost = std::mem::take(queue);
            let ports = lost.into_iter().filter_map(|message| match message {
                Message::Port(reply) => Some(reply),
                Message::Value(_) => None,
            });
            next.threads[t].dropping.extend(ports);
        }
    }

    fn spawn(&self, next: &mut State, t: usize, child: usize) {
        let uses = self.program.uses(child);
        for &channel in &uses.tx {
            if let Obj::Channel { tx, .. } = &mut next.objects[channel] {
                *tx += 1;
            }
        }
        for &channel in &uses.rx {
            if self.program.is_mpsc(channel) {
                next.threads[t].rx.retain(|other| *other != channel);
            } else if let Obj::Channel { rx, .. } = &mut next.objects[channel] {
                *rx += 1;
            }
        }
        let lent = next.threads[t].lends;
        let thread = &mut next.threads[child];
        thread.lent = lent;
        thread.status = Status::Running;
        thread.tx = uses.tx.into_iter().collect();
        thread.rx = uses.rx.into_iter().collect();
        thread.owned = uses.counted.into_iter().collect();
        if self.program.bodies[child].scoped
            && let Some(Frame::Scope { children, .. }) = next.threads[t].frames.last_mut()
        {
            children.push(child);
        }
        next.threads[t].pc += 1;
        self.settle(next, child);
    }

    fn notify(&self, state: &State, t: usize, condvar: usize, all: bool, found: &mut Vec<State>) {
        let waits = |other: &usize| {
            let thread = &state.threads[*other];
            thread.wait == Wait::Condvar
                && matches!(self.codes[*other].instrs[thread.pc], Instr::Wait { condvar: theirs, .. } if theirs == condvar)
        };
        let waiting: Vec<usize> = (0..state.threads.len()).filter(waits).collect();
        let mut wake = |woken: &[usize]| {
            self.step(state, t, found, |next| {
                for &woken in woken {
                    next.threads[woken].wait = Wait::Relock { timed_out: false };
                }
                next.threads[t].pc += 1;
            });
        };
        if all || waiting.is_empty() {
            wake(&waiting);
        } else {
            for woken in waiting {
                wake(&[woken]);
            }
        }
    }

    fn barrier(&self, state: &State, t: usize, id: usize, found: &mut Vec<State>) {
        let (Object::Barrier(size), Obj::Barrier { arrived }) =
            (self.program.objects[id], &state.objects[id])
        else {
            unreachable!("une barrière");
        };
        let arrived = arrived + 1;
        let mut next = state.clone();
        if arrived < size {
            next.objects[id] = Obj::Barrier { arrived };
            next.threads[t].wait = Wait::Barrier;
            found.push(next);
            return;
        }
        next.objects[id] = Obj::Barrier { arrived: 0 };
        for other in 0..next.threads.len() {
            let thread = &mut next.threads[other];
            if other != t && thread.wait != Wait::Barrier {
                continue;
            }
            let Instr::Barrier(theirs, reg) = &self.codes[other].instrs[thread.pc] else {
                unreachable!("il attend à une barrière");
            };
            if *theirs == id {
                thread.wait = Wait::None;
                thread.regs[*reg] = i64::from(other == t);
                thread.pc += 1;
                self.settle(&mut next, other);
            }
        }
        found.push(next);
    }

    /// Ce que voudrait échanger un fil ; `None` s'il n'en est pas là.
    fn wanted(&self, thread: &Thread, t: usize) -> Option<Exchange> {
        if thread.status != Status::Running
            || thread.exiting.is_some()
            || thread.panicking
            || !thread.dropping.is_empty()
        {
            return None;
        }
        let simple = |arm, mode, reg| Exchange {
            arms: vec![arm],
            mode,
            otherwise: 0,
            reg,
            closed: None,
            answers: false,
        };
        if let Some(port) = thread.port {
            let mut exchange = simple(
                (port, Way::Send(Message::Value(7)), thread.pc),
                Mode::Block,
                None,
            );
            exchange.answers = true;
            return Some(exchange);
        }
        match &self.codes[t].instrs[thread.pc] {
            Instr::Select {
                arms,
                mode,
                otherwise,
                reg,
            } => Some(Exchange {
                arms: arms
                    .iter()
                    .map(|(channel, kind, target)| {
                        let way = match kind {
                            ArmKind::Recv(reg) => Way::Recv(*reg),
                            ArmKind::Send(value) => {
                                Way::Send(Message::Value(Self::value(thread, *value)))
                            }
                        };
                        (*channel, way, *target)
                    })
                    .collect(),
                mode: *mode,
                otherwise: *otherwise,
                reg: *reg,
                closed: None,
                answers: false,
            }),
            Instr::Next { channel, reg, exit } => {
                let mut exchange = simple(
                    (*channel, Way::Recv(*reg), thread.pc + 1),
                    Mode::Block,
                    None,
                );
                exchange.closed = Some(*exit);
                Some(exchange)
            }
            Instr::Request(channel, reply, reg) => Some(simple(
                (*channel, Way::Send(Message::Port(*reply)), thread.pc + 1),
                Mode::Block,
                Some(*reg),
            )),
            _ => None,
        }
    }

    fn exchange(&self, state: &State, t: usize, found: &mut Vec<State>) {
        let entered = state.threads[t].wait == Wait::Channel;
        let wanted = self.wanted(&state.threads[t], t).expect("un échange");
        let mut ready = false;
        let mut meets = false;
        for (channel, way, target) in &wanted.arms {
            let Object::Channel { capacity, .. } = self.program.objects[*channel] else {
                unreachable!("un canal");
            };
            let Obj::Channel { queue, tx, rx } = &state.objects[*channel] else {
                unreachable!("un canal");
            };
            let alone = match way {
                Way::Recv(_) => !queue.is_empty() || *tx == 0,
                Way::Send(_) => {
                    *rx == 0
                        || match capacity {
                            Some(0) => false,
                            Some(size) => queue.len() < size,
                            None => true,
                        }
                }
            };
            if alone {
                ready = true;
                self.step(state, t, found, |next| {
                    let closed = transfer(next, t, *channel, *way);
                    next.threads[t].wait = Wait::None;
                    conclude(next, t, &wanted, *target);
                    let thread = &mut next.threads[t];
                    match way {
                        _ if !closed => {}
                        Way::Send(_) => {
                            if let Some(reg) = wanted.reg {
                                thread.regs[reg] = -1;
                            }
                        }
                        Way::Recv(reg) => match wanted.closed {
                            Some(exit) => thread.pc = exit,
                            None => thread.regs[*reg] = -1,
                        },
                    }
                });
            }
            if capacity != Some(0) {
                continue;
            }
            meets = true;
            // L'autre doit être déjà dans la file : le dernier arrivé conclut.
            for other in (0..state.threads.len()).filter(|other| *other != t && !entered) {
                if state.threads[other].wait != Wait::Channel {
                    continue;
                }
                let theirs = self
                    .wanted(&state.threads[other], other)
                    .expect("il attend");
                for (their_channel, their_way, their_target) in &theirs.arms {
                    let message = match (way, their_way) {
                        (Way::Send(message), Way::Recv(_)) | (Way::Recv(_), Way::Send(message)) => {
                            *message
                        }
                        _ => continue,
                    };
                    if their_channel != channel {
                        continue;
                    }
                    ready = true;
                    self.step(state, t, found, |next| {
                        if let Message::Port(reply) = message
                            && let Obj::Channel { tx, .. } = &mut next.objects[reply]
                        {
                            *tx += 1;
                        }
                        for (who, way) in [(t, way), (other, their_way)] {
                            if let Way::Recv(reg) = way {
                                deliver(&mut next.threads[who], *reg, message);
                            }
                        }
                        next.threads[other].wait = Wait::None;
                        conclude(next, t, &wanted, *target);
                        conclude(next, other, &theirs, *their_target);
                        self.settle(next, other);
                    });
                }
            }
        }
        if ready {
            return;
        }
        if meets && !entered && wanted.mode != Mode::Now {
            self.enter(state, t, Wait::Channel, found);
        }
        if wanted.mode != Mode::Block {
            self.step(state, t, found, |next| {
                next.threads[t].wait = Wait::None;
                next.threads[t].pc = wanted.otherwise;
            });
        }
    }
}

fn inside(object: &Obj) -> &Inside {
    match object {
        Obj::Mutex { content, .. } | Obj::RwLock { content, .. } => content,
        other => unreachable!("un verrou, pas {other:?}"),
    }
}

fn inside_mut(object: &mut Obj) -> &mut Inside {
    match object {
        Obj::Mutex { content, .. } | Obj::RwLock { content, .. } => content,
        other => unreachable!("un verrou, pas {other:?}"),
    }
}

fn poison(object: &mut Obj) -> &mut bool {
    match object {
        Obj::Mutex { poisoned, .. } | Obj::RwLock { poisoned, .. } => poisoned,
        other => unreachable!("un verrou, pas {other:?}"),
    }
}

fn is_free(object: &Obj) -> bool {
    match object {
        Obj::Mutex { owner, .. } => owner.is_none(),
        Obj::RwLock {
            readers, writer, ..
        } => readers.is_empty() && writer.is_none(),
        other => unreachable!("un verrou, pas {other:?}"),
    }
}

/// Rend la dernière chose prise ; une garde rendue pendant une panique empoisonne.
fn release(next: &mut State, t: usize) {
    let panicking = next.threads[t].panicking;
    match next.threads[t]
        .held
        .pop()
        .expect("le fil tient quelque chose")
    {
        Held::Lock(lock) => match &mut next.objects[lock] {
            Obj::Mutex {
                owner, poisoned, ..
            } => {
                *owner = None;
                *poisoned |= panicking;
            }
            Obj::RwLock {
                writer, poisoned, ..
            } => {
                *writer = None;
                *poisoned |= panicking;
            }
            other => unreachable!("un verrou, pas {other:?}"),
        },
        Held::Read(lock) => {
            if let Obj::RwLock { readers, .. } = &mut next.objects[lock] {
                let rank = readers.iter().position(|reader| *reader == t);
                readers.remove(rank.expect("il lit"));
            }
        }
        Held::Owner(id) => count(next, id, -1),
    }
}

fn count(next: &mut State, id: usize, change: isize) {
    if let Obj::Counted(owners) = &mut next.objects[id] {
        *owners = owners.checked_add_signed(change).expect("un propriétaire");
    }
}

fn drop_tx(next: &mut State, channel: usize) {
    if let Obj::Channel { tx, .. } = &mut next.objects[channel] {
        *tx -= 1;
    }
}

fn deliver(thread: &mut Thread, reg: usize, message: Message) {
    match message {
        Message::Value(value) => thread.regs[reg] = value,
        Message::Port(reply) => {
            thread.regs[reg] = 100;
            thread.port = Some(reply);
        }
    }
}

/// Un échange qui n'a besoin de personne : avec le tampon, ou un canal fermé ; rend
/// vrai s'il est fermé.
fn transfer(next: &mut State, t: usize, channel: usize, way: Way) -> bool {
    let Obj::Channel { queue, rx, .. } = &mut next.objects[channel] else {
        unreachable!("un canal");
    };
    match way {
        Way::Recv(reg) => {
            let Some(message) = queue.pop_front() else {
                return true;
            };
            deliver(&mut next.threads[t], reg, message);
        }
        Way::Send(_) if *rx == 0 => return true,
        Way::Send(message) => {
            queue.push_back(message);
            if let Message::Port(reply) = message
                && let Obj::Channel { tx, .. } = &mut next.objects[reply]
            {
                *tx += 1;
            }
        }
    }
    false
}

/// La suite d'un échange fait.
fn conclude(next: &mut State, t: usize, wanted: &Exchange, target: usize) {
    let thread = &mut next.threads[t];
    thread.pc = target;
    if let Some(reg) = wanted.reg {
        thread.regs[reg] = 1;
    }
    if wanted.answers
        && let Some(reply) = thread.port.take()
    {
        thread.dropping.push(reply);
    }
}
