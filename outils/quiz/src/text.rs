//! Un texte d'un fichier de quiz.

/// Un texte du fichier, et la ligne où il commence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// La ligne du fichier, à partir de 1.
    pub line: usize,
    /// Le texte.
    pub text: String,
}

impl Text {
    /// Ce qui ne va pas s'il s'affiche : il n'a que des mots et du `code`.
    pub(crate) fn check_inline(&self) -> Option<&'static str> {
        if self.text.matches('`').count() % 2 == 1 {
            Some("un accent grave est seul : `code` en a deux")
        } else if self.text.contains("```") || self.text.trim_end().contains("\n\n") {
            Some("un texte de quiz est un seul paragraphe, sans bloc de code")
        } else if self.text.contains("](") || self.text.contains("{{") {
            Some("un texte de quiz n'a ni lien ni directive : le lien est `passage`")
        } else {
            None
        }
    }
}
