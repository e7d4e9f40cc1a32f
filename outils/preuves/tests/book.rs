//! Chaque listing du livre, exploré en entier : ses sorties possibles sont
//! exactement celles de sa `.sortie`.

use entrelacs::{Config, Exploration, OutcomeKind, Program, TimeModel, explore};
use mdbook_cours::program::output;
use recit::Narrator;
use std::collections::BTreeSet;
use std::fs;

/// Les programmes dont la réparation doit tenir même si `Condvar::wait` rend la
/// main sans raison, comme la bibliothèque standard le permet.
const WAITING: [&str; 2] = ["pieges/reveil_garanti", "pieges/tour_de_role"];

#[test]
fn les_sorties_de_chaque_listing_sont_toutes_ses_sorties_possibles() {
    let mut explored = 0;
    for program in preuves::listings() {
        assert_eq!(
            found(&explored_with(program, &Config::default())),
            permitted(program),
            "{}",
            program.name
        );
        explored += 1;
    }
    assert!(explored >= 28, "seulement {explored} listings explorés");
}

#[test]
fn les_reparations_tiennent_aux_reveils_sans_raison() {
    let config = Config {
        spurious_wakeups: true,
        ..Config::default()
    };
    for name in WAITING {
        let program = preuves::listing(name);
        assert_eq!(
            found(&explored_with(program, &config)),
            permitted(program),
            "{name}"
        );
    }
}

/// La page « Tester le temps » le dit.
#[test]
fn en_temps_ordonne_la_demande_est_toujours_servie() {
    only_outcome_in_ordered_time("pieges/demande", "réponse\n");
}

/// La page « Tant par seconde : le seau de jetons » le dit.
#[test]
fn en_temps_ordonne_le_seau_est_toujours_plein() {
    let full = "d'avance : 2\nplus de requêtes, plus de tics\n";
    only_outcome_in_ordered_time("motifs/seau", full);
}

/// La page « Le silence » le dit.
#[test]
fn en_temps_ordonne_un_client_qui_repond_n_est_jamais_coupe() {
    only_outcome_in_ordered_time("salon/battement", "parti\n");
}

/// La page « Le silence » le dit.
#[test]
fn en_temps_ordonne_le_battement_trompe_toujours() {
    only_outcome_in_ordered_time("salon/battement_trompeur", "le serveur est là\n");
}

/// En temps ordonné, le listing finit toujours bien, et n'affiche que `output`.
fn only_outcome_in_ordered_time(listing: &str, output: &str) {
    let config = Config {
        time: TimeModel::Ordered,
        ..Config::default()
    };
    let exploration = explored_with(preuves::listing(listing), &config);
    let only = (OutcomeKind::Exit, output.to_owned());
    assert_eq!(found(&exploration), BTreeSet::from([only]), "{listing}");
}

/// Explore un listing en entier.
fn explored_with(program: &Program, config: &Config) -> Exploration {
    let name = program.name;
    let exploration = explore(program, config).unwrap_or_else(|error| panic!("{name} : {error}"));
    assert!(exploration.is_complete(), "{name} : exploration incomplète");
    exploration
}

/// Les issues trouvées, telles que les écrit une `.sortie`.
fn found(exploration: &Exploration) -> BTreeSet<(OutcomeKind, String)> {
    let name = exploration.program().name;
    exploration
        .outcomes()
        .into_iter()
        .map(|outcome| {
            let ending = outcome.kind;
            assert_ne!(
                ending,
                OutcomeKind::Bound,
                "{name} : exploration incomplète"
            );
            // La `.sortie` ne dirait rien de la panique d'un autre fil que `main`.
            assert!(
                ending == OutcomeKind::Panic || outcome.panicked.is_empty(),
                "{name} : {outcome:?}"
            );
            (ending, outcome.stdout)
        })
        .collect()
}

/// Les issues de la `.sortie` d'un listing, aux tailles où il est exploré.
fn permitted(program: &Program) -> BTreeSet<(OutcomeKind, String)> {
    let name = program.name.trim_start_matches(preuves::LISTING);
    let path = preuves::graphs::folder().join(format!("{name}.sortie"));
    let mut text = fs::read_to_string(&path).unwrap();
    for (_, original, explored) in program.reduced {
        text = text.replace(original, explored);
    }
    let outcomes = output::parse(&text)
        .unwrap_or_else(|(line, message)| panic!("{}:{line}: {message}", path.display()));
    outcomes
        .into_iter()
        .map(|outcome| (outcome.ending, outcome.text))
        .collect()
}

#[test]
fn chaque_deroulement_rejoue_mene_a_son_issue() {
    for program in preuves::listings() {
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
    let program = preuves::listing("synchronisation/rendez_vous");
    let exploration = explore(program, &Config::default()).unwrap();
    let outcomes = exploration.outcomes();
    let narrator = Narrator::default();
    let told: Vec<(&str, u32, String)> = outcomes[0]
        .schedule
        .steps
        .iter()
        .map(|step| (step.thread.as_str(), step.line, narrator.event(step)))
        .collect();
    assert_eq!(
        told,
        [
            ("main", 13, "lancer un fil".to_owned()),
            ("fil 1", 7, "afficher « Travail en cours... »".to_owned()),
            (
                "fil 1",
                8,
                "envoyer true dans `done`, que reçoit « main »".to_owned()
            ),
            ("main", 15, "afficher « Worker terminé »".to_owned()),
            ("main", 16, "détruire un récepteur de `fini`".to_owned()),
            ("main", 16, "se terminer".to_owned()),
        ]
    );
}

/// Les `static` d'un programme n'existent qu'une fois : deux explorations en
/// même temps attendent leur tour, rejeux compris.
#[test]
fn un_programme_a_variables_globales_s_explore_dans_plusieurs_fils() {
    let program = preuves::listing("synchronisation/compteur_mutex");
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
