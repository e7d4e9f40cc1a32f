//! Ce qui peut arriver dans un état.

use crate::model::automaton::Automaton;
use crate::model::id::{ObjectId, ThreadId};
use crate::model::object::{Flavor, Object, OnceState};
use crate::model::op::{Arm, Direction, Mode, Next, Op, SelectName};
use crate::model::rules::{Rules, TimeModel};
use crate::model::time::is_endless;
use crate::model::world::{Thread, World};
use std::time::Duration;

/// Une étape possible : quel fil avance, et comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transition {
    /// Le fil qui avance ; pour un rendez-vous, l'émetteur.
    pub thread: ThreadId,
    /// Ce qui se passe, quand plusieurs choses sont possibles.
    pub choice: Choice,
    /// Pour un rendez-vous, le récepteur et le rang de sa branche.
    pub peer: Option<(ThreadId, u8)>,
}

/// Ce qui se passe, quand plusieurs choses sont possibles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// L'opération se fait.
    Go,
    /// L'opération de canal de ce rang se fait.
    Arm(u8),
    /// Aucune opération de canal n'est prête.
    NotReady,
    /// Le délai expire.
    TimeOut,
    /// `notify_one` réveille ce fil.
    Wake(ThreadId),
    /// Le fil se réveille sans raison.
    Spurious,
    /// Un lecteur prend le verrou malgré un écrivain qui l'attend : le système a
    /// le droit de le faire passer, et celui de le faire attendre.
    Overtake,
    /// Cette durée passe : jusqu'à la prochaine échéance, ou jusqu'à ce qu'un fil
    /// qui regarde l'heure la voie changer.
    TimePasses(Duration),
}

impl Choice {
    /// Vrai si l'étape peut aussi ne jamais se produire : rien ne la garantit.
    pub(crate) fn is_optional(self) -> bool {
        matches!(self, Self::Spurious | Self::Overtake)
    }
}

/// Les étapes possibles dans `world`.
pub(crate) fn transitions(world: &World, automaton: &Automaton, rules: &Rules) -> Vec<Transition> {
    if world.is_over() {
        return Vec::new();
    }
    let mut found = Found {
        world,
        automaton,
        rules,
        transitions: Vec::new(),
    };
    for thread in &world.threads {
        if thread.end.is_none() {
            found.thread(thread);
        }
    }
    let stuck = found
        .transitions
        .iter()
        .all(|transition| transition.choice.is_optional());
    if stuck
        && rules.time == TimeModel::Ordered
        && let Some(left) = next_deadline(world, automaton)
    {
        found.push(ThreadId::MAIN, Choice::TimePasses(left));
    }
    found.transitions
}

/// L'opération que ce fil, qui n'est pas fini, annonce.
pub(crate) fn pending<'a>(thread: &Thread, automaton: &'a Automaton) -> &'a Op {
    match &automaton.step(thread.node).next {
        Next::Op(op) => op,
        Next::Finished(_) => unreachable!("un fil fini n'a pas d'étape"),
    }
}

/// Le temps qui reste avant la prochaine échéance qu'un fil attend.
pub(crate) fn next_deadline(world: &World, automaton: &Automaton) -> Option<Duration> {
    let of_thread = |thread: &Thread| {
        let timers = match pending(thread, automaton) {
            Op::Select { arms, .. } => arms
                .iter()
                .filter_map(|arm| world.channel(arm.channel).left())
                .filter(|left| !left.is_zero())
                .min(),
            _ => None,
        };
        let own = thread.left.filter(|left| !left.is_zero());
        [own, timers].into_iter().flatten().min()
    };
    world
        .threads
        .iter()
        .filter(|thread| thread.end.is_none())
        .filter_map(of_thread)
        .min()
}

/// Les branches sûrement prêtes de ce fil, sans l'aide d'un autre.
pub(crate) fn ready_arms(world: &World, arms: &[Arm]) -> u64 {
    let ready = |arm: &Arm| {
        let channel = world.channel(arm.channel);
        match arm.direction {
            Direction::Send(_) => channel.has_room() || channel.receivers == 0,
            Direction::Receive => match channel.flavor {
                // En temps arbitraire, seul un délai nul est sûrement écoulé.
                Flavor::After { .. } | Flavor::Tick { .. } => channel.is_due(),
                Flavor::Never => false,
                _ => !channel.queue.is_empty() || channel.senders == 0,
            },
        }
    };
    arms.iter().enumerate().fold(0, |mask, (rank, arm)| {
        mask | (u64::from(ready(arm)) << rank)
    })
}

struct Found<'a> {
    world: &'a World,
    automaton: &'a Automaton,
    rules: &'a Rules,
    transitions: Vec<Transition>,
}

impl Found<'_> {
    fn push(&mut self, thread: ThreadId, choice: Choice) {
        self.transitions.push(Transition {
            thread,
            choice,
            peer: None,
        });
    }

    fn go_if(&mut self, thread: &Thread, enabled: bool) {
        if enabled {
            self.push(thread.id, Choice::Go);
        }
    }

    /// Vrai si l'échéance de ce fil peut expirer maintenant.
    fn may_time_out(&self, thread: &Thread) -> bool {
        match self.rules.time {
            TimeModel::Arbitrary => match pending(thread, self.automaton) {
                Op::Sleep(limit) | Op::Park(Some(limit)) => !is_endless(*limit),
                Op::Wait {
                    timeout: Some(limit),
                    ..
                } => !is_endless(*limit),
                _ => true,
            },
            TimeModel::Ordered => thread.left == Some(Duration::ZERO),
        }
    }

    fn thread(&mut self, thread: &Thread) {
        let world = self.world;
        let object = |id: &ObjectId| world.object(*id);
        match pending(thread, self.automaton) {
            Op::Join(child) => self.go_if(thread, world.thread(*child).end.is_some()),
            Op::EndScope(scope) => {
                let over = matches!(object(scope), Some(Object::Scope { running: 0, .. }));
                self.go_if(thread, over);
            }
            Op::Sleep(_) => self.go_if(thread, self.may_time_out(thread)),
            Op::Park(timeout) => {
                self.go_if(thread, thread.unparked);
                self.may_give_up(thread, thread.unparked, timeout.is_some());
            }
            Op::Lock(mutex) => {
                let free = matches!(object(mutex), Some(Object::Mutex { owner: None, .. }));
                self.go_if(thread, free);
            }
            Op::Read { lock, wait } => self.read(thread, *lock, *wait),
            Op::Write { lock, wait: true } => {
                self.go_if(thread, object(lock).is_some_and(Object::is_free_rwlock));
            }
            Op::Wait { condvar, timeout } => {
                let notified = matches!(
                    object(condvar),
                    Some(Object::Condvar { notified, .. }) if notified.contains(&thread.id)
                );
                self.go_if(thread, notified);
                self.may_give_up(thread, notified, timeout.is_some());
            }
            Op::Notify { condvar, all } => match object(condvar) {
                Some(Object::Condvar { waiting, .. }) if !all && !waiting.is_empty() => {
                    for &woken in waiting {
                        self.push(thread.id, Choice::Wake(woken));
                    }
                }
                _ => self.push(thread.id, Choice::Go),
            },
            Op::WaitBarrier(barrier) => {
                let released = matches!(
                    object(barrier),
                    Some(Object::Barrier { released, .. }) if released.contains(&thread.id)
                );
                self.go_if(thread, released);
            }
            Op::BeginOnce { once, .. } => {
                let running = matches!(object(once), Some(Object::Once(OnceState::Running(_))));
                self.go_if(thread, !running);
            }
            Op::AwaitOnce { once, force } => {
                let Some(Object::Once(state)) = object(once) else {
                    unreachable!("une initialisation unique est attendue");
                };
                let over = match state {
                    OnceState::Ready(_) => true,
                    OnceState::Poisoned => !force,
                    OnceState::Empty | OnceState::Running(_) => false,
                };
                self.go_if(thread, over);
            }
            Op::WaitGroup(group) => self.go_if(thread, object(group).is_none()),
            Op::Select {
                arms,
                mode,
                biased,
                name,
            } => self.select(thread, arms, *mode, *biased, *name),
            _ => self.push(thread.id, Choice::Go),
        }
    }

    /// La lecture d'un `RwLock`. Quand un écrivain attend, un lecteur passe ou
    /// non : la bibliothèque standard n'en dit rien, et les systèmes diffèrent.
    fn read(&mut self, thread: &Thread, lock: ObjectId, wait: bool) {
        let Some(Object::RwLock {
            readers, writer, ..
        }) = self.world.object(lock)
        else {
            unreachable!("un RwLock est attendu");
        };
        let writes = |other: &&Thread| {
            if other.end.is_some() {
                return false;
            }
            let op = pending(other, self.automaton);
            matches!(op, Op::Write { lock: theirs, wait: true } if *theirs == lock)
        };
        let mut writers = self.world.threads.iter().filter(|other| writes(other));
        match (wait, writer.is_none()) {
            (true, false) => {}
            (true, true) if !readers.is_empty() && writers.next().is_some() => {
                self.push(thread.id, Choice::Overtake);
            }
            // Un écrivain qui n'a pas trouvé le verrou pris n'est pas dans sa file.
            (false, true) if writers.any(|other| other.idle) => {
                self.push(thread.id, Choice::Go);
                self.push(thread.id, Choice::NotReady);
            }
            _ => self.push(thread.id, Choice::Go),
        }
    }

    /// Une attente qui peut cesser sans avoir été satisfaite.
    fn may_give_up(&mut self, thread: &Thread, satisfied: bool, timed: bool) {
        if satisfied {
            return;
        }
        if timed && self.may_time_out(thread) {
            self.push(thread.id, Choice::TimeOut);
        } else if self.rules.spurious_wakeups {
            self.push(thread.id, Choice::Spurious);
        }
    }

    fn select(
        &mut self,
        thread: &Thread,
        arms: &[Arm],
        mode: Mode,
        biased: bool,
        name: SelectName,
    ) {
        let ready = ready_arms(self.world, arms);
        let mut sure = ready != 0;
        for (rank, arm) in arms.iter().enumerate() {
            let bit = 1 << rank;
            let lower = bit - 1;
            let preferred = !biased || ready & lower == 0;
            if ready & bit != 0 {
                if preferred || thread.woken_by & bit != 0 {
                    self.push(thread.id, Choice::Arm(rank_u8(rank)));
                }
                continue;
            }
            let channel = self.world.channel(arm.channel);
            match (&channel.flavor, &arm.direction) {
                (Flavor::Rendezvous, _) if name == SelectName::Ready => {
                    let (met, certain) = self.counterpart(thread, arm);
                    sure |= certain;
                    if met && (preferred || thread.woken_by != 0) {
                        self.push(thread.id, Choice::Arm(rank_u8(rank)));
                    }
                }
                (Flavor::Rendezvous, _) => {
                    let allowed = preferred || thread.woken_by != 0;
                    sure |= self.meetings(thread, rank, arm, mode, allowed);
                }
                // Le temps arbitraire : le message est peut-être là.
                (Flavor::After { left: Some(_), .. } | Flavor::Tick { .. }, Direction::Receive)
                    if self.rules.time == TimeModel::Arbitrary && preferred =>
                {
                    self.push(thread.id, Choice::Arm(rank_u8(rank)));
                }
                _ => {}
            }
        }
        if !sure {
            match mode {
                Mode::Block => {}
                Mode::Now => self.push(thread.id, Choice::NotReady),
                Mode::Timeout(_) if self.may_time_out(thread) => {
                    self.push(thread.id, Choice::TimeOut);
                }
                Mode::Timeout(_) => {}
            }
        }
    }

    /// Dit si un autre fil attend peut-être, puis sûrement, l'autre côté du
    /// rendez-vous de cette branche.
    fn counterpart(&self, thread: &Thread, arm: &Arm) -> (bool, bool) {
        let mut found = (false, false);
        for other in &self.world.threads {
            if other.id == thread.id || other.end.is_some() {
                continue;
            }
            let Op::Select {
                arms, mode, name, ..
            } = pending(other, self.automaton)
            else {
                continue;
            };
            // Un essai n'attend pas, et `ready` non plus : il regarde.
            if *mode == Mode::Now || *name == SelectName::Ready {
                continue;
            }
            if arms.iter().any(|theirs| are_complementary(arm, theirs)) {
                found.0 = true;
                found.1 |= other.arrived;
            }
        }
        found
    }

    /// Les rendez-vous possibles de cette branche ; ils ne sont notés que du
    /// côté de l'émetteur. Rend vrai si l'un d'eux est sûr : l'autre attend
    /// déjà.
    fn meetings(
        &mut self,
        thread: &Thread,
        rank: usize,
        ours: &Arm,
        mode: Mode,
        allowed: bool,
    ) -> bool {
        let mut sure = false;
        for other in &self.world.threads {
            if other.id == thread.id || other.end.is_some() {
                continue;
            }
            let Op::Select {
                arms: theirs,
                mode: their_mode,
                biased: their_bias,
                name: their_name,
            } = pending(other, self.automaton)
            else {
                continue;
            };
            if *their_name == SelectName::Ready {
                continue;
            }
            if mode == Mode::Now && *their_mode == Mode::Now {
                continue;
            }
            let their_ready = ready_arms(self.world, theirs);
            for (their_rank, arm) in theirs.iter().enumerate() {
                if !are_complementary(ours, arm) {
                    continue;
                }
                sure |= other.arrived && *their_mode != Mode::Now;
                let they_allow = !their_bias
                    || their_ready & ((1 << their_rank) - 1) == 0
                    || other.woken_by != 0;
                if matches!(ours.direction, Direction::Send(_)) && allowed && they_allow {
                    self.transitions.push(Transition {
                        thread: thread.id,
                        choice: Choice::Arm(rank_u8(rank)),
                        peer: Some((other.id, rank_u8(their_rank))),
                    });
                }
            }
        }
        sure
    }
}

/// Vrai si l'une envoie ce que l'autre reçoit.
fn are_complementary(one: &Arm, other: &Arm) -> bool {
    one.channel == other.channel
        && matches!(
            (&one.direction, &other.direction),
            (Direction::Send(_), Direction::Receive) | (Direction::Receive, Direction::Send(_))
        )
}

fn rank_u8(rank: usize) -> u8 {
    u8::try_from(rank).expect("une sélection a au plus 64 branches")
}
