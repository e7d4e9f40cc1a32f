//! Le texte à côté du code.
//!
//! Un programme et la prose qui en parle sont réunis dans un `<div class="duo">` :
//! la prose qui précède, le programme, la prose qui suit. Une fenêtre étroite
//! les montre dans cet ordre ; une fenêtre large les met côte à côte
//! (`theme/course.css`), et le programme reste à l'écran pendant que sa prose
//! défile.

use crate::page::alerts::{Alert, LAST};
use crate::page::markdown::options;
use crate::page::splice::Edit;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};
use std::ops::Range;

/// Ce que le découpage distingue parmi les blocs d'une page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Un titre de niveau 1 ou 2 : il ouvre une section.
    Title,
    /// Un titre plus petit.
    Subtitle,
    /// Un programme du livre, ou un programme refusé.
    Program,
    /// L'encadré « À retenir » : il ferme la page.
    End,
    /// Un groupe de notes de l'enseignant.
    Notes,
    Prose,
}

struct Block {
    range: Range<usize>,
    kind: Kind,
}

/// Ce qui réunit chaque programme de `text` et sa prose. `alerts` sont les
/// encadrés de la page ; `is_program` reconnaît la directive d'un programme.
///
/// La prose d'un programme est celle de sa section, et des sections suivantes
/// jusqu'au programme suivant. Entre deux programmes d'une même section,
/// ce qui suit le dernier sous-titre, ou à défaut le dernier paragraphe,
/// présente le second.
pub fn edits(text: &str, alerts: &[Alert], is_program: impl Fn(&str) -> bool) -> Vec<Edit> {
    let blocks = blocks(text, alerts, is_program);
    let mut edits = Vec::new();
    for duo in duos(&blocks) {
        let [first, .., last] = &blocks[duo.clone()] else {
            continue;
        };
        let program = blocks[duo]
            .iter()
            .find(|block| block.kind == Kind::Program)
            .expect("un duo a un programme");
        let before = first.range.start..program.range.start;
        let after = program.range.end..last.range.end;
        let mut insert = |at: usize, html: &str| edits.push((at..at, html.to_owned()));
        insert(before.start, "<div class=\"duo\">\n\n");
        for (prose, closing) in [(before, "\n</div>\n\n"), (after, "\n</div>\n")] {
            if !text[prose.clone()].trim().is_empty() {
                insert(prose.start, "\n<div class=\"duo-text\">\n\n");
                insert(prose.end, closing);
            }
        }
        insert(last.range.end, "\n</div>\n\n");
    }
    edits
}

/// Les suites de blocs qui font un duo, dans l'ordre : un programme chacune.
fn duos(blocks: &[Block]) -> Vec<Range<usize>> {
    let end = blocks
        .iter()
        .position(|block| block.kind == Kind::End)
        .unwrap_or(blocks.len());
    let mut duos: Vec<Range<usize>> = Vec::new();
    for section in sections(&blocks[..end]) {
        let found = split(blocks, section.clone());
        match duos.last_mut() {
            Some(last) if found.is_empty() => last.end = section.end,
            _ => duos.extend(found),
        }
    }
    duos
}

/// Les suites de blocs entre deux titres, titres exclus.
fn sections(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let mut start = 0;
    for (i, block) in blocks.iter().enumerate() {
        if block.kind == Kind::Title {
            sections.push(start..i);
            start = i + 1;
        }
    }
    sections.push(start..blocks.len());
    sections
}

/// Découpe une section : un programme par morceau. Aucun morceau si elle n'a
/// pas de programme.
fn split(blocks: &[Block], section: Range<usize>) -> Vec<Range<usize>> {
    let programs = section
        .clone()
        .filter(|&i| blocks[i].kind == Kind::Program)
        .collect::<Vec<_>>();
    let mut starts = Vec::with_capacity(programs.len());
    for (n, &program) in programs.iter().enumerate() {
        starts.push(match n.checked_sub(1).map(|before| programs[before]) {
            None => section.start,
            Some(previous) => (previous + 1..program)
                .rfind(|&i| blocks[i].kind == Kind::Subtitle)
                .or_else(|| (previous + 1..program).rfind(|&i| blocks[i].kind == Kind::Prose))
                .unwrap_or(program),
        });
    }
    let ends = starts.iter().skip(1).copied().chain([section.end]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| start..end)
        .collect()
}

/// Les blocs de premier niveau de `text`, jusqu'à la fin de leur dernière ligne.
fn blocks(text: &str, alerts: &[Alert], is_program: impl Fn(&str) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if depth == 0 {
            let source = text[range.clone()].trim();
            let kind = match &event {
                Event::Start(Tag::Heading { level, .. }) if *level <= HeadingLevel::H2 => {
                    Kind::Title
                }
                Event::Start(Tag::Heading { .. }) => Kind::Subtitle,
                Event::Start(Tag::Paragraph) if is_program(source) => Kind::Program,
                Event::Start(Tag::BlockQuote(_)) => quote(alerts, &range),
                _ => Kind::Prose,
            };
            blocks.push(Block {
                range: range.start..end_of_line(text, range.end),
                kind,
            });
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    blocks
}

/// Ce qu'est une citation : un encadré, ou de la prose.
fn quote(alerts: &[Alert], range: &Range<usize>) -> Kind {
    let mut inside = alerts
        .iter()
        .filter(|alert| range.contains(&alert.range.start));
    match inside.next_back() {
        Some(alert) if alert.kind.word == LAST => Kind::End,
        Some(alert) if alert.kind.note => Kind::Notes,
        _ => Kind::Prose,
    }
}

fn end_of_line(text: &str, at: usize) -> usize {
    match text[..at].ends_with('\n') {
        true => at,
        false => text[at..]
            .find('\n')
            .map_or(text.len(), |length| at + length + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::alerts;
    use crate::page::splice::{merge, splice};
    use testing::assert_contains;

    fn apply(text: &str) -> String {
        let alerts = alerts::read(std::path::Path::new("p.md"), text).unwrap();
        let program =
            |source: &str| source.starts_with("{{#listing ") || source.starts_with("{{#refus ");
        let edits = merge(alerts::edits(text, &alerts), edits(text, &alerts, program));
        splice(text, edits)
    }

    /// Le découpage seul : un crochet ouvre un duo, une parenthèse sa prose, une
    /// barre les ferme.
    fn shape(text: &str) -> String {
        apply(text)
            .replace("<div class=\"duo\">", "[")
            .replace("<div class=\"duo-text\">", "(")
            .replace("</div>", "/")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn un_programme_et_sa_section_vont_ensemble() {
        assert_eq!(
            shape("# T\n\na\n\n## U\n\nb\n\n{{#listing c/p}}\n\nd\n"),
            "# T a ## U [ ( b / {{#listing c/p}} ( d / /"
        );
    }

    #[test]
    fn le_programme_reste_jusqu_au_suivant() {
        assert_eq!(
            shape("a\n\n{{#listing c/p}}\n\n## U\n\nb\n\n## V\n\n{{#listing c/q}}\n\nd\n"),
            "[ ( a / {{#listing c/p}} ( ## U b / / ## V [ {{#listing c/q}} ( d / /"
        );
    }

    #[test]
    fn ce_qui_introduit_un_second_programme_va_avec_lui() {
        assert_eq!(
            shape("## U\n\n{{#listing c/p}}\n\na\n\nb\n\n{{#refus c/q}}\n\nd\n"),
            "## U [ {{#listing c/p}} ( a / / [ ( b / {{#refus c/q}} ( d / /"
        );
        assert_eq!(
            shape("a\n\n{{#listing c/p}}\n\nb\n\n### V\n\nd\n\ne\n\n{{#listing c/q}}\n"),
            "[ ( a / {{#listing c/p}} ( b / / [ ( ### V d e / {{#listing c/q}} /"
        );
    }

    #[test]
    fn l_encadre_final_reste_dehors() {
        assert_eq!(
            shape("a\n\n{{#refus c/p}}\n\n> [!RETENIR]\n> b\n"),
            "[ ( a / {{#refus c/p}} / <div class=\"alert alert-takeaway\" role=\"note\"> \
             <p class=\"alert-title\"><i class=\"fas fa-bookmark\"></i> À retenir</p> b /"
        );
    }

    #[test]
    fn un_groupe_de_notes_n_est_pas_coupe_et_ne_presente_rien() {
        let notes = "> [!NOTER]\n> n1\n>\n> n2\n\n> [!DEMANDER]\n> n3\n";
        let page = apply(&format!(
            "## U\n\n{{{{#listing c/p}}}}\n\na\n\nb\n\n{notes}\n{{{{#refus c/q}}}}\n\nd\n"
        ));
        let (first, second) = page.split_once("</div>\n\n</div>").unwrap();
        assert!(first.trim_end().ends_with("a"), "{page}");
        let group = second.split("<section").nth(1).unwrap();
        let group = group.split("</section>").next().unwrap();
        assert_contains(group, &["n1", "n2", "n3"]);
        assert!(!group.contains("<div"), "{page}");
    }

    #[test]
    fn sans_prose_ou_sans_programme_rien_ne_change() {
        for text in [
            "# T\n\na\n\n- b\n",
            "# T\n\n{{#listing c/p}}\n",
            "# T\n\n```text\n{{#listing c/p}}\n```\n\na\n",
        ] {
            assert_eq!(apply(text), text);
        }
    }
}
