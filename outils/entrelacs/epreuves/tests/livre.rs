//! Chaque listing du livre, exploré en entier : ses sorties possibles sont
//! exactement celles de sa `.sortie`.

use entrelacs::{Config, OutcomeKind, explore};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Les listings explorés à une taille réduite : leur sortie dépend de la
/// taille, qui est une constante.
const REDUCED: &[(&str, &str, &str)] = &[
    ("synchronisation/compteur_mutex", "1000", "3"),
    ("synchronisation/compteur_portee", "1000", "3"),
];

#[test]
fn les_sorties_de_chaque_listing_sont_toutes_ses_sorties_possibles() {
    let listings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../listings");
    let mut explored = 0;
    for program in entrelacs_epreuves::programs("livre/") {
        let name = program.name.trim_start_matches("livre/");
        let path = listings.join(name).with_extension("sortie");
        let mut text = fs::read_to_string(&path).unwrap();
        for (reduced, full, small) in REDUCED {
            if name == *reduced {
                text = text.replace(full, small);
            }
        }
        let permitted: BTreeSet<String> =
            text.split("--- ou ---\n").map(ToOwned::to_owned).collect();

        let exploration =
            explore(program, &Config::default()).unwrap_or_else(|error| panic!("{name} : {error}"));
        assert!(exploration.is_complete(), "{name} : exploration incomplète");
        for outcome in exploration.outcomes() {
            assert_eq!(outcome.kind, OutcomeKind::Exit, "{name} : {outcome:?}");
            assert!(outcome.panicked.is_empty(), "{name} : {outcome:?}");
        }
        assert_eq!(exploration.stdouts(), permitted, "{name}");
        explored += 1;
    }
    assert!(explored >= 14, "seulement {explored} listings explorés");
}

#[test]
fn chaque_calendrier_rejoue_mene_a_son_issue() {
    for program in entrelacs_epreuves::programs("livre/") {
        let mut exploration = explore(program, &Config::default()).unwrap();
        for outcome in exploration.outcomes() {
            let state = exploration.replay(&outcome.schedule).unwrap();
            assert_eq!(
                exploration.stdout(state),
                outcome.stdout,
                "{}",
                program.name
            );
        }
    }
}

#[test]
fn les_lignes_racontees_sont_celles_du_listing() {
    let program = entrelacs_epreuves::program("livre/synchronisation/rendez_vous");
    let exploration = explore(program, &Config::default()).unwrap();
    let outcomes = exploration.outcomes();
    let told: Vec<(&str, u32, &str)> = outcomes[0]
        .schedule
        .steps
        .iter()
        .map(|step| (step.thread.as_str(), step.line, step.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("main", 13, "lancer un fil"),
            ("fil 1", 7, "afficher « Travail en cours... »"),
            ("fil 1", 8, "envoyer true dans `done`, que reçoit « main »"),
            ("main", 15, "afficher « Worker terminé »"),
            ("main", 16, "détruire un récepteur de `fini`"),
            ("main", 16, "se terminer"),
        ]
    );
}

/// Les `static` d'un programme n'existent qu'une fois : deux explorations en
/// même temps attendent leur tour, rejeux compris.
#[test]
fn un_programme_a_variables_globales_s_explore_dans_plusieurs_fils() {
    let program = entrelacs_epreuves::program("livre/synchronisation/compteur_mutex");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut exploration = explore(program, &Config::default()).unwrap();
                for outcome in exploration.outcomes() {
                    exploration.replay(&outcome.schedule).unwrap();
                }
                assert_eq!(exploration.stdouts().len(), 1);
            });
        }
    });
}
