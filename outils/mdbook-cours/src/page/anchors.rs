//! Les ancres que mdBook donne aux titres d'une page.
//!
//! mdBook ne les dit pas ; elles sont refaites ici, et un test de la recherche
//! les compare aux siennes.

use crate::page::calls::calls;
use crate::page::markdown::options;
use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};
use std::collections::HashSet;

/// Les ancres de la page dont le Markdown est `text` : ses titres, ses termes
/// définis, ses programmes.
pub fn anchors(text: &str) -> Vec<String> {
    let mut used = HashSet::new();
    let mut anchors = Vec::new();
    let mut title: Option<(Option<String>, String)> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                title = Some((id.map(|id| id.to_string()), String::new()));
            }
            Event::Start(Tag::DefinitionListTitle) => title = Some((None, String::new())),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                anchors.extend(title.take().map(|(explicit, text)| {
                    explicit.unwrap_or_else(|| unique_id(&id_from_content(&text), &mut used))
                }));
            }
            event => {
                if let (Some((_, text)), Some(more)) = (&mut title, text_of(&event)) {
                    text.push_str(&more);
                }
            }
        }
    }
    anchors.extend(
        calls(text)
            .iter()
            .filter(|directive| matches!(directive.name, "listing" | "refus"))
            .filter_map(|directive| directive.argument.rsplit('/').next())
            .map(|name| format!("programme-{name}")),
    );
    anchors
}

/// Ce qu'un événement ajoute au texte d'un titre.
pub(crate) fn text_of(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(CowStr::to_string(text)),
        Event::SoftBreak | Event::HardBreak => Some("\n".to_owned()),
        _ => None,
    }
}

/// L'ancre que mdBook tire d'un titre (`id_from_content`, mdbook-html 0.5.4).
pub(crate) fn id_from_content(text: &str) -> String {
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

/// Numérote une ancre déjà prise, comme mdBook (`unique_id`, mdbook-html 0.5.4).
pub(crate) fn unique_id(id: &str, used: &mut HashSet<String>) -> String {
    let mut candidate = id.to_owned();
    let mut counter = 0;
    while !used.insert(candidate.clone()) {
        counter += 1;
        candidate = format!("{id}-{counter}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titres_termes_et_programmes_ont_une_ancre() {
        let text = "# Un titre\n\n## Donner des données : `move`\n\n## Répété\n\n## Répété\n\n## Choisi {#a}\n\n\
                    Mot\n: Sa définition.\n\n{{#listing c/p}}\n\n{{#refus c/q}}\n";
        assert_eq!(
            anchors(text),
            [
                "un-titre",
                "donner-des-données--move",
                "répété",
                "répété-1",
                "a",
                "mot",
                "programme-p",
                "programme-q"
            ]
        );
    }
}
