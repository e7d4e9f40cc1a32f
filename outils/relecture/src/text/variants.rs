//! Le texte des variantes d'un programme : leurs questions et leurs réponses, les
//! commentaires et les chaînes des lignes nouvelles.

use super::passage::Passage;
use super::program::{self, Language};
use super::prose;
use catalogue::{VARIANTS, Variant};
use std::path::Path;

/// La prose et les chaînes du fichier de variantes `file`, depuis `listings_dir`, dont
/// le texte est `source`.
///
/// # Panics
///
/// S'il ne se lit pas : la construction du livre dit pourquoi.
pub(super) fn passages(
    listings_dir: &Path,
    file: &str,
    source: &str,
) -> (Vec<Passage>, Vec<Passage>) {
    let reference = file.trim_end_matches(VARIANTS).trim_end_matches('.');
    let variants = Variant::all(listings_dir, reference)
        .unwrap_or_else(|errors| panic!("{file} ne se lit pas : {}", errors[0]));
    let lines: Vec<&str> = source.lines().collect();
    let line_of = |variant: &Variant, key: &str| {
        let after = lines[variant.line..].iter();
        let rank = after.take_while(|line| !line.starts_with("[[variante]]"));
        variant.line + 1 + rank.take_while(|line| !line.starts_with(key)).count()
    };
    let (mut prose, mut strings) = (Vec::new(), Vec::new());
    for variant in &variants {
        let question = [("question", Some(&variant.question))];
        for (key, text) in question
            .into_iter()
            .chain([("reponse", variant.answer.as_ref())])
        {
            let found = text.map(|text| prose::passages(text)).into_iter().flatten();
            prose.extend(moved(found, line_of(variant, key)));
        }
        for edit in &variant.edits {
            let added = edit.added.join("\n");
            prose.extend(moved(
                program::comments(&added, Language::Rust),
                variant.line,
            ));
            strings.extend(moved(
                program::strings(&added, Language::Rust),
                variant.line,
            ));
        }
    }
    (prose, strings)
}

/// Les mêmes morceaux, tous à cette ligne.
fn moved(
    passages: impl IntoIterator<Item = Passage>,
    line: usize,
) -> impl Iterator<Item = Passage> {
    passages.into_iter().map(move |mut passage| {
        passage.line = line;
        passage
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::passage::expect;

    #[test]
    fn questions_reponses_et_lignes_nouvelles_se_relisent() {
        let source = "[[variante]]\nid = \"a\"\nquestion = \"Une question ?\"\nreponse = \"Une réponse.\"\n\n\
             [[variante.change]]\nligne = \"fn main() {}\"\ndevient = 'fn main() { f(\"une chaîne\") } // Un commentaire'\n";
        let dir = testing::tree([
            ("c/a.rs", "//! T\n\nfn main() {}\n"),
            ("c/a.variantes.toml", source),
        ]);
        let (prose, strings) = passages(dir.path(), "c/a.variantes.toml", source);
        expect(
            &prose,
            &[
                (3, "Une question ?"),
                (4, "Une réponse."),
                (1, "Un commentaire"),
            ],
        );
        expect(&strings, &[(1, "une chaîne")]);
    }
}
