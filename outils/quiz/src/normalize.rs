//! Ce qui ne compte pas dans une réponse courte.

/// Les articles qui peuvent précéder une réponse.
const ARTICLES: [&str; 8] = ["le ", "la ", "les ", "l ", "un ", "une ", "des ", "du "];

/// La réponse `text` sans ce qui ne compte pas : majuscules, accents,
/// guillemets, parenthèses vides, espaces de trop, article du début, point de la
/// fin. `theme/quiz.js` fait de même.
///
/// ```
/// assert_eq!(quiz::normalize(" L’Émetteur. "), "emetteur");
/// assert_eq!(quiz::normalize("« recv() »"), "recv");
/// ```
pub fn normalize(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match c {
            'à' | 'â' | 'ä' | 'á' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ô' | 'ö' => plain.push('o'),
            'ù' | 'û' | 'ü' => plain.push('u'),
            'ç' => plain.push('c'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            '\'' | '’' => plain.push(' '),
            '«' | '»' | '"' | '“' | '”' | '`' => {}
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

    #[test]
    fn ce_qui_ne_compte_pas_disparait() {
        for (given, expected) in [
            ("Interblocage", "interblocage"),
            ("un  interblocage !", "interblocage"),
            ("L'interblocage", "interblocage"),
            ("« deadlock »", "deadlock"),
            ("\u{a0}thread::scope() ", "thread::scope"),
            ("`join`", "join"),
            ("À la fin", "a la fin"),
            ("cœur", "coeur"),
            ("6", "6"),
        ] {
            assert_eq!(normalize(given), expected, "{given}");
        }
    }

    #[test]
    fn ce_qui_compte_reste() {
        assert_ne!(normalize("drop(tx)"), normalize("drop(rx)"));
        assert_ne!(normalize("3"), normalize("-3"));
        assert_ne!(normalize("bounded(0)"), normalize("bounded"));
    }
}
