//! Ce qui prouve la clé d'une question, et ses clés fausses.

use crate::normalize::normalize;
use crate::program::Program;
use crate::question::{Answer, Blocking, Content, Kind, Measure, Output, Proposal, Question};
use crate::text::Text;
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;

/// Les nombres qu'une réponse peut écrire en lettres.
const NUMBERS: [&str; 21] = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
];

/// Ce que rustc refuse d'un programme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Le code de l'erreur.
    pub code: String,
    /// La ligne qu'elle désigne.
    pub line: usize,
}

/// Ce qui connaît la vérité sur un programme.
pub trait Oracle {
    /// Ce que rustc refuse ; rien si le programme compile.
    ///
    /// # Errors
    ///
    /// Un message si rustc n'a pas pu être interrogé.
    fn refusals(&self, program: &Program) -> Result<BTreeSet<Refusal>, String>;

    /// Toutes les issues du programme.
    ///
    /// # Errors
    ///
    /// Un message si le programme ne s'explore pas en entier.
    fn outcomes(&self, program: &Program) -> Result<BTreeSet<Output>, String>;

    /// Les lignes où un fil attend pour toujours, dans une issue au moins.
    ///
    /// # Errors
    ///
    /// Un message si le programme ne s'explore pas en entier.
    fn waits(&self, program: &Program) -> Result<BTreeSet<usize>, String>;

    /// Les lignes où un fil panique, dans une issue au moins.
    ///
    /// # Errors
    ///
    /// Un message si le programme ne s'explore pas en entier.
    fn panics(&self, program: &Program) -> Result<BTreeSet<usize>, String>;
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
    let refusals = oracle.refusals(program)?;
    if question.kind == Kind::Compiles {
        return check_refusals(question, &refusals);
    }
    if !refusals.is_empty() {
        return Err(format!(
            "le programme doit compiler, mais {}",
            told_refusals(&refusals)
        ));
    }
    match question.kind {
        Kind::Line => {
            let truth = oracle.waits(program)?;
            return check_lines(question, &truth, "attend pour toujours");
        }
        Kind::Panics => return check_lines(question, &oracle.panics(program)?, "panique"),
        _ => {}
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
        Answer::Order { steps, .. } => {
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
        Answer::Options(proposals)
            if matches!(question.kind, Kind::Outputs | Kind::Line | Kind::Panics) =>
        {
            (0..proposals.len())
                .map(|i| {
                    let mut proposals = proposals.clone();
                    proposals[i].right = !proposals[i].right;
                    with(Answer::Options(proposals))
                })
                .collect()
        }
        // Une autre proposition est la juste ; de deux qui désignent la même ligne, rien
        // ne dit laquelle donne la raison.
        Answer::Options(proposals) => (0..proposals.len())
            .filter(|&i| !proposals[i].right)
            .filter(|&i| {
                let line = line(&proposals[i]);
                line.is_none()
                    || proposals
                        .iter()
                        .all(|it| !it.right || self::line(it) != line)
            })
            .map(|i| {
                let mut proposals = proposals.clone();
                for (j, proposal) in proposals.iter_mut().enumerate() {
                    proposal.right = i == j;
                }
                with(Answer::Options(proposals))
            })
            // Le code d'erreur est un autre.
            .chain(question.code.as_ref().map(|code| Question {
                code: Some(Text {
                    line: code.line,
                    text: "E0000".to_owned(),
                }),
                ..question.clone()
            }))
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
        Answer::Order { steps, whys } => (1..steps.len())
            .map(|i| {
                let (mut steps, whys) = (steps.clone(), whys.clone());
                steps.swap(i - 1, i);
                with(Answer::Order { steps, whys })
            })
            .collect(),
    }
}

/// La ligne que, selon cette proposition, rustc refuse.
fn line(proposal: &Proposal) -> Option<usize> {
    match &proposal.content {
        Content::Compiles { refused, .. } => *refused,
        _ => None,
    }
}

fn check_refusals(question: &Question, refusals: &BTreeSet<Refusal>) -> Result<(), String> {
    let key = right(question);
    let code = question.code.as_ref().map(|code| code.text.as_str());
    let matches = match &key {
        Some(Content::Compiles { refused: None, .. }) => refusals.is_empty(),
        Some(Content::Compiles {
            refused: Some(line),
            ..
        }) => {
            let same = |it: &Refusal| it.line == *line && Some(it.code.as_str()) == code;
            refusals.len() == 1 && refusals.iter().all(same)
        }
        _ => false,
    };
    let told = told_refusals(refusals);
    match (matches, key) {
        (true, _) => Ok(()),
        (false, Some(key)) => {
            let code = code.map(|code| format!(" ({code})")).unwrap_or_default();
            Err(format!("la clé dit : {key}{code}, mais {told}"))
        }
        (false, None) => Err(format!("aucune clé, mais {told}")),
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

/// Les lignes justes sont celles où un fil s'arrête ainsi, toutes, et elles seules.
fn check_lines(question: &Question, truth: &BTreeSet<usize>, stops: &str) -> Result<(), String> {
    let Answer::Options(proposals) = &question.answer else {
        return Ok(());
    };
    let right = proposals.iter().filter(|proposal| proposal.right);
    let key: BTreeSet<usize> = right
        .filter_map(|proposal| match proposal.content {
            Content::Line { line, .. } => Some(line),
            _ => None,
        })
        .collect();
    if !truth.is_empty() && key == *truth {
        return Ok(());
    }
    Err(format!(
        "la clé dit {key:?}, mais les lignes où un fil {stops}, dans une issue au moins, sont {truth:?}"
    ))
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

/// Le nombre qu'écrit la réponse courte `text`, en chiffres ou en lettres.
pub fn number(text: &str) -> Option<usize> {
    let text = normalize(text);
    let spelled = NUMBERS.iter().position(|number| *number == text);
    spelled.or_else(|| text.parse().ok())
}

fn told_refusals(refusals: &BTreeSet<Refusal>) -> String {
    match refusals.len() {
        0 => "le programme compile".to_owned(),
        _ => {
            let told = |it: &Refusal| format!("{} à la ligne {}", it.code, it.line);
            let told: Vec<String> = refusals.iter().map(told).collect();
            format!("rustc le refuse, avec {}", told.join(" et "))
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
    use crate::question::{Named as _, Quiz};

    /// Ce que l'oracle des essais répond à tout programme.
    struct Fixed {
        refusals: &'static [(&'static str, usize)],
        outcomes: &'static [(&'static str, OutcomeKind)],
        waits: &'static [usize],
        panics: &'static [usize],
    }

    impl Oracle for Fixed {
        fn refusals(&self, _: &Program) -> Result<BTreeSet<Refusal>, String> {
            let refusals = self.refusals.iter().map(|(code, line)| Refusal {
                code: (*code).to_owned(),
                line: *line,
            });
            Ok(refusals.collect())
        }

        fn outcomes(&self, _: &Program) -> Result<BTreeSet<Output>, String> {
            let outcomes = self.outcomes.iter().map(|(stdout, ending)| Output {
                stdout: (*stdout).to_owned(),
                ending: *ending,
            });
            Ok(outcomes.collect())
        }

        fn waits(&self, _: &Program) -> Result<BTreeSet<usize>, String> {
            Ok(self.waits.iter().copied().collect())
        }

        fn panics(&self, _: &Program) -> Result<BTreeSet<usize>, String> {
            Ok(self.panics.iter().copied().collect())
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

    /// Ces propositions, les fausses avec leur raison.
    fn proposals(tables: &[&str]) -> String {
        let table = |table: &&str| {
            let why = match table.contains("juste") {
                true => "",
                false => "\npourquoi = \"Non.\"",
            };
            format!("[[question.proposition]]\n{table}{why}\n")
        };
        tables.iter().map(table).collect()
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
        refusals: &[("E0382", 3)],
        outcomes: &[],
        waits: &[],
        panics: &[],
    };
    const ONE: Fixed = Fixed {
        refusals: &[],
        outcomes: &[("a\nb\nc", OutcomeKind::Exit)],
        waits: &[],
        panics: &[],
    };
    const TWO: Fixed = Fixed {
        refusals: &[],
        outcomes: &[("a", OutcomeKind::Exit), ("", OutcomeKind::Deadlock)],
        waits: &[],
        panics: &[],
    };

    #[test]
    fn la_ligne_ou_un_fil_attend() {
        let blocked = Fixed {
            waits: &[3, 7],
            ..TWO
        };
        let options = proposals(&[
            "ligne = 7\ntexte = \"t\"\njuste = true",
            "ligne = 3\ntexte = \"u\"\njuste = true",
            "ligne = 4\ntexte = \"v\"",
        ]);
        let asked = question("ligne", &options);
        proven(&asked, &blocked, 3, "dans une issue au moins, sont {3, 7}");
        let never = check(&asked, &ONE).unwrap_err();
        assert!(never.ends_with("sont {}"), "{never}");
    }

    /// Une attente n'est pas une panique : la même clé, sous l'autre genre, est refusée.
    #[test]
    fn la_ligne_ou_un_fil_panique() {
        let panicked = Fixed {
            panics: &[5],
            ..TWO
        };
        let options = proposals(&[
            "ligne = 5\ntexte = \"t\"\njuste = true",
            "ligne = 3\ntexte = \"u\"",
            "ligne = 4\ntexte = \"v\"",
        ]);
        let asked = question("panique", &options);
        proven(
            &asked,
            &panicked,
            3,
            "panique, dans une issue au moins, sont {5}",
        );
        let waits = check(&question("ligne", &options), &panicked).unwrap_err();
        assert!(waits.ends_with("sont {}"), "{waits}");
    }

    #[test]
    fn compile_ou_non() {
        let options = proposals(&[
            "texte = \"t\"",
            "ligne = 3\ntexte = \"u\"\njuste = true",
            "ligne = 4\ntexte = \"v\"",
        ]);
        let asked = question("compile", &format!("code = \"E0382\"\n{options}"));
        proven(
            &asked,
            &REFUSED,
            3,
            "rustc le refuse, avec E0382 à la ligne 3",
        );
        let message = check(&asked, &ONE).unwrap_err();
        assert_eq!(
            message,
            "la clé dit : rustc refuse la ligne 3 : « u » (E0382), mais le programme compile"
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

    /// Cette clé, et les raisons des autres réponses.
    fn blocking(key: &str) -> String {
        let whys = Blocking::ALL.iter().filter(|(_, name)| *name != key);
        let whys: String = whys
            .map(|(_, name)| format!("{name} = \"Non.\"\n"))
            .collect();
        format!("reponse = \"{key}\"\n[question.pourquoi]\n{whys}")
    }

    #[test]
    fn peut_il_se_bloquer() {
        for (reponse, oracle) in [("jamais", &ONE), ("parfois", &TWO)] {
            let asked = question("blocage", &blocking(reponse));
            proven(&asked, oracle, 2, "issue");
        }
        let always = Fixed {
            refusals: &[],
            outcomes: &[("", OutcomeKind::Deadlock)],
            waits: &[],
            panics: &[],
        };
        let asked = question("blocage", &blocking("toujours"));
        proven(&asked, &always, 2, "la seule issue");
        let endless = Fixed {
            refusals: &[],
            outcomes: &[("", OutcomeKind::Livelock)],
            waits: &[],
            panics: &[],
        };
        assert!(check(&asked, &endless).is_err());
    }

    /// Cette clé, et deux réponses fausses.
    fn short(key: &str) -> String {
        let mistake =
            |form| format!("[[question.erreur]]\nreponses = [\"{form}\"]\npourquoi = \"Non.\"\n");
        format!("{key}\n{}{}", mistake("x"), mistake("y"))
    }

    #[test]
    fn reponse_courte() {
        let asked = question(
            "texte",
            &short("mesure = \"sortie\"\naccepte = [\"A b c\"]"),
        );
        proven(&asked, &ONE, 2, "la seule issue");
        let asked = question(
            "texte",
            &short("mesure = \"nombre\"\naccepte = [\"2\", \"deux\"]"),
        );
        proven(&asked, &TWO, 3, "les 2 issues");
    }

    #[test]
    fn remise_en_ordre() {
        let asked = question(
            "ordre",
            "etapes = [\"a\", \"b\", \"c\"]\npourquoi = [\"Car.\", \"Car.\"]",
        );
        proven(&asked, &ONE, 2, "la seule issue");
    }
}
