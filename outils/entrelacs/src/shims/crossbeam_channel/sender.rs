//! L'émetteur.

use super::{SendError, SendTimeoutError, TrySendError};
use crate::model::op::Mode;
use crate::shims::channel::{Failure, Tx, sender};
use crate::shims::std_shim::time::Instant;
use std::fmt;
use std::time::Duration;

/// Un émetteur ; le canal se ferme quand le dernier est détruit.
pub struct Sender<T>(pub(super) Tx<T>);

sender!(
    Sender,
    "Envoie une valeur, en attendant une place ou un récepteur.",
    try
);

impl<T> Sender<T> {
    /// Envoie une valeur, en attendant au plus `timeout`.
    ///
    /// # Errors
    ///
    /// La valeur, si le délai est écoulé, ou s'il n'y a plus de récepteur.
    #[track_caller]
    pub fn send_timeout(&self, msg: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        let sent = self.0.send(msg, Mode::Timeout(timeout));
        sent.map_err(|(msg, failure)| match failure {
            Failure::Disconnected => SendTimeoutError::Disconnected(msg),
            _ => SendTimeoutError::Timeout(msg),
        })
    }

    /// Envoie une valeur, en attendant au plus jusqu'à `deadline`.
    ///
    /// # Errors
    ///
    /// Comme [`Self::send_timeout`].
    #[track_caller]
    pub fn send_deadline(&self, msg: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        self.send_timeout(msg, deadline.duration_since(Instant::now()))
    }

    /// Vrai si aucun message n'attend.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.len() == 0
    }

    /// Vrai s'il n'y a plus de place ; toujours pour un canal de taille nulle.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        let length = self.0.len();
        Some(length) == self.0.capacity()
    }

    /// Le nombre de messages qui attendent.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// La taille du canal ; `None` s'il n'a pas de limite.
    pub fn capacity(&self) -> Option<usize> {
        self.0.capacity()
    }

    /// Vrai si les deux mènent au même canal.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.0.same(&other.0)
    }
}

opaque! {
    padded
    [T] Sender<T>: "Sender { .. }",
}
