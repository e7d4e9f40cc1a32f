//! `RwLock` : plusieurs lecteurs, ou un seul écrivain.

use super::lock;
use crate::model::id::ObjectId;
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

lock::lock!(RwLock, try_read, Object::rwlock);

impl<T: ?Sized> RwLock<T> {
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
        self.held();
        let guard = RwLockReadGuard {
            lock: self,
            data: Some(lock::free(self.data.try_read())),
        };
        lock::told(guard, response)
    }

    fn taken_write(&self, response: &Response) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.held();
        let guard = RwLockWriteGuard {
            lock: self,
            data: Some(lock::free(self.data.try_write())),
            panicking: session::panicking(),
        };
        lock::told(guard, response)
    }
}

/// Un verrou pris en lecture.
#[must_use = "le verrou est libéré dès que la garde est détruite"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    data: Option<sync::RwLockReadGuard<'a, T>>,
}

lock::guard!(RwLockReadGuard);

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
#[must_use = "le verrou est libéré dès que la garde est détruite"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    data: Option<sync::RwLockWriteGuard<'a, T>>,
    panicking: bool,
}

lock::guard!(mut RwLockWriteGuard);

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Ne garde le verrou qu'en lecture, sans qu'un écrivain passe entre-temps.
    #[track_caller]
    pub fn downgrade(mut guard: Self) -> RwLockReadGuard<'a, T> {
        let content = session::fingerprint(&*guard);
        guard.data = None;
        let lock = guard.lock;
        mem::forget(guard);
        operation::perform(Op::Downgrade {
            lock: lock.id(),
            content,
        });
        RwLockReadGuard {
            lock,
            data: Some(lock::free(lock.data.try_read())),
        }
    }

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
