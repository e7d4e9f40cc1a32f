//! La page : du Markdown entre, du Markdown sort.

pub mod alerts;
pub mod anchors;
pub mod calls;
pub mod diagrams;
pub mod drawings;
pub mod duo;
pub mod html;
pub mod markdown;
pub mod notes;
pub mod reading;
pub mod scripts;
pub mod skeptic;
pub mod splice;
pub mod tables;
pub mod traits;
pub mod typography;
