//! Ce qui tient lieu de `std` dans un programme exploré.
//!
//! C'est une liste de ce qui est permis : ce qui n'est pas ici ne compile pas.
//! Les modules sans effet visible d'un autre fil sont ceux de la vraie
//! bibliothèque ; les autres ([`thread`], [`sync`], [`time`], [`hint`],
//! [`process`], [`mod@panic`]) sont modélisés.

#![allow(clippy::legacy_numeric_constants)] // `std::u64::MAX` s'écrit encore

pub use ::std::{
    array, ascii, borrow, boxed, cell, char, clone, cmp, convert, default, error, f32, f64, fmt,
    iter, marker, mem, num, ops, option, pin, primitive, rc, result, slice, str, string, vec,
};
pub use ::std::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, debug_assert,
    debug_assert_eq, debug_assert_ne, file, format, format_args, line, matches, module_path,
    stringify, todo, unimplemented, unreachable, write, writeln,
};
pub use ::std::{i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize};

pub use crate::{dbg, eprint, eprintln, print, println, thread_local};

/// `std::any`, sans les noms de types, qui dépendent de la compilation.
pub mod any {
    pub use ::std::any::{Any, TypeId};
}

pub mod collections;
pub mod hash;
pub mod hint;
pub mod io;
pub(crate) mod local;
pub mod panic;
pub(crate) mod print;
pub mod process;
pub mod ptr;
pub mod sync;
pub mod thread;
pub mod time;
