//! La mission d'un programme exploré : ce que le lecteur doit faire arriver.
//!
//! `listings/<chapitre>/<nom>.mission.toml`, s'il existe, la donne :
//!
//! ```toml
//! texte = "Obtenez 1 au lieu de 3."
//! # Le but : une issue prouvée, par sa sortie entière, par sa fin, ou les deux…
//! sortie = "Valeur finale : 1\n"
//! fin = "normale"    # ou « panique », « interblocage », « sans fin »
//! # … ou un moment : tant de fils qui attendent à la fois.
//! # attente = 2
//! ```
//!
//! Sans ce fichier, la mission vient du graphe : une mauvaise fin s'il y en a
//! une, sinon une issue que n'atteint pas l'exécution qui change le moins de
//! fil, sinon un moment où le plus de fils attendent.

use crate::program::graph::{Graph, is_bad};
use recit::ending::OutcomeKind;
use recit::graph::{OutcomeRow, ThreadState};
use serde::{Deserialize, Serialize};
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    texte: String,
    sortie: Option<toml::Spanned<String>>,
    fin: Option<toml::Spanned<String>>,
    attente: Option<toml::Spanned<usize>>,
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

    fn parse(text: &str, graph: &Graph) -> Result<Self, (usize, String)> {
        let line = |span: Range<usize>| 1 + text[..span.start].matches('\n').count();
        let file: File = toml::from_str(text).map_err(|error| {
            (
                error.span().map_or(1, line),
                format!("mission illisible : {}", error.message()),
            )
        })?;
        if let Some(wanted) = &file.attente {
            let most = most_waiting(graph);
            if file.sortie.is_some() || file.fin.is_some() {
                let message = "« attente » ne va ni avec « sortie », ni avec « fin »".to_owned();
                return Err((line(wanted.span()), message));
            }
            let wanted_count = *wanted.get_ref();
            if wanted_count == 0 || wanted_count > most {
                let message = format!(
                    "aucun moment n'a {wanted_count} fils qui attendent : le plus est {most}"
                );
                return Err((line(wanted.span()), message));
            }
            return Ok(Self {
                text: file.texte,
                goal: Goal::Waiting(wanted_count),
            });
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
            let message = "la mission n'a pas de but : donnez « sortie », « fin » ou « attente »";
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
        Ok(Self {
            text: file.texte,
            goal: Goal::Outcomes(outcomes),
        })
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
            return Self {
                text: text.to_owned(),
                goal: Goal::Outcomes(ranks(graph, |outcome| {
                    is_bad(outcome) && outcome.kind == kind
                })),
            };
        }
        let all = graph.outcomes();
        let usual = usual_outcome(graph).and_then(|rank| all.get(rank));
        let usual = usual.or(all.first()).map_or("", |outcome| &outcome.stdout);
        if let Some(other) = all.iter().rposition(|outcome| outcome.stdout != usual) {
            return Self {
                text: wanted_output(&all[other].stdout, usual),
                goal: Goal::Outcomes(vec![other]),
            };
        }
        match most_waiting(graph) {
            0 => Self {
                text: "Menez le programme jusqu'à sa fin.".to_owned(),
                goal: Goal::Outcomes(ranks(graph, |_| true)),
            },
            1 => Self {
                text: "Trouvez un moment où un fil attend.".to_owned(),
                goal: Goal::Waiting(1),
            },
            most => Self {
                text: format!("Faites attendre {most} fils en même temps."),
                goal: Goal::Waiting(most),
            },
        }
    }
}

/// Les fichiers de mission qui n'accompagnent aucun programme.
pub fn orphans(listings_dir: &Path) -> Vec<String> {
    let entries = |dir: &Path| fs::read_dir(dir).into_iter().flatten().flatten();
    let mut messages: Vec<String> = entries(listings_dir)
        .flat_map(|chapter| entries(&chapter.path()))
        .filter_map(|file| {
            let path = file.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".mission.toml")?;
            let program = path.with_file_name(format!("{name}.rs"));
            let place = path.strip_prefix(listings_dir).unwrap_or(&path).display();
            (!program.exists()).then(|| {
                format!("listings/{place} est seul : aucun programme n'a cette mission ; renommez-le ou supprimez-le")
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
    let document = &graph.document;
    let waits = |thread: &&usize| document.threads[**thread].state == ThreadState::Waiting;
    let states = document.states.iter();
    let waiting = states.map(|state| state.t.iter().filter(waits).count());
    waiting.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row as outcome};
    use OutcomeKind::{Deadlock, Exit};
    use recit::event::{Action, ActionKind, Event, Outcome};
    use recit::graph::{EventRow, Graph as Document, StateRow, ThreadRow};
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
            json!({ "text": "Un", "outcomes": [1] })
        );
        let mission = Mission::parse("texte = \"Un\"\nattente = 2\n", &graph).unwrap();
        assert_eq!(
            serde_json::to_value(&mission).unwrap(),
            json!({ "text": "Un", "waiting": 2 })
        );
    }

    #[test]
    fn une_mission_sans_programme_est_nommee() {
        let names = ["c/a.rs", "c/a.mission.toml", "c/b.mission.toml"];
        let dir = testing::tree(names.map(|name| (name, "")));
        let orphans = orphans(dir.path());
        assert_eq!(orphans.len(), 1);
        assert!(orphans[0].starts_with("listings/c/b.mission.toml est seul"));
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
            ("texte = \"a\"\n", 1, "pas de but"),
            ("texte = \"a\"\nbut = 1\n", 2, "illisible"),
        ] {
            let (found, message) = Mission::parse(file, &graph).unwrap_err();
            assert_eq!(found, line, "{file}");
            assert!(message.contains(expected), "{file} : {message}");
        }
    }
}
