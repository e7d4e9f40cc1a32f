//! Les blocs `rust` des pages, tels que skeptic doit les compiler.
//!
//! skeptic nomme un test d'après le fichier et la ligne du bloc, et ne connaît
//! que les pages développées. Chaque bloc porte donc, dans sa clôture, d'où il
//! vient (`ligne_24`, `programme_rendez_vous`), et devient un fichier de ce
//! nom.

use crate::page::markdown::{Fence, fences};
use crate::page::splice::splice;
use files::line_of;
use std::path::Path;

/// Ce qui précède, dans une clôture, la ligne du fichier source.
const LINE: &str = "ligne_";
/// Ce qui précède, dans une clôture, le nom d'un listing.
const PROGRAM: &str = "programme_";

/// La clôture d'un listing, donné à skeptic : exécuté, ou seulement compilé.
pub(crate) fn program_info(name: &str, run: bool) -> String {
    let no_run = if run { "" } else { "no_run," };
    format!("rust,{no_run}{PROGRAM}{name}")
}

/// Ajoute à la clôture de chaque bloc `rust` de `text` sa ligne.
pub(crate) fn mark_lines(text: &str) -> String {
    let mark = |fence: Fence| {
        let start = fence.range.start;
        let end = start + text[start..].find('\n').unwrap_or(0);
        (end..end, format!(",{LINE}{}", line_of(text, start)))
    };
    let rust = fences(text).into_iter().filter(|f| is_rust(&f.info));
    splice(text, rust.map(mark))
}

/// Un bloc à compiler, seul.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// D'où il vient, sans séparateur : `introduction_premier_fil_ligne_24`.
    pub name: String,
    /// Une page Markdown dont il est tout le contenu.
    pub markdown: String,
}

/// Les blocs `rust` de la page `path` développée, `text`. Comme le font mdBook
/// et le Playground, un bloc sans `main` en reçoit un.
pub fn blocks(path: &Path, text: &str) -> Vec<Block> {
    let page = path
        .with_extension("")
        .to_string_lossy()
        .replace(['/', '\\'], "_");
    fences(text)
        .into_iter()
        .filter(|fence| is_rust(&fence.info))
        .map(|fence| {
            let origin = |word: &&str| word.starts_with(LINE) || word.starts_with(PROGRAM);
            let (origins, info): (Vec<&str>, Vec<&str>) =
                fence.info.split([',', ' ']).partition(origin);
            let body = match fence.body.contains("fn main()") {
                true => fence.body.to_owned(),
                false => format!("#![allow(unused)]\nfn main() {{\n{}}}\n", fence.body),
            };
            Block {
                name: format!("{page}_{}", origins.join("_")),
                markdown: format!("```{}\n{body}```\n", info.join(",")),
            }
        })
        .collect()
}

fn is_rust(info: &str) -> bool {
    info.split([',', ' ']).next() == Some("rust")
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    #[test]
    fn un_bloc_garde_sa_ligne_et_recoit_un_main() {
        let page = mark_lines("# T\n\n> ```rust,no_run\n> let x = 1;\n> ```\n\nb\n");
        assert_contains(&page, &["```rust,no_run,ligne_3\n"]);

        let page = mark_lines("# T\n\n```rust,no_run\nlet x = 1;\n```\n");
        assert_eq!(
            blocks(Path::new("a/p.md"), &page),
            [Block {
                name: "a_p_ligne_3".to_owned(),
                markdown: "```rust,no_run\n#![allow(unused)]\nfn main() {\nlet x = 1;\n}\n```\n"
                    .to_owned(),
            }]
        );
    }

    #[test]
    fn un_programme_entier_reste_tel_quel() {
        let text = format!("```{}\nfn main() {{}}\n```\n", program_info("essai", true));
        assert_eq!(
            blocks(Path::new("p.md"), &text),
            [Block {
                name: "p_programme_essai".to_owned(),
                markdown: "```rust\nfn main() {}\n```\n".to_owned(),
            }]
        );
    }

    #[test]
    fn les_autres_langages_sont_laisses() {
        let text = "```toml\na = 1\n```\n";
        assert_eq!(mark_lines(text), text);
        assert_eq!(blocks(Path::new("p.md"), text), []);
    }
}
