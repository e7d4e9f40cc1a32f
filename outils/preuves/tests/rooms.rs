//! Le pas à pas d'un salon a un ou deux membres ; les mêmes programmes, avec le même
//! texte jusqu'à `main`, en ont ici trois. Un programme juste y finit toujours bien, un
//! fautif y finit mal au moins une fois.
//!
//! Un `main` de `trois_membres/` affirme ce que dit la page : il panique si ce n'est pas
//! vrai. Son en-tête peut ajouter « Jamais : » et une ligne qui ne doit jamais
//! s'afficher, ou « Temps : ordonné ».

use entrelacs::{Config, OutcomeKind, Program, TimeModel, explore};
use preuves::rooms::PROGRAMS;
use std::time::Instant;
use testing::fail_if_any;

#[test]
fn a_trois_membres_le_juste_tient_et_le_fautif_se_trompe() {
    let mut errors = Vec::new();
    let (mut right, mut faulty) = (0, 0);
    for program in PROGRAMS {
        let started = Instant::now();
        let (states, fault) = explored(program);
        let told = fault.as_deref().unwrap_or("tient");
        let name = program.name;
        println!(
            "{states:>7} états, {:>5} ms  {name} : {told}",
            started.elapsed().as_millis()
        );
        match (name.starts_with("Juste"), fault) {
            (true, Some(fault)) => errors.push(format!("{name} : {fault}")),
            (false, None) => errors.push(format!("{name} : rien ne s'y passe mal")),
            (true, None) => right += 1,
            (false, Some(_)) => faulty += 1,
        }
    }
    fail_if_any(&errors);
    assert!(
        right >= 15 && faulty >= 18,
        "{right} justes, {faulty} fautifs"
    );
}

/// Le nombre d'états, et ce qui s'y passe mal.
fn explored(program: &Program) -> (usize, Option<String>) {
    let header = |key: &str| {
        let mut lines = program.source.lines();
        lines.find_map(|line| line.strip_prefix(key))
    };
    let time = match header("// Temps : ") {
        Some(_) => TimeModel::Ordered,
        None => TimeModel::default(),
    };
    let never = header("// Jamais : ");
    let config = Config {
        time,
        ..Config::default()
    };
    let exploration =
        explore(program, &config).unwrap_or_else(|it| panic!("{} : {it}", program.name));
    let bad = exploration.outcomes().into_iter().find(|outcome| {
        ![OutcomeKind::Exit, OutcomeKind::Bound].contains(&outcome.kind)
            || !outcome.panicked.is_empty()
            || never.is_some_and(|never| outcome.stdout.lines().any(|line| line == never))
    });
    let told = bad.map(|outcome| {
        format!(
            "{:?} {:?} {:?}",
            outcome.kind, outcome.stdout, outcome.panicked
        )
    });
    let stopped = (!exploration.is_complete()).then(|| "exploration incomplète".to_owned());
    (exploration.graph().state_count(), told.or(stopped))
}
