//! Comment un programme finit.

use crate::event::Action;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};
use std::fmt;

/// La sorte d'une fin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeKind {
    /// `main` rend la main.
    Exit,
    /// `main` panique.
    Panic,
    /// Le processus finit avec un statut d'erreur : `main` rend `Err`, ou un fil
    /// appelle `process::exit`.
    Error,
    /// Le processus est arrêté sur-le-champ : double panique, pile qui déborde,
    /// `process::abort`.
    Abort,
    /// Plus aucun fil ne peut avancer, et au moins un n'a pas fini.
    Deadlock,
    /// Des fils avancent, mais plus aucune fin n'est accessible.
    Livelock,
    /// Une borne a arrêté l'exploration : rien n'est affirmé de la suite.
    Bound,
}

impl OutcomeKind {
    /// Toutes les sortes.
    pub const ALL: [Self; 7] = [
        Self::Exit,
        Self::Panic,
        Self::Error,
        Self::Abort,
        Self::Deadlock,
        Self::Livelock,
        Self::Bound,
    ];

    /// Son nom, sans majuscule.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exit => "fin normale",
            Self::Panic => "panique",
            Self::Error => "erreur",
            Self::Abort => "arrêt brutal",
            Self::Deadlock => "interblocage",
            Self::Livelock => "sans fin",
            Self::Bound => "exploration incomplète",
        }
    }

    /// Un signe qui la distingue, pour une page.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exit => "✓",
            Self::Panic | Self::Error | Self::Abort => "✕",
            Self::Deadlock => "⊘",
            Self::Livelock => "∞",
            Self::Bound => "…",
        }
    }

    /// Son signe et son nom, avec une majuscule : « ⊘ Interblocage ».
    pub fn heading(self) -> String {
        let (first, rest) = self.label().split_at(1);
        format!("{} {}{rest}", self.sign(), first.to_uppercase())
    }

    /// Une mauvaise fin avec son article : « l'interblocage » ; `None` pour une
    /// fin normale, ou une borne.
    pub fn noun(self) -> Option<&'static str> {
        match self {
            Self::Exit | Self::Bound => None,
            Self::Panic => Some("la panique"),
            Self::Error => Some("l'erreur"),
            Self::Abort => Some("l'arrêt"),
            Self::Deadlock => Some("l'interblocage"),
            Self::Livelock => Some("l'exécution sans fin"),
        }
    }

    /// La phrase qui la dit.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Exit => "Le programme se termine.",
            Self::Panic => "Le programme panique.",
            Self::Error => "Le programme finit sur une erreur.",
            Self::Abort => "Le programme s'arrête brutalement.",
            Self::Deadlock => {
                "Interblocage : plus aucun fil ne peut avancer, et le programme ne finira jamais."
            }
            Self::Livelock => {
                "Boucle sans issue : des fils tournent, mais le programme ne finira jamais."
            }
            Self::Bound => "L'exploration s'est arrêtée là, sans savoir la suite.",
        }
    }
}

impl OutcomeKind {
    /// La même chose, à la suite d'un texte affiché.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Exit => "le programme se termine",
            Self::Deadlock => "le programme se bloque pour toujours\u{a0}: interblocage",
            Self::Panic => "le programme panique",
            Self::Livelock => "le programme tourne sans fin",
            Self::Error => "le programme finit sur une erreur",
            Self::Abort => "le programme s'arrête brutalement",
            Self::Bound => "l'exploration s'est arrêtée",
        }
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

/// Un fil qui attend sans fin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Blocked {
    /// Le nom du fil.
    pub thread: String,
    /// La ligne où il attend, 0 si elle est inconnue.
    pub line: u32,
    /// Ce qu'il voudrait faire.
    pub action: Action,
    /// Pourquoi il attend ; vide s'il pourrait avancer.
    pub reasons: Vec<Reason>,
}

/// Un fil arrêté par une panique.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Panicked {
    /// Le nom du fil.
    pub thread: String,
    /// La ligne de la panique, 0 si elle est inconnue.
    pub line: u32,
    /// Son message.
    pub message: String,
}

/// Ce qui a mis fin au processus avant la fin de `main`, ou à la place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stopped {
    /// Le nom du fil qui l'a fait.
    pub thread: String,
    /// La ligne où il en était, 0 si elle est inconnue.
    pub line: u32,
    /// Pourquoi : l'erreur que rend `main`, l'appel, ou la raison de l'arrêt.
    pub message: String,
}
