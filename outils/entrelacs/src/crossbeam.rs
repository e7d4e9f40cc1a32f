//! Ce qui tient lieu de `crossbeam`, le paquet qui réunit les autres.

pub use crate::crossbeam_channel as channel;
pub use crate::crossbeam_utils::thread::scope;
pub use crate::crossbeam_utils::{atomic, sync, thread};
pub use crate::select;

/// `crossbeam::utils` : ce qui ne se range nulle part ailleurs.
pub mod utils {
    pub use crate::crossbeam_utils::{Backoff, CachePadded};
}
