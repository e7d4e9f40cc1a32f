//! `{{#quiz}}` : les questions de la page, prises dans `<page>.quiz.toml`.
//!
//! Le format et les preuves sont dans le paquet [`quiz`](::quiz) ; ici, les
//! questions deviennent du HTML. Sans JavaScript, ce sont des champs ordinaires
//! et une réponse pliée ; `theme/quiz.js` y ajoute la vérification. La clé de
//! chaque question est codée en hexadécimal : elle ne se lit pas d'un coup d'œil
//! dans la source.

use super::directive::{Directive, Parsed, Refused};
use super::reader::Reader;
use crate::course::lesson::Contents;
use crate::page::anchors::anchors;
use crate::page::html::{escape, fence};
use crate::page::typography;
use ::quiz::{
    Answer, Blocking, Content, Kind, Output, Program, Proposal, Question, Quiz, Source, Text,
    meaning, normalize,
};
use files::FileError;
use recit::ending::OutcomeKind;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Le quiz d'une page.
struct Shown {
    markdown: String,
    questions: Vec<String>,
}

pub fn parse(argument: &str, reader: &mut Reader) -> Parsed {
    if !argument.is_empty() {
        let message = "`{{#quiz}}` ne prend pas d'argument : le quiz est à côté de la page";
        return Err(message.to_owned().into());
    }
    if reader.has_quiz {
        let message = "un second `{{#quiz}}` : une page en a un seul";
        return Err(message.to_owned().into());
    }
    reader.has_quiz = true;
    load(reader.root, reader.src, reader.page, reader.listings)
        .map(|quiz| -> Box<dyn Directive> { Box::new(quiz) })
        .map_err(Refused::There)
}

// Pour skeptic, rien : ses programmes ont leurs propres preuves.
impl Directive for Shown {
    fn to_html(&self, _: &str) -> Option<String> {
        Some(self.markdown.clone())
    }

    fn contents(&self) -> Contents {
        Contents {
            questions: self.questions.clone(),
            ..Contents::default()
        }
    }
}

/// Lit le quiz de la page `page` (« chapitre/page.md », sous `src`), vérifie ses
/// passages et ses programmes, et écrit son Markdown.
///
/// # Errors
///
/// Tout ce qui ne va pas, avec le fichier, la ligne et la question.
fn load(root: &Path, src: &Path, page: &Path, listings: &Path) -> Result<Shown, Vec<FileError>> {
    let name = page.with_extension("").to_string_lossy().replace('\\', "/");
    let quiz = Quiz::load(root, src, &name)?;
    let mut errors = Vec::new();
    let mut markdown = opening(&quiz);
    let mut passages = Passages::new(root, src, page);
    for (rank, question) in quiz.questions.iter().enumerate() {
        let mut fault = |line, message: String| {
            let message = question.about() + &message;
            errors.push(FileError::new(&quiz.file, line, message));
        };
        if let Err(message) = passages.check(&question.passage.text) {
            fault(question.passage.line, message);
        }
        let program = question.program.as_ref().map(|it| Code::of(it, listings));
        let program = match program.transpose() {
            Ok(program) => program,
            Err(message) => {
                fault(question.line, message);
                continue;
            }
        };
        if let Some((line, message)) = unseen_line(question, program.as_ref()) {
            fault(line, message);
            continue;
        }
        let shown = Asked {
            question,
            page: &quiz.page,
            rank: rank + 1,
            id: question.id(&quiz.page),
            program,
        };
        markdown.push_str(&shown.markdown(&name_of(&quiz, question)));
    }
    markdown.push_str("\n</quiz-page>\n");
    let questions = &quiz.questions;
    match errors.is_empty() {
        true => Ok(Shown {
            markdown,
            questions: questions.iter().map(|it| name_of(&quiz, it)).collect(),
        }),
        false => Err(errors),
    }
}

/// Le nom d'une question dans tout le cours : « chapitre/page#question ».
fn name_of(quiz: &Quiz, question: &Question) -> String {
    format!("{}#{}", quiz.page, question.name)
}

fn opening(quiz: &Quiz) -> String {
    format!(
        "<quiz-page data-page=\"{}\">\n\n## Questions {{#quiz}}\n",
        escape(&quiz.page)
    )
}

/// Les pages où mènent les passages d'un quiz, lues une fois chacune.
struct Passages<'a> {
    root: &'a Path,
    src: &'a Path,
    /// La page du quiz.
    page: &'a Path,
    /// Par page, ses ancres ; rien si elle n'existe pas.
    known: HashMap<PathBuf, Option<Vec<String>>>,
}

impl<'a> Passages<'a> {
    fn new(root: &'a Path, src: &'a Path, page: &'a Path) -> Self {
        Self {
            root,
            src,
            page,
            known: HashMap::new(),
        }
    }

    /// Vérifie que le passage est une ancre d'une page du livre.
    fn check(&mut self, passage: &str) -> Result<(), String> {
        let (file, anchor) = passage.split_once('#').unwrap_or((passage, ""));
        let target: PathBuf = match file {
            "" => self.page.to_owned(),
            _ => self.page.parent().unwrap_or(Path::new("")).join(file),
        };
        let path = self.root.join(self.src).join(&target);
        let read = || Some(anchors(&fs::read_to_string(path).ok()?));
        let Some(known) = self.known.entry(target).or_insert_with(read) else {
            return Err(format!(
                "le passage « {passage} » : la page « {file} » n'existe pas"
            ));
        };
        match known.iter().any(|found| found == anchor) {
            true => Ok(()),
            false => Err(format!(
                "le passage « {passage} » : la page n'a pas d'ancre « #{anchor} » ; elle a {}",
                known.join(", ")
            )),
        }
    }
}

/// Le programme d'une question.
struct Code {
    /// Tel que la question le montre.
    shown: String,
    /// Les lignes de son fichier avant celles-là.
    before: usize,
}

impl Code {
    fn of(program: &Program, listings: &Path) -> Result<Self, String> {
        let text = program.text(listings)?;
        Ok(match &program.source {
            Source::Here(_) => Self {
                shown: text,
                before: 0,
            },
            Source::Listing(_) | Source::Refused(_) => {
                let shown = catalogue::display(&text).1;
                let before = text.find(shown.trim_end()).unwrap_or_default();
                let before = text[..before].lines().count();
                Self { shown, before }
            }
        })
    }

    /// La ligne affichée qui est la ligne `line` du fichier : son numéro et son texte.
    fn line(&self, line: usize) -> Option<(usize, &str)> {
        let number = line.checked_sub(self.before + 1)?;
        let text = self.shown.lines().nth(number)?.trim();
        (!text.is_empty()).then_some((number + 1, text))
    }
}

/// La proposition qui parle d'une ligne que la question ne montre pas : où, et le
/// message.
fn unseen_line(question: &Question, program: Option<&Code>) -> Option<(usize, String)> {
    let Answer::Options(proposals) = &question.answer else {
        return None;
    };
    proposals
        .iter()
        .find_map(|proposal| match &proposal.content {
            Content::Compiles {
                refused: Some(line),
                reason,
            }
            | Content::Line { line, reason }
                if program?.line(*line).is_none() =>
            {
                Some((
                    reason.line,
                    format!(
                        "`ligne = {line}` : cette ligne du programme est vide, ou n'est pas montrée"
                    ),
                ))
            }
            _ => None,
        })
}

/// Une question, et sa place dans la page.
struct Asked<'a> {
    question: &'a Question,
    page: &'a str,
    rank: usize,
    id: String,
    program: Option<Code>,
}

impl Asked<'_> {
    fn markdown(&self, name: &str) -> String {
        let question = self.question;
        let mut text = format!(
            "\n<div class=\"quiz-question\" id=\"quiz-{}\" data-question=\"{}\" data-key=\"{}\">\n<fieldset>\n\
             <legend><span class=\"quiz-number\">Question {}</span> {}</legend>\n",
            self.id,
            escape(name),
            hexadecimal(&self.key()),
            self.rank,
            inline(&question.prompt.text),
        );
        if let Some(hint) = self.hint() {
            text.push_str(&format!("<p class=\"quiz-instruction\">{hint}</p>\n"));
        }
        if let Some(program) = &self.program {
            // Sans bouton « Exécuter » : ce serait la réponse.
            let fence = fence("rust,noplayground", &program.shown);
            text.push_str(&format!("\n{fence}\n"));
        }
        text.push_str(&self.fields());
        text.push_str(&format!(
            "</fieldset>\n<details class=\"quiz-answer\">\n<summary>Réponse</summary>\n{}\
             <p>{}{} <a href=\"{}\">Relire le passage</a></p>\n{}</details>\n</div>\n",
            self.solution(),
            inline(&question.explanation.text),
            self.code(),
            escape(&question.passage.text),
            self.reasons(),
        ));
        text
    }

    fn hint(&self) -> Option<&'static str> {
        let question = self.question;
        match question.kind {
            Kind::Outputs => Some("Cochez toutes les sorties possibles."),
            Kind::Line if question.several() => Some("Cochez toutes les lignes où un fil attend."),
            Kind::Panics if question.several() => {
                Some("Cochez toutes les lignes où un fil panique.")
            }
            Kind::Choice if question.several() => Some("Cochez toutes les réponses justes."),
            Kind::Order => Some("Remettez les étapes dans l'ordre."),
            _ => None,
        }
    }

    /// Les rangs des propositions, ou des étapes, dans l'ordre affiché.
    fn order(&self) -> Vec<usize> {
        self.question.displayed(self.page)
    }

    /// Ce que `theme/quiz.js` compare à la réponse du lecteur : les rangs
    /// affichés des propositions justes, les formes admises, ou les rangs
    /// affichés des étapes dans le bon ordre.
    fn key(&self) -> String {
        let order = self.order();
        let joined = |ranks: Vec<usize>| {
            let ranks: Vec<String> = ranks.iter().map(ToString::to_string).collect();
            ranks.join(",")
        };
        match &self.question.answer {
            Answer::Options(proposals) => {
                let right = (0..order.len()).filter(|&shown| proposals[order[shown]].right);
                joined(right.collect())
            }
            Answer::Short { accepted, .. } => {
                let forms: Vec<&str> = accepted.iter().map(|form| form.text.as_str()).collect();
                forms.join("\n")
            }
            Answer::Order { steps, .. } => {
                let place = |step| order.iter().position(|&rank| rank == step);
                joined((0..steps.len()).filter_map(place).collect())
            }
        }
    }

    /// `items`, dans l'ordre affiché, chacun avec son rang affiché.
    fn shown<'i, T>(&self, items: &'i [T]) -> impl Iterator<Item = (usize, &'i T)> {
        let order = self.order().into_iter();
        order.map(|rank| &items[rank]).enumerate()
    }

    fn fields(&self) -> String {
        let id = &self.id;
        match &self.question.answer {
            Answer::Options(proposals) => {
                let kind = if self.question.several() {
                    "checkbox"
                } else {
                    "radio"
                };
                let field = |(shown, proposal): (usize, &Proposal)| {
                    format!(
                        "<label><input type=\"{kind}\" name=\"quiz-{id}\" value=\"{shown}\"> <span>{}</span></label>\n",
                        self.label(&proposal.content)
                    )
                };
                element("div", "quiz-choice", self.shown(proposals).map(field))
            }
            Answer::Short { .. } => format!(
                "<div class=\"quiz-text\">\n<label>Votre réponse <input type=\"text\" name=\"quiz-{id}\" autocomplete=\"off\" \
                 autocapitalize=\"none\" spellcheck=\"false\"></label>\n</div>\n"
            ),
            Answer::Order { steps, .. } => {
                let step = |(shown, step): (usize, &Text)| {
                    format!(
                        "<li data-step=\"{shown}\"><span>{}</span></li>\n",
                        inline(&step.text)
                    )
                };
                element("ol", "quiz-steps", self.shown(steps).map(step))
            }
        }
    }

    /// La bonne réponse.
    fn solution(&self) -> String {
        let right: Vec<String> = match &self.question.answer {
            Answer::Options(proposals) => self
                .shown(proposals)
                .filter(|(_, proposal)| proposal.right)
                .map(|(_, proposal)| self.label(&proposal.content))
                .collect(),
            Answer::Short { accepted, .. } => vec![inline(&accepted[0].text)],
            Answer::Order { steps, .. } => {
                let step = |step: &Text| format!("<li>{}</li>\n", inline(&step.text));
                return element("ol", "quiz-solution", steps.iter().map(step));
            }
        };
        match &right[..] {
            [only] => format!("<p class=\"quiz-solution\"><strong>{only}</strong></p>\n"),
            several => {
                let item = |item| format!("<li><strong>{item}</strong></li>\n");
                element("ul", "quiz-solution", several.iter().map(item))
            }
        }
    }

    fn label(&self, content: &Content) -> String {
        label(content, self.program.as_ref())
    }

    /// Ce que dit rustc du programme refusé, en une phrase.
    fn code(&self) -> String {
        let Some(code) = &self.question.code else {
            return String::new();
        };
        let meaning = meaning(&code.text).unwrap_or_default();
        let told = inline(&format!("rustc le dit ainsi : `{}`, {meaning}.", code.text));
        format!(" {told}")
    }

    /// Ce qui répond à chaque réponse fausse que l'on attend.
    fn reasons(&self) -> String {
        let item = |choices: &str, label: &str, why: &Text| {
            format!(
                "<li data-choice=\"{choices}\"><span class=\"quiz-reminder\">{label}</span> {}</li>\n",
                inline(&why.text)
            )
        };
        let reasons: Vec<String> = match &self.question.answer {
            Answer::Options(proposals) => self
                .shown(proposals)
                .filter_map(|(shown, proposal)| {
                    let why = proposal.why.as_ref()?;
                    Some(item(
                        &shown.to_string(),
                        &self.label(&proposal.content),
                        why,
                    ))
                })
                .collect(),
            Answer::Short { mistakes, .. } => mistakes
                .iter()
                .map(|mistake| {
                    let forms: Vec<String> = mistake
                        .forms
                        .iter()
                        .map(|form| normalize(&form.text))
                        .collect();
                    let label = inline(&mistake.forms[0].text);
                    item(&escape(&forms.join("|")), &label, &mistake.why)
                })
                .collect(),
            Answer::Order { whys, .. } => {
                // Un ordre faux met au moins une étape avant celle qu'elle suit.
                let order = self.order();
                let place = |step| order.iter().position(|&rank| rank == step);
                let reason = |(step, why): (usize, &Text)| {
                    let choice = format!("{}>{}", place(step + 1)?, place(step)?);
                    let why = inline(&why.text);
                    Some(format!(
                        "<li data-choice=\"{}\">{why}</li>\n",
                        escape(&choice)
                    ))
                };
                whys.iter().enumerate().filter_map(reason).collect()
            }
        };
        match &reasons[..] {
            [] => String::new(),
            _ => element("ul", "quiz-reasons", reasons.into_iter()),
        }
    }
}

/// Un élément et ce qu'il contient, chacun sur sa ligne.
fn element(tag: &str, class: &str, contents: impl Iterator<Item = String>) -> String {
    let contents: String = contents.collect();
    format!("<{tag} class=\"{class}\">\n{contents}</{tag}>\n")
}

/// Ce que dit une proposition ; `program` est celui de la question.
fn label(content: &Content, program: Option<&Code>) -> String {
    match content {
        Content::Text(text) => inline(&text.text),
        Content::Compiles {
            refused: None,
            reason,
        } => inline(&format!("Oui : {}", reason.text)),
        Content::Compiles {
            refused: Some(line),
            reason,
        } => {
            let place = place(*line, program).map(|place| format!(", ligne {place}"));
            let place = place.unwrap_or_default();
            format!("Non{place}\u{a0}: {}", inline(&reason.text))
        }
        Content::Line { line, reason } => {
            let place = place(*line, program).unwrap_or_default();
            format!("Ligne {place}\u{a0}: {}", inline(&reason.text))
        }
        Content::Output(output) => output_label(output),
        Content::Blocking(Blocking::Never) => "Non, jamais".to_owned(),
        Content::Blocking(Blocking::Sometimes) => "Oui, dans certains ordres".to_owned(),
        Content::Blocking(Blocking::Always) => "Oui, dans tous les ordres".to_owned(),
    }
}

/// Le numéro affiché de la ligne `line` du fichier, et son texte.
fn place(line: usize, program: Option<&Code>) -> Option<String> {
    let (number, text) = program?.line(line)?;
    Some(format!("{number}, <code>{}</code>", escape(text)))
}

fn output_label(output: &Output) -> String {
    let stdout = escape(&output.stdout).replace('\n', "<br>");
    let ending = match output.ending {
        OutcomeKind::Exit => None,
        ending => Some(ending.hint()),
    };
    match (stdout.is_empty(), ending) {
        (true, None) => "<em>rien ne s'affiche</em>".to_owned(),
        (true, Some(ending)) => format!("<em>rien ne s'affiche, puis {ending}</em>"),
        (false, None) => format!("<samp>{stdout}</samp>"),
        (false, Some(ending)) => format!("<samp>{stdout}</samp> <em>puis {ending}</em>"),
    }
}

/// Un texte d'une ligne : échappé, son `code` marqué, ses espaces insécables
/// posées hors du code.
fn inline(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut html = String::new();
    for (i, part) in text.split('`').enumerate() {
        match i % 2 {
            0 => html.push_str(&escape(&typography::fix(part))),
            _ => html.push_str(&format!("<code>{}</code>", escape(part))),
        }
    }
    html
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    const QUIZ: &str = include_str!("../../../quiz/exemple.toml");

    fn book(quiz: &str) -> Result<String, Vec<String>> {
        let dir = testing::tree([
            ("src/c/p.md", "# P\n\n## Le passage\n"),
            ("src/c/q.md", "# Q\n\n## Ailleurs\n"),
            ("src/c/p.quiz.toml", quiz),
            (
                "listings/c/a.rs",
                "//! T\n\nfn main() {\n\n    println!(\"<a>\");\n}\n",
            ),
        ]);
        load(
            dir.path(),
            Path::new("src"),
            Path::new("c/p.md"),
            &dir.path().join("listings"),
        )
        .map(|quiz| quiz.markdown)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn chaque_question_a_ses_champs_sa_cle_et_sa_reponse_pliee() {
        let page = book(QUIZ).unwrap();
        assert_contains(
            &page,
            &[
                "<quiz-page data-page=\"c/p\">",
                "id=\"quiz-c-p-un\" data-question=\"c/p#un\"",
                "Question 1</span> Que fait <code>a ; b</code>\u{a0}?</legend>",
                "<input type=\"radio\" name=\"quiz-c-p-un\" value=\"0\">",
                "Ceci\u{a0}: elle attend. <a href=\"#le-passage\">",
                "<input type=\"text\" name=\"quiz-c-p-deux\"",
                "<li data-choice=\"famine|starvation\"><span class=\"quiz-reminder\">famine</span> D'autres passent.</li>",
                "data-key=\"696e746572626c6f636167650a646561646c6f636b\"",
                "```rust,noplayground\nfn main() {\n\n    println!(\"<a>\");\n}\n```",
                "<input type=\"checkbox\" name=\"quiz-c-p-quatre\"",
                "Oui\u{a0}: rien ne manque</span>",
                "<span>Non, ligne 2, <code>drop(1);</code>\u{a0}: 1 est donné</span>",
                "Non. rustc le dit ainsi\u{a0}: <code>E0382</code>, une valeur sert après avoir été donnée. <a ",
                "<samp>&lt;a&gt;<br>b</samp>",
                "<em>rien ne s'affiche, puis le programme reste bloqué</em>",
                "<a href=\"q.md#ailleurs\">",
                "<span>Ligne 2, <code>drop(2);</code>\u{a0}: il envoie</span>",
                "<ol class=\"quiz-solution\">\n<li>un</li>\n<li>deux</li>\n<li>trois</li>\n</ol>",
            ],
        );
        assert_eq!(page.matches("<details class=\"quiz-answer\">").count(), 7);
    }

    /// La clé désigne bien, parmi ce qui est affiché, ce qui est juste.
    #[test]
    fn la_cle_suit_le_melange() {
        let quiz = Quiz::parse("f", "c/p", QUIZ).unwrap();
        for question in &quiz.questions {
            let shown = Asked {
                question,
                page: "c/p",
                rank: 1,
                id: "x".to_owned(),
                program: None,
            };
            let (key, order) = (shown.key(), shown.order());
            let ranks = || key.split(',').map(|it| order[it.parse::<usize>().unwrap()]);
            match &question.answer {
                Answer::Options(proposals) => {
                    for (rank, proposal) in proposals.iter().enumerate() {
                        assert_eq!(ranks().any(|it| it == rank), proposal.right);
                    }
                }
                Answer::Short { .. } => assert_eq!(key, "interblocage\ndeadlock"),
                Answer::Order { .. } => {
                    assert!(!order.is_sorted(), "{order:?}");
                    assert_eq!(ranks().collect::<Vec<_>>(), [0, 1, 2]);
                }
            }
        }
    }

    /// Deux étapes échangées ont une raison : celle de la première qui n'est pas à sa place.
    #[test]
    fn tout_ordre_faux_a_sa_raison() {
        let page = book(QUIZ).unwrap();
        let asked = page.split_once("data-question=\"c/p#six\"").unwrap().1;
        let key = asked.split_once("data-key=\"").unwrap().1;
        let key: Vec<&str> = key.split('"').next().unwrap().split("2c").collect();
        let digit = |hex: &str| hex.trim_start_matches('3').to_owned();
        let (first, second) = (digit(key[0]), digit(key[1]));
        let expected = format!("<li data-choice=\"{second}&gt;{first}\">Un précède deux.</li>");
        assert_contains(&page, &[&expected]);
    }

    #[test]
    fn un_passage_une_ligne_ou_un_programme_absent_est_refuse() {
        for (from, to, expected) in [
            (
                "#le-passage",
                "#un-passage",
                "src/c/p.quiz.toml:6: question « un » : le passage « #un-passage » : la page n'a pas d'ancre",
            ),
            (
                "q.md#ailleurs",
                "r.md#ailleurs",
                "src/c/p.quiz.toml:22: question « deux » : le passage « r.md#ailleurs » : la page « r.md » n'existe pas",
            ),
            (
                "ligne = 2",
                "ligne = 4",
                "src/c/p.quiz.toml:46: question « trois » : `ligne = 4` : cette ligne du programme est vide",
            ),
            (
                "ligne = 3\ntexte = \"il reçoit\"",
                "ligne = 9\ntexte = \"il reçoit\"",
                "src/c/p.quiz.toml:112: question « sept » : `ligne = 9` : cette ligne du programme est vide",
            ),
            (
                "listing = \"c/a\"",
                "listing = \"c/absent\"",
                "src/c/p.quiz.toml:56: question « quatre » : il manque listings/c/absent.rs",
            ),
        ] {
            assert!(QUIZ.contains(from), "{from}");
            let errors = book(&QUIZ.replacen(from, to, 1)).unwrap_err();
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].starts_with(expected), "{errors:?}");
        }
    }
}
