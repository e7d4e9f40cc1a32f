//! Les issues d'un programme : comment il peut finir.

use crate::schedule::Schedule;
use serde::Serialize;
use std::fmt;

/// Une issue possible du programme.
///
/// Deux issues sont la même si leur sorte, leur texte affiché, les opérations
/// bloquées et les fils qui ont paniqué sont les mêmes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Comment le programme finit.
    pub kind: OutcomeKind,
    /// Ce qu'il a affiché sur sa sortie standard.
    pub stdout: String,
    /// Les fils qui attendent sans fin, et ce qu'ils attendent ; vide si le
    /// programme se termine.
    pub blocked: Vec<Blocked>,
    /// Les fils arrêtés par une panique.
    pub panicked: Vec<Panicked>,
    /// Un plus court chemin vers cette issue.
    pub schedule: Schedule,
}

impl Outcome {
    /// Ce qui distingue deux issues : tout, sauf le chemin.
    pub fn ending(&self) -> Ending {
        Ending {
            kind: self.kind,
            stdout: self.stdout.clone(),
            blocked: self.blocked.clone(),
            panicked: self.panicked.clone(),
        }
    }
}

/// Une issue, sans le chemin qui y mène.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ending {
    /// Comment le programme finit.
    pub kind: OutcomeKind,
    /// Ce qu'il a affiché.
    pub stdout: String,
    /// Les fils qui attendent sans fin.
    pub blocked: Vec<Blocked>,
    /// Les fils arrêtés par une panique.
    pub panicked: Vec<Panicked>,
}

impl Ending {
    /// Vrai si cette fin n'est pas celle qu'un programme juste attend.
    pub fn is_failure(&self) -> bool {
        !matches!(self.kind, OutcomeKind::Exit | OutcomeKind::Bound) || !self.panicked.is_empty()
    }
}

/// Comment un programme finit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeKind {
    /// `main` rend la main.
    Exit,
    /// `main` panique.
    Panic,
    /// Plus aucun fil ne peut avancer, et au moins un n'a pas fini.
    Deadlock,
    /// Des fils avancent, mais plus aucune fin n'est accessible.
    Livelock,
    /// Une borne a arrêté l'exploration : rien n'est affirmé de la suite.
    Bound,
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Exit => "fin normale",
            Self::Panic => "panique",
            Self::Deadlock => "interblocage",
            Self::Livelock => "boucle sans issue",
            Self::Bound => "exploration incomplète",
        })
    }
}

/// Un fil qui attend sans fin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Blocked {
    /// Le nom du fil.
    pub thread: String,
    /// La ligne où il attend, 0 si elle est inconnue.
    pub line: u32,
    /// Ce qu'il voudrait faire.
    pub operation: String,
    /// Pourquoi il attend ; vide s'il pourrait avancer.
    pub reason: String,
}

/// Un fil arrêté par une panique.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Panicked {
    /// Le nom du fil.
    pub thread: String,
    /// La ligne de la panique, 0 si elle est inconnue.
    pub line: u32,
    /// Son message.
    pub message: String,
}
