//! Espaces insécables de la ponctuation française.
//!
//! Les sources gardent des espaces ordinaires, faciles à taper ; la page
//! affichée reçoit une espace insécable devant `: ; ! ?`, à l'intérieur des
//! guillemets et entre les tranches d'un nombre. Règles : *Lexique des règles
//! typographiques en usage à l'Imprimerie nationale*.

use crate::page::markdown::prose;
use crate::page::splice::splice;
use regex::Regex;
use std::sync::LazyLock;

const NBSP: &str = "\u{a0}";

/// Pose les espaces insécables dans la prose du Markdown `text`, sans toucher
/// au code, au HTML ni aux adresses.
pub fn apply(text: &str) -> String {
    let fixed = |range: std::ops::Range<usize>| (range.clone(), fix(&text[range]));
    splice(text, prose(text).into_iter().map(fixed))
}

/// Pose les espaces insécables dans un morceau de prose.
pub fn fix(prose: &str) -> String {
    static BEFORE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r" ([:;!?»%])").expect("constante"));
    static THOUSANDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(\d) (\d{3})\b").expect("constante"));
    let text = BEFORE.replace_all(prose, format!("{NBSP}$1"));
    let text = THOUSANDS.replace_all(&text, format!("${{1}}{NBSP}$2"));
    text.replace("« ", &format!("«{NBSP}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_prose_recoit_ses_espaces() {
        assert_eq!(
            apply("Vraiment ? Oui : « tout » ; 10 000 fois !"),
            "Vraiment\u{a0}? Oui\u{a0}: «\u{a0}tout\u{a0}»\u{a0}; 10\u{a0}000 fois\u{a0}!"
        );
    }

    #[test]
    fn les_guillemets_autour_du_code_aussi() {
        assert_eq!(apply("« `a ; b` » :"), "«\u{a0}`a ; b`\u{a0}»\u{a0}:");
    }

    #[test]
    fn le_code_et_le_html_restent_intacts() {
        for text in [
            "```rust\na ; b\n```\n",
            "`a : b`",
            "<i title=\"a : b\">x</i>",
        ] {
            assert_eq!(apply(text), text);
        }
    }

    #[test]
    fn les_titres_gardent_leur_ancre() {
        // mdBook remplace toute espace par un tiret dans une ancre.
        assert_eq!(apply("## Et alors ?\n"), "## Et alors\u{a0}?\n");
    }
}
