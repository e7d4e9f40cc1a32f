//! `std::hint` : l'attente active.

use crate::model::op::Op;
use crate::runtime::operation;

pub use ::std::hint::black_box;

/// Une étape d'attente active.
#[track_caller]
pub fn spin_loop() {
    operation::perform(Op::Spin);
}
