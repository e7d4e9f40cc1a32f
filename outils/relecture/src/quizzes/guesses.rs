//! Ce que gagne, sur tout le livre, qui répond toujours de la même façon sans lire.

use quiz::{Answer, Blocking, Content, Kind, Named, Proposal, Question, Quiz, Source, number};
use std::collections::BTreeMap;
use std::fmt;

/// Les questions à une réponse parmi plusieurs, ensemble.
const ALL: &str = "une réponse, tous genres";

/// Ce qu'une habitude a pu gagner.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Gain {
    /// Les questions où elle s'applique.
    pub asked: usize,
    /// Celles qu'elle réussit ; entre deux réponses qu'elle ne distingue pas, elle tire
    /// au sort.
    pub right: f64,
}

impl Gain {
    /// Ce qu'elle réussit, sur 100.
    pub fn percent(self) -> f64 {
        match self.asked {
            0 => 0.0,
            #[allow(clippy::cast_precision_loss)] // quelques centaines de questions
            asked => 100.0 * self.right / asked as f64,
        }
    }
}

impl fmt::Display for Gain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, right } = self;
        write!(f, "{:5.1} % ({right:.1} sur {asked})", self.percent())
    }
}

/// Chaque habitude, et ce qu'elle gagne.
pub fn gains(quizzes: &[Quiz]) -> BTreeMap<String, Gain> {
    let mut gains: BTreeMap<String, Gain> = BTreeMap::new();
    let mut add = |habit: &str, right: f64| {
        let gain = gains.entry(habit.to_owned()).or_default();
        gain.asked += 1;
        gain.right += right;
    };
    let numbers = numbers(quizzes);
    let questions = quizzes
        .iter()
        .flat_map(|quiz| quiz.questions.iter().map(move |it| (quiz, it)));
    for (quiz, question) in questions {
        match &question.answer {
            Answer::Options(proposals) => {
                for (habit, right) in options(quiz, question, proposals) {
                    add(&habit, right);
                }
            }
            Answer::Short { .. } => {
                if let Some(answer) = numeric(question) {
                    for common in numbers.keys() {
                        let habit = format!("nombre : toujours {common}");
                        add(&habit, score(*common == answer));
                    }
                }
            }
            Answer::Order { .. } => {
                let displayed = question.displayed(&quiz.page);
                let reversed = displayed.iter().rev().copied().collect::<Vec<_>>();
                add(
                    "ordre : l'inverse de l'ordre affiché",
                    score(reversed.is_sorted()),
                );
                let mut rotated = displayed;
                rotated.rotate_right(1);
                add(
                    "ordre : la dernière étape d'abord",
                    score(rotated.is_sorted()),
                );
            }
        }
    }
    gains.insert(BEST.to_owned(), best(&gains));
    gains
}

/// L'habitude de qui en a une par genre, la meilleure.
const BEST: &str = "la meilleure habitude de chaque genre";

fn best(gains: &BTreeMap<String, Gain>) -> Gain {
    let mut kinds: BTreeMap<&str, Gain> = BTreeMap::new();
    for (habit, gain) in gains {
        let kind = habit.split(" : ").next().unwrap_or_default();
        let known = kinds.entry(kind).or_default();
        if kind != ALL && (known.asked == 0 || gain.percent() > known.percent()) {
            *known = *gain;
        }
    }
    let kinds = kinds.into_values();
    kinds.fold(Gain::default(), |sum, gain| Gain {
        asked: sum.asked + gain.asked,
        right: sum.right + gain.right,
    })
}

/// Ce que gagnent les habitudes à une question à propositions.
fn options(quiz: &Quiz, question: &Question, proposals: &[Proposal]) -> Vec<(String, f64)> {
    let kind = question.kind.name();
    let displayed: Vec<&Proposal> = question
        .displayed(&quiz.page)
        .into_iter()
        .map(|rank| &proposals[rank])
        .collect();
    let mut found = Vec::new();
    if question.several() {
        let last = displayed.len() - 1;
        let all_but = |skipped: Option<usize>| {
            let mut checked = displayed.iter().enumerate();
            score(checked.all(|(rank, it)| it.right == (Some(rank) != skipped)))
        };
        found.push(("plusieurs : tout cocher".to_owned(), all_but(None)));
        found.push((
            "plusieurs : tout sauf la première".to_owned(),
            all_but(Some(0)),
        ));
        found.push((
            "plusieurs : tout sauf la dernière".to_owned(),
            all_but(Some(last)),
        ));
        return found;
    }
    if question.kind == Kind::Blocks {
        for (blocking, name) in Blocking::ALL {
            let key = displayed.iter().find(|it| it.right);
            let right = key.is_some_and(|it| it.content == Content::Blocking(*blocking));
            found.push((format!("{kind} : toujours « {name} »"), score(right)));
        }
        return found;
    }
    let lengths: Vec<usize> = displayed
        .iter()
        .map(|it| length(&it.content, question))
        .collect();
    let extreme = |wanted: Option<&usize>| {
        let chosen = displayed.iter().zip(&lengths);
        let chosen: Vec<bool> = chosen
            .filter(|(_, length)| Some(*length) == wanted)
            .map(|(it, _)| it.right)
            .collect();
        shared(&chosen)
    };
    let place = |place: usize| score(displayed.get(place).is_some_and(|it| it.right));
    let mut add = |habit: &str, right: f64| {
        found.push((format!("{kind} : {habit}"), right));
        found.push((format!("{ALL} : {habit}"), right));
    };
    add("la plus longue", extreme(lengths.iter().max()));
    add("la plus courte", extreme(lengths.iter().min()));
    add("la première", place(0));
    add("la deuxième", place(1));
    add("la dernière", place(displayed.len() - 1));
    found
}

/// Ce que le lecteur voit d'une proposition est long de tant de caractères ; la ligne
/// dont elle parle en fait partie.
fn length(content: &Content, question: &Question) -> usize {
    let visible = |text: &str| text.chars().filter(|c| *c != '`').count();
    let program = question.program.as_ref().map(|program| &program.source);
    let code = |line: Option<usize>| match (program, line) {
        (Some(Source::Here(text)), Some(line)) => {
            let code = text.text.lines().nth(line - 1);
            code.map_or(0, |code| visible(code.trim()))
        }
        _ => 0,
    };
    match content {
        Content::Text(text) => visible(&text.text),
        Content::Compiles { refused, reason } => code(*refused) + visible(&reason.text),
        Content::Line { line, reason } => code(Some(*line)) + visible(&reason.text),
        Content::Output(output) => output.stdout.chars().count(),
        Content::Blocking(_) => 0,
    }
}

/// La réponse d'une question qui demande un nombre.
fn numeric(question: &Question) -> Option<usize> {
    let Answer::Short { accepted, .. } = &question.answer else {
        return None;
    };
    accepted.iter().find_map(|form| number(&form.text))
}

/// Les nombres qui sont la réponse d'une question.
fn numbers(quizzes: &[Quiz]) -> BTreeMap<usize, usize> {
    let mut numbers = BTreeMap::new();
    for answer in quizzes
        .iter()
        .flat_map(|quiz| &quiz.questions)
        .filter_map(numeric)
    {
        *numbers.entry(answer).or_default() += 1;
    }
    numbers
}

/// Ce que gagne, en moyenne, un tirage parmi ces réponses.
fn shared(chosen: &[bool]) -> f64 {
    let right = chosen.iter().filter(|right| **right).count();
    match u32::try_from(chosen.len()) {
        Ok(0) | Err(_) => 0.0,
        Ok(count) => f64::from(u32::try_from(right).unwrap_or(u32::MAX)) / f64::from(count),
    }
}

fn score(right: bool) -> f64 {
    f64::from(u8::from(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quatre questions à choix, où la plus longue est toujours juste, et une à nombre.
    #[test]
    fn une_habitude_qui_gagne_se_voit() {
        let choice = |name: &str| {
            let wrong = |text: &str| {
                format!("[[question.proposition]]\ntexte = \"{text}\"\npourquoi = \"Non.\"\n")
            };
            format!(
                "[[question]]\nnom = \"{name}\"\ngenre = \"choix\"\nenonce = \"E ?\"\npassage = \"#a\"\nexplication = \"Car.\"\n\
                 [[question.proposition]]\ntexte = \"la plus longue\"\njuste = true\n{}{}",
                wrong("courte"),
                wrong("aussi `courte`"),
            )
        };
        let mistake = |form: &str| {
            format!("[[question.erreur]]\nreponses = [\"{form}\"]\npourquoi = \"Non.\"\n")
        };
        let number = format!(
            "[[question]]\nnom = \"n\"\ngenre = \"texte\"\nenonce = \"Combien ?\"\npassage = \"#a\"\nexplication = \"Car.\"\n\
             accepte = [\"6\", \"six\"]\n{}{}",
            mistake("1"),
            mistake("2"),
        );
        let source = ["a", "b", "c"].map(choice).concat() + &number;
        let quiz = Quiz::parse("f", "c/p", &source).unwrap_or_else(|errors| panic!("{errors:?}"));
        let gains = gains(&[quiz]);
        let percent = |habit: &str| gains[habit].percent();
        assert!(percent("choix : la plus longue") > 99.0, "{gains:#?}");
        assert!(percent("choix : la plus courte") < 1.0, "{gains:#?}");
        assert!(percent("nombre : toujours 6") > 99.0, "{gains:#?}");
    }
}
