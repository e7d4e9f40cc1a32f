//! Exercice 9 : réunir deux canaux

use crossbeam_channel::{Receiver, bounded, never, select};
use std::thread;

/// Un canal sans tampon qui donne tout ce qui arrive de `a` et de `b`, dès que
/// cela arrive. Il se ferme quand les deux sont fermés.
pub fn reunir(a: Receiver<usize>, b: Receiver<usize>) -> Receiver<usize> {
    todo!("réunir les deux canaux")
}
