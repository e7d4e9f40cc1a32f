//! Dire en français les opérations, les attentes et les objets.

use crate::automaton::Automaton;
use crate::names::{Names, Side};
use crate::object::{Flavor, Object, OnceState};
use crate::op::{Arm, Direction, Mode, Next, ObjectId, Op, ProcessEnd, SelectName, ThreadId};
use crate::outcome::{Blocked, Ending, OutcomeKind, Panicked, Stopped};
use crate::schedule::ToldStep;
use crate::session::Session;
use crate::transitions::{Choice, Transition, pending};
use crate::value::Token;
use crate::world::{Thread, World};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Ce qu'il faut savoir pour parler d'un programme.
pub(crate) struct Describer<'a> {
    pub session: &'a Session,
    pub automaton: &'a Automaton,
    pub source: &'a str,
    pub names: &'a Names,
}

impl Describer<'_> {
    /// Le nom d'un fil.
    pub fn thread(&self, thread: ThreadId) -> String {
        self.session.thread_name(thread)
    }

    /// Le nom d'un objet.
    pub fn object(&self, object: ObjectId) -> Rc<str> {
        self.names
            .object(self.session, self.source, object, Side::First)
    }

    fn receiver(&self, object: ObjectId) -> Rc<str> {
        self.names
            .object(self.session, self.source, object, Side::Second)
    }

    /// Une valeur, si on sait l'afficher.
    pub fn value(&self, token: Token) -> String {
        self.session
            .token_text(token)
            .map_or_else(|| "une valeur".to_owned(), ToOwned::to_owned)
    }

    /// La ligne de la prochaine opération d'un fil, 0 s'il a fini.
    pub fn line(&self, thread: &Thread) -> u32 {
        match thread.end {
            Some(_) => 0,
            None => self.automaton.step(thread.node).line,
        }
    }

    /// La prochaine opération d'un fil, à l'infinitif.
    pub fn operation(&self, thread: &Thread) -> String {
        match &thread.end {
            Some(Ok(_)) => "terminé".to_owned(),
            Some(Err(_)) => "arrêté par une panique".to_owned(),
            None => match &self.automaton.step(thread.node).next {
                Next::Op(op) => self.op(op),
                Next::Finished(_) => "terminé".to_owned(),
            },
        }
    }

    fn op(&self, op: &Op) -> String {
        let of = |id: &ObjectId| self.object(*id);
        match op {
            Op::Spawn { name, scope } => {
                let what = match name {
                    Some(name) => format!("lancer le fil « {name} »"),
                    None => "lancer un fil".to_owned(),
                };
                match scope {
                    Some(_) => what + " à portée",
                    None => what,
                }
            }
            Op::Join(child) => format!("attendre la fin de « {} »", self.thread(*child)),
            Op::EndScope(_) => "attendre les fils de la portée".to_owned(),
            Op::IsFinished(child) => {
                format!("demander si « {} » est fini", self.thread(*child))
            }
            Op::End => "se terminer".to_owned(),
            Op::EndProcess(ProcessEnd::Exit(status)) => {
                format!("terminer le processus, avec le statut {status}")
            }
            Op::EndProcess(ProcessEnd::Error(_)) => {
                "terminer le processus sur une erreur".to_owned()
            }
            Op::EndProcess(ProcessEnd::Abort(why)) => format!("avorter : {why}"),
            Op::Yield => "laisser passer les autres fils".to_owned(),
            Op::Spin => "attendre activement".to_owned(),
            Op::Sleep(duration) => format!("dormir {duration:?}"),
            Op::Park(None) => "attendre un `unpark`".to_owned(),
            Op::Park(Some(limit)) => format!("attendre un `unpark`, au plus {limit:?}"),
            Op::Unpark(other) => format!("réveiller « {} »", self.thread(*other)),
            Op::Now => "lire l'heure".to_owned(),
            Op::Print { stdout, text } => {
                let text = text.trim_end_matches('\n');
                if *stdout {
                    format!("afficher « {text} »")
                } else {
                    format!("afficher « {text} » sur la sortie d'erreur")
                }
            }
            Op::Lock(id) => format!("prendre le verrou {}", of(id)),
            Op::TryLock(id) => format!("essayer de prendre le verrou {}", of(id)),
            Op::Unlock {
                mutex,
                content,
                poison,
            } => {
                let poison = if *poison { ", empoisonné" } else { "" };
                match self.session.token_text(*content) {
                    Some(text) => format!("rendre le verrou {} ({text}){poison}", of(mutex)),
                    None => format!("rendre le verrou {}{poison}", of(mutex)),
                }
            }
            Op::Own(id) | Op::Borrow(id) => format!("lire le contenu de {}", of(id)),
            Op::IsPoisoned(id) => format!("demander si {} est empoisonné", of(id)),
            Op::ClearPoison(id) => format!("désempoisonner {}", of(id)),
            Op::Read { lock, wait: true } => format!("prendre {} en lecture", of(lock)),
            Op::Read { lock, .. } => format!("essayer de prendre {} en lecture", of(lock)),
            Op::Write { lock, wait: true } => format!("prendre {} en écriture", of(lock)),
            Op::Write { lock, .. } => format!("essayer de prendre {} en écriture", of(lock)),
            Op::EndRead(id) => format!("rendre {} (lecture)", of(id)),
            Op::Downgrade { lock, .. } => format!("ne garder {} qu'en lecture", of(lock)),
            Op::EndWrite { lock, .. } => format!("rendre {} (écriture)", of(lock)),
            Op::Enqueue { condvar, mutex, .. } => {
                format!(
                    "rendre {} et attendre la condition {}",
                    of(mutex),
                    of(condvar)
                )
            }
            Op::Wait {
                condvar,
                timeout: None,
            } => format!("attendre d'être réveillé par {}", of(condvar)),
            Op::Wait {
                condvar,
                timeout: Some(limit),
            } => format!(
                "attendre d'être réveillé par {}, au plus {limit:?}",
                of(condvar)
            ),
            Op::Notify { condvar, all: true } => {
                format!("réveiller tous les fils qui attendent {}", of(condvar))
            }
            Op::Notify { condvar, .. } => {
                format!("réveiller un fil qui attend {}", of(condvar))
            }
            Op::Arrive(id) => format!("arriver à la barrière {}", of(id)),
            Op::WaitBarrier(id) => format!("attendre les autres à la barrière {}", of(id)),
            Op::BeginOnce { once, .. } => format!("obtenir {}, à initialiser peut-être", of(once)),
            Op::EndOnce { once, .. } => format!("finir d'initialiser {}", of(once)),
            Op::AwaitOnce { once, .. } => format!("attendre que {} soit initialisé", of(once)),
            Op::GetOnce(id) => format!("consulter {}", of(id)),
            Op::Atomic { atomic, action } => {
                format!(
                    "`{}({})` sur {}",
                    action.method,
                    action.arguments,
                    of(atomic)
                )
            }
            Op::Select {
                arms,
                mode,
                name: SelectName::Ready,
                ..
            } => format!("attendre de pouvoir {}", self.select(arms, *mode)),
            Op::Select { arms, mode, .. } => self.select(arms, *mode),
            Op::DropSender(id) => format!("détruire un émetteur de {}", of(id)),
            Op::DropReceiver(id) => format!("détruire un récepteur de {}", self.receiver(*id)),
            Op::Len(id) => format!("compter les messages de {}", of(id)),
            Op::Reserve {
                ticker,
                timeout: None,
            } => format!("réserver le prochain tic de {}", self.receiver(*ticker)),
            Op::Reserve {
                ticker,
                timeout: Some(limit),
            } => format!(
                "réserver le prochain tic de {}, au plus {limit:?}",
                self.receiver(*ticker)
            ),
            Op::Leave(id) => format!("se retirer du groupe {}", of(id)),
            Op::WaitGroup(id) => format!("attendre que le groupe {} soit vide", of(id)),
            Op::DropOwner(id) => format!("détruire un `Arc` de {}", of(id)),
            Op::AddOwner(id) => format!("cloner l'`Arc` de {}", of(id)),
            Op::Owners(id) => format!("compter les `Arc` de {}", of(id)),
            Op::Upgrade(id) => format!("retrouver un `Arc` de {}", of(id)),
            Op::Sole { owners, .. } => format!("être seul maître de l'`Arc` de {}", of(owners)),
        }
    }

    fn select(&self, arms: &[Arm], mode: Mode) -> String {
        let what: Vec<String> = arms.iter().map(|arm| self.arm(arm)).collect();
        let what = match what.len() {
            0 => "attendre".to_owned(),
            1 => what.concat(),
            _ => format!("choisir : {}", what.join(", ou ")),
        };
        match mode {
            Mode::Block => what,
            Mode::Now => format!("{what}, sans attendre"),
            Mode::Timeout(limit) => format!("{what}, au plus {limit:?}"),
        }
    }

    /// Une branche d'une sélection.
    pub fn arm(&self, arm: &Arm) -> String {
        match &arm.direction {
            Direction::Send(Some(token)) => {
                format!(
                    "envoyer {} dans {}",
                    self.value(*token),
                    self.object(arm.channel)
                )
            }
            Direction::Send(None) => format!("envoyer dans {}", self.object(arm.channel)),
            Direction::Receive => format!("recevoir de {}", self.receiver(arm.channel)),
        }
    }

    /// Pourquoi un fil ne peut pas avancer.
    pub fn reason(&self, world: &World, thread: &Thread) -> String {
        if thread.end.is_some() {
            return String::new();
        }
        let held = |owner: &ThreadId| {
            if *owner == thread.id {
                "ce fil lui-même le tient déjà".to_owned()
            } else {
                format!("« {} » le tient", self.thread(*owner))
            }
        };
        match pending(thread, self.automaton) {
            Op::Join(child) => format!("« {} » n'a pas fini", self.thread(*child)),
            Op::EndScope(scope) => {
                let running: Vec<String> = world
                    .threads
                    .iter()
                    .filter(|other| other.scope == Some(*scope) && other.end.is_none())
                    .map(|other| format!("« {} »", self.thread(other.id)))
                    .collect();
                format!("pas encore fini : {}", running.join(", "))
            }
            Op::Lock(id) | Op::Read { lock: id, .. } | Op::Write { lock: id, .. } => {
                match world.object(*id) {
                    Some(Object::Mutex {
                        owner: Some(owner), ..
                    })
                    | Some(Object::RwLock {
                        writer: Some(owner),
                        ..
                    }) => held(owner),
                    Some(Object::RwLock { .. })
                        if matches!(pending(thread, self.automaton), Op::Read { .. }) =>
                    {
                        "un écrivain attend, et passe avant lui".to_owned()
                    }
                    Some(Object::RwLock { readers, .. }) => {
                        // Un fil qui lit cinq fois n'est dit qu'une fois.
                        let readers: BTreeSet<&ThreadId> = readers.iter().collect();
                        let readers: Vec<String> = readers.into_iter().map(&held).collect();
                        readers.join(", ")
                    }
                    _ => String::new(),
                }
            }
            Op::Wait { .. } | Op::Park(_) => "personne ne l'a réveillé".to_owned(),
            Op::WaitBarrier(id) => match world.object(*id) {
                Some(Object::Barrier { size, waiting, .. }) => format!(
                    "{} arrivé{} sur {size}",
                    waiting.len(),
                    if waiting.len() > 1 { "s" } else { "" }
                ),
                _ => String::new(),
            },
            Op::BeginOnce { once, .. } => match world.object(*once) {
                Some(Object::Once(OnceState::Running(owner))) if *owner == thread.id => {
                    "ce fil lui-même l'initialise".to_owned()
                }
                Some(Object::Once(OnceState::Running(owner))) => {
                    format!("« {} » l'initialise", self.thread(*owner))
                }
                _ => "un autre fil l'initialise".to_owned(),
            },
            Op::AwaitOnce { .. } => "personne ne l'a initialisé".to_owned(),
            Op::WaitGroup(id) => match world.object(*id) {
                Some(Object::Group { members: 1 }) => "il reste 1 membre".to_owned(),
                Some(Object::Group { members }) => format!("il reste {members} membres"),
                _ => String::new(),
            },
            Op::Select { arms, .. } => {
                let reasons: Vec<String> =
                    arms.iter().map(|arm| self.arm_reason(world, arm)).collect();
                reasons.join(" ; ")
            }
            Op::Sleep(_) => "l'heure n'est pas venue".to_owned(),
            _ => String::new(),
        }
    }

    fn arm_reason(&self, world: &World, arm: &Arm) -> String {
        let channel = world.channel(arm.channel);
        match (&arm.direction, &channel.flavor) {
            (Direction::Send(_), Flavor::Rendezvous) => {
                format!("personne ne reçoit de {}", self.receiver(arm.channel))
            }
            (Direction::Send(_), _) => format!("{} est plein", self.object(arm.channel)),
            (Direction::Receive, Flavor::Never) => "ce canal ne donne jamais rien".to_owned(),
            (Direction::Receive, Flavor::After { .. } | Flavor::Tick { .. }) => {
                "le délai n'a pas expiré".to_owned()
            }
            (Direction::Receive, Flavor::Rendezvous) => format!(
                "personne n'envoie dans {}, qui a encore {} émetteur{}",
                self.object(arm.channel),
                channel.senders,
                if channel.senders > 1 { "s" } else { "" }
            ),
            (Direction::Receive, _) => format!(
                "{} est vide et a encore {} émetteur{}",
                self.object(arm.channel),
                channel.senders,
                if channel.senders > 1 { "s" } else { "" }
            ),
        }
    }

    /// Les fils qui ne peuvent pas avancer, ou qui n'ont pas fini.
    pub fn unfinished(&self, world: &World) -> Vec<Blocked> {
        world
            .threads
            .iter()
            .filter(|thread| thread.end.is_none())
            .map(|thread| Blocked {
                thread: self.thread(thread.id),
                line: self.line(thread),
                operation: self.operation(thread),
                reason: self.reason(world, thread),
            })
            .collect()
    }

    /// Comment finit le processus dans cet état, si `main` y a fini.
    pub fn end_kind(&self, world: &World) -> Option<OutcomeKind> {
        if let Some((_, _, end)) = &world.ended {
            return Some(match end {
                end if end.is_success() => OutcomeKind::Exit,
                ProcessEnd::Abort(_) => OutcomeKind::Abort,
                ProcessEnd::Exit(_) | ProcessEnd::Error(_) => OutcomeKind::Error,
            });
        }
        world
            .thread(ThreadId::MAIN)
            .end
            .as_ref()
            .map(|end| match end {
                Ok(_) => OutcomeKind::Exit,
                Err(_) => OutcomeKind::Panic,
            })
    }

    /// L'issue d'un programme qui en est à `world`.
    pub fn ending(&self, world: &World, kind: OutcomeKind, stdout: &str) -> Ending {
        let panicked = world.threads.iter().filter_map(|thread| match &thread.end {
            Some(Err(panic)) => Some(Panicked {
                thread: self.thread(thread.id),
                line: panic.line,
                message: panic.message.to_string(),
            }),
            _ => None,
        });
        // Un arrêt brutal perd ce qui attend, dans le tampon, sa fin de ligne.
        let shown = match kind {
            OutcomeKind::Abort => &stdout[..stdout.rfind('\n').map_or(0, |end| end + 1)],
            _ => stdout,
        };
        let stopped = world.ended.as_ref().filter(|(_, _, end)| !end.is_success());
        Ending {
            kind,
            stdout: shown.to_owned(),
            stopped: stopped.map(|(thread, line, end)| Stopped {
                thread: self.thread(*thread),
                line: *line,
                message: match end {
                    ProcessEnd::Exit(status) => format!("`process::exit({status})`"),
                    ProcessEnd::Error(why) | ProcessEnd::Abort(why) => why.to_string(),
                },
            }),
            blocked: match kind {
                OutcomeKind::Deadlock | OutcomeKind::Livelock => self.unfinished(world),
                _ => Vec::new(),
            },
            panicked: panicked.collect(),
        }
    }

    /// Ce que fait une étape, à partir de `world`.
    pub fn told(&self, world: &World, transition: Transition) -> ToldStep {
        if let Choice::TimePasses(_) = transition.choice {
            return ToldStep {
                thread: String::new(),
                line: 0,
                text: "le temps passe jusqu'à la prochaine échéance".to_owned(),
                peer: None,
            };
        }
        let thread = world.thread(transition.thread);
        let mut text = self.operation(thread);
        if let Op::Select {
            arms, mode, name, ..
        } = pending(thread, self.automaton)
        {
            if let Choice::Arm(rank) = transition.choice {
                text = if *name == SelectName::Ready {
                    format!("{} est possible", self.arm(&arms[usize::from(rank)]))
                } else {
                    self.done_arm(world, &arms[usize::from(rank)])
                };
            }
            if *mode != Mode::Block && !matches!(transition.choice, Choice::Arm(_)) {
                text = match mode {
                    Mode::Now => format!("{text} : rien n'est prêt"),
                    _ => format!("{text} : délai écoulé"),
                };
            }
        } else {
            match transition.choice {
                Choice::TimeOut => text += " : délai écoulé",
                Choice::Spurious => text += " : réveil sans raison",
                Choice::Overtake => text += ", devant un écrivain qui attend",
                Choice::NotReady => text += " : un écrivain attend",
                Choice::Wake(woken) => {
                    text = format!("{text} : « {} »", self.thread(woken));
                }
                _ => {}
            }
        }
        let peer = transition.peer.map(|(peer, _)| {
            let other = world.thread(peer);
            (self.thread(peer), self.line(other))
        });
        if let Some((name, _)) = &peer {
            text = format!("{text}, que reçoit « {name} »");
        }
        ToldStep {
            thread: self.thread(transition.thread),
            line: self.line(thread),
            text,
            peer,
        }
    }

    /// Une branche choisie, avec ce qu'elle donne.
    fn done_arm(&self, world: &World, arm: &Arm) -> String {
        let channel = world.channel(arm.channel);
        let what = self.arm(arm);
        match &arm.direction {
            Direction::Send(_) if channel.receivers == 0 => {
                format!("{what} : plus de récepteur")
            }
            Direction::Send(_) => what,
            Direction::Receive => match channel.queue.front() {
                Some(token) => {
                    format!(
                        "recevoir {} de {}",
                        self.value(*token),
                        self.receiver(arm.channel)
                    )
                }
                None if channel.is_timer() => what,
                None => format!("{what} : canal fermé et vide"),
            },
        }
    }

    /// Un objet : sa sorte, et ce qu'il contient.
    pub fn content(&self, id: ObjectId, object: &Object) -> ObjectView {
        let names = |threads: &[ThreadId]| -> Vec<String> {
            threads.iter().map(|thread| self.thread(*thread)).collect()
        };
        let mut view = ObjectView {
            name: self.object(id).to_string(),
            kind: "",
            line: self.session.site(id).line,
            values: Vec::new(),
            threads: Vec::new(),
            capacity: None,
            senders: None,
            receivers: None,
            count: None,
        };
        match object {
            Object::Mutex {
                owner,
                content,
                poisoned,
                ..
            } => {
                view.kind = if *poisoned {
                    "verrou empoisonné"
                } else {
                    "verrou"
                };
                view.threads = owner.iter().map(|owner| self.thread(*owner)).collect();
                view.values = self
                    .session
                    .token_text(*content)
                    .map(Into::into)
                    .into_iter()
                    .collect();
            }
            Object::RwLock {
                readers,
                writer,
                content,
                ..
            } => {
                view.kind = if writer.is_some() {
                    "verrou en écriture"
                } else {
                    "verrou en lecture"
                };
                view.threads = names(readers);
                view.threads
                    .extend(writer.map(|writer| self.thread(writer)));
                view.values = self
                    .session
                    .token_text(*content)
                    .map(Into::into)
                    .into_iter()
                    .collect();
            }
            Object::Condvar { waiting, .. } => {
                view.kind = "condition";
                view.threads = names(waiting);
            }
            Object::Barrier { size, waiting, .. } => {
                view.kind = "barrière";
                view.threads = names(waiting);
                view.capacity = Some(*size);
            }
            Object::Once(state) => {
                view.kind = "initialisation unique";
                match state {
                    OnceState::Running(thread) => view.threads = names(&[*thread]),
                    OnceState::Ready(token) => view.values = vec![self.value(*token)],
                    OnceState::Empty | OnceState::Poisoned => {}
                }
            }
            Object::Atomic(value) => {
                view.kind = "valeur atomique";
                view.values = vec![value.to_string()];
            }
            Object::Channel(channel) => {
                view.name = self
                    .names
                    .channel(self.session, self.source, id)
                    .to_string();
                view.kind = match channel.flavor {
                    Flavor::After { .. } => "minuteur",
                    Flavor::Tick { .. } => "horloge",
                    Flavor::Never => "canal muet",
                    _ => "canal",
                };
                view.values = channel
                    .queue
                    .iter()
                    .map(|token| self.value(*token))
                    .collect();
                view.capacity = match channel.flavor {
                    Flavor::Rendezvous => Some(0),
                    Flavor::Bounded(size) => Some(size),
                    _ => None,
                };
                view.senders = Some(channel.senders);
                view.receivers = Some(channel.receivers);
            }
            Object::Group { members } => {
                view.kind = "groupe d'attente";
                view.count = Some(*members);
            }
            Object::Scope { running, .. } => {
                view.kind = "portée";
                view.count = Some(*running);
            }
            Object::Arc { owners } => {
                view.kind = "Arc";
                view.count = Some(*owners);
            }
        }
        view
    }
}

/// Un objet, tel qu'on le montre.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ObjectView {
    /// Son nom : celui de sa variable, entre apostrophes inverses ; pour un canal
    /// qui en a deux, « `envoi` → `reception` ».
    pub name: String,
    /// Sa sorte, en français : « canal », « verrou »…
    pub kind: &'static str,
    /// La ligne de sa création, 0 si elle est inconnue.
    pub line: u32,
    /// Ce qu'il contient : messages d'un canal, valeur d'un verrou.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Les fils qui le tiennent, ou qui y attendent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub threads: Vec<String>,
    /// La taille d'un canal ou d'une barrière.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<usize>,
    /// Les émetteurs d'un canal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub senders: Option<u32>,
    /// Les récepteurs d'un canal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receivers: Option<u32>,
    /// Les membres d'un groupe ou d'une portée.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}
