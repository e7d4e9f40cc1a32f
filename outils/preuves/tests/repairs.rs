//! « Réparez-le » juge comme il faut : `theme/repair-judge.js`, sur les graphes de
//! réparations justes, fautives et inertes de chaque piège, et d'explorations arrêtées
//! avant la fin.

use catalogue::Variant;
use entrelacs::{Config, Program, explore};
use mdbook_cours::program::repair::{Repair, SUFFIX};
use preuves::{PROGRAMS, REPAIR, listing, variants};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use testing::{fail_if_any, root, script, skip};

/// Ce que dit le début du nom d'une réparation.
const VERDICTS: [(&str, &str); 3] = [
    ("juste", "repaired"),
    ("fautive", "failing"),
    ("inerte", "idle"),
];

/// Ce qui est jugé.
struct Case {
    name: String,
    expected: &'static str,
    graph: Value,
    trap: Value,
}

fn graph(program: &Program, config: &Config) -> Value {
    let exploration = explore(program, config).unwrap();
    serde_json::from_str(&exploration.to_json_text()).unwrap()
}

/// Les pièges qui se réparent : leur nom, leurs données, leur programme réparé.
fn traps() -> BTreeMap<String, (Value, String)> {
    let listings = root().join("listings");
    let files = fs::read_dir(listings.join("pieges")).unwrap();
    let names = files.filter_map(|file| {
        let name = file.unwrap().file_name().into_string().unwrap();
        name.strip_suffix(SUFFIX).map(ToOwned::to_owned)
    });
    names
        .map(|name| {
            let repair = Repair::load(&listings, &format!("pieges/{name}")).unwrap();
            let data = json!(repair);
            let repaired = data["repaired"].as_str().unwrap().to_owned();
            (name, (data, repaired))
        })
        .collect()
}

#[test]
fn chaque_reparation_est_jugee_comme_il_faut() {
    let config = Config::default();
    let traps = traps();
    assert_eq!(traps.len(), 7, "un par page de pièges");
    let mut cases = Vec::new();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for program in PROGRAMS.iter() {
        let Some((trap, form)) = program
            .name
            .strip_prefix(REPAIR)
            .and_then(|name| name.split_once('/'))
        else {
            continue;
        };
        let (word, expected) = VERDICTS
            .into_iter()
            .find(|(word, _)| form.starts_with(word))
            .unwrap_or_else(|| panic!("{} : ni juste, ni fautive, ni inerte", program.name));
        *counts.entry((trap, word)).or_default() += 1;
        cases.push(Case {
            name: program.name.to_owned(),
            expected,
            graph: graph(program, &config),
            trap: traps[trap].0.clone(),
        });
    }
    for (trap, (data, repaired)) in &traps {
        for (word, _) in VERDICTS {
            let count = counts
                .get(&(trap.as_str(), word))
                .copied()
                .unwrap_or_default();
            assert!(
                count >= 2,
                "{trap} : {count} réparation {word}, il en faut deux"
            );
        }
        for (name, expected) in [
            (format!("pieges/{trap}"), "failing"),
            (repaired.clone(), "repaired"),
        ] {
            cases.push(Case {
                graph: graph(listing(&name), &config),
                name,
                expected,
                trap: data.clone(),
            });
        }
        for variant in Variant::all(&root().join("listings"), &format!("pieges/{trap}")).unwrap() {
            if variant.repairs {
                cases.push(Case {
                    name: variant.name(),
                    expected: "repaired",
                    graph: graph(&variants::prepared(&variant).unwrap(), &config),
                    trap: data.clone(),
                });
            }
        }
        // Arrêtée avant la fin, elle ne prouve ni une réparation, ni qu'un geste manque.
        let name = repaired.as_str();
        let stopped = Config {
            max_states: 3,
            ..Config::default()
        };
        let graph = graph(listing(name), &stopped);
        assert_eq!(graph["complete"], false, "{name}");
        cases.push(Case {
            name: format!("{name}, arrêtée"),
            expected: "incomplete",
            graph,
            trap: data.clone(),
        });
    }
    let Some(verdicts) = judged(&cases) else {
        skip("node n'est pas installé", "installez nodejs");
        return;
    };
    let errors: Vec<String> = cases
        .iter()
        .zip(&verdicts)
        .filter_map(|(case, verdict)| fault(case, verdict))
        .collect();
    println!("{} versions jugées", cases.len());
    fail_if_any(&errors);
}

/// Ce qui ne va pas dans ce verdict.
fn fault(case: &Case, verdict: &Value) -> Option<String> {
    let Case {
        name,
        expected,
        graph,
        trap,
    } = case;
    if verdict["state"] != *expected {
        return Some(format!("{name} : {expected} attendu, et non {verdict}"));
    }
    let Some(rank) = verdict["outcome"].as_u64() else {
        return (*expected == "failing").then(|| format!("{name} : rien à montrer, {verdict}"));
    };
    // Ce qui est montré est bien une faute, et la plus proche.
    let is_fault = |outcome: &Value| {
        let panicked = outcome["panicked"]
            .as_array()
            .is_some_and(|list| !list.is_empty());
        outcome["kind"] != "exit"
            || panicked
            || !trap["wanted"]
                .as_array()
                .unwrap()
                .contains(&outcome["stdout"])
    };
    let outcomes = graph["outcomes"].as_array().unwrap();
    (!is_fault(&outcomes[usize::try_from(rank).unwrap()]))
        .then(|| format!("{name} : l'issue {rank} n'est pas une faute"))
}

/// Les verdicts de la page ; `None` si Node.js manque.
fn judged(cases: &[Case]) -> Option<Vec<Value>> {
    let pairs: Vec<Value> = cases
        .iter()
        .map(|case| json!([case.graph, case.trap]))
        .collect();
    let judge = "input.map(([graph, trap]) => window.courseRepairJudge(graph, trap))";
    let verdicts = script("theme/repair-judge.js", judge, &json!(pairs))?;
    Some(serde_json::from_value(verdicts).unwrap())
}
