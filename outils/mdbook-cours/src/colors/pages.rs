//! Les blocs de code des pages que mdBook a écrites.
//!
//! mdBook y a mis ce que lui seul sait : le `main` ajouté, les lignes cachées
//! (`<span class="boring">`). Ces pages sont donc reprises après lui.

use super::Painter;
use crate::page::html::unescape;
use std::borrow::Cow;

const OPENING: &str = "<code class=\"language-";
const CLOSING: &str = "</code>";
const HIDDEN: &str = "<span class=\"boring\">";
const HIDDEN_END: &str = "</span>";

/// La page `html`, ses blocs en couleurs.
pub fn paint<'a>(html: &'a str, painter: &Painter) -> Cow<'a, str> {
    let mut painted = String::new();
    let mut rest = html;
    while let Some((before, block)) = rest.split_once(OPENING) {
        let Some((attributes, inside)) = block.split_once('>') else {
            break;
        };
        let Some((code, after)) = inside.split_once(CLOSING) else {
            break;
        };
        painted.push_str(before);
        painted.push_str(OPENING);
        painted.push_str(&with_class(attributes));
        painted.push('>');
        let language: &str = attributes.split([' ', '"']).next().unwrap_or_default();
        match Block::read(code) {
            Some(block) => painted.push_str(&block.paint(language, painter)),
            // Un auteur y a mis ses propres balises : elles restent.
            None => painted.push_str(code),
        }
        painted.push_str(CLOSING);
        rest = after;
    }
    match painted.is_empty() {
        true => Cow::Borrowed(html),
        false => Cow::Owned(painted + rest),
    }
}

/// Ces attributs, avec la classe que le style attend d'un bloc coloré.
fn with_class(attributes: &str) -> String {
    match attributes.split_once('"') {
        Some((class, rest)) if !class.split(' ').any(|name| name == "hljs") => {
            format!("{class} hljs\"{rest}")
        }
        _ => attributes.to_owned(),
    }
}

/// Le contenu d'un bloc : son texte, et ses lignes cachées.
struct Block {
    text: String,
    /// Pour chaque ligne.
    hidden: Vec<bool>,
}

impl Block {
    /// Lit le HTML de mdBook ; `None` s'il y a là d'autres balises que les siennes,
    /// ou une ligne cachée à demi.
    fn read(html: &str) -> Option<Self> {
        let mut text = String::with_capacity(html.len());
        let mut hidden = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let (part, is_hidden, after) = match rest.strip_prefix(HIDDEN) {
                Some(inside) => {
                    let (part, after) = inside.split_once(HIDDEN_END)?;
                    (part, true, after)
                }
                None => {
                    let end = rest.find('<').unwrap_or(rest.len());
                    (&rest[..end], false, &rest[end..])
                }
            };
            let whole = text.is_empty() || text.ends_with('\n');
            if part.contains('<') || part.is_empty() || !whole {
                return None;
            }
            text.push_str(part);
            hidden.extend(part.split_inclusive('\n').map(|_| is_hidden));
            rest = after;
        }
        Some(Self {
            text: unescape(&text),
            hidden,
        })
    }

    fn paint(&self, language: &str, painter: &Painter) -> String {
        let lines = painter.lines(language, &self.text);
        let ends = self
            .text
            .split_inclusive('\n')
            .map(|line| line.ends_with('\n'));
        let mut html = String::new();
        let mut inside = false;
        for ((line, hidden), ends) in lines.iter().zip(&self.hidden).zip(ends) {
            if inside != *hidden {
                html.push_str(if inside { HIDDEN_END } else { HIDDEN });
                inside = *hidden;
            }
            html.push_str(line);
            if ends {
                html.push('\n');
            }
        }
        if inside {
            html.push_str(HIDDEN_END);
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(html: &str) -> String {
        paint(html, &Painter::default()).into_owned()
    }

    #[test]
    fn un_bloc_est_colore_et_ses_lignes_cachees_le_restent() {
        let html = "<p>a</p><pre><code class=\"language-rust edition2024\"><span class=\"boring\">fn main() {\n\
                    </span>let a = &amp;1;\n<span class=\"boring\">}\n</span></code></pre><p>b</p>";
        assert_eq!(
            painted(html),
            "<p>a</p><pre><code class=\"language-rust edition2024 hljs\">\
             <span class=\"boring\"><span class=\"hljs-keyword\">fn</span> <span class=\"hljs-title\">main</span>() {\n\
             </span><span class=\"hljs-keyword\">let</span> a = &amp;<span class=\"hljs-number\">1</span>;\n\
             <span class=\"boring\">}\n</span></code></pre><p>b</p>"
        );
    }

    #[test]
    fn ce_qui_n_est_pas_un_bloc_de_mdbook_reste_tel_quel() {
        for html in [
            "<p><code>let a</code></p>",
            "<pre>let a</pre>",
            "<code class=\"language-rust hljs\">let <b>a</b></code>",
            "<code class=\"language-rust hljs\">let <span class=\"boring\">a</span></code>",
            "<code class=\"language-rust hljs\">",
        ] {
            assert_eq!(painted(html), html);
        }
    }
}
