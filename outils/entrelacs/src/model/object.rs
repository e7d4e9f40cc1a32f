//! Les objets que les fils partagent.

use crate::model::id::{ThreadId, Token};
use std::collections::VecDeque;
use std::time::Duration;

/// L'état d'un objet partagé.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Object {
    Mutex {
        owner: Option<ThreadId>,
        guarded: Guarded,
    },
    RwLock {
        readers: Vec<ThreadId>,
        writer: Option<ThreadId>,
        guarded: Guarded,
    },
    Condvar {
        waiting: Vec<ThreadId>,
        notified: Vec<ThreadId>,
    },
    Barrier {
        size: usize,
        waiting: Vec<ThreadId>,
        released: Vec<ThreadId>,
    },
    Once(OnceState),
    Atomic(u64),
    Channel(Channel),
    Group {
        members: u32,
    },
    Scope {
        running: u32,
        unhandled: Vec<ThreadId>,
        written: Vec<(ThreadId, Token)>,
    },
    Arc {
        owners: u32,
    },
}

/// Ce que protège un verrou.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Guarded {
    pub content: Token,
    pub poisoned: bool,
    /// Le fil qui l'a emprunté par `get_mut`, tant que personne n'a pris le verrou
    /// depuis.
    pub borrower: Option<ThreadId>,
}

impl Guarded {
    fn new(content: Token) -> Self {
        Self {
            content,
            poisoned: false,
            borrower: None,
        }
    }
}

impl Object {
    /// Un `Mutex` libre.
    pub fn mutex(content: Token) -> Self {
        Self::Mutex {
            owner: None,
            guarded: Guarded::new(content),
        }
    }

    /// Un `RwLock` libre.
    pub fn rwlock(content: Token) -> Self {
        Self::RwLock {
            readers: Vec::new(),
            writer: None,
            guarded: Guarded::new(content),
        }
    }

    /// Le nom du type qui le crée, tel que l'écrit un programme ; vide si
    /// plusieurs noms sont possibles.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Mutex { .. } => "Mutex",
            Self::RwLock { .. } => "RwLock",
            Self::Condvar { .. } => "Condvar",
            Self::Barrier { .. } => "Barrier",
            Self::Atomic(_) => "Atomic",
            Self::Group { .. } => "WaitGroup",
            Self::Arc { .. } => "Arc",
            Self::Once(_) | Self::Channel(_) | Self::Scope { .. } => "",
        }
    }

    /// Vrai pour un `RwLock` que personne ne tient.
    pub fn is_free_rwlock(&self) -> bool {
        matches!(self, Self::RwLock { readers, writer: None, .. } if readers.is_empty())
    }

    /// Change chaque empreinte de valeur par `rename`.
    pub fn rename_tokens(&mut self, rename: impl Fn(Token) -> Token) {
        match self {
            Self::Mutex { guarded, .. } | Self::RwLock { guarded, .. } => {
                guarded.content = rename(guarded.content);
            }
            Self::Once(OnceState::Ready(token)) => *token = rename(*token),
            Self::Channel(channel) => {
                for token in &mut channel.queue {
                    *token = rename(*token);
                }
            }
            _ => {}
        }
    }
}

/// Où en est une initialisation unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum OnceState {
    Empty,
    Running(ThreadId),
    Ready(Token),
    Poisoned,
}

/// L'état d'un canal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Channel {
    pub flavor: Flavor,
    pub queue: VecDeque<Token>,
    pub senders: u32,
    pub receivers: u32,
    /// Vrai si les messages survivent au dernier récepteur, jusqu'au dernier
    /// émetteur : c'est le cas du canal borné de crossbeam.
    pub keeps: bool,
}

/// La sorte d'un canal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Flavor {
    /// Sans tampon : un rendez-vous.
    Rendezvous,
    /// Un tampon de taille fixée.
    Bounded(usize),
    /// Un tampon sans limite.
    Unbounded,
    /// Un seul message : il est là quand `left` vaut zéro, et `left` est `None`
    /// une fois qu'il est reçu.
    After { left: Option<Duration>, due: Due },
    /// Un message par période : le prochain est là quand `left` vaut zéro.
    Tick {
        period: Duration,
        left: Duration,
        due: Due,
    },
    /// Jamais de message.
    Never,
}

/// L'heure prévue d'un minuteur, celle que donne son message ; `None` tant que
/// l'horloge ne compte pas.
pub(crate) type Due = Option<Duration>;

impl Channel {
    /// Un canal neuf, avec un émetteur et un récepteur.
    pub fn new(flavor: Flavor, keeps: bool) -> Self {
        Self {
            flavor,
            queue: VecDeque::new(),
            senders: 1,
            receivers: 1,
            keeps,
        }
    }

    /// Vrai s'il reste une place dans le tampon.
    pub fn has_room(&self) -> bool {
        match self.flavor {
            Flavor::Bounded(size) => self.queue.len() < size,
            Flavor::Unbounded => true,
            _ => false,
        }
    }

    /// Vrai pour les canaux qui n'ont pas d'émetteur : ils ne se ferment pas.
    pub fn is_timer(&self) -> bool {
        matches!(
            self.flavor,
            Flavor::After { .. } | Flavor::Tick { .. } | Flavor::Never
        )
    }

    /// Le temps qui reste avant que ce minuteur ait un message : zéro s'il en a
    /// un, `None` s'il n'en aura jamais, ou si ce n'est pas un minuteur.
    pub fn left(&self) -> Option<Duration> {
        match self.flavor {
            Flavor::After { left, .. } => left,
            Flavor::Tick { left, .. } => Some(left),
            _ => None,
        }
    }

    /// Vrai si ce minuteur a un message.
    pub fn is_due(&self) -> bool {
        self.left() == Some(Duration::ZERO)
    }
}
