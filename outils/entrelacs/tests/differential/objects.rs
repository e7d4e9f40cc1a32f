//! Les objets partagés, et ce qu'un fil en tient.

use crate::channels::{Rx, Tx, channel};
use crate::locks::Lock;
use crate::values::shape;
use entrelacs::std_shim::sync::atomic::AtomicI64;
use entrelacs::std_shim::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock};
use entrelacs_generator::{Content, Object};

/// Un objet, dont plusieurs fils tiennent un `Arc`.
#[derive(Clone)]
pub enum Shared {
    None,
    Lock(Arc<dyn Lock>),
    Atomic(Arc<AtomicI64>),
    Condvar(Arc<Condvar>),
    Barrier(Arc<Barrier>),
    Once(Arc<OnceLock<String>>),
}

/// Les bouts d'un canal que tient un fil, ou l'`Arc` dont on compte les
/// propriétaires.
#[derive(Default)]
pub struct End {
    pub rx: Option<Rx>,
    pub tx: Option<Tx>,
    pub counted: Option<Arc<String>>,
}

macro_rules! kinds {
    ($($name:ident $kind:ident($content:ty),)+) => {
        impl Shared {
            $(pub fn $name(&self) -> &$content {
                match self {
                    Self::$kind(content) => &**content,
                    _ => unreachable!("un objet {}", stringify!($kind)),
                }
            })+
        }
    };
}

kinds! {
    lock Lock(dyn Lock),
    atomic Atomic(AtomicI64),
    condvar Condvar(Condvar),
    barrier Barrier(Barrier),
    once Once(OnceLock<String>),
}

pub fn create(object: Object) -> (Shared, End) {
    macro_rules! lock {
        ($lock:ident, $content:ident) => {
            Shared::Lock(match $content {
                Content::Int => Arc::new($lock::new(0_i64)),
                Content::List => Arc::new($lock::new(Vec::<String>::new())),
                Content::Shape => Arc::new($lock::new(shape(0))),
            })
        };
    }
    let mut end = End::default();
    let shared = match object {
        Object::Mutex(content) => lock!(Mutex, content),
        Object::RwLock(content) => lock!(RwLock, content),
        Object::Atomic => Shared::Atomic(Arc::new(AtomicI64::new(0))),
        Object::Condvar => Shared::Condvar(Arc::new(Condvar::new())),
        Object::Barrier(size) => Shared::Barrier(Arc::new(Barrier::new(size))),
        Object::Once => Shared::Once(Arc::new(OnceLock::new())),
        Object::Counted => {
            end.counted = Some(Arc::new("compté".to_owned()));
            Shared::None
        }
        Object::Channel(pipe) => {
            let (tx, rx) = channel(pipe);
            (end.tx, end.rx) = (Some(tx), Some(rx));
            Shared::None
        }
    };
    (shared, end)
}
