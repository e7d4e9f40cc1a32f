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
    /// Ce qui a mis fin au processus, si c'est une erreur ou un arrêt brutal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
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
            stopped: self.stopped.clone(),
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
    /// Ce qui a mis fin au processus, si c'est une erreur ou un arrêt brutal.
    pub stopped: Option<Stopped>,
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

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Exit => "fin normale",
            Self::Panic => "panique",
            Self::Error => "erreur",
            Self::Abort => "arrêt brutal",
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

/// Ce qui a mis fin au processus avant la fin de `main`, ou à la place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Stopped {
    /// Le nom du fil qui l'a fait.
    pub thread: String,
    /// La ligne où il en était, 0 si elle est inconnue.
    pub line: u32,
    /// Pourquoi : l'erreur que rend `main`, l'appel, ou la raison de l'arrêt.
    pub message: String,
}
