//! Le texte d'un document Markdown : titres, paragraphes, tableaux, textes des
//! liens et des images, étiquettes des diagrammes. Ni code, ni adresse, ni
//! balise.

use super::diagram;
use super::passage::{CODE, Passage};
use crate::pages::markdown::events;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

/// Le texte de `source`, dans l'ordre.
pub(super) fn passages(source: &str) -> Vec<Passage> {
    let mut reader = Reader::new(source);
    for (event, range) in events(source) {
        reader.read(event, range);
    }
    reader.cut();
    reader.passages
}

/// Où en est la lecture.
struct Reader<'a> {
    source: &'a str,
    /// Ce qui est lu, et la ligne où cela finit.
    position: usize,
    line: usize,
    inside: Inside,
    /// Le morceau en cours, et la ligne où il commence.
    text: String,
    first_line: usize,
    passages: Vec<Passage>,
}

/// Ce que contient la partie du document en cours de lecture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Prose,
    Html,
    Diagram,
    OtherCode,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            position: 0,
            line: 1,
            inside: Inside::Prose,
            text: String::new(),
            first_line: 1,
            passages: Vec::new(),
        }
    }

    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, range.start),
            Event::End(tag) => self.close(tag),
            Event::Text(_) if self.inside == Inside::OtherCode => {}
            Event::Text(text) | Event::Html(text) => self.push(&text, range),
            Event::Code(_) | Event::FootnoteReference(_) => self.push(&CODE.to_string(), range),
            // `<br>` sépare ; les autres balises entourent.
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.push(" ", range),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag, start: usize) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Link { title, .. } | Tag::Image { title, .. } => {
                let line = self.line_at(start);
                self.passages.extend(Passage::new(line, &title));
            }
            Tag::HtmlBlock => self.enter(Inside::Html),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if &*info == "mermaid" => {
                self.enter(Inside::Diagram);
            }
            Tag::CodeBlock(_) => self.enter(Inside::OtherCode),
            _ => self.cut(),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Link | TagEnd::Image => {}
            _ => self.enter(Inside::Prose),
        }
    }

    fn enter(&mut self, inside: Inside) {
        self.cut();
        self.inside = inside;
    }

    /// Ajoute `text`, qui vient des octets `range` du document.
    fn push(&mut self, text: &str, range: Range<usize>) {
        if self.text.is_empty() {
            self.first_line = self.line_at(range.start);
        }
        // Un morceau garde les fins de ligne du document : celles que le texte
        // ne dit pas (fin de ligne simple, code sur deux lignes) le précèdent.
        let told = text.matches('\n').count();
        let last = self.first_line + self.text.matches('\n').count();
        let missing = (self.line_at(range.end) - last).saturating_sub(told);
        self.text.extend(std::iter::repeat_n('\n', missing));
        self.text.push_str(text);
    }

    /// La ligne de l'octet `offset` du document, qui n'est jamais avant le
    /// précédent de plus d'un événement.
    fn line_at(&mut self, offset: usize) -> usize {
        if offset > self.position {
            self.line += self.source[self.position..offset].matches('\n').count();
        } else {
            self.line -= self.source[offset..self.position].matches('\n').count();
        }
        self.position = offset;
        self.line
    }

    /// Finit le morceau en cours.
    fn cut(&mut self) {
        let text = std::mem::take(&mut self.text);
        match self.inside {
            Inside::Diagram => self
                .passages
                .extend(diagram::labels(self.first_line, &text)),
            Inside::Html => self
                .passages
                .extend(Passage::new(self.first_line, &without_tags(&text))),
            _ => self.passages.extend(Passage::new(self.first_line, &text)),
        }
    }
}

/// Le texte d'un bloc HTML, ses fins de ligne gardées.
fn without_tags(html: &str) -> String {
    regex!(static TAG = r"(?s)<!--.*?-->|<[^>]*>");
    TAG.replace_all(html, |found: &regex::Captures| {
        "\n".repeat(found[0].matches('\n').count())
    })
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::passage;

    #[track_caller]
    fn expect(source: &str, expected: &[(usize, &str)]) {
        passage::expect(&passages(source), expected);
    }

    #[test]
    fn titres_paragraphes_et_listes() {
        expect(
            "# Un *titre* {#ancre}\n\nDeux\nlignes.\n\n- un\n  - deux\n\n> citée\n> encore\n",
            &[
                (1, "Un titre"),
                (3, "Deux\nlignes."),
                (6, "un"),
                (7, "deux"),
                (9, "citée\nencore"),
            ],
        );
    }

    #[test]
    fn tableaux_liens_et_images() {
        expect(
            "| a | `b` |\n|:--|--:|\n| c [d](e/f.md \"g\") | ![h](i.png) |\n\n<https://j.fr> k\n",
            &[(1, "a"), (3, "g"), (3, "c d"), (3, "h"), (5, "¤ k")],
        );
    }

    #[test]
    fn le_code_tient_la_place_d_un_caractere() {
        expect(
            "Un `a\nb` : *`c`*[^1].\n\n```rust\nlet d;\n```\n\n    e\n\n[^1]: note\n",
            &[(1, "Un \n¤ : ¤¤."), (10, "note")],
        );
    }

    #[test]
    fn le_html_perd_ses_balises() {
        expect(
            "<details>\n<summary>Voir</summary>\n<!-- a\nb -->\n\nUn <kbd>c</kbd><br>d\n",
            &[(1, "\nVoir\n\n\n"), (6, "Un c d")],
        );
    }

    #[test]
    fn les_etiquettes_des_diagrammes_sont_lues() {
        expect(
            "a\n\n```mermaid\nflowchart LR\n  a[Un titre]\n```\n\nb\n",
            &[(1, "a"), (5, "Un titre"), (8, "b")],
        );
    }
}
