//! Ne suivre qu'un ordre de plusieurs étapes indépendantes ne change aucune issue.

use entrelacs::{Config, Exploration, OutcomeKind, Program, Reduce, explore};
use std::collections::BTreeSet;

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

fn explored(program: &Program, reduce: Reduce) -> Option<Exploration> {
    let config = Config {
        reduce,
        verifications: 0,
        ..Config::default()
    };
    explore(program, &config)
        .ok()
        .filter(Exploration::is_complete)
}

#[test]
fn un_graphe_reduit_a_les_memes_issues() {
    let (mut whole_states, mut reduced_states, mut compared) = (0, 0, 0);
    for program in entrelacs_epreuves::PROGRAMS {
        let Some(whole) = explored(program, Reduce::Never) else {
            continue;
        };
        let Some(reduced) = explored(program, Reduce::Beyond(0)) else {
            panic!("{} : incomplet une fois réduit", program.name);
        };
        assert_eq!(outcomes(&reduced), outcomes(&whole), "{}", program.name);
        let sizes = (whole.graph().state_count(), reduced.graph().state_count());
        assert!(sizes.1 <= sizes.0, "{} : {sizes:?}", program.name);
        println!("{:>6} {:>6}  {}", sizes.0, sizes.1, program.name);
        whole_states += sizes.0;
        reduced_states += sizes.1;
        compared += usize::from(reduced.graph().is_reduced());
    }
    println!("{whole_states} états, {reduced_states} une fois réduits");
    assert!(compared > 100, "seulement {compared} programmes comparés");
    assert!(reduced_states * 3 < whole_states * 2);
}
