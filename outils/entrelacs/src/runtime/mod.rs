//! L'exécution du vrai code : mémoire, coroutines, arrêts, session.
//!
//! Le seul code `unsafe` est ici.

pub(crate) mod coroutine;
pub(crate) mod faults;
pub(crate) mod handle;
pub(crate) mod identity;
pub(crate) mod inspect;
pub(crate) mod lines;
pub(crate) mod locals;
pub(crate) mod memory;
pub(crate) mod operation;
pub(crate) mod output;
pub(crate) mod panics;
pub(crate) mod session;
pub(crate) mod statics;
pub(crate) mod stops;
pub(crate) mod tail;
pub(crate) mod thread;
