//! Quand le temps passe alors que des fils avancent encore.
//!
//! En temps ordonné, les calculs ne durent rien : tant qu'une étape mène à du
//! nouveau, elle se fait à la même heure. Mais une attente active, comme
//! `while !pret.load(..) {}`, avance toujours et ne fait que se répéter. La
//! définition, qui couvre aussi le programme où plus rien n'avance :
//!
//! > Le temps peut passer dans un état si, sans qu'il passe, tout ce que le
//! > programme peut faire ensuite le laisse capable de revenir à cet état.
//!
//! Un tel état appartient à une composante fortement connexe du graphe, sans les
//! étapes où le temps passe ni celles que rien ne garantit, dont aucune étape ne
//! sort. Un fil qui pourrait faire du nouveau en sortirait : il passe donc
//! toujours avant le temps, et un ordonnanceur équitable ne reste jamais dans une
//! boucle dont on sort. À l'inverse, y rester sans que le temps passe, ce serait
//! tourner sans fin à la même heure.
//!
//! Le temps passe alors jusqu'à la plus proche des échéances que les fils
//! attendent ou regardent. Si l'un d'eux lit l'heure, il la voit avancer d'au plus
//! [`GLANCE`] à la fois : l'instant qu'il guette n'est écrit nulle part.
//!
//! Une boucle dont un compteur grandit ne revient à aucun état : elle se déroule
//! à la même heure jusqu'à une borne, et l'exploration est incomplète.

use crate::exploration::components;
use crate::exploration::graph::Visited;
use crate::model::automaton::Automaton;
use crate::model::id::{ObjectId, ThreadId};
use crate::model::op::Op;
use crate::model::transitions::{Choice, Transition, next_deadline, pending};
use crate::model::world::World;
use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

/// De combien l'heure avance, au plus, pour un fil qui la lit sans cesse.
const GLANCE: Duration = Duration::from_millis(1);

/// Les états, à partir du rang `first`, où le temps peut passer alors que des
/// fils avancent, et l'étape qui le fait passer.
///
/// Tous les successeurs des états d'avant `first` doivent être avant `first` :
/// une étape qui va d'après `first` à avant ne revient pas.
pub(crate) fn late_steps(
    states: &[Visited],
    first: usize,
    automaton: &Automaton,
) -> Vec<(u32, Transition)> {
    let mut found = Vec::new();
    for component in closed_components(states, first) {
        let looks = Looks::of(states, &component, automaton);
        for &state in &component {
            if let Some(elapsed) = looks.next_change(&states[state].world, automaton) {
                let transition = Transition {
                    thread: ThreadId::MAIN,
                    choice: Choice::TimePasses(elapsed),
                    peer: None,
                };
                found.push((state as u32, transition));
            }
        }
    }
    found
}

/// Ce que regardent, sans l'attendre, les fils qui tournent.
#[derive(Default)]
struct Looks {
    timers: BTreeSet<ObjectId>,
    clock: bool,
}

impl Looks {
    fn of(states: &[Visited], component: &[usize], automaton: &Automaton) -> Self {
        let mut looks = Self::default();
        for &state in component {
            let world = &states[state].world;
            for (transition, _) in same_hour(&states[state]) {
                let peer = transition.peer.map(|(peer, _)| peer);
                for thread in [Some(transition.thread), peer].into_iter().flatten() {
                    looks.at(world, pending(world.thread(thread), automaton));
                }
            }
        }
        looks
    }

    fn at(&mut self, world: &World, op: &Op) {
        match op {
            Op::Now => self.clock = true,
            Op::Len(id) => self.see(world, *id),
            Op::Select { arms, .. } => {
                for arm in arms.iter() {
                    self.see(world, arm.channel);
                }
            }
            _ => {}
        }
    }

    fn see(&mut self, world: &World, channel: ObjectId) {
        if world.channel(channel).is_timer() {
            self.timers.insert(channel);
        }
    }

    /// Le temps qui passe avant que, dans `world`, quelque chose change pour un
    /// fil ; `None` si rien ne change jamais.
    fn next_change(&self, world: &World, automaton: &Automaton) -> Option<Duration> {
        let timers = self.timers.iter().filter_map(|timer| {
            let left = world.channel(*timer).left();
            left.filter(|left| !left.is_zero())
        });
        let clock = self.clock.then_some(GLANCE);
        timers
            .chain(next_deadline(world, automaton))
            .chain(clock)
            .min()
    }
}

/// Les étapes sûres d'un état où le temps ne passe pas.
fn same_hour(state: &Visited) -> impl Iterator<Item = &(Transition, u32)> {
    state.edges.iter().flatten().filter(|(transition, _)| {
        !transition.choice.is_optional() && !matches!(transition.choice, Choice::TimePasses(_))
    })
}

/// Les composantes fortement connexes qui ont une étape et d'où aucune ne sort,
/// parmi les états à partir du rang `first`.
fn closed_components(states: &[Visited], first: usize) -> Vec<Vec<usize>> {
    let targets = |state: usize| {
        let state = &states[first + state];
        let known = same_hour(state).map(|(_, target)| (*target as usize).checked_sub(first));
        // On ne sait pas où mène un état inexploré.
        known.chain(state.edges.is_none().then_some(None))
    };
    components::closed(states.len() - first, targets)
        .into_iter()
        .map(|component| component.iter().map(|member| first + member).collect())
        .filter(|component: &Vec<usize>| same_hour(&states[component[0]]).next().is_some())
        .collect()
}

/// Rend à chaque état le chemin le plus court vers lui : des étapes ajoutées
/// après coup ont pu en raccourcir.
pub(crate) fn shorten_paths(states: &mut [Visited]) {
    let mut reached = vec![false; states.len()];
    let mut queue = VecDeque::from([0_u32]);
    reached[0] = true;
    while let Some(state) = queue.pop_front() {
        let depth = states[state as usize].depth + 1;
        let edges = states[state as usize].edges.clone();
        for (transition, target) in edges.into_iter().flatten() {
            if !std::mem::replace(&mut reached[target as usize], true) {
                let visited = &mut states[target as usize];
                visited.origin = Some((state, transition));
                visited.depth = depth;
                queue.push_back(target);
            }
        }
    }
}
