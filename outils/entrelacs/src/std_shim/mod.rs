//! Ce qui tient lieu de `std` dans un programme exploré.
//!
//! C'est une liste de ce qui est permis : ce qui n'est pas ici ne compile pas.
//! Les modules sans effet visible d'un autre fil sont ceux de la vraie
//! bibliothèque ; les autres ([`thread`], [`sync`], [`time`], [`hint`],
//! [`process`], [`mod@panic`]) sont modélisés.

pub use ::std::{
    any, array, borrow, boxed, cell, char, clone, cmp, collections, convert, default, error, f32,
    f64, fmt, hash, iter, marker, mem, num, ops, option, primitive, rc, result, slice, str, string,
    vec,
};
pub use ::std::{
    assert, assert_eq, assert_ne, cfg, column, concat, debug_assert, debug_assert_eq,
    debug_assert_ne, file, format, format_args, line, matches, module_path, stringify, todo,
    unimplemented, unreachable, write, writeln,
};

pub use crate::{dbg, eprint, eprintln, print, println};

pub mod hint;
pub mod panic;
pub mod process;
pub mod sync;
pub mod thread;
pub mod time;
