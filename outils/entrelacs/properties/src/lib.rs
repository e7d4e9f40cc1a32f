//! Ce que le moteur promet de tout programme : les épreuves le vérifient sur les
//! leurs, le livre sur les siens.

pub mod schema;

use entrelacs::{
    Config, Exploration, OutcomeKind, Program, Reduce, TimeModel, explore, explore_unmerged,
};
use recit::Narrator;
use recit::graph::Graph;
use std::collections::BTreeSet;

/// Au-delà, les chemins sont trop nombreux pour les suivre un par un.
const MAX_PATHS: u128 = 8_000;

/// Fusionner les états ne change rien : mêmes issues, même nombre de chemins qu'en
/// suivant chaque chemin sur le vrai code, sans rien retenir. Faux si l'exploration
/// est trop grande pour être comparée.
///
/// # Panics
///
/// Si elle y change quelque chose.
pub fn merging_changes_nothing(program: &'static Program, config: &Config) -> bool {
    let hours = program.name.starts_with("temps/") || program.source.contains("Instant::now");
    if config.time == TimeModel::Arbitrary && hours {
        return false; // refusé, et c'est voulu
    }
    let exploration =
        explore(program, config).unwrap_or_else(|error| panic!("{} : {error}", program.name));
    let Some(paths) = exploration.graph().path_count() else {
        return false;
    };
    if paths > MAX_PATHS || !exploration.is_complete() {
        return false;
    }
    let unmerged = explore_unmerged(program, config, u64::MAX).unwrap();
    let endings: BTreeSet<_> = exploration
        .outcomes()
        .iter()
        .map(|outcome| outcome.ending())
        .collect();
    println!("{:>6} chemins  {}", unmerged.paths, program.name);
    assert!(unmerged.complete, "{}", program.name);
    assert_eq!(u128::from(unmerged.paths), paths, "{}", program.name);
    assert_eq!(unmerged.endings, endings, "{}", program.name);
    true
}

/// Ne suivre qu'un ordre de plusieurs étapes indépendantes ne change aucune issue.
/// Rend les états sans réduction et avec ; `None` si le programme ne s'explore pas en
/// entier.
///
/// # Panics
///
/// Si une issue change.
pub fn reducing_changes_nothing(program: &'static Program) -> Option<Reduction> {
    let whole = explored(program, Reduce::Never)?;
    let Some(reduced) = explored(program, Reduce::Beyond(0)) else {
        panic!("{} : incomplet une fois réduit", program.name);
    };
    assert_eq!(outcomes(&reduced), outcomes(&whole), "{}", program.name);
    let reduction = Reduction {
        whole: whole.graph().state_count(),
        reduced: reduced.graph().state_count(),
        applied: reduced.graph().is_reduced(),
    };
    let Reduction { whole, reduced, .. } = reduction;
    assert!(reduced <= whole, "{} : {reduced} {whole}", program.name);
    println!("{whole:>6} {reduced:>6}  {}", program.name);
    Some(reduction)
}

/// Les états d'une exploration, sans réduction et avec.
#[derive(Clone, Copy, Debug)]
pub struct Reduction {
    /// Tous ceux du programme.
    pub whole: usize,
    /// Ceux de l'exploration réduite.
    pub reduced: usize,
    /// Faux si rien ne se réduisait.
    pub applied: bool,
}

fn explored(program: &'static Program, reduce: Reduce) -> Option<Exploration> {
    let config = Config {
        reduce,
        verifications: 0,
        ..Config::default()
    };
    explore(program, &config)
        .ok()
        .filter(Exploration::is_complete)
}

/// Les issues, sans ce qui dépend de l'endroit où une boucle sans fin est vue.
fn outcomes(exploration: &Exploration) -> BTreeSet<String> {
    let outcomes = exploration.outcomes().into_iter();
    outcomes
        .map(|outcome| match outcome.kind {
            OutcomeKind::Livelock => format!("{:?} {:?}", outcome.kind, outcome.stdout),
            _ => format!("{:?}", outcome.ending()),
        })
        .collect()
}

/// Le JSON d'une exploration décrit le même graphe, et chacun de ses déroulements mène
/// à son issue.
///
/// # Panics
///
/// Sinon.
pub fn json_tells_the_same(exploration: &Exploration) {
    let name = exploration.program().name;
    let graph: Graph = serde_json::from_str(&exploration.to_json_text()).unwrap();
    assert_eq!(graph, exploration.to_graph(), "{name}");
    assert_eq!(graph.outcomes.len(), exploration.outcomes().len());
    for (number, outcome) in graph.outcomes.iter().enumerate() {
        let mut state = 0;
        for &edge in &outcome.schedule {
            let (from, to, _) = graph.edges[edge];
            assert_eq!(from, state, "{name}");
            state = to;
        }
        let reached = &graph.states[state];
        assert_eq!(outcome.state, state);
        // Une boucle sans fin, une borne n'arrivent nulle part.
        if !matches!(outcome.kind, OutcomeKind::Livelock | OutcomeKind::Bound) {
            assert_eq!(reached.end, Some(number), "{name}");
        }
        assert_eq!(graph.outputs[reached.out], outcome.stdout);
    }
}

/// Dans un état, chaque fil et chaque objet a son nom.
///
/// # Panics
///
/// Si deux portent le même.
pub fn names_are_distinct(exploration: &Exploration) {
    let narrator = Narrator::default();
    for state in 0..exploration.graph().state_count().min(2000) {
        let threads = exploration.threads(state).into_iter();
        let objects = exploration.objects(state).into_iter();
        let mut names: Vec<String> = threads
            .map(|thread| thread.name)
            .chain(objects.map(|object| format!("{:?} {}", object.kind, narrator.view(&object))))
            .collect();
        names.sort();
        let twins = names.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twins, None, "{}, état {state}", exploration.program().name);
    }
}
