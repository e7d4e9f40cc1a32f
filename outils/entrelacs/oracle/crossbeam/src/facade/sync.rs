//! `std::sync` sur shuttle.

pub use ::std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
pub use shuttle::sync::{
    atomic, mpsc, Arc, Barrier, BarrierWaitResult, Condvar, Mutex, MutexGuard, Once, OnceState,
    RwLock, RwLockReadGuard, RwLockWriteGuard, Weak,
};
