//! `std::panic` : rattraper une panique.

use crate::{lines, panics, session};
use ::std::any::Any;

pub use ::std::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe};

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

/// Reprend une panique rattrapée, sans rien afficher.
#[track_caller]
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    let line = lines::source_line(Location::caller());
    session::note_panic(line, &panics::message(payload.as_ref()));
    ::std::panic::resume_unwind(payload)
}
