//! La référence : tous les états, un par un, comparés en entier.

use crate::machine::Machine;
use crate::program::Program;
use crate::state::{State, Status};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Comment un programme finit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `main` rend la main.
    Exit,
    /// `main` panique.
    Panic,
    /// Plus aucun fil n'avance.
    Deadlock,
    /// Des fils avancent, mais plus aucune fin n'est accessible.
    Livelock,
    /// Un fil appelle `process::exit`.
    Error,
    /// Le processus est arrêté avant la fin : aucun programme tiré ne le fait.
    Abort,
}

/// Une issue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ending {
    /// Comment.
    pub kind: Kind,
    /// Ce qui est affiché.
    pub stdout: String,
    /// Les fils qui attendent sans fin, s'il y a interblocage.
    pub blocked: BTreeSet<String>,
    /// Les fils arrêtés par une panique.
    pub panicked: BTreeSet<String>,
}

/// Toutes les issues d'un programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Les issues.
    pub endings: BTreeSet<Ending>,
    /// Le nombre d'états.
    pub states: usize,
    /// Faux si `max_states` a arrêté l'énumération : des issues peuvent manquer.
    pub complete: bool,
}

impl Reference {
    /// Énumère les états de `program`, en largeur, au plus `max_states`.
    pub fn of(program: &Program, max_states: usize) -> Self {
        let machine = Machine::new(program);
        let start = Rc::new(machine.start());
        let mut ids: FxHashMap<Rc<State>, usize> = FxHashMap::default();
        ids.insert(start.clone(), 0);
        let mut states = vec![start];
        let mut edges: Vec<Vec<usize>> = Vec::new();
        let mut endings = BTreeSet::new();
        while edges.len() < states.len() && states.len() <= max_states {
            let state = states[edges.len()].clone();
            let mut next = Vec::new();
            for after in machine.steps(&state) {
                let known = states.len();
                let id = *ids.entry(Rc::new(after)).or_insert_with_key(|state| {
                    states.push(state.clone());
                    known
                });
                next.push(id);
            }
            if next.is_empty() {
                endings.insert(ending(program, &state));
            }
            edges.push(next);
        }
        let complete = edges.len() == states.len();
        if complete {
            for state in endless(&edges) {
                endings.insert(Ending::of(Kind::Livelock, &states[state]));
            }
        }
        Self {
            endings,
            states: states.len(),
            complete,
        }
    }
}

impl Ending {
    /// Une fin dont on ne nomme pas les fils.
    fn of(kind: Kind, state: &State) -> Self {
        Self {
            kind,
            stdout: state.stdout.clone(),
            blocked: BTreeSet::new(),
            panicked: BTreeSet::new(),
        }
    }
}

fn ending(program: &Program, state: &State) -> Ending {
    let named = |wanted: Status| {
        let threads = state.threads.iter().enumerate();
        let threads = threads.filter(|(_, thread)| thread.status == wanted);
        threads.map(|(rank, _)| program.thread_name(rank)).collect()
    };
    let kind = match state.threads[0].status {
        _ if state.exited => Kind::Error,
        Status::Ended(Ok(_)) => Kind::Exit,
        Status::Ended(Err(())) => Kind::Panic,
        _ => Kind::Deadlock,
    };
    let mut ending = Ending::of(kind, state);
    if kind == Kind::Deadlock {
        ending.blocked = named(Status::Running);
    }
    ending.panicked = named(Status::Ended(Err(())));
    ending
}

/// Un état par boucle dont on ne sort plus.
fn endless(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut before = vec![Vec::new(); edges.len()];
    for (from, next) in edges.iter().enumerate() {
        for &to in next {
            before[to].push(from);
        }
    }
    // Ceux d'où une fin est accessible.
    let mut ends = vec![false; edges.len()];
    let mut pending: Vec<usize> = (0..edges.len())
        .filter(|&state| edges[state].is_empty())
        .collect();
    while let Some(state) = pending.pop() {
        if !std::mem::replace(&mut ends[state], true) {
            pending.extend(&before[state]);
        }
    }
    // Parmi les autres, les composantes fortement connexes sans sortie, par
    // l'algorithme de Kosaraju.
    let mut order = Vec::new();
    let mut seen = ends.clone();
    for root in 0..edges.len() {
        let mut stack = vec![(root, 0)];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        while let Some((state, rank)) = stack.pop() {
            match edges[state].get(rank) {
                None => order.push(state),
                Some(&next) => {
                    stack.push((state, rank + 1));
                    if !std::mem::replace(&mut seen[next], true) {
                        stack.push((next, 0));
                    }
                }
            }
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    let mut found = Vec::new();
    for &root in order.iter().rev() {
        if component[root] != usize::MAX {
            continue;
        }
        let mut members = Vec::new();
        let mut pending = vec![root];
        while let Some(state) = pending.pop() {
            if ends[state] || component[state] != usize::MAX {
                continue;
            }
            component[state] = root;
            members.push(state);
            pending.extend(&before[state]);
        }
        found.push((root, members));
    }
    let closed = |(root, members): &(usize, Vec<usize>)| {
        let inside = |&next: &usize| component[next] == *root;
        members.iter().all(|&state| edges[state].iter().all(inside))
    };
    found
        .iter()
        .filter(|component| closed(component))
        .map(|(root, _)| *root)
        .collect()
}
