//! Ce qui prouve la clé d'une question, et ses clés fausses.

use crate::normalize::normalize;
use crate::program::Program;
use crate::question::{Answer, Blocking, Content, Kind, Measure, Output, Question};
use crate::text::Text;
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;

/// Les nombres qu'une réponse peut écrire en lettres.
const NUMBERS: [&str; 21] = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
];

/// Ce qui connaît la vérité sur un programme.
pub trait Oracle {
    /// Les codes d'erreur de rustc ; aucun si le programme compile.
    ///
    /// # Errors
    ///
    /// Un message si rustc n'a pas pu être interrogé.
    fn codes(&self, program: &Program) -> Result<BTreeSet<String>, String>;

    /// Toutes les issues du programme.
    ///
    /// # Errors
    ///
    /// Un message si le programme ne s'explore pas en entier.
    fn outcomes(&self, program: &Program) -> Result<BTreeSet<Output>, String>;
}

/// Vérifie la clé de `question`. Sans programme, il n'y a rien à prouver.
///
/// # Errors
///
/// Ce que dit la clé, et la vérité.
pub fn check(question: &Question, oracle: &impl Oracle) -> Result<(), String> {
    let Some(program) = &question.program else {
        return Ok(());
    };
    let codes = oracle.codes(program)?;
    if question.kind == Kind::Compiles {
        return check_codes(question, &codes);
    }
    if !codes.is_empty() {
        return Err(format!(
            "le programme doit compiler, mais {}",
            told_codes(&codes)
        ));
    }
    let truth = oracle.outcomes(program)?;
    match &question.answer {
        Answer::Options(_) if question.kind == Kind::Blocks => check_blocking(question, &truth),
        Answer::Options(proposals) => {
            let alone = question.kind == Kind::Prints;
            if alone && truth.len() != 1 {
                return Err(format!(
                    "une question `affiche` a un programme à une seule issue, mais {}",
                    told_outcomes(&truth)
                ));
            }
            for proposal in proposals {
                let Content::Output(output) = &proposal.content else {
                    continue;
                };
                if truth.contains(output) != proposal.right {
                    return Err(format!(
                        "la clé tient {output} pour {}, mais {}",
                        if proposal.right {
                            "possible"
                        } else {
                            "impossible"
                        },
                        told_outcomes(&truth)
                    ));
                }
            }
            Ok(())
        }
        Answer::Short {
            accepted, measure, ..
        } => check_short(accepted, *measure, &truth),
        Answer::Order(steps) => {
            let lines: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
            let expected = Output {
                stdout: lines.join("\n"),
                ending: OutcomeKind::Exit,
            };
            match truth.len() == 1 && truth.contains(&expected) {
                true => Ok(()),
                false => Err(format!(
                    "les étapes donnent {expected} pour seule issue, mais {}",
                    told_outcomes(&truth)
                )),
            }
        }
    }
}

/// Toutes les façons de fausser la clé de `question`, une faute chacune. Aucune
/// si la question n'a pas de programme.
pub fn falsified(question: &Question) -> Vec<Question> {
    if question.program.is_none() {
        return Vec::new();
    }
    let with = |answer: Answer| Question {
        answer,
        ..question.clone()
    };
    match &question.answer {
        // Chaque proposition change de camp.
        Answer::Options(proposals) if question.kind == Kind::Outputs => (0..proposals.len())
            .map(|i| {
                let mut proposals = proposals.clone();
                proposals[i].right = !proposals[i].right;
                with(Answer::Options(proposals))
            })
            .collect(),
        // Une autre proposition est la juste.
        Answer::Options(proposals) => (0..proposals.len())
            .filter(|&i| !proposals[i].right)
            .map(|i| {
                let mut proposals = proposals.clone();
                for (j, proposal) in proposals.iter_mut().enumerate() {
                    proposal.right = i == j;
                }
                with(Answer::Options(proposals))
            })
            .collect(),
        // Une forme admise est fausse, ou une forme fausse est admise.
        Answer::Short {
            accepted,
            measure,
            mistakes,
        } => (0..=accepted.len())
            .map(|i| {
                let mut accepted = accepted.clone();
                let wrong = Text {
                    line: question.line,
                    text: "99".to_owned(),
                };
                match accepted.get_mut(i) {
                    Some(form) => *form = wrong,
                    None => accepted.push(wrong),
                }
                with(Answer::Short {
                    accepted,
                    measure: *measure,
                    mistakes: mistakes.clone(),
                })
            })
            .collect(),
        // Deux étapes voisines sont échangées.
        Answer::Order(steps) => (1..steps.len())
            .map(|i| {
                let mut steps = steps.clone();
                steps.swap(i - 1, i);
                with(Answer::Order(steps))
            })
            .collect(),
    }
}

fn check_codes(question: &Question, codes: &BTreeSet<String>) -> Result<(), String> {
    let key = right(question);
    let matches = match &key {
        Some(Content::Code(None)) => codes.is_empty(),
        Some(Content::Code(Some(code))) => codes.len() == 1 && codes.contains(code),
        _ => false,
    };
    match (matches, key) {
        (true, _) => Ok(()),
        (false, Some(key)) => Err(format!("la clé dit : {key}, mais {}", told_codes(codes))),
        (false, None) => Err(format!("aucune clé, mais {}", told_codes(codes))),
    }
}

fn check_blocking(question: &Question, truth: &BTreeSet<Output>) -> Result<(), String> {
    if truth
        .iter()
        .any(|output| output.ending == OutcomeKind::Livelock)
    {
        return Err(format!(
            "« se bloquer » n'est pas « tourner sans fin », et {}",
            told_outcomes(truth)
        ));
    }
    let blocked = truth
        .iter()
        .filter(|output| output.ending == OutcomeKind::Deadlock)
        .count();
    let expected = match blocked {
        0 => Blocking::Never,
        count if count == truth.len() => Blocking::Always,
        _ => Blocking::Sometimes,
    };
    match right(question) {
        Some(Content::Blocking(key)) if key == expected => Ok(()),
        Some(key) => Err(format!("la clé dit : {key}, mais {}", told_outcomes(truth))),
        None => Err(format!("aucune clé, mais {}", told_outcomes(truth))),
    }
}

fn check_short(
    accepted: &[Text],
    measure: Option<Measure>,
    truth: &BTreeSet<Output>,
) -> Result<(), String> {
    for form in accepted {
        let given = normalize(&form.text);
        let right = match measure {
            Some(Measure::Count) => number(&given) == Some(truth.len()),
            _ => {
                truth.len() == 1
                    && truth.iter().all(|output| {
                        output.ending == OutcomeKind::Exit && normalize(&output.stdout) == given
                    })
            }
        };
        if !right {
            return Err(format!(
                "la clé admet « {} », mais {}",
                form.text,
                told_outcomes(truth)
            ));
        }
    }
    Ok(())
}

/// La proposition juste, s'il n'y en a qu'une.
fn right(question: &Question) -> Option<Content> {
    let Answer::Options(proposals) = &question.answer else {
        return None;
    };
    let mut right = proposals.iter().filter(|proposal| proposal.right);
    match (right.next(), right.next()) {
        (Some(only), None) => Some(only.content.clone()),
        _ => None,
    }
}

fn number(text: &str) -> Option<usize> {
    let spelled = NUMBERS.iter().position(|number| *number == text);
    spelled.or_else(|| text.parse().ok())
}

fn told_codes(codes: &BTreeSet<String>) -> String {
    match codes.len() {
        0 => "le programme compile".to_owned(),
        _ => {
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            format!("rustc le refuse, avec {}", codes.join(" et "))
        }
    }
}

fn told_outcomes(truth: &BTreeSet<Output>) -> String {
    let told: Vec<String> = truth.iter().map(ToString::to_string).collect();
    match told.len() {
        1 => format!("la seule issue est {}", told[0]),
        count => format!("les {count} issues sont {}", told.join(" ; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Quiz;

    /// Ce que l'oracle des essais répond à tout programme.
    struct Fixed {
        codes: &'static [&'static str],
        outcomes: &'static [(&'static str, OutcomeKind)],
    }

    impl Oracle for Fixed {
        fn codes(&self, _: &Program) -> Result<BTreeSet<String>, String> {
            Ok(self.codes.iter().map(ToString::to_string).collect())
        }

        fn outcomes(&self, _: &Program) -> Result<BTreeSet<Output>, String> {
            let outcomes = self.outcomes.iter().map(|(stdout, ending)| Output {
                stdout: (*stdout).to_owned(),
                ending: *ending,
            });
            Ok(outcomes.collect())
        }
    }

    /// La question de ce genre et de cette clé, répétée pour faire un quiz.
    fn question(genre: &str, key: &str) -> Question {
        let text: String = (0..4)
            .map(|i| {
                format!(
                    "[[question]]\nnom = \"q{i}\"\ngenre = \"{genre}\"\nenonce = \"E ?\"\npassage = \"#a\"\n\
                     explication = \"Car.\"\nprogramme = 'fn main() {{}}'\n{key}\n"
                )
            })
            .collect();
        let quiz = Quiz::parse("q", "c/p", &text).unwrap_or_else(|errors| panic!("{errors:?}"));
        quiz.questions[0].clone()
    }

    fn proposals(tables: &[&str]) -> String {
        tables
            .iter()
            .map(|table| format!("[[question.proposition]]\n{table}\n"))
            .collect()
    }

    /// La clé est juste, et chacune de ses `count` clés fausses est refusée.
    #[track_caller]
    fn proven(question: &Question, oracle: &Fixed, count: usize, truth: &str) {
        assert_eq!(check(question, oracle), Ok(()));
        let wrong = falsified(question);
        assert_eq!(wrong.len(), count);
        for wrong in wrong {
            let message = check(&wrong, oracle).expect_err("une clé fausse passe");
            assert!(message.contains(truth), "{message}");
        }
    }

    const REFUSED: Fixed = Fixed {
        codes: &["E0382"],
        outcomes: &[],
    };
    const ONE: Fixed = Fixed {
        codes: &[],
        outcomes: &[("a\nb\nc", OutcomeKind::Exit)],
    };
    const TWO: Fixed = Fixed {
        codes: &[],
        outcomes: &[("a", OutcomeKind::Exit), ("", OutcomeKind::Deadlock)],
    };

    #[test]
    fn compile_ou_non() {
        let key = proposals(&[
            "code = \"aucun\"",
            "code = \"E0382\"\njuste = true",
            "code = \"E0277\"",
        ]);
        let asked = question("compile", &key);
        proven(&asked, &REFUSED, 2, "rustc le refuse, avec E0382");
        let message = check(&asked, &ONE).unwrap_err();
        assert_eq!(
            message,
            "la clé dit : rustc refuse, avec E0382, mais le programme compile"
        );
    }

    #[test]
    fn qu_affiche_t_il() {
        let key = proposals(&[
            "sortie = \"a\\nb\\nc\"\njuste = true",
            "sortie = \"a\\nc\\nb\"",
            "sortie = \"a\\nb\\nc\"\nfin = \"interblocage\"",
        ]);
        let asked = question("affiche", &key);
        proven(&asked, &ONE, 2, "la seule issue est « a ⏎ b ⏎ c »");
        assert!(check(&asked, &TWO).unwrap_err().contains("les 2 issues"));
        assert!(
            check(&asked, &REFUSED)
                .unwrap_err()
                .contains("doit compiler")
        );
    }

    #[test]
    fn quelles_sorties() {
        let key = proposals(&[
            "sortie = \"a\"\njuste = true",
            "sortie = \"\"\nfin = \"interblocage\"\njuste = true",
            "sortie = \"b\"",
        ]);
        proven(&question("sorties", &key), &TWO, 3, "puis interblocage");
    }

    #[test]
    fn peut_il_se_bloquer() {
        for (reponse, oracle) in [("jamais", &ONE), ("parfois", &TWO)] {
            let asked = question("blocage", &format!("reponse = \"{reponse}\""));
            proven(&asked, oracle, 2, "issue");
        }
        let always = Fixed {
            codes: &[],
            outcomes: &[("", OutcomeKind::Deadlock)],
        };
        let asked = question("blocage", "reponse = \"toujours\"");
        proven(&asked, &always, 2, "la seule issue");
        let endless = Fixed {
            codes: &[],
            outcomes: &[("", OutcomeKind::Livelock)],
        };
        assert!(check(&asked, &endless).is_err());
    }

    #[test]
    fn reponse_courte() {
        let asked = question("texte", "mesure = \"sortie\"\naccepte = [\"A b c\"]");
        proven(&asked, &ONE, 2, "la seule issue");
        let asked = question("texte", "mesure = \"nombre\"\naccepte = [\"2\", \"deux\"]");
        proven(&asked, &TWO, 3, "les 2 issues");
    }

    #[test]
    fn remise_en_ordre() {
        let asked = question("ordre", "etapes = [\"a\", \"b\", \"c\"]");
        proven(&asked, &ONE, 2, "la seule issue");
    }
}
