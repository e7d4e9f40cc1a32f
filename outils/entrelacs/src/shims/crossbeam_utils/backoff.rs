//! `Backoff` : attendre de plus en plus, sans dormir.

use crate::model::op::Op;
use crate::runtime::operation;
use std::cell::Cell;
use std::fmt;

/// Le nombre d'attentes actives avant de laisser passer les autres.
const SPINS: u32 = 6;
/// Le nombre d'attentes après lequel mieux vaut dormir.
const YIELDS: u32 = 10;

/// Une attente qui s'allonge à chaque essai.
#[derive(Default)]
pub struct Backoff {
    step: Cell<u32>,
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("step", &self.step)
            .field("is_completed", &self.is_completed())
            .finish()
    }
}

impl Backoff {
    /// Une attente neuve.
    pub const fn new() -> Self {
        Self { step: Cell::new(0) }
    }

    /// Recommence.
    pub fn reset(&self) {
        self.step.set(0);
    }

    /// Attend activement, quand un autre fil vient d'avancer.
    #[track_caller]
    pub fn spin(&self) {
        operation::perform(Op::Spin);
        self.longer(SPINS);
    }

    /// Attend, quand un autre fil doit avancer.
    #[track_caller]
    pub fn snooze(&self) {
        operation::perform(match self.step.get() {
            0..=SPINS => Op::Spin,
            _ => Op::Yield,
        });
        self.longer(YIELDS);
    }

    /// Vrai s'il vaut mieux dormir que d'attendre encore.
    pub fn is_completed(&self) -> bool {
        self.step.get() > YIELDS
    }

    fn longer(&self, limit: u32) {
        let step = self.step.get();
        if step <= limit {
            self.step.set(step + 1);
        }
    }
}
