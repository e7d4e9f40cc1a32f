//! Ce qui tient lieu de `crossbeam_utils` dans un programme exploré.

pub mod atomic;
mod backoff;
mod padded;
pub mod sync;
pub mod thread;

pub use self::backoff::Backoff;
pub use self::padded::CachePadded;
