//! Ce que le programme affiche.

use crate::memory;
use crate::op::Op;
use crate::session;
use std::fmt::{self, Debug};

/// Affiche `text` sur la sortie standard (`stdout`) ou d'erreur.
#[doc(hidden)]
#[track_caller]
#[inline(never)]
pub fn print(text: fmt::Arguments<'_>, stdout: bool, end: &str) {
    let text = format!("{text}{end}").into();
    memory::scrub();
    session::perform(Op::Print { stdout, text });
}

/// Affiche une valeur comme `dbg!`, et la rend.
#[doc(hidden)]
#[track_caller]
pub fn debug<T: Debug>(expression: &str, value: T) -> T {
    print(format_args!("{expression} = {value:#?}"), false, "\n");
    value
}

/// Affiche une ligne.
#[macro_export]
macro_rules! println {
    () => {
        $crate::output::print(::std::format_args!(""), true, "\n")
    };
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), true, "\n")
    };
}

/// Affiche.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), true, "")
    };
}

/// Affiche une ligne sur la sortie d'erreur.
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::output::print(::std::format_args!(""), false, "\n")
    };
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), false, "\n")
    };
}

/// Affiche sur la sortie d'erreur.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), false, "")
    };
}

/// Affiche une expression et sa valeur sur la sortie d'erreur, et rend la valeur.
#[macro_export]
macro_rules! dbg {
    () => {
        $crate::output::print(::std::format_args!("ici"), false, "\n")
    };
    ($value:expr $(,)?) => {
        $crate::output::debug(::std::stringify!($value), $value)
    };
    ($($value:expr),+ $(,)?) => {
        ($($crate::dbg!($value)),+,)
    };
}

/// Refuse `thread_local!`, que le modèle ne connaît pas.
#[macro_export]
macro_rules! thread_local {
    ($($tokens:tt)*) => {
        ::std::compile_error!("`thread_local!` n'est pas modélisé par entrelacs");
    };
}

/// Ce que rend un `main`.
#[doc(hidden)]
pub trait MainResult {
    /// Affiche l'erreur, s'il y en a une.
    fn report(self);
}

impl MainResult for () {
    fn report(self) {}
}

impl<T: MainResult, E: Debug> MainResult for Result<T, E> {
    fn report(self) {
        match self {
            Ok(value) => value.report(),
            Err(error) => print(format_args!("Error: {error:?}"), false, "\n"),
        }
    }
}
