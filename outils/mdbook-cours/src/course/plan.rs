//! `{{#plan_de_seance}}` : de quoi préparer un cours, tiré des pages.
//!
//! Un tableau des durées par chapitre, puis page par page : ce qu'on y fait, ses
//! objectifs, ses programmes et les notes de l'enseignant.

use crate::course::lesson::{
    Lesson, MISSION_MINUTES, PROGRAM_MINUTES, QUIZ_MINUTES, REFUSAL_MINUTES, chapters, duration,
};
use crate::page::html::{self, escape};
use regex::Regex;
use std::fmt::Write;
use std::sync::LazyLock;

/// Le Markdown du plan de `lessons`, pour une page d'où `root` (« ../ ») mène à
/// la racine du site.
pub fn markdown(lessons: &[Lesson], root: &str) -> String {
    let mut plan = format!(
        "<p class=\"plan-switch\"><button type=\"button\" class=\"notes-switch\" role=\"switch\" aria-checked=\"false\">\
         Montrer aussi les notes dans chaque page</button>\n\
         <button type=\"button\" class=\"plan-unfold\" role=\"switch\" aria-checked=\"false\">Tout déplier dans ce plan</button></p>\n\n\
         Les durées sont des estimations : la lecture, puis {PROGRAM_MINUTES}\u{a0}minutes par programme lancé, \
         {REFUSAL_MINUTES}\u{a0}minute par programme refusé, {QUIZ_MINUTES}\u{a0}minute par question, {MISSION_MINUTES}\u{a0}minutes par mission du pas-à-pas, et le temps \
         annoncé des exercices.\n\n"
    );
    plan.push_str("| Chapitre | Pages | Durée |\n|---|--:|--:|\n");
    for lessons in chapters(lessons) {
        let _ = writeln!(
            plan,
            "| {} | {} | {} |",
            link(&lessons[0], root),
            lessons.len(),
            total(lessons)
        );
    }
    let _ = writeln!(
        plan,
        "| **Tout le cours** | **{}** | **{}** |\n",
        lessons.len(),
        total(lessons)
    );
    for lessons in chapters(lessons) {
        chapter(&mut plan, lessons, root);
    }
    plan
}

fn chapter(plan: &mut String, lessons: &[Lesson], root: &str) {
    let _ = writeln!(plan, "## {}\n", lessons[0].title);
    plan.push_str("| Page | Contenu | Durée |\n|---|---|--:|\n");
    for lesson in lessons {
        let _ = writeln!(
            plan,
            "| {} | {} | {} |",
            link(lesson, root),
            contents(lesson),
            duration(lesson.minutes())
        );
    }
    let _ = writeln!(
        plan,
        "| **Tout le chapitre** | | **{}** |\n",
        total(lessons)
    );
    plan.push_str(
        "<details class=\"plan-pages\">\n<summary>Objectifs, programmes et notes, page par page</summary>\n\n",
    );
    for lesson in lessons {
        page(plan, lesson, root);
    }
    plan.push_str("</details>\n\n");
}

fn page(plan: &mut String, lesson: &Lesson, root: &str) {
    let title = match lesson.opens_chapter() {
        true => "L'entrée du chapitre",
        false => &lesson.title,
    };
    // Un titre de Markdown serait dans la table des matières, qui ne sait pas qu'il est replié.
    let _ = write!(
        plan,
        "<p class=\"plan-title\" role=\"heading\" aria-level=\"3\">{}</p>\n\n<p class=\"plan-duration\">{}\u{a0}: {}. <a href=\"{root}{}.html\">Ouvrir la page</a></p>\n\n",
        html::title(title),
        duration(lesson.minutes()),
        contents(lesson),
        escape(lesson.id())
    );
    if !lesson.goals.is_empty() {
        let _ = write!(
            plan,
            "Objectifs :\n\n{}\n",
            rebase(&lesson.goals, lesson, root)
        );
    }
    if !lesson.contents.programs.is_empty() {
        plan.push_str("Programmes :\n\n");
        for program in &lesson.contents.programs {
            let _ = match &program.runs_as {
                Some(name) => writeln!(
                    plan,
                    "- {}, {}\u{a0}: `cargo run --bin {name}`",
                    program.number, program.title
                ),
                None => writeln!(
                    plan,
                    "- {}, {} (refusé par le compilateur)",
                    program.number, program.title
                ),
            };
        }
        plan.push('\n');
    }
    for note in &lesson.notes {
        let _ = write!(
            plan,
            "<div class=\"plan-note\">\n<p class=\"plan-note-title\"><i class=\"fas fa-{}\"></i> {}</p>\n\n{}\n</div>\n\n",
            note.kind.icon,
            note.kind.title,
            rebase(&note.body, lesson, root)
        );
    }
}

/// « lecture 6 min, 2 programmes, 4 questions ».
fn contents(lesson: &Lesson) -> String {
    let mut parts = vec![match lesson.exercise {
        Some(minutes) => format!("exercice {}", duration(minutes)),
        None => format!("lecture {}", duration(lesson.reading)),
    }];
    for (number, one, several) in [
        (lesson.runnable(), "programme", "programmes"),
        (lesson.refused(), "refus", "refus"),
        (lesson.contents.questions.len(), "question", "questions"),
        (lesson.contents.missions.len(), "mission", "missions"),
    ] {
        match number {
            0 => {}
            1 => parts.push(format!("1\u{a0}{one}")),
            _ => parts.push(format!("{number}\u{a0}{several}")),
        }
    }
    parts.join(", ")
}

fn total(lessons: &[Lesson]) -> String {
    duration(lessons.iter().map(Lesson::minutes).sum())
}

fn link(lesson: &Lesson, root: &str) -> String {
    format!(
        "[{}]({root}{})",
        lesson.title.replace('|', "\\|"),
        lesson.path
    )
}

/// `text`, écrit pour la page `lesson`, tel qu'il doit l'être pour le plan : ses
/// liens relatifs partent de la racine.
fn rebase(text: &str, lesson: &Lesson, root: &str) -> String {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\]\(([^)\s]+)\)").expect("constante"));
    let directory = match lesson.path.rsplit_once('/') {
        Some((directory, _)) => format!("{directory}/"),
        None => String::new(),
    };
    LINK.replace_all(text, |found: &regex::Captures| {
        let target = &found[1];
        match target {
            _ if target.contains("://") => format!("]({target})"),
            _ if target.starts_with('#') => format!("]({root}{}{target})", lesson.path),
            _ => format!("]({root}{directory}{target})"),
        }
    })
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::lesson::{Contents, Program};
    use crate::page::alerts::KINDS;
    use crate::page::notes::Note;
    use testing::assert_contains;

    fn lessons() -> Vec<Lesson> {
        vec![
            Lesson {
                path: "c/index.md".into(),
                title: "Chapitre".into(),
                number: vec![2],
                reading: 3,
                ..Lesson::default()
            },
            Lesson {
                path: "c/p.md".into(),
                title: "Une | page".into(),
                number: vec![2, 1],
                reading: 5,
                goals: "- lire [ceci](autre.md#a) ;\n- finir.\n".into(),
                exercise: None,
                after: None,
                contents: Contents {
                    programs: vec![
                        Program {
                            number: "2.1".into(),
                            title: "Un `canal`".into(),
                            runs_as: Some("canal".into()),
                        },
                        Program {
                            number: "2.2".into(),
                            title: "Un refus".into(),
                            runs_as: None,
                        },
                    ],
                    questions: vec!["a".into(), "b".into()],
                    ..Contents::default()
                },
                notes: vec![Note {
                    kind: KINDS.iter().find(|kind| kind.word == "DEMANDER").unwrap(),
                    body: "Qui attend ? Voir [plus haut](#fin).\n".into(),
                }],
            },
            Lesson {
                path: "d/index.md".into(),
                title: "Suite".into(),
                number: vec![3],
                reading: 58,
                ..Lesson::default()
            },
        ]
    }

    #[test]
    fn le_plan_additionne_page_chapitre_et_cours() {
        let plan = markdown(&lessons(), "../").replace('\u{a0}', " ");
        for line in [
            "| [Chapitre](../c/index.md) | 2 | 13 min |",
            "| [Suite](../d/index.md) | 1 | 58 min |",
            "| **Tout le cours** | **3** | **1 h 11** |",
            "| [Une \\| page](../c/p.md) | lecture 5 min, 1 programme, 1 refus, 2 questions | 10 min |",
            "| **Tout le chapitre** | | **13 min** |",
        ] {
            assert!(plan.contains(&format!("{line}\n")), "{line} : {plan}");
        }
    }

    #[test]
    fn le_plan_reprend_objectifs_programmes_et_notes() {
        let plan = markdown(&lessons(), "../");
        assert_contains(
            &plan,
            &[
                "- lire [ceci](../c/autre.md#a) ;\n- finir.\n",
                "- 2.1, Un `canal`\u{a0}: `cargo run --bin canal`\n",
                "- 2.2, Un refus (refusé par le compilateur)\n",
                "fa-circle-question\"></i> Demander</p>\n\nQui attend ? Voir [plus haut](../c/p.md#fin).\n",
                "<a href=\"../c/p.html\">Ouvrir la page</a>",
                "<p class=\"plan-title\" role=\"heading\" aria-level=\"3\">Une | page</p>",
            ],
        );
    }

    #[test]
    fn chaque_chapitre_se_deplie() {
        let plan = markdown(&lessons(), "../");
        assert_eq!(plan.matches("<details class=\"plan-pages\">").count(), 2);
        assert_eq!(plan.matches("</details>").count(), 2);
    }

    #[test]
    fn un_lien_exterieur_reste_le_meme() {
        let lesson = &lessons()[1];
        let text = "[a](https://exemple.org/b)";
        assert_eq!(rebase(text, lesson, "../"), text);
    }
}
