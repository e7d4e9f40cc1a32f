//! Ce qu'une exploration a trouvé : issues, chemins, compte rendu, JSON.

pub(crate) mod advice;
pub mod command;
pub(crate) mod describe;
pub(crate) mod exploration;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod outcome;
pub(crate) mod report;
pub(crate) mod unmerged;
pub mod verification;
