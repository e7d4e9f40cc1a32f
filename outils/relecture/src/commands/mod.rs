//! Les commandes que le livre donne à taper.

pub mod shell;

mod cargo;
mod objection;
mod project;
