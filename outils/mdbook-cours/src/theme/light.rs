//! Les styles et les scripts, allégés de ce qui ne sert qu'à qui les écrit. Les
//! tests de navigateur comparent ce qu'ils disent à leurs sources.

use anyhow::{Result, anyhow};
use regex::Regex;
use std::sync::LazyLock;

static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/").expect("l'expression est juste"));

/// La feuille de style `text`, sans commentaires, retraits ni lignes vides.
pub fn style(text: &str) -> String {
    let text = COMMENT.replace_all(text, "");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Le script `text`, sans commentaires ni espaces ; `name` le désigne.
///
/// # Errors
///
/// Un script qui ne se lit pas.
pub fn script(name: &str, text: &str) -> Result<String> {
    minifier::js::minify(text)
        .map(|script| script.to_string())
        .map_err(|message| anyhow!("{name} : script illisible : {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_style_garde_ses_regles() {
        assert_eq!(
            style(
                "/* a\n b */\n@container c (min-width: 1px) {\n    a b { c: d  e; } /* f */\n\n}\n"
            ),
            "@container c (min-width: 1px) {\na b { c: d  e; }\n}\n"
        );
    }

    #[test]
    fn un_script_garde_ses_textes() {
        let text = "// dit\n'use strict';\n\nf( `a  ${ b } //` );\n";
        assert_eq!(
            script("a.js", text).unwrap(),
            "'use strict';f(`a  ${ b } //`);"
        );
    }
}
