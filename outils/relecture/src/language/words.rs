//! Les mots d'un texte, et ceux qu'un dictionnaire n'a pas à connaître.

/// Les mots de `text`, chacun avec son premier octet, élisions et traits
/// d'union compris ; ce qui ressemble à du code n'en est pas.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    regex!(static WORD = r"[\p{L}\p{M}\p{N}'’-]+");
    regex!(static CHUNK = r"\S+");
    CHUNK
        .find_iter(text)
        .map(|chunk| (chunk.start(), chunk.as_str()))
        .filter(|(_, chunk)| !is_code(chunk))
        .flat_map(|(start, chunk)| {
            // `fin.Ensuite` ou `wg.Done` : le dictionnaire tranchera.
            let found: Vec<_> = match dotted(chunk) {
                Some(range) => vec![(start + range.start, &chunk[range])],
                None => WORD
                    .find_iter(chunk)
                    .map(|word| (start + word.start(), word.as_str()))
                    .collect(),
            };
            found
        })
        .map(|(start, word)| {
            let trimmed = word.trim_start_matches(['\'', '-']);
            let start = start + word.len() - trimmed.len();
            (start, trimmed.trim_end_matches(['\'', '-']))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// Vrai d'un nom, d'une expression ou d'une option : ce que le français n'écrit
/// pas.
fn is_code(chunk: &str) -> bool {
    regex!(static CODE_LIKE = r"[_=<>\\@#&|{}+*~^$%]|::|^\(*--?\w|[\p{L}!]\(");
    regex!(static PLURAL = r"\((?:s|e|es|x)\)");
    CODE_LIKE.is_match(&PLURAL.replace_all(chunk, "")) || is_path(chunk)
}

/// Vrai d'un chemin ; « et/ou » n'en est pas un.
fn is_path(chunk: &str) -> bool {
    let path = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let parts: Vec<&str> = path.split('/').collect();
    let is_name = |part: &&str| part.chars().count() != 1 && is_free(part);
    match parts.len() {
        1 => false,
        2 => parts.iter().any(is_name),
        _ => true,
    }
}

/// La place, dans `chunk`, de deux mots qu'un point sépare sans espace.
fn dotted(chunk: &str) -> Option<std::ops::Range<usize>> {
    regex!(static DOTTED = r"[\p{L}\p{M}\p{N}'’-]+(?:\.[\p{L}\p{N}'’-]+)+");
    DOTTED.find(chunk).map(|found| found.range())
}

/// Vrai d'un mot que personne n'a à connaître : une lettre seule, un nombre, un
/// identificateur comme `WaitGroup`.
pub(super) fn is_free(word: &str) -> bool {
    regex!(static INNER_CAPITAL = r"\p{Ll}\p{Lu}");
    let is_simple = !word.contains(['-', '.', '\'', '’']);
    word.chars().count() < 2
        || is_simple && (word.contains(char::is_numeric) || INNER_CAPITAL.is_match(word))
}

/// Ce qui suit l'élision de `word`, par exemple « interblocage » dans
/// « l'interblocage ».
pub(super) fn after_elision(word: &str) -> Option<&str> {
    regex!(static ELIDED = r"^(?i:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](.+)$");
    let found = ELIDED.captures(word)?;
    found.get(1).map(|rest| rest.as_str())
}

/// Vrai si `rest` permet une élision devant lui : une voyelle ou un h.
pub(super) fn allows_elision(rest: &str) -> bool {
    rest.to_lowercase()
        .starts_with(|first| "aàâäeéèêëiîïoôöuùûüyhœæ".contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        words(text).map(|(_, word)| word).collect()
    }

    #[test]
    fn la_ponctuation_separe_les_mots() {
        assert_eq!(
            read("« L'un », dit-il… (le fil) ; et/ou 'mot' — l'￼, fin."),
            ["L'un", "dit-il", "le", "fil", "et", "ou", "mot", "l", "fin"]
        );
    }

    #[test]
    fn chaque_mot_a_sa_place() {
        let text = "é￼ l'été ('oui')";
        for (start, word) in words(text) {
            assert!(text[start..].starts_with(word), "{word}");
        }
        assert_eq!(words(text).count(), 3);
    }

    #[test]
    fn le_code_n_est_pas_fait_de_mots() {
        let codes = "un_nom close(ch) wait() print!(ab) a::b x<-y -> --bin -p a=b $HOME &str #[test] \
                     /proc/self/status (book/), linux/amd64 rust-lang/mdBook";
        for code in codes.split(' ') {
            assert_eq!(read(code), [""; 0], "{code}");
        }
    }

    #[test]
    fn les_parentheses_du_francais_ne_sont_pas_du_code() {
        assert_eq!(read("sortie(s) (vue)"), ["sortie", "s", "vue"]);
    }

    #[test]
    fn un_point_sans_espace_reste_dans_le_mot() {
        assert_eq!(
            read("wg.Done fin.Ensuite fin."),
            ["wg.Done", "fin.Ensuite", "fin"]
        );
    }

    #[test]
    fn ni_lettre_ni_nombre_ni_identificateur() {
        for part in ["A", "10e", "chan1", "WaitGroup", "mdBook", "été2"] {
            assert!(is_free(part), "{part}");
        }
        for part in ["fil", "Fil", "CPU", "été", "l'iPad", "x86-64"] {
            assert!(!is_free(part), "{part}");
        }
    }

    #[test]
    fn une_elision_precede_une_voyelle() {
        for (word, rest) in [
            ("l'interblocage", "interblocage"),
            ("Qu'un", "un"),
            ("d'Hoare", "Hoare"),
            ("jusqu'à", "à"),
            ("n'œuvre", "œuvre"),
        ] {
            assert_eq!(after_elision(word), Some(rest), "{word}");
            assert!(allows_elision(rest), "{word}");
        }
        assert_eq!(after_elision("l'canal"), Some("canal"));
        assert!(!allows_elision("canal"));
        for word in ["x'un", "aujourd'hui", "un"] {
            assert_eq!(after_elision(word), None, "{word}");
        }
    }
}
