//! `AtomicPtr` : une adresse partagée sans verrou.
//!
//! Sans `unsafe`, on ne peut que la lire, la comparer et la remplacer.

use super::updates::updates;
use crate::model::id::ObjectId;
use crate::model::object::Object;
use crate::model::op::{Action, Change, Op, Response};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::operation;
use ::std::fmt;
use ::std::ptr;
use ::std::sync::atomic::{AtomicPtr as Real, Ordering};

/// Une adresse partagée.
pub struct AtomicPtr<T> {
    handle: Handle,
    initial: Real<T>,
}

fn bits<T>(address: *mut T) -> u64 {
    address.expose_provenance() as u64
}

fn address<T>(bits: u64) -> *mut T {
    ptr::with_exposed_provenance_mut(bits as usize)
}

/// Une adresse telle qu'on la dit : sa valeur n'apprend rien au lecteur.
fn told<T>(address: *mut T) -> &'static str {
    if address.is_null() {
        "null"
    } else {
        "une adresse"
    }
}

impl<T> AtomicPtr<T> {
    const_new! {
        /// Une adresse partagée.
        (value: *mut T)
    }

    #[track_caller]
    fn created(value: *mut T) -> Self {
        Self {
            handle: Handle::new(Object::Atomic(bits(value))),
            initial: Real::new(value),
        }
    }

    /// Une adresse partagée, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(value: *mut T) -> Self {
        Self {
            handle: Handle::in_static(),
            initial: Real::new(value),
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(
            || None,
            |_| Object::Atomic(bits(self.initial.load(Ordering::Relaxed))),
        )
    }

    #[track_caller]
    fn act(&self, method: &'static str, arguments: String, change: Change) -> Response {
        let action = Action {
            method,
            arguments: arguments.into(),
            change,
        };
        operation::perform(Op::Atomic {
            atomic: self.id(),
            action,
        })
    }

    #[track_caller]
    fn number(&self, method: &'static str, arguments: &str, change: Change) -> *mut T {
        match self.act(method, arguments.to_owned(), change) {
            Response::Number(old) => address(old),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// Lit l'adresse.
    #[track_caller]
    pub fn load(&self, _order: Ordering) -> *mut T {
        self.number("load", "", Change::Load)
    }

    /// Écrit l'adresse.
    #[track_caller]
    pub fn store(&self, value: *mut T, _order: Ordering) {
        self.act("store", told(value).to_owned(), Change::Store(bits(value)));
    }

    /// Écrit l'adresse et rend l'ancienne.
    #[track_caller]
    pub fn swap(&self, value: *mut T, _order: Ordering) -> *mut T {
        self.number("swap", told(value), Change::Swap(bits(value)))
    }

    /// Écrit `new` si l'adresse est `current` ; rend l'ancienne.
    ///
    /// # Errors
    ///
    /// L'adresse, si ce n'est pas `current`.
    #[track_caller]
    pub fn compare_exchange(
        &self,
        current: *mut T,
        new: *mut T,
        _success: Ordering,
        _failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        let change = Change::Exchange {
            current: bits(current),
            new: bits(new),
        };
        let arguments = format!("{}, {}", told(current), told(new));
        match self.act("compare_exchange", arguments, change) {
            Response::Exchanged(Ok(old)) => Ok(address(old)),
            Response::Exchanged(Err(old)) => Err(address(old)),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// Démonte l'objet et rend l'adresse.
    #[track_caller]
    pub fn into_inner(self) -> *mut T {
        self.load(Ordering::SeqCst)
    }
}

updates!([T] AtomicPtr<T>, *mut T);

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(ptr::null_mut())
    }
}

impl<T> From<*mut T> for AtomicPtr<T> {
    #[track_caller]
    fn from(value: *mut T) -> Self {
        Self::new(value)
    }
}

impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.load(Ordering::Relaxed).fmt(f)
    }
}
