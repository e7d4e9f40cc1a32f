//! Ce qui tient lieu de `crossbeam`, le paquet qui réunit les autres.

pub use crate::select;
pub use crate::shims::crossbeam_channel as channel;
pub use crate::shims::crossbeam_utils::thread::scope;
pub use crate::shims::crossbeam_utils::{atomic, sync, thread};

/// `crossbeam::utils` : ce qui ne se range nulle part ailleurs.
pub mod utils {
    pub use crate::shims::crossbeam_utils::{Backoff, CachePadded};
}
