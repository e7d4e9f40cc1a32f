//! `Mutex` : un verrou et la donnée qu'il protège.

use super::lock;
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

lock::lock!(Mutex, try_lock, Object::mutex);

impl<T: ?Sized> Mutex<T> {
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
        self.held();
        let guard = MutexGuard {
            mutex: self,
            data: Some(lock::free(self.data.try_lock())),
            panicking: session::panicking(),
        };
        lock::told(guard, response)
    }
}

/// Un verrou pris ; il est libéré quand la garde est détruite.
#[must_use = "le verrou est libéré dès que la garde est détruite"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    data: Option<sync::MutexGuard<'a, T>>,
    panicking: bool,
}

lock::guard!(mut MutexGuard);

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// Quitte la donnée sans annoncer qu'on libère le verrou ; donne le verrou, son
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
