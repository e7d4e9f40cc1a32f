//! `{{#chapitres}}` : les chapitres du livre et leurs pages, avec leurs durées,
//! pour choisir par où commencer.

use crate::course::Course;
use crate::course::lesson::{Lesson, chapters, duration};
use crate::page::html::title;

/// La liste des chapitres du cours ; `root` (« ../ ») mène de la page à la racine
/// du site. Les durées comptent la lecture et ce que la page fait faire, comme la
/// progression.
pub fn to_html(course: &Course, root: &str) -> String {
    let (pages, programs) = (&course.lessons[..], course.programs);
    let mut html = format!(
        "<nav class=\"chapter-list\" aria-label=\"Les chapitres\">\n\
         <p class=\"chapter-list-total\">{}, environ {}, {programs}\u{a0}programmes en Rust et en Go</p>\n<ol>\n",
        count(pages),
        duration(rounded(minutes(pages))),
    );
    for chapter in chapters(pages) {
        html.push_str(&card(chapter, root));
    }
    html.push_str("</ol>\n</nav>\n");
    html
}

/// Un chapitre : sa première page lui donne son titre.
fn card(pages: &[Lesson], root: &str) -> String {
    let (first, others) = (&pages[0], &pages[1..]);
    let number = first.number.first().copied().unwrap_or_default();
    let mut card = format!(
        "<li class=\"chapter-card\">\n<p class=\"chapter-title\"><span class=\"chapter-number\">{number}</span> {}</p>\n\
         <p class=\"chapter-duration\">{}, {}</p>\n",
        link(first, root),
        count(pages),
        duration(minutes(pages)),
    );
    if !others.is_empty() {
        card.push_str("<ol>\n");
        for page in others {
            card.push_str(&format!(
                "<li>{} <span class=\"chapter-duration\">{}</span></li>\n",
                link(page, root),
                duration(page.minutes())
            ));
        }
        card.push_str("</ol>\n");
    }
    card.push_str("</li>\n");
    card
}

fn link(page: &Lesson, root: &str) -> String {
    format!(
        "<a href=\"{root}{}.html\">{}</a>",
        page.id(),
        title(&page.title)
    )
}

fn count(pages: &[Lesson]) -> String {
    let plural = if pages.len() > 1 { "s" } else { "" };
    format!("{}\u{a0}page{plural}", pages.len())
}

fn minutes(pages: &[Lesson]) -> usize {
    pages.iter().map(Lesson::minutes).sum()
}

/// Au-delà de deux heures, à la demi-heure près : une estimation n'est pas plus
/// fine.
fn rounded(minutes: usize) -> usize {
    match minutes {
        0..120 => minutes,
        _ => (minutes + 15) / 30 * 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    fn page(number: &[u32], title: &str, reading: usize) -> Lesson {
        Lesson {
            path: format!("c/{reading}.md"),
            number: number.into(),
            title: title.into(),
            reading,
            ..Lesson::default()
        }
    }

    #[test]
    fn chaque_chapitre_a_ses_pages_et_sa_duree() {
        let lessons = vec![
            page(&[1], "Un", 2),
            page(&[1, 1], "A : a", 40),
            page(&[2], "Deux", 30),
        ];
        let html = to_html(
            &Course {
                lessons,
                programs: 7,
            },
            "../",
        );
        assert_contains(
            &html,
            &[
                "3\u{a0}pages, environ 1\u{a0}h\u{a0}12, 7\u{a0}programmes",
                "<span class=\"chapter-number\">1</span> <a href=\"../c/2.html\">Un</a>",
                "2\u{a0}pages, 42\u{a0}min",
                "<li><a href=\"../c/40.html\">A\u{a0}: a</a> <span class=\"chapter-duration\">40\u{a0}min</span></li>",
                "<span class=\"chapter-number\">2</span> <a href=\"../c/30.html\">Deux</a>",
                "1\u{a0}page, 30\u{a0}min",
            ],
        );
        assert_eq!([rounded(119), rounded(547)], [119, 540]);
        // Une ligne vide finirait le bloc HTML.
        assert!(!html.contains("\n\n"), "{html}");
    }
}
