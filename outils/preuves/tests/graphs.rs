//! Les graphes gardés avec les listings sont ceux que donne l'exploration.

use entrelacs::{Config, Identity};
use preuves::graphs::{self, Kept};
use preuves::rustc;
use recit::ending::OutcomeKind;
use recit::graph::{Graph, OutcomeRow, StateRow};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;

/// Le plus qu'un graphe puisse peser : une page le charge quand on le demande.
const MAX_BYTES: usize = 25_000;

/// La version de Rust qui a donné les messages : ils changent de l'une à l'autre.
const MESSAGES_FROM: &str = "rustc 1.95.";

/// Faux où deux états d'un fil peuvent ne pas se fusionner : le graphe est alors
/// plus gros, mais dit la même chose.
fn is_exact() -> bool {
    Identity::Memory.here() == Identity::Memory
}

#[test]
fn les_graphes_sont_a_jour() {
    if env::var_os("RECRIRE").is_some() {
        let touched = graphs::update().unwrap_or_else(|message| panic!("{message}"));
        println!("{} graphes récrits", touched.len());
    }
    let expected = graphs::expected().unwrap_or_else(|message| panic!("{message}"));
    assert!(!expected.is_empty(), "aucun listing exploré");
    let mut errors: Vec<String> = Vec::new();
    for (path, Kept { text, place }) in &expected {
        let path_text = path.display();
        if path.extension().is_some_and(|it| it == "stderr") {
            errors.extend(stale_message(path, text, place));
            continue;
        }
        match fs::read_to_string(path) {
            Ok(kept) if kept == *text => {}
            Ok(kept) => match differences(&parsed(&kept), &parsed(text)) {
                Some(_) if !is_exact() && !parsed(text).complete => {
                    println!("{path_text} ne s'explore pas entièrement ici");
                }
                Some(difference) => errors.push(format!("{place}: {path_text} : {difference}")),
                None => println!("le même, fusionné autrement : {path_text}"),
            },
            Err(_) => errors.push(format!("{place}: {path_text} manque")),
        }
        println!("{:>6} octets  {path_text}", text.len());
        if is_exact() && text.len() > MAX_BYTES {
            errors.push(format!(
                "{place}: {path_text} pèserait {} octets, {MAX_BYTES} au plus : réduisez le programme",
                text.len()
            ));
        }
    }
    for path in graphs::present().unwrap() {
        if !expected.contains_key(&path) {
            errors.push(format!("{} n'a pas de programme", path.display()));
        }
    }
    assert!(
        errors.is_empty(),
        "{}\nPour récrire les graphes : cargo xtask explore --recrire",
        errors.join("\n")
    );
}

/// En quoi le message gardé à `path` n'est plus celui de rustc, que seule cette version
/// dit ainsi.
fn stale_message(path: &Path, message: &str, place: &str) -> Option<String> {
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept.is_empty() {
        return Some(format!("{place}: {} manque", path.display()));
    }
    let version = rustc::version();
    if !version.starts_with(MESSAGES_FROM) {
        println!(
            "{} : relevé avec une autre version que {version}",
            path.display()
        );
        return None;
    }
    (kept != message).then(|| format!("{place}: {} n'est plus ce que dit rustc", path.display()))
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
    for (path, Kept { text, .. }) in graphs::explored(&config).unwrap() {
        let kept = parsed(&fs::read_to_string(&path).unwrap());
        let fresh = parsed(&text);
        if !fresh.complete {
            println!("incomplet : {}", path.display());
            continue;
        }
        let difference = differences(&kept, &fresh);
        assert_eq!(difference, None, "{}", path.display());
        let states = |graph: &Graph| graph.states.len();
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
    let path = graphs::folder().join("introduction/main_n_attend_pas.graphe.json");
    let kept = parsed(&fs::read_to_string(path).unwrap());
    assert_eq!(differences(&kept, &kept), None);
    let change = |change: fn(&mut Graph)| {
        let mut changed = kept.clone();
        change(&mut changed);
        differences(&kept, &changed)
    };
    let last_edge = |graph: &mut Graph| {
        graph.edges.pop();
    };
    assert!(change(last_edge).is_some());
    assert!(change(|graph| graph.events[2].event.line = 99).is_some());
    assert!(change(|graph| graph.threads[2].line = 99).is_some());
    assert!(change(|graph| graph.states[8].out = 0).is_some());
    assert!(change(|graph| graph.outcomes[0].kind = OutcomeKind::Panic).is_some());
    assert!(change(|graph| graph.source.clear()).is_some());
}

fn parsed(text: &str) -> Graph {
    serde_json::from_str(text).unwrap()
}

/// En quoi deux graphes ne disent pas la même chose, quel que soit le nombre de
/// leurs états : depuis le premier, les mêmes étapes mènent à ce qui se lit de même.
fn differences(kept: &Graph, fresh: &Graph) -> Option<String> {
    let heading = |graph: &Graph| {
        let Graph {
            version,
            program,
            source,
            reduced,
            time,
            complete,
            ..
        } = graph.clone();
        (version, program, source, reduced, time, complete)
    };
    if heading(kept) != heading(fresh) {
        return Some("son en-tête a changé".to_owned());
    }
    let outcomes =
        |graph: &Graph| -> BTreeSet<String> { graph.outcomes.iter().map(told).collect() };
    if outcomes(kept) != outcomes(fresh) {
        return Some("les issues ont changé".to_owned());
    }
    let graphs = [kept, fresh];
    let start = kept.states.len();
    // Des états sont d'abord de la même classe s'ils se lisent de même ; puis tant
    // que leurs étapes se lisent de même et mènent aux mêmes classes.
    let mut classes = numbered(graphs.into_iter().flat_map(contents));
    let steps = graphs.map(steps);
    loop {
        let steps = steps.iter().zip([0, start]).flat_map(|(steps, first)| {
            steps.iter().map(move |steps| {
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
fn told(outcome: &OutcomeRow) -> String {
    let outcome = OutcomeRow {
        state: 0,
        schedule: Vec::new(),
        ..outcome.clone()
    };
    format!("{outcome:?}")
}

/// Ce qui se lit de chaque état, sans un rang des tables.
fn contents(graph: &Graph) -> Vec<String> {
    let read = |state: &StateRow| {
        let threads: Vec<_> = state.t.iter().map(|&rank| &graph.threads[rank]).collect();
        let objects: Vec<_> = state.o.iter().map(|&rank| &graph.objects[rank]).collect();
        let end = state.end.map(|end| told(&graph.outcomes[end]));
        format!("{:?}", (threads, objects, &graph.outputs[state.out], end))
    };
    graph.states.iter().map(read).collect()
}

/// Les étapes de chaque état : ce qui s'en lit, et où elles mènent.
fn steps(graph: &Graph) -> Vec<Vec<(String, usize)>> {
    let mut steps = vec![Vec::new(); graph.states.len()];
    for &(from, to, event) in &graph.edges {
        steps[from].push((format!("{:?}", graph.events[event]), to));
    }
    steps
}
