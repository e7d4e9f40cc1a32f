//! Les pages, telles qu'elles s'écrivent.

pub mod fences;
pub mod form;
pub mod markdown;
pub mod measurements;
pub mod page;
pub mod programs;
pub mod summary;
pub mod unfinished;
pub mod yours;

pub use page::Page;
