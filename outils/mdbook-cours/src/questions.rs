//! Les questions des pages, à part : la page « Réviser » en montre sans les pages
//! elles-mêmes, que rien ne peut lire quand le livre est ouvert depuis un fichier.
//!
//! Pour chaque page qui a un quiz, `genere/questions/<page>.js` met dans
//! `window.courseQuestions` le HTML de ses questions, par leur nom. Il est pris dans la
//! page construite : code en couleurs, liens en place.

use anyhow::{Context, Result};
use files::write_if_changed;
use serde_json::{Map, Value};
use std::path::Path;

/// Le dossier de ces scripts, depuis la racine du site.
pub const FOLDER: &str = "genere/questions";

const QUIZ: &str = "<quiz-page data-page=\"";
const QUESTION: &str = "<div class=\"quiz-question\"";
const NAME: &str = "data-question=\"";
/// Ce qui finit une question : sa réponse.
const ANSWER_END: &str = "</details>";

/// Écrit le script de la page `path`, dont `html` est le texte, si elle a un quiz.
/// `pages` est le dossier du livre.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write(pages: &Path, path: &Path, html: &str) -> Result<()> {
    // Le livre entier, sur une page, a aussi leurs questions.
    if let Some(name) = attribute(html, QUIZ)
        && path.with_extension("") == pages.join(name)
    {
        let file = pages.join(FOLDER).join(format!("{name}.js"));
        write_if_changed(&file, script(name, html)?)?;
    }
    Ok(())
}

/// Le script des questions de la page `name`, prises dans `html`.
fn script(name: &str, html: &str) -> Result<String> {
    let mut questions = Map::new();
    let mut rest = html;
    while let Some(start) = rest.find(QUESTION) {
        rest = &rest[start..];
        let end = rest
            .find(ANSWER_END)
            .with_context(|| format!("une question de {name} n'a pas de réponse"))?;
        let question = &rest[..end + ANSWER_END.len()];
        let id = attribute(question, NAME).context("une question n'a pas de nom")?;
        questions.insert(id.to_owned(), Value::from(format!("{question}\n</div>")));
        rest = &rest[end..];
    }
    Ok(format!(
        "// Écrit par mdbook-cours.\n'use strict';\n(window.courseQuestions ??= {{}})[{}] = {};\n",
        Value::from(name),
        Value::from(questions)
    ))
}

/// La valeur de l'attribut qu'ouvre `opening`.
fn attribute<'a>(html: &'a str, opening: &str) -> Option<&'a str> {
    html.split_once(opening)?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use testing::assert_contains;

    #[test]
    fn chaque_page_qui_a_un_quiz_donne_ses_questions() {
        let question = |name: &str| {
            format!(
                "<div class=\"quiz-question\" data-question=\"c/p#{name}\"><div>E</div><details>R</details></div>"
            )
        };
        let page = format!(
            "<main><quiz-page data-page=\"c/p\">{}{}</quiz-page></main>",
            question("a"),
            question("b")
        );
        let dir = tempfile::tempdir().unwrap();
        for (name, html) in [
            ("c/p.html", page.as_str()),
            ("print.html", page.as_str()),
            ("c/q.html", "<main></main>"),
        ] {
            write(dir.path(), &dir.path().join(name), html).unwrap();
        }
        let script = fs::read_to_string(dir.path().join("genere/questions/c/p.js")).unwrap();
        assert_contains(
            &script,
            &[
                "(window.courseQuestions ??= {})[\"c/p\"] = {",
                "\"c/p#a\":\"<div class=\\\"quiz-question\\\" data-question=\\\"c/p#a\\\"><div>E</div><details>R</details>\\n</div>\"",
            ],
        );
        assert_eq!(script.matches("<details>").count(), 2);
        let written = fs::read_dir(dir.path().join(FOLDER)).unwrap().count();
        assert_eq!(written, 1);
    }
}
