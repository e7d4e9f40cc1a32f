//! Le graphe des états, et ce qu'il dit de lui-même.

use crate::exploration::components;
use crate::model::transitions::Transition;
use crate::model::world::World;
use std::rc::Rc;

/// Ce qu'on sait d'un état rencontré.
pub(crate) struct Visited {
    pub world: Rc<World>,
    /// D'où l'on y est arrivé la première fois.
    pub origin: Option<(u32, Transition)>,
    pub depth: u32,
    /// Les étapes possibles et leurs états d'arrivée ; `None` si l'exploration
    /// s'est arrêtée avant.
    pub edges: Option<Vec<(Transition, u32)>>,
}

/// Le graphe des états d'un programme.
pub struct StateGraph {
    pub(crate) states: Vec<Visited>,
    reduced: bool,
    hasty: bool,
}

/// Une étape du graphe, d'un état à un autre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Le numéro de l'état de départ.
    pub from: usize,
    /// Le numéro de l'état d'arrivée.
    pub to: usize,
    /// L'étape.
    pub transition: Transition,
}

impl StateGraph {
    pub(crate) fn new(states: Vec<Visited>, reduced: bool) -> Self {
        Self {
            states,
            reduced,
            hasty: false,
        }
    }

    /// Le même ; `hasty` si une étape manque peut-être ailleurs qu'aux états
    /// inexplorés : aucune boucle n'est alors tenue pour sans issue.
    pub(crate) fn hasty(mut self, hasty: bool) -> Self {
        self.hasty = hasty;
        self
    }

    /// Vrai si le graphe ne suit qu'un ordre de plusieurs étapes indépendantes :
    /// il a toutes les issues, mais non tous les entrelacements.
    pub fn is_reduced(&self) -> bool {
        self.reduced
    }

    /// Le nombre d'états. L'état initial a le numéro 0.
    pub fn state_count(&self) -> usize {
        self.states.len()
    }

    /// Le nombre d'étapes.
    pub fn edge_count(&self) -> usize {
        self.edges().count()
    }

    /// Toutes les étapes, par état de départ.
    pub fn edges(&self) -> impl Iterator<Item = Edge> {
        (0..self.states.len()).flat_map(|from| self.edges_from(from))
    }

    /// Les étapes possibles à partir d'un état.
    pub fn edges_from(&self, from: usize) -> impl Iterator<Item = Edge> {
        let edges = self.states[from].edges.iter().flatten();
        edges.map(move |&(transition, to)| Edge {
            from,
            to: to as usize,
            transition,
        })
    }

    /// Vrai si tous les états ont été explorés.
    pub fn is_complete(&self) -> bool {
        self.states.iter().all(|state| state.edges.is_some())
    }

    /// L'état inexploré le plus loin du départ ; `None` si tous ont été explorés.
    pub fn deepest_unexplored(&self) -> Option<usize> {
        let unexplored = |state: &Visited| state.edges.is_none();
        self.states.iter().rposition(unexplored)
    }

    /// Le nombre de chemins complets, de l'état initial à un état sans suite ;
    /// `None` si le graphe a un cycle, ou n'a pas tous les chemins.
    pub fn path_count(&self) -> Option<u128> {
        if self.reduced {
            return None;
        }
        let counts = self.paths_to()?;
        let is_last = |state: &usize| self.edges_from(*state).next().is_none();
        let last = (0..self.states.len()).filter(is_last);
        Some(last.fold(0, |sum, state| counts[state].saturating_add(sum)))
    }

    /// Pour chaque état, le nombre de chemins qui y mènent depuis l'état
    /// initial ; `None` si le graphe a un cycle.
    pub fn paths_to(&self) -> Option<Vec<u128>> {
        let mut before = vec![0_usize; self.states.len()];
        for edge in self.edges() {
            before[edge.to] += 1;
        }
        let mut counts = vec![0_u128; self.states.len()];
        counts[0] = 1;
        // Les états dont tous les prédécesseurs sont comptés.
        let mut ready: Vec<usize> = (before[0] == 0).then_some(0).into_iter().collect();
        let mut counted = 0;
        while let Some(state) = ready.pop() {
            counted += 1;
            for edge in self.edges_from(state) {
                counts[edge.to] = counts[edge.to].saturating_add(counts[state]);
                before[edge.to] -= 1;
                if before[edge.to] == 0 {
                    ready.push(edge.to);
                }
            }
        }
        (counted == self.states.len()).then_some(counts)
    }

    /// Les états d'où plus aucune fin n'est accessible, un par boucle fermée :
    /// le plus proche du départ.
    ///
    /// Une boucle fermée est une composante fortement connexe sans sortie. Rien
    /// n'est affirmé de ce qui mène à un état inexploré.
    pub(crate) fn endless(&self, is_end: impl Fn(usize) -> bool) -> Vec<usize> {
        if self.hasty {
            return Vec::new();
        }
        let ended = self.leading_to(|state| is_end(state) || self.states[state].edges.is_none());
        // D'un état d'où aucune fin n'est accessible, on ne va qu'à de tels états.
        let targets = |state: usize| {
            let edges = (!ended[state]).then(|| self.sure_edges(state));
            edges.into_iter().flatten().map(|edge| Some(edge.to))
        };
        let closed = components::closed(self.states.len(), targets).into_iter();
        let mut found: Vec<usize> = closed
            .filter_map(|component| component.into_iter().min())
            .filter(|&state| !ended[state])
            .collect();
        // Les états sont numérotés par distance au départ.
        found.sort_unstable();
        found
    }

    /// Pour chaque état, vrai si un état voulu en est accessible par des étapes
    /// garanties.
    fn leading_to(&self, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        // Les prédécesseurs de tous les états, à la suite.
        let mut first = vec![0_u32; self.states.len() + 1];
        for edge in self.all_sure_edges() {
            first[edge.to + 1] += 1;
        }
        for state in 0..self.states.len() {
            first[state + 1] += first[state];
        }
        let mut next = first.clone();
        let mut before = vec![0_u32; first[self.states.len()] as usize];
        for edge in self.all_sure_edges() {
            let place = &mut next[edge.to];
            before[*place as usize] = u32::try_from(edge.from).unwrap_or(u32::MAX);
            *place += 1;
        }
        let mut leading = vec![false; self.states.len()];
        let mut pending: Vec<usize> = (0..self.states.len()).filter(|&s| wanted(s)).collect();
        while let Some(state) = pending.pop() {
            if !std::mem::replace(&mut leading[state], true) {
                let range = first[state] as usize..first[state + 1] as usize;
                let unseen = before[range].iter().map(|&state| state as usize);
                pending.extend(unseen.filter(|&state| !leading[state]));
            }
        }
        leading
    }

    fn all_sure_edges(&self) -> impl Iterator<Item = Edge> {
        self.edges()
            .filter(|edge| !edge.transition.choice.is_optional())
    }

    fn sure_edges(&self, from: usize) -> impl Iterator<Item = Edge> {
        self.edges_from(from)
            .filter(|edge| !edge.transition.choice.is_optional())
    }
}

/// Le chemin par lequel on est arrivé la première fois à `state`.
pub(crate) fn path(states: &[Visited], mut state: u32) -> Vec<Transition> {
    let mut path = Vec::new();
    while let Some((origin, transition)) = states[state as usize].origin {
        path.push(transition);
        state = origin;
    }
    path.reverse();
    path
}
