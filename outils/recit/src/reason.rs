//! Pourquoi un fil ne peut pas avancer.

use crate::object::Object;
use serde::{Deserialize, Serialize};

/// Une raison d'attendre.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Ces fils n'ont pas fini : celui qu'il attend, ou ceux de sa portée.
    Running {
        /// Leurs noms.
        threads: Vec<String>,
    },
    /// Le verrou est tenu.
    Held {
        /// Par ces autres fils.
        threads: Vec<String>,
        /// Par ce fil lui-même.
        own: bool,
    },
    /// Un écrivain attend, et passe avant ce lecteur.
    WriterFirst,
    /// Personne ne l'a réveillé.
    NotWoken,
    /// La barrière n'est pas pleine.
    Arrived {
        /// Ceux qui y sont.
        count: usize,
        /// Ceux qu'elle attend.
        size: usize,
    },
    /// L'initialisation est en cours.
    Initializing {
        /// Le fil qui la fait, s'il est connu.
        thread: Option<String>,
        /// Vrai si c'est ce fil lui-même.
        own: bool,
    },
    /// Personne n'a fait l'initialisation.
    NotInitialized,
    /// Le groupe n'est pas vide.
    Members {
        /// Ceux qui restent.
        count: u32,
    },
    /// Personne ne reçoit d'un canal sans place.
    NobodyReceives {
        /// Le canal, vu du récepteur.
        object: Object,
    },
    /// Personne n'envoie dans un canal sans place.
    NobodySends {
        /// Le canal, vu de l'émetteur.
        object: Object,
        /// Les émetteurs qui restent.
        senders: u32,
    },
    /// Le canal est plein.
    Full {
        /// Le canal, vu de l'émetteur.
        object: Object,
    },
    /// Le canal est vide.
    Empty {
        /// Le canal, vu de l'émetteur.
        object: Object,
        /// Les émetteurs qui restent.
        senders: u32,
    },
    /// Ce canal ne donne jamais rien.
    Never,
    /// Le délai n'a pas expiré.
    NotExpired,
    /// L'heure n'est pas venue.
    Early,
}
