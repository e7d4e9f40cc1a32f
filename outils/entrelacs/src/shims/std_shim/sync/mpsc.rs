//! `std::sync::mpsc` : des canaux à un seul récepteur.

use crate::model::object::Flavor;
use crate::model::op::Mode;
use crate::shims::channel::{self, Failure, Rx, Tx, receiver, sender};
use ::std::fmt;
use ::std::time::Duration;

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// Un canal sans limite.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (tx, rx) = channel::new(Flavor::Unbounded, false);
    (Sender(tx), Receiver::new(rx))
}

/// Un canal de taille fixée ; de taille nulle, chaque envoi est un rendez-vous.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let flavor = match bound {
        0 => Flavor::Rendezvous,
        size => Flavor::Bounded(size),
    };
    let (tx, rx) = channel::new(flavor, false);
    (SyncSender(tx), Receiver::new(rx))
}

/// L'émetteur d'un canal sans limite.
pub struct Sender<T>(Tx<T>);

/// L'émetteur d'un canal de taille fixée.
pub struct SyncSender<T>(Tx<T>);

sender!(Sender, "Envoie une valeur, sans jamais attendre.");
sender!(
    SyncSender,
    "Envoie une valeur, en attendant une place ou le récepteur.",
    try
);

/// Le récepteur d'un canal.
pub struct Receiver<T> {
    rx: Rx<T>,
    /// Un récepteur ne se partage pas entre fils.
    alone: ::std::marker::PhantomData<::std::cell::Cell<()>>,
}

impl<T> Receiver<T> {
    fn new(rx: Rx<T>) -> Self {
        Self {
            rx,
            alone: ::std::marker::PhantomData,
        }
    }
}

receiver!();

opaque! {
    [T] Sender<T>: "Sender",
    [T] SyncSender<T>: "SyncSender",
    [T] Receiver<T>: "Receiver",
}

/// Les messages d'un canal, jusqu'à sa fermeture.
#[derive(Debug)]
pub struct Iter<'a, T> {
    rx: &'a Receiver<T>,
}

/// Les messages déjà là.
#[derive(Debug)]
pub struct TryIter<'a, T> {
    rx: &'a Receiver<T>,
}

/// Les messages d'un canal que l'itérateur possède.
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}
