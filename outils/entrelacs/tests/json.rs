//! Le JSON décrit le même graphe que l'exploration, et tient sur une page.

use entrelacs::{Config, explore};
use serde_json::Value;

#[test]
fn chaque_calendrier_du_json_mene_a_son_issue() {
    for program in entrelacs_epreuves::programs("livre/") {
        let exploration = explore(program, &Config::default()).unwrap();
        let document = exploration.to_json();
        let rank = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let outcomes = document["outcomes"].as_array().unwrap();
        assert_eq!(outcomes.len(), exploration.outcomes().len());
        for (number, outcome) in outcomes.iter().enumerate() {
            let mut state = 0;
            for edge in outcome["schedule"].as_array().unwrap() {
                let edge = &document["edges"][rank(edge)];
                assert_eq!(rank(&edge[0]), state, "{}", program.name);
                state = rank(&edge[1]);
            }
            let reached = &document["states"][state];
            assert_eq!(rank(&outcome["state"]), state);
            assert_eq!(rank(&reached["end"]), number, "{}", program.name);
            assert_eq!(document["texts"][rank(&reached["out"])], outcome["stdout"]);
        }
    }
}

#[test]
fn le_json_d_un_listing_reste_petit() {
    for program in entrelacs_epreuves::programs("livre/") {
        let size = explore(program, &Config::default())
            .unwrap()
            .to_json()
            .to_string()
            .len();
        println!("{:>6} octets  {}", size, program.name);
        assert!(size <= 25_000, "{} : {size} octets", program.name);
    }
}

#[test]
fn dans_un_etat_chaque_fil_et_chaque_objet_a_son_nom() {
    let programs = ["livre/", "tailles/"]
        .into_iter()
        .flat_map(entrelacs_epreuves::programs);
    for program in programs {
        let exploration = explore(program, &Config::default()).unwrap();
        for state in 0..exploration.graph().state_count().min(2000) {
            let mut names: Vec<String> = exploration
                .threads(state)
                .into_iter()
                .map(|thread| thread.name)
                .chain(
                    exploration
                        .objects(state)
                        .into_iter()
                        .map(|object| format!("{} {}", object.kind, object.name)),
                )
                .collect();
            names.sort();
            let twins = names.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twins, None, "{}, état {state}", program.name);
        }
    }
}
