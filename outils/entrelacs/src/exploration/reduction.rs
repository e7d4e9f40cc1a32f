//! La réduction d'ordre partiel : de plusieurs étapes indépendantes, n'en suivre
//! qu'un ordre.
//!
//! # Comment
//!
//! Dans un état, [`Reduction::choose`] cherche un ensemble *persistant* : des fils
//! dont la prochaine étape ne dépend d'aucune de celles que les autres pourront
//! jamais faire (Godefroid, *Partial-Order Methods for the Verification of
//! Concurrent Systems*, 1996, ch. 4). Suivre leurs seules étapes suffit : toute
//! exécution du graphe entier en a une, aux échanges d'étapes indépendantes près,
//! dans le graphe réduit, donc la même fin.
//!
//! Ce qu'un fil pourra faire se lit dans l'automate appris : pour chaque étape,
//! les objets touchés depuis elle, par lui et par les fils qu'il lancera. Si
//! l'exploration apprend une étape de plus, ces ensembles grandissent, et elle
//! recommence : le résultat rendu n'a supposé que ce qui est.
//!
//! # L'indépendance
//!
//! Il suffit qu'une étape puisse être *avancée* : pour toute suite d'étapes des
//! autres fils, la faire avant ne leur retire rien et ne change pas ce qu'ils
//! voient. Rendre un verrou, par exemple, ne fait que permettre : personne ne
//! peut voir un verrou pris, sauf par `try_lock` et ses pareils. [`Reduction::conflicts`]
//! donne les cas.
//!
//! La fin de `main`, ou du processus, coupe tout : elle dépend de ce qui s'affiche et des paniques,
//! qui sont ce qu'une fin montre, et de rien d'autre.
//!
//! # Les cycles
//!
//! Une étape mise de côté ne doit pas l'être toujours : un état dont toutes les
//! étapes choisies ramènent à des états déjà développés l'est entièrement
//! (Bošnački et Holzmann, *Improving Spin's Partial-Order Reduction for
//! Breadth-First Search*, 2005).

use crate::model::automaton::{Automaton, FINISHED};
use crate::model::id::{ObjectId, ThreadId};
use crate::model::object::{Flavor, Object, OnceState};
use crate::model::op::{Arm, Change, Direction, Mode, Next, Op};
use crate::model::rules::Rules;
use crate::model::transitions::{Transition, pending};
use crate::model::world::{Thread, World};

/// Ce que font les opérations d'un objet, un bit par sorte.
type Uses = u16;

/// Une opération dont l'ordre avec toute autre compte.
const ANY: Uses = 1;
/// Lire une valeur atomique.
const LOAD: Uses = 1 << 1;
/// Attendre un verrou et le prendre.
const LOCK: Uses = 1 << 2;
/// Rendre un verrou.
const UNLOCK: Uses = 1 << 3;
/// Regarder ou prendre un verrou sans l'attendre.
const TRY_LOCK: Uses = 1 << 4;
/// Envoyer, recevoir, en attendant qu'il le faut.
const SEND: Uses = 1 << 5;
const RECEIVE: Uses = 1 << 6;
/// Envoyer, recevoir, si c'est possible ou avant un délai, ou par priorité.
const TRY_SEND: Uses = 1 << 7;
const TRY_RECEIVE: Uses = 1 << 8;
/// Compter les messages.
const LEN: Uses = 1 << 9;
/// Détruire un bout de canal.
const DROP_SENDER: Uses = 1 << 10;
const DROP_RECEIVER: Uses = 1 << 11;
/// Quitter un groupe d'attente.
const LEAVE: Uses = 1 << 12;
/// Afficher ; se terminer en paniquant ; terminer le processus.
const PRINT: Uses = 1 << 13;
const PANIC: Uses = 1 << 14;
const END_PROCESS: Uses = 1 << 15;

/// Ce dont l'ordre des opérations peut compter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resource {
    Object(ObjectId),
    /// Le jeton de `park`, et la fin, d'un fil.
    Thread(ThreadId),
    /// Ce que montre une fin.
    Process,
}

/// Ce que chaque fil pourra faire, à chaque étape connue de l'automate.
pub(crate) struct Reduction {
    /// Pour chaque étape, les usages de chaque ressource : `columns` par ligne.
    uses: Vec<Uses>,
    columns: usize,
    /// Le nombre d'étapes que l'automate avait apprises.
    learned: usize,
    /// Vrai si l'on distingue qui est dans la file d'un `RwLock`.
    queues: bool,
}

/// Au-delà, des ressources différentes partagent une colonne : on réduit moins.
const MAX_COLUMNS: usize = 64;

impl Reduction {
    /// Ce que dit l'automate, tel qu'il est.
    pub fn new(automaton: &Automaton, rules: Rules) -> Self {
        let count = automaton.capacity();
        let columns = MAX_COLUMNS;
        let mut uses = vec![0; count * columns];
        for node in automaton.known_nodes() {
            let row = node as usize * columns;
            each_use(automaton, node, |resource, kind| {
                uses[row + column(resource)] |= kind;
            });
        }
        // De proche en proche, ce que font les étapes suivantes.
        let mut changed = true;
        while changed {
            changed = false;
            for node in (0..count).rev() {
                for &child in automaton.next_nodes(node) {
                    let (from, to) = (child as usize * columns, node * columns);
                    for column in 0..columns {
                        let more = uses[from + column] & !uses[to + column];
                        if more != 0 {
                            uses[to + column] |= more;
                            changed = true;
                        }
                    }
                }
            }
        }
        Self {
            uses,
            columns,
            learned: automaton.learned(),
            queues: rules.granularity.queues,
        }
    }

    /// Vrai si l'automate n'a rien appris depuis.
    pub fn is_current(&self, automaton: &Automaton) -> bool {
        automaton.learned() == self.learned
    }

    /// Les étapes à suivre parmi celles qui sont possibles dans `world` : un
    /// ensemble persistant, le plus petit trouvé.
    pub fn choose(
        &self,
        world: &World,
        automaton: &Automaton,
        possible: &[Transition],
    ) -> Vec<Transition> {
        let threads: Vec<&Thread> = world
            .threads
            .iter()
            .filter(|thread| thread.end.is_none())
            .collect();
        let mut best = possible.to_vec();
        for seed in 0..threads.len() {
            let Some(members) = self.closure(world, automaton, &threads, seed) else {
                continue;
            };
            let inside = |id: ThreadId| {
                threads
                    .iter()
                    .zip(&members)
                    .any(|(thread, &member)| member && thread.id == id)
            };
            let chosen: Vec<Transition> = possible
                .iter()
                .copied()
                .filter(|step| {
                    inside(step.thread) || step.peer.is_some_and(|(peer, _)| inside(peer))
                })
                .collect();
            let moves = chosen.iter().any(|step| !step.choice.is_optional());
            if moves && chosen.len() < best.len() {
                best = chosen;
            }
            if best.len() == 1 {
                break;
            }
        }
        best
    }

    /// Les fils dont les étapes dépendent, de proche en proche, de celle de
    /// `seed` ; `None` si c'est tous.
    fn closure(
        &self,
        world: &World,
        automaton: &Automaton,
        threads: &[&Thread],
        seed: usize,
    ) -> Option<Vec<bool>> {
        let mut members = vec![false; threads.len()];
        members[seed] = true;
        let mut todo = vec![seed];
        let mut count = 1;
        while let Some(rank) = todo.pop() {
            let thread = threads[rank];
            let op = pending(thread, automaton);
            for (other_rank, other) in threads.iter().enumerate() {
                if members[other_rank] {
                    continue;
                }
                let blocks = match op {
                    Op::Join(child) | Op::IsFinished(child) => other.id == *child,
                    Op::EndScope(scope) => other.scope == Some(*scope),
                    // La fin du processus coupe les autres fils : les suivre
                    // d'abord est le seul moyen d'apprendre ce qu'ils feraient.
                    Op::EndProcess(_) => true,
                    Op::End => thread.id == ThreadId::MAIN,
                    _ => false,
                };
                if blocks || self.depends(world, automaton, thread, other) {
                    members[other_rank] = true;
                    count += 1;
                    todo.push(other_rank);
                }
            }
            if count == threads.len() {
                return None;
            }
        }
        Some(members)
    }

    /// Vrai si l'étape de `thread` dépend de l'une de celles que `other` pourra
    /// faire.
    fn depends(
        &self,
        world: &World,
        automaton: &Automaton,
        thread: &Thread,
        other: &Thread,
    ) -> bool {
        debug_assert_ne!(other.node, FINISHED);
        let row = other.node as usize * self.columns;
        // Une étape apprise depuis : tout y est possible.
        let Some(future) = self.uses.get(row..row + self.columns) else {
            return true;
        };
        let mut depends = false;
        each_use(automaton, thread.node, |resource, kind| {
            let theirs = future[column(resource)];
            depends |= theirs & self.conflicts(world, automaton, thread, resource, kind) != 0;
        });
        depends
    }

    /// Les usages de `resource` par les autres fils dont dépend l'étape de `thread`,
    /// qui en fait l'usage `kind` : ceux devant lesquels elle ne peut pas être
    /// avancée, et ceux qui pourraient la permettre.
    fn conflicts(
        &self,
        world: &World,
        automaton: &Automaton,
        thread: &Thread,
        resource: Resource,
        kind: Uses,
    ) -> Uses {
        const ALL: Uses = Uses::MAX;
        let object = match resource {
            Resource::Process => {
                return match kind {
                    PRINT => ANY | PRINT | END_PROCESS,
                    PANIC => ANY | END_PROCESS,
                    _ => ALL,
                };
            }
            Resource::Thread(_) => return ALL,
            Resource::Object(id) => world.object(id),
        };
        match kind {
            LOAD => ALL & !LOAD,
            // Qui l'a trouvé pris se met dans la file, et `try_read` le voit ensuite.
            UNLOCK if self.queues && matches!(object, Some(Object::RwLock { .. })) => {
                ANY | TRY_LOCK | LOCK
            }
            // Seul celui qui tient le verrou le rend : les autres l'attendent.
            UNLOCK => ANY | TRY_LOCK,
            // Partir n'empêche personne, le dernier parti ne se distingue pas, et qui
            // attend le groupe ne voit d'un départ qu'une possibilité de plus.
            LEAVE => ALL & !LEAVE & !ANY,
            SEND | TRY_SEND | RECEIVE | TRY_RECEIVE => {
                let Op::Select { arms, .. } = pending(thread, automaton) else {
                    return ALL;
                };
                match object {
                    Some(Object::Channel(channel)) if arms.len() == 1 => {
                        let sends = matches!(arms[0].direction, Direction::Send(_));
                        let queued = !channel.queue.is_empty();
                        match channel.flavor {
                            Flavor::Bounded(_) | Flavor::Unbounded => {}
                            _ => return ALL,
                        }
                        if sends && channel.receivers == 0 {
                            0 // l'échec est définitif
                        } else if sends && channel.has_room() {
                            // La place reste, le message part derrière les autres.
                            ALL & !RECEIVE & !DROP_SENDER
                        } else if !sends && queued {
                            let fills = match channel.flavor {
                                // Un envoi qui n'attend pas verrait la place faite.
                                Flavor::Bounded(_) => TRY_SEND,
                                _ => 0,
                            };
                            ANY | RECEIVE | TRY_RECEIVE | LEN | fills
                        } else if !sends && channel.senders == 0 {
                            0 // la fin du canal est définitive
                        } else {
                            ALL
                        }
                    }
                    _ => ALL,
                }
            }
            DROP_SENDER => {
                // Qui attend un message ne voit de ce départ qu'une possibilité de
                // plus. Le dernier parti emporte les messages orphelins.
                let orphans = match object {
                    Some(Object::Channel(channel)) if channel.receivers == 0 => DROP_SENDER,
                    _ => 0,
                };
                ANY | TRY_RECEIVE | LEN | DROP_RECEIVER | orphans
            }
            LEN => ALL & !LEN,
            ANY => match (pending(thread, automaton), object) {
                // Ce qui est fait une fois l'est pour toujours.
                (
                    Op::BeginOnce { .. } | Op::GetOnce(_) | Op::AwaitOnce { .. },
                    Some(Object::Once(OnceState::Ready(_))),
                )
                | (Op::WaitGroup(_), None) => 0,
                // Réveillé, il ne peut plus être rendormi.
                (Op::Wait { .. }, Some(Object::Condvar { notified, .. }))
                    if notified.contains(&thread.id) =>
                {
                    0
                }
                (Op::WaitBarrier(_), Some(Object::Barrier { released, .. }))
                    if released.contains(&thread.id) =>
                {
                    0
                }
                _ => ALL,
            },
            _ => ALL,
        }
    }
}

/// La colonne d'une ressource.
fn column(resource: Resource) -> usize {
    let objects = MAX_COLUMNS - 17;
    match resource {
        Resource::Process => 0,
        Resource::Thread(thread) => 1 + thread.0 as usize % 16,
        Resource::Object(object) => 17 + object.0 as usize % objects,
    }
}

/// Appelle `see` avec chaque usage de ce qu'annonce un fil à l'étape `node`.
fn each_use(automaton: &Automaton, node: u32, mut see: impl FnMut(Resource, Uses)) {
    let Next::Op(op) = &automaton.step(node).next else {
        return;
    };
    let thread = automaton.thread(node);
    let mut object = |id: &ObjectId, kind| see(Resource::Object(*id), kind);
    match op {
        Op::Spawn { .. }
        | Op::Yield
        | Op::Spin
        | Op::Sleep(_)
        | Op::Join(_)
        | Op::EndScope(_)
        | Op::Print { stdout: false, .. } => {}
        Op::Now => see(Resource::Process, ANY),
        Op::IsFinished(child) => see(Resource::Thread(*child), ANY),
        Op::End => {
            see(Resource::Thread(thread), ANY);
            if thread == ThreadId::MAIN {
                see(Resource::Process, END_PROCESS);
            } else if automaton.may_panic(node) {
                see(Resource::Process, PANIC);
            }
        }
        Op::EndProcess(_) => see(Resource::Process, END_PROCESS),
        Op::Park(_) => see(Resource::Thread(thread), ANY),
        Op::Unpark(other) => see(Resource::Thread(*other), ANY),
        Op::Print { stdout: true, .. } => see(Resource::Process, PRINT),
        Op::Lock(id)
        | Op::Read {
            lock: id,
            wait: true,
        }
        | Op::Write {
            lock: id,
            wait: true,
        } => object(id, LOCK),
        Op::TryLock(id)
        | Op::Read {
            lock: id,
            wait: false,
        }
        | Op::Write {
            lock: id,
            wait: false,
        }
        | Op::Own(id)
        | Op::Borrow(id)
        | Op::IsPoisoned(id)
        | Op::ClearPoison(id) => object(id, TRY_LOCK),
        Op::Unlock { mutex: id, .. } | Op::EndRead(id) | Op::EndWrite { lock: id, .. } => {
            object(id, UNLOCK);
        }
        Op::Downgrade { lock: id, .. } => object(id, ANY),
        Op::Enqueue { condvar, mutex, .. } => {
            object(condvar, ANY);
            object(mutex, UNLOCK);
        }
        Op::Wait { condvar: id, .. }
        | Op::Notify { condvar: id, .. }
        | Op::Arrive(id)
        | Op::WaitBarrier(id)
        | Op::BeginOnce { once: id, .. }
        | Op::EndOnce { once: id, .. }
        | Op::GetOnce(id)
        | Op::AwaitOnce { once: id, .. }
        | Op::WaitGroup(id)
        | Op::Reserve { ticker: id, .. }
        | Op::AddOwner(id)
        | Op::DropOwner(id)
        | Op::Owners(id)
        | Op::Upgrade(id) => object(id, ANY),
        Op::Sole {
            owners, witnesses, ..
        } => {
            object(owners, ANY);
            if let Some(witnesses) = witnesses {
                object(witnesses, ANY);
            }
        }
        Op::Atomic { atomic, action } => match action.change {
            Change::Load => object(atomic, LOAD),
            _ => object(atomic, ANY),
        },
        Op::Select {
            arms, mode, biased, ..
        } => {
            let waits = *mode == Mode::Block && !biased;
            for Arm { channel, direction } in arms.iter() {
                let kind = match (direction, waits) {
                    (Direction::Send(_), true) => SEND,
                    (Direction::Send(_), false) => TRY_SEND,
                    (Direction::Receive, true) => RECEIVE,
                    (Direction::Receive, false) => TRY_RECEIVE,
                };
                object(channel, kind);
            }
        }
        Op::DropSender(id) => object(id, DROP_SENDER),
        Op::DropReceiver(id) => object(id, DROP_RECEIVER),
        Op::Len(id) => object(id, LEN),
        Op::Leave(id) => object(id, LEAVE),
    }
}
