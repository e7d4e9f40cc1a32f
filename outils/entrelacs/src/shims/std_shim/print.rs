//! `println!` et ses pareilles.

use crate::runtime::output::print;
use ::std::fmt::Debug;

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
