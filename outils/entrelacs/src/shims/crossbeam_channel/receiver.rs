//! Le récepteur, et les canaux qui n'ont que lui.

use super::{RecvError, RecvTimeoutError, TryRecvError};
use crate::model::object::Flavor;
use crate::model::op::Mode;
use crate::model::time::is_endless;
use crate::shims::channel::{self, Failure, Rx};
use crate::shims::std_shim::time::Instant;
use std::fmt;
use std::time::Duration;

/// Un récepteur ; sans récepteur, envoyer échoue.
pub struct Receiver<T>(pub(super) Rx<T>);

/// Un canal qui donne un seul message, l'heure prévue, une fois `duration`
/// écoulée.
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    timer(duration, |left| Flavor::After {
        left: Some(left),
        due: None,
    })
}

/// Un canal qui donne un seul message, `when`, à cette heure.
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    let flavor = Flavor::After {
        left: Some(Duration::ZERO),
        due: Some(when.known()),
    };
    Receiver(channel::timer(flavor, Instant::of_timer))
}

/// Un canal qui donne un message par `duration` : l'heure prévue de chacun. Le
/// suivant se compte de la réception, même tardive.
#[track_caller]
pub fn tick(duration: Duration) -> Receiver<Instant> {
    timer(duration, |left| Flavor::Tick {
        period: left,
        left,
        due: None,
    })
}

/// Un minuteur, qui ne donne jamais rien si son heure dépasse toute heure.
#[track_caller]
fn timer(duration: Duration, flavor: fn(Duration) -> Flavor) -> Receiver<Instant> {
    if is_endless(duration) {
        return never();
    }
    Receiver(channel::timer(flavor(duration), Instant::of_timer))
}

/// Un canal qui ne donne jamais rien.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver(channel::timer(Flavor::Never, |_| {
        unreachable!("ce canal ne donne jamais rien")
    }))
}

impl<T> Receiver<T> {
    /// Attend un message.
    ///
    /// # Errors
    ///
    /// Le canal est vide et n'a plus d'émetteur.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.0.receive(Mode::Block).map_err(|_| RecvError)
    }

    /// Reçoit un message s'il y en a un.
    ///
    /// # Errors
    ///
    /// Le canal est vide, avec ou sans émetteur.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.0.receive(Mode::Now).map_err(|failure| match failure {
            Failure::Disconnected => TryRecvError::Disconnected,
            _ => TryRecvError::Empty,
        })
    }

    /// Attend un message, au plus `timeout`.
    ///
    /// # Errors
    ///
    /// Le délai est écoulé, ou le canal est vide et n'a plus d'émetteur.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let received = self.0.receive(Mode::Timeout(timeout));
        received.map_err(|failure| match failure {
            Failure::Disconnected => RecvTimeoutError::Disconnected,
            _ => RecvTimeoutError::Timeout,
        })
    }

    /// Attend un message, au plus jusqu'à `deadline`.
    ///
    /// # Errors
    ///
    /// Comme [`Self::recv_timeout`].
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.recv_timeout(deadline.duration_since(Instant::now()))
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

    /// Les messages, jusqu'à la fermeture du canal.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// Les messages déjà là.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }

    /// Vrai si les deux mènent au même canal ; deux canaux qui ne donnent jamais
    /// rien n'en font qu'un.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.0.same(&other.0) || self.0.is_never() && other.0.is_never()
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Receiver { .. }")
    }
}

/// Les messages d'un canal, jusqu'à sa fermeture.
pub struct Iter<'a, T>(&'a Receiver<T>);

impl<T> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Iter { .. }")
    }
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

/// Les messages déjà là.
pub struct TryIter<'a, T>(&'a Receiver<T>);

impl<T> fmt::Debug for TryIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("TryIter { .. }")
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

/// Les messages d'un canal que l'itérateur possède.
pub struct IntoIter<T>(Receiver<T>);

impl<T> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("IntoIter { .. }")
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
