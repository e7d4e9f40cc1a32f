//! Le schéma des graphes, tenu par tous.

use entrelacs::Exploration;
use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../recit/graphe.schema.json");
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
});

/// Ce que le schéma reproche au graphe du programme `name`.
pub fn faults(name: &str, graph: &Value) -> Vec<String> {
    let told =
        |fault: jsonschema::ValidationError| format!("{name}, {} : {fault}", fault.instance_path());
    SCHEMA.iter_errors(graph).map(told).collect()
}

/// Ce que le schéma reproche au graphe qu'écrit `cargo xtask explore --json` pour
/// cette exploration du programme `name`.
pub fn faults_of(name: &str, exploration: &Exploration) -> Vec<String> {
    let mut text = Vec::new();
    exploration.write_json(&mut text).unwrap();
    faults(name, &serde_json::from_slice(&text).unwrap())
}
