//! Les objets partagés.

use serde::{Deserialize, Serialize};

/// Un objet, tel qu'une opération le désigne.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Object {
    /// Son numéro : le même dans toutes les exécutions.
    pub id: u32,
    /// La variable où il est rangé ; vide si elle n'est pas connue. Un canal en a
    /// deux, une pour chaque bout.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Son rang parmi ceux qui se créent à la même ligne, à partir de 1 ; 0 s'il y
    /// est seul.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rank: u32,
    /// La ligne de sa création, s'il n'a pas de nom ; 0 si elle est inconnue.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
}

pub(crate) fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// La sorte d'un objet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// Un `Mutex`.
    Mutex,
    /// Un `Mutex` que la panique d'un fil a empoisonné.
    PoisonedMutex,
    /// Un `RwLock` qu'aucun fil ne tient en écriture.
    ReadLock,
    /// Un `RwLock` qu'un fil tient en écriture.
    WriteLock,
    /// Une `Condvar`.
    Condvar,
    /// Une `Barrier`.
    Barrier,
    /// `Once`, `OnceLock` ou `LazyLock`.
    Once,
    /// Une valeur atomique.
    Atomic,
    /// Un canal.
    Channel,
    /// Un canal `after`.
    Timer,
    /// Un canal `tick`.
    Ticker,
    /// Un canal `never`.
    Never,
    /// Un `WaitGroup`.
    WaitGroup,
    /// Une portée (`thread::scope`).
    Scope,
    /// Les propriétaires d'un `Arc`.
    Arc,
}

impl ObjectKind {
    /// Son nom français.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mutex => "verrou",
            Self::PoisonedMutex => "verrou empoisonné",
            Self::ReadLock => "verrou en lecture",
            Self::WriteLock => "verrou en écriture",
            Self::Condvar => "variable de condition",
            Self::Barrier => "barrière",
            Self::Once => "initialisation unique",
            Self::Atomic => "valeur atomique",
            Self::Channel => "canal",
            Self::Timer => "minuteur",
            Self::Ticker => "horloge",
            Self::Never => "canal muet",
            Self::WaitGroup => "groupe d'attente",
            Self::Scope => "portée",
            Self::Arc => "Arc",
        }
    }
}

/// Un objet dans un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObjectView {
    /// L'objet ; pour un canal, son émetteur.
    pub object: Object,
    /// Le récepteur d'un canal, s'il a un autre nom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<Object>,
    /// Sa sorte.
    pub kind: ObjectKind,
    /// La ligne de sa création, 0 si elle est inconnue.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Ce qu'il contient : messages d'un canal, valeur d'un verrou.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Les fils qui le tiennent, ou qui y attendent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threads: Vec<String>,
    /// La taille d'un canal ou d'une barrière.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<usize>,
    /// Les émetteurs d'un canal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub senders: Option<u32>,
    /// Les récepteurs d'un canal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receivers: Option<u32>,
    /// Les membres d'un groupe ou d'une portée, les propriétaires d'un `Arc`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}
