//! Le graphe des états, et ce qu'il dit de lui-même.

use crate::explorer::Visited;
use crate::transitions::Transition;

/// Le graphe des états d'un programme.
pub struct StateGraph {
    pub(crate) states: Vec<Visited>,
    reduced: bool,
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
        Self { states, reduced }
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
    pub(crate) fn endless(&self, is_end: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut before = vec![Vec::new(); self.states.len()];
        for edge in self.edges() {
            if !edge.transition.choice.is_optional() {
                before[edge.to].push(edge.from);
            }
        }
        let mut ends = vec![false; self.states.len()];
        let mut pending: Vec<usize> = (0..self.states.len())
            .filter(|&state| is_end(state) || self.states[state].edges.is_none())
            .collect();
        while let Some(state) = pending.pop() {
            if !std::mem::replace(&mut ends[state], true) {
                pending.extend(&before[state]);
            }
        }
        let mut seen = ends;
        let mut found = Vec::new();
        // Les états sont numérotés par distance au départ.
        for state in 0..seen.len() {
            if seen[state] || !self.is_closed(state) {
                continue;
            }
            found.push(state);
            for member in self.reachable(state) {
                seen[member] = true;
            }
        }
        found
    }

    /// Vrai si, de tout état accessible depuis `state`, on peut y revenir, sans
    /// les étapes que rien ne garantit.
    fn is_closed(&self, state: usize) -> bool {
        let members = self.reachable(state);
        let mut inside = vec![false; self.states.len()];
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.states.len()];
        for &member in &members {
            inside[member] = true;
            for edge in self.sure_edges(member) {
                before[edge.to].push(member);
            }
        }
        let mut back = vec![false; self.states.len()];
        let mut pending = vec![state];
        while let Some(at) = pending.pop() {
            if !std::mem::replace(&mut back[at], true) {
                pending.extend(&before[at]);
            }
        }
        members.iter().all(|&member| back[member])
    }

    fn sure_edges(&self, from: usize) -> impl Iterator<Item = Edge> {
        self.edges_from(from)
            .filter(|edge| !edge.transition.choice.is_optional())
    }

    fn reachable(&self, state: usize) -> Vec<usize> {
        let mut seen = vec![false; self.states.len()];
        let mut pending = vec![state];
        let mut members = Vec::new();
        while let Some(at) = pending.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                members.push(at);
                pending.extend(self.sure_edges(at).map(|edge| edge.to));
            }
        }
        members
    }
}
