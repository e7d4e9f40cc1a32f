//! Ce que la page propose de prédire d'un programme qui a plusieurs issues : parmi
//! ces textes, lesquels peut-il avoir affichés quand il s'arrête, et peut-il ne
//! jamais finir ?
//!
//! Les textes possibles sont ceux de l'exploration. Les impossibles en viennent
//! aussi : deux lignes échangées, une ligne de moins, un nombre voisin, un mot ou une
//! ligne pris à une autre issue ; n'est gardé que ce qu'aucune exécution n'affiche. Une
//! exploration incomplète, ou faite à une taille réduite, n'exclut rien du
//! programme montré : il n'y a alors rien à prédire.
//!
//! `theme/prediction.js` lit ces données dans la page :
//!
//! ```json
//! {"stamp": "0a1b2c", "outputs": 2, "endless": "parfois",
//!  "choices": [{"text": "a\n", "outcomes": [[0, "fin normale"]]}, {"text": "b\n"}]}
//! ```

use crate::page::html::escape;
use crate::program::graph::Graph;
use crate::stamp::{hash, stamp};
use recit::ending::OutcomeKind;
use serde::Serialize;
use std::collections::BTreeMap;

/// Le plus de textes possibles à la fois.
const MOST_POSSIBLE: usize = 4;
/// Le plus de textes en tout.
const MOST: usize = 6;
/// Le plus d'impossibles.
const MOST_IMPOSSIBLE: usize = 3;

/// Ce qu'un programme donne à prédire.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prediction {
    /// L'empreinte du reste : une prédiction ne vaut que pour ce qui a été montré.
    stamp: String,
    /// Combien de textes différents sont possibles en tout.
    outputs: usize,
    /// S'il peut ne jamais finir : « jamais », « parfois » ou « toujours ».
    endless: &'static str,
    choices: Vec<Choice>,
}

/// Une issue : son rang, le nom de sa fin.
type Ending = (usize, &'static str);

/// Un texte proposé.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Choice {
    text: String,
    /// Les issues qui l'affichent ; aucune s'il est impossible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<Ending>,
}

impl Prediction {
    /// Ce que le programme `id` donne à prédire, d'après son graphe ; rien s'il n'a
    /// qu'une issue, si son exploration n'exclut rien, ou si aucun texte n'est à exclure.
    pub fn of(id: &str, graph: &Graph) -> Option<Self> {
        let document = &graph.document;
        let proven = document.complete && document.reduced.is_empty() && graph.fresh;
        if !proven || graph.outcomes().len() < 2 {
            return None;
        }
        let mut possible: BTreeMap<&str, Vec<Ending>> = BTreeMap::new();
        for (rank, outcome) in graph.outcomes().iter().enumerate() {
            let endings = possible.entry(outcome.stdout.as_str()).or_default();
            endings.push((rank, outcome.kind.label()));
        }
        let mut choices: Vec<Choice> = shown(&possible)
            .into_iter()
            .map(|text| Choice {
                text: text.to_owned(),
                outcomes: possible[text].clone(),
            })
            .collect();
        let room = MOST_IMPOSSIBLE.min(MOST - choices.len());
        let texts: Vec<&str> = possible.keys().copied().collect();
        let excluded = impossible(&texts, room);
        if excluded.is_empty() {
            return None;
        }
        choices.extend(excluded.into_iter().map(|text| Choice {
            text,
            outcomes: Vec::new(),
        }));
        // Un ordre qui ne dit rien, et qui reste le même.
        choices.sort_by_key(|choice| hash(&format!("{id} {}", choice.text)));
        let endless = |kind| matches!(kind, OutcomeKind::Deadlock | OutcomeKind::Livelock);
        let stuck = graph.outcomes().iter().filter(|o| endless(o.kind)).count();
        Some(Self {
            stamp: stamp(&format!("{id} {choices:?}")),
            outputs: possible.len(),
            endless: match stuck {
                0 => "jamais",
                n if n == graph.outcomes().len() => "toujours",
                _ => "parfois",
            },
            choices,
        })
    }

    /// L'élément qui la propose ; vide sans JavaScript.
    pub fn to_html(&self, id: &str) -> String {
        let data = serde_json::json!(self).to_string();
        format!(
            "<listing-prediction data-id=\"{id}\" data-prediction=\"{}\"></listing-prediction>\n",
            escape(&data)
        )
    }
}

/// Les textes possibles à montrer : d'abord un de chaque façon de finir, puis
/// d'autres, également répartis.
fn shown<'a>(possible: &BTreeMap<&'a str, Vec<Ending>>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut endings: Vec<&str> = Vec::new();
    for (text, outcomes) in possible {
        let fresh = outcomes.iter().any(|(_, label)| !endings.contains(label));
        if fresh && found.len() < MOST_POSSIBLE {
            endings.extend(outcomes.iter().map(|(_, label)| label));
            found.push(text);
        }
    }
    let others: Vec<&str> = possible
        .keys()
        .copied()
        .filter(|text| !found.contains(text))
        .collect();
    let room = others.len().min(MOST_POSSIBLE - found.len());
    found.extend((0..room).map(|i| others[i * others.len() / room]));
    found
}

/// Une sorte d'erreur : ce qu'elle fait des lignes d'un texte, et de celles des autres.
type Mistake = fn(&[&str], &[Vec<&str>]) -> Vec<Vec<String>>;

/// Au plus `room` textes que n'affiche aucune exécution : de chaque sorte d'erreur à
/// son tour.
fn impossible(possible: &[&str], room: usize) -> Vec<String> {
    let texts: Vec<Vec<&str>> = possible.iter().map(|text| text.lines().collect()).collect();
    let all = |mistake: Mistake| {
        let made = texts.iter().flat_map(|lines| mistake(lines, &texts));
        let made = made.map(|lines| lines.iter().map(|line| format!("{line}\n")).collect());
        // Une fin de ligne de plus ou de moins ne se voit pas.
        let seen = |text: &String| possible.iter().any(|p| p.trim_end() == text.trim_end());
        let made = made.filter(|text: &String| !seen(text));
        made.collect::<Vec<String>>()
    };
    let kinds = [
        all(swapped),
        all(neighbours),
        all(reworded),
        all(mixed),
        all(cut),
    ];
    let mut found: Vec<String> = Vec::new();
    let longest = kinds.iter().map(Vec::len).max().unwrap_or(0);
    for rank in 0..longest {
        for kind in &kinds {
            let fresh = kind.get(rank).filter(|text| !found.contains(text));
            found.extend(fresh.cloned());
        }
    }
    if found.is_empty() {
        // Rien d'autre : deux issues à la suite.
        found = all(both);
    }
    found.truncate(room);
    found
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// Deux lignes échangées, les dernières d'abord.
fn swapped(lines: &[&str], _: &[Vec<&str>]) -> Vec<Vec<String>> {
    let pairs = (1..lines.len()).rev();
    pairs
        .map(|i| {
            let mut lines = owned(lines);
            lines.swap(i - 1, i);
            lines
        })
        .collect()
}

/// Un nombre de la dernière ligne qui en a, plus grand ou plus petit de un.
fn neighbours(lines: &[&str], _: &[Vec<&str>]) -> Vec<Vec<String>> {
    let has_digit = |line: &&str| line.bytes().any(|byte| byte.is_ascii_digit());
    let Some(rank) = lines.iter().rposition(has_digit) else {
        return Vec::new();
    };
    let line = lines[rank];
    let end = 1 + line.rfind(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let start = line[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| {
            at + line[at..].chars().next().map_or(1, char::len_utf8)
        });
    let start = start - usize::from(line[..start].ends_with('-'));
    let Ok(number) = line[start..end].parse::<i64>() else {
        return Vec::new();
    };
    let other = |number: i64| {
        let mut lines = owned(lines);
        lines[rank] = format!("{}{number}{}", &line[..start], &line[end..]);
        lines
    };
    let lower = number.checked_sub(1).filter(|lower| *lower >= 0);
    let higher = number.checked_add(1);
    lower.into_iter().chain(higher).map(other).collect()
}

/// Un mot pris à une autre issue, à la même place d'une ligne d'autant de mots.
fn reworded(lines: &[&str], texts: &[Vec<&str>]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        for other in texts.iter().filter_map(|text| text.get(place)) {
            let others: Vec<&str> = other.split(' ').collect();
            let known = words.len() == others.len();
            for i in (0..words.len()).filter(|&i| known && words[i] != others[i]) {
                let mut mixed = words.clone();
                mixed[i] = others[i];
                let mut lines = owned(lines);
                lines[place] = mixed.join(" ");
                found.push(lines);
            }
        }
    }
    found
}

/// Ses lignes, puis celles d'une autre issue.
fn both(lines: &[&str], texts: &[Vec<&str>]) -> Vec<Vec<String>> {
    let others = texts.iter().filter(|other| other.as_slice() != lines);
    others
        .map(|other| owned(&[lines, other.as_slice()].concat()))
        .collect()
}

/// Une ligne prise à une autre issue, à la même place.
fn mixed(lines: &[&str], texts: &[Vec<&str>]) -> Vec<Vec<String>> {
    let places = (0..lines.len()).rev();
    let others = |place: usize| texts.iter().filter_map(move |text| text.get(place));
    places
        .flat_map(|place| {
            others(place)
                .filter(move |line| **line != lines[place])
                .map(move |line| {
                    let mut lines = owned(lines);
                    lines[place] = (*line).to_owned();
                    lines
                })
        })
        .collect()
}

/// La dernière ligne de moins, ou la première.
fn cut(lines: &[&str], _: &[Vec<&str>]) -> Vec<Vec<String>> {
    match lines {
        [] | [_] => Vec::new(),
        [_, rest @ ..] => vec![owned(&lines[..lines.len() - 1]), owned(rest)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row};
    use OutcomeKind::{Deadlock, Exit};
    use recit::graph::{Graph as Document, OutcomeRow, Reduced};

    fn graph(outcomes: Vec<OutcomeRow>) -> Graph {
        Graph {
            document: Document {
                outcomes,
                ..empty()
            },
            fresh: true,
        }
    }

    fn texts(prediction: &Prediction, possible: bool) -> Vec<&str> {
        let wanted = |choice: &&Choice| choice.outcomes.is_empty() != possible;
        let choices = prediction.choices.iter().filter(wanted);
        let mut texts: Vec<&str> = choices.map(|choice| choice.text.as_str()).collect();
        texts.sort_unstable();
        texts
    }

    #[test]
    fn les_impossibles_ressemblent_aux_possibles() {
        let lost = graph(vec![
            row(Exit, "Valeur : 2\n", "9"),
            row(Exit, "Valeur : 1\n", "9"),
        ]);
        let prediction = Prediction::of("c/a", &lost).unwrap();
        assert_eq!(texts(&prediction, true), ["Valeur : 1\n", "Valeur : 2\n"]);
        assert_eq!(texts(&prediction, false), ["Valeur : 0\n", "Valeur : 3\n"]);
        assert_eq!(prediction.endless, "jamais");

        let dishes = graph(vec![
            row(Exit, "a x b y\n", "9"),
            row(Exit, "a y b x\n", "9"),
        ]);
        let prediction = Prediction::of("c/a", &dishes).unwrap();
        assert_eq!(texts(&prediction, false), ["a x b x\n", "a y b y\n"]);

        let stuck = graph(vec![row(Exit, "un\ndeux\n", "9"), row(Deadlock, "", "9")]);
        let prediction = Prediction::of("c/a", &stuck).unwrap();
        assert_eq!(texts(&prediction, true), ["", "un\ndeux\n"]);
        assert_eq!(texts(&prediction, false), ["deux\n", "deux\nun\n", "un\n"]);
        assert_eq!(prediction.endless, "parfois");
        let always = graph(vec![row(Deadlock, "a 1\n", "9"), row(Deadlock, "", "9")]);
        assert_eq!(Prediction::of("c/a", &always).unwrap().endless, "toujours");

        // Un mot, ou rien : aucun texte voisin n'est à exclure.
        let poor = graph(vec![row(Exit, "a\n", "9"), row(Deadlock, "", "9")]);
        assert_eq!(Prediction::of("c/a", &poor), None);
    }

    #[test]
    fn aucun_possible_n_est_dit_impossible() {
        // Tous les ordres de trois lignes, et leurs débuts : rien de tout cela n'est
        // impossible.
        let lines = ["a 1", "b 2", "é-3"];
        let mut outcomes = Vec::new();
        for i in 0..3 {
            for j in 0..3 {
                for k in 0..3 {
                    let text = [i, j, k].map(|rank: usize| format!("{}\n", lines[rank]));
                    outcomes.push(row(Exit, &text.concat(), "1"));
                    outcomes.push(row(Deadlock, &text[..2].concat(), "1"));
                }
            }
        }
        let graph = graph(outcomes);
        let prediction = Prediction::of("c/a", &graph).unwrap();
        let possible: Vec<&str> = graph.outcomes().iter().map(|o| o.stdout.as_str()).collect();
        let unended = super::impossible(&["a", "b\n"], 9);
        assert_eq!(unended, ["a\nb\n", "b\na\n"]);
        let wrong = texts(&prediction, false);
        assert!(!wrong.is_empty() && prediction.choices.len() <= MOST);
        assert!(
            wrong.iter().all(|text| !possible.contains(text)),
            "{wrong:?}"
        );
        let right = texts(&prediction, true);
        assert!(
            right.iter().all(|text| possible.contains(text)),
            "{right:?}"
        );
        // Chaque façon de finir est montrée.
        let shown = prediction
            .choices
            .iter()
            .flat_map(|choice| &choice.outcomes);
        let labels: Vec<&str> = shown.map(|(_, label)| *label).collect();
        assert!(labels.contains(&"fin normale") && labels.contains(&"interblocage"));
    }

    #[test]
    fn rien_n_est_predit_de_ce_qui_n_est_pas_prouve() {
        let two = || vec![row(Exit, "a\n", "9"), row(Exit, "b\n", "9")];
        assert!(Prediction::of("c/a", &graph(two())).is_some());
        assert_eq!(
            Prediction::of("c/a", &graph(vec![row(Exit, "a\n", "9")])),
            None
        );
        let mut incomplete = graph(two());
        incomplete.document.complete = false;
        let mut stale = graph(two());
        stale.fresh = false;
        let mut reduced = graph(two());
        reduced.document.reduced = vec![Reduced {
            constant: "N".to_owned(),
            original: "1000".to_owned(),
            explored: "3".to_owned(),
        }];
        for unproven in [incomplete, stale, reduced] {
            assert_eq!(Prediction::of("c/a", &unproven), None);
        }
    }
}
