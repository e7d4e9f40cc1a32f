//! Ce qui empêche de servir.

use std::io;
use std::path::PathBuf;

/// Ce qui empêche de servir le livre ; le message dit quoi faire.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Le port est pris ; le second nombre en est un autre, libre à cet instant.
    #[error(
        "le port {port} est déjà pris, peut-être par un autre `serve`. \
         Arrêtez le programme qui l'occupe, ou choisissez un autre port : \
         cargo xtask serve --port {}",
        .free.map_or_else(|| "<N>".to_owned(), |free| free.to_string())
    )]
    PortTaken {
        /// Le port demandé.
        port: u16,
        /// Un autre, libre à cet instant.
        free: Option<u16>,
    },

    /// Le système refuse ce port.
    #[error(
        "impossible d'écouter sur le port {port} : {source}. \
         Choisissez-en un autre avec --port, par exemple --port 3000"
    )]
    Port {
        /// Le port demandé.
        port: u16,
        /// La raison du système.
        source: io::Error,
    },

    /// Le système ne dit plus ce qui change dans un dossier.
    #[error("impossible de surveiller {} : {reason}", .path.display())]
    Watch {
        /// Le dossier ou le fichier.
        path: PathBuf,
        /// La raison du système.
        reason: String,
    },

    /// Le premier livre ne se construit pas : le message du constructeur.
    #[error("{0}")]
    Book(String),

    /// Le reste : fils d'exécution, signaux, sockets.
    #[error("le serveur ne peut pas travailler : {0}")]
    System(#[from] io::Error),
}
