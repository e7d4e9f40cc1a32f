//! `std::process` : mettre fin au processus.

pub use ::std::process::ExitCode;

/// Met fin au processus, sans attendre les autres fils.
#[track_caller]
pub fn exit(_code: i32) -> ! {
    crate::session::unsupported("`process::exit` n'est pas modélisé par entrelacs")
}

/// Met fin au processus brutalement.
#[track_caller]
pub fn abort() -> ! {
    crate::session::unsupported("`process::abort` n'est pas modélisé par entrelacs")
}
