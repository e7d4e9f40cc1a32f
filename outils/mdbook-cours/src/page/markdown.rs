//! Ce qu'il faut savoir d'un texte Markdown pour le transformer sans toucher à
//! son code.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Les extensions de Markdown que mdBook active et dont dépend le découpage.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Donne au premier titre de `text` la classe de la page entière : `has-duos`, dont
/// des programmes sont à côté de leur prose, ou celle d'une directive.
///
/// `main:has(> .duo)` dirait de même, mais chaque élément ajouté ferait recalculer
/// le style de toute la page : un diagramme en ajoute des centaines.
pub fn classify(text: &str, class: Option<&str>) -> String {
    match (class, text.split_once('\n')) {
        (Some(class), Some((title, rest))) if title.starts_with("# ") => {
            // Un titre qui a changé garde son ancre : « # Titre {#ancre} ».
            match title.strip_suffix('}').filter(|it| it.contains("{#")) {
                Some(title) => format!("{title} .{class}}}\n{rest}"),
                None => format!("{title} {{.{class}}}\n{rest}"),
            }
        }
        _ => text.to_owned(),
    }
}

/// Une clôture de code d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence<'a> {
    /// Octets du bloc, clôtures comprises.
    pub range: Range<usize>,
    /// Ce qui suit les accents graves d'ouverture.
    pub info: String,
    /// Le contenu du bloc.
    pub body: &'a str,
}

/// Les blocs de code clôturés de `text`, dans l'ordre. Un bloc indenté n'en est
/// pas un.
pub fn fences(text: &str) -> Vec<Fence<'_>> {
    use pulldown_cmark::CodeBlockKind::Fenced;
    let mut fences = Vec::new();
    let mut body: Option<Range<usize>> = None;
    let mut info = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(Fenced(found))) => {
                info = Some(found.to_string());
                body = None;
            }
            Event::Text(_) if info.is_some() => {
                body = Some(match body {
                    Some(body) => body.start..range.end,
                    None => range,
                });
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(info) = info.take() {
                    let body = body.take().unwrap_or(range.start..range.start);
                    fences.push(Fence {
                        range,
                        info,
                        body: &text[body],
                    });
                }
            }
            _ => {}
        }
    }
    fences
}

/// Les morceaux de prose de `text` : ni code, ni HTML, ni adresses. Deux
/// morceaux qui se touchent n'en font qu'un.
pub fn prose(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code => match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            },
            _ => {}
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_titre_garde_l_ancre_choisie_pour_lui() {
        let classed = |text| classify(text, Some("has-duos"));
        assert_eq!(classed("# A\n\nb"), "# A {.has-duos}\n\nb");
        assert_eq!(classed("# A {#b}\n\nc"), "# A {#b .has-duos}\n\nc");
        assert_eq!(classed("## A\n"), "## A\n");
    }

    #[test]
    fn les_clotures_ont_info_et_contenu() {
        let text = "a\n\n```rust,no_run\nfn main() {}\n\nx\n```\n\n    indenté\n\n```text\n```\n";
        let found = fences(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].info, "rust,no_run");
        assert_eq!(found[0].body, "fn main() {}\n\nx\n");
        assert_eq!((found[1].info.as_str(), found[1].body), ("text", ""));
    }

    #[test]
    fn le_titre_dit_ce_que_la_page_montre() {
        let page = "# Un titre\n\ntexte\n";
        let classified = classify(page, Some("home"));
        assert_eq!(classified, "# Un titre {.home}\n\ntexte\n");
        assert_eq!(classify(page, None), page);
    }

    #[test]
    fn la_prose_laisse_le_code_de_cote() {
        let text = "Un *mot* ! `a : b` fin\n\n```\nc : d\n```\n\n<b title=\"e : f\">g</b>\n";
        let found: Vec<&str> = prose(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Un ", "mot", " ! ", " fin", "g"]);
    }
}
