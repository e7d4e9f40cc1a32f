//! `Mutex` : un verrou et la donnée qu'il protège.

use crate::model::id::{ObjectId, Token};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::inspect;
use crate::runtime::memory;
use crate::runtime::operation;
use crate::runtime::session;
use ::std::fmt;
use ::std::mem;
use ::std::ops::{Deref, DerefMut};
use ::std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

/// Un verrou et la donnée qu'il protège.
#[repr(C)] // l'identité d'abord : la mémoire ne lit pas la donnée qui la suit
pub struct Mutex<T: ?Sized> {
    handle: Handle,
    data: sync::Mutex<T>,
}

impl<T> Mutex<T> {
    const_new! {
        /// Un verrou libre.
        (value: T)
    }

    #[track_caller]
    fn created(value: T) -> Self {
        let content = session::fingerprint(&value);
        Self {
            handle: Handle::lock::<Self, T>(object(content)),
            data: sync::Mutex::new(value),
        }
    }

    /// Un verrou libre, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(value: T) -> Self {
        Self {
            handle: Handle::in_static(),
            data: sync::Mutex::new(value),
        }
    }

    /// Démonte le verrou et rend la donnée.
    ///
    /// # Errors
    ///
    /// La donnée, si le verrou est empoisonné.
    #[track_caller]
    pub fn into_inner(self) -> LockResult<T> {
        let response = operation::perform(Op::Own(self.id()));
        self.handle.emptied();
        let data = self
            .data
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if poisoned(&response) {
            Err(PoisonError::new(data))
        } else {
            Ok(data)
        }
    }
}

impl<T: ?Sized> Mutex<T> {
    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| inspect::inspect(&*self.real()), object)
    }

    /// La donnée ; le modèle garantit que personne d'autre ne la tient.
    fn real(&self) -> sync::MutexGuard<'_, T> {
        match self.data.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => unreachable!("le modèle a donné un verrou déjà pris"),
        }
    }

    /// Attend le verrou et le prend.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné : un fil a paniqué en le tenant.
    #[track_caller]
    #[inline(never)]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        memory::scrub();
        self.take()
    }

    #[track_caller]
    #[inline(never)]
    fn take(&self) -> LockResult<MutexGuard<'_, T>> {
        let response = operation::perform(Op::Lock(self.id()));
        self.taken(&response)
    }

    /// Prend le verrou s'il est libre.
    ///
    /// # Errors
    ///
    /// Le verrou est pris, ou empoisonné.
    #[track_caller]
    #[inline(never)]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        memory::scrub();
        self.try_take()
    }

    #[track_caller]
    #[inline(never)]
    fn try_take(&self) -> TryLockResult<MutexGuard<'_, T>> {
        match operation::perform(Op::TryLock(self.id())) {
            Response::WouldBlock => Err(TryLockError::WouldBlock),
            response => Ok(self.taken(&response)?),
        }
    }

    fn taken(&self, response: &Response) -> LockResult<MutexGuard<'_, T>> {
        let id = self.id();
        session::end_borrow(id);
        session::hold(id, &self.data);
        let guard = MutexGuard {
            mutex: self,
            data: Some(self.real()),
            panicking: session::panicking(),
        };
        if poisoned(response) {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// Vrai si un fil a paniqué en tenant le verrou.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        operation::perform(Op::IsPoisoned(self.id())) == Response::Flag(true)
    }

    /// Lève l'empoisonnement.
    #[track_caller]
    pub fn clear_poison(&self) {
        operation::perform(Op::ClearPoison(self.id()));
    }

    /// La donnée, dont l'appelant est seul maître.
    ///
    /// # Errors
    ///
    /// La donnée, si le verrou est empoisonné.
    #[track_caller]
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let id = self.id();
        let response = operation::perform(Op::Borrow(id));
        session::borrow(id);
        let data = self.data.get_mut().unwrap_or_else(PoisonError::into_inner);
        if poisoned(&response) {
            Err(PoisonError::new(data))
        } else {
            Ok(data)
        }
    }
}

fn object(content: Token) -> Object {
    Object::Mutex {
        owner: None,
        content,
        poisoned: false,
        borrower: None,
    }
}

/// Vrai si cette réponse dit que l'objet est empoisonné.
pub(super) fn poisoned(response: &Response) -> bool {
    matches!(response, Response::Content { poisoned: true, .. })
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let poisoned = self.is_poisoned();
        let mut debug = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => debug.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => debug.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => debug.field("data", &"<locked>"),
        };
        debug.field("poisoned", &poisoned);
        debug.finish_non_exhaustive()
    }
}

/// Un verrou pris ; il est rendu quand la garde est détruite.
#[must_use = "le verrou est rendu dès que la garde est détruite"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    data: Option<sync::MutexGuard<'a, T>>,
    panicking: bool,
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// Lâche la donnée sans annoncer qu'on rend le verrou ; rend le verrou, son
    /// objet et le contenu qu'on y laisse.
    #[track_caller]
    pub(super) fn release(mut self) -> (&'a Mutex<T>, ObjectId, Token) {
        let content = session::fingerprint(self.deref());
        self.data = None;
        let mutex = self.mutex;
        mem::forget(self);
        let id = mutex.id();
        session::release(id);
        (mutex, id, content)
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.data.as_ref().expect("la garde tient la donnée")
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.data.as_mut().expect("la garde tient la donnée")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.unlock();
    }
}

impl<T: ?Sized> MutexGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn unlock(&mut self) {
        let content = session::fingerprint(&**self);
        self.data = None;
        let mutex = self.mutex.id();
        session::release(mutex);
        operation::perform(Op::Unlock {
            mutex,
            content,
            poison: session::panicking() && !self.panicking,
        });
    }
}
