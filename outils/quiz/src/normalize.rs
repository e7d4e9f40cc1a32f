//! Ce qui ne compte pas dans une réponse courte.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Les articles qui peuvent précéder une réponse.
const ARTICLES: [&str; 8] = ["le ", "la ", "les ", "l ", "un ", "une ", "des ", "du "];

/// La réponse `text` sans ce qui ne compte pas : majuscules, accents,
/// guillemets, parenthèses vides, espaces de trop, article du début, point de la
/// fin. `theme/helpers.js` fait de même : `normalize.json` donne à l'un et à l'autre
/// les mêmes cas.
///
/// ```
/// assert_eq!(quiz::normalize(" L’Émetteur. "), "emetteur");
/// assert_eq!(quiz::normalize("« recv() »"), "recv");
/// ```
pub fn normalize(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.to_lowercase().nfd() {
        match c {
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            '\'' | '’' => plain.push(' '),
            '«' | '»' | '"' | '“' | '”' | '`' => {}
            c if is_combining_mark(c) => {}
            c => plain.push(c),
        }
    }
    let plain = plain.replace("()", "");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let text = words.join(" ");
    let text = text.trim_end_matches(['.', '!', ';', ',', ' ']);
    ARTICLES
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Les cas que `navigateur/tests/quiz.spec.mjs` donne aussi à `theme/helpers.js`.
    fn pairs(kind: &str) -> Vec<[String; 2]> {
        let cases: Value = serde_json::from_str(include_str!("../normalize.json")).unwrap();
        serde_json::from_value(cases[kind].clone()).unwrap()
    }

    #[test]
    fn ce_qui_ne_compte_pas_disparait() {
        for [given, expected] in pairs("same") {
            assert_eq!(normalize(&given), expected, "{given}");
        }
    }

    #[test]
    fn ce_qui_compte_reste() {
        for [one, other] in pairs("different") {
            assert_ne!(normalize(&one), normalize(&other));
        }
    }
}
