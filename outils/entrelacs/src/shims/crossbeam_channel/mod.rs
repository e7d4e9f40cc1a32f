//! Ce qui tient lieu de `crossbeam_channel` dans un programme exploré.

mod receiver;
mod select;
mod select_macro;
mod sender;

pub use self::receiver::{IntoIter, Iter, Receiver, TryIter, after, at, never, tick};
pub use self::select::{Select, SelectedOperation};
pub use self::sender::Sender;
pub use crate::{select, select_biased};
// Les erreurs n'ont rien à modéliser : ce sont les vraies.
pub use ::crossbeam_channel::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};

use crate::model::object::Flavor;
use crate::shims::channel;

/// Un canal de taille fixée ; de taille nulle, chaque message est un
/// rendez-vous.
#[track_caller]
pub fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>) {
    ends(match cap {
        0 => Flavor::Rendezvous,
        size => Flavor::Bounded(size),
    })
}

/// Un canal sans limite.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    ends(Flavor::Unbounded)
}

#[track_caller]
fn ends<T>(flavor: Flavor) -> (Sender<T>, Receiver<T>) {
    let keeps = matches!(flavor, Flavor::Bounded(_));
    let (tx, rx) = channel::new(flavor, keeps);
    (Sender(tx), Receiver { rx })
}
