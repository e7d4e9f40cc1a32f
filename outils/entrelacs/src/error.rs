//! Pourquoi une exploration est refusée.

/// Pourquoi une exploration est refusée. Une exploration trop longue n'est pas
/// refusée : elle est incomplète, et le dit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Le programme fait ce que le modèle ne sait pas faire.
    #[error("ligne {line} : {message}")]
    Unsupported {
        /// La ligne du listing, à partir de 1 ; 0 si elle est inconnue.
        line: u32,
        /// Ce qui n'est pas modélisé, et que faire.
        message: String,
    },
    /// Rejoué dans le même ordre, le programme ne fait pas la même chose.
    #[error(
        "le programme n'est pas déterministe : rejoué dans le même ordre, {thread} ne fait pas la même chose \
         (ligne {line}). Un fil ne doit dépendre que de ce qu'il observe : pas de HashMap parcourue, d'adresse, \
         d'heure ni de hasard"
    )]
    Nondeterministic {
        /// Le nom du fil.
        thread: String,
        /// La ligne de l'opération qui diffère, 0 si elle est inconnue.
        line: u32,
    },
    /// Le système refuse de la mémoire pour une pile.
    #[error("plus de mémoire pour la pile d'un fil : {0}")]
    Memory(String),
    /// Le calendrier demandé ne correspond pas au programme.
    #[error("l'étape {0} du calendrier n'est pas possible à ce moment")]
    Schedule(usize),
}
