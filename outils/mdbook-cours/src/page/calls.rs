//! Les directives `{{#nom argument}}` d'une page.

use files::line_of;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Une directive trouvée dans une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'a> {
    /// Octets de la page, accolades comprises.
    pub range: Range<usize>,
    /// Ligne de la page, à partir de 1.
    pub line: usize,
    /// Le mot qui suit `{{#` ; vide si la directive est mal formée.
    pub name: &'a str,
    /// Le reste, sans les blancs autour.
    pub argument: &'a str,
    /// Vrai si rien d'autre ne partage sa ligne.
    pub alone: bool,
}

/// Toutes les directives de `text`, dans l'ordre. Une directive précédée d'une
/// barre oblique inverse est du texte et n'en fait pas partie. Un `{{#` sans
/// fin sur sa ligne donne une directive au nom vide.
pub fn calls(text: &str) -> Vec<Call<'_>> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{\{\s*#").expect("constante"));
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\{\{\s*#\s*([a-z_]+)(?:[ \t]+([^}\n]*?))?[ \t]*\}\}").expect("constante")
    });

    OPENING
        .find_iter(text)
        .filter(|opening| !text[..opening.start()].ends_with('\\'))
        .map(|opening| {
            let start = opening.start();
            let captures = WHOLE.captures(&text[start..]);
            let (end, name, argument) = match &captures {
                Some(found) => (
                    start + found.get(0).map_or(0, |all| all.end()),
                    found.get(1).map_or("", |name| name.as_str()),
                    found.get(2).map_or("", |argument| argument.as_str()),
                ),
                None => (opening.end(), "", ""),
            };
            Call {
                range: start..end,
                line: line_of(text, start),
                name,
                argument,
                alone: is_alone(text, start..end),
            }
        })
        .collect()
}

fn is_alone(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or("");
    let after = text[range.end..].split('\n').next().unwrap_or("");
    before.is_empty() && after.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouve_nom_argument_et_ligne() {
        let text = "a\n{{#listing x/y}}\nb {{#include z:w}} c\n";
        let found = calls(text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name, found[0].argument), ("listing", "x/y"));
        assert_eq!((found[0].line, found[0].alone), (2, true));
        assert_eq!(&text[found[0].range.clone()], "{{#listing x/y}}");
        assert_eq!((found[1].line, found[1].alone), (3, false));
    }

    #[test]
    fn une_directive_echappee_est_du_texte() {
        assert_eq!(calls(r"\{{#listing x/y}}"), []);
    }

    #[test]
    fn une_directive_sans_fin_a_un_nom_vide() {
        let found = calls("texte {{#listing x/y\n}}");
        assert_eq!((found.len(), found[0].name), (1, ""));
        assert_eq!(calls("{{#}}")[0].name, "");
    }
}
