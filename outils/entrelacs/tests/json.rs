//! Le JSON décrit le même graphe que l'exploration, et tient sur une page.

use entrelacs::{Config, explore};
use recit::Narrator;
use recit::graph::Graph;

#[test]
fn chaque_calendrier_du_json_mene_a_son_issue() {
    for program in entrelacs_epreuves::programs("livre/") {
        let exploration = explore(program, &Config::default()).unwrap();
        let text = exploration.to_json_text();
        let graph: Graph = serde_json::from_str(&text).unwrap();
        assert_eq!(graph, exploration.to_graph(), "{}", program.name);
        assert_eq!(graph.outcomes.len(), exploration.outcomes().len());
        for (number, outcome) in graph.outcomes.iter().enumerate() {
            let mut state = 0;
            for &edge in &outcome.schedule {
                let (from, to, _) = graph.edges[edge];
                assert_eq!(from, state, "{}", program.name);
                state = to;
            }
            let reached = &graph.states[state];
            assert_eq!(outcome.state, state);
            assert_eq!(reached.end, Some(number), "{}", program.name);
            assert_eq!(graph.outputs[reached.out], outcome.stdout);
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
        let narrator = Narrator::default();
        for state in 0..exploration.graph().state_count().min(2000) {
            let mut names: Vec<String> = exploration
                .threads(state)
                .into_iter()
                .map(|thread| thread.name)
                .chain(
                    exploration
                        .objects(state)
                        .into_iter()
                        .map(|object| format!("{:?} {}", object.kind, narrator.view(&object))),
                )
                .collect();
            names.sort();
            let twins = names.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twins, None, "{}, état {state}", program.name);
        }
    }
}
