//! `std::sync::mpsc` : des canaux à un seul récepteur.

use crate::model::object::Flavor;
use crate::model::op::Mode;
use crate::shims::channel::{self, Failure, Rx, Tx};
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

impl<T> Sender<T> {
    /// Envoie une valeur, sans jamais attendre.
    ///
    /// # Errors
    ///
    /// La valeur, si le récepteur n'est plus là.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let sent = self.0.send(value, Mode::Block);
        sent.map_err(|(value, _)| SendError(value))
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// L'émetteur d'un canal de taille fixée.
pub struct SyncSender<T>(Tx<T>);

impl<T> SyncSender<T> {
    /// Envoie une valeur, en attendant une place ou le récepteur.
    ///
    /// # Errors
    ///
    /// La valeur, si le récepteur n'est plus là.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let sent = self.0.send(value, Mode::Block);
        sent.map_err(|(value, _)| SendError(value))
    }

    /// Envoie une valeur si c'est possible sans attendre.
    ///
    /// # Errors
    ///
    /// La valeur, si le canal est plein ou le récepteur parti.
    #[track_caller]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        let sent = self.0.send(value, Mode::Now);
        sent.map_err(|(value, failure)| match failure {
            Failure::Disconnected => TrySendError::Disconnected(value),
            _ => TrySendError::Full(value),
        })
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

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

    /// Attend un message.
    ///
    /// # Errors
    ///
    /// Le canal est vide et n'a plus d'émetteur.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.rx.receive(Mode::Block).map_err(|_| RecvError)
    }

    /// Reçoit un message s'il y en a un.
    ///
    /// # Errors
    ///
    /// Le canal est vide, avec ou sans émetteur.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.rx.receive(Mode::Now).map_err(|failure| match failure {
            Failure::Disconnected => TryRecvError::Disconnected,
            _ => TryRecvError::Empty,
        })
    }

    /// Attend un message, au plus `limit`.
    ///
    /// # Errors
    ///
    /// Le délai est écoulé, ou le canal est vide et n'a plus d'émetteur.
    #[track_caller]
    pub fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
        let received = self.rx.receive(Mode::Timeout(limit));
        received.map_err(|failure| match failure {
            Failure::Disconnected => RecvTimeoutError::Disconnected,
            _ => RecvTimeoutError::Timeout,
        })
    }

    /// Les messages, jusqu'à la fermeture du canal.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// Les messages déjà là.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// Les messages d'un canal, jusqu'à sa fermeture.
#[derive(Debug)]
pub struct Iter<'a, T> {
    rx: &'a Receiver<T>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

/// Les messages déjà là.
#[derive(Debug)]
pub struct TryIter<'a, T> {
    rx: &'a Receiver<T>,
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv().ok()
    }
}

/// Les messages d'un canal que l'itérateur possède.
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
