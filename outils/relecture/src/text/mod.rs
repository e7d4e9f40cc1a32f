//! Le texte français du dépôt, là où il se trouve.

pub mod document;
pub mod passage;

mod diagram;
mod program;
mod prose;
mod quiz;
mod variants;

pub use document::{DOCUMENTS, Document};
pub use passage::Passage;
