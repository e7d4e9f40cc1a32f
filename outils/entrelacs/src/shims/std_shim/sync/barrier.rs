//! `Barrier` : attendre que tous soient arrivés.

use crate::model::id::{ObjectId, Token};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::operation;
use ::std::fmt;

/// Un point que des fils passent ensemble.
pub struct Barrier {
    handle: Handle,
    size: usize,
}

opaque! {
    [] Barrier: "Barrier",
}

impl Barrier {
    const_new! {
        /// Une barrière pour `size` fils.
        (size: usize)
    }

    #[track_caller]
    fn created(size: usize) -> Self {
        Self {
            handle: Handle::new(object(size)),
            size,
        }
    }

    /// Une barrière, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(size: usize) -> Self {
        Self {
            handle: Handle::in_static(),
            size,
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| None, |_: Token| object(self.size))
    }

    /// Attend que tous soient arrivés ; le dernier est le meneur.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let barrier = self.id();
        let leader = operation::perform(Op::Arrive(barrier)) == Response::Flag(true);
        if !leader {
            operation::perform(Op::WaitBarrier(barrier));
        }
        BarrierWaitResult(leader)
    }
}

fn object(size: usize) -> Object {
    Object::Barrier {
        size,
        waiting: Vec::new(),
        released: Vec::new(),
    }
}

/// Dit si ce fil est le meneur.
pub struct BarrierWaitResult(bool);

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.0)
            .finish()
    }
}

impl BarrierWaitResult {
    /// Vrai pour un seul des fils.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
