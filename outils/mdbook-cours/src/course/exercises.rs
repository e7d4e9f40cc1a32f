//! Les exercices, et les pages qui y préparent : chacune mène aux autres.
//!
//! Le lien n'est écrit qu'une fois, dans `exercice.toml` ; les pages des deux côtés, et
//! la liste `{{#exercices}}`, en viennent. `theme/exercises.js` y marque ce qui est
//! résolu.

use crate::course::Course;
use crate::course::lesson::Lesson;
use crate::page::html::title;
use std::fmt::Write as _;

/// La liste des exercices, dans l'ordre du cours ; `root` (« ../ ») mène de la page à
/// la racine du site.
pub fn list(course: &Course, root: &str) -> String {
    let mut html = String::from("<ol class=\"practice-list\">\n");
    for exercise in exercises(course) {
        let before = before(course, exercise);
        // L'écriture dans une chaîne n'échoue pas.
        let _ = writeln!(
            html,
            "<li data-exercise=\"{}\">{} <span class=\"practice-minutes\">{}\u{a0}min{}</span></li>",
            name(exercise),
            link(exercise, root),
            exercise.minutes(),
            before.map_or_else(String::new, |page| format!(", après {}", link(page, root))),
        );
    }
    html.push_str("</ol>\n");
    html
}

/// Ce qui suit la page `id` : les exercices auxquels elle prépare, s'il y en a.
pub fn prepared_by(course: &Course, id: &str, root: &str) -> Option<String> {
    let after = exercises(course).filter(|exercise| exercise.after.as_deref() == Some(id));
    let links: Vec<String> = after
        .map(|exercise| {
            format!(
                "<li data-exercise=\"{}\">{} <span class=\"practice-minutes\">{}\u{a0}min</span></li>",
                name(exercise),
                link(exercise, root),
                exercise.minutes()
            )
        })
        .collect();
    (!links.is_empty()).then(|| {
        let plural = if links.len() > 1 { "s" } else { "" };
        format!(
            "\n\n<nav class=\"practice-next\" aria-label=\"Exercices\">\n<p>À vous\u{a0}: exercice{plural}</p>\n<ul>\n{}\n</ul>\n</nav>\n",
            links.join("\n")
        )
    })
}

/// Ce qui suit la durée, dans la page d'un exercice : la page qui y prépare.
pub fn back(course: &Course, id: &str, root: &str) -> Option<String> {
    let exercise = exercises(course).find(|exercise| exercise.id() == id)?;
    let before = before(course, exercise)?;
    Some(format!(
        "<p class=\"practice-after\">Après la page {}</p>\n\n",
        link(before, root)
    ))
}

fn exercises(course: &Course) -> impl Iterator<Item = &Lesson> {
    let lessons = course.lessons.iter();
    lessons.filter(|lesson| lesson.exercise.is_some())
}

fn before<'a>(course: &'a Course, exercise: &Lesson) -> Option<&'a Lesson> {
    let page = exercise.after.as_deref()?;
    course.lessons.iter().find(|lesson| lesson.id() == page)
}

/// Le nom d'un exercice est celui de sa page.
fn name(exercise: &Lesson) -> &str {
    exercise.id().rsplit('/').next().unwrap_or_default()
}

fn link(page: &Lesson, root: &str) -> String {
    let id = page.id();
    format!("<a href=\"{root}{id}.html\">{}</a>", title(&page.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    fn course() -> Course {
        let page = |path: &str, after: Option<&str>| Lesson {
            path: path.into(),
            title: format!("T {path}"),
            exercise: after.map(|_| 15),
            after: after.map(str::to_owned),
            ..Lesson::default()
        };
        Course {
            lessons: vec![
                page("a/b.md", None),
                page("exercices/01_x.md", Some("a/b")),
                page("exercices/02_y.md", Some("a/b")),
                page("exercices/03_z.md", Some("a/absent")),
            ],
            programs: 0,
        }
    }

    #[test]
    fn la_page_et_l_exercice_menent_l_un_a_l_autre() {
        let course = course();
        let next = prepared_by(&course, "a/b", "../").unwrap();
        assert_contains(
            &next,
            &[
                "exercices</p>",
                "<li data-exercise=\"01_x\"><a href=\"../exercices/01_x.html\">T exercices/01_x.md</a>",
                "data-exercise=\"02_y\"",
                "15\u{a0}min",
            ],
        );
        assert!(
            !next.contains("03_z") && !next.trim().contains("\n\n"),
            "{next}"
        );
        assert_eq!(prepared_by(&course, "exercices/01_x", "../"), None);
        let back = |id| back(&course, id, "../");
        assert_contains(
            &back("exercices/02_y").unwrap(),
            &["Après la page <a href=\"../a/b.html\">T a/b.md</a>"],
        );
        assert_eq!((back("exercices/03_z"), back("a/b")), (None, None));
    }

    #[test]
    fn la_liste_a_tous_les_exercices_dans_l_ordre() {
        let html = list(&course(), "");
        let places: Vec<_> = ["01_x", "02_y", "03_z"]
            .map(|name| {
                html.find(&format!("<li data-exercise=\"{name}\">"))
                    .unwrap()
            })
            .into();
        assert!(places.is_sorted(), "{html}");
        assert_contains(&html, &["15\u{a0}min, après <a href=\"a/b.html\">"]);
    }
}
