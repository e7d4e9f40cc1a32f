//! Les commandes que le livre donne à taper.

pub mod project;
pub mod shell;

mod cargo;
mod objection;

pub use project::Project;
