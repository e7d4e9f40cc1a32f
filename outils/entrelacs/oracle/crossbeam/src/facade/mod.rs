//! Le `std` de l'oracle : ce qui concerne les fils vient de shuttle, le reste de
//! la vraie bibliothèque. C'est une liste : ce qui n'y est pas ne compile pas.

pub use ::std::{
    alloc, any, array, borrow, boxed, cell, char, clone, cmp, collections, convert, default, error,
    f32, f64, fmt, hash, iter, marker, mem, num, ops, option, primitive, process, ptr, rc, result,
    slice, str, string, vec,
};
pub use ::std::{
    assert, assert_eq, assert_ne, format, matches, panic, todo, unimplemented, unreachable, write,
    writeln,
};
pub use shuttle::thread_local;

pub mod hint;
pub mod sync;
pub mod thread;
pub mod time;
