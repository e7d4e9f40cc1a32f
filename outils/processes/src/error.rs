//! Ce qui empêche un processus fils d'aller à sa fin.

use std::io;

/// Pourquoi un processus fils n'est pas allé à sa fin.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// L'utilisateur a interrompu la commande ; aucun fils ne reste.
    #[error("commande interrompue")]
    Interrupted,
    /// Ce programme n'existe pas.
    #[error(
        "le programme « {0} » est introuvable. Si c'est cargo qui manque, \
         installez Rust : https://www.rust-lang.org/fr/tools/install"
    )]
    Absent(String),
    /// Ce programme ne se lance pas.
    #[error("impossible de lancer le programme « {0} »")]
    Spawn(String, #[source] io::Error),
    /// Le système ne laisse pas intercepter les signaux.
    #[error("impossible d'intercepter Ctrl-C")]
    Signals(#[source] ctrlc::Error),
    /// Le système ne dit pas ce que devient le fils.
    #[error("impossible de suivre un programme lancé")]
    Lost(#[from] io::Error),
}

pub(crate) type Result<T> = std::result::Result<T, ProcessError>;
