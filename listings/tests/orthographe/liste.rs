//! La liste des mots du livre que le dictionnaire français ne connaît pas :
//! un par ligne, dans l'ordre de [`key`] ; `#` commence une remarque.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Son chemin depuis la racine du livre.
pub const PATH: &str = "listings/tests/dictionnaire.txt";

/// Les mots de la liste, dans l'ordre du fichier.
pub static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| words(include_str!("../dictionnaire.txt")));

fn words(file: &str) -> Vec<&str> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
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

/// Les mots mal placés, répétés ou mal écrits de `list`.
pub fn disorder(list: &[&str]) -> Vec<String> {
    let malformed = list
        .iter()
        .filter(|word| word.contains(char::is_whitespace))
        .map(|word| format!("{PATH} : « {word} » : un mot par ligne, sans espace"));
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
    let find = |word: &str| {
        list.binary_search_by(|probe| key(probe).cmp(&key(word)))
            .ok()
            .map(|i| list[i])
    };
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
        assert_eq!(words("# Titre\n\na\nb\n"), ["a", "b"]);
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
        assert!(disorder(&["ami ", "b"])[0].contains("sans espace"));
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
}
