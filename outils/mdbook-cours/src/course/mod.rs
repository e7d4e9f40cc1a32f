//! Le cours : l'ordre des pages, ce qu'elles demandent.

pub mod chapters;
pub mod lesson;
pub mod plan;
pub mod progress;
