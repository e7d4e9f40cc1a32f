//! Le parcours de toutes les exécutions : états, fusion, réduction, bornes.

pub(crate) mod components;
pub(crate) mod config;
pub(crate) mod error;
pub(crate) mod execution;
pub(crate) mod explorer;
pub(crate) mod graph;
pub(crate) mod monitor;
pub(crate) mod outputs;
pub(crate) mod program;
pub(crate) mod reduction;
pub(crate) mod stagnation;
pub(crate) mod watchdog;
