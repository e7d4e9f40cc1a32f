//! Le texte d'un quiz : ses phrases, et les commentaires et les chaînes de ses
//! programmes.

use super::passage::Passage;
use super::program::{self, Language};
use super::prose;
use quiz::{Quiz, Source};

/// La prose et les chaînes du quiz `file`, dont le texte est `source`.
///
/// # Panics
///
/// S'il ne se lit pas : la construction du livre dit pourquoi.
pub(super) fn passages(file: &str, source: &str) -> (Vec<Passage>, Vec<Passage>) {
    let quiz = Quiz::parse(file, "page", source)
        .unwrap_or_else(|errors| panic!("{file} ne se lit pas : {}", errors[0]));
    let (mut prose, mut strings) = (Vec::new(), Vec::new());
    for question in &quiz.questions {
        for text in question.texts() {
            prose.extend(moved(prose::passages(&text.text), text.line));
        }
        let written = question.program.as_ref().map(|program| &program.source);
        if let Some(Source::Here(text)) = written {
            prose.extend(moved(
                program::comments(&text.text, Language::Rust),
                text.line,
            ));
            strings.extend(moved(
                program::strings(&text.text, Language::Rust),
                text.line,
            ));
        }
    }
    (prose, strings)
}

/// Les mêmes morceaux, dans un texte qui commence à la ligne `first`.
fn moved(passages: Vec<Passage>, first: usize) -> impl Iterator<Item = Passage> {
    passages.into_iter().map(move |mut passage| {
        passage.line += first - 1;
        passage
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::passage::expect;

    #[test]
    fn phrases_commentaires_et_chaines_gardent_leur_ligne() {
        let question = |nom: &str| {
            format!(
                "[[question]]\nnom = \"{nom}\"\ngenre = \"affiche\"\nenonce = \"Un énoncé\"\npassage = \"#a\"\n\
                 explication = \"Une raison\"\nprogramme = '''\nfn main() {{\n    // Un commentaire\n    \
                 println!(\"une chaîne\");\n}}\n'''\n[[question.proposition]]\nsortie = \"x\"\njuste = true\n\
                 [[question.proposition]]\nsortie = \"y\"\npourquoi = \"Un reproche\"\n[[question.proposition]]\nsortie = \"z\"\npourquoi = \"Un autre\"\n"
            )
        };
        let source: String = ["a", "b", "c", "d"].map(question).concat();
        let (prose, strings) = passages("f", &source);
        expect(
            &prose[..5],
            &[
                (4, "Un énoncé"),
                (6, "Une raison"),
                (18, "Un reproche"),
                (21, "Un autre"),
                (9, "Un commentaire"),
            ],
        );
        expect(&strings[..1], &[(10, "une chaîne")]);
    }
}
