//! `std::process` : finir le programme.

pub use ::std::process::{ExitCode, Termination};

/// Finit le programme avec ce statut, où qu'en soient les autres fils.
#[track_caller]
pub fn exit(_code: i32) -> ! {
    crate::session::unsupported("`process::exit` n'est pas modélisé par entrelacs")
}
