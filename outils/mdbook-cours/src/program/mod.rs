//! Ce qui est lu, et vérifié, dans `listings/`.

pub mod graph;
pub mod listing;
pub mod message;
pub mod mission;
pub mod output;
pub mod prediction;
pub mod proof;
pub mod refusal;
pub mod repair;
pub mod stepper;
pub mod variants;
