//! `RwLock` : plusieurs lecteurs, ou un seul écrivain.

use super::mutex::poisoned;
use crate::model::id::{ObjectId, Token};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::inspect;
use crate::runtime::memory;
use crate::runtime::operation;
use crate::runtime::session;
use ::std::fmt;
use ::std::ops::{Deref, DerefMut};
use ::std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

/// Un verrou que plusieurs lecteurs peuvent prendre ensemble.
///
/// Quand un écrivain attend, le modèle suit les deux politiques permises : un
/// lecteur de plus passe devant lui, ou attend derrière lui. Lire deux fois dans
/// le même fil peut donc le bloquer.
#[repr(C)] // comme `Mutex`
pub struct RwLock<T: ?Sized> {
    handle: Handle,
    data: sync::RwLock<T>,
}

impl<T> RwLock<T> {
    const_new! {
        /// Un verrou libre.
        (value: T)
    }

    #[track_caller]
    fn created(value: T) -> Self {
        let content = session::fingerprint(&value);
        Self {
            handle: Handle::lock::<Self, T>(object(content)),
            data: sync::RwLock::new(value),
        }
    }

    /// Un verrou libre, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(value: T) -> Self {
        Self {
            handle: Handle::in_static(),
            data: sync::RwLock::new(value),
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

impl<T: ?Sized> RwLock<T> {
    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle
            .id(|| inspect::inspect(&*self.real_read()), object)
    }

    fn real_read(&self) -> sync::RwLockReadGuard<'_, T> {
        match self.data.try_read() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => unreachable!("le modèle a donné un verrou déjà pris"),
        }
    }

    fn real_write(&self) -> sync::RwLockWriteGuard<'_, T> {
        match self.data.try_write() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => unreachable!("le modèle a donné un verrou déjà pris"),
        }
    }

    /// Attend de pouvoir lire.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné : un fil a paniqué en écrivant.
    #[track_caller]
    #[inline(never)]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        memory::scrub();
        self.take_read()
    }

    #[track_caller]
    #[inline(never)]
    fn take_read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let lock = self.id();
        let response = operation::perform(Op::Read { lock, wait: true });
        self.taken_read(&response)
    }

    /// Attend de pouvoir écrire.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné : un fil a paniqué en écrivant.
    #[track_caller]
    #[inline(never)]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        memory::scrub();
        self.take_write()
    }

    #[track_caller]
    #[inline(never)]
    fn take_write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let lock = self.id();
        let response = operation::perform(Op::Write { lock, wait: true });
        self.taken_write(&response)
    }

    /// Lit si personne n'écrit.
    ///
    /// # Errors
    ///
    /// Quelqu'un écrit, ou le verrou est empoisonné.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        operation::require(|granularity| granularity.queues = true);
        let lock = self.id();
        match operation::perform(Op::Read { lock, wait: false }) {
            Response::WouldBlock => Err(TryLockError::WouldBlock),
            response => Ok(self.taken_read(&response)?),
        }
    }

    /// Écrit si personne ne lit ni n'écrit.
    ///
    /// # Errors
    ///
    /// Le verrou est pris, ou empoisonné.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let lock = self.id();
        match operation::perform(Op::Write { lock, wait: false }) {
            Response::WouldBlock => Err(TryLockError::WouldBlock),
            response => Ok(self.taken_write(&response)?),
        }
    }

    fn taken_read(&self, response: &Response) -> LockResult<RwLockReadGuard<'_, T>> {
        let id = self.id();
        session::end_borrow(id);
        session::hold(id, &self.data);
        let guard = RwLockReadGuard {
            lock: self,
            data: Some(self.real_read()),
        };
        if poisoned(response) {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    fn taken_write(&self, response: &Response) -> LockResult<RwLockWriteGuard<'_, T>> {
        let id = self.id();
        session::end_borrow(id);
        session::hold(id, &self.data);
        let guard = RwLockWriteGuard {
            lock: self,
            data: Some(self.real_write()),
            panicking: session::panicking(),
        };
        if poisoned(response) {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// Vrai si un fil a paniqué en écrivant.
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
    Object::RwLock {
        readers: Vec::new(),
        writer: None,
        content,
        poisoned: false,
        borrower: None,
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let poisoned = self.is_poisoned();
        let mut debug = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => debug.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => debug.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => debug.field("data", &"<locked>"),
        };
        debug.field("poisoned", &poisoned);
        debug.finish_non_exhaustive()
    }
}

/// Un verrou pris en lecture.
#[must_use = "le verrou est rendu dès que la garde est détruite"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    data: Option<sync::RwLockReadGuard<'a, T>>,
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.data.as_ref().expect("la garde tient la donnée")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.unlock();
    }
}

impl<T: ?Sized> RwLockReadGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn unlock(&mut self) {
        self.data = None;
        let lock = self.lock.id();
        session::release(lock);
        operation::perform(Op::EndRead(lock));
    }
}

/// Un verrou pris en écriture.
#[must_use = "le verrou est rendu dès que la garde est détruite"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    data: Option<sync::RwLockWriteGuard<'a, T>>,
    panicking: bool,
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Ne garde le verrou qu'en lecture, sans qu'un écrivain passe entre-temps.
    #[track_caller]
    pub fn downgrade(mut guard: Self) -> RwLockReadGuard<'a, T> {
        let content = session::fingerprint(&*guard);
        guard.data = None;
        let lock = guard.lock;
        ::std::mem::forget(guard);
        operation::perform(Op::Downgrade {
            lock: lock.id(),
            content,
        });
        RwLockReadGuard {
            lock,
            data: Some(lock.real_read()),
        }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.data.as_ref().expect("la garde tient la donnée")
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.data.as_mut().expect("la garde tient la donnée")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.unlock();
    }
}

impl<T: ?Sized> RwLockWriteGuard<'_, T> {
    #[track_caller]
    #[inline(never)]
    fn unlock(&mut self) {
        let content = session::fingerprint(&**self);
        self.data = None;
        let lock = self.lock.id();
        session::release(lock);
        operation::perform(Op::EndWrite {
            lock,
            content,
            poison: session::panicking() && !self.panicking,
        });
    }
}
