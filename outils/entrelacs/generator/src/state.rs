//! Un état : ses fils, ses objets, ce qui est affiché.

use crate::program::{Content, Make, Object, Program, REGISTERS};
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Thread {
    pub status: Status,
    pub pc: usize,
    pub regs: [i64; REGISTERS],
    pub private: Private,
    pub outer: i64,
    pub cells: Vec<i64>,
    /// Ce qu'il prête aux fils de sa portée, et ce que lui prête la sienne.
    pub lends: [i64; REGISTERS],
    pub lent: [i64; REGISTERS],
    pub counters: Vec<i64>,
    pub held: Vec<Held>,
    pub frames: Vec<Frame>,
    pub panicking: bool,
    pub tx: Vec<usize>,
    pub rx: Vec<usize>,
    pub owned: Vec<usize>,
    pub wait: Wait,
    /// L'émetteur reçu auquel il va répondre.
    pub port: Option<usize>,
    /// Les émetteurs qu'il va détruire.
    pub dropping: Vec<usize>,
    /// Vrai si un `unpark` l'attend.
    pub token: bool,
    pub joined: bool,
    /// Ce qu'il rendra, une fois rendu ce qu'il tient.
    pub exiting: Option<Result<i64, ()>>,
}

/// Où en est un fil.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    #[default]
    Absent,
    Running,
    Ended(Result<i64, ()>),
}

/// La valeur privée d'un fil, et l'entier dont elle est faite.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Private(Option<(Make, i64)>);

/// Ce que tient un fil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    Lock(usize),
    Read(usize),
    Owner(usize),
}

/// Ce dont un fil est à l'intérieur, et combien il tenait en y entrant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    pub depth: usize,
    pub kind: FrameKind,
}

/// Un `catch_unwind`, ou une portée.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FrameKind {
    Catch { reg: usize, handler: usize },
    Scope(Vec<usize>),
}

/// Ce qu'un fil attend, une fois entré dans l'attente.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wait {
    #[default]
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
    Lock(Lock),
    Atomic(i64),
    Channel(Channel),
    Condvar,
    /// Les fils arrivés.
    Barrier(usize),
    Once(Once),
    /// Les propriétaires.
    Counted(usize),
}

/// Un `Mutex`, que personne ne lit sans l'écrire, ou un `RwLock`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lock {
    pub readers: Vec<usize>,
    pub writer: Option<usize>,
    pub content: Inside,
    pub poisoned: bool,
}

/// Un canal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Channel {
    pub queue: VecDeque<Message>,
    pub tx: usize,
    pub rx: usize,
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

macro_rules! objects {
    ($($kind:ident($content:ty) => $edit:ident $($read:ident)?;)+) => {
        impl State {
            $(
                pub fn $edit(&mut self, id: usize) -> &mut $content {
                    match &mut self.objects[id] {
                        Obj::$kind(content) => content,
                        other => unreachable!("{other:?} n'est pas {}", stringify!($kind)),
                    }
                }

                $(pub fn $read(&self, id: usize) -> &$content {
                    match &self.objects[id] {
                        Obj::$kind(content) => content,
                        other => unreachable!("{other:?} n'est pas {}", stringify!($kind)),
                    }
                })?
            )+
        }
    };
}

objects! {
    Lock(Lock) => lock_mut lock;
    Atomic(i64) => atomic_mut;
    Channel(Channel) => channel_mut channel;
    Barrier(usize) => barrier_mut barrier;
    Once(Once) => once_mut once;
    Counted(usize) => counted_mut counted;
}

impl State {
    /// Les objets de `program`, et ses fils, dont aucun n'est lancé.
    pub fn new(program: &Program) -> Self {
        let thread = Thread {
            cells: vec![0; program.bodies.len()],
            ..Thread::default()
        };
        Self {
            threads: vec![thread; program.bodies.len()],
            objects: program.objects.iter().map(Obj::new).collect(),
            stdout: String::new(),
            exited: false,
        }
    }

    /// Vrai si le processus est fini.
    pub fn is_over(&self) -> bool {
        self.exited || matches!(self.threads[0].status, Status::Ended(_))
    }
}

impl Obj {
    fn new(object: &Object) -> Self {
        match *object {
            Object::Mutex(content) | Object::RwLock(content) => Self::Lock(Lock {
                readers: Vec::new(),
                writer: None,
                content: Inside::new(content),
                poisoned: false,
            }),
            Object::Atomic => Self::Atomic(0),
            Object::Channel(_) => Self::Channel(Channel {
                queue: VecDeque::new(),
                tx: 1,
                rx: 1,
            }),
            Object::Condvar => Self::Condvar,
            Object::Barrier(_) => Self::Barrier(0),
            Object::Once => Self::Once(Once::Empty),
            Object::Counted => Self::Counted(1),
        }
    }
}

impl Lock {
    pub fn is_free(&self) -> bool {
        self.readers.is_empty() && self.writer.is_none()
    }
}

/// L'aire d'une forme de côté `n` : un carré s'il est pair, une barre sinon.
fn area(n: i64) -> i64 {
    if n % 2 == 0 { n.wrapping_mul(n) } else { n }
}

impl Private {
    pub fn new(make: Make, value: i64) -> Self {
        Self(Some(match make {
            Make::Text => (make, value.rem_euclid(5)),
            Make::List => (make, value.rem_euclid(4)),
            Make::Rest => (make, value.rem_euclid(2)),
            // Deux façons de partager ne se distinguent pas.
            Make::Owned => (Make::Shared, value),
            _ => (make, value),
        }))
    }

    pub fn number(&self) -> i64 {
        match self.0 {
            None => 0,
            Some((Make::Text, length)) => length,
            Some((Make::List, length)) => (0..length).sum(),
            Some((Make::Shape, side)) => area(side),
            Some((Make::Closure, captured)) => captured.wrapping_add(1),
            Some((Make::Shared | Make::Owned, value)) => value,
            Some((Make::Rest, 0)) => 30,
            Some((Make::Rest, _)) => 20,
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

    pub fn number(&self) -> i64 {
        match self {
            Self::Int(value) => *value,
            Self::List(items) => items.len() as i64,
            Self::Shape(side) => area(*side),
        }
    }

    pub fn put(&mut self, value: i64) {
        match self {
            Self::Int(content) | Self::Shape(content) => *content = value,
            Self::List(items) => items.push(value),
        }
    }
}

impl Thread {
    /// Combien garde une panique : ce que tenait déjà ce dont le fil est à l'intérieur.
    pub fn kept(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.depth)
    }

    /// Vrai si le fil est à une instruction de son code.
    pub fn is_at_instr(&self) -> bool {
        self.status == Status::Running
            && self.exiting.is_none()
            && !self.panicking
            && self.dropping.is_empty()
    }
}
