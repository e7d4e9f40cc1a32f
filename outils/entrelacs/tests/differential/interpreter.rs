//! Un programme tiré, exécuté avec les types du modèle : ce que verrait
//! l'explorateur d'un programme Rust. Tout ce qu'un fil retient est sur sa pile et
//! dans son tas, comme dans un vrai programme.

use crate::channels::{Load, Message, Rx, Tx, each_crossbeam};
use crate::locks::{Guards, LIMIT, Until};
use crate::objects::{End, Shared, create};
use crate::values::Private;
use entrelacs::crossbeam_channel::Select;
use entrelacs::std_shim::panic::{AssertUnwindSafe, catch_unwind};
use entrelacs::std_shim::sync::atomic::{AtomicI64, Ordering::SeqCst};
use entrelacs::std_shim::sync::{Arc, Mutex, OnceLock};
use entrelacs::std_shim::{process, thread};
use entrelacs_generator::{
    Arm, ArmKind, AtomicOp, Cond, Expr, Mode, OnceOp, Op, Program, REGISTERS, Stmt, Uses,
};
use std::mem::ManuallyDrop;

/// Un programme et ce que tient chacun de ses fils.
pub struct Prepared {
    program: Program,
    uses: Vec<Uses>,
}

impl Prepared {
    pub fn new(program: Program) -> Self {
        let uses = (0..program.bodies.len()).map(|body| program.uses(body));
        Self {
            uses: uses.collect(),
            program,
        }
    }
}

/// Ce que fait `main`.
pub fn run_main(prepared: &'static Prepared) {
    let objects = prepared.program.objects.iter();
    let (shared, ends) = objects.map(|object| create(*object)).unzip();
    let env = Env {
        shared,
        ends,
        parent: None,
    };
    run(prepared, 0, env, &mut Outer::default(), &[0; REGISTERS]);
}

/// Ce qu'un fil d'une portée écrit chez son parent.
#[derive(Default)]
struct Outer {
    value: i64,
    told: String,
}

/// Ce qu'un fil tient des objets partagés.
struct Env {
    shared: Vec<Shared>,
    ends: Vec<End>,
    parent: Option<thread::Thread>,
}

struct Context<'c> {
    prepared: &'static Prepared,
    ends: &'c mut [End],
    regs: [i64; REGISTERS],
    private: Private,
    cells: Vec<Outer>,
    outer: &'c mut Outer,
    lent: &'c [i64; REGISTERS],
    handles: Vec<Option<thread::JoinHandle<i64>>>,
    parent: Option<thread::Thread>,
}

#[derive(PartialEq, Eq)]
enum Flow {
    Next,
    Break,
}

fn run(
    prepared: &'static Prepared,
    body: usize,
    env: Env,
    outer: &mut Outer,
    lent: &[i64; REGISTERS],
) -> i64 {
    let bodies = &prepared.program.bodies;
    let Env {
        shared,
        ends,
        parent,
    } = env;
    // Ce qu'il garde toujours, ou ce qu'il détruit en finissant.
    let (mut kept, mut owned) = match bodies[body].leaks {
        true => (ManuallyDrop::new(ends), Vec::new()),
        false => (ManuallyDrop::new(Vec::new()), ends),
    };
    let mut context = Context {
        prepared,
        ends: match bodies[body].leaks {
            true => &mut kept,
            false => &mut owned,
        },
        regs: [0; REGISTERS],
        private: Private::None,
        cells: (0..bodies.len()).map(|_| Outer::default()).collect(),
        outer,
        lent,
        handles: (0..bodies.len()).map(|_| None).collect(),
        parent,
    };
    let mut guards = Guards(Vec::new());
    context.block(&shared, &mut guards, &bodies[body].statements);
    context.value(bodies[body].result)
}

impl Context<'_> {
    fn value(&self, value: Expr) -> i64 {
        match value {
            Expr::Const(value) => value,
            Expr::Reg(reg, plus) => self.regs[reg].wrapping_add(plus),
            Expr::Private => self.private.number(),
            Expr::Cell(child) => self.cells[child].value,
            Expr::Lent(reg) => self.lent[reg],
        }
    }

    fn holds(&self, cond: Cond) -> bool {
        match cond {
            Cond::Is(reg, value) => self.regs[reg] == value,
            Cond::Less(reg, value) => self.regs[reg] < value,
            Cond::More(reg, value) => self.regs[reg] > value,
        }
    }

    fn tx(&self, id: usize) -> &Tx {
        self.ends[id].tx.as_ref().expect("l'émetteur est là")
    }

    fn rx(&self, id: usize) -> &Rx {
        self.ends[id].rx.as_ref().expect("le récepteur est là")
    }

    fn counted(&self, id: usize) -> &Arc<String> {
        self.ends[id].counted.as_ref().expect("l'Arc est là")
    }

    /// La poignée d'un fil lancé et pas attendu.
    fn handle(&self, child: usize) -> &thread::JoinHandle<i64> {
        self.handles[child].as_ref().expect("lancé, pas attendu")
    }

    fn tolerant(&self) -> bool {
        self.prepared.program.tolerant
    }

    /// Ce que le fil donne à celui qu'il lance.
    fn give(&mut self, shared: &[Shared], child: usize) -> Env {
        let uses = &self.prepared.uses[child];
        let mine = |id: usize| match uses.shared.contains(&id) {
            true => shared[id].clone(),
            false => Shared::None,
        };
        let mut ends = Vec::new();
        for (id, end) in self.ends.iter_mut().enumerate() {
            let rx = match uses.rx.contains(&id) {
                true => end
                    .rx
                    .as_ref()
                    .and_then(Rx::another)
                    .or_else(|| end.rx.take()),
                false => None,
            };
            let tx = uses.tx.contains(&id).then(|| end.tx.clone()).flatten();
            let counted = uses.counted.contains(&id).then(|| end.counted.clone());
            ends.push(End {
                tx,
                rx,
                counted: counted.flatten(),
            });
        }
        Env {
            shared: (0..shared.len()).map(mine).collect(),
            ends,
            parent: Some(thread::current()),
        }
    }

    fn block<'e>(
        &mut self,
        shared: &'e [Shared],
        guards: &mut Guards<'e>,
        statements: &'static [Stmt],
    ) -> Flow {
        for statement in statements {
            if self.statement(shared, guards, statement) == Flow::Break {
                return Flow::Break;
            }
        }
        Flow::Next
    }

    fn statement<'e>(
        &mut self,
        shared: &'e [Shared],
        guards: &mut Guards<'e>,
        statement: &'static Stmt,
    ) -> Flow {
        match statement {
            Stmt::Set(reg, value) => self.regs[*reg] = self.value(*value),
            Stmt::Make(make, value) => self.private = Private::new(*make, self.value(*value)),
            Stmt::Forget => self.private = Private::None,
            Stmt::Fresh(reg, value) => {
                let fresh = Mutex::new(self.value(*value));
                *fresh.lock().expect("neuf") += 1;
                self.regs[*reg] = *fresh.lock().expect("neuf");
            }
            Stmt::Outer(value) => {
                self.outer.value = self.value(*value);
                self.outer.told = self.outer.value.to_string();
            }
            Stmt::If(cond, then, otherwise) => {
                let taken = if self.holds(*cond) { then } else { otherwise };
                return self.block(shared, guards, taken);
            }
            Stmt::Repeat(reg, turns, body) => {
                for turn in 0..*turns {
                    self.regs[*reg] = turn;
                    if self.block(shared, guards, body) == Flow::Break {
                        break;
                    }
                }
            }
            Stmt::Loop(body) => while self.block(shared, guards, body) == Flow::Next {},
            Stmt::Break => return Flow::Break,
            Stmt::Panic => panic!("voulue"),
            Stmt::Exit => process::exit(3),
            Stmt::Catch(reg, body) => {
                let caught = catch_unwind(AssertUnwindSafe(|| {
                    self.block(shared, &mut Guards(Vec::new()), body);
                }));
                self.regs[*reg] = i64::from(caught.is_err());
            }
            Stmt::Print(word, values) => {
                let mut line = word.clone();
                for value in values {
                    line += &format!(" {}", self.value(*value));
                }
                entrelacs::println!("{line}");
            }
            Stmt::Lock(lock, how, body, otherwise) => {
                let Some(guard) = shared[*lock].lock().take(*how, self.tolerant()) else {
                    return self.block(shared, guards, otherwise);
                };
                guards.0.push((*lock, guard));
                let flow = self.block(shared, guards, body);
                drop(guards.0.pop());
                return flow;
            }
            Stmt::Let(reg, op) => self.regs[*reg] = self.op(shared, guards, op),
            Stmt::Put(lock, value) => guards.of(*lock).put(self.value(*value)),
            Stmt::Wait(condvar, _) => {
                self.wait(&shared[*condvar], guards, Until::Notified);
            }
            Stmt::WaitTimeout(condvar, _, reg) => {
                let timed_out = self.wait(&shared[*condvar], guards, Until::Timeout);
                self.regs[*reg] = i64::from(timed_out);
            }
            Stmt::WaitWhile(condvar, _, value) => {
                self.wait(&shared[*condvar], guards, Until::While(*value));
            }
            Stmt::Notify(condvar, true) => shared[*condvar].condvar().notify_all(),
            Stmt::Notify(condvar, false) => shared[*condvar].condvar().notify_one(),
            Stmt::ClearPoison(lock) => shared[*lock].lock().forgive(),
            Stmt::Store(id, value) => shared[*id].atomic().store(self.value(*value), SeqCst),
            Stmt::Iter(id, reg, body) => {
                while let Some(value) = self.rx(*id).next() {
                    self.regs[*reg] = value;
                    if self.block(shared, guards, body) == Flow::Break {
                        break;
                    }
                }
            }
            Stmt::DropTx(id) => self.ends[*id].tx = None,
            Stmt::DropRx(id) => self.ends[*id].rx = None,
            Stmt::Select(arms, mode, otherwise) => {
                return self.select(shared, guards, arms, *mode, otherwise);
            }
            Stmt::Spawn(child) => {
                let env = self.give(shared, *child);
                let (prepared, child) = (self.prepared, *child);
                let body =
                    move || run(prepared, child, env, &mut Outer::default(), &[0; REGISTERS]);
                self.handles[child] = Some(thread::spawn(body));
            }
            Stmt::Scope(body) => self.scope(shared, body),
            Stmt::Park => thread::park(),
            Stmt::ParkTimeout => thread::park_timeout(LIMIT),
            Stmt::Unpark(child) => self.handle(*child).thread().unpark(),
            Stmt::UnparkParent => self.parent.as_ref().expect("un parent").unpark(),
            Stmt::Yield => thread::yield_now(),
            Stmt::Sleep => thread::sleep(LIMIT),
            Stmt::Owner(id, body) => {
                let owner = Box::new(self.counted(*id).clone());
                guards.0.push((usize::MAX, owner));
                let flow = self.block(shared, guards, body);
                drop(guards.0.pop());
                return flow;
            }
        }
        Flow::Next
    }

    /// Le nombre que donne une opération.
    fn op(&mut self, shared: &[Shared], guards: &mut Guards<'_>, op: &Op) -> i64 {
        match op {
            Op::Get(lock) => guards.of(*lock).number(),
            Op::IsPoisoned(lock) => shared[*lock].lock().poisoned().into(),
            Op::Atomic(id, op) => self.atomic(shared[*id].atomic(), *op),
            Op::Barrier(id) => shared[*id].barrier().wait().is_leader().into(),
            Op::Once(id, op) => self.once(shared[*id].once(), *op),
            Op::Send(id, value, mode) => self.tx(*id).send(self.value(*value), *mode),
            Op::Recv(id, mode) => self.rx(*id).receive(*mode),
            Op::Request(id, reply) => {
                let (Tx::Message(tx), Tx::Int(reply)) = (self.tx(*id), self.tx(*reply)) else {
                    unreachable!("un canal de messages, et un d'entiers");
                };
                let sent = tx.send(Message::Port(reply.clone()));
                if sent.is_ok() { 1 } else { -1 }
            }
            Op::Len(id) => each_crossbeam!(Rx, self.rx(*id), rx => rx.len() as i64),
            Op::LenTx(id) => each_crossbeam!(Tx, self.tx(*id), tx => tx.len() as i64),
            Op::Join(child) => {
                let handle = self.handles[*child].take().expect("lancé, pas attendu");
                handle.join().unwrap_or(-1)
            }
            Op::IsFinished(child) => self.handle(*child).is_finished().into(),
            Op::Count(id) => Arc::strong_count(self.counted(*id)) as i64,
        }
    }

    fn wait<'e>(&self, condvar: &Shared, guards: &mut Guards<'e>, until: Until) -> bool {
        let (lock, guard) = guards.0.pop().expect("le fil tient le verrou");
        let (guard, timed_out) = guard.wait(condvar.condvar(), until, self.tolerant());
        guards.0.push((lock, guard));
        timed_out
    }

    fn atomic(&self, atomic: &AtomicI64, op: AtomicOp) -> i64 {
        let given = |result: Result<i64, i64>| result.unwrap_or_else(|now| now);
        match op {
            AtomicOp::Load => atomic.load(SeqCst),
            AtomicOp::Add(term) => atomic.fetch_add(term, SeqCst),
            AtomicOp::Swap(value) => atomic.swap(self.value(value), SeqCst),
            AtomicOp::Exchange(current, new) => {
                given(atomic.compare_exchange(current, self.value(new), SeqCst, SeqCst))
            }
            AtomicOp::Max(other) => atomic.fetch_max(other, SeqCst),
            AtomicOp::Double => {
                let double = |value: i64| Some(value.wrapping_mul(2));
                given(atomic.fetch_update(SeqCst, SeqCst, double))
            }
        }
    }

    fn once(&self, once: &OnceLock<String>, op: OnceOp) -> i64 {
        let number = |text: &String| text.parse().expect("un nombre");
        match op {
            OnceOp::Get => once.get().map_or(-1, number),
            OnceOp::Set(value) => i64::from(once.set(self.value(value).to_string()).is_ok()),
            OnceOp::Init(value, prints) => number(once.get_or_init(|| {
                if prints {
                    entrelacs::println!("initialise");
                }
                self.value(value).to_string()
            })),
        }
    }

    fn select<'e>(
        &mut self,
        shared: &'e [Shared],
        guards: &mut Guards<'e>,
        arms: &'static [Arm],
        mode: Mode,
        otherwise: &'static [Stmt],
    ) -> Flow {
        let mut select = Select::new();
        for arm in arms {
            match arm.kind {
                ArmKind::Recv(_) => {
                    each_crossbeam!(Rx, self.rx(arm.channel), rx => select.recv(rx))
                }
                ArmKind::Send(_) => {
                    each_crossbeam!(Tx, self.tx(arm.channel), tx => select.send(tx))
                }
            };
        }
        let chosen = match mode {
            Mode::Block => Ok(select.select()),
            Mode::Now => select.try_select().map_err(drop),
            Mode::Timeout => select.select_timeout(LIMIT).map_err(drop),
        };
        let Ok(chosen) = chosen else {
            return self.block(shared, guards, otherwise);
        };
        let arm = &arms[chosen.index()];
        match arm.kind {
            ArmKind::Recv(reg) => {
                self.regs[reg] = each_crossbeam!(Rx, self.rx(arm.channel), rx => {
                    chosen.recv(rx).map_or(-1, Load::read)
                });
            }
            ArmKind::Send(value) => {
                let value = self.value(value);
                each_crossbeam!(Tx, self.tx(arm.channel), tx => {
                    let _ = chosen.send(tx, Load::of(value)); // fermé ou non
                });
            }
        }
        self.block(shared, guards, &arm.body)
    }

    fn scope(&mut self, shared: &[Shared], statements: &'static [Stmt]) {
        let mut cells = std::mem::take(&mut self.cells);
        let lent = self.regs;
        thread::scope(|scope| {
            // Une panique rend ce que tient la portée avant d'en attendre les fils.
            let mut guards = Guards(Vec::new());
            let mut cells: Vec<_> = cells.iter_mut().map(Some).collect();
            let mut handles: Vec<_> = cells.iter().map(|_| None).collect();
            for statement in statements {
                match statement {
                    Stmt::Spawn(child) => {
                        let env = self.give(shared, *child);
                        let cell = cells[*child].take().expect("lancé une fois");
                        let (prepared, child) = (self.prepared, *child);
                        let lent = &lent;
                        let body = move || run(prepared, child, env, cell, lent).to_string();
                        handles[child] = Some(scope.spawn(body));
                    }
                    Stmt::Let(reg, Op::Join(child)) => {
                        let handle = handles[*child].take().expect("lancé, pas attendu");
                        self.regs[*reg] = handle.join().map_or(-1, Load::read);
                    }
                    other => {
                        self.statement(shared, &mut guards, other);
                    }
                }
            }
        });
        self.cells = cells;
    }
}
