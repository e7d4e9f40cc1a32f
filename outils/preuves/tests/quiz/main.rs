//! Les clés des quiz disent vrai, et une clé fausse ne passe pas.
//!
//! rustc juge chaque programme ; l'explorateur en donne toutes les issues. Puis
//! chaque clé du livre est faussée, de toutes les façons, et doit être refusée.

mod explored;

use explored::Explored;
use preuves::PROGRAMS;
use preuves::rustc::{self, Expected};
use quiz::{
    Kind, Named, Oracle, Output, Program, Question, Quiz, Refusal, Source, check, falsified,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use testing::{fail_if_any, root};

/// Les quiz du livre.
static QUIZZES: LazyLock<Vec<Quiz>> =
    LazyLock::new(|| Quiz::all(root()).unwrap_or_else(|errors| panic!("{errors:#?}")));

static TRUTH: LazyLock<Truth> = LazyLock::new(Truth::of_the_book);

/// La vérité sur les programmes des quiz, par nom de programme.
struct Truth {
    refusals: BTreeMap<String, Result<BTreeSet<Refusal>, String>>,
    explored: BTreeMap<String, Result<Explored, String>>,
}

impl Truth {
    fn of_the_book() -> Self {
        let listings = root().join("listings");
        let mut texts = BTreeMap::new();
        let mut explored = BTreeSet::new();
        for (_, question) in questions() {
            if let Some(program) = &question.program {
                let expected = match question.kind {
                    Kind::Compiles => Expected::Unknown,
                    _ => Expected::Compiles,
                };
                if expected == Expected::Compiles {
                    explored.insert(program.name.clone());
                }
                let text = program.text(&listings);
                texts.insert(program.name.clone(), (text, expected));
            }
        }
        let explored = explored
            .into_iter()
            .map(|name| {
                let explored = explored::explored(&name);
                (name, explored)
            })
            .collect();
        Self {
            refusals: rustc::refusals(texts),
            explored,
        }
    }
}

impl Oracle for Truth {
    fn refusals(&self, program: &Program) -> Result<BTreeSet<Refusal>, String> {
        self.refusals[&program.name].clone()
    }

    fn outcomes(&self, program: &Program) -> Result<BTreeSet<Output>, String> {
        let explored = self.explored[&program.name].clone();
        explored.map(|explored| explored.outcomes)
    }

    fn waits(&self, program: &Program) -> Result<BTreeSet<usize>, String> {
        let explored = self.explored[&program.name].clone();
        explored.map(|explored| explored.waits)
    }

    fn panics(&self, program: &Program) -> Result<BTreeSet<usize>, String> {
        let explored = self.explored[&program.name].clone();
        explored.map(|explored| explored.panics)
    }
}

#[test]
fn chaque_cle_sur_un_programme_est_vraie() {
    let errors: Vec<String> = questions()
        .filter_map(|(quiz, question)| {
            let message = check(question, &*TRUTH).err()?;
            Some(told(quiz, question, &message))
        })
        .collect();
    fail_if_any(&errors);
}

#[test]
fn chaque_cle_faussee_est_refusee_et_le_message_dit_ou_et_quoi() {
    let mut errors = Vec::new();
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for (quiz, question) in questions() {
        if check(question, &*TRUTH).is_err() {
            continue; // le test précédent le dit
        }
        let wrong_keys = falsified(question);
        assert_eq!(
            wrong_keys.is_empty(),
            question.program.is_none(),
            "{}",
            question.name
        );
        for wrong in wrong_keys {
            *tried.entry(question.kind.name()).or_default() += 1;
            let Err(message) = check(&wrong, &*TRUTH) else {
                errors.push(told(
                    quiz,
                    question,
                    &format!("cette clé fausse passe : {:?}", wrong.answer),
                ));
                continue;
            };
            let message = told(quiz, &wrong, &message);
            // Le fichier et la ligne, la question, la vérité.
            let place = format!("{}:{}: ", quiz.file, question.line);
            let truth = ["issue", "compile", "rustc le refuse"];
            if !message.starts_with(&place)
                || !message.contains(&format!("« {} »", question.name))
                || !truth.iter().any(|part| message.contains(part))
            {
                errors.push(format!("message incomplet : {message}"));
            }
        }
    }
    println!("clés faussées, par genre : {tried:?}");
    for (kind, name) in Kind::ALL {
        let proven = *kind != Kind::Choice;
        assert_eq!(tried.contains_key(name), proven, "genre {name} : {tried:?}");
    }
    fail_if_any(&errors);
}

/// Les questions du livre, avec leur quiz.
fn questions() -> impl Iterator<Item = (&'static Quiz, &'static Question)> {
    QUIZZES
        .iter()
        .flat_map(|quiz| quiz.questions.iter().map(move |question| (quiz, question)))
}

fn told(quiz: &Quiz, question: &Question, message: &str) -> String {
    let program = question
        .program
        .as_ref()
        .map(|program| match &program.source {
            Source::Here(text) => format!(" (programme à la ligne {})", text.line),
            Source::Listing(reference) => format!(" (programme {reference})"),
            Source::Refused(reference) => format!(" (programme refusé {reference})"),
        });
    format!(
        "{}:{}: question « {} »{} : {message}",
        quiz.file,
        question.line,
        question.name,
        program.unwrap_or_default()
    )
}

/// Un programme écrit dans un quiz est préparé à la construction : s'il manquait,
/// rien ne l'explorerait.
#[test]
fn chaque_programme_a_explorer_est_prepare() {
    let prepared: BTreeSet<&str> = PROGRAMS.iter().map(|program| program.name).collect();
    let missing: Vec<String> = questions()
        .filter(|(_, question)| question.kind != Kind::Compiles)
        .filter_map(|(quiz, question)| {
            let name = &question.program.as_ref()?.name;
            let message = format!("« {name} » n'est pas préparé : ce listing existe-t-il ?");
            (!prepared.contains(name.as_str())).then(|| told(quiz, question, &message))
        })
        .collect();
    fail_if_any(&missing);
}

/// rustc lui-même distingue ces programmes, ensemble comme un à un.
#[test]
fn rustc_compile_ou_refuse() {
    let programs = [
        (
            "juste",
            "fn main() { let _ = crossbeam_channel::bounded::<u8>(0); }",
        ),
        (
            "donné",
            "fn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}",
        ),
        ("syntaxe", "fn main() {"),
    ];
    for expected in [Expected::Compiles, Expected::Unknown] {
        let programs = programs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (Ok((*text).to_owned()), expected)))
            .collect();
        let found = rustc::refusals(programs);
        assert_eq!(found["juste"], Ok(BTreeSet::new()));
        let given = Refusal {
            code: "E0382".to_owned(),
            line: 4,
        };
        assert_eq!(found["donné"], Ok(BTreeSet::from([given])));
        let syntax = found["syntaxe"].as_ref();
        assert!(syntax.is_err_and(|message| message.contains("sans code")));
    }
}
