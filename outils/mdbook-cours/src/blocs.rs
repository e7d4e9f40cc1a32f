//! Les blocs `rust` des pages, tels que skeptic doit les compiler.
//!
//! mdBook et le Playground entourent d'un `main` un bloc qui n'en a pas ;
//! skeptic, non.

use crate::page::fences;

/// Entoure d'un `main` chaque bloc `rust` de `text` qui n'en a pas, comme le
/// fait mdBook.
pub fn with_main(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for fence in fences(text) {
        let language = fence.info.split([',', ' ']).next();
        if language != Some("rust") || fence.body.contains("fn main()") {
            continue;
        }
        // Le contenu commence après la ligne d'ouverture de la clôture.
        let opening = text[fence.range.clone()].find('\n').map_or(0, |i| i + 1);
        let start = fence.range.start + opening;
        result.push_str(&text[copied..start]);
        result.push_str(&format!(
            "#![allow(unused)]\nfn main() {{\n{}}}\n",
            fence.body
        ));
        copied = start + fence.body.len();
    }
    result.push_str(&text[copied..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_bloc_sans_main_en_recoit_un() {
        assert_eq!(
            with_main("a\n\n```rust,no_run\nlet x = 1;\n```\n\nb\n"),
            "a\n\n```rust,no_run\n#![allow(unused)]\nfn main() {\nlet x = 1;\n}\n```\n\nb\n"
        );
    }

    #[test]
    fn un_programme_entier_et_les_autres_langages_restent_tels_quels() {
        for text in [
            "```rust\nfn main() {}\n```\n",
            "```toml\na = 1\n```\n",
            "texte\n",
        ] {
            assert_eq!(with_main(text), text);
        }
    }
}
