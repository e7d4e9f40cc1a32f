//! Tirer un programme d'une graine.

use crate::program::{
    Arm, ArmKind, AtomicOp, Body, Cond, Content, Expr, How, Make, Mode, Object, OnceOp, Op,
    Payload, Pipe, Program, REGISTERS, Stmt,
};

/// Le registre que change une attente active.
const POLLED: usize = 0;
/// Celui qui compte les tours.
const TURNS: usize = 3;
/// Les opérations visibles d'un programme, à peu près : au-delà, la référence
/// n'en finirait pas.
const BUDGET: i64 = 13;

/// Le programme de cette graine ; toujours le même, et bien formé.
pub fn draw(seed: u64) -> Program {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x51ed_270b);
    loop {
        let program = Drawer::new(&mut random).program();
        if program.is_well_formed() {
            return program;
        }
    }
}

/// `SplitMix64`, de Steele, Lea et Flood (« Fast splittable pseudorandom number
/// generators », 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub(crate) fn small(&mut self, bound: i64) -> i64 {
        self.below(bound as usize) as i64
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Un rang, selon ces poids.
    pub(crate) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut at = self.below(weights.iter().sum());
        weights
            .iter()
            .position(|&weight| {
                let here = at < weight;
                at = at.wrapping_sub(weight);
                here
            })
            .unwrap_or(0)
    }
}

struct Drawer<'a> {
    random: &'a mut Random,
    objects: Vec<Object>,
    /// Pour chaque canal de std, le seul corps qui reçoit.
    receivers: Vec<usize>,
    bodies: usize,
    budget: i64,
    words: usize,
}

/// Où l'on tire une instruction.
#[derive(Clone, Copy)]
struct Place {
    body: usize,
    depth: usize,
    /// Le verrou que tient le bloc, et s'il le tient en écriture.
    held: Option<(usize, bool)>,
    looping: bool,
    /// Faux sous `catch_unwind`, où une garde du dehors ne sert pas.
    scoped: bool,
}

impl Place {
    /// Au premier niveau d'un corps.
    fn of(body: usize, scoped: bool) -> Self {
        Self {
            body,
            depth: 0,
            held: None,
            looping: false,
            scoped,
        }
    }

    fn looping(self, looping: bool) -> Self {
        Self { looping, ..self }
    }

    fn holding(self, held: Option<(usize, bool)>) -> Self {
        Self { held, ..self }
    }
}

impl<'a> Drawer<'a> {
    fn new(random: &'a mut Random) -> Self {
        Self {
            random,
            objects: Vec::new(),
            receivers: Vec::new(),
            bodies: 0,
            budget: BUDGET,
            words: 0,
        }
    }

    fn program(mut self) -> Program {
        let children = 1 + self.random.weighted(&[30, 52, 18]);
        self.bodies = children + 1;
        self.objects();
        let scoped = self.random.chance(28);
        let nested = !scoped && children > 1 && self.random.chance(12);
        let mut bodies = vec![Body::of(Vec::new())];
        for body in 1..=children {
            let place = Place::of(body, scoped);
            let count = 1 + self.random.below(3);
            let mut statements = self.block(place, count);
            if self.random.chance(15) {
                statements.push(self.maybe_panic());
            }
            bodies.push(Body {
                scoped,
                result: Expr::Reg(self.random.below(REGISTERS), 0),
                ..Body::of(statements)
            });
        }
        if nested {
            bodies[children].parent = 1;
            let at = self.random.below(bodies[1].statements.len() + 1);
            bodies[1].statements.insert(at, Stmt::Spawn(children));
            if self.random.chance(70) {
                bodies[1].statements.push(Stmt::Let(1, Op::Join(children)));
            }
        }
        bodies[0].statements = self.main(&bodies);
        let mut program = Program {
            objects: self.objects,
            bodies,
            tolerant: self.random.chance(60),
        };
        drop_ends(&mut program, self.random);
        program
    }

    fn objects(&mut self) {
        let count = 1 + self.random.weighted(&[45, 40, 15]);
        for _ in 0..count {
            let content =
                self.random
                    .pick(&[Content::Int, Content::Int, Content::List, Content::Shape]);
            match self.random.weighted(&[20, 10, 20, 30, 10, 5, 6, 7]) {
                0 => self.objects.push(Object::Mutex(content)),
                1 => self.objects.push(Object::RwLock(content)),
                2 => self.objects.push(Object::Atomic),
                3 => {
                    let mpsc = self.random.chance(20);
                    let capacity =
                        self.random
                            .pick(&[Some(0), Some(0), Some(1), Some(2), None, None]);
                    let payload = match (mpsc, capacity) {
                        (true, None) => Payload::Int,
                        (true, Some(_)) => Payload::Text,
                        (false, Some(0) | None) => self.random.pick(&[
                            Payload::Int,
                            Payload::Int,
                            Payload::Text,
                            Payload::Message,
                        ]),
                        _ => self.random.pick(&[Payload::Int, Payload::Text]),
                    };
                    self.objects.push(Object::Channel(Pipe {
                        capacity,
                        payload,
                        mpsc,
                    }));
                    if payload == Payload::Message {
                        // De quoi répondre.
                        let capacity = self.random.pick(&[Some(0), Some(1), None]);
                        self.objects.push(Pipe::ints(capacity));
                    }
                }
                4 => {
                    self.objects.push(Object::Mutex(content));
                    self.objects.push(Object::Condvar);
                }
                5 => {
                    let size = 2 + self.random.below(self.bodies - 1);
                    self.objects.push(Object::Barrier(size));
                }
                6 => self.objects.push(Object::Once),
                _ => self.objects.push(Object::Counted),
            }
        }
        self.receivers = (0..self.objects.len())
            .map(|_| self.random.below(self.bodies))
            .collect();
    }

    fn main(&mut self, bodies: &[Body]) -> Vec<Stmt> {
        let place = Place::of(0, false);
        let mine: Vec<usize> = (1..bodies.len())
            .filter(|&b| bodies[b].parent == 0)
            .collect();
        let mut statements = Vec::new();
        if self.random.chance(15) {
            statements.extend(self.block(place, 1));
        }
        let mut inside = Vec::new();
        for &child in &mine {
            inside.push(Stmt::Spawn(child));
            if self.random.chance(10) {
                inside.extend(self.block(place, 1));
            }
        }
        let count = self.random.weighted(&[30, 45, 25]);
        inside.extend(self.block(place, count));
        let scoped = mine.iter().any(|&child| bodies[child].scoped);
        for &child in &mine {
            if !scoped && self.random.chance(8) {
                inside.push(Stmt::Let(2, Op::IsFinished(child)));
            }
            if self.random.chance(if scoped { 30 } else { 82 }) {
                inside.push(Stmt::Let(self.random.below(2), Op::Join(child)));
            }
        }
        if scoped {
            statements.push(Stmt::Scope(inside));
            for &child in &mine {
                if self.random.chance(70) {
                    statements.push(Stmt::Set(self.random.below(REGISTERS), Expr::Cell(child)));
                }
            }
        } else {
            statements.extend(inside);
        }
        if self.random.chance(25) {
            statements.extend(self.block(place, 1));
        }
        if self.random.chance(92) {
            let values = (0..REGISTERS).map(|reg| Expr::Reg(reg, 0)).collect();
            statements.push(Stmt::Print("fin".to_owned(), values));
        }
        statements
    }

    fn block(&mut self, place: Place, count: usize) -> Vec<Stmt> {
        let mut statements = Vec::new();
        for _ in 0..count {
            if self.budget <= 0 {
                break;
            }
            self.statement(place, &mut statements);
        }
        statements
    }

    /// Un bloc d'au moins une instruction.
    fn body(&mut self, place: Place, most: usize) -> Vec<Stmt> {
        let count = 1 + self.random.below(most);
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        self.block(place, count)
    }

    fn statement(&mut self, place: Place, into: &mut Vec<Stmt>) {
        let deep = place.depth >= 2;
        let kinds = [
            58,
            if deep { 0 } else { 9 },
            if deep { 0 } else { 10 },
            if deep { 0 } else { 6 },
            13,
            5,
            if deep || place.held.is_some() { 0 } else { 4 },
            10,
        ];
        match self.random.weighted(&kinds) {
            0 => {
                let object = self.random.below(self.objects.len());
                self.on_object(place, object, into);
            }
            1 => {
                let cond = self.cond();
                let then = self.body(place, 2);
                let otherwise = match self.random.chance(40) {
                    true => self.body(place, 1),
                    false => Vec::new(),
                };
                into.push(Stmt::If(cond, then, otherwise));
            }
            2 if place.held.is_none() => self.poll(place, into),
            2 | 3 => {
                let turns = 1 + self.random.small(2);
                self.budget -= 1;
                let reg = self.random.below(REGISTERS);
                let body = self.body(place.looping(true), 1);
                into.push(Stmt::Repeat(reg, turns, body));
            }
            4 => {
                self.budget -= 1;
                let print = self.print();
                into.push(print);
            }
            5 => self.private(into),
            6 => {
                let mut body = self.body(place.looping(false), 2);
                body.push(self.maybe_panic());
                into.push(Stmt::Catch(self.random.below(REGISTERS), body));
            }
            _ => self.plain(place, into),
        }
    }

    fn plain(&mut self, place: Place, into: &mut Vec<Stmt>) {
        let value = self.expr();
        let reg = self.random.below(REGISTERS);
        match self.random.below(8) {
            0 => into.push(Stmt::Yield),
            1 => into.push(Stmt::Sleep),
            2 if self.bodies > 1 && place.held.is_none() => {
                // Deux fils qui se réveillent.
                if place.body == 0 {
                    into.push(Stmt::Park);
                } else {
                    into.push(Stmt::UnparkParent);
                }
                self.budget -= 1;
            }
            3 if place.held.is_none() && self.random.chance(40) => {
                into.push(Stmt::ParkTimeout);
                self.budget -= 1;
            }
            4 if place.looping && self.random.chance(50) => {
                let cond = self.cond();
                into.push(Stmt::when(cond, vec![Stmt::Break]));
            }
            5 if place.scoped => {
                let lent = Expr::Lent(self.random.below(REGISTERS));
                into.push(Stmt::Set(reg, lent));
            }
            _ if place.scoped => into.push(Stmt::Outer(value)),
            _ => into.push(Stmt::Set(reg, value)),
        }
    }

    fn private(&mut self, into: &mut Vec<Stmt>) {
        match self.random.below(4) {
            0 => into.push(Stmt::Forget),
            1 => {
                let reg = self.random.below(REGISTERS);
                into.push(Stmt::Set(reg, Expr::Private));
            }
            _ => {
                let make = self.random.pick(&[
                    Make::Text,
                    Make::List,
                    Make::Shape,
                    Make::Closure,
                    Make::Shared,
                ]);
                let value = self.expr();
                into.push(Stmt::Make(make, value));
            }
        }
    }

    fn expr(&mut self) -> Expr {
        match self.random.below(10) {
            0..4 => Expr::Const(self.random.small(4)),
            4 => Expr::Private,
            5 | 6 => Expr::Reg(self.random.below(REGISTERS), 1),
            _ => Expr::Reg(self.random.below(REGISTERS), 0),
        }
    }

    fn cond(&mut self) -> Cond {
        let reg = self.random.below(REGISTERS);
        match self.random.below(3) {
            0 => Cond::Is(reg, self.random.small(3)),
            1 => Cond::Less(reg, self.random.small(3)),
            _ => Cond::More(reg, self.random.small(2)),
        }
    }

    fn print(&mut self) -> Stmt {
        self.words += 1;
        let word = format!("a{}", self.words);
        let values = (0..self.random.below(2)).map(|_| self.expr()).collect();
        Stmt::Print(word, values)
    }

    fn maybe_panic(&mut self) -> Stmt {
        let cond = self.cond();
        Stmt::when(cond, vec![Stmt::Panic])
    }

    /// Une attente active, avec ou sans compteur.
    fn poll(&mut self, place: Place, into: &mut Vec<Stmt>) {
        let object = self.random.below(self.objects.len());
        let (look, cond) = match self.objects[object] {
            Object::Atomic if self.random.chance(30) => {
                let new = Expr::Const(1 + self.random.small(2));
                let op = AtomicOp::Exchange(0, new);
                (Stmt::atomic(object, op, POLLED), Cond::Is(POLLED, 0))
            }
            Object::Atomic => (
                Stmt::atomic(object, AtomicOp::Load, POLLED),
                Cond::More(POLLED, 0),
            ),
            Object::Channel(pipe) if self.receives(pipe, object, place) => (
                Stmt::Let(POLLED, Op::Recv(object, Mode::Now)),
                Cond::More(POLLED, if self.random.chance(50) { -1 } else { -2 }),
            ),
            Object::Mutex(_) | Object::RwLock(_) => {
                let how = match self.objects[object] {
                    Object::Mutex(_) => How::Lock,
                    _ => How::Read,
                };
                let body = vec![Stmt::Let(POLLED, Op::Get(object))];
                let look = Stmt::Lock(object, how, body, Vec::new());
                (look, Cond::More(POLLED, 0))
            }
            Object::Once => (
                Stmt::Let(POLLED, Op::Once(object, OnceOp::Get)),
                Cond::More(POLLED, -1),
            ),
            Object::Counted => (Stmt::Let(POLLED, Op::Count(object)), Cond::Less(POLLED, 2)),
            _ => return self.on_object(place, object, into),
        };
        self.budget -= 2;
        let mut body = vec![look];
        let mut seen = Vec::new();
        if !self.random.chance(80) {
            seen.push(Stmt::Print("vu".to_owned(), vec![Expr::Reg(TURNS, 0)]));
        }
        seen.push(Stmt::Break);
        body.push(Stmt::when(cond, seen));
        let saturates = self.random.chance(25);
        let saturated = saturates.then(|| self.random.pick(&[2, 3, 7, 24]));
        if let Some(most) = saturated {
            let more = vec![Stmt::Set(TURNS, Expr::Reg(TURNS, 1))];
            body.push(Stmt::when(Cond::Less(TURNS, most), more));
        } else if self.random.chance(60) {
            // Un compteur qui change la suite après quelques tours.
            body.push(Stmt::Set(TURNS, Expr::Reg(TURNS, 1)));
            let last = 1 + self.random.small(4);
            let change = match self.random.below(6) {
                0 => vec![Stmt::Panic],
                1 | 2 => vec![Stmt::Break],
                3 => vec![Stmt::Print("assez".to_owned(), Vec::new()), Stmt::Break],
                // Le compteur recommence : la boucle est sans fin, et finie.
                4 => vec![Stmt::Set(TURNS, Expr::Const(0))],
                _ => {
                    let value = self.expr();
                    vec![
                        Stmt::Make(Make::Text, value),
                        Stmt::Set(TURNS, Expr::Const(0)),
                    ]
                }
            };
            body.push(Stmt::when(Cond::More(TURNS, last), change));
        } else if self.random.chance(40) {
            body.push(Stmt::Yield);
        }
        into.push(Stmt::Set(TURNS, Expr::Const(0)));
        into.push(Stmt::Loop(body));
        if let Some(most) = saturated {
            // Le nombre de tours se voit après la boucle.
            let seen = match self.random.below(3) {
                0 => vec![Stmt::Panic],
                1 => vec![Stmt::Print("beaucoup".to_owned(), Vec::new())],
                _ => vec![Stmt::Set(1, Expr::Const(9))],
            };
            into.push(Stmt::when(Cond::More(TURNS, most - 1), seen));
        }
    }

    fn on_object(&mut self, place: Place, object: usize, into: &mut Vec<Stmt>) {
        self.budget -= 1;
        let reg = self.random.below(REGISTERS);
        match self.objects[object] {
            Object::Mutex(_) | Object::RwLock(_) => self.on_lock(place, object, reg, into),
            Object::Atomic => {
                let op = match self.random.below(9) {
                    0 | 1 => AtomicOp::Load,
                    2 | 3 => return into.push(Stmt::Store(object, self.expr())),
                    4 | 5 => AtomicOp::Add(1 + self.random.small(2)),
                    6 => AtomicOp::Swap(self.expr()),
                    7 => AtomicOp::Exchange(self.random.small(2), self.expr()),
                    _ => self.random.pick(&[AtomicOp::Max(1), AtomicOp::Double]),
                };
                into.push(Stmt::atomic(object, op, reg));
                // Lire puis écrire : une mise à jour peut se perdre.
                if op == AtomicOp::Load && self.random.chance(40) {
                    self.budget -= 1;
                    into.push(Stmt::Store(object, Expr::Reg(reg, 1)));
                }
            }
            Object::Channel(pipe) => self.on_channel(place, object, pipe, reg, into),
            Object::Condvar => self.on_condvar(place, object, reg, into),
            Object::Barrier(_) if place.held.is_none() => {
                into.push(Stmt::Let(reg, Op::Barrier(object)))
            }
            Object::Once => {
                let op = match self.random.below(5) {
                    0 | 1 => OnceOp::Init(self.expr(), self.random.chance(30)),
                    2 => OnceOp::Set(self.expr()),
                    _ => OnceOp::Get,
                };
                into.push(Stmt::Let(reg, Op::Once(object, op)));
            }
            Object::Counted if self.random.chance(60) => {
                into.push(Stmt::Let(reg, Op::Count(object)))
            }
            Object::Counted => {
                let body = self.body(place.holding(None), 1);
                if place.held.is_none() {
                    into.push(Stmt::Owner(object, body));
                }
            }
            Object::Barrier(_) => {}
        }
    }

    fn on_lock(&mut self, place: Place, object: usize, reg: usize, into: &mut Vec<Stmt>) {
        if place.held.is_some_and(|(held, _)| held == object) {
            return into.push(Stmt::Let(reg, Op::Get(object)));
        }
        if self.random.chance(6) {
            return into.push(match self.random.pick(&[true, false]) {
                true => Stmt::Let(reg, Op::IsPoisoned(object)),
                false => Stmt::ClearPoison(object),
            });
        }
        let rwlock = matches!(self.objects[object], Object::RwLock(_));
        let how = match (rwlock, self.random.below(6)) {
            (false, 0) => How::TryLock,
            (false, _) => How::Lock,
            (true, 0) => How::TryRead,
            (true, 1) => How::TryWrite,
            (true, 2 | 3) => How::Read,
            (true, _) => How::Write,
        };
        let writes = !how.reads();
        let mut body = vec![Stmt::Let(reg, Op::Get(object))];
        if writes {
            let value = match self.random.chance(50) {
                true => Expr::Reg(reg, 1),
                false => self.expr(),
            };
            body.push(Stmt::Put(object, value));
        }
        if place.depth < 2 && self.random.chance(30) {
            let inner = place.looping(false).holding(Some((object, writes)));
            body.extend(self.body(inner, 1));
        }
        if self.random.chance(6) {
            body.push(self.maybe_panic());
        }
        if self.random.chance(15) {
            body.remove(0);
        }
        let otherwise = match how.tries() {
            true => vec![Stmt::Set(reg, Expr::Const(-3))],
            false => Vec::new(),
        };
        into.push(Stmt::Lock(object, how, body, otherwise));
    }

    /// Vrai si ce corps peut recevoir de ce canal.
    fn receives(&self, pipe: Pipe, object: usize, place: Place) -> bool {
        !pipe.mpsc || self.receivers[object] == place.body
    }

    fn on_channel(
        &mut self,
        place: Place,
        object: usize,
        pipe: Pipe,
        reg: usize,
        into: &mut Vec<Stmt>,
    ) {
        let mpsc = pipe.mpsc;
        let receives = self.receives(pipe, object, place);
        let sends = match mpsc {
            true => !receives,
            false => self.random.chance(50),
        };
        if sends || !receives {
            if pipe.payload == Payload::Message && self.random.chance(60) {
                into.push(Stmt::Let(reg, Op::Request(object, object + 1)));
                if self.random.chance(80) {
                    self.budget -= 1;
                    into.push(Stmt::Let(reg, Op::Recv(object + 1, Mode::Block)));
                }
                return;
            }
            let mode = match (mpsc, self.random.below(8)) {
                (true, 0) if pipe.capacity.is_some() => Mode::Now,
                (false, 0) => Mode::Now,
                (false, 1) => Mode::Timeout,
                _ => Mode::Block,
            };
            let value = self.expr();
            into.push(Stmt::Let(reg, Op::Send(object, value, mode)));
            return;
        }
        match self.random.below(10) {
            0 | 1 if place.depth < 2 => {
                let body = self.body(place.looping(true), 1);
                into.push(Stmt::Iter(object, reg, body));
            }
            2 if !mpsc => into.push(Stmt::Let(reg, Op::Len(object))),
            3 => into.push(Stmt::Let(reg, Op::Recv(object, Mode::Now))),
            4 => into.push(Stmt::Let(reg, Op::Recv(object, Mode::Timeout))),
            5..=7 if !mpsc && place.depth < 2 => self.select(place, object, reg, into),
            _ => into.push(Stmt::Let(reg, Op::Recv(object, Mode::Block))),
        }
    }

    fn select(&mut self, place: Place, object: usize, reg: usize, into: &mut Vec<Stmt>) {
        let values = |id: usize| match self.objects[id] {
            Object::Channel(pipe) => !pipe.mpsc && pipe.payload != Payload::Message,
            _ => false,
        };
        let ids = 0..self.objects.len();
        let channels: Vec<usize> = ids.filter(|&id| id == object || values(id)).collect();
        let other = self.random.pick(&channels);
        let kind = match self.random.chance(40) && values(other) {
            true => ArmKind::Send(self.expr()),
            false => ArmKind::Recv(reg),
        };
        let mut arms = vec![
            Arm::alone(object, ArmKind::Recv(reg)),
            Arm {
                body: vec![Stmt::Set(2, Expr::Const(5))],
                ..Arm::alone(other, kind)
            },
        ];
        if self.random.chance(30) {
            arms[0].body = self.body(place.looping(false), 1);
        }
        let mode = match self.random.below(6) {
            0 => Mode::Now,
            1 => Mode::Timeout,
            _ => Mode::Block,
        };
        let otherwise = match mode {
            Mode::Block => Vec::new(),
            _ => vec![Stmt::Set(reg, Expr::Const(-2))],
        };
        into.push(Stmt::Select(arms, mode, otherwise));
    }

    fn on_condvar(&mut self, place: Place, condvar: usize, reg: usize, into: &mut Vec<Stmt>) {
        let lock = condvar - 1;
        if place.held.is_some_and(|(held, _)| held == lock) {
            return into.push(Stmt::Notify(condvar, self.random.chance(40)));
        }
        match self.random.below(6) {
            0 | 1 => {
                let body = vec![Stmt::Put(lock, Expr::Const(1))];
                into.push(Stmt::locked(lock, body));
                into.push(Stmt::Notify(condvar, self.random.chance(40)));
            }
            2 => into.push(Stmt::Notify(condvar, self.random.chance(40))),
            kind => {
                let wait = match kind {
                    3 => Stmt::Wait(condvar, lock),
                    4 => Stmt::WaitTimeout(condvar, lock, reg),
                    _ => Stmt::WaitWhile(condvar, lock, 0),
                };
                let body = vec![wait, Stmt::Let(reg, Op::Get(lock))];
                into.push(Stmt::locked(lock, body));
            }
        }
    }
}

/// Fait détruire par `main`, d'ordinaire, les bouts de canal dont il ne se sert
/// plus : sinon personne ne verrait la fermeture.
fn drop_ends(program: &mut Program, random: &mut Random) {
    for channel in 0..program.objects.len() {
        if !matches!(program.objects[channel], Object::Channel(_)) {
            continue;
        }
        for tx in [true, false] {
            if !random.chance(if tx { 88 } else { 60 }) {
                continue;
            }
            let drops = match tx {
                true => Stmt::DropTx(channel),
                false => Stmt::DropRx(channel),
            };
            // Au plus tôt : après le dernier usage ; `is_well_formed` le dira.
            let better = insertions(program, &drops).find(Program::is_well_formed);
            if let Some(better) = better {
                *program = better;
            }
        }
    }
}

/// Le programme avec `statement` à chaque place du premier niveau de `main`, et de sa
/// portée.
fn insertions<'a>(program: &'a Program, statement: &'a Stmt) -> impl Iterator<Item = Program> + 'a {
    let main = &program.bodies[0].statements;
    let places = (0..=main.len()).flat_map(|at| {
        let inside = match main.get(at) {
            Some(Stmt::Scope(inside)) => inside.len() + 1,
            _ => 0,
        };
        std::iter::once((at, None)).chain((0..inside).map(move |rank| (at, Some(rank))))
    });
    places.map(move |(at, inside)| {
        let mut tried = program.clone();
        let main = &mut tried.bodies[0].statements;
        match (main.get_mut(at), inside) {
            (Some(Stmt::Scope(inside)), Some(rank)) => inside.insert(rank, statement.clone()),
            _ => main.insert(at, statement.clone()),
        }
        tried
    })
}
