//! `Parker` : dormir jusqu'à ce qu'un autre fil réveille celui-ci.
//!
//! Le réveil est un jeton, que `park` prend et que `unpark` donne s'il manque : un
//! canal d'une place en fait autant.

use crate::model::object::Flavor;
use crate::model::op::Mode;
use crate::shims::channel::{self, Rx, Tx};
use crate::shims::std_shim::time::Instant;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// De quoi dormir.
pub struct Parker {
    token: Rx<()>,
    unparker: Unparker,
    /// Un seul fil s'en sert à la fois.
    alone: PhantomData<Cell<()>>,
}

/// De quoi réveiller celui qui dort par un [`Parker`].
pub struct Unparker(Tx<()>);

impl Parker {
    /// De quoi dormir, sans réveil en attente.
    #[track_caller]
    pub fn new() -> Self {
        let (tx, rx) = channel::new(Flavor::Bounded(1), false);
        Self {
            token: rx,
            unparker: Unparker(tx),
            alone: PhantomData,
        }
    }

    /// Dort jusqu'au réveil.
    #[track_caller]
    pub fn park(&self) {
        let _ = self.token.receive(Mode::Block);
    }

    /// Dort jusqu'au réveil, au plus `timeout`.
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        let _ = self.token.receive(Mode::Timeout(timeout));
    }

    /// Dort jusqu'au réveil, au plus jusqu'à `deadline`.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.park_timeout(deadline.duration_since(Instant::now()));
    }

    /// De quoi réveiller celui qui dort.
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }
}

impl Default for Parker {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

opaque! {
    padded
    [] Parker: "Parker { .. }",
    [] Unparker: "Unparker { .. }",
}

impl Unparker {
    /// Réveille celui qui dort, ou lui évitera de dormir.
    #[track_caller]
    pub fn unpark(&self) {
        let _ = self.0.send((), Mode::Now);
    }
}

impl Clone for Unparker {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
