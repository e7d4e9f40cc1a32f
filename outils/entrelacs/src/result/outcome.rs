//! Les issues d'un programme : comment il peut finir.

use crate::model::transitions::Transition;
use recit::ending::{Blocked, OutcomeKind, Panicked, Stopped};
use recit::event::Event;
use serde::Serialize;

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

/// Un déroulement : la suite des étapes d'une exécution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// Les étapes, telles que les attend [`crate::Exploration::replay`].
    #[serde(skip)]
    pub transitions: Vec<Transition>,
    /// Les mêmes, décrites.
    pub steps: Vec<Event>,
}
