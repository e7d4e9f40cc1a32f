//! « À vous » : chaque page de cours finit par des retouches à prédire, puis à vérifier.

use super::markdown;
use super::page::Page;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use xtask::summary::Summary;

/// Le titre de la section.
const TITLE: &str = "À vous";
/// Au-delà, ce n'est plus une courte section.
const MOST: usize = 4;
/// Les pages de cours qui n'en ont pas, et pourquoi.
const WITHOUT: [(&str, &str); 2] = [
    (
        "introduction/index",
        "la première page du cours : elle n'a pas encore de programme à retoucher",
    ),
    (
        "synchronisation/conclusion",
        "elle résume le chapitre et donne ses sources",
    ),
];

/// Les pages de cours de `summary` qui n'ont pas de section « À vous », ou qui en ont
/// une trop longue ; les exceptions qui ne servent plus.
pub fn check(summary: &Page, pages: &[Page]) -> Vec<String> {
    let text = summary.text.clone();
    let summary = Summary { text };
    let mut errors = Vec::new();
    for entry in summary.entries().filter(|entry| entry.is_lesson()) {
        let file = format!("src/{}.md", entry.page);
        let Some(page) = pages.iter().find(|page| page.file == file) else {
            continue;
        };
        let reason = WITHOUT.iter().find(|(name, _)| *name == entry.page);
        match (section(&page.text), reason) {
            (None, None) => errors.push(page.error(
                1,
                &format!("il manque la section « ## {TITLE} » : une à trois retouches à prédire, puis à vérifier"),
            )),
            (Some((start, _)), Some((_, reason))) => errors.push(page.error_at(
                start,
                &format!("cette page est exemptée de « ## {TITLE} » ({reason}), et l'a : ôtez-la de WITHOUT"),
            )),
            (Some((start, count)), None) if count == 0 || count > MOST => {
                errors.push(page.error_at(
                    start,
                    &format!("« ## {TITLE} » a une question numérotée au moins, {MOST} au plus ; ici, {count}"),
                ));
            }
            _ => {}
        }
    }
    errors
}

/// L'octet où commence la section, et le nombre de ses questions numérotées.
fn section(text: &str) -> Option<(usize, usize)> {
    let mut events = markdown::events(text);
    let mut start = None;
    let mut heading = None;
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => heading = Some(range.start),
            Event::Text(title) if heading.is_some() && &*title == TITLE => start = heading,
            Event::End(TagEnd::Heading(_)) => {
                if start.is_some() {
                    break;
                }
                heading = None;
            }
            _ => {}
        }
    }
    let start = start?;
    let (mut count, mut numbered) = (0, false);
    for (event, _) in events {
        match event {
            Event::Start(Tag::Heading { .. }) => break,
            Event::Start(Tag::List(first)) => numbered = first.is_some(),
            Event::Start(Tag::Item) if numbered => count += 1,
            _ => {}
        }
    }
    Some((start, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = "# S\n\n[Avant](avant.md)\n\n- [A](introduction/index.md)\n  - [B](c/b.md)\n- [E](exercices/e.md)\n";

    fn run(intro: &str, lesson: &str) -> Vec<String> {
        let pages = [
            Page::new("src/avant.md", "# Avant\n"),
            Page::new("src/introduction/index.md", intro),
            Page::new("src/c/b.md", lesson),
            Page::new("src/exercices/e.md", "# E\n"),
        ];
        check(&Page::new("src/SUMMARY.md", SUMMARY), &pages)
    }

    #[test]
    fn une_page_de_cours_a_sa_section() {
        let lesson = "# B\n\n## Autre\n\n1. a\n\n## À vous\n\nCopiez.\n\n1. Un ?\n2. Deux ?\n\n- ni ceci\n\n## Après\n\n1. b\n";
        assert_eq!(section(lesson).map(|(_, count)| count), Some(2));
        assert_eq!(run("# A\n", lesson), [""; 0]);
    }

    #[test]
    fn ce_qui_manque_est_dit_avec_sa_ligne() {
        let many = "# B\n\n## À vous\n\n1. a\n1. b\n1. c\n1. d\n1. e\n";
        for (intro, lesson, expected) in [
            ("# A\n", "# B\n", "src/c/b.md:1 : il manque la section"),
            (
                "# A\n",
                "# B\n\nÀ vous\n\n1. a\n",
                "src/c/b.md:1 : il manque",
            ),
            (
                "# A\n",
                "# B\n\n## À vous\n\n- a\n",
                "src/c/b.md:3 : « ## À vous » a une question",
            ),
            ("# A\n", many, "src/c/b.md:3 : « ## À vous » a une question"),
            (
                "# A\n\n## À vous\n\n1. a\n",
                "# B\n\n## À vous\n\n1. a\n",
                "src/introduction/index.md:3 : cette page est exemptée",
            ),
        ] {
            let errors = run(intro, lesson);
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].starts_with(expected), "{errors:?}");
        }
    }
}
