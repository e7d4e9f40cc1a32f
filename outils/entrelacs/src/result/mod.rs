//! Ce qu'une exploration a trouvé : issues, chemins, graphe.

pub(crate) mod describe;
pub(crate) mod exploration;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod outcome;
pub(crate) mod unmerged;
