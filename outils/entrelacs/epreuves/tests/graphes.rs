//! Les graphes gardés avec les listings sont ceux que donne l'exploration.

use entrelacs::{Config, Identity};
use entrelacs_epreuves::graphes;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Le plus qu'un graphe puisse peser : une page le charge quand on le demande.
const MAX_BYTES: usize = 25_000;

/// Faux où deux états d'un fil peuvent ne pas se fusionner : le graphe est alors
/// plus gros, mais dit la même chose.
fn is_exact() -> bool {
    Identity::Memory.here() == Identity::Memory
}

#[test]
fn les_graphes_sont_a_jour() {
    let expected = graphes::expected().unwrap_or_else(|message| panic!("{message}"));
    assert!(!expected.is_empty(), "aucun listing exploré");
    let mut errors: Vec<String> = Vec::new();
    for (path, text) in &expected {
        let path_text = path.display();
        match fs::read_to_string(path) {
            Ok(kept) if kept == *text => {}
            Ok(kept) => match differences(&parsed(&kept), &parsed(text)) {
                Some(_) if !is_exact() && !complete(&parsed(text)) => {
                    println!("{path_text} ne s'explore pas entièrement ici");
                }
                Some(difference) => errors.push(format!("{path_text} : {difference}")),
                None => println!("{path_text} : le même, fusionné autrement"),
            },
            Err(_) => errors.push(format!("{path_text} manque")),
        }
        println!("{:>6} octets  {path_text}", text.len());
        if is_exact() && text.len() > MAX_BYTES {
            errors.push(format!(
                "{path_text} pèserait {} octets, {MAX_BYTES} au plus : réduisez le listing",
                text.len()
            ));
        }
    }
    for path in graphes::present().unwrap() {
        if !expected.contains_key(&path) {
            errors.push(format!("{} n'a pas de listing", path.display()));
        }
    }
    assert!(
        errors.is_empty(),
        "{}\nPour récrire les graphes : cargo xtask explore --update",
        errors.join("\n")
    );
}

/// Là où la mémoire d'un fil ne peut pas être lue, un graphe a plus d'états, et
/// dit la même chose.
#[test]
fn un_graphe_moins_fusionne_dit_la_meme_chose() {
    let config = Config {
        identity: Identity::History,
        ..Config::default()
    };
    let (mut compared, mut larger) = (0, 0);
    for (path, text) in graphes::explored(&config).unwrap() {
        let kept = parsed(&fs::read_to_string(&path).unwrap());
        let fresh = parsed(&text);
        if !complete(&fresh) {
            println!("{} : incomplet", path.display());
            continue;
        }
        let difference = differences(&kept, &fresh);
        assert_eq!(difference, None, "{}", path.display());
        let states = |graph: &Value| graph["states"].as_array().unwrap().len();
        assert!(states(&fresh) >= states(&kept), "{}", path.display());
        compared += 1;
        larger += usize::from(states(&fresh) > states(&kept));
    }
    println!("{compared} graphes comparés, {larger} plus gros");
    assert!(compared >= 25, "seulement {compared} graphes comparés");
}

/// Une étape ou une issue de moins, une ligne qui change : un autre graphe.
#[test]
fn un_graphe_change_se_voit() {
    let path = graphes::listings().join("introduction/main_n_attend_pas.graphe.json");
    let kept = parsed(&fs::read_to_string(path).unwrap());
    assert_eq!(differences(&kept, &kept), None);
    let change = |change: fn(&mut Value)| {
        let mut changed = kept.clone();
        change(&mut changed);
        differences(&kept, &changed)
    };
    let last_edge = |graph: &mut Value| {
        graph["edges"].as_array_mut().unwrap().pop();
    };
    assert!(change(last_edge).is_some());
    assert!(change(|graph| graph["edges"][3][3] = json!(99)).is_some());
    assert!(change(|graph| graph["threads"][2][1] = json!(99)).is_some());
    assert!(change(|graph| graph["states"][8]["out"] = json!(7)).is_some());
    assert!(change(|graph| graph["outcomes"][0]["kind"] = json!("panic")).is_some());
    assert!(change(|graph| graph["source"] = json!("")).is_some());
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn complete(graph: &Value) -> bool {
    graph["complete"] == json!(true)
}

/// En quoi deux graphes ne disent pas la même chose, quel que soit le nombre de
/// leurs états : depuis le premier, les mêmes étapes mènent à ce qui se lit de même.
fn differences(kept: &Value, fresh: &Value) -> Option<String> {
    for field in ["program", "source", "reduced", "time", "complete"] {
        if kept[field] != fresh[field] {
            return Some(format!("`{field}` a changé"));
        }
    }
    let outcomes = |graph: &Value| -> BTreeSet<String> {
        let outcomes = graph["outcomes"].as_array().unwrap().iter();
        outcomes.map(|outcome| told(outcome).to_string()).collect()
    };
    if outcomes(kept) != outcomes(fresh) {
        return Some("les issues ont changé".to_owned());
    }
    let graphs = [Graph::read(kept), Graph::read(fresh)];
    let start = graphs[0].contents.len();
    // Des états sont d'abord de la même classe s'ils se lisent de même ; puis tant
    // que leurs étapes se lisent de même et mènent aux mêmes classes.
    let contents = graphs.iter().flat_map(|graph| graph.contents.iter());
    let mut classes = numbered(contents.cloned());
    loop {
        let steps = graphs.iter().zip([0, start]).flat_map(|(graph, first)| {
            graph.steps.iter().map(move |steps| {
                let steps = steps.iter();
                steps
                    .map(|(label, to)| (label.as_str(), first + to))
                    .collect::<Vec<_>>()
            })
        });
        let refined = numbered(steps.enumerate().map(|(state, steps)| {
            let steps = steps.iter().map(|(label, to)| (*label, classes[*to]));
            (classes[state], steps.collect::<BTreeSet<_>>())
        }));
        if refined == classes {
            break;
        }
        classes = refined;
    }
    (classes[0] != classes[start]).then(|| "n'est plus à jour".to_owned())
}

/// À chaque valeur, le rang de sa première égale parmi les valeurs distinctes.
fn numbered<T: Ord>(values: impl Iterator<Item = T>) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let rank = |value| {
        let next = known.len();
        *known.entry(value).or_insert(next)
    };
    values.map(rank).collect()
}

/// Une issue, sans ce qui dépend du nombre d'états.
fn told(outcome: &Value) -> Value {
    let mut outcome = outcome.clone();
    for rank in ["state", "schedule"] {
        outcome.as_object_mut().unwrap().remove(rank);
    }
    outcome
}

/// Ce qui se lit d'un graphe, sans un rang de ses tables.
struct Graph {
    contents: Vec<String>,
    /// Les étapes de chaque état : ce qui s'en lit, et où elles mènent.
    steps: Vec<Vec<(String, usize)>>,
}

impl Graph {
    fn read(graph: &Value) -> Self {
        let at = |table: &str, rank: &Value| -> Value {
            graph[table][rank.as_u64().unwrap() as usize].clone()
        };
        let all = |table: &str, ranks: &Value| -> Vec<Value> {
            let ranks = ranks.as_array().unwrap().iter();
            ranks.map(|rank| at(table, rank)).collect()
        };
        let text = |rank: &Value| at("texts", rank);
        let states = graph["states"].as_array().unwrap().iter();
        let contents: Vec<String> = states
            .map(|state| {
                let threads: Vec<Value> = all("threads", &state["t"])
                    .iter()
                    .map(|row| json!([text(&row[0]), row[1], text(&row[2]), text(&row[3])]))
                    .collect();
                let end = state.get("end").map(|end| told(&at("outcomes", end)));
                json!([
                    threads,
                    all("objects", &state["o"]),
                    text(&state["out"]),
                    end
                ])
                .to_string()
            })
            .collect();
        let mut steps = vec![Vec::new(); contents.len()];
        for edge in graph["edges"].as_array().unwrap() {
            let peer = edge.get(5).map(|peer| json!([text(&peer[0]), peer[1]]));
            let label = json!([text(&edge[2]), edge[3], text(&edge[4]), peer]).to_string();
            let [from, to] = [0, 1].map(|end| edge[end].as_u64().unwrap() as usize);
            steps[from].push((label, to));
        }
        Self { contents, steps }
    }
}
