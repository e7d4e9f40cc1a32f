//! La progression du lecteur : ce que les pages en disent à la construction.
//!
//! `theme/progress.js` retient, dans le navigateur seulement, les pages lues, les
//! questions et les missions réussies. Il lui faut les totaux : ils viennent des
//! pages, par `genere/lessons.js`. `{{#progres}}` en est le bilan, que
//! `theme/overview.js` remplit.

use crate::course::lesson::{Lesson, chapters, duration};
use crate::page::html::title;
use serde_json::{Value, json};
use std::fmt::Write;

/// Le script `genere/lessons.js` : les leçons, dans l'ordre du sommaire.
pub fn script(lessons: &[Lesson]) -> String {
    let mut script =
        String::from("// Écrit par mdbook-cours.\n'use strict';\nwindow.courseLessons = [\n");
    for lesson in lessons {
        let mut page = json!({
            "id": lesson.id(),
            "title": lesson.title,
            "chapter": lesson.number.first(),
        });
        for (key, ids) in [
            ("quiz", &lesson.contents.questions),
            ("missions", &lesson.contents.missions),
        ] {
            if !ids.is_empty() {
                page[key] = Value::from(ids.clone());
            }
        }
        let _ = writeln!(script, "    {page},");
    }
    script.push_str("];\n");
    script
}

/// Le bilan de l'accueil.
pub fn panel(lessons: &[Lesson]) -> String {
    let mut panel = String::from(
        "<section class=\"overview\" aria-labelledby=\"votre-progression\">\n\
         <h2 id=\"votre-progression\">Votre progression</h2>\n\
         <p class=\"overview-state\"></p>\n<ol class=\"overview-chapters\">\n",
    );
    for lessons in chapters(lessons) {
        let first = &lessons[0];
        let pages = lessons.len();
        let _ = writeln!(
            panel,
            "<li data-chapter=\"{}\"><a href=\"{}.html\">{}</a> \
             <progress max=\"{pages}\" value=\"0\" aria-label=\"{}\"></progress> \
             <span class=\"overview-count\">{pages}\u{a0}page{}, {}</span></li>",
            first.number[0],
            first.id(),
            title(&first.title),
            title(&first.title),
            if pages > 1 { "s" } else { "" },
            duration(lessons.iter().map(Lesson::minutes).sum()),
        );
    }
    panel.push_str(
        "</ol>\n<p class=\"overview-review\"><a href=\"reviser.html\">Réviser</a>\u{a0}: <span>cinq questions par jour</span></p>\n<p class=\"overview-message\" role=\"status\"></p>\n<div class=\"overview-actions\"></div>\n</section>\n",
    );
    panel
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::lesson::Contents;
    use testing::assert_contains;

    fn lessons() -> Vec<Lesson> {
        let lesson = |path: &str, number: &[u32], quiz: &[&str]| Lesson {
            path: path.into(),
            title: "A & \"b\" : c".into(),
            number: number.into(),
            reading: 40,
            contents: Contents {
                questions: quiz.iter().map(ToString::to_string).collect(),
                ..Contents::default()
            },
            ..Lesson::default()
        };
        vec![
            lesson("c/index.md", &[1], &[]),
            lesson("c/p.md", &[1, 1], &["p-1", "p-2"]),
        ]
    }

    #[test]
    fn le_script_donne_les_totaux_de_chaque_page() {
        let script = script(&lessons());
        let json = script
            .split_once("window.courseLessons = ")
            .and_then(|(_, json)| json.trim_end().strip_suffix(",\n];"))
            .unwrap();
        let pages: Value = serde_json::from_str(&format!("{json}]")).unwrap();
        assert_eq!(pages[0]["id"], "c/index");
        assert_eq!(pages[0]["quiz"], Value::Null);
        assert_eq!(pages[1]["quiz"], json!(["p-1", "p-2"]));
        assert_eq!(pages[1]["chapter"], 1);
    }

    #[test]
    fn le_bilan_a_une_ligne_par_chapitre() {
        let panel = panel(&lessons()).replace('\u{a0}', " ");
        assert_contains(
            &panel,
            &["<a href=\"c/index.html\">A &amp; &quot;b&quot; : c</a>"],
        );
        assert_contains(&panel, &["2 pages, 1 h 22"]);
    }
}
