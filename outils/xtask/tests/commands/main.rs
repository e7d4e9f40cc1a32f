//! Les commandes de `cargo xtask`, lancées pour de vrai dans de petits dépôts.

mod cli;
#[cfg(unix)]
mod common;
#[cfg(unix)]
mod e2e;
#[cfg(unix)]
mod exercises;
#[cfg(unix)]
mod explore;
#[cfg(unix)]
mod print;
mod serve;
#[cfg(unix)]
mod served;
#[cfg(unix)]
mod workshop;
#[cfg(unix)]
mod workshop_exercises;
