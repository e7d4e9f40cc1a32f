//! Une question sur un programme que la page montre, avec ses sorties, ne demande rien :
//! la réponse est à côté. Deux questions sur le même programme n'en font qu'une.

use crate::pages::Page;
use mdbook_cours::page::calls::calls;
use quiz::{Program, Question, Quiz, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Les programmes de quiz qui en répètent un autre ; `listings` est le dossier des
/// listings.
pub fn check(quizzes: &[Quiz], pages: &[Page], listings: &Path) -> Vec<String> {
    let mut errors = Vec::new();
    let mut seen: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for quiz in quizzes {
        let file = format!("src/{}.md", quiz.page);
        let page = pages.iter().find(|page| page.file == file);
        let shown = page
            .map(|page| shown(&page.text, listings))
            .unwrap_or_default();
        for question in &quiz.questions {
            let Some(tokens) = tokens_of(question, listings) else {
                continue;
            };
            let place = format!("{}:{}: {}", quiz.file, question.line, question.about());
            if let Some((listing, _)) = shown.iter().find(|(_, it)| *it == tokens) {
                errors.push(format!(
                    "{place}son programme est celui de {listing}, que la page montre avec sa réponse : changez-le"
                ));
            }
            match seen.get(&tokens) {
                Some(other) => errors.push(format!(
                    "{place}son programme est, aux noms près, celui de « {other} » : changez-le"
                )),
                None => {
                    let name = format!("{}#{}", quiz.page, question.name);
                    seen.insert(tokens, name);
                }
            }
        }
    }
    errors
}

fn tokens_of(question: &Question, listings: &Path) -> Option<Vec<String>> {
    let text = question.program.as_ref()?.text(listings).ok()?;
    Some(canonical(&text))
}

/// Les programmes que montre une page : leur nom et leurs mots.
fn shown(text: &str, listings: &Path) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for call in calls(text) {
        let reference = call.argument.to_owned();
        let source = match call.name {
            "listing" | "paire" => Source::Listing(reference),
            "refus" => Source::Refused(reference),
            _ => continue,
        };
        let program = Program {
            source,
            name: String::new(),
        };
        if let Ok(program) = program.text(listings) {
            found.push((call.argument.to_owned(), canonical(&program)));
        }
    }
    found
}

/// Les mots du programme `text`, sans ses commentaires, ses tests ni ses textes ; les
/// noms qu'il donne lui-même sont numérotés.
fn canonical(text: &str) -> Vec<String> {
    regex!(static TOKEN = r#"//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|[\p{L}_][\p{L}\p{N}_]*|\d[\d_a-z.]*|[^\s]"#);
    let text = text.split("\n#[cfg(test)]").next().unwrap_or(text);
    let tokens: Vec<&str> = TOKEN
        .find_iter(text)
        .map(|token| token.as_str())
        .filter(|token| !token.starts_with("//"))
        .collect();
    let given = given_names(&tokens);
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words = Vec::new();
    for token in tokens {
        words.push(match token {
            _ if token.starts_with('"') => "\"…\"".to_owned(),
            _ if given.contains(token) => {
                let next = numbers.len();
                format!("nom{}", numbers.entry(token).or_insert(next))
            }
            _ => token.to_owned(),
        });
    }
    words
}

/// Les noms que donne le programme : ceux de ses variables, de ses fonctions.
fn given_names<'a>(tokens: &[&'a str]) -> BTreeSet<&'a str> {
    const BEFORE: [&str; 6] = ["let", "mut", "fn", "static", "const", "for"];
    let is_name = |token: &str| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let mut names = BTreeSet::new();
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).copied().unwrap_or_default();
        let after = tokens.get(i + 2).copied().unwrap_or_default();
        if BEFORE.contains(token) && is_name(next) && next != "mut" {
            names.insert(next);
        }
        // `let (a, b)`
        if *token == "let" && next == "(" {
            let inside = tokens[i + 2..].iter().take_while(|token| **token != ")");
            names.extend(inside.filter(|token| is_name(token) && **token != "mut"));
        }
        // Un argument : `n: u32`, sans `::`.
        if is_name(token) && next == ":" && after != ":" && (i == 0 || tokens[i - 1] != ":") {
            names.insert(*token);
        }
    }
    names.remove("main");
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiz(page: &str, program: &str) -> Quiz {
        let question = |name: &str, program: &str| {
            format!(
                "[[question]]\nnom = \"{name}\"\ngenre = \"blocage\"\nenonce = \"E ?\"\npassage = \"#a\"\n\
                 explication = \"Car.\"\nprogramme = '''\n{program}'''\nreponse = \"jamais\"\n\
                 [question.pourquoi]\nparfois = \"Non.\"\ntoujours = \"Non.\"\n"
            )
        };
        let others = ["1", "2", "3"]
            .map(|n| question(&format!("q{n}"), &format!("fn main() {{ {page}({n}) }}\n")));
        let source = question("q", program) + &others.concat();
        let file = format!("src/{page}.quiz.toml");
        Quiz::parse(&file, page, &source).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    #[test]
    fn un_programme_repete_est_refuse_meme_si_ses_noms_changent() {
        let listing = "//! T\n\nfn main() {\n    let (envoi, recu) = f(0); // dit\n    envoi.send(\"a\");\n}\n";
        let dir = testing::tree([("listings/c/a.rs", listing)]);
        let page = Page::new("src/p.md", "# P\n\n{{#listing c/a}}\n");
        let renamed = "fn main() {\n    let (tx, rx) = f(0);\n    tx.send(\"b\");\n}\n";
        let changed = "fn main() {\n    let (tx, rx) = f(1);\n    tx.send(\"b\");\n}\n";
        let listings = dir.path().join("listings");
        let told = |quizzes: &[Quiz]| check(quizzes, std::slice::from_ref(&page), &listings);

        let errors = told(&[quiz("p", renamed)]);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(
            errors[0]
                .starts_with("src/p.quiz.toml:1: question « q » : son programme est celui de c/a"),
            "{errors:?}"
        );
        assert_eq!(told(&[quiz("p", changed)]), [""; 0]);
        let errors = told(&[quiz("q", renamed), quiz("r", renamed)]);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].contains("celui de « q#q »"), "{errors:?}");
    }
}
