//! Les opérations et les étapes.

use crate::object::{Object, is_zero};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Ce que fait, ou voudrait faire, un fil.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Action {
    /// La sorte de l'opération.
    pub kind: ActionKind,
    /// L'objet sur lequel elle porte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Object>,
    /// Le verrou libéré en se mettant en attente d'une variable de condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Object>,
    /// Le fil sur lequel elle porte, ou le nom de celui qu'elle lance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// La valeur envoyée, reçue ou laissée, le texte affiché, le statut, ou l'appel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Combien de temps elle attend.
    #[serde(default, skip_serializing_if = "Wait::is_forever")]
    pub wait: Wait,
    /// Vrai si elle laisse un verrou empoisonné.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub poisons: bool,
    /// Les branches d'une sélection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<Action>,
}

impl Action {
    /// Une opération qui ne porte sur rien.
    pub fn new(kind: ActionKind) -> Self {
        Self {
            kind,
            object: None,
            lock: None,
            target: None,
            value: None,
            wait: Wait::Forever,
            poisons: false,
            arms: Vec::new(),
        }
    }

    /// La même, sur cet objet.
    #[must_use]
    pub fn on(mut self, object: Object) -> Self {
        self.object = Some(object);
        self
    }

    /// La même, sur ce fil.
    #[must_use]
    pub fn about(mut self, thread: String) -> Self {
        self.target = Some(thread);
        self
    }

    /// La même, avec cette valeur.
    #[must_use]
    pub fn with(mut self, value: Option<String>) -> Self {
        self.value = value;
        self
    }

    /// La même, qui attend tant.
    #[must_use]
    pub fn waiting(mut self, wait: Wait) -> Self {
        self.wait = wait;
        self
    }
}

/// Combien de temps une opération attend.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// Tant qu'il faut.
    #[default]
    Forever,
    /// Pas du tout.
    Never,
    /// Cette durée au plus.
    AtMost(Duration),
}

impl Wait {
    /// Tant qu'il faut, ou `limit` au plus.
    pub fn limited(limit: Option<Duration>) -> Self {
        limit.map_or(Self::Forever, Self::AtMost)
    }

    fn is_forever(&self) -> bool {
        *self == Self::Forever
    }
}

/// La sorte d'une opération.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Lancer un fil.
    Spawn,
    /// Lancer un fil d'une portée.
    SpawnScoped,
    /// Attendre la fin d'un fil.
    Join,
    /// Attendre la fin des fils d'une portée.
    EndScope,
    /// Demander si un fil est fini.
    IsFinished,
    /// Se terminer.
    End,
    /// Terminer le processus avec un statut.
    ExitProcess,
    /// Terminer le processus sur une erreur.
    FailProcess,
    /// Avorter.
    AbortProcess,
    /// Laisser passer les autres fils.
    Yield,
    /// Attendre activement.
    Spin,
    /// Dormir.
    Sleep,
    /// Attendre un `unpark`.
    Park,
    /// Réveiller un fil endormi par `park`.
    Unpark,
    /// Lire l'heure.
    Now,
    /// Afficher.
    Print,
    /// Afficher sur la sortie d'erreur.
    PrintError,
    /// Prendre un verrou.
    Lock,
    /// Rendre un verrou.
    Unlock,
    /// Lire le contenu d'un objet.
    ReadContent,
    /// Demander si un verrou est empoisonné.
    IsPoisoned,
    /// Désempoisonner un verrou.
    ClearPoison,
    /// Prendre un verrou en lecture.
    Read,
    /// Prendre un verrou en écriture.
    Write,
    /// Rendre un verrou pris en lecture.
    EndRead,
    /// Rendre un verrou pris en écriture.
    EndWrite,
    /// Ne garder un verrou qu'en lecture.
    Downgrade,
    /// Libérer un verrou et se mettre en attente d'une variable de condition.
    Enqueue,
    /// Attendre d'être réveillé par une variable de condition.
    WaitCondition,
    /// Réveiller un fil qui attend une variable de condition.
    NotifyOne,
    /// Réveiller tous les fils qui attendent une variable de condition.
    NotifyAll,
    /// Arriver à une barrière.
    Arrive,
    /// Attendre les autres à une barrière.
    WaitBarrier,
    /// Obtenir une valeur, à initialiser peut-être.
    BeginOnce,
    /// Finir une initialisation.
    EndOnce,
    /// Attendre une initialisation.
    AwaitOnce,
    /// Consulter une valeur initialisée une fois.
    GetOnce,
    /// Agir sur une valeur atomique.
    Atomic,
    /// Choisir parmi des opérations de canal.
    Select,
    /// Attendre qu'une opération de canal soit possible.
    Ready,
    /// Envoyer.
    Send,
    /// Recevoir.
    Receive,
    /// Détruire un émetteur.
    DropSender,
    /// Détruire un récepteur.
    DropReceiver,
    /// Compter les messages d'un canal.
    Length,
    /// Réserver le prochain tic d'une horloge.
    Reserve,
    /// Se retirer d'un groupe.
    LeaveGroup,
    /// Attendre qu'un groupe soit vide.
    WaitGroup,
    /// Cloner un `Arc`.
    CloneArc,
    /// Détruire un `Arc`.
    DropArc,
    /// Compter les propriétaires d'un `Arc`.
    CountArc,
    /// Retrouver un `Arc`.
    UpgradeArc,
    /// Être le seul à tenir un `Arc`, ou échouer.
    OwnArc,
    /// Le temps passe : aucun fil n'avance.
    TimePasses,
}

/// Ce qu'il advient d'une opération.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Elle se fait.
    #[default]
    Done,
    /// Elle est possible, et ne se fait pas encore.
    Possible,
    /// Le canal n'a plus de récepteur.
    NoReceiver,
    /// Le canal est fermé et vide.
    Closed,
    /// Rien n'est prêt.
    NothingReady,
    /// Le délai est écoulé.
    TimedOut,
    /// Elle s'interrompt sans raison.
    Spurious,
    /// Elle passe devant un écrivain qui attend.
    Overtakes,
    /// Un écrivain attend : elle échoue.
    WriterWaits,
    /// Elle réveille ce fil.
    Wakes(String),
}

/// Une étape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Event {
    /// Le fil qui avance ; vide quand le temps passe.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub thread: String,
    /// Sa ligne, 0 si elle est inconnue.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Ce qu'il fait.
    #[serde(flatten)]
    pub action: Action,
    /// Ce qu'il en advient.
    #[serde(default, skip_serializing_if = "Outcome::is_done")]
    pub outcome: Outcome,
    /// Pour un rendez-vous, celui qui reçoit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<Peer>,
}

impl Outcome {
    fn is_done(&self) -> bool {
        *self == Self::Done
    }
}

/// L'autre fil d'un rendez-vous.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Peer {
    /// Son nom.
    pub thread: String,
    /// Sa ligne, 0 si elle est inconnue.
    pub line: u32,
}
