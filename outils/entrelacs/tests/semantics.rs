//! Chaque opération fait dans le modèle ce qu'elle fait pour de vrai : les
//! mêmes programmes, compilés avec std et crossbeam, n'affichent que ce que
//! l'exploration a prévu.

use entrelacs::{Config, OutcomeKind, Program, TimeModel, explore};
use entrelacs_corpus::native;
use std::collections::BTreeMap;
use std::panic;
use std::sync::Mutex;

/// Les exécutions réelles de chaque programme.
const RUNS: usize = 300;
/// Les programmes qui peuvent afficher plusieurs choses.
const SEVERAL: &[&str] = &[
    "semantique/selection_prete",
    "semantique/selections_face_a_face",
    "semantique/essais_face_a_face",
    "semantique/delais_entre_fils",
    "semantique/essais_entre_fils",
    "semantique/lecteurs_et_ecrivain",
];
#[test]
fn le_vrai_programme_n_affiche_que_ce_que_le_modele_prevoit() {
    panic::set_hook(Box::new(|info| {
        // Les paniques voulues des programmes ne disent rien.
        if info
            .location()
            .is_none_or(|location| location.file().ends_with("semantics.rs"))
        {
            println!("{info}");
        }
    }));
    let natives = entrelacs_corpus::NATIVES.iter();
    let natives: Vec<_> = natives
        .filter(|(name, _)| name.starts_with("semantique/"))
        .collect();
    assert!(natives.len() >= 11);
    for (name, main) in natives {
        let program = entrelacs_corpus::program(name);
        for time in [TimeModel::Arbitrary, TimeModel::Ordered] {
            if time == TimeModel::Arbitrary && program.source.contains("Instant::now") {
                continue; // sans horloge, il n'y a pas d'heure
            }
            let config = Config {
                time,
                ..Config::default()
            };
            let exploration =
                explore(program, &config).unwrap_or_else(|error| panic!("{name} : {error}"));
            assert!(exploration.is_complete(), "{name} : exploration incomplète");
            for outcome in exploration.outcomes() {
                assert_eq!(
                    outcome.kind,
                    OutcomeKind::Exit,
                    "{name}, {time:?} : {outcome:#?}"
                );
            }
            let expected = exploration.stdouts();
            assert_eq!(
                expected.len() > 1,
                SEVERAL.contains(name),
                "{name}, {time:?} : {expected:#?}"
            );
            // L'horloge virtuelle ne compte pas les calculs, qui durent parfois
            // plus que ces délais.
            if time == TimeModel::Ordered && *name == "semantique/delais_entre_fils" {
                continue;
            }
            // Une attente de quelques millisecondes : peu d'exécutions.
            let runs = if SEVERAL.contains(name) { RUNS } else { 5 };
            for _ in 0..runs {
                // Les `static` ne s'initialisent qu'une fois : un seul essai.
                let shown = native(program, *main);
                assert!(
                    expected.contains(&shown),
                    "{name}, {time:?} :\n{shown}\nn'est pas dans {expected:#?}"
                );
            }
        }
    }
}

/// Ce qu'affiche le vrai programme ; celui qui a des `static` n'est exécuté
/// qu'une fois.
fn native(program: &Program, main: fn()) -> String {
    static ONCE: Mutex<BTreeMap<&str, String>> = Mutex::new(BTreeMap::new());
    if !program.source.contains("static ") {
        return native::run(main);
    }
    let mut once = ONCE.lock().unwrap();
    let shown = once
        .entry(program.name)
        .or_insert_with(|| native::run(main));
    shown.clone()
}
