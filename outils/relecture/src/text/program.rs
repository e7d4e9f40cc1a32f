//! Le texte d'un programme : ses commentaires, lus comme du Markdown, et ses
//! chaînes.

use super::passage::{CODE, Passage};
use super::prose;
use regex::Regex;
use std::sync::LazyLock;

/// Le langage d'un programme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    Go,
}

/// Le texte des commentaires de `source`. Ceux qui se suivent, seuls sur leurs
/// lignes, n'en font qu'un.
pub(super) fn comments(source: &str, language: Language) -> Vec<Passage> {
    let mut groups: Vec<Comment> = Vec::new();
    for found in tokens(source, language).filter(|token| token.text.starts_with('/')) {
        let mut comment = Comment::from(found);
        if language == Language::Go {
            comment.lines[0] = without_go_name(comment.lines[0], source);
        }
        match groups.last_mut() {
            Some(last) if last.continues_with(&comment) => last.lines.append(&mut comment.lines),
            _ => groups.push(comment),
        }
    }
    groups
        .into_iter()
        .flat_map(|comment| {
            let mut passages = prose::passages(&comment.lines.join("\n"));
            for passage in &mut passages {
                passage.line += comment.line - 1;
            }
            passages
        })
        .collect()
}

/// Les chaînes de `source`, sans ce que l'exécution y remplace.
pub(super) fn strings(source: &str, language: Language) -> Vec<Passage> {
    regex!(static RUST = r"\{\{|\}\}|\{[^{}\n]*\}|\\u\{\w*\}|\\x\w\w");
    regex!(static GO = r"%[-+# 0-9.]*[a-zA-Z%]|\\u\w{4}|\\x\w\w");
    let replaced = match language {
        Language::Rust => &RUST,
        Language::Go => &GO,
    };
    tokens(source, language)
        .filter(|token| token.text.ends_with(['"', '`', '#']) && !token.is_import)
        .filter_map(|token| {
            let text = token.text.trim_start_matches(['b', 'c', 'r', '#']);
            let text = text.trim_end_matches('#');
            let text = replaced.replace_all(&text[1..text.len() - 1], CODE.to_string());
            let text = text.replace("\\n", " ").replace("\\t", " ");
            Passage::new(token.line, &text)
        })
        .collect()
}

/// Un commentaire ou une chaîne, délimiteurs compris.
struct Token<'a> {
    text: &'a str,
    line: usize,
    /// Vrai si rien ne le précède sur sa ligne.
    alone: bool,
    /// Vrai si c'est une chaîne d'un `import` de Go.
    is_import: bool,
}

fn tokens(source: &str, language: Language) -> impl Iterator<Item = Token<'_>> {
    static RUST: LazyLock<Regex> = LazyLock::new(|| {
        let raw: Vec<String> = (0..=4)
            .map(|n| "#".repeat(n))
            .map(|hashes| format!(r#"\b[bc]?r{hashes}".*?"{hashes}"#))
            .collect();
        // Un caractère peut être un guillemet ; une durée de vie n'en est pas un.
        let others = r#"//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\[^\n][^'\n]*)'"#;
        Regex::new(&format!("(?s){}|{others}", raw.join("|"))).expect("constante")
    });
    regex!(static GO = r#"(?s)//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\[^\n][^'\n]*)'"#);
    regex!(static IMPORTS = r#"(?m)^import (?:\([^)]*\)|[^\n]*)"#);
    let (tokens, imports) = match language {
        Language::Rust => (&RUST, Vec::new()),
        Language::Go => (&GO, IMPORTS.find_iter(source).map(|m| m.range()).collect()),
    };
    let (mut line, mut position) = (1, 0);
    tokens.find_iter(source).map(move |found| {
        line += source[position..found.start()].matches('\n').count();
        position = found.start();
        let before = source[..position].rsplit('\n').next().unwrap_or_default();
        Token {
            text: found.as_str(),
            line,
            alone: before.trim().is_empty(),
            is_import: imports.iter().any(|import| import.contains(&position)),
        }
    })
}

/// Des lignes de commentaire qui se suivent.
struct Comment<'a> {
    line: usize,
    alone: bool,
    marker: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> From<Token<'a>> for Comment<'a> {
    fn from(token: Token<'a>) -> Self {
        let Token { text, line, .. } = token;
        let marker = ["//!", "///", "//", "/*"]
            .into_iter()
            .find(|&marker| text.starts_with(marker))
            .unwrap_or_default();
        let lines = text[marker.len()..]
            .trim_end_matches("*/")
            .split('\n')
            .map(|text| {
                let text = text.strip_prefix(' ').unwrap_or(text);
                if is_mark(text) { "" } else { text }
            })
            .map(|text| text.strip_prefix("SAFETY: ").unwrap_or(text))
            .collect();
        Self {
            line,
            alone: token.alone,
            marker,
            lines,
        }
    }
}

impl Comment<'_> {
    fn continues_with(&self, next: &Self) -> bool {
        self.alone
            && next.alone
            && self.marker == next.marker
            && self.line + self.lines.len() == next.line
    }
}

/// Le commentaire d'une fonction de Go commence par son nom : rend la suite.
fn without_go_name<'a>(line: &'a str, source: &str) -> &'a str {
    match line.split_once(' ') {
        Some((name, rest)) if source.contains(&format!("func {name}(")) => rest,
        _ => line,
    }
}

/// Vrai d'une ligne que lisent des outils : ancre d'une inclusion, instruction
/// au compilateur de Go, titre convenu de rustdoc.
fn is_mark(text: &str) -> bool {
    regex!(static MARK = r"^\s*ANCHOR(_END)?:|^go:\w|^# (Errors|Panics|Safety|Examples)$");
    MARK.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::passage::expect;

    const RUST: &str = r###"//! Un titre
//! long

/// Un `code`.
///
/// # Errors
///
/// ```
/// exemple
/// ```
fn f<'a>(c: char) -> &'a str { // au bout
    // ANCHOR: ici
    // d'une ligne
    // à l'autre
    if c == '"' || c == '\'' { "// pas un \"commentaire\"\n" } else { r#"brut " fin"# }
}
/* un
bloc */
let _ = r##"brut "# // chaîne"##;
"###;

    #[test]
    fn les_commentaires_de_rust() {
        expect(
            &comments(RUST, Language::Rust),
            &[
                (1, "Un titre\nlong"),
                (4, "Un ¤."),
                (11, "au bout"),
                (13, "d'une ligne\nà l'autre"),
                (17, "un\nbloc"),
            ],
        );
    }

    #[test]
    fn seuls_les_commentaires_qui_se_suivent_n_en_font_qu_un() {
        let source = "//! un\n/// deux\n// trois\nlet a; // quatre\n// cinq\n\n// six\n// sept\n";
        expect(
            &comments(source, Language::Rust),
            &[
                (1, "un"),
                (2, "deux"),
                (3, "trois"),
                (4, "quatre"),
                (5, "cinq"),
                (7, "six\nsept"),
            ],
        );
    }

    #[test]
    fn les_chaines_de_rust() {
        expect(
            &strings(RUST, Language::Rust),
            &[
                (15, "// pas un \\\"commentaire\\\" "),
                (15, "brut \" fin"),
                (19, "brut \"# // chaîne"),
            ],
        );
        let source = r#"println!("Reçu : {val:?} {{}}", "a")"#;
        expect(
            &strings(source, Language::Rust),
            &[(1, "Reçu : ¤ ¤¤"), (1, "a")],
        );
    }

    #[test]
    fn le_texte_de_go() {
        let source = "//go:build linux\n\n// Un essai.\n// main dit tout.\npackage main\n\nimport (\n\t\"fmt\"\n)\n\nfunc main() {\n\tfmt.Printf(\"%5.1f octets\\n\", 1) // fin\n\tf(`brut`, 'a')\n}\n";
        expect(
            &comments(source, Language::Go),
            &[(3, "Un essai.\ndit tout."), (12, "fin")],
        );
        expect(
            &strings(source, Language::Go),
            &[(12, "¤ octets "), (13, "brut")],
        );
    }
}
