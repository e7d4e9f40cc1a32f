//! Le récepteur, et les canaux qui n'ont que lui.

use super::{RecvError, RecvTimeoutError, TryRecvError};
use crate::model::object::Flavor;
use crate::model::op::Mode;
use crate::model::time::is_endless;
use crate::shims::channel::{self, Failure, Rx, receiver};
use crate::shims::std_shim::time::Instant;
use std::fmt;
use std::time::Duration;

/// Un récepteur ; sans récepteur, envoyer échoue.
pub struct Receiver<T> {
    pub(super) rx: Rx<T>,
}

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
    Receiver {
        rx: channel::timer(flavor, Instant::of_timer),
    }
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
    Receiver {
        rx: channel::timer(flavor(duration), Instant::of_timer),
    }
}

/// Un canal qui ne donne jamais rien.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    Receiver {
        rx: channel::timer(Flavor::Never, |_| {
            unreachable!("ce canal ne donne jamais rien")
        }),
    }
}

impl<T> Receiver<T> {
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
        self.rx.len() == 0
    }

    /// Vrai s'il n'y a plus de place ; toujours pour un canal de taille nulle.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        let length = self.rx.len();
        Some(length) == self.rx.capacity()
    }

    /// Le nombre de messages qui attendent.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.rx.len()
    }

    /// La taille du canal ; `None` s'il n'a pas de limite.
    pub fn capacity(&self) -> Option<usize> {
        self.rx.capacity()
    }

    /// Vrai si les deux mènent au même canal ; deux canaux qui ne donnent jamais
    /// rien n'en font qu'un.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.rx.same(&other.rx) || self.rx.is_never() && other.rx.is_never()
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Self {
            rx: self.rx.clone(),
        }
    }
}

receiver!();

/// Les messages d'un canal, jusqu'à sa fermeture.
pub struct Iter<'a, T> {
    rx: &'a Receiver<T>,
}

/// Les messages déjà là.
pub struct TryIter<'a, T> {
    rx: &'a Receiver<T>,
}

/// Les messages d'un canal que l'itérateur possède.
pub struct IntoIter<T> {
    rx: Receiver<T>,
}

opaque! {
    padded
    [T] Receiver<T>: "Receiver { .. }",
    [T] Iter<'_, T>: "Iter { .. }",
    [T] TryIter<'_, T>: "TryIter { .. }",
    [T] IntoIter<T>: "IntoIter { .. }",
}
