//! De petits programmes, chacun pour une règle : leurs issues, et pas une de plus.

mod identity;
mod tries;

use entrelacs::{Config, OutcomeKind, Program, Reduce, explore};
use std::collections::BTreeSet;

/// Explore `main`, et compare ce qu'il affiche, sans les espaces de la fin ; une autre
/// fin qu'un retour de `main` commence par son nom.
#[track_caller]
fn check(main: fn(), expected: &[&str]) {
    for reduce in [Reduce::Never, Reduce::Beyond(0)] {
        let config = Config {
            reduce,
            ..Config::default()
        };
        let exploration = explore(&Program::new(main), &config).expect("il s'explore");
        assert!(exploration.is_complete());
        let outcomes = exploration.outcomes().into_iter();
        let found = outcomes.map(|outcome| match outcome.kind {
            OutcomeKind::Exit => outcome.stdout.trim_end().to_owned(),
            other => format!("{other:?} {}", outcome.stdout),
        });
        let expected = expected.iter().map(|&text| text.to_owned());
        assert_eq!(
            found.collect::<BTreeSet<_>>(),
            expected.collect(),
            "{reduce:?}"
        );
    }
}
