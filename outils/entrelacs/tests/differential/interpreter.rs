//! Un programme tiré, exécuté avec les types du modèle : ce que verrait
//! l'explorateur d'un programme Rust. Tout ce qu'un fil retient est sur sa pile et
//! dans son tas, comme dans un vrai programme.

use entrelacs::crossbeam_channel as channel;
use entrelacs::std_shim::panic::{AssertUnwindSafe, catch_unwind};
use entrelacs::std_shim::process;
use entrelacs::std_shim::sync::atomic::{AtomicI64, Ordering::SeqCst};
use entrelacs::std_shim::sync::{
    Arc, Barrier, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard,
    RwLockWriteGuard, TryLockError, mpsc,
};
use entrelacs::std_shim::thread;
use entrelacs_tirage::{
    Arm, ArmKind, AtomicOp, Cond, Content, Expr, Fallback, How, Make, Mode, Object, OnceOp,
    Payload, Program, REGISTERS, Stmt, Uses,
};
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::time::Duration;

const LIMIT: Duration = Duration::from_millis(1);

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
    let mut shared = Vec::new();
    let mut ends = Vec::new();
    for object in &prepared.program.objects {
        let (one, end) = create(*object);
        shared.push(one);
        ends.push(end);
    }
    let env = Env {
        shared,
        ends,
        parent: None,
    };
    run(prepared, 0, env, &mut Outer::default(), &[0; REGISTERS]);
}

/// Ce qu'un fil à portée écrit chez son parent.
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

#[derive(Clone)]
enum Shared {
    None,
    MutexInt(Arc<Mutex<i64>>),
    MutexList(Arc<Mutex<Vec<String>>>),
    MutexShape(Arc<Mutex<Box<dyn Shape + Send + Sync>>>),
    RwLockInt(Arc<RwLock<i64>>),
    RwLockList(Arc<RwLock<Vec<String>>>),
    RwLockShape(Arc<RwLock<Box<dyn Shape + Send + Sync>>>),
    Atomic(Arc<AtomicI64>),
    Condvar(Arc<Condvar>),
    Barrier(Arc<Barrier>),
    Once(Arc<OnceLock<String>>),
}

#[derive(Default)]
struct End {
    rx: Option<Rx>,
    tx: Option<Tx>,
    counted: Option<Arc<String>>,
}

enum Message {
    Value(i64),
    Port(channel::Sender<i64>),
}

#[derive(Clone)]
enum Tx {
    Int(channel::Sender<i64>),
    Text(channel::Sender<String>),
    Message(channel::Sender<Message>),
    Mpsc(mpsc::Sender<i64>),
    Sync(mpsc::SyncSender<String>),
}

enum Rx {
    Int(channel::Receiver<i64>),
    Text(channel::Receiver<String>),
    Message(channel::Receiver<Message>),
    Mpsc(mpsc::Receiver<i64>),
    Sync(mpsc::Receiver<String>),
}

impl Shared {
    fn lock(&self) -> &dyn Lock {
        match self {
            Self::MutexInt(lock) => &**lock,
            Self::MutexList(lock) => &**lock,
            Self::MutexShape(lock) => &**lock,
            Self::RwLockInt(lock) => &**lock,
            Self::RwLockList(lock) => &**lock,
            Self::RwLockShape(lock) => &**lock,
            _ => unreachable!("un verrou"),
        }
    }
}

fn create(object: Object) -> (Shared, End) {
    let shared = match object {
        Object::Mutex(Content::Int) => Shared::MutexInt(Arc::new(Mutex::new(0))),
        Object::Mutex(Content::List) => Shared::MutexList(Arc::new(Mutex::new(Vec::new()))),
        Object::Mutex(Content::Shape) => Shared::MutexShape(Arc::new(Mutex::new(shape(0)))),
        Object::RwLock(Content::Int) => Shared::RwLockInt(Arc::new(RwLock::new(0))),
        Object::RwLock(Content::List) => Shared::RwLockList(Arc::new(RwLock::new(Vec::new()))),
        Object::RwLock(Content::Shape) => Shared::RwLockShape(Arc::new(RwLock::new(shape(0)))),
        Object::Atomic => Shared::Atomic(Arc::new(AtomicI64::new(0))),
        Object::Condvar => Shared::Condvar(Arc::new(Condvar::new())),
        Object::Barrier(size) => Shared::Barrier(Arc::new(Barrier::new(size))),
        Object::Once => Shared::Once(Arc::new(OnceLock::new())),
        Object::Counted => {
            let end = End {
                counted: Some(Arc::new("compté".to_owned())),
                ..End::default()
            };
            return (Shared::None, end);
        }
        Object::Channel {
            capacity,
            payload,
            mpsc,
        } => return (Shared::None, channel_ends(capacity, payload, mpsc)),
    };
    (shared, End::default())
}

fn channel_ends(capacity: Option<usize>, payload: Payload, mpsc: bool) -> End {
    macro_rules! ends {
        ($kind:ident, $channel:expr) => {{
            let (tx, rx) = $channel;
            (Tx::$kind(tx), Rx::$kind(rx))
        }};
    }
    macro_rules! crossbeam {
        ($kind:ident) => {
            match capacity {
                Some(size) => ends!($kind, channel::bounded(size)),
                None => ends!($kind, channel::unbounded()),
            }
        };
    }
    let (tx, rx) = match (mpsc, payload, capacity) {
        (true, _, None) => ends!(Mpsc, mpsc::channel()),
        (true, _, Some(size)) => ends!(Sync, mpsc::sync_channel(size)),
        (false, Payload::Int, _) => crossbeam!(Int),
        (false, Payload::Text, _) => crossbeam!(Text),
        (false, Payload::Message, _) => crossbeam!(Message),
    };
    End {
        tx: Some(tx),
        rx: Some(rx),
        counted: None,
    }
}

trait Shape {
    fn area(&self) -> i64;
}

struct Square(i64);
struct Bar(i64);

impl Shape for Square {
    fn area(&self) -> i64 {
        self.0.wrapping_mul(self.0)
    }
}

impl Shape for Bar {
    fn area(&self) -> i64 {
        self.0
    }
}

fn shape(side: i64) -> Box<dyn Shape + Send + Sync> {
    if side % 2 == 0 {
        Box::new(Square(side))
    } else {
        Box::new(Bar(side))
    }
}

/// Ce que protège un verrou.
trait Inside: Send + Sync + 'static {
    fn number(&self) -> i64;
    fn put(&mut self, value: i64);
}

impl Inside for i64 {
    fn number(&self) -> i64 {
        *self
    }

    fn put(&mut self, value: i64) {
        *self = value;
    }
}

impl Inside for Vec<String> {
    fn number(&self) -> i64 {
        self.len() as i64
    }

    fn put(&mut self, value: i64) {
        self.push(value.to_string());
    }
}

impl Inside for Box<dyn Shape + Send + Sync> {
    fn number(&self) -> i64 {
        self.area()
    }

    fn put(&mut self, value: i64) {
        *self = shape(value);
    }
}

/// Un verrou, quel que soit ce qu'il protège.
trait Lock {
    fn take(&self, how: How, tolerant: bool) -> Option<Box<dyn Held<'_> + '_>>;
    fn is_poisoned(&self) -> bool;
    fn clear_poison(&self);
}

/// Comment finit une attente.
enum Until {
    Notified,
    Timeout,
    While(i64),
}

/// Ce que tient un bloc.
trait Held<'e> {
    fn number(&self) -> i64 {
        unreachable!("rien à lire")
    }

    fn put(&mut self, _value: i64) {
        unreachable!("rien à écrire")
    }

    fn wait(
        self: Box<Self>,
        _condvar: &Condvar,
        _until: Until,
        _tolerant: bool,
    ) -> (Box<dyn Held<'e> + 'e>, bool) {
        unreachable!("rien à attendre")
    }
}

fn unpoisoned<G>(result: Result<G, PoisonError<G>>, tolerant: bool) -> G {
    match result {
        Ok(guard) => guard,
        Err(error) if tolerant => error.into_inner(),
        Err(_) => panic!("verrou empoisonné"),
    }
}

fn tried<G>(result: Result<G, TryLockError<G>>, tolerant: bool) -> Option<G> {
    match result {
        Ok(guard) => Some(guard),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Poisoned(error)) => Some(unpoisoned(Err(error), tolerant)),
    }
}

impl<T: Inside> Lock for Mutex<T> {
    fn take(&self, how: How, tolerant: bool) -> Option<Box<dyn Held<'_> + '_>> {
        match how {
            How::TryLock => match tried(self.try_lock(), tolerant) {
                Some(guard) => Some(Box::new(guard)),
                None => None,
            },
            _ => Some(Box::new(unpoisoned(self.lock(), tolerant))),
        }
    }

    fn is_poisoned(&self) -> bool {
        self.is_poisoned()
    }

    fn clear_poison(&self) {
        self.clear_poison();
    }
}

impl<T: Inside> Lock for RwLock<T> {
    fn take(&self, how: How, tolerant: bool) -> Option<Box<dyn Held<'_> + '_>> {
        match how {
            How::Read => Some(Box::new(unpoisoned(self.read(), tolerant))),
            How::TryRead => match tried(self.try_read(), tolerant) {
                Some(guard) => Some(Box::new(guard)),
                None => None,
            },
            How::TryWrite => match tried(self.try_write(), tolerant) {
                Some(guard) => Some(Box::new(guard)),
                None => None,
            },
            _ => Some(Box::new(unpoisoned(self.write(), tolerant))),
        }
    }

    fn is_poisoned(&self) -> bool {
        self.is_poisoned()
    }

    fn clear_poison(&self) {
        self.clear_poison();
    }
}

impl<'e, T: Inside> Held<'e> for MutexGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }

    fn put(&mut self, value: i64) {
        (**self).put(value);
    }

    fn wait(
        self: Box<Self>,
        condvar: &Condvar,
        until: Until,
        tolerant: bool,
    ) -> (Box<dyn Held<'e> + 'e>, bool) {
        let mut guard = *self;
        let mut timed_out = false;
        match until {
            Until::Notified => guard = unpoisoned(condvar.wait(guard), tolerant),
            Until::Timeout => {
                let (back, result) = match condvar.wait_timeout(guard, LIMIT) {
                    Ok(both) => both,
                    Err(error) if tolerant => error.into_inner(),
                    Err(_) => panic!("verrou empoisonné"),
                };
                timed_out = result.timed_out();
                guard = back;
            }
            Until::While(value) if tolerant => {
                while (*guard).number() == value {
                    guard = unpoisoned(condvar.wait(guard), tolerant);
                }
            }
            Until::While(value) => {
                let waited = condvar.wait_while(guard, |content| content.number() == value);
                guard = unpoisoned(waited, tolerant);
            }
        }
        (Box::new(guard), timed_out)
    }
}

impl<'e, T: Inside> Held<'e> for RwLockReadGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }
}

impl<'e, T: Inside> Held<'e> for RwLockWriteGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }

    fn put(&mut self, value: i64) {
        (**self).put(value);
    }
}

impl<'e> Held<'e> for Arc<String> {}

/// Ce que tient le fil, du plus ancien au plus récent, et qu'il rend à l'envers.
struct Guards<'e>(Vec<(usize, Box<dyn Held<'e> + 'e>)>);

impl Drop for Guards<'_> {
    fn drop(&mut self) {
        while let Some(last) = self.0.pop() {
            drop(last);
        }
    }
}

impl<'e> Guards<'e> {
    fn of(&mut self, lock: usize) -> &mut (dyn Held<'e> + 'e) {
        let found = self.0.iter_mut().rev().find(|(id, _)| *id == lock);
        &mut *found.expect("le fil tient ce verrou").1
    }
}

/// La valeur privée d'un fil.
enum Private {
    None,
    Text(String),
    List(Vec<i64>),
    Shape(Box<dyn Shape>),
    Closure(Box<dyn Fn(i64) -> i64>),
    Shared(Rc<i64>),
    Owned(Arc<i64>),
    Rest(std::vec::IntoIter<i64>),
}

impl Private {
    fn new(make: Make, value: i64) -> Self {
        match make {
            Make::Text => Self::Text((0..value.rem_euclid(5)).map(|_| 'x').collect()),
            Make::List => Self::List((0..value.rem_euclid(4)).collect()),
            Make::Shape => Self::Shape(shape(value)),
            Make::Closure => Self::Closure(Box::new(move |x| x.wrapping_add(value))),
            Make::Shared => Self::Shared(Rc::new(value)),
            Make::Owned => Self::Owned(Arc::new(value)),
            Make::Rest => {
                let mut rest = vec![10, 20].into_iter();
                if value % 2 != 0 {
                    rest.next();
                }
                Self::Rest(rest)
            }
        }
    }

    fn number(&self) -> i64 {
        match self {
            Self::None => 0,
            Self::Text(text) => text.len() as i64,
            Self::List(items) => items.iter().sum(),
            Self::Shape(shape) => shape.area(),
            Self::Closure(call) => call(1),
            Self::Shared(value) => **value,
            Self::Owned(value) => **value,
            Self::Rest(rest) => rest.as_slice().iter().sum(),
        }
    }
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
            let rx = match &end.rx {
                _ if !uses.rx.contains(&id) => None,
                Some(Rx::Int(rx)) => Some(Rx::Int(rx.clone())),
                Some(Rx::Text(rx)) => Some(Rx::Text(rx.clone())),
                Some(Rx::Message(rx)) => Some(Rx::Message(rx.clone())),
                _ => end.rx.take(),
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
            Stmt::Get(lock, reg) => self.regs[*reg] = guards.of(*lock).number(),
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
            Stmt::Notify(condvar, all) => {
                let Shared::Condvar(condvar) = &shared[*condvar] else {
                    unreachable!("une condition");
                };
                if *all {
                    condvar.notify_all();
                } else {
                    condvar.notify_one();
                }
            }
            Stmt::IsPoisoned(lock, reg) => {
                self.regs[*reg] = i64::from(shared[*lock].lock().is_poisoned());
            }
            Stmt::ClearPoison(lock) => shared[*lock].lock().clear_poison(),
            Stmt::Atomic(id, op, reg) => {
                let Shared::Atomic(atomic) = &shared[*id] else {
                    unreachable!("une valeur atomique");
                };
                if let Some(old) = self.atomic(atomic, *op) {
                    self.regs[*reg] = old;
                }
            }
            Stmt::Barrier(id, reg) => {
                let Shared::Barrier(barrier) = &shared[*id] else {
                    unreachable!("une barrière");
                };
                self.regs[*reg] = i64::from(barrier.wait().is_leader());
            }
            Stmt::Once(id, op, reg) => {
                let Shared::Once(once) = &shared[*id] else {
                    unreachable!("une initialisation");
                };
                self.regs[*reg] = self.once(once, *op);
            }
            Stmt::Send(id, value, mode, reg) => {
                self.regs[*reg] = send(self.tx(*id), self.value(*value), *mode);
            }
            Stmt::Recv(id, mode, reg) => self.regs[*reg] = receive(self.rx(*id), *mode),
            Stmt::Iter(id, reg, body) => {
                while let Some(value) = next(self.rx(*id)) {
                    self.regs[*reg] = value;
                    if self.block(shared, guards, body) == Flow::Break {
                        break;
                    }
                }
            }
            Stmt::Request(id, reply, reg) => {
                let (Tx::Message(tx), Tx::Int(reply)) = (self.tx(*id), self.tx(*reply)) else {
                    unreachable!("un canal de messages, et un d'entiers");
                };
                let sent = tx.send(Message::Port(reply.clone()));
                self.regs[*reg] = if sent.is_ok() { 1 } else { -1 };
            }
            Stmt::Len(id, reg) => {
                let length = match self.rx(*id) {
                    Rx::Int(rx) => rx.len(),
                    Rx::Text(rx) => rx.len(),
                    Rx::Message(rx) => rx.len(),
                    _ => unreachable!("les canaux de std ne se comptent pas"),
                };
                self.regs[*reg] = length as i64;
            }
            Stmt::LenTx(id, reg) => {
                let length = match self.tx(*id) {
                    Tx::Int(tx) => tx.len(),
                    Tx::Text(tx) => tx.len(),
                    Tx::Message(tx) => tx.len(),
                    _ => unreachable!("les canaux de std ne se comptent pas"),
                };
                self.regs[*reg] = length as i64;
            }
            Stmt::DropTx(id) => self.ends[*id].tx = None,
            Stmt::DropRx(id) => self.ends[*id].rx = None,
            Stmt::Select(arms, fallback) => return self.select(shared, guards, arms, fallback),
            Stmt::Spawn(child) => {
                let env = self.give(shared, *child);
                let (prepared, child) = (self.prepared, *child);
                let body =
                    move || run(prepared, child, env, &mut Outer::default(), &[0; REGISTERS]);
                self.handles[child] = Some(thread::spawn(body));
            }
            Stmt::Join(child, reg) => {
                let handle = self.handles[*child].take().expect("lancé, pas attendu");
                self.regs[*reg] = handle.join().unwrap_or(-1);
            }
            Stmt::IsFinished(child, reg) => {
                let handle = self.handles[*child].as_ref().expect("lancé, pas attendu");
                self.regs[*reg] = i64::from(handle.is_finished());
            }
            Stmt::Scope(body) => self.scope(shared, body),
            Stmt::Park => thread::park(),
            Stmt::ParkTimeout => thread::park_timeout(LIMIT),
            Stmt::Unpark(child) => {
                let handle = self.handles[*child].as_ref().expect("lancé, pas attendu");
                handle.thread().unpark();
            }
            Stmt::UnparkParent => self.parent.as_ref().expect("un parent").unpark(),
            Stmt::Yield => thread::yield_now(),
            Stmt::Sleep => thread::sleep(LIMIT),
            Stmt::Count(id, reg) => self.regs[*reg] = Arc::strong_count(self.counted(*id)) as i64,
            Stmt::Owner(id, body) => {
                guards
                    .0
                    .push((usize::MAX, Box::new(self.counted(*id).clone())));
                let flow = self.block(shared, guards, body);
                drop(guards.0.pop());
                return flow;
            }
        }
        Flow::Next
    }

    fn wait<'e>(&self, condvar: &Shared, guards: &mut Guards<'e>, until: Until) -> bool {
        let Shared::Condvar(condvar) = condvar else {
            unreachable!("une condition");
        };
        let (lock, guard) = guards.0.pop().expect("le fil tient le verrou");
        let (guard, timed_out) = guard.wait(condvar, until, self.tolerant());
        guards.0.push((lock, guard));
        timed_out
    }

    fn atomic(&self, atomic: &AtomicI64, op: AtomicOp) -> Option<i64> {
        match op {
            AtomicOp::Load => Some(atomic.load(SeqCst)),
            AtomicOp::Store(value) => {
                atomic.store(self.value(value), SeqCst);
                None
            }
            AtomicOp::Add(term) => Some(atomic.fetch_add(term, SeqCst)),
            AtomicOp::Swap(value) => Some(atomic.swap(self.value(value), SeqCst)),
            AtomicOp::Exchange(current, new) => {
                let exchanged = atomic.compare_exchange(current, self.value(new), SeqCst, SeqCst);
                Some(exchanged.unwrap_or_else(|now| now))
            }
            AtomicOp::Max(other) => Some(atomic.fetch_max(other, SeqCst)),
            AtomicOp::Double => {
                let double = |value: i64| Some(value.wrapping_mul(2));
                Some(
                    atomic
                        .fetch_update(SeqCst, SeqCst, double)
                        .unwrap_or_else(|now| now),
                )
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
        fallback: &'static Fallback,
    ) -> Flow {
        let mut select = channel::Select::new();
        for arm in arms {
            match arm.kind {
                ArmKind::Recv(_) => match self.rx(arm.channel) {
                    Rx::Int(rx) => select.recv(rx),
                    Rx::Text(rx) => select.recv(rx),
                    Rx::Message(rx) => select.recv(rx),
                    _ => unreachable!("un canal de crossbeam"),
                },
                ArmKind::Send(_) => match self.tx(arm.channel) {
                    Tx::Int(tx) => select.send(tx),
                    Tx::Text(tx) => select.send(tx),
                    Tx::Message(tx) => select.send(tx),
                    _ => unreachable!("un canal de crossbeam"),
                },
            };
        }
        let (chosen, otherwise) = match fallback {
            Fallback::None => (Ok(select.select()), None),
            Fallback::Default(body) => (select.try_select().map_err(drop), Some(body)),
            Fallback::Timeout(body) => (select.select_timeout(LIMIT).map_err(drop), Some(body)),
        };
        let Ok(chosen) = chosen else {
            let otherwise = otherwise.expect("une attente finit par un choix");
            return self.block(shared, guards, otherwise);
        };
        let arm = &arms[chosen.index()];
        match arm.kind {
            ArmKind::Recv(reg) => {
                let value = match self.rx(arm.channel) {
                    Rx::Int(rx) => chosen.recv(rx).unwrap_or(-1),
                    Rx::Text(rx) => chosen.recv(rx).map_or(-1, |text| parsed(&text)),
                    Rx::Message(rx) => chosen.recv(rx).map_or(-1, answer),
                    _ => unreachable!("un canal de crossbeam"),
                };
                self.regs[reg] = value;
            }
            ArmKind::Send(value) => {
                let value = self.value(value);
                match self.tx(arm.channel) {
                    Tx::Int(tx) => drop(chosen.send(tx, value)),
                    Tx::Text(tx) => drop(chosen.send(tx, value.to_string())),
                    Tx::Message(tx) => drop(chosen.send(tx, Message::Value(value))),
                    _ => unreachable!("un canal de crossbeam"),
                }
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
                    Stmt::Join(child, reg) => {
                        let handle = handles[*child].take().expect("lancé, pas attendu");
                        self.regs[*reg] = handle.join().map_or(-1, |text| parsed(&text));
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

fn parsed(text: &str) -> i64 {
    text.parse().expect("un nombre")
}

/// Ce que donne un message ; à un émetteur, on répond.
fn answer(message: Message) -> i64 {
    match message {
        Message::Value(value) => value,
        Message::Port(reply) => {
            // Personne n'attend peut-être plus la réponse.
            let _ = reply.send(7);
            100
        }
    }
}

fn send(tx: &Tx, value: i64, mode: Mode) -> i64 {
    macro_rules! crossbeam {
        ($tx:expr, $value:expr) => {
            match mode {
                Mode::Block => $tx.send($value).map_or(-1, |()| 1),
                Mode::Now => match $tx.try_send($value) {
                    Ok(()) => 1,
                    Err(channel::TrySendError::Full(_)) => 0,
                    Err(channel::TrySendError::Disconnected(_)) => -1,
                },
                Mode::Timeout => match $tx.send_timeout($value, LIMIT) {
                    Ok(()) => 1,
                    Err(channel::SendTimeoutError::Timeout(_)) => 0,
                    Err(channel::SendTimeoutError::Disconnected(_)) => -1,
                },
            }
        };
    }
    match tx {
        Tx::Int(tx) => crossbeam!(tx, value),
        Tx::Text(tx) => crossbeam!(tx, value.to_string()),
        Tx::Message(tx) => crossbeam!(tx, Message::Value(value)),
        Tx::Mpsc(tx) => tx.send(value).map_or(-1, |()| 1),
        Tx::Sync(tx) => match mode {
            Mode::Now => match tx.try_send(value.to_string()) {
                Ok(()) => 1,
                Err(mpsc::TrySendError::Full(_)) => 0,
                Err(mpsc::TrySendError::Disconnected(_)) => -1,
            },
            _ => tx.send(value.to_string()).map_or(-1, |()| 1),
        },
    }
}

fn receive(rx: &Rx, mode: Mode) -> i64 {
    macro_rules! received {
        ($from:ident, $rx:expr, $read:expr) => {
            match mode {
                Mode::Block => $rx.recv().map_or(-1, $read),
                Mode::Now => match $rx.try_recv() {
                    Ok(message) => $read(message),
                    Err($from::TryRecvError::Empty) => -2,
                    Err($from::TryRecvError::Disconnected) => -1,
                },
                Mode::Timeout => match $rx.recv_timeout(LIMIT) {
                    Ok(message) => $read(message),
                    Err($from::RecvTimeoutError::Timeout) => -2,
                    Err($from::RecvTimeoutError::Disconnected) => -1,
                },
            }
        };
    }
    let read = |text: String| parsed(&text);
    match rx {
        Rx::Int(rx) => received!(channel, rx, |value| value),
        Rx::Text(rx) => received!(channel, rx, read),
        Rx::Message(rx) => received!(channel, rx, answer),
        Rx::Mpsc(rx) => received!(mpsc, rx, |value| value),
        Rx::Sync(rx) => received!(mpsc, rx, read),
    }
}

/// Le message suivant, pris à l'itérateur du récepteur.
fn next(rx: &Rx) -> Option<i64> {
    match rx {
        Rx::Int(rx) => rx.iter().next(),
        Rx::Text(rx) => rx.iter().next().map(|text| parsed(&text)),
        Rx::Message(rx) => rx.iter().next().map(answer),
        Rx::Mpsc(rx) => rx.iter().next(),
        Rx::Sync(rx) => rx.iter().next().map(|text| parsed(&text)),
    }
}
