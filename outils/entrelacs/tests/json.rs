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
