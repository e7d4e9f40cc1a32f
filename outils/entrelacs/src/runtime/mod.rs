//! L'exécution du vrai code : coroutines, mémoire, arrêts, session.
//!
//! Le seul code `unsafe` est ici.

pub(crate) mod coroutine;
pub(crate) mod declared;
pub(crate) mod faults;
pub(crate) mod handle;
pub(crate) mod identity;
pub(crate) mod lines;
pub(crate) mod memory;
#[doc(hidden)]
pub mod output;
pub(crate) mod panics;
pub(crate) mod session;
pub(crate) mod tail;
pub(crate) mod watchdog;
