//! La liste des mots du livre que le dictionnaire français ne connaît pas : un
//! par ligne, dans l'ordre de [`key`] ; `#` commence une remarque. Une ligne de
//! plusieurs mots est une citation : elle n'est admise qu'entière.

use crate::text::passage::{CODE, Passage};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Son chemin depuis la racine du livre.
pub const PATH: &str = "outils/relecture/dictionnaire.txt";

/// Les mots et les citations de la liste, dans l'ordre du fichier.
pub static LIST: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../dictionnaire.txt")));

fn lines(file: &str) -> Vec<&str> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
}

/// Les citations d'une liste, prêtes à être cherchées.
pub struct Quotes {
    form: Option<Regex>,
    quotes: Vec<&'static str>,
}

impl Quotes {
    /// Celles de `list`.
    pub fn new(list: &[&'static str]) -> Self {
        let mut quotes: Vec<&str> = list.iter().copied().filter(|line| is_quote(line)).collect();
        // La plus longue d'abord : elle peut en contenir une autre.
        quotes.sort_by_key(|quote| std::cmp::Reverse(quote.len()));
        let forms: Vec<String> = quotes.iter().map(|quote| form(quote)).collect();
        let form = Regex::new(&forms.join("|")).expect("citations échappées");
        Self {
            form: (!quotes.is_empty()).then_some(form),
            quotes,
        }
    }

    /// Met [`CODE`] à la place des citations de `passage`, qui peuvent passer à
    /// la ligne. Rend celles qu'il contenait.
    pub fn remove_from(&self, passage: &mut Passage) -> Vec<&'static str> {
        let Some(form) = &self.form else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let text = form.replace_all(&passage.text, |quote: &regex::Captures| {
            let words: Vec<&str> = quote[0].split_whitespace().collect();
            let words = words.join(" ");
            found.extend(self.quotes.iter().copied().find(|quote| *quote == words));
            let ends = quote[0].matches('\n').count();
            format!("{}{CODE}", "\n".repeat(ends))
        });
        passage.text = text.into_owned();
        found
    }
}

/// Vrai d'une ligne de plusieurs mots.
pub fn is_quote(line: &str) -> bool {
    line.contains(' ')
}

/// L'expression régulière de `quote`, à la ligne ou non, entre deux mots.
fn form(quote: &str) -> String {
    let words: Vec<String> = quote.split(' ').map(regex::escape).collect();
    let edge = |c: Option<char>| {
        if c.is_some_and(char::is_alphanumeric) {
            r"\b"
        } else {
            ""
        }
    };
    format!(
        "{}{}{}",
        edge(quote.chars().next()),
        words.join(r"\s+"),
        edge(quote.chars().next_back())
    )
}

/// L'ordre de la liste : celui des caractères Unicode, majuscules et minuscules
/// confondues ; « é » vient donc après « z ».
fn key(word: &str) -> (String, &str) {
    (word.to_lowercase(), word)
}

/// Les mots de `words` dans l'ordre de la liste, une fois chacun.
pub fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let words: BTreeSet<_> = words.map(key).collect();
    words.into_iter().map(|(_, word)| word).collect()
}

/// Les lignes mal placées, répétées ou mal écrites de `list`.
pub fn disorder(list: &[&str]) -> Vec<String> {
    let malformed = list
        .iter()
        .filter(|line| line.split(' ').any(|word| word.trim().is_empty()))
        .map(|line| format!("{PATH} : « {line} » : espace de trop"));
    let misplaced = list
        .windows(2)
        .filter(|pair| key(pair[0]) >= key(pair[1]))
        .map(|pair| match pair {
            [a, b] if a == b => format!("{PATH} : « {a} » est écrit deux fois"),
            _ => format!("{PATH} : « {} » doit précéder « {} »", pair[1], pair[0]),
        });
    malformed.chain(misplaced).collect()
}

/// Le mot de `list` qui permet d'écrire `word` : lui-même, ou lui sans sa
/// majuscule.
pub fn entry<'a>(list: &[&'a str], word: &str) -> Option<&'a str> {
    let find = |word: &str| list.iter().copied().find(|listed| *listed == word);
    find(word).or_else(|| {
        let mut letters = word.chars();
        let first = letters.next()?.to_lowercase();
        find(&first.chain(letters).collect::<String>())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_remarques_ne_sont_pas_des_mots() {
        assert_eq!(lines("# Titre\n\na\nb\n"), ["a", "b"]);
    }

    #[test]
    fn l_ordre_ignore_les_majuscules() {
        assert_eq!(
            sorted(["étage", "Zig", "ami", "CPU", "cpu", "ami"].into_iter()),
            ["ami", "CPU", "cpu", "Zig", "étage"]
        );
    }

    #[test]
    fn le_desordre_se_voit() {
        assert!(disorder(&["ami", "CPU", "Zig", "étage"]).is_empty());
        assert!(disorder(&["Zig", "ami"])[0].contains("« ami » doit précéder « Zig »"));
        assert!(disorder(&["ami", "ami"])[0].contains("deux fois"));
        assert!(disorder(&["ami ", "b"])[0].contains("espace de trop"));
    }

    #[test]
    fn un_mot_s_ecrit_comme_dans_la_liste_ou_avec_une_majuscule() {
        let list = ["CPU", "mutex", "Rust", "élision"];
        assert_eq!(entry(&list, "mutex"), Some("mutex"));
        assert_eq!(entry(&list, "Mutex"), Some("mutex"));
        assert_eq!(entry(&list, "Élision"), Some("élision"));
        for word in ["rust", "cpu", "MUTEX", "fil"] {
            assert_eq!(entry(&list, word), None, "{word}");
        }
    }

    #[test]
    fn une_citation_n_est_admise_qu_entiere() {
        let quotes = Quotes::new(&["go", "go run", "go run -race", "is not"]);
        let mut block = Passage::new(1, "go run, go run\n-race : cargo run ; this not").unwrap();
        assert_eq!(quotes.remove_from(&mut block), ["go run", "go run -race"]);
        assert_eq!(block.text, "\u{fffc}, \n\u{fffc} : cargo run ; this not");
    }

    #[test]
    fn une_liste_sans_citation_laisse_le_texte() {
        let mut block = Passage::new(1, "go run").unwrap();
        assert!(Quotes::new(&["go"]).remove_from(&mut block).is_empty());
        assert_eq!(block.text, "go run");
    }
}
