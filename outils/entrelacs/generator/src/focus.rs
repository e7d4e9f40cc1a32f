//! Tirer un programme autour d'un thème : peu d'objets, des fils courts, qui se les
//! disputent.
//!
//! Un programme tiré sans thème fait un peu de tout : deux fils s'y rencontrent
//! rarement sur le même objet de la seule façon qui compte.

use crate::draw::{Random, draw};
use crate::program::{
    AtomicOp, Body, Cond, Content, Expr, How, Make, Mode, Object, Op, Pipe, Program, REGISTERS,
    Stmt,
};

/// Le programme comparé à ce rang : un sur deux a un thème.
pub fn drawn(rank: u64) -> Program {
    if rank.is_multiple_of(2) {
        draw(rank / 2)
    } else {
        focused(rank / 2)
    }
}

/// Le programme à thème de cette graine ; toujours le même, et bien formé.
pub fn focused(seed: u64) -> Program {
    let mut random = Random(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x2545_f491);
    let theme = THEMES[seed as usize % THEMES.len()];
    loop {
        let program = Focus::new(&mut random, theme).program();
        if program.is_well_formed() {
            return program;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    /// Un canal, et tout ce qui le regarde.
    Channel,
    /// Un canal sans tampon.
    Rendezvous,
    Condvar,
    Readers,
    Park,
    Exchange,
    Barrier,
    /// Paniques, `process::exit`, et `main` qui n'attend pas.
    Endings,
    /// Des fils d'une portée à côté de fils ordinaires.
    Scopes,
    /// Ce qu'un fil est seul à savoir.
    Private,
}

const THEMES: [Theme; 12] = [
    Theme::Channel,
    Theme::Rendezvous,
    Theme::Condvar,
    Theme::Readers,
    Theme::Park,
    Theme::Channel,
    Theme::Exchange,
    Theme::Barrier,
    Theme::Endings,
    Theme::Scopes,
    Theme::Private,
    Theme::Readers,
];

/// L'objet du thème, et celui qui est toujours à côté.
const MAIN: usize = 0;
const ATOMIC: usize = 1;
/// Le verrou et la condition.
const LOCK: usize = 2;
const CONDVAR: usize = 3;

/// Le registre d'une attente active.
const POLLED: usize = 2;

/// Attend que l'entier ne soit plus nul.
fn seen(reg: usize) -> Stmt {
    Stmt::Loop(vec![
        Stmt::atomic(ATOMIC, AtomicOp::Load, reg),
        Stmt::when(Cond::More(reg, 0), vec![Stmt::Break]),
    ])
}

struct Focus<'a> {
    random: &'a mut Random,
    theme: Theme,
    objects: Vec<Object>,
    /// Ce que chaque corps tient du canal.
    ends: [Ends; 4],
    words: usize,
}

#[derive(Clone, Copy)]
enum Ends {
    Sender,
    Receiver,
    Both,
}

impl<'a> Focus<'a> {
    fn new(random: &'a mut Random, theme: Theme) -> Self {
        let object = match theme {
            Theme::Channel => Pipe::ints(random.pick(&[Some(1), Some(1), Some(2), None, None])),
            Theme::Rendezvous => Pipe::ints(Some(0)),
            Theme::Readers => Object::RwLock(Content::Int),
            Theme::Barrier => Object::Barrier(2 + random.below(2)),
            Theme::Private => Object::Atomic,
            _ => Object::Mutex(Content::Int),
        };
        let mut objects = vec![object, Object::Atomic];
        if theme == Theme::Condvar {
            objects.extend([Object::Mutex(Content::Int), Object::Condvar]);
        }
        let ends = [Ends::Sender, Ends::Receiver, Ends::Receiver, Ends::Both];
        Self {
            ends: [(); 4].map(|()| random.pick(&ends)),
            random,
            theme,
            objects,
            words: 0,
        }
    }

    fn program(mut self) -> Program {
        let many = match self.theme {
            Theme::Condvar | Theme::Readers => 75,
            _ => 50,
        };
        let children = match self.theme {
            Theme::Channel => 1 + self.random.below(3),
            _ => 2 + usize::from(self.random.chance(many)),
        };
        let channel = matches!(self.theme, Theme::Channel | Theme::Rendezvous);
        // Les fils ordinaires d'abord, puis ceux de la portée.
        let scoped_from = match self.theme {
            Theme::Scopes => 1 + self.random.below(2),
            _ => children + 1,
        };
        let mut bodies = vec![Body::of(Vec::new())];
        for body in 1..=children {
            let most = match (children, self.theme) {
                (1 | 2, _) => 3,
                (_, Theme::Condvar) => 1,
                _ => 2,
            };
            let count = 1 + self.random.below(most);
            let scoped = body > scoped_from;
            let leaks = channel && self.random.chance(50);
            let statements = self.block(body, scoped, count);
            bodies.push(Body {
                scoped,
                leaks,
                result: Expr::Reg(self.random.below(2), 0),
                ..Body::of(statements)
            });
        }
        bodies[0].statements = self.main(children, scoped_from, channel);
        Program {
            objects: self.objects,
            bodies,
            tolerant: self.random.chance(70),
        }
    }

    fn main(&mut self, children: usize, scoped_from: usize, channel: bool) -> Vec<Stmt> {
        let mut main = Vec::new();
        if self.theme == Theme::Channel && self.random.chance(55) {
            main.push(Stmt::Let(2, Op::Send(MAIN, Expr::Const(5), Mode::Block)));
        }
        let plain = children.min(scoped_from);
        main.extend((1..=plain).map(Stmt::Spawn));
        if plain < children {
            let mut inside: Vec<Stmt> = (plain + 1..=children).map(Stmt::Spawn).collect();
            let count = self.random.below(2);
            inside.extend(self.block(0, false, count));
            if self.random.chance(40) {
                inside.push(Stmt::Let(0, Op::Join(plain + 1)));
            }
            main.push(Stmt::Scope(inside));
        }
        let drops = self.random.below(4);
        if channel && drops == 0 {
            main.push(Stmt::DropTx(MAIN));
        }
        if self.theme == Theme::Endings && self.random.chance(30) {
            main.push(Stmt::Exit);
        }
        let most = if self.theme == Theme::Park { 3 } else { 2 };
        let count = self.random.below(most + 1);
        main.extend(self.block(0, false, count));
        if channel && drops == 1 {
            main.push(Stmt::DropTx(MAIN));
        }
        if channel && drops != 3 && self.random.chance(30) {
            main.push(Stmt::DropRx(MAIN));
        }
        // Certains sont attendus, dans un ordre ou dans l'autre.
        let joined = if self.theme == Theme::Endings { 45 } else { 80 };
        let mut joins: Vec<usize> = (1..=plain).collect();
        if self.random.chance(50) {
            joins.reverse();
        }
        for child in joins {
            if self.random.chance(joined) {
                main.push(Stmt::Let(self.random.below(3), Op::Join(child)));
            }
        }
        if self.random.chance(85) {
            let values = (0..REGISTERS - 1).map(|reg| Expr::Reg(reg, 0)).collect();
            main.push(Stmt::Print("fin".to_owned(), values));
        }
        main
    }

    fn block(&mut self, body: usize, scoped: bool, count: usize) -> Vec<Stmt> {
        let mut statements = Vec::new();
        for _ in 0..count {
            self.statement(body, scoped, &mut statements);
        }
        statements
    }

    fn statement(&mut self, body: usize, scoped: bool, into: &mut Vec<Stmt>) {
        let reg = self.random.below(2);
        if self.random.chance(12) {
            return into.push(self.print());
        }
        match self.theme {
            Theme::Channel => self.on_channel(body, reg, into),
            Theme::Rendezvous => self.on_rendezvous(reg, into),
            Theme::Condvar => self.on_condvar(reg, into),
            Theme::Readers => self.on_readers(reg, into),
            Theme::Park => self.on_park(body, reg, into),
            Theme::Exchange => self.on_exchange(reg, into),
            Theme::Barrier if self.random.chance(60) => {
                into.push(Stmt::Let(reg, Op::Barrier(MAIN)))
            }
            Theme::Endings => self.on_end(reg, into),
            Theme::Scopes => self.on_scope(scoped, reg, into),
            Theme::Private => self.on_private(reg, into),
            Theme::Barrier => into.push(self.atomic(reg)),
        }
    }

    fn print(&mut self) -> Stmt {
        self.words += 1;
        Stmt::Print(format!("a{}", self.words), vec![Expr::Reg(0, 0)])
    }

    fn atomic(&mut self, reg: usize) -> Stmt {
        let op = match self.random.below(6) {
            0 | 1 => AtomicOp::Load,
            2 => AtomicOp::Add(1),
            3 => AtomicOp::Exchange(self.random.small(3), Expr::Const(self.random.small(3))),
            4 => return Stmt::Store(ATOMIC, Expr::Reg(reg, 1)),
            _ => return Stmt::Store(ATOMIC, Expr::Const(self.random.small(3))),
        };
        Stmt::atomic(ATOMIC, op, reg)
    }

    fn on_channel(&mut self, body: usize, reg: usize, into: &mut Vec<Stmt>) {
        let value = Expr::Const(self.random.small(3));
        // Un fil n'a souvent qu'un bout.
        let kind = match self.ends[body] {
            Ends::Sender => self.random.below(4),
            Ends::Receiver => 4 + self.random.below(5),
            Ends::Both => self.random.below(10),
        };
        into.push(match kind {
            0 | 1 => Stmt::Let(reg, Op::Send(MAIN, value, Mode::Block)),
            2 => Stmt::Let(reg, Op::Send(MAIN, value, Mode::Now)),
            3 => Stmt::Let(reg, Op::LenTx(MAIN)),
            4 => Stmt::Let(reg, Op::Len(MAIN)),
            5..8 => Stmt::Let(reg, Op::Recv(MAIN, Mode::Now)),
            8 => Stmt::Let(reg, Op::Recv(MAIN, Mode::Block)),
            _ => self.atomic(reg),
        });
    }

    fn on_rendezvous(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        let value = Expr::Const(self.random.small(3));
        let mode = self.random.pick(&[
            Mode::Block,
            Mode::Block,
            Mode::Now,
            Mode::Now,
            Mode::Timeout,
        ]);
        into.push(match self.random.below(6) {
            0..3 => Stmt::Let(reg, Op::Send(MAIN, value, mode)),
            3..5 => Stmt::Let(reg, Op::Recv(MAIN, mode)),
            _ => self.atomic(reg),
        });
    }

    fn on_condvar(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        let kind = self.random.below(8);
        if kind < 5 {
            let wait = match kind {
                0 | 1 => Stmt::Wait(CONDVAR, LOCK),
                2 | 3 => Stmt::WaitTimeout(CONDVAR, LOCK, reg),
                _ => Stmt::WaitWhile(CONDVAR, LOCK, 0),
            };
            let mut body = vec![wait];
            if self.random.chance(60) {
                body.push(self.print());
            }
            return into.push(Stmt::locked(LOCK, body));
        }
        if self.random.chance(50) {
            into.push(Stmt::locked(LOCK, vec![Stmt::Put(LOCK, Expr::Const(1))]));
        }
        into.push(Stmt::Notify(CONDVAR, self.random.chance(20)));
    }

    fn on_readers(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        let how = self.random.pick(&[
            How::Read,
            How::Read,
            How::Read,
            How::Write,
            How::Write,
            How::TryRead,
            How::TryWrite,
        ]);
        if self.random.chance(15) {
            return into.push(self.atomic(reg));
        }
        let mut body = vec![Stmt::Let(reg, Op::Get(MAIN))];
        let signal = Stmt::Store(ATOMIC, Expr::Const(1));
        match how {
            How::Read | How::TryRead => match self.random.below(9) {
                0 | 1 => body.push(Stmt::Park),
                2 => body.push(signal.clone()),
                3 => body.push(seen(POLLED)),
                4 => body.push(Stmt::Yield),
                5 | 6 => body.push(self.print()),
                _ => {}
            },
            _ => body.push(Stmt::Put(MAIN, Expr::Reg(reg, 1))),
        }
        match (how, self.random.below(5)) {
            // L'écrivain se dit prêt ; un lecteur vient après.
            (How::Write, 0..3) => into.push(signal),
            (How::Read, 0) => into.push(seen(POLLED)),
            _ => {}
        }
        let otherwise = match how.tries() {
            true => vec![Stmt::Set(reg, Expr::Const(-3))],
            false => Vec::new(),
        };
        into.push(Stmt::Lock(MAIN, how, body, otherwise));
    }

    fn on_park(&mut self, body: usize, reg: usize, into: &mut Vec<Stmt>) {
        into.push(match self.random.below(6) {
            0 | 1 if body == 0 => Stmt::Park,
            2 if body == 0 => Stmt::ParkTimeout,
            3 if body == 0 => Stmt::Unpark(1),
            0..3 => Stmt::UnparkParent,
            3 if self.random.chance(50) => Stmt::Park,
            3 => Stmt::ParkTimeout,
            _ => self.atomic(reg),
        });
    }

    fn on_exchange(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        match self.random.below(6) {
            0 => {
                // Un verrou fait d'un entier.
                let take = AtomicOp::Exchange(0, Expr::Const(1));
                let done = Stmt::when(Cond::Is(0, 0), vec![Stmt::Break]);
                into.push(Stmt::Loop(vec![Stmt::atomic(ATOMIC, take, 0), done]));
                if self.random.chance(70) {
                    into.push(Stmt::Store(ATOMIC, Expr::Const(0)));
                }
            }
            1 | 2 => {
                let (old, new) = (self.random.small(3), self.random.small(3));
                let op = AtomicOp::Exchange(old, Expr::Const(new));
                into.push(Stmt::atomic(ATOMIC, op, reg));
            }
            3 => {
                let body = vec![
                    Stmt::Let(reg, Op::Get(MAIN)),
                    self.atomic(reg),
                    Stmt::Put(MAIN, Expr::Reg(reg, 1)),
                ];
                into.push(Stmt::locked(MAIN, body));
            }
            _ => into.push(self.atomic(reg)),
        }
    }

    fn on_end(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        let cond = Cond::More(reg, 0);
        let load = Stmt::atomic(ATOMIC, AtomicOp::Load, reg);
        match self.random.below(10) {
            0 => into.push(Stmt::Panic),
            1 => into.extend([load, Stmt::when(cond, vec![Stmt::Panic])]),
            2 => into.push(Stmt::Exit),
            3 => into.push(Stmt::when(cond, vec![Stmt::Exit])),
            4 => into.push(self.print()),
            // Ce que fera le fil n'est pas su d'avance.
            5 | 6 => into.extend([load, Stmt::when(cond, vec![self.print()])]),
            7 => {
                let body = vec![
                    Stmt::Let(reg, Op::Get(MAIN)),
                    Stmt::Put(MAIN, Expr::Reg(reg, 1)),
                ];
                into.push(Stmt::locked(MAIN, body));
            }
            _ => into.push(self.atomic(reg)),
        }
    }

    fn on_scope(&mut self, scoped: bool, reg: usize, into: &mut Vec<Stmt>) {
        into.push(match self.random.below(7) {
            0 => self.print(),
            1 => Stmt::Yield,
            2 if scoped => Stmt::Outer(Expr::Reg(reg, 0)),
            3 if scoped => Stmt::Set(reg, Expr::Lent(reg)),
            _ => self.atomic(reg),
        });
    }

    fn on_private(&mut self, reg: usize, into: &mut Vec<Stmt>) {
        let make = self.random.pick(&[
            Make::Owned,
            Make::Owned,
            Make::Rest,
            Make::Rest,
            Make::Text,
            Make::List,
            Make::Shape,
            Make::Closure,
            Make::Shared,
        ]);
        let fresh = Stmt::Fresh(reg, Expr::Reg(reg, 0));
        match self.random.below(6) {
            0 => into.push(self.atomic(reg)),
            1 => into.push(fresh),
            2 => {
                into.push(Stmt::atomic(ATOMIC, AtomicOp::Load, reg));
                into.push(Stmt::If(
                    Cond::More(reg, 0),
                    vec![fresh.clone()],
                    Vec::new(),
                ));
                into.push(Stmt::Set(reg, Expr::Const(0)));
                into.push(Stmt::Yield);
                into.push(fresh);
            }
            _ => {
                into.push(Stmt::atomic(ATOMIC, AtomicOp::Load, reg));
                into.push(Stmt::Make(make, Expr::Reg(reg, 0)));
                into.push(Stmt::Set(reg, Expr::Const(0)));
                into.push(Stmt::Yield);
                into.push(Stmt::Set(reg, Expr::Private));
            }
        }
    }
}
