//! Un graphe suit son schéma : ceux que garde le livre, et ce que rend
//! `cargo xtask explore --json`.

use entrelacs::{Config, explore};
use entrelacs_properties::schema::{faults, faults_of};
use preuves::{PROGRAMS, graphs};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use testing::fail_if_any;

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn les_graphes_gardes_suivent_le_schema() {
    let mut kept = graphs::present().unwrap();
    // Une variante que rustc refuse a un message, et pas de graphe.
    kept.retain(|path| path.extension().is_some_and(|it| it == "json"));
    assert!(kept.len() >= 28, "{} graphes", kept.len());
    let faults = kept
        .iter()
        .flat_map(|path| faults(&path.display().to_string(), &read(path)));
    fail_if_any(&faults.collect::<Vec<_>>());
}

#[test]
fn ce_que_rend_explore_json_suit_le_schema() {
    // Incomplète, l'exploration le dit aussi.
    let cut = Config {
        max_states: 5,
        ..Config::default()
    };
    let mut found = Vec::new();
    for program in PROGRAMS {
        for config in [&Config::default(), &cut] {
            // Ce qui est refusé n'a pas de graphe.
            if let Ok(exploration) = explore(program, config) {
                found.extend(faults_of(program.name, &exploration));
            }
        }
    }
    fail_if_any(&found);
}

#[test]
fn un_graphe_abime_ne_suit_pas_le_schema() {
    let healthy = read(&graphs::folder().join("synchronisation/rendez_vous.graphe.json"));
    assert_eq!(faults("", &healthy), [""; 0]);
    for (place, broken) in [
        ("/version", json!("deux")),
        ("/complete", json!("oui")),
        ("/counts", json!({ "states": 11 })),
        ("/outcomes/0/kind", json!("fin normale")),
        ("/outcomes/0/schedule", json!(["main : afficher"])),
        ("/events/0/kind", json!("envoyer")),
        ("/events/0/line", json!(-1)),
        ("/threads/0/state", json!("terminé")),
        ("/states/0", json!({ "t": [], "o": [] })),
        ("/edges/0", json!([0, 1])),
    ] {
        let mut graph = healthy.clone();
        *graph.pointer_mut(place).expect(place) = broken;
        assert_ne!(faults("", &graph), [""; 0], "{place}");
    }
    let mut graph = healthy.clone();
    graph["states"][0]["texte"] = json!("un champ de trop");
    assert_ne!(faults("", &graph), [""; 0]);
}
