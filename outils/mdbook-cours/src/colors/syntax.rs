//! Les mots d'un programme, classés par les grammaires que porte
//! [`syntect`](https://docs.rs/syntect).

use crate::page::html::escape_text;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// Ce que devient une portée des grammaires : la première qui commence celle d'un
/// mot, en partant de la plus précise, donne sa classe. Vide : aucune.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("storage.type.string", "string"),
    ("string", "string"),
    ("storage.type.numeric", "number"),
    ("constant.numeric", "number"),
    ("constant.language", "literal"),
    ("entity.name.enum", "title"),
    ("entity.name.function", "title"),
    ("entity.name.struct", "title"),
    ("entity.name.trait", "title"),
    ("entity.name.type", "title"),
    ("storage.modifier.lifetime", "symbol"),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("variable.language", "keyword"),
    ("support.function.builtin", "built_in"),
    ("support.macro", "built_in"),
    ("support.type", "built_in"),
    ("meta.annotation", "meta"),
];

/// Les mots réservés de Rust : `let` et `u32` ont la même portée, `impl` n'en a pas
/// toujours une.
const KEYWORDS: [&str; 36] = [
    "Self", "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "type", "unsafe", "use",
    "where", "while",
];

/// Les variantes qu'un programme Rust nomme sans leur type.
const VARIANTS: [&str; 4] = ["None", "Some", "Ok", "Err"];

/// Les types de Rust qui n'ont pas toujours de portée non plus.
const TYPES: [&str; 16] = [
    "Box", "Option", "Result", "String", "Vec", "bool", "char", "f64", "i32", "i64", "str", "u16",
    "u32", "u64", "u8", "usize",
];

/// Les grammaires, et ce qu'elles classent.
pub struct Syntax {
    set: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
    rust: Scope,
    rust_storage: Scope,
}

impl Syntax {
    /// Lit les grammaires : quelques millisecondes.
    ///
    /// # Panics
    ///
    /// Si une portée de ce fichier est mal écrite.
    pub fn load() -> Self {
        let scope = |name| Scope::new(name).expect("une portée est faite de mots et de points");
        Self {
            set: SyntaxSet::load_defaults_newlines(),
            classes: CLASSES
                .iter()
                .map(|&(name, class)| (scope(name), class))
                .collect(),
            rust: scope("source.rust"),
            rust_storage: scope("storage.type.rust"),
        }
    }

    /// Les lignes de `text`, en HTML, chacune avec ses propres balises ; `None` si
    /// `language` n'a pas de grammaire, ou ne se lit pas par elle.
    pub fn lines(&self, language: &str, text: &str) -> Option<Vec<String>> {
        let syntax = self.set.find_syntax_by_token(language)?;
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let changes = state.parse_line(line, &self.set).ok()?;
            let mut html = Line::default();
            let mut done = 0;
            for (at, change) in changes {
                self.push(&mut html, &scopes, &line[done..at]);
                scopes.apply(&change).ok()?;
                done = at;
            }
            self.push(&mut html, &scopes, &line[done..]);
            lines.push(html.finish());
        }
        Some(lines)
    }

    /// Ajoute à la ligne `html` un texte qui a ces portées.
    fn push(&self, html: &mut Line, scopes: &ScopeStack, text: &str) {
        let text = text.trim_end_matches('\n');
        let class = self.class(scopes, text);
        if class.is_empty() && scopes.scopes.first() == Some(&self.rust) {
            for word in rust_words(text) {
                html.push(word, rust_class(word));
            }
        } else {
            html.push(text, class);
        }
    }

    fn class(&self, scopes: &ScopeStack, word: &str) -> &'static str {
        let found = scopes.scopes.iter().rev().find_map(|&scope| {
            let (_, class) = self
                .classes
                .iter()
                .find(|(known, _)| known.is_prefix_of(scope))?;
            Some((scope, *class))
        });
        match found {
            // « in » est un mot ; « + » n'en est pas un.
            Some((_, "keyword")) if !word.contains(char::is_alphabetic) => "",
            Some((scope, _)) if scope == self.rust_storage && !KEYWORDS.contains(&word) => {
                "built_in"
            }
            Some((_, "built_in")) if VARIANTS.contains(&word) => "literal",
            Some((_, class)) => class,
            None => "",
        }
    }
}

/// La classe d'un mot de Rust qui n'a pas de portée.
fn rust_class(word: &str) -> &'static str {
    match word {
        _ if KEYWORDS.contains(&word) => "keyword",
        _ if TYPES.contains(&word) => "built_in",
        // La taille d'un tableau, dans son type.
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => "number",
        // L'étiquette d'une boucle.
        _ if word.len() > 1 && word.starts_with('\'') => "symbol",
        _ => "",
    }
}

/// Les mots de `text`, leur apostrophe comprise, et ce qui les sépare.
fn rust_words(text: &str) -> impl Iterator<Item = &str> {
    let is_in_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '\'' => rest[1..].find(|c| !is_in_word(c)).map(|end| end + 1),
            _ => rest.find(|c| c == '\'' || is_in_word(c) != is_in_word(first)),
        };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
}

/// Une ligne qui s'écrit ; des mots voisins de même classe n'ont qu'une balise.
#[derive(Default)]
struct Line {
    html: String,
    class: &'static str,
}

impl Line {
    fn push(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        if class != self.class {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"hljs-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        self.html.push_str(&escape_text(text));
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: &str, text: &str) -> String {
        Syntax::load().lines(language, text).unwrap().join("\n")
    }

    #[test]
    fn du_rust_est_classe_comme_par_highlight_js() {
        let html = html(
            "rust",
            "#[derive(Debug)]\nstruct A<'a>(&'a u32);\nfn f(x: Vec<u8>, g: impl FnOnce(&mut u8)) { // dit\n    let s = \"a\\n{x}\" + 1;\n    \
             for i in 0..2u8 { Some(i as f64); println!(\"<\"); }\n}\n/* un\ndeux */\n",
        );
        let expected = "\
<span class=\"hljs-meta\">#[derive(Debug)]</span>
<span class=\"hljs-keyword\">struct</span> <span class=\"hljs-title\">A</span>&lt;<span class=\"hljs-symbol\">'a</span>&gt;(&amp;<span class=\"hljs-symbol\">'a</span> <span class=\"hljs-built_in\">u32</span>);
<span class=\"hljs-keyword\">fn</span> <span class=\"hljs-title\">f</span>(x: <span class=\"hljs-built_in\">Vec</span>&lt;<span class=\"hljs-built_in\">u8</span>&gt;, g: <span class=\"hljs-keyword\">impl</span> FnOnce(&amp;<span class=\"hljs-keyword\">mut</span> <span class=\"hljs-built_in\">u8</span>)) { <span class=\"hljs-comment\">// dit</span>
    <span class=\"hljs-keyword\">let</span> s = <span class=\"hljs-string\">\"a\\n{x}\"</span> + <span class=\"hljs-number\">1</span>;
    <span class=\"hljs-keyword\">for</span> i <span class=\"hljs-keyword\">in</span> <span class=\"hljs-number\">0</span>..<span class=\"hljs-number\">2u8</span> { <span class=\"hljs-literal\">Some</span>(i <span class=\"hljs-keyword\">as</span> <span class=\"hljs-built_in\">f64</span>); <span class=\"hljs-built_in\">println!</span>(<span class=\"hljs-string\">\"&lt;\"</span>); }
}
<span class=\"hljs-comment\">/* un</span>
<span class=\"hljs-comment\">deux */</span>";
        assert_eq!(html, expected);
    }

    #[test]
    fn ce_que_la_grammaire_de_rust_oublie_est_classe() {
        let html = html(
            "rust",
            "fn f([a, b]: [&'static str; 2]) {\n    a;\n    'encore: loop { break 'encore; }\n}\n",
        );
        for word in [
            "<span class=\"hljs-number\">2</span>]",
            "<span class=\"hljs-symbol\">'encore</span>: ",
            "<span class=\"hljs-symbol\">'encore</span>;",
        ] {
            assert!(html.contains(word), "{html}");
        }
    }

    #[test]
    fn du_go_est_classe() {
        let html = html("go", "func f(c chan bool) { // dit\n\tclose(c)\n}\n");
        let expected = "\
<span class=\"hljs-keyword\">func</span> <span class=\"hljs-title\">f</span>(c <span class=\"hljs-keyword\">chan</span> <span class=\"hljs-keyword\">bool</span>) { <span class=\"hljs-comment\">// dit</span>
\t<span class=\"hljs-built_in\">close</span>(c)
}";
        assert_eq!(html, expected);
    }

    #[test]
    fn une_langue_inconnue_n_a_pas_de_couleur() {
        assert_eq!(Syntax::load().lines("console", "cargo test\n"), None);
    }
}
