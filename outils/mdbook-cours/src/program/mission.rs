//! La mission d'un programme exploré : ce que le lecteur doit faire arriver.
//!
//! `listings/<chapitre>/<nom>.mission.toml`, s'il existe, la donne :
//!
//! ```toml
//! texte = "Obtenez 1 au lieu de 3."
//! # Le but : une issue prouvée, par sa sortie entière, par sa fin, ou les deux…
//! sortie = "Valeur finale : 1\n"
//! fin = "normale"    # ou « panique », « interblocage », « sans fin »
//! # … ou un moment : tant de fils qui attendent à la fois…
//! # attente = 2
//! # … ou des fils qui attendent à ces lignes du fichier, chacun à la sienne.
//! # lignes = [12, 19]
//! ```
//!
//! Une mission a un par : le plus petit nombre de pas qui l'accomplit, d'après le
//! graphe. Une exploration incomplète n'en prouve aucun.
//!
//! Sans ce fichier, la mission vient du graphe : une mauvaise fin s'il y en a
//! une, sinon une issue que n'atteint pas l'exécution qui change le moins de
//! fil, sinon un moment où le plus de fils attendent.

use crate::program::graph::{Graph, is_bad};
use crate::program::repair;
use recit::ending::OutcomeKind;
use recit::graph::{Graph as Document, OutcomeRow, ThreadState};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// Une mission, dont le but est atteignable : le graphe le prouve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mission {
    /// Ce qui est demandé au lecteur.
    pub text: String,
    /// Ce qui l'accomplit.
    #[serde(flatten)]
    pub goal: Goal,
    /// Le plus petit nombre de pas qui l'accomplit ; `None` : il n'est pas prouvé.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub par: Option<usize>,
}

/// Ce qui accomplit une mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Goal {
    /// Finir par une de ces issues, par leur rang dans le graphe.
    #[serde(rename = "outcomes")]
    Outcomes(Vec<usize>),
    /// Passer par un état où tant de fils attendent.
    #[serde(rename = "waiting")]
    Waiting(usize),
    /// Passer par un état où, à chacune de ces lignes, un fil attend.
    #[serde(rename = "lines")]
    Lines(Vec<u32>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    texte: String,
    sortie: Option<toml::Spanned<String>>,
    fin: Option<toml::Spanned<String>>,
    attente: Option<toml::Spanned<usize>>,
    lignes: Option<toml::Spanned<Vec<u32>>>,
}

/// Ce que dit une mission d'une fin normale ; les autres se disent par leur nom.
const NORMAL: &str = "normale";

impl Mission {
    /// La mission du listing `reference` : celle de son fichier, ou celle que
    /// le graphe suggère.
    ///
    /// # Errors
    ///
    /// Un fichier mal écrit, ou un but qui n'est pas prouvé, avec le fichier et
    /// la ligne.
    pub fn load(listings_dir: &Path, reference: &str, graph: &Graph) -> Result<Self, String> {
        let name = format!("{reference}.mission.toml");
        match fs::read_to_string(listings_dir.join(&name)) {
            Ok(text) => Self::parse(&text, graph)
                .map_err(|(line, message)| format!("listings/{name}:{line}: {message}")),
            Err(_) => Ok(Self::suggested(graph)),
        }
    }

    /// La mission d'un but, et son par.
    fn new(text: impl Into<String>, goal: Goal, graph: &Graph) -> Self {
        Self {
            text: text.into(),
            par: par(&goal, graph),
            goal,
        }
    }

    fn parse(text: &str, graph: &Graph) -> Result<Self, (usize, String)> {
        let line = |span: Range<usize>| 1 + text[..span.start].matches('\n').count();
        let file: File = toml::from_str(text).map_err(|error| {
            (
                error.span().map_or(1, line),
                format!("mission illisible : {}", error.message()),
            )
        })?;
        let alone = |key: &str, span: Range<usize>, other: bool| {
            if other || file.sortie.is_some() || file.fin.is_some() {
                return Err((line(span), format!("« {key} » ne va avec aucun autre but")));
            }
            Ok(())
        };
        if let Some(wanted) = &file.lignes {
            alone("lignes", wanted.span(), file.attente.is_some())?;
            let goal = Goal::Lines(wanted.get_ref().clone());
            let document = &graph.document;
            if wanted.get_ref().is_empty()
                || !(0..document.states.len()).any(|state| reached(&goal, document, state))
            {
                let message =
                    "à aucun moment des fils n'attendent à ces lignes, chacun à la sienne";
                return Err((line(wanted.span()), message.to_owned()));
            }
            return Ok(Self::new(file.texte, goal, graph));
        }
        if let Some(wanted) = &file.attente {
            let most = most_waiting(graph);
            alone("attente", wanted.span(), file.lignes.is_some())?;
            let wanted_count = *wanted.get_ref();
            if wanted_count == 0 || wanted_count > most {
                let message = format!(
                    "aucun moment n'a {wanted_count} fils qui attendent : le plus est {most}"
                );
                return Err((line(wanted.span()), message));
            }
            return Ok(Self::new(file.texte, Goal::Waiting(wanted_count), graph));
        }
        let kind = match &file.fin {
            None => None,
            Some(ending) => {
                let name = ending.get_ref().as_str();
                let known = match name {
                    NORMAL => Some(OutcomeKind::Exit),
                    _ => OutcomeKind::abnormal(name),
                };
                if known.is_none() {
                    let names = OutcomeKind::ABNORMAL
                        .map(|kind| format!(", « {kind} »"))
                        .concat();
                    let message = format!("fin inconnue « {name} » : écrivez « {NORMAL} »{names}");
                    return Err((line(ending.span()), message));
                }
                known
            }
        };
        let Some(span) = file
            .sortie
            .as_ref()
            .map(toml::Spanned::span)
            .or(file.fin.as_ref().map(toml::Spanned::span))
        else {
            let message =
                "la mission n'a pas de but : donnez « sortie », « fin », « attente » ou « lignes »";
            return Err((1, message.to_owned()));
        };
        let outcomes: Vec<usize> = ranks(graph, |outcome| {
            kind.is_none_or(|kind| outcome.kind == kind)
                && file
                    .sortie
                    .as_ref()
                    .is_none_or(|stdout| outcome.stdout == *stdout.get_ref())
        });
        if outcomes.is_empty() {
            let message = "aucune issue prouvée n'est celle-là : \
                           `cargo xtask explore` les donne toutes";
            return Err((line(span), message.to_owned()));
        }
        Ok(Self::new(file.texte, Goal::Outcomes(outcomes), graph))
    }

    /// La mission que suggère un graphe.
    pub fn suggested(graph: &Graph) -> Self {
        let bad = ranks(graph, is_bad);
        if let Some(&first) = bad.first() {
            let kind = graph.outcomes()[first].kind;
            let text = match kind {
                OutcomeKind::Deadlock => {
                    "Provoquez l'interblocage : plus aucun fil ne peut avancer."
                }
                OutcomeKind::Panic => "Provoquez la panique de `main`.",
                OutcomeKind::Error => "Faites finir le programme sur une erreur.",
                OutcomeKind::Abort => "Provoquez l'arrêt brutal du programme.",
                OutcomeKind::Livelock => "Trouvez l'exécution qui ne finit pas.",
                _ => "Faites paniquer un fil.",
            };
            let goal = Goal::Outcomes(ranks(graph, |outcome| {
                is_bad(outcome) && outcome.kind == kind
            }));
            return Self::new(text, goal, graph);
        }
        let all = graph.outcomes();
        let usual = usual_outcome(graph).and_then(|rank| all.get(rank));
        let usual = usual.or(all.first()).map_or("", |outcome| &outcome.stdout);
        if let Some(other) = all.iter().rposition(|outcome| outcome.stdout != usual) {
            let text = wanted_output(&all[other].stdout, usual);
            return Self::new(text, Goal::Outcomes(vec![other]), graph);
        }
        match most_waiting(graph) {
            0 => {
                let goal = Goal::Outcomes(ranks(graph, |_| true));
                Self::new("Menez le programme jusqu'à sa fin.", goal, graph)
            }
            1 => Self::new(
                "Trouvez un moment où un fil attend.",
                Goal::Waiting(1),
                graph,
            ),
            most => {
                let text = format!("Faites attendre {most} fils en même temps.");
                Self::new(text, Goal::Waiting(most), graph)
            }
        }
    }
}

/// Les fichiers de mission, et de réparation, qui n'accompagnent aucun programme.
pub fn orphans(listings_dir: &Path) -> Vec<String> {
    let entries = |dir: &Path| fs::read_dir(dir).into_iter().flatten().flatten();
    let mut messages: Vec<String> = entries(listings_dir)
        .flat_map(|chapter| entries(&chapter.path()))
        .filter_map(|file| {
            let path = file.path();
            let file = path.file_name()?.to_str()?;
            let kinds = [(".mission.toml", "mission"), (repair::SUFFIX, "réparation")];
            let (name, what) = kinds
                .into_iter()
                .find_map(|(suffix, what)| Some((file.strip_suffix(suffix)?, what)))?;
            let program = path.with_file_name(format!("{name}.rs"));
            let place = path.strip_prefix(listings_dir).unwrap_or(&path).display();
            (!program.exists()).then(|| {
                format!("listings/{place} est seul : aucun programme n'a cette {what} ; renommez-le ou supprimez-le")
            })
        })
        .collect();
    messages.sort();
    messages
}

fn wanted_output(wanted: &str, usual: &str) -> String {
    let quoted = |text: &str| {
        let lines: Vec<String> = text.lines().map(|line| format!("« {line} »")).collect();
        match lines.is_empty() {
            true => "rien du tout".to_owned(),
            false => lines.join(", puis "),
        }
    };
    match wanted.lines().count().max(usual.lines().count()) {
        0 | 1 => format!(
            "Faites afficher {} au lieu de {}.",
            quoted(wanted),
            quoted(usual)
        ),
        _ => format!("Faites afficher {}.", quoted(wanted)),
    }
}

fn ranks(graph: &Graph, wanted: impl Fn(&OutcomeRow) -> bool) -> Vec<usize> {
    graph
        .outcomes()
        .iter()
        .enumerate()
        .filter(|(_, outcome)| wanted(outcome))
        .map(|(rank, _)| rank)
        .collect()
}

/// L'issue de l'exécution où chaque fil va aussi loin qu'il peut.
fn usual_outcome(graph: &Graph) -> Option<usize> {
    let document = &graph.document;
    let thread_of = |event: usize| document.events[event].event.thread.as_str();
    let mut state = 0;
    let mut thread = None;
    // Un programme peut ne pas finir ainsi.
    for _ in 0..document.states.len() {
        let mut possible = document.edges.iter().filter(|edge| edge.0 == state);
        let first = possible.clone().next();
        let same = possible.find(|edge| Some(thread_of(edge.2)) == thread);
        let Some(&(_, to, event)) = same.or(first) else {
            break;
        };
        state = to;
        thread = Some(thread_of(event));
    }
    document.states.get(state)?.end
}

/// Le plus de fils qui attendent à la fois.
fn most_waiting(graph: &Graph) -> usize {
    let states = 0..graph.document.states.len();
    let waiting = states.map(|state| waiting(&graph.document, state));
    waiting.max().unwrap_or(0)
}

/// Combien de fils attendent dans cet état.
fn waiting(document: &Document, state: usize) -> usize {
    waiting_lines(document, state).count()
}

/// La ligne de chaque fil qui attend dans cet état.
fn waiting_lines(document: &Document, state: usize) -> impl Iterator<Item = u32> {
    let threads = document.states[state].t.iter();
    let threads = threads.map(|&thread| &document.threads[thread]);
    let waiting = threads.filter(|thread| thread.state == ThreadState::Waiting);
    waiting.map(|thread| thread.line)
}

/// Le plus petit nombre de pas qui mène du départ au but : un parcours en largeur.
fn par(goal: &Goal, graph: &Graph) -> Option<usize> {
    let document = &graph.document;
    if !document.complete {
        return None;
    }
    let mut steps: Vec<Vec<usize>> = vec![Vec::new(); document.states.len()];
    for &(from, to, _) in &document.edges {
        steps.get_mut(from)?.push(to);
    }
    let mut seen = vec![false; document.states.len()];
    let mut waiting = VecDeque::from([(0, 0)]);
    while let Some((state, distance)) = waiting.pop_front() {
        if std::mem::replace(seen.get_mut(state)?, true) {
            continue;
        }
        if reached(goal, document, state) {
            return Some(distance);
        }
        waiting.extend(steps[state].iter().map(|&to| (to, distance + 1)));
    }
    None
}

/// Le but est-il atteint dans cet état ?
fn reached(goal: &Goal, document: &Document, state: usize) -> bool {
    match goal {
        Goal::Outcomes(ranks) => ranks
            .iter()
            .any(|&rank| document.outcomes[rank].state == state),
        Goal::Waiting(wanted) => waiting(document, state) >= *wanted,
        Goal::Lines(wanted) => {
            let mut lines: Vec<u32> = waiting_lines(document, state).collect();
            // Une même ligne peut être demandée à deux fils.
            wanted.iter().all(|line| {
                let found = lines.iter().position(|it| it == line);
                found.map(|rank| lines.swap_remove(rank)).is_some()
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row as outcome};
    use OutcomeKind::{Deadlock, Exit};
    use recit::event::{Action, ActionKind, Event, Outcome};
    use recit::graph::{EventRow, StateRow, ThreadRow};
    use serde_json::json;

    fn graph(outcomes: Vec<OutcomeRow>) -> Graph {
        let thread = |state| ThreadRow {
            name: "main".to_owned(),
            state,
            line: 1,
            text: "lire".to_owned(),
            reason: String::new(),
        };
        let state = |t: &[usize], end| StateRow {
            t: t.to_vec(),
            o: Vec::new(),
            out: 0,
            end,
        };
        let event = EventRow {
            event: Event {
                thread: "main".to_owned(),
                line: 1,
                action: Action::new(ActionKind::Yield),
                outcome: Outcome::Done,
                peer: None,
            },
            text: String::new(),
        };
        Graph {
            document: Document {
                outcomes,
                threads: vec![thread(ThreadState::Ready), thread(ThreadState::Waiting)],
                states: vec![
                    state(&[0, 1], None),
                    state(&[1, 1], Some(1)),
                    state(&[0], Some(0)),
                ],
                events: vec![event],
                edges: vec![(0, 1, 0), (0, 2, 0)],
                ..empty()
            },
            fresh: true,
        }
    }

    #[test]
    fn sans_fichier_le_graphe_suggere() {
        let suggested = |outcomes| Mission::suggested(&graph(outcomes));
        let mission = suggested(vec![
            outcome(Exit, "a\n", "9"),
            outcome(Deadlock, "", "1"),
            outcome(Deadlock, "a\n", "1"),
        ]);
        assert!(mission.text.contains("interblocage"));
        assert_eq!(mission.goal, Goal::Outcomes(vec![1, 2]));

        let mission = suggested(vec![outcome(Exit, "3\n", "90"), outcome(Exit, "2\n", "10")]);
        assert_eq!(mission.text, "Faites afficher « 3 » au lieu de « 2 ».");
        assert_eq!(mission.goal, Goal::Outcomes(vec![0]));

        let mission = suggested(vec![outcome(Exit, "3\n", "90")]);
        assert_eq!(mission.goal, Goal::Waiting(2));
    }

    #[test]
    fn un_fichier_vise_une_issue_prouvee() {
        let graph = graph(vec![outcome(Exit, "3\n", "90"), outcome(Exit, "1\n", "2")]);
        let mission = Mission::parse("texte = \"Un\"\nsortie = \"1\\n\"\n", &graph).unwrap();
        assert_eq!(
            serde_json::to_value(&mission).unwrap(),
            json!({ "text": "Un", "outcomes": [1], "par": 0 })
        );
        let mission = Mission::parse("texte = \"Un\"\nattente = 2\n", &graph).unwrap();
        assert_eq!(
            serde_json::to_value(&mission).unwrap(),
            json!({ "text": "Un", "waiting": 2, "par": 1 })
        );
        let lines = "texte = \"Un\"\nlignes = [1, 1]\n";
        let mission = Mission::parse(lines, &graph).unwrap();
        assert_eq!(
            serde_json::to_value(&mission).unwrap(),
            json!({ "text": "Un", "lines": [1, 1], "par": 1 })
        );
    }

    /// Le plus court de tous les chemins sans retour qui mènent au but, essayés un à un.
    fn shortest_of_all(goal: &Goal, document: &Document, path: &mut Vec<usize>) -> Option<usize> {
        let state = path[path.len() - 1];
        let mut best = reached(goal, document, state).then_some(path.len() - 1);
        for edge in document.edges.iter().filter(|edge| edge.0 == state) {
            if !path.contains(&edge.1) {
                path.push(edge.1);
                let found = shortest_of_all(goal, document, path);
                path.pop();
                best = best.into_iter().chain(found).min();
            }
        }
        best
    }

    #[test]
    fn le_par_est_le_plus_court_de_tous_les_chemins() {
        // Les mêmes graphes à chaque essai.
        let mut seed = 15_u64;
        let mut draw = |bound: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % bound
        };
        let mut lengths = [0; 4];
        for _ in 0..2000 {
            let mut random = graph(vec![outcome(Exit, "3\n", "1"), outcome(Deadlock, "", "1")]);
            let states = 2 + draw(6);
            let document = &mut random.document;
            document.states = (0..states)
                .map(|_| StateRow {
                    t: (0..3).map(|_| draw(2)).collect(),
                    o: Vec::new(),
                    out: 0,
                    end: None,
                })
                .collect();
            let edges = 0..draw(3 * states);
            document.edges = edges.map(|_| (draw(states), draw(states), 0)).collect();
            document.outcomes[0].state = draw(states);
            document.outcomes[1].state = draw(states);
            let goals = [vec![0], vec![0, 1]].map(Goal::Outcomes);
            let waits = (1..=3).map(Goal::Waiting);
            for goal in goals.into_iter().chain(waits) {
                let expected = shortest_of_all(&goal, &random.document, &mut vec![0]);
                assert_eq!(par(&goal, &random), expected, "{random:?}, {goal:?}");
                lengths[expected.map_or(3, |length| length.min(2))] += 1;
            }
        }
        assert!(lengths.iter().all(|&count| count > 100), "{lengths:?}");
    }

    #[test]
    fn une_exploration_incomplete_ne_prouve_aucun_par() {
        let mut graph = graph(vec![outcome(Exit, "3\n", "90")]);
        assert_eq!(Mission::suggested(&graph).par, Some(1));
        graph.document.complete = false;
        let mission = Mission::suggested(&graph);
        assert_eq!(mission.par, None);
        assert!(json!(mission).get("par").is_none());
    }

    #[test]
    fn une_mission_sans_programme_est_nommee() {
        let names = [
            "c/a.rs",
            "c/a.mission.toml",
            "c/a.reparation.toml",
            "c/b.mission.toml",
            "c/b.reparation.toml",
        ];
        let dir = testing::tree(names.map(|name| (name, "")));
        let orphans = orphans(dir.path());
        assert_eq!(orphans.len(), 2);
        assert!(orphans[0].starts_with("listings/c/b.mission.toml est seul"));
        assert!(
            orphans[1]
                .contains("c/b.reparation.toml est seul : aucun programme n'a cette réparation")
        );
    }

    #[test]
    fn un_but_qui_n_est_pas_prouve_est_refuse_avec_sa_ligne() {
        let graph = graph(vec![outcome(Exit, "3\n", "90")]);
        for (file, line, expected) in [
            (
                "texte = \"a\"\n\nsortie = \"4\\n\"\n",
                3,
                "aucune issue prouvée",
            ),
            (
                "texte = \"a\"\nfin = \"interblocage\"\n",
                2,
                "aucune issue prouvée",
            ),
            (
                "texte = \"a\"\nfin = \"heureuse\"\n",
                2,
                "fin inconnue « heureuse »",
            ),
            ("texte = \"a\"\nattente = 3\n", 2, "le plus est 2"),
            ("texte = \"a\"\nlignes = [1, 1, 1]\n", 2, "à aucun moment"),
            ("texte = \"a\"\nlignes = [2]\n", 2, "à aucun moment"),
            ("texte = \"a\"\nlignes = []\n", 2, "à aucun moment"),
            (
                "texte = \"a\"\nlignes = [1]\nattente = 1\n",
                2,
                "ne va avec aucun autre but",
            ),
            ("texte = \"a\"\n", 1, "pas de but"),
            ("texte = \"a\"\nbut = 1\n", 2, "illisible"),
        ] {
            let (found, message) = Mission::parse(file, &graph).unwrap_err();
            assert_eq!(found, line, "{file}");
            assert!(message.contains(expected), "{file} : {message}");
        }
    }
}
