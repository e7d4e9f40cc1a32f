//! Temps de lecture d'une page.
//!
//! L'estimation est celle que décrit le mode d'emploi : 200 mots de prose par
//! minute, trois secondes par ligne de programme affichée.

use crate::page::markdown::{fences, prose};

const WORDS_PER_MINUTE: usize = 200;
const SECONDS_PER_LINE: usize = 3;

/// Temps de lecture, en minutes entières (au moins une), d'une page dont le
/// texte est `text` et dont les directives montrent `listing_lines` lignes de
/// programme.
pub fn minutes(text: &str, listing_lines: usize) -> usize {
    let words: usize = prose(text)
        .into_iter()
        .map(|range| {
            text[range]
                .split_whitespace()
                .filter(|word| is_word(word))
                .count()
        })
        .sum();
    let lines: usize = fences(text)
        .iter()
        .map(|fence| fence.body.lines().count())
        .sum::<usize>()
        + listing_lines;
    let seconds = (words * 60).div_ceil(WORDS_PER_MINUTE) + lines * SECONDS_PER_LINE;
    seconds.div_ceil(60).max(1)
}

/// Ajoute la durée de lecture après le premier titre de `text`.
pub fn insert(text: &str, minutes: usize) -> String {
    insert_label(text, "Lecture\u{a0}: environ", minutes)
}

/// Ajoute la durée prévue d'un exercice après le premier titre de `text`.
pub fn insert_practice(text: &str, minutes: usize) -> String {
    insert_label(text, "Exercice\u{a0}: environ", minutes)
}

/// Ajoute `line` après la durée de `page`.
pub fn insert_after_duration(page: &str, line: &str) -> String {
    let duration = page.find("<p class=\"duration\">");
    let end =
        duration.and_then(|start| Some(start + page[start..].find("</p>\n\n")? + "</p>\n\n".len()));
    match end {
        Some(end) => format!("{}{line}{}", &page[..end], &page[end..]),
        None => page.to_owned(),
    }
}

fn insert_label(text: &str, what: &str, minutes: usize) -> String {
    let unit = if minutes > 1 { "minutes" } else { "minute" };
    let label = format!(
        "\n<p class=\"duration\"><i class=\"far fa-clock\"></i> {what} {minutes}\u{a0}{unit}</p>\n\n"
    );
    match text.starts_with("# ").then(|| text.find('\n')).flatten() {
        Some(end) => format!("{}{label}{}", &text[..=end], &text[end + 1..]),
        None => text.to_owned(),
    }
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deux_cents_mots_font_une_minute() {
        assert_eq!(minutes(&"mot ".repeat(200), 0), 1);
        assert_eq!(minutes(&"mot ".repeat(201), 0), 2);
        assert_eq!(minutes("", 0), 1);
    }

    #[test]
    fn le_code_compte_trois_secondes_par_ligne() {
        assert_eq!(minutes("", 40), 2);
        assert_eq!(
            minutes(&format!("```text\n{}```\n", "x\n".repeat(40)), 0),
            2
        );
    }

    #[test]
    fn la_duree_suit_le_titre() {
        let page = insert("# Titre\n\nTexte\n", 3);
        assert!(
            page.starts_with("# Titre\n\n<p class=\"duration\">"),
            "{page}"
        );
        assert!(page.contains("3\u{a0}minutes"));
        let page = insert_after_duration(&page, "Suite\n\n");
        assert!(page.contains("minutes</p>\n\nSuite\n\n"), "{page}");
    }
}
