//! Ce qu'un fil annonce, et ce qu'on lui répond.
//!
//! Un fil du modèle annonce sa prochaine opération ([`Op`]) puis s'arrête ;
//! l'explorateur choisit le moment de l'exécuter et rend une [`Response`].
//! Ces données sont tout ce qu'un fil montre de lui-même : deux fils qui ont
//! reçu les mêmes réponses sont dans le même état.

use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::object::Object;
use crate::model::time::is_endless;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

/// La prochaine opération d'un fil, avec la ligne où elle se trouve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Ce que le fil a fait, sans attendre, avant d'annoncer `next`.
    pub effects: Vec<Effect>,
    /// Ce qu'il fera quand son tour viendra.
    pub next: Next,
    /// La ligne du listing, à partir de 1 ; 0 si elle est inconnue.
    pub line: u32,
}

impl Step {
    /// Une copie dont chaque texte et chaque liste est alloué maintenant.
    pub fn detached(&self) -> Self {
        let text = |text: &Rc<str>| -> Rc<str> { Rc::from(&**text) };
        let mut copy = self.clone();
        match &mut copy.next {
            Next::Finished(Err(message)) => *message = text(message),
            Next::Op(
                Op::Spawn {
                    name: Some(name), ..
                }
                | Op::Print { text: name, .. },
            ) => *name = text(name),
            Next::Op(Op::EndProcess(ProcessEnd::Error(why) | ProcessEnd::Abort(why))) => {
                *why = text(why);
            }
            Next::Op(Op::Atomic { action, .. }) => action.arguments = text(&action.arguments),
            Next::Op(Op::Select { arms, .. }) => *arms = arms.iter().cloned().collect(),
            Next::Finished(Ok(_)) | Next::Op(_) => {}
        }
        copy
    }

    /// La même étape, où chaque empreinte de valeur est changée par `rename`.
    pub fn with_tokens(&self, rename: impl Fn(Token) -> Token) -> Self {
        let mut copy = self.clone();
        for effect in &mut copy.effects {
            match effect {
                Effect::SetContent(_, token) | Effect::Sent(token) => *token = rename(*token),
                Effect::Create(_, object) => object.rename_tokens(&rename),
                _ => {}
            }
        }
        match &mut copy.next {
            Next::Finished(Ok(token))
            | Next::Op(
                Op::Unlock { content: token, .. }
                | Op::EndWrite { content: token, .. }
                | Op::Downgrade { content: token, .. }
                | Op::Enqueue { content: token, .. }
                | Op::EndOnce {
                    outcome: Ok(token), ..
                },
            ) => *token = rename(*token),
            Next::Op(Op::Select { arms, .. }) => {
                *arms = arms
                    .iter()
                    .cloned()
                    .map(|mut arm| {
                        if let Direction::Send(Some(token)) = &mut arm.direction {
                            *token = rename(*token);
                        }
                        arm
                    })
                    .collect();
            }
            Next::Finished(Err(_)) | Next::Op(_) => {}
        }
        copy
    }
}

/// La suite d'un fil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Une opération.
    Op(Op),
    /// La fin : la valeur rendue, ou la panique qui l'a arrêté.
    Finished(Result<Token, Rc<str>>),
}

/// Un changement qui n'attend personne et que personne ne peut voir avant la
/// prochaine opération du fil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Crée l'objet, s'il n'existe pas déjà (cas d'une `static`).
    Create(ObjectId, Object),
    /// Un émetteur de plus.
    AddSender(ObjectId),
    /// Un récepteur de plus.
    AddReceiver(ObjectId),
    /// Un participant de plus.
    AddWaiter(ObjectId),
    /// Un propriétaire de plus.
    AddOwner(ObjectId),
    /// Le contenu d'un verrou change sans qu'on le prenne (`get_mut`) ; sans
    /// effet dès qu'un fil l'a pris depuis.
    SetContent(ObjectId, Token),
    /// La valeur qu'une branche `send` de `select!` vient de calculer.
    Sent(Token),
}

/// Une opération visible des autres fils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// Lancer un fil, dans une portée ou non.
    Spawn {
        name: Option<Rc<str>>,
        scope: Option<ObjectId>,
    },
    /// Attendre la fin d'un fil.
    Join(ThreadId),
    /// Attendre la fin de tous les fils d'une portée.
    EndScope(ObjectId),
    /// Demander si un fil est fini.
    IsFinished(ThreadId),
    /// Se terminer.
    End,
    /// Mettre fin au processus, sans attendre personne ni rien détruire.
    EndProcess(ProcessEnd),
    /// Laisser passer les autres.
    Yield,
    /// Attendre activement.
    Spin,
    /// Dormir.
    Sleep(Duration),
    /// Attendre un `unpark`.
    Park(Option<Duration>),
    /// Réveiller un fil endormi par `park`.
    Unpark(ThreadId),
    /// Lire l'horloge.
    Now,
    /// Afficher.
    Print { stdout: bool, text: Rc<str> },

    /// Prendre un verrou.
    Lock(ObjectId),
    /// Prendre un verrou s'il est libre.
    TryLock(ObjectId),
    /// Rendre un verrou ; le contenu tel qu'on le laisse.
    Unlock {
        mutex: ObjectId,
        content: Token,
        poison: bool,
    },
    /// Lire le contenu d'un objet que personne d'autre ne peut atteindre.
    Own(ObjectId),
    /// Emprunter pour l'écrire le contenu d'un verrou que personne d'autre ne
    /// peut atteindre.
    Borrow(ObjectId),
    /// Demander si un verrou est empoisonné.
    IsPoisoned(ObjectId),
    /// Lever l'empoisonnement.
    ClearPoison(ObjectId),
    /// Prendre un verrou en lecture.
    Read { lock: ObjectId, wait: bool },
    /// Prendre un verrou en écriture.
    Write { lock: ObjectId, wait: bool },
    /// Rendre un verrou pris en lecture.
    EndRead(ObjectId),
    /// Ne garder qu'en lecture un verrou pris en écriture.
    Downgrade { lock: ObjectId, content: Token },
    /// Rendre un verrou pris en écriture.
    EndWrite {
        lock: ObjectId,
        content: Token,
        poison: bool,
    },

    /// Rendre le verrou et se mettre en attente d'une condition, d'un geste.
    Enqueue {
        condvar: ObjectId,
        mutex: ObjectId,
        content: Token,
    },
    /// Attendre d'être réveillé.
    Wait {
        condvar: ObjectId,
        timeout: Option<Duration>,
    },
    /// Réveiller un fil, ou tous.
    Notify { condvar: ObjectId, all: bool },
    /// Arriver à une barrière.
    Arrive(ObjectId),
    /// Attendre les autres à une barrière.
    WaitBarrier(ObjectId),

    /// Commencer une initialisation unique, ou attendre qu'elle soit faite.
    BeginOnce { once: ObjectId, force: bool },
    /// Finir une initialisation unique.
    EndOnce {
        once: ObjectId,
        outcome: Result<Token, ()>,
    },
    /// Consulter une initialisation unique sans attendre.
    GetOnce(ObjectId),
    /// Attendre qu'un autre fil ait fait une initialisation unique.
    AwaitOnce { once: ObjectId, force: bool },

    /// Agir sur une valeur atomique.
    Atomic { atomic: ObjectId, action: Action },

    /// Choisir parmi des opérations de canal.
    Select {
        arms: Rc<[Arm]>,
        mode: Mode,
        biased: bool,
        name: SelectName,
    },
    /// Détruire un émetteur.
    DropSender(ObjectId),
    /// Détruire un récepteur.
    DropReceiver(ObjectId),
    /// Compter les messages d'un canal.
    Len(ObjectId),
    /// Réserver le prochain message d'une horloge, s'il vient avant `timeout`.
    Reserve {
        ticker: ObjectId,
        timeout: Option<Duration>,
    },

    /// Se retirer d'un groupe d'attente.
    Leave(ObjectId),
    /// Attendre que le groupe soit vide.
    WaitGroup(ObjectId),

    /// Ajouter un propriétaire à un `Arc`, quand le programme les compte.
    AddOwner(ObjectId),
    /// Détruire un propriétaire d'un `Arc`.
    DropOwner(ObjectId),
    /// Compter les propriétaires d'un `Arc`.
    Owners(ObjectId),
    /// Retrouver un propriétaire à partir d'un `Weak`.
    Upgrade(ObjectId),
    /// Regarder si un `Arc` a un seul propriétaire et, selon `goal`, aucun témoin ;
    /// s'il y a lieu, le lui ôter, d'un même geste.
    Sole {
        owners: ObjectId,
        witnesses: Option<ObjectId>,
        goal: SoleGoal,
    },
}

/// Ce que veut le seul propriétaire d'un `Arc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SoleGoal {
    /// Prendre la valeur : les témoins ne la retrouveront plus.
    Unwrap,
    /// La modifier sur place, s'il n'y a pas de témoin.
    GetMut,
    /// La modifier, en la déplaçant s'il y a des témoins.
    MakeMut,
}

/// Comment un fil met fin au processus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ProcessEnd {
    /// `process::exit`, avec ce statut.
    Exit(i32),
    /// `main` rend une erreur : ce que la bibliothèque standard en dit.
    Error(Rc<str>),
    /// Le processus avorte : pourquoi.
    Abort(Rc<str>),
}

impl ProcessEnd {
    /// Vrai pour un statut nul : le processus finit bien.
    pub fn is_success(&self) -> bool {
        // Unix ne garde d'un statut que son octet le plus bas.
        matches!(self, Self::Exit(status) if if cfg!(unix) { status & 0xff } else { *status } == 0)
    }
}

/// Ce qu'une opération atomique fait de la valeur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Action {
    /// Le nom de la méthode, par exemple « fetch_add ».
    pub method: &'static str,
    /// Ses arguments, affichés.
    pub arguments: Rc<str>,
    /// L'effet.
    pub change: Change,
}

/// L'effet d'une opération atomique sur les bits de la valeur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Lit.
    Load,
    /// Écrit.
    Store(u64),
    /// Écrit et rend l'ancienne valeur.
    Swap(u64),
    /// Ajoute, sur le nombre d'octets donné.
    Add(u64, u8),
    /// Et, ou, ou exclusif, non-et.
    And(u64),
    Or(u64),
    Xor(u64),
    Nand(u64, u8),
    /// Le plus grand ou le plus petit, entier signé ou non.
    Max(u64, Signed),
    Min(u64, Signed),
    /// Écrit `new` si la valeur est `current`.
    Exchange {
        current: u64,
        new: u64,
    },
}

/// Comment comparer les bits d'un entier : signé sur N octets, ou non.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    Yes(u8),
    No,
}

/// Une branche d'une sélection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arm {
    pub channel: ObjectId,
    pub direction: Direction,
}

/// Le sens d'une branche.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Envoyer ; `None` tant que la valeur n'est pas calculée.
    Send(Option<Token>),
    Receive,
}

/// Combien de temps une sélection attend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Block,
    Now,
    Timeout(Duration),
}

impl Mode {
    /// Un délai si long qu'il n'a pas de fin n'en est pas un.
    pub fn without_endless_timeout(self) -> Self {
        match self {
            Self::Timeout(limit) if is_endless(limit) => Self::Block,
            mode => mode,
        }
    }
}

/// D'où vient une sélection : cela ne change que la façon de la dire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SelectName {
    /// Un appel de méthode : `send`, `recv` et leurs variantes.
    Call,
    /// `select!` ou `Select`.
    Select,
    /// `Select::ready` : attendre qu'une branche soit prête, sans la faire.
    Ready,
}

/// Ce qu'un fil observe d'une opération.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Response {
    /// Le début du fil, avec son identité.
    Start(ThreadId),
    /// C'est fait, et il n'y a rien à voir.
    Done,
    /// Le fil lancé.
    Spawned(ThreadId),
    /// Oui ou non.
    Flag(bool),
    /// Une valeur atomique, un nombre de messages, une heure.
    Number(u64),
    /// Le résultat d'un échange conditionnel.
    Exchanged(Result<u64, u64>),
    /// Le contenu d'un verrou ou d'une cellule.
    Content { value: Token, poisoned: bool },
    /// Il aurait fallu attendre.
    WouldBlock,
    /// Le délai est écoulé.
    TimedOut,
    /// À vous d'initialiser.
    Initialize,
    /// L'initialisation a paniqué.
    Poisoned,
    /// La branche choisie, et ce qu'elle donne.
    Selected { arm: u8, outcome: ArmOutcome },
    /// Attendre `wait`, puis prendre le message réservé, s'il y en a un.
    Reserved {
        wait: Duration,
        message: Option<ArmOutcome>,
    },
    /// Les messages que ce bout de canal emporte.
    Lost(Rc<[Token]>),
    /// Un fil est fini : sa valeur, ou une panique.
    Joined(Result<Token, ()>),
    /// Une portée est finie : une panique non recueillie ? et ce que ses fils
    /// ont pu écrire dans les variables empruntées.
    Scope {
        panicked: bool,
        written: Rc<[Token]>,
    },
}

impl Response {
    /// La même réponse, recomposée champ par champ : ses octets de bourrage ne
    /// sont pas ceux de `self`, que le fil garderait sur sa pile.
    pub fn rebuilt(&self) -> Self {
        match self {
            Self::Start(thread) => Self::Start(ThreadId(black_box(thread.0))),
            Self::Done => Self::Done,
            Self::Spawned(thread) => Self::Spawned(ThreadId(black_box(thread.0))),
            Self::Flag(flag) => Self::Flag(black_box(*flag)),
            Self::Number(number) => Self::Number(black_box(*number)),
            Self::Exchanged(Ok(number)) => Self::Exchanged(Ok(black_box(*number))),
            Self::Exchanged(Err(number)) => Self::Exchanged(Err(black_box(*number))),
            Self::Content { value, poisoned } => Self::Content {
                value: Token(black_box(value.0)),
                poisoned: black_box(*poisoned),
            },
            Self::WouldBlock => Self::WouldBlock,
            Self::TimedOut => Self::TimedOut,
            Self::Initialize => Self::Initialize,
            Self::Poisoned => Self::Poisoned,
            Self::Selected { arm, outcome } => Self::Selected {
                arm: black_box(*arm),
                outcome: outcome.rebuilt(),
            },
            Self::Reserved { wait, message } => Self::Reserved {
                wait: black_box(*wait),
                message: message.as_ref().map(ArmOutcome::rebuilt),
            },
            Self::Lost(messages) => Self::Lost(messages.clone()),
            Self::Joined(Ok(token)) => Self::Joined(Ok(Token(black_box(token.0)))),
            Self::Joined(Err(())) => Self::Joined(Err(())),
            Self::Scope { panicked, written } => Self::Scope {
                panicked: black_box(*panicked),
                written: written.clone(),
            },
        }
    }
}

impl ArmOutcome {
    fn rebuilt(&self) -> Self {
        match self {
            Self::Sent => Self::Sent,
            Self::Received(token) => Self::Received(Token(black_box(token.0))),
            Self::Fired(hour) => Self::Fired(black_box(*hour)),
            Self::Disconnected => Self::Disconnected,
        }
    }
}

/// Ce que donne une branche choisie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ArmOutcome {
    Sent,
    Received(Token),
    /// Le message d'un minuteur : l'heure prévue, si l'horloge compte.
    Fired(Option<Duration>),
    Disconnected,
}
