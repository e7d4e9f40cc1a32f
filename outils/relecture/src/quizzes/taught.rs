//! Une question ne demande que ce que sa page, ou une page d'avant, a dit : le passage
//! où relire, les mots du glossaire et les noms des bibliothèques y sont déjà.

use crate::pages::Page;
use mdbook_cours::page::calls::calls;
use quiz::{Program, Question, Quiz, Source};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// Ce que les quiz demandent trop tôt ; les pages sont dans l'ordre du sommaire,
/// `glossary` est le texte du glossaire, `listings` le dossier des listings.
pub fn check(quizzes: &[Quiz], pages: &[&Page], glossary: &str, listings: &Path) -> Vec<String> {
    let texts: Vec<String> = pages
        .iter()
        .map(|page| with_programs(&page.text, listings))
        .collect();
    let words = first_said(glossary_words(glossary), &texts);
    let known = first_written(&texts);
    let api: BTreeSet<String> = texts.iter().flat_map(|text| imported(text)).collect();
    let mut errors = Vec::new();
    for quiz in quizzes {
        let Some(place) = place_of(pages, &quiz.page) else {
            continue;
        };
        let is_early = |first: Option<&usize>| first.is_none_or(|&first| first > place);
        for question in &quiz.questions {
            let mut fault = |line: usize, message: String| {
                errors.push(format!(
                    "{}:{line}: {}{message}",
                    quiz.file,
                    question.about()
                ));
            };
            if let Some(target) = passage_page(&quiz.page, &question.passage.text)
                && place_of(pages, &target).is_none_or(|target| target > place)
            {
                fault(
                    question.passage.line,
                    format!(
                        "le passage est dans {target}, qui vient après : posez la question là-bas"
                    ),
                );
            }
            for text in question.texts() {
                let prose = folded(&without_code(&text.text));
                let early = words.iter().filter(|(_, first)| is_early(first.as_ref()));
                for (word, _) in early.filter(|(word, _)| has(&prose, word)) {
                    fault(
                        text.line,
                        format!("« {word} », du glossaire, n'a pas encore été dit"),
                    );
                }
            }
            for name in names(question, listings) {
                if api.contains(&name) && is_early(known.get(name.as_str())) {
                    fault(question.line, format!("« {name} » n'a pas encore été dit"));
                }
            }
        }
    }
    errors
}

fn place_of(pages: &[&Page], name: &str) -> Option<usize> {
    let file = format!("src/{name}.md");
    pages.iter().position(|page| page.file == file)
}

/// La page du passage, si ce n'est pas `page`.
fn passage_page(page: &str, passage: &str) -> Option<String> {
    let (file, _) = passage.split_once('#')?;
    let name = file.strip_suffix(".md")?;
    let chapter = page.rsplit_once('/').map_or("", |(chapter, _)| chapter);
    Some(match name.strip_prefix("../") {
        Some(name) => name.to_owned(),
        None => format!("{chapter}/{name}"),
    })
}

/// Le texte d'une page et ses programmes.
fn with_programs(text: &str, listings: &Path) -> String {
    let mut whole = text.to_owned();
    for call in calls(text) {
        let source = match call.name {
            "listing" | "paire" => Source::Listing(call.argument.to_owned()),
            "refus" => Source::Refused(call.argument.to_owned()),
            _ => continue,
        };
        let name = String::new();
        whole.push('\n');
        whole.push_str(&Program { source, name }.text(listings).unwrap_or_default());
    }
    whole + "\n"
}

/// Les mots du glossaire, sans leur traduction.
fn glossary_words(glossary: &str) -> Vec<String> {
    let lines = glossary.lines().filter_map(|line| line.strip_prefix("**"));
    lines
        .filter_map(|line| Some(folded(line.split_once("**")?.0)))
        .collect()
}

/// Chacun de `words`, et la première page qui le dit.
fn first_said(words: Vec<String>, texts: &[String]) -> Vec<(String, Option<usize>)> {
    let texts: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    let words = words.into_iter().map(|word| {
        let first = texts.iter().position(|text| has(text, &word));
        (word, first)
    });
    words.collect()
}

/// Les mots des pages, code compris, et la première page de chacun.
fn first_written(texts: &[String]) -> HashMap<&str, usize> {
    let mut first = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        for word in words_of(text) {
            first.entry(word).or_insert(place);
        }
    }
    first
}

/// Ce que nomment les `use` du texte : le dernier mot de chaque chemin.
fn imported(text: &str) -> Vec<String> {
    regex!(static USE = r"(?m)^use ([^;]+);");
    regex!(static NAME = r"(\w+)\s*(?:[,}]|$)");
    let mut names = Vec::new();
    for used in USE.captures_iter(text) {
        let names_of = NAME.captures_iter(&used[1]).map(|name| name[1].to_owned());
        names.extend(names_of.filter(|name| name != "self"));
    }
    names
}

/// Les mots du programme et du code de la question.
fn names(question: &Question, listings: &Path) -> BTreeSet<String> {
    let program = question.program.as_ref();
    let mut code = program
        .and_then(|program| program.text(listings).ok())
        .unwrap_or_default();
    for text in question.texts() {
        for part in text.text.split('`').skip(1).step_by(2) {
            code.push(' ');
            code.push_str(part);
        }
    }
    words_of(&code).map(ToOwned::to_owned).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

fn folded(text: &str) -> String {
    text.to_lowercase().replace(['\n', '\u{a0}'], " ")
}

/// Le mot `word`, au singulier ou au pluriel, est-il dans `text` ?
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let mut after = text[start + found.len()..].chars();
        let next = match after.next() {
            Some('s' | 'x') => after.next(),
            other => other,
        };
        [before, next]
            .iter()
            .all(|c| !c.is_some_and(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ce_qui_est_demande_trop_tot_est_refuse() {
        let question = |name: &str, text: &str, passage: &str| {
            format!(
                "[[question]]\nnom = \"{name}\"\ngenre = \"choix\"\nenonce = \"{text}\"\npassage = \"{passage}\"\nexplication = \"Car.\"\n\
                 [[question.proposition]]\ntexte = \"a\"\njuste = true\n[[question.proposition]]\ntexte = \"b\"\npourquoi = \"Non.\"\n\
                 [[question.proposition]]\ntexte = \"c\"\npourquoi = \"Non.\"\n"
            )
        };
        let source = [
            question("a", "Qu'est-ce qu'un fil ?", "#a"),
            question("b", "Une famine ?", "#a"),
            question("c", "Que fait `Condvar` ?", "#a"),
            question("d", "Et ici ?", "q.md#a"),
        ];
        let quiz = Quiz::parse("src/c/p.quiz.toml", "c/p", &source.concat()).unwrap();
        let (first, second) = (
            Page::new("src/c/p.md", "# P\n\nUn fil attend.\n"),
            Page::new(
                "src/c/q.md",
                "# Q\n\n```rust\nuse std::sync::{Arc, Condvar};\n```\n\nDes famines.\n",
            ),
        );
        let glossary = "**Famine** (*starvation*)\n: Une attente.\n\n**Fil** (*thread*)\n";
        let dir = tempfile::tempdir().unwrap();
        let told =
            |pages: &[&Page]| check(std::slice::from_ref(&quiz), pages, glossary, dir.path());
        let errors = told(&[&first, &second]);
        let expected = [
            "src/c/p.quiz.toml:19: question « b » : « famine », du glossaire",
            "src/c/p.quiz.toml:31: question « c » : « Condvar » n'a pas",
            "src/c/p.quiz.toml:50: question « d » : le passage est dans c/q",
        ];
        assert_eq!(errors.len(), expected.len(), "{errors:#?}");
        for (error, start) in errors.iter().zip(expected) {
            assert!(error.starts_with(start), "{errors:#?}");
        }
        assert_eq!(told(&[&second, &first]), [""; 0]);
    }
}
