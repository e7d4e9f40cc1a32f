//! Modifier un texte sans en changer les lignes.

use proc_macro2::{LineColumn, Span};

/// Des modifications à faire dans un texte.
pub(super) struct Edits<'a> {
    source: &'a str,
    line_starts: Vec<usize>,
    /// Début et fin, en octets, et le texte qui les remplace.
    edits: Vec<(usize, usize, String)>,
}

impl<'a> Edits<'a> {
    pub fn new(source: &'a str) -> Self {
        let ends = source.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            source,
            line_starts: std::iter::once(0).chain(ends).collect(),
            edits: Vec::new(),
        }
    }

    /// Insère `text`, d'une seule ligne, à cette place.
    pub fn insert(&mut self, place: LineColumn, text: &str) {
        let at = self.offset(place);
        self.edits.push((at, at, text.to_owned()));
    }

    /// Remplace ce que couvre `span`.
    pub fn replace(&mut self, span: Span, text: &str) {
        self.replace_between(span.start(), span.end(), text);
    }

    /// Remplace ce qui est entre deux places d'une même ligne.
    pub fn replace_between(&mut self, start: LineColumn, end: LineColumn, text: &str) {
        let (start, end) = (self.offset(start), self.offset(end));
        self.edits.push((start, end, text.to_owned()));
    }

    /// Le texte modifié.
    pub fn apply(&mut self) -> String {
        self.edits.sort();
        let mut text = String::with_capacity(self.source.len() + 256);
        let mut at = 0;
        for (start, end, replacement) in &self.edits {
            text += &self.source[at..*start];
            text += replacement;
            // Les lignes remplacées restent comptées.
            let lost = self.source[*start..*end].matches('\n').count();
            text.extend(std::iter::repeat_n('\n', lost));
            at = *end;
        }
        text + &self.source[at..]
    }

    /// L'octet d'une place, dont la colonne se compte en caractères.
    fn offset(&self, place: LineColumn) -> usize {
        let start = self.line_starts[place.line - 1];
        let line = &self.source[start..];
        let bytes: usize = line.chars().take(place.column).map(char::len_utf8).sum();
        start + bytes
    }
}
