//! Ce que les vérifications cherchent dans un texte Markdown, avec sa place.

use mdbook_cours::page::markdown::{options, prose};
use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd,
};
use std::ops::Range;

/// Un bloc de code.
#[derive(Debug)]
pub struct CodeBlock {
    /// Octet où il commence.
    pub start: usize,
    /// Ce qui suit les accents graves ; `None` pour un bloc indenté.
    pub info: Option<String>,
    /// Le contenu, sans les `>` de la citation qui l'entoure.
    pub body: String,
}

/// Les blocs de code de `text`, clôturés ou indentés.
pub fn blocks(text: &str) -> Vec<CodeBlock> {
    let mut blocks = Vec::new();
    let mut open = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                open = true;
                blocks.push(CodeBlock {
                    start: range.start,
                    info: match kind {
                        CodeBlockKind::Fenced(info) => Some(info.trim().to_owned()),
                        CodeBlockKind::Indented => None,
                    },
                    body: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(piece) if open => {
                if let Some(block) = blocks.last_mut() {
                    block.body.push_str(&piece);
                }
            }
            _ => {}
        }
    }
    blocks
}

/// Les `codes` des phrases.
pub fn inline_codes(text: &str) -> Vec<(usize, String)> {
    picked(text, |event| match event {
        Event::Code(code) => Some(code),
        _ => None,
    })
}

/// Les morceaux de HTML.
pub fn html(text: &str) -> Vec<(usize, String)> {
    picked(text, |event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html),
        _ => None,
    })
}

/// Les adresses des liens et des images.
pub fn links(text: &str) -> Vec<(usize, String)> {
    picked(text, |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    })
}

/// Ce que `pick` retient des événements de `text`, après l'octet où il commence.
fn picked(text: &str, pick: impl Fn(Event) -> Option<CowStr>) -> Vec<(usize, String)> {
    let found =
        events(text).filter_map(|(event, range)| Some((range.start, pick(event)?.to_string())));
    found.collect()
}

/// Les `[texte][référence]` et les `[^note]` définis nulle part : ils
/// resteraient tels quels dans la page.
pub fn undefined_references(text: &str) -> Vec<(usize, String)> {
    regex!(static NOTE = r"\[\^[^\]\s]+\]");
    let mut undefined = Vec::new();
    let mut note = |link: BrokenLink<'_>| {
        // `[mot]` seul est du texte, pas un lien.
        if link.link_type != LinkType::Shortcut {
            undefined.push((link.span.start, link.reference.to_string()));
        }
        None
    };
    Parser::new_with_broken_link_callback(text, options(), Some(&mut note)).for_each(drop);
    // L'appel d'une note absente est de la prose comme une autre.
    for range in prose(text) {
        undefined.extend(NOTE.find_iter(&text[range.clone()]).map(|found| {
            let name = found.as_str().trim_matches(['[', ']']);
            (range.start + found.start(), name.to_owned())
        }));
    }
    undefined
}

/// Les octets où commencent les titres de premier niveau.
pub fn top_headings(text: &str) -> Vec<usize> {
    events(text)
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) => Some(range.start),
            _ => None,
        })
        .collect()
}

/// Les événements de `text`, lu comme le lit mdBook, avec leur place.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, options()).into_offset_iter()
}

#[test]
fn un_bloc_dans_une_citation_perd_ses_chevrons() {
    let found = blocks("> ```rust\n> a\n> b\n> ```\n\n    indenté\n");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].info.as_deref(), Some("rust"));
    assert_eq!(found[0].body, "a\nb\n");
    assert_eq!(found[1].info, None);
}
