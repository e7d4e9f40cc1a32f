//! Comment un programme finit.

use crate::event::Action;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};
use std::fmt;

/// La sorte d'une fin.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OutcomeKind {
    /// `main` rend la main.
    #[default]
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

/// Les mots qui disent une fin.
struct Words {
    label: &'static str,
    sign: &'static str,
    noun: Option<&'static str>,
    sentence: &'static str,
    clause: &'static str,
    hint: &'static str,
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

    /// Les fins qui ne sont pas normales, dans l'ordre où les messages les citent.
    pub const ABNORMAL: [Self; 5] = [
        Self::Deadlock,
        Self::Panic,
        Self::Livelock,
        Self::Error,
        Self::Abort,
    ];

    /// La fin qui n'est pas normale, et qui porte ce nom.
    pub fn abnormal(label: &str) -> Option<Self> {
        let mut kinds = Self::ABNORMAL.into_iter();
        kinds.find(|kind| kind.label() == label)
    }

    /// Les mots de chaque fin : c'est ici, et nulle part ailleurs, qu'ils s'écrivent.
    const fn words(self) -> Words {
        match self {
            Self::Exit => Words {
                label: "fin normale",
                sign: "✓",
                noun: None,
                sentence: "Le programme se termine.",
                clause: "le programme se termine",
                hint: "le programme se termine",
            },
            Self::Panic => Words {
                label: "panique",
                sign: "✕",
                noun: Some("la panique"),
                sentence: "Le programme panique.",
                clause: "le programme panique",
                hint: "le programme panique",
            },
            Self::Error => Words {
                label: "erreur",
                sign: "✕",
                noun: Some("l'erreur"),
                sentence: "Le programme finit sur une erreur.",
                clause: "le programme finit sur une erreur",
                hint: "le programme finit sur une erreur",
            },
            Self::Abort => Words {
                label: "arrêt brutal",
                sign: "✕",
                noun: Some("l'arrêt"),
                sentence: "Le programme s'arrête brutalement.",
                clause: "le programme s'arrête brutalement",
                hint: "le programme s'arrête brutalement",
            },
            Self::Deadlock => Words {
                label: "interblocage",
                sign: "⊘",
                noun: Some("l'interblocage"),
                sentence: "Interblocage : plus aucun fil ne peut avancer, et le programme ne finira jamais.",
                clause: "le programme se bloque pour toujours\u{a0}: interblocage",
                hint: "le programme reste bloqué",
            },
            Self::Livelock => Words {
                label: "sans fin",
                sign: "∞",
                noun: Some("l'exécution sans fin"),
                sentence: "Boucle sans issue : des fils tournent, mais le programme ne finira jamais.",
                clause: "le programme tourne sans fin",
                hint: "le programme ne finit jamais",
            },
            Self::Bound => Words {
                label: "exploration incomplète",
                sign: "…",
                noun: None,
                sentence: "L'exploration s'est arrêtée là, sans savoir la suite.",
                clause: "l'exploration s'est arrêtée",
                hint: "l'exploration s'est arrêtée",
            },
        }
    }

    /// Son nom, sans majuscule.
    pub const fn label(self) -> &'static str {
        self.words().label
    }

    /// Son signe et son nom, avec une majuscule : « ⊘ Interblocage ».
    pub fn heading(self) -> String {
        let Words { label, sign, .. } = self.words();
        let (first, rest) = label.split_at(1);
        format!("{sign} {}{rest}", first.to_uppercase())
    }

    /// Une mauvaise fin avec son article : « l'interblocage » ; `None` pour une
    /// fin normale, ou une borne.
    pub const fn noun(self) -> Option<&'static str> {
        self.words().noun
    }

    /// La phrase qui la dit.
    pub const fn sentence(self) -> &'static str {
        self.words().sentence
    }

    /// La même chose, à la suite d'un texte affiché.
    pub const fn clause(self) -> &'static str {
        self.words().clause
    }

    /// La même chose, sans le mot que le lecteur doit trouver.
    pub const fn hint(self) -> &'static str {
        self.words().hint
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

/// Un fil qui attend sans fin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stopped {
    /// Le nom du fil qui l'a fait.
    pub thread: String,
    /// La ligne où il en était, 0 si elle est inconnue.
    pub line: u32,
    /// Pourquoi : l'erreur que rend `main`, l'appel, ou la raison de l'arrêt.
    pub message: String,
}
