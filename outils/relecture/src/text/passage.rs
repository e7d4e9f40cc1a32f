//! Un morceau de texte continu, et sa place dans son fichier.

/// Ce qui tient la place de ce qui n'est pas du texte : code, adresse,
/// directive, appel de note.
pub const CODE: char = '\u{fffc}';

/// Un paragraphe, un titre, une cellule, une chaîne : un texte continu. Ses
/// fins de ligne sont celles du fichier ; ce qui n'est pas du texte y est
/// [`CODE`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// La ligne du fichier où il commence, à partir de 1.
    pub line: usize,
    /// Son texte.
    pub text: String,
}

impl Passage {
    /// Remplace les directives et les adresses de `text` par [`CODE`] ; `None`
    /// s'il ne reste rien à lire.
    pub fn new(line: usize, text: &str) -> Option<Self> {
        regex!(static NOT_TEXT = r"\{\{[^\n]*?\}\}|https?://[^\s)»]*[^\s)».,;:]|^\[![A-Z]+\]");
        let text = NOT_TEXT.replace_all(text, CODE.to_string());
        let block = Self {
            line,
            text: text.into_owned(),
        };
        block.text.contains(char::is_alphanumeric).then_some(block)
    }

    /// La ligne du fichier où se trouve l'octet `offset` du texte.
    pub fn line_at(&self, offset: usize) -> usize {
        self.line + self.text[..offset].matches('\n').count()
    }
}

/// Compare des morceaux à ceux attendus, où « ¤ » est [`CODE`].
#[cfg(test)]
#[track_caller]
pub(super) fn expect(passages: &[Passage], expected: &[(usize, &str)]) {
    let told = passages
        .iter()
        .map(|it| (it.line, it.text.replace(CODE, "¤")));
    let told: Vec<(usize, String)> = told.collect();
    let told: Vec<(usize, &str)> = told
        .iter()
        .map(|(line, text)| (*line, text.as_str()))
        .collect();
    assert_eq!(told, expected);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Option<String> {
        Passage::new(1, source).map(|block| block.text)
    }

    #[test]
    fn directives_adresses_et_encadres_ne_sont_pas_du_texte() {
        assert_eq!(
            text("[!NOTE]\nVoir https://go.dev/ref/mem. Et {{#include a b}} ?").as_deref(),
            Some("\u{fffc}\nVoir \u{fffc}. Et \u{fffc} ?")
        );
        assert_eq!(text("{{#listing a/b}}"), None);
        assert_eq!(text(" : "), None);
    }

    #[test]
    fn une_ligne_se_retrouve() {
        let block = Passage::new(7, "a\nb\nc").unwrap();
        assert_eq!((block.line_at(0), block.line_at(4)), (7, 9));
    }
}
