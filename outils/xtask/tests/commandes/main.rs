//! Les commandes de `cargo xtask`, lancées pour de vrai dans de petits dépôts.

mod cli;
#[cfg(unix)]
mod commun;
#[cfg(unix)]
mod e2e;
#[cfg(unix)]
mod exercices;
#[cfg(unix)]
mod explore;
#[cfg(unix)]
mod serve;
