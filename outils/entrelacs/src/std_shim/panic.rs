//! `std::panic` : rattraper une panique.

use crate::session;

pub use ::std::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe, resume_unwind};

/// Exécute `f` et rattrape sa panique.
///
/// # Errors
///
/// Ce que porte la panique de `f`.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> ::std::thread::Result<R> {
    let result = ::std::panic::catch_unwind(f);
    if result.is_err() {
        session::panic_caught();
    }
    result
}
