//! Le salon qui sert est celui qui est prouvé.

use std::fs;
use std::path::Path;

/// Le programme que le livre explore.
const LISTING: &str = "../listings/salon/salon.rs";

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} : {error}", path.display()))
}

#[test]
fn le_serveur_a_fils_inclut_le_programme_explore() {
    let main = read("fils/main.rs");
    let included = format!("#[path = \"../{LISTING}\"]\n");
    let (_, after) = main.split_once(&included).expect(&included);
    let declared = after.lines().find(|line| !line.starts_with('#'));
    assert_eq!(declared, Some("mod salon;"));
    let run = read("fils/run.rs");
    assert!(run.contains("salon::tenir(inbox, "), "le salon est lancé");
    // Le seul autre salon du paquet est celui des tâches.
    assert_eq!(main.matches("mod salon;").count(), 1);
}

#[test]
fn ce_programme_est_au_bit_pres_celui_dont_le_livre_garde_la_preuve() {
    let graph: serde_json::Value =
        serde_json::from_str(&read("../listings/salon/salon.graphe.json")).unwrap();
    // `cargo test -p preuves` explore ce programme et compare ce graphe.
    assert_eq!(graph["source"].as_str(), Some(read(LISTING).as_str()));
    assert_eq!(graph["complete"], true);
    let outcomes = graph["outcomes"].as_array().unwrap();
    assert!(!outcomes.is_empty());
    for outcome in outcomes {
        assert_eq!(outcome["kind"], "exit", "{outcome}");
    }
}
