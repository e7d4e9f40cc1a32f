//! `{{#chapitres}}` : les chapitres du livre et leurs pages, avec leurs durées,
//! pour choisir par où commencer.

use crate::cursus::{Lesson, chapters};
use crate::html::title;

/// La liste des chapitres, dans l'ordre de `pages`, où `programs` programmes sont
/// montrés ; `root` (« ../ ») mène de la page à la racine du site.
pub fn to_html(pages: &[Lesson], programs: usize, root: &str) -> String {
    let mut html = format!(
        "<nav class=\"chapitres\" aria-label=\"Les chapitres\">\n\
         <p class=\"chapitres-total\">{} pages, {} de lecture, {programs}\u{a0}programmes en Rust et en Go</p>\n<ol>\n",
        pages.len(),
        duration(pages),
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
        "<li class=\"chapitre\">\n<p class=\"chapitre-titre\"><span class=\"chapitre-numero\">{number}</span> {}</p>\n\
         <p class=\"chapitre-duree\">{} pages, {}</p>\n",
        link(first, root),
        pages.len(),
        duration(pages),
    );
    if !others.is_empty() {
        card.push_str("<ol>\n");
        for page in others {
            card.push_str(&format!(
                "<li>{} <span class=\"chapitre-duree\">{}\u{a0}min</span></li>\n",
                link(page, root),
                page.reading
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

/// « 40 minutes », « 1 h 05 » : le temps de lecture de toutes ces pages.
fn duration(pages: &[Lesson]) -> String {
    let minutes: usize = pages.iter().map(|page| page.reading).sum();
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1\u{a0}minute".to_owned(),
        (0, minutes) => format!("{minutes}\u{a0}minutes"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let pages = [
            page(&[1], "Un", 2),
            page(&[1, 1], "A : a", 40),
            page(&[2], "Deux", 30),
        ];
        let html = to_html(&pages, 7, "../");
        for expected in [
            "3 pages, 1\u{a0}h\u{a0}12 de lecture, 7\u{a0}programmes",
            "<span class=\"chapitre-numero\">1</span> <a href=\"../c/2.html\">Un</a>",
            "2 pages, 42\u{a0}minutes",
            "<li><a href=\"../c/40.html\">A\u{a0}: a</a> <span class=\"chapitre-duree\">40\u{a0}min</span></li>",
            "<span class=\"chapitre-numero\">2</span> <a href=\"../c/30.html\">Deux</a>",
        ] {
            assert!(html.contains(expected), "{expected}\n{html}");
        }
        // Une ligne vide finirait le bloc HTML.
        assert!(!html.contains("\n\n"), "{html}");
    }

    #[test]
    fn une_duree_se_lit() {
        for (minutes, expected) in [
            (1, "1\u{a0}minute"),
            (59, "59\u{a0}minutes"),
            (65, "1\u{a0}h\u{a0}05"),
        ] {
            assert_eq!(duration(&[page(&[1], "", minutes)]), expected);
        }
    }
}
