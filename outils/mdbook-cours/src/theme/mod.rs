//! Le thème : celui de mdBook en français, et le nôtre.

pub mod assembly;
pub mod contents;
pub mod french;
pub mod head;
