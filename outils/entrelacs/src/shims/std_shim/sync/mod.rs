//! `std::sync` : verrous, conditions, barrières, initialisations, canaux.

pub mod atomic;
pub mod mpsc;

mod arc;
mod atomic_ptr;
mod barrier;
mod condvar;
mod lock;
mod mutex;
mod once;
mod rwlock;
mod updates;

pub use self::arc::{Arc, Weak};
pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::mutex::{Mutex, MutexGuard};
pub use self::once::{LazyLock, Once, OnceLock, OnceState};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use ::std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
