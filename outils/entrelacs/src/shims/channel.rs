//! Le canal commun à `std::sync::mpsc` et à crossbeam-channel.

use crate::model::id::ObjectId;
use crate::model::object::{Channel, Flavor, Object};
use crate::model::op::{Arm, ArmOutcome, Direction, Effect, Mode, Op, Response, SelectName};
use crate::model::rules::TimeModel;
use crate::runtime::handle::Handle;
use crate::runtime::memory::{self, Kind};
use crate::runtime::operation;
use crate::runtime::session;
use std::collections::VecDeque;
use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Pourquoi une opération de canal n'a pas eu lieu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Il aurait fallu attendre.
    WouldBlock,
    /// Le délai est écoulé.
    TimedOut,
    /// L'autre côté est fermé.
    Disconnected,
}

/// Un canal : l'objet du modèle et les vraies valeurs en chemin, que personne ne
/// lit avant de les recevoir.
#[repr(C)] // l'identité d'abord : la mémoire ne lit pas ce qui la suit
struct Shared<T> {
    handle: Handle,
    id: ObjectId,
    capacity: Option<usize>,
    queue: Mutex<VecDeque<T>>,
    /// Pour un canal minuteur, ce qu'il donne.
    make: Option<fn(Option<Duration>) -> T>,
    /// Vrai pour une horloge, dont `recv` réserve le prochain message.
    ticker: bool,
}

/// Un canal neuf, avec ses deux bouts. Avec `keeps`, les messages survivent au
/// dernier récepteur.
#[track_caller]
pub(crate) fn new<T>(flavor: Flavor, keeps: bool) -> (Tx<T>, Rx<T>) {
    let shared = create(flavor, keeps, None);
    let shared = memory::with_kind(Kind::Arc, || Arc::new(shared));
    shared.handle.pin();
    (Tx(shared.clone()), Rx(shared))
}

/// Le récepteur d'un canal sans émetteur, qui donne ce que calcule `make`.
#[track_caller]
pub(crate) fn timer<T>(flavor: Flavor, make: fn(Option<Duration>) -> T) -> Rx<T> {
    let shared = create(flavor, false, Some(make));
    let shared = memory::with_kind(Kind::Arc, || Arc::new(shared));
    shared.handle.pin();
    Rx(shared)
}

#[track_caller]
fn create<T>(flavor: Flavor, keeps: bool, make: Option<fn(Option<Duration>) -> T>) -> Shared<T> {
    let ticker = matches!(flavor, Flavor::Tick { .. });
    let capacity = match flavor {
        Flavor::Rendezvous | Flavor::Never => Some(0),
        Flavor::Bounded(size) => Some(size),
        Flavor::After { .. } | Flavor::Tick { .. } => Some(1),
        Flavor::Unbounded => None,
    };
    let object = Object::Channel(Channel::new(flavor, keeps));
    let handle = Handle::masking(object, size_of::<Shared<T>>());
    let id = handle.id(
        || None,
        |_| unreachable!("un canal ne se crée pas dans une static"),
    );
    Shared {
        handle,
        id,
        capacity,
        queue: Mutex::default(),
        make,
        ticker,
    }
}

impl<T> Shared<T> {
    /// Détruit un bout du canal, et les messages que personne ne recevra.
    #[track_caller]
    #[inline(never)]
    fn leave(&self, op: Op) {
        match operation::perform(op) {
            Response::Lost(lost) if lost.is_empty() => {}
            _ => {
                // Leurs destructeurs peuvent être des étapes, donc pas sous le
                // verrou.
                let lost = std::mem::take(&mut *self.queue());
                discard(lost);
            }
        }
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        discard(std::mem::take(&mut *self.queue()));
    }
}

/// Détruit des messages l'un après l'autre. Comme dans crossbeam, si l'un
/// panique, les suivants sont oubliés : leurs destructeurs ne s'exécutent pas.
fn discard<T>(messages: VecDeque<T>) {
    let mut messages = ManuallyDrop::new(messages);
    while let Some(message) = messages.pop_front() {
        drop(message);
    }
    ManuallyDrop::into_inner(messages);
}

/// Une sélection d'un seul canal.
#[track_caller]
fn single(channel: ObjectId, direction: Direction, mode: Mode) -> Result<ArmOutcome, Failure> {
    let mode = mode.without_endless_timeout();
    let arms = [Arm { channel, direction }].into();
    let response = operation::perform(Op::Select {
        arms,
        mode,
        biased: false,
        name: SelectName::Call,
    });
    match response {
        Response::Selected { outcome, .. } => Ok(outcome),
        Response::TimedOut => Err(Failure::TimedOut),
        _ => Err(Failure::WouldBlock),
    }
}

/// Un émetteur.
pub(crate) struct Tx<T>(Arc<Shared<T>>);

impl<T> Tx<T> {
    /// Envoie `value`, ou la rend avec la raison de l'échec.
    #[track_caller]
    #[inline(never)]
    pub fn send(&self, value: T, mode: Mode) -> Result<(), (T, Failure)> {
        memory::scrub();
        self.put(value, mode)
    }

    #[track_caller]
    #[inline(never)]
    fn put(&self, value: T, mode: Mode) -> Result<(), (T, Failure)> {
        let token = session::fingerprint(&value);
        match single(self.0.id, Direction::Send(Some(token)), mode) {
            Ok(ArmOutcome::Sent) => {
                self.0.queue().push_back(value);
                Ok(())
            }
            Ok(_) => Err((value, Failure::Disconnected)),
            Err(failure) => Err((value, failure)),
        }
    }

    /// Cet envoi, comme branche d'une sélection.
    pub fn arm(&self) -> Arm {
        Arm {
            channel: self.0.id,
            direction: Direction::Send(None),
        }
    }

    /// Finit un envoi choisi par une sélection.
    pub fn complete(&self, outcome: ArmOutcome, value: T) -> Result<(), T> {
        if outcome == ArmOutcome::Disconnected {
            return Err(value);
        }
        let token = session::fingerprint(&value);
        session::effect(Effect::Sent(token));
        self.0.queue().push_back(value);
        Ok(())
    }

    /// Le nombre de messages en attente.
    #[track_caller]
    pub fn len(&self) -> usize {
        len(self.0.id)
    }

    /// La taille du tampon ; `None` s'il n'a pas de limite.
    pub fn capacity(&self) -> Option<usize> {
        self.0.capacity
    }

    /// Vrai si les deux mènent au même canal.
    pub fn same(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl<T> Clone for Tx<T> {
    fn clone(&self) -> Self {
        session::effect(Effect::AddSender(self.0.id));
        Self(self.0.clone())
    }
}

impl<T> Drop for Tx<T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.0.leave(Op::DropSender(self.0.id));
    }
}

/// Un récepteur.
pub(crate) struct Rx<T>(Arc<Shared<T>>);

impl<T> Rx<T> {
    /// Reçoit un message.
    #[track_caller]
    #[inline(never)]
    pub fn receive(&self, mode: Mode) -> Result<T, Failure> {
        memory::scrub();
        self.take(mode)
    }

    #[track_caller]
    #[inline(never)]
    fn take(&self, mode: Mode) -> Result<T, Failure> {
        let outcome = if self.0.ticker && mode != Mode::Now && ordered() {
            reserve(self.0.id, mode)?
        } else {
            single(self.0.id, Direction::Receive, mode)?
        };
        self.complete(outcome).ok_or(Failure::Disconnected)
    }

    /// Cette réception, comme branche d'une sélection.
    pub fn arm(&self) -> Arm {
        Arm {
            channel: self.0.id,
            direction: Direction::Receive,
        }
    }

    /// Finit une réception choisie par une sélection.
    pub fn complete(&self, outcome: ArmOutcome) -> Option<T> {
        if outcome == ArmOutcome::Disconnected {
            return None;
        }
        if let (Some(make), ArmOutcome::Fired(hour)) = (self.0.make, outcome) {
            return Some(make(hour));
        }
        let value = self.0.queue().pop_front();
        Some(value.expect("le modèle a donné un message qui est là"))
    }

    /// Le nombre de messages en attente.
    #[track_caller]
    pub fn len(&self) -> usize {
        if self.0.make.is_some() && !ordered() {
            operation::unsupported(
                "compter les messages d'un minuteur n'a de sens qu'en temps ordonné",
            );
        }
        len(self.0.id)
    }

    /// La taille du tampon ; `None` s'il n'a pas de limite.
    pub fn capacity(&self) -> Option<usize> {
        self.0.capacity
    }

    /// Vrai si les deux mènent au même canal.
    pub fn same(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }

    /// Vrai pour un canal qui ne donne jamais rien : un minuteur sans place.
    pub fn is_never(&self) -> bool {
        self.0.make.is_some() && self.0.capacity == Some(0)
    }
}

impl<T> Clone for Rx<T> {
    fn clone(&self) -> Self {
        session::effect(Effect::AddReceiver(self.0.id));
        Self(self.0.clone())
    }
}

impl<T> Drop for Rx<T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.0.leave(Op::DropReceiver(self.0.id));
    }
}

fn ordered() -> bool {
    session::time_model() == TimeModel::Ordered
}

/// Reçoit d'une horloge comme le fait crossbeam : l'appel prend le prochain
/// message, que plus personne n'aura, puis dort jusqu'à son heure ; ou jusqu'à
/// la fin du délai, si elle vient avant.
#[track_caller]
fn reserve(ticker: ObjectId, mode: Mode) -> Result<ArmOutcome, Failure> {
    let timeout = match mode.without_endless_timeout() {
        Mode::Timeout(limit) => Some(limit),
        Mode::Block | Mode::Now => None,
    };
    let (wait, message) = match operation::perform(Op::Reserve { ticker, timeout }) {
        Response::Reserved { wait, message } => (wait, message),
        other => unreachable!("réponse inattendue : {other:?}"),
    };
    if !wait.is_zero() {
        operation::perform(Op::Sleep(wait));
    }
    message.ok_or(Failure::TimedOut)
}

#[track_caller]
fn len(channel: ObjectId) -> usize {
    match operation::perform(Op::Len(channel)) {
        Response::Number(count) => usize::try_from(count).unwrap_or(usize::MAX),
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

/// Ce que le récepteur de `std` et celui de crossbeam font de même : recevoir, et se
/// parcourir. Les erreurs sont celles du module où il s'emploie.
macro_rules! receiver {
    () => {
        impl<T> Receiver<T> {
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

            /// Attend un message, au plus `timeout`.
            ///
            /// # Errors
            ///
            /// Le délai est écoulé, ou le canal est vide et n'a plus d'émetteur.
            #[track_caller]
            pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
                let received = self.rx.receive(Mode::Timeout(timeout));
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

        receiver!(@iterator Iter<'_, T>, recv);
        receiver!(@iterator TryIter<'_, T>, try_recv);
        receiver!(@iterator IntoIter<T>, recv);

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
    };
    (@iterator $iterator:ty, $receive:ident) => {
        impl<T> Iterator for $iterator {
            type Item = T;

            #[track_caller]
            fn next(&mut self) -> Option<T> {
                self.rx.$receive().ok()
            }
        }
    };
}
pub(crate) use receiver;

/// L'émetteur `$sender` envoie en attendant ce qu'il faut, ou pas, comme celui de
/// `std` et celui de crossbeam.
macro_rules! sender {
    ($sender:ident, $block:literal) => {
        impl<T> $sender<T> {
            #[doc = $block]
            ///
            /// # Errors
            ///
            /// La valeur, s'il n'y a plus de récepteur.
            #[track_caller]
            pub fn send(&self, value: T) -> Result<(), SendError<T>> {
                let sent = self.0.send(value, Mode::Block);
                sent.map_err(|(value, _)| SendError(value))
            }
        }

        impl<T> Clone for $sender<T> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }
    };
    ($sender:ident, $block:literal, try) => {
        sender!($sender, $block);

        impl<T> $sender<T> {
            /// Envoie une valeur si c'est possible sans attendre.
            ///
            /// # Errors
            ///
            /// La valeur, si le canal est plein, ou s'il n'y a plus de récepteur.
            #[track_caller]
            pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
                let sent = self.0.send(value, Mode::Now);
                sent.map_err(|(value, failure)| match failure {
                    Failure::Disconnected => TrySendError::Disconnected(value),
                    _ => TrySendError::Full(value),
                })
            }
        }
    };
}
pub(crate) use sender;
