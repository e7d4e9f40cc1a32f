//! `crossbeam_utils::sync` : le groupe d'attente, et de quoi faire dormir un fil.

mod parker;
mod wait_group;

pub use self::parker::{Parker, Unparker};
pub use self::wait_group::WaitGroup;
