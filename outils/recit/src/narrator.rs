//! Les phrases.

use crate::ending::{Blocked, OutcomeKind};
use crate::event::{Action, ActionKind, Event, Outcome, Wait};
use crate::number::{counted, plural};
use crate::object::{Object, ObjectView};
use crate::reason::Reason;

/// Dit en français ce qui se passe.
pub struct Narrator<'a> {
    place: &'a dyn Fn(u32) -> String,
}

impl Default for Narrator<'_> {
    fn default() -> Self {
        Self {
            place: &|line| format!("ligne {line}"),
        }
    }
}

impl<'a> Narrator<'a> {
    /// Un narrateur pour qui une ligne du programme est à cette place : « ligne
    /// 12 », ou « en exercice.rs:12 ».
    pub fn new(place: &'a dyn Fn(u32) -> String) -> Self {
        Self { place }
    }

    /// Un objet : sa variable, entre apostrophes inverses ; à défaut, la place de
    /// sa création.
    pub fn object(&self, object: &Object) -> String {
        match object {
            Object { name, line, .. } if name.is_empty() && *line == 0 => {
                numbered("un objet sans nom".to_owned(), object.rank)
            }
            Object { name, .. } if name.is_empty() => {
                format!("l'objet {}", self.created(object, "créé"))
            }
            Object { name, rank, .. } => numbered(format!("`{name}`"), *rank),
        }
    }

    /// Un objet montré : un canal a ses deux bouts.
    pub fn view(&self, view: &ObjectView) -> String {
        match &view.receiver {
            None => self.object(&view.object),
            Some(receiver) => {
                let sender = Object {
                    rank: 0,
                    ..view.object.clone()
                };
                format!("{} → {}", self.object(&sender), self.object(receiver))
            }
        }
    }

    /// L'objet derrière son nom commun : « verrou `m` », « verrou créé ligne 5 ».
    fn noun(&self, noun: &str, created: &str, object: &Object) -> String {
        match object {
            Object { name, line, .. } if name.is_empty() && *line > 0 => {
                format!("{noun} {}", self.created(object, created))
            }
            _ => format!("{noun} {}", self.object(object)),
        }
    }

    fn created(&self, object: &Object, created: &str) -> String {
        numbered(
            format!("{created} {}", (self.place)(object.line)),
            object.rank,
        )
    }

    /// Une opération, à l'infinitif.
    pub fn action(&self, action: &Action) -> String {
        let text = self.bare_action(action);
        match action.wait {
            Wait::AtMost(limit) if action.kind != ActionKind::Sleep => {
                format!("{text}, au plus {limit:?}")
            }
            Wait::Never if is_channel(action.kind) => format!("{text}, sans attendre"),
            _ => text,
        }
    }

    fn bare_action(&self, action: &Action) -> String {
        let object = || action.object.as_ref().map(|object| self.object(object));
        let of = || object().unwrap_or_default();
        let noun = |noun: &str, created: &str| match &action.object {
            Some(object) => self.noun(noun, created, object),
            None => noun.to_owned(),
        };
        let target = || quoted(action.target.as_deref().unwrap_or_default());
        let value = || action.value.as_deref().unwrap_or_default();
        let verb = |verb: &str| match action.wait {
            Wait::Never => format!("essayer de {verb}"),
            _ => verb.to_owned(),
        };
        let poison = if action.poisons { ", empoisonné" } else { "" };
        match action.kind {
            ActionKind::Spawn | ActionKind::SpawnScoped => {
                let what = match &action.target {
                    Some(name) => format!("lancer le fil « {name} »"),
                    None => "lancer un fil".to_owned(),
                };
                match action.kind {
                    ActionKind::SpawnScoped => what + " de la portée",
                    _ => what,
                }
            }
            ActionKind::Join => format!("attendre la fin de {}", target()),
            ActionKind::EndScope => "attendre les fils de la portée".to_owned(),
            ActionKind::IsFinished => format!("demander si {} est fini", target()),
            ActionKind::End => "se terminer".to_owned(),
            ActionKind::ExitProcess => {
                format!("terminer le processus, avec le statut {}", value())
            }
            ActionKind::FailProcess => "terminer le processus sur une erreur".to_owned(),
            ActionKind::AbortProcess => format!("avorter : {}", value()),
            ActionKind::Yield => "laisser passer les autres fils".to_owned(),
            ActionKind::Spin => "attendre activement".to_owned(),
            ActionKind::Sleep => match action.wait {
                Wait::AtMost(duration) => format!("dormir {duration:?}"),
                _ => "dormir".to_owned(),
            },
            ActionKind::Park => "attendre un `unpark`".to_owned(),
            ActionKind::Unpark => format!("réveiller {}", target()),
            ActionKind::Now => "lire l'heure".to_owned(),
            ActionKind::Print => format!("afficher « {} »", value()),
            ActionKind::PrintError => {
                format!("afficher « {} » sur la sortie d'erreur", value())
            }
            ActionKind::Lock => format!("{} le {}", verb("prendre"), noun("verrou", "créé")),
            ActionKind::Unlock => {
                let content = match &action.value {
                    Some(text) => format!(" ({text})"),
                    None => String::new(),
                };
                format!("libérer le {}{content}{poison}", noun("verrou", "créé"))
            }
            ActionKind::ReadContent => format!("lire le contenu de {}", of()),
            ActionKind::IsPoisoned => format!("demander si {} est empoisonné", of()),
            ActionKind::ClearPoison => format!("désempoisonner {}", of()),
            ActionKind::Read => format!("{} {} en lecture", verb("prendre"), of()),
            ActionKind::Write => format!("{} {} en écriture", verb("prendre"), of()),
            ActionKind::EndRead => format!("libérer {} (lecture)", of()),
            ActionKind::EndWrite => format!("libérer {} (écriture)", of()),
            ActionKind::Downgrade => format!("ne garder {} qu'en lecture", of()),
            ActionKind::Enqueue => {
                let lock = action.lock.as_ref().map(|lock| self.object(lock));
                format!(
                    "libérer {} et attendre la {}",
                    lock.unwrap_or_default(),
                    noun("variable de condition", "créée")
                )
            }
            ActionKind::WaitCondition => format!("attendre d'être réveillé par {}", of()),
            ActionKind::NotifyOne => format!("réveiller un fil qui attend {}", of()),
            ActionKind::NotifyAll => format!("réveiller tous les fils qui attendent {}", of()),
            ActionKind::Arrive => format!("arriver à la {}", noun("barrière", "créée")),
            ActionKind::WaitBarrier => {
                format!("attendre les autres à la {}", noun("barrière", "créée"))
            }
            ActionKind::BeginOnce => format!("obtenir {}, à initialiser peut-être", of()),
            ActionKind::EndOnce => format!("finir d'initialiser {}", of()),
            ActionKind::AwaitOnce => format!("attendre que {} soit initialisé", of()),
            ActionKind::GetOnce => format!("consulter {}", of()),
            ActionKind::Atomic => format!("`{}` sur {}", value(), of()),
            ActionKind::Select => match action.arms.as_slice() {
                [] => "attendre".to_owned(),
                arms => self.choice(arms),
            },
            ActionKind::Ready => format!("attendre de pouvoir {}", self.choice(&action.arms)),
            ActionKind::Send => match &action.value {
                Some(value) => format!("envoyer {value} dans {}", of()),
                None => format!("envoyer dans {}", of()),
            },
            ActionKind::Receive => match &action.value {
                Some(value) => format!("recevoir {value} de {}", of()),
                None => format!("recevoir de {}", of()),
            },
            ActionKind::DropSender => format!("détruire un émetteur de {}", of()),
            ActionKind::DropReceiver => format!("détruire un récepteur de {}", of()),
            ActionKind::Length => format!("compter les messages de {}", of()),
            ActionKind::Reserve => format!("réserver le prochain tic de {}", of()),
            ActionKind::LeaveGroup => format!("se retirer du {}", noun("groupe", "créé")),
            ActionKind::WaitGroup => {
                format!("attendre que le {} soit vide", noun("groupe", "créé"))
            }
            ActionKind::CloneArc => format!("cloner l'`Arc` de {}", of()),
            ActionKind::DropArc => format!("détruire un `Arc` de {}", of()),
            ActionKind::CountArc => format!("compter les `Arc` de {}", of()),
            ActionKind::UpgradeArc => format!("retrouver un `Arc` de {}", of()),
            ActionKind::OwnArc => format!("être seul maître de l'`Arc` de {}", of()),
            ActionKind::TimePasses => "le temps passe jusqu'à la prochaine échéance".to_owned(),
        }
    }

    fn choice(&self, arms: &[Action]) -> String {
        let texts: Vec<String> = arms.iter().map(|arm| self.action(arm)).collect();
        match texts.len() {
            1 => texts.concat(),
            _ => format!("choisir : {}", texts.join(", ou ")),
        }
    }

    /// Une étape.
    pub fn event(&self, event: &Event) -> String {
        let text = self.action(&event.action);
        let text = match &event.outcome {
            Outcome::Done => text,
            Outcome::Possible => format!("{text} est possible"),
            Outcome::NoReceiver => format!("{text} : plus de récepteur"),
            Outcome::Closed => format!("{text} : canal fermé et vide"),
            Outcome::NothingReady => format!("{text} : rien n'est prêt"),
            Outcome::TimedOut => format!("{text} : délai écoulé"),
            Outcome::Spurious => format!("{text} : réveil sans raison"),
            Outcome::Overtakes => format!("{text}, devant un écrivain qui attend"),
            Outcome::WriterWaits => format!("{text} : un écrivain attend"),
            Outcome::Wakes(thread) => format!("{text} : {}", quoted(thread)),
        };
        match &event.peer {
            Some(peer) => format!("{text}, que reçoit {}", quoted(&peer.thread)),
            None => text,
        }
    }

    /// Pourquoi un fil attend ; vide s'il n'y a pas de raison.
    pub fn reasons(&self, reasons: &[Reason]) -> String {
        let texts: Vec<String> = reasons.iter().map(|reason| self.reason(reason)).collect();
        texts.join(" ; ")
    }

    fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Running { threads } => match threads.as_slice() {
                [thread] => format!("{} n'a pas fini", quoted(thread)),
                threads => format!("{} n'ont pas fini", list(threads)),
            },
            Reason::Held { threads, own } => {
                let own = own.then(|| "ce fil lui-même le tient déjà".to_owned());
                let others = threads
                    .iter()
                    .map(|thread| format!("{} le tient", quoted(thread)));
                own.into_iter().chain(others).collect::<Vec<_>>().join(", ")
            }
            Reason::WriterFirst => "un écrivain attend, et passe avant lui".to_owned(),
            Reason::NotWoken => "personne ne l'a réveillé".to_owned(),
            Reason::Arrived { count, size } => {
                format!("{count} arrivé{} sur {size}", plural(*count))
            }
            Reason::Initializing { own: true, .. } => "ce fil lui-même l'initialise".to_owned(),
            Reason::Initializing {
                thread: Some(thread),
                ..
            } => format!("{} l'initialise", quoted(thread)),
            Reason::Initializing { .. } => "un autre fil l'initialise".to_owned(),
            Reason::NotInitialized => "personne ne l'a initialisé".to_owned(),
            Reason::Members { count } => {
                format!("il reste {count} membre{}", plural(*count as usize))
            }
            Reason::NobodyReceives { object } => {
                format!("personne ne reçoit de {}", self.object(object))
            }
            Reason::NobodySends { object, senders } => format!(
                "personne n'envoie dans {}, qui a encore {}",
                self.object(object),
                counted(*senders as usize, "émetteur")
            ),
            Reason::Full { object } => format!("{} est plein", self.object(object)),
            Reason::Empty { object, senders } => format!(
                "{} est vide et a encore {}",
                self.object(object),
                counted(*senders as usize, "émetteur")
            ),
            Reason::Never => "ce canal ne donne jamais rien".to_owned(),
            Reason::NotExpired => "le délai n'a pas expiré".to_owned(),
            Reason::Early => "l'heure n'est pas venue".to_owned(),
        }
    }

    /// Ce que veut un fil bloqué, et ce qui l'en empêche.
    pub fn blocked(&self, blocked: &Blocked) -> String {
        let action = self.action(&blocked.action);
        match self.reasons(&blocked.reasons).as_str() {
            "" => format!("en est à {action}"),
            reasons => format!("veut {action}, mais {reasons}"),
        }
    }

    /// Comment finit un programme, en une phrase ; `panicked` si un fil a paniqué.
    pub fn ending(&self, kind: OutcomeKind, panicked: bool) -> &'static str {
        match kind {
            OutcomeKind::Exit if panicked => "Le programme se termine, mais un fil a paniqué.",
            kind => kind.sentence(),
        }
    }
}

fn is_channel(kind: ActionKind) -> bool {
    matches!(
        kind,
        ActionKind::Send | ActionKind::Receive | ActionKind::Select | ActionKind::Ready
    )
}

fn quoted(thread: &str) -> String {
    format!("« {thread} »")
}

fn list(threads: &[String]) -> String {
    let threads: Vec<String> = threads.iter().map(|thread| quoted(thread)).collect();
    threads.join(", ")
}

fn numbered(text: String, rank: u32) -> String {
    match rank {
        0 => text,
        rank => format!("{text} n° {rank}"),
    }
}
