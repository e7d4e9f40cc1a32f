//! Préparer un programme, sans le modifier, à être exploré.
//!
//! À utiliser depuis un script de construction :
//!
//! ```no_run
//! let mut importer = entrelacs_import::Importer::new();
//! importer.constant("INCREMENTS", "3");
//! importer.add("compteur", "listings/compteur.rs");
//! importer.write_for_build_script();
//! ```
//!
//! puis, dans le paquet, `include!(concat!(env!("OUT_DIR"), "/programmes.rs"));`,
//! qui définit `PROGRAMS`, un tableau d'`entrelacs::Program`.
//!
//! Le programme est recopié. Sur la ligne de sa première instruction sont
//! placés des noms qui cachent ceux de `std`, de crossbeam et des macros
//! d'affichage : les numéros de ligne ne changent pas. Ce que le modèle ne
//! connaît pas est refusé ici, avec le fichier et la ligne, ou ne compile pas.
#![doc = include_str!("refus.md")]

mod allowed;
pub mod exercise;
mod index;
mod paths;
mod rewrite;

pub use self::allowed::modelled;
pub use self::index::Importer;

use proc_macro2::{Delimiter, Group, LineColumn, Span, TokenStream, TokenTree};
use rewrite::Edits;
use std::borrow::Cow;
use std::fmt;

/// Un programme préparé.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Le texte à compiler.
    pub text: String,
    /// Vrai si le programme demande un ordre plus faible que `SeqCst` : ce qui est
    /// prouvé l'est comme s'il ne demandait que `SeqCst`.
    pub weak_orderings: bool,
    /// Vrai si le programme regarde des adresses : ce qui est prouvé l'est pour
    /// l'ordre qu'elles ont pendant l'exploration.
    pub addresses: bool,
    /// Les constantes dont la valeur a été remplacée.
    pub reduced: Vec<Reduced>,
}

/// Une constante remplacée pour l'exploration : une taille plus petite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    /// Son nom.
    pub constant: String,
    /// Sa valeur dans le texte du programme.
    pub original: String,
    /// Sa valeur dans le programme exploré.
    pub explored: String,
}

/// Ce qui empêche d'explorer un programme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportError {
    /// La ligne, à partir de 1.
    pub line: usize,
    /// Ce qui ne va pas.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Prépare `source`. `constants` donne la valeur à substituer à certaines
/// constantes de premier niveau, par exemple `("INCREMENTS", "3")`.
///
/// # Errors
///
/// Tout ce qui empêche d'explorer le programme.
pub fn import(source: &str, constants: &[(String, String)]) -> Result<Imported, Vec<ImportError>> {
    let source = &*without_shebang(source);
    let tokens: TokenStream = source.parse().map_err(|error: proc_macro2::LexError| {
        vec![ImportError {
            line: error.span().start().line,
            message: "ce fichier n'est pas du Rust : le compilateur vous dira pourquoi".to_owned(),
        }]
    })?;
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut walk = Walk {
        edits: Edits::new(source),
        errors: Vec::new(),
        constants,
        reduced: Vec::new(),
        statics: Vec::new(),
        types: Vec::new(),
        has_main: false,
    };
    let first = skip_inner_attributes(&tokens);
    match tokens.get(first) {
        Some(token) => walk.edits.insert(start(token), PREFIX),
        None => walk.error(1, "ce fichier est vide"),
    }
    walk.features(&tokens[..first.min(tokens.len())]);
    // Ses tests ne sont pas faits pour le modèle, même quand cargo compile
    // ceux du paquet qui l'accueille.
    for attribute in tokens.windows(2).filter_map(test_attribute) {
        walk.edits.replace(attribute.span(), "[cfg(any())]");
    }
    let kept = without_tests(&tokens);
    walk.module(&kept[first.min(kept.len())..], Place::TOP);
    let paths = paths::read(&kept);
    walk.errors.extend(paths.errors);
    if !walk.has_main {
        walk.error(1, "ce programme n'a pas de fonction `main`");
    }
    if walk.errors.is_empty() {
        let footer = walk.footer();
        Ok(Imported {
            text: walk.edits.apply() + &footer,
            weak_orderings: paths.weak_orderings,
            addresses: paths.addresses,
            reduced: walk.reduced,
        })
    } else {
        walk.errors.sort();
        walk.errors.dedup();
        Err(walk.errors)
    }
}

const PREFIX: &str = "#[allow(unused_imports)] use ::entrelacs::{std_shim as std, crossbeam, crossbeam_channel, \
     crossbeam_utils, dbg, eprint, eprintln, print, println, thread_local}; ";

/// Vrai si une apostrophe précède : le mot est une durée de vie.
fn after_quote(tokens: &[TokenTree], rank: usize) -> bool {
    let before = rank.checked_sub(1).and_then(|before| tokens.get(before));
    punct(before) == Some('\'')
}

/// `source`, dont la première ligne devient un commentaire si elle nomme un
/// interprète.
fn without_shebang(source: &str) -> Cow<'_, str> {
    match source.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => format!("// {rest}").into(),
        _ => source.into(),
    }
}

/// Où se trouvent les éléments que l'on parcourt.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Au premier niveau du fichier.
    top: bool,
    /// Le nombre de modules autour.
    depth: usize,
    /// Ce que calcule le compilateur : une `static`, une `const fn`.
    constant: bool,
    /// Dans la définition d'une macro.
    in_macro: bool,
}

impl Place {
    const TOP: Self = Self {
        top: true,
        depth: 0,
        constant: false,
        in_macro: false,
    };

    fn inside(self) -> Self {
        Self { top: false, ..self }
    }
}

struct Walk<'a> {
    edits: Edits<'a>,
    errors: Vec<ImportError>,
    constants: &'a [(String, String)],
    reduced: Vec<Reduced>,
    statics: Vec<(String, usize)>,
    types: Vec<String>,
    has_main: bool,
}

impl Walk<'_> {
    fn error(&mut self, line: usize, message: impl Into<String>) {
        self.errors.push(ImportError {
            line,
            message: message.into(),
        });
    }

    /// Refuse `#![feature(…)]` parmi les attributs du fichier.
    fn features(&mut self, attributes: &[TokenTree]) {
        for token in attributes {
            if let TokenTree::Group(group) = token
                && ident(group.stream().into_iter().next().as_ref()).as_deref() == Some("feature")
            {
                self.error(
                    line(token),
                    "`#![feature]` n'existe que dans un Rust de développement (« nightly ») : écrivez le programme \
                     sans lui",
                );
            }
        }
    }

    /// Parcourt les éléments d'un module, d'un bloc ou d'une expression.
    fn module(&mut self, tokens: &[TokenTree], place: Place) {
        let top = place.top;
        let mut derives = Vec::new();
        // Où finit ce que le compilateur calcule.
        let mut constant_until = 0;
        let mut module_body = None;
        let mut rank = 0;
        while rank < tokens.len() {
            let token = &tokens[rank];
            let word = |offset: usize| ident(tokens.get(rank + offset));
            let next = |offset: usize| punct(tokens.get(rank + offset));
            match ident(Some(token)).as_deref() {
                Some("mod") if word(1).is_some() || next(1) == Some('$') => {
                    // Le nom d'un module que crée une macro : `$nom`.
                    let body_rank = rank + if word(1).is_some() { 2 } else { 3 };
                    match tokens.get(body_rank) {
                        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
                            let inside: Vec<TokenTree> = body.stream().into_iter().collect();
                            let first = skip_inner_attributes(&inside);
                            if let Some(first) = inside.get(first) {
                                self.edits.insert(start(first), PREFIX);
                            }
                            module_body = Some(body_rank);
                        }
                        _ => self.error(line(token), ONE_FILE),
                    }
                }
                Some("fn") if top && word(1).as_deref() == Some("main") => self.has_main = true,
                // `&'static mut T` : une durée de vie, pas une variable.
                Some("static") if !after_quote(tokens, rank) => {
                    constant_until = self.static_item(&tokens[rank..], place) + rank;
                }
                Some("const") if word(1).as_deref() == Some("fn") => {
                    constant_until = tokens[rank..]
                        .iter()
                        .position(is_brace)
                        .map_or(tokens.len(), |body| rank + body + 1);
                }
                Some("const") if word(1).is_some() && next(2) == Some(':') => {
                    if top {
                        self.const_item(&tokens[rank..]);
                    }
                    constant_until = rank + end_of_item(&tokens[rank..]);
                }
                Some("struct" | "enum") if top => {
                    let generic = next(2) == Some('<');
                    if let Some(name) = word(1).filter(|_| !generic) {
                        self.note_type(name, &derives);
                    }
                    derives.clear();
                }
                Some("unsafe") => self.error(
                    line(token),
                    "`unsafe` n'est pas exploré : rien ne garantit qu'un fil ne s'interrompt qu'à ses opérations",
                ),
                Some("thread_local") if next(1) == Some('!') => {
                    // Ses `static` n'en sont pas, et les `const` y sont des blocs.
                    rank += 3;
                    continue;
                }
                Some("macro_rules") if next(1) == Some('!') => {
                    if let Some(TokenTree::Group(body)) = tokens.get(rank + 3) {
                        let place = Place {
                            in_macro: true,
                            ..place.inside()
                        };
                        self.group(body, place);
                    }
                    rank += 4;
                    continue;
                }
                Some("module_path") if next(1) == Some('!') => self.error(
                    line(token),
                    "`module_path!` dépend de la compilation : écrivez ce nom dans une chaîne",
                ),
                Some(name @ ("include" | "include_str" | "include_bytes")) if next(1) == Some('!') => {
                    self.error(line(token), format!("`{name}!` n'est pas accepté : {ONE_FILE}"));
                }
                Some("extern") => self.error(
                    line(token),
                    "`extern` n'est pas modélisé par entrelacs : un programme exploré n'appelle que du Rust",
                ),
                Some("crate") if next(1) == Some(':') && next(2) == Some(':') => {
                    let from = match rank.checked_sub(1).map(|before| &tokens[before]) {
                        Some(dollar) if punct(Some(dollar)) == Some('$') => start(dollar),
                        _ => start(token),
                    };
                    let root = root(place.depth);
                    self.edits.replace_between(from, token.span().end(), &root);
                }
                _ => {}
            }
            if let TokenTree::Group(group) = token {
                if ident(group.stream().into_iter().next().as_ref()).as_deref() == Some("derive") {
                    derives.push(group.stream().to_string());
                }
                let constant = place.constant || rank < constant_until;
                if !constant && !place.in_macro {
                    self.const_array(group);
                }
                let depth = place.depth + usize::from(module_body == Some(rank));
                self.group(
                    group,
                    Place {
                        constant,
                        depth,
                        ..place.inside()
                    },
                );
            }
            rank += 1;
        }
    }

    fn group(&mut self, group: &Group, place: Place) {
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        self.module(&without_tests(&inside), place);
    }

    /// `[const { Mutex::new(0) }; 3]` dans une fonction : chaque élément est créé
    /// par le programme, et non copié d'une constante, que rien ne crée.
    fn const_array(&mut self, group: &Group) {
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        let [keyword, TokenTree::Group(value), semicolon, length @ ..] = &inside[..] else {
            return;
        };
        if group.delimiter() != Delimiter::Bracket
            || ident(Some(keyword)).as_deref() != Some("const")
            || value.delimiter() != Delimiter::Brace
            || punct(Some(semicolon)) != Some(';')
            || length.is_empty()
            // Une autre modification aurait lieu au même endroit.
            || length.iter().any(|token| ident(Some(token)).as_deref() == Some("crate"))
        {
            return;
        }
        let length = TokenStream::from_iter(length.iter().cloned());
        let open = format!("::std::array::from_fn::<_, {{ {length} }}, _>(|_| ");
        self.edits.replace_between(
            group.span_open().start(),
            keyword.span().end(),
            &open.replace('\n', " "),
        );
        self.edits
            .replace_between(start(semicolon), group.span_close().end(), ")");
    }

    fn note_type(&mut self, name: String, derives: &[String]) {
        let debug = derives.iter().any(|list| {
            list.split(|c: char| !c.is_alphanumeric())
                .any(|one| one == "Debug")
        });
        if debug {
            self.types.push(name);
        }
    }

    /// Une `static` : ses constructeurs deviennent ceux qui conviennent à une
    /// variable que rien ne crée. Rend le rang de son point-virgule.
    fn static_item(&mut self, tokens: &[TokenTree], place: Place) -> usize {
        let Some(name) = ident(tokens.get(1)).or_else(|| match punct(tokens.get(1)) {
            Some('$') => ident(tokens.get(2)),
            _ => None,
        }) else {
            return 0;
        };
        if name == "mut" {
            self.error(
                line(&tokens[0]),
                "`static mut` n'est pas exploré : utilisez un verrou ou un type atomique",
            );
            return 0;
        }
        let dollar = usize::from(punct(tokens.get(1)) == Some('$'));
        if punct(tokens.get(2 + dollar)) != Some(':') {
            return 0;
        }
        let end = end_of_item(tokens);
        self.static_constructors(&tokens[..end]);
        if place.top {
            self.statics.push((name, line(&tokens[0])));
        } else if let Some(semicolon) = tokens.get(end) {
            // Hors du premier niveau, rien d'autre ne peut la nommer.
            let name = if dollar == 1 {
                format!("${name}")
            } else {
                name
            };
            let declaration = format!(
                " ::entrelacs::declare_static! {{ {name} {} }}",
                line(&tokens[0])
            );
            self.edits.insert(semicolon.span().end(), &declaration);
        }
        end
    }

    /// Rend faux après une fermeture : son corps s'exécute plus tard.
    fn static_constructors(&mut self, tokens: &[TokenTree]) -> bool {
        for (rank, token) in tokens.iter().enumerate() {
            if punct(Some(token)) == Some('|') {
                return false;
            }
            if ident(Some(token)).as_deref() == Some("new")
                && matches!(tokens.get(rank + 1), Some(TokenTree::Group(_)))
                && allowed::has_static_form(&tokens[..rank])
            {
                self.edits.replace(token.span(), "entrelacs_static");
            }
            if let TokenTree::Group(group) = token {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                if !self.static_constructors(&inside) {
                    return false;
                }
            }
        }
        true
    }

    fn const_item(&mut self, tokens: &[TokenTree]) {
        let Some(name) = ident(tokens.get(1)) else {
            return;
        };
        let Some((_, value)) = self.constants.iter().find(|(wanted, _)| *wanted == name) else {
            return;
        };
        let equals = tokens
            .iter()
            .position(|token| punct(Some(token)) == Some('='));
        let end = end_of_item(tokens);
        if let Some(equals) = equals
            && equals + 1 < end
            && end < tokens.len()
        {
            let (first, last) = (&tokens[equals + 1], &tokens[end - 1]);
            let original = TokenStream::from_iter(tokens[equals + 1..end].iter().cloned());
            self.reduced.push(Reduced {
                constant: name,
                original: original.to_string(),
                explored: value.clone(),
            });
            self.edits
                .replace_between(start(first), last.span().end(), value);
        }
    }

    /// Ce qui suit le programme : de quoi le lancer.
    fn footer(&self) -> String {
        let statics: String = self
            .statics
            .iter()
            .map(|(name, line)| {
                format!("unsafe {{ ::entrelacs::StaticArea::of({name:?}, {line}, &{name}) }}, ")
            })
            .collect();
        let types: String = self
            .types
            .iter()
            .map(|name| format!("::entrelacs::register::<{name}>(); "))
            .collect();
        format!(
            "\npub fn __entrelacs_main() {{ ::entrelacs::std_shim::process::Termination::report(main()) }}\n\
             pub fn __entrelacs_statics() -> ::std::vec::Vec<::entrelacs::StaticArea> {{ \
             ::entrelacs::StaticArea::with_declared(::std::vec![{statics}], ::core::file!()) }}\n\
             pub fn __entrelacs_register() {{ {types} }}\n"
        )
    }
}

const ONE_FILE: &str = "un programme exploré tient dans un seul fichier";

/// Le chemin de la racine du programme, `depth` modules plus bas : le programme
/// exploré n'est pas la racine de son paquet.
fn root(depth: usize) -> String {
    match depth {
        0 => "self".to_owned(),
        depth => vec!["super"; depth].join("::"),
    }
}

/// Le rang du point-virgule qui finit un élément, ou de la fin.
fn end_of_item(tokens: &[TokenTree]) -> usize {
    tokens
        .iter()
        .position(|token| punct(Some(token)) == Some(';'))
        .unwrap_or(tokens.len())
}

fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Le rang du premier élément après les attributs `#![…]` et `//!`.
fn skip_inner_attributes(tokens: &[TokenTree]) -> usize {
    let mut rank = 0;
    while punct(tokens.get(rank)) == Some('#') && punct(tokens.get(rank + 1)) == Some('!') {
        rank += 3;
    }
    rank
}

/// L'attribut `cfg(test)` ou `test` que forment ces deux éléments.
fn test_attribute(tokens: &[TokenTree]) -> Option<&TokenTree> {
    match tokens {
        [hash, attribute @ TokenTree::Group(group), ..] if punct(Some(hash)) == Some('#') => {
            let text = group.stream().to_string().replace(' ', "");
            matches!(text.as_str(), "cfg(test)" | "test").then_some(attribute)
        }
        _ => None,
    }
}

/// Sans les éléments marqués `#[cfg(test)]` ou `#[test]`.
fn without_tests(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut rank = 0;
    while rank < tokens.len() {
        let is_test = test_attribute(&tokens[rank..]).is_some();
        if !is_test {
            kept.push(tokens[rank].clone());
            rank += 1;
            continue;
        }
        // Jusqu'au corps de l'élément, ou à son point-virgule.
        while rank < tokens.len() {
            let ends = matches!(&tokens[rank], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                || punct(tokens.get(rank)) == Some(';');
            rank += 1;
            if ends {
                break;
            }
        }
    }
    kept
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn punct(token: Option<&TokenTree>) -> Option<char> {
    match token {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    }
}

fn span_start(span: Span) -> LineColumn {
    span.start()
}

fn start(token: &TokenTree) -> LineColumn {
    span_start(token.span())
}

fn line(token: &TokenTree) -> usize {
    start(token).line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        import(source, &[]).unwrap().text
    }

    fn messages(source: &str) -> Vec<String> {
        import(source, &[])
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn les_lignes_ne_bougent_pas() {
        let source = "//! Titre\n#![allow(dead_code)]\n\nuse std::thread;\nmod a {\n    fn f() {}\n}\nfn main() {}\n";
        let imported = text(source);
        for (before, after) in source.lines().zip(imported.lines()) {
            assert!(
                after.ends_with(before.trim()),
                "{before:?} devient {after:?}"
            );
        }
        assert_eq!(imported.matches("std_shim as std").count(), 2);
        assert!(imported.starts_with("//! Titre\n#![allow"));
    }

    #[test]
    fn une_static_prend_son_constructeur() {
        let imported = text(
            "static A: Mutex<u32> = Mutex::new(0);\nstatic B: [AtomicU8; 1] = [const { AtomicU8::new(0) }];\n\
             static C: LazyLock<Mutex<u8>> = LazyLock::new(|| Mutex::new(0));\nfn main() { Mutex::new(1); }",
        );
        assert!(imported.contains("= Mutex::entrelacs_static(0);"));
        assert!(imported.contains("{ AtomicU8::entrelacs_static(0) }"));
        assert!(imported.contains("LazyLock::entrelacs_static(|| Mutex::new(0))"));
        assert!(imported.contains("main() { Mutex::new(1); }"));
        assert!(imported.contains("StaticArea::of(\"B\", 2, &B)"));
    }

    #[test]
    fn une_constante_se_remplace() {
        let constants = [("N".to_owned(), "3".to_owned())];
        let imported = import("const N: u32 = 10 * 100; fn main() {}", &constants).unwrap();
        assert!(imported.text.contains("const N: u32 = 3; fn main"));
        let reduced = Reduced {
            constant: "N".to_owned(),
            original: "10 * 100".to_owned(),
            explored: "3".to_owned(),
        };
        assert_eq!(imported.reduced, [reduced]);
    }

    #[test]
    fn un_type_qui_s_affiche_est_declare() {
        let imported = text(
            "#[derive(Debug, Clone, PartialEq)]\nenum A { B }\n#[derive(Debug)]\nstruct C;\nstruct D;\nfn main() {}",
        );
        assert!(imported.contains("register::<A>(); ::entrelacs::register::<C>(); "));
        assert!(!imported.contains("register::<D>"));
    }

    #[test]
    fn ce_qui_n_est_pas_modelise_est_refuse_avec_sa_ligne() {
        for (source, expected) in [
            ("", "1: ce fichier est vide"),
            ("fn f() {}", "1: ce programme n'a pas de fonction `main`"),
            (
                "fn main() {\n    std::process::Command::new(\"ls\");\n}",
                "2: `std::process::Command` n'est pas modélisé par entrelacs : un programme exploré n'en lance pas \
                 d'autre ; écrivez un fil",
            ),
            (
                "use std::{thread, fs::{self, File}};\nfn main() {}",
                "1: `std::fs` n'est pas modélisé par entrelacs : un programme exploré ne lit et n'écrit aucun \
                 fichier ; gardez les données dans une constante ou un `Vec`",
            ),
            (
                "use std::thread;\nfn main() { thread::available_parallelism(); }",
                "2: `std::thread::available_parallelism` n'est pas modélisé par entrelacs : il dépend de la \
                 machine ; écrivez une constante, par exemple `let n = 2;`",
            ),
            (
                "use std::sync::{Mutex, Exclusive};\nfn main() {}",
                "1: `std::sync::Exclusive` n'est pas modélisé par entrelacs",
            ),
            (
                "fn main() { ::std::thread::yield_now(); }",
                "1: `::std` échappe au modèle : écrivez `std`, sans `::` devant",
            ),
            (
                "use core::cell::Cell;\nfn main() {}",
                "1: `core` échappe au modèle : passez par `std`",
            ),
            (
                "use crossbeam_channel::internal;\nfn main() {}",
                "1: `crossbeam_channel::internal` n'est pas modélisé par entrelacs",
            ),
            (
                "#![feature(never_type)]\nfn main() {}",
                "1: `#![feature]` n'existe que dans un Rust de développement (« nightly ») : écrivez le programme \
                 sans lui",
            ),
            (
                "fn main() {\n    println!(\"{:p}\", &1);\n}",
                "2: `{:p}` affiche une adresse, qui change d'une exécution à l'autre : affichez un nom ou un numéro",
            ),
            (
                "fn main() { include!(\"a.rs\"); }",
                "1: `include!` n'est pas accepté : un programme exploré tient dans un seul fichier",
            ),
            (
                "use tokio::sync::mpsc;\nfn main() {}",
                "1: le paquet `tokio` n'est pas modélisé par entrelacs : seuls `std`, `crossbeam_channel` et \
                 `crossbeam_utils` le sont",
            ),
            (
                "fn main() {\n    rayon::join(|| 1, || 2);\n}",
                "2: le paquet `rayon` n'est pas modélisé par entrelacs : seuls `std`, `crossbeam_channel` et \
                 `crossbeam_utils` le sont",
            ),
            (
                "use crossbeam::queue::SegQueue;\nfn main() {}",
                "1: `crossbeam::queue::SegQueue` n'est pas modélisé par entrelacs : écrivez un `Mutex<VecDeque<…>>` ou un canal",
            ),
            (
                "use std as s;\nfn main() { s::env::args(); }",
                "2: `std::env::args` n'est pas modélisé par entrelacs : écrivez une constante à la place de ce que \
                 donnerait l'environnement",
            ),
            (
                "fn main() { std::time::SystemTime::now(); }",
                "1: `std::time::SystemTime` n'est pas modélisé par entrelacs : l'heure qu'il est change à chaque \
                 exécution ; mesurez une durée par `Instant`, et explorez avec `--ordonne`",
            ),
            (
                "use std::io::{self, Write};\nfn main() { io::stdin(); }",
                "2: `std::io::stdin` n'est pas modélisé par entrelacs : un programme exploré ne lit rien ; écrivez \
                 les données dans le programme",
            ),
            (
                "fn main() { unsafe { } }",
                "1: `unsafe` n'est pas exploré : rien ne garantit qu'un fil ne s'interrompt qu'à ses opérations",
            ),
            (
                "static mut N: u32 = 0;\nfn main() {}",
                "1: `static mut` n'est pas exploré : utilisez un verrou ou un type atomique",
            ),
            (
                "use core::sync::atomic::AtomicU8;\nfn main() {}",
                "1: `core` échappe au modèle : passez par `std`",
            ),
            (
                "macro_rules! m { () => { ::std::thread::yield_now() } }\nfn main() { m!() }",
                "1: `::std` échappe au modèle : écrivez `std`, sans `::` devant",
            ),
            (
                "extern crate std as vrai;\nfn main() {}",
                "1: `extern` n'est pas modélisé par entrelacs : un programme exploré n'appelle que du Rust",
            ),
            (
                "fn main() { println!(\"{}\", module_path!()); }",
                "1: `module_path!` dépend de la compilation : écrivez ce nom dans une chaîne",
            ),
            (
                "fn main() { std::any::type_name::<u8>(); }",
                "1: `std::any::type_name` n'est pas modélisé par entrelacs : ce qu'il rend dépend de la compilation ; \
                 écrivez ce nom dans une chaîne",
            ),
            (
                "mod ailleurs;\nfn main() {}",
                "1: un programme exploré tient dans un seul fichier",
            ),
        ] {
            assert!(
                messages(source).contains(&expected.to_owned()),
                "{source:?} : {:?}",
                messages(source)
            );
        }
    }

    #[test]
    fn un_interprete_devient_un_commentaire() {
        let imported = text("#!/usr/bin/env cargo\nfn main() {}\n");
        assert!(
            imported.starts_with("// /usr/bin/env cargo\n#[allow"),
            "{imported}"
        );
        assert!(text("#![allow(dead_code)]\nfn main() {}").starts_with("#![allow(dead_code)]\n"));
    }

    #[test]
    fn une_duree_de_vie_n_est_pas_une_static() {
        let source = "fn f(x: &'static mut u32) -> &'static str { *x = 1; \"\" }\nfn main() {}";
        assert!(text(source).contains("&'static mut u32"));
    }

    #[test]
    fn un_attribut_d_outil_n_est_pas_un_paquet() {
        let source = "#[allow(clippy::needless_return)]\n#[rustfmt::skip]\nfn main() { return; }";
        assert!(text(source).contains("#[rustfmt::skip]\nfn main() { return; }"));
    }

    /// Le programme n'est pas la racine de son paquet.
    #[test]
    fn crate_mene_a_la_racine_du_programme() {
        let imported = text(
            "use crate::a::f;\nmod a {\n    pub(crate) fn f() { crate::g() }\n    mod b { use crate::{a, g}; }\n}\n\
             fn g() {}\nmacro_rules! m { () => { $crate::g() } }\nfn main() { crate::a::f() }",
        );
        for expected in [
            "use self::a::f;",
            "pub(crate) fn f() { super::g() }",
            "use super::super::{a, g};",
            "{ self::g() }",
            "fn main() { self::a::f() }",
        ] {
            assert!(imported.contains(expected), "{expected:?} : {imported}");
        }
    }

    #[test]
    fn une_static_se_declare_ou_qu_elle_soit() {
        let imported = text(
            "static A: u8 = 0;\nmod m { static B: u8 = 0; }\nfn f() {\n    static C: u8 = 0;\n}\n\
             macro_rules! s { ($n:ident) => { static $n: u8 = 0; } }\nfn g() -> &'static str { \"\" }\nfn main() {}\n\
             thread_local! { static D: u8 = 0; }",
        );
        assert!(imported.contains("StaticArea::of(\"A\", 1, &A)"));
        for expected in [
            "declare_static! { B 2 }",
            "declare_static! { C 4 }",
            "declare_static! { $n 6 }",
        ] {
            assert!(imported.contains(expected), "{expected:?} : {imported}");
        }
        assert_eq!(imported.matches("declare_static!").count(), 3);
    }

    /// Une constante répétée dans une fonction ferait des objets que rien ne crée.
    #[test]
    fn un_tableau_de_blocs_constants_cree_ses_elements() {
        let array = "[const { Mutex::new(0) }; 3]";
        let created = "::std::array::from_fn::<_, { 3 }, _>(|_|  { Mutex::new(0) })";
        assert!(text(&format!("fn main() {{ let a = {array}; }}")).contains(created));
        for source in [
            format!("static A: [Mutex<u8>; 3] = {array};\nfn main() {{}}"),
            format!("const fn f() -> [Mutex<u8>; 3] {{ {array} }}\nfn main() {{}}"),
            format!("const A: [Mutex<u8>; 3] = {array};\nfn main() {{}}"),
        ] {
            assert!(!text(&source).contains("from_fn"), "{source}");
        }
    }

    #[test]
    fn un_ordre_plus_faible_que_seqcst_se_remarque() {
        for (source, weak) in [
            (
                "use std::sync::atomic::Ordering;\nfn main() { f(Ordering::Relaxed); }",
                true,
            ),
            (
                "use std::sync::atomic::Ordering::Acquire;\nfn main() { f(Acquire); }",
                true,
            ),
            (
                "use std::sync::atomic::{AtomicU8, Ordering::*};\nfn main() { f(Release); }",
                true,
            ),
            (
                "use std::sync::atomic::Ordering as O;\nfn main() { f(O::AcqRel); }",
                true,
            ),
            (
                "fn main() { f(std::sync::atomic::Ordering::Release); }",
                true,
            ),
            (
                "use std::sync::atomic::Ordering::*;\nfn main() { f(SeqCst); }",
                false,
            ),
            (
                "use std::sync::atomic::Ordering;\nfn main() { f(Ordering::SeqCst); }",
                false,
            ),
            (
                "enum Ordre { Acquire, Release }\nfn main() { f(Ordre::Acquire); }",
                false,
            ),
            (
                "use std::cmp::Ordering;\nfn main() { f(Ordering::Less); }",
                false,
            ),
        ] {
            assert_eq!(
                import(source, &[]).unwrap().weak_orderings,
                weak,
                "{source}"
            );
        }
    }

    #[test]
    fn un_programme_qui_regarde_des_adresses_se_remarque() {
        for (source, addresses) in [
            (
                "fn main() { std::ptr::from_ref(&1) < std::ptr::from_ref(&2); }",
                true,
            ),
            ("fn main() { let p = &1 as *const u8; }", true),
            ("fn main() { let v = vec![1]; v.as_ptr(); }", true),
            ("fn main() { let n = 2 * 3; }", false),
        ] {
            assert_eq!(
                import(source, &[]).unwrap().addresses,
                addresses,
                "{source}"
            );
        }
    }

    /// Ce qui ressemble à un paquet sans en être un.
    #[test]
    fn les_noms_du_programme_ne_sont_pas_des_paquets() {
        for source in [
            "mod outils { pub fn f() {} }\nuse outils::f;\nfn main() { f(); outils::f(); }",
            "use std::thread;\nuse thread::spawn;\nfn main() { spawn(|| u32::MAX); thread::park(); }",
            "use std::sync::mpsc::{self, Sender};\nfn main() { mpsc::channel::<u8>(); }",
            "use std::sync::atomic::Ordering::*;\nfn main() { str::len(\"a\"); }",
            "enum A { B }\nuse A::B;\nfn f<T: Default>() -> T { T::default() }\nfn main() { f::<u8>(); }",
            "use std::{self, fmt};\nfn main() { fmt::format(format_args!(\"a\")); }",
        ] {
            assert!(
                import(source, &[]).is_ok(),
                "{source} : {:?}",
                messages(source)
            );
        }
    }

    #[test]
    fn les_tests_d_un_listing_ne_sont_pas_importes() {
        let source = "fn main() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}";
        assert!(
            import(source, &[])
                .unwrap()
                .text
                .contains("\n#[cfg(any())]\nmod tests")
        );
    }
}
