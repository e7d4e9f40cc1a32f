//! Remplacer des passages d'un texte : tout ce qui change une page passe par là.

use std::ops::Range;

/// Un passage, en octets, et ce qui le remplace. Un passage vide est une
/// insertion.
pub type Edit = (Range<usize>, String);

/// `text`, où chaque passage d'`edits` est remplacé. Ils se suivent, sans se
/// recouvrir.
pub fn splice(text: &str, edits: impl IntoIterator<Item = Edit>) -> String {
    let mut result = String::with_capacity(text.len() + 256);
    let mut copied = 0;
    for (range, new) in edits {
        result.push_str(&text[copied..range.start]);
        result.push_str(&new);
        copied = range.end;
    }
    result + &text[copied..]
}

/// Deux suites d'`edits` en une : au même endroit, une insertion passe avant ce
/// qui remplace.
pub fn merge(mut edits: Vec<Edit>, others: Vec<Edit>) -> Vec<Edit> {
    edits.extend(others);
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_et_insertions_se_suivent() {
        let replaced = vec![(2..4, "X".to_owned())];
        let inserted = vec![(2..2, "<".to_owned()), (4..4, ">".to_owned())];
        assert_eq!(splice("abcdef", merge(replaced, inserted)), "ab<X>ef");
        assert_eq!(splice("abc", []), "abc");
    }
}
