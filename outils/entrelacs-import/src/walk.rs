//! Le parcours d'un programme : ce qui s'y modifie, et ce qui ne s'explore pas.

use super::rewrite::Edits;
use super::statics::{self, Static};
use super::tokens::{
    colons, end_of_item, ident, inside, is_brace, is_word, line, punct, skip_inner_attributes,
    start, without_tests,
};
use super::{ImportError, Reduced};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Les noms qui cachent ceux de `std`, de crossbeam et des macros d'affichage.
pub(super) const PREFIX: &str = "#[allow(unused_imports)] use ::entrelacs::{std_shim as std, crossbeam, crossbeam_channel, \
     crossbeam_utils, dbg, eprint, eprintln, print, println, thread_local}; ";

const ONE_FILE: &str = "un programme exploré tient dans un seul fichier";

/// Ce qui a été lu d'un programme, et ce qu'on y change.
pub(super) struct Walk<'a> {
    pub edits: Edits<'a>,
    pub errors: Vec<ImportError>,
    /// La valeur à substituer à certaines constantes.
    pub constants: &'a [(String, String)],
    pub reduced: Vec<Reduced>,
    pub has_main: bool,
    statics: Vec<(String, usize)>,
    /// Les types de premier niveau qui s'affichent.
    types: Vec<String>,
}

/// Où se trouvent les éléments que l'on parcourt.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Dans un autre élément que le fichier.
    inner: bool,
    /// Le nombre de modules autour.
    depth: usize,
    /// Ce que calcule le compilateur : une `static`, une `const fn`.
    constant: bool,
    /// Dans la définition d'une macro.
    in_macro: bool,
}

impl<'a> Walk<'a> {
    /// Rien n'est encore lu de `source`.
    pub fn new(source: &'a str, constants: &'a [(String, String)]) -> Self {
        Self {
            edits: Edits::new(source),
            errors: Vec::new(),
            constants,
            reduced: Vec::new(),
            has_main: false,
            statics: Vec::new(),
            types: Vec::new(),
        }
    }

    /// Refuse ce qui est à cette ligne.
    pub fn error(&mut self, line: usize, message: impl Into<String>) {
        let message = message.into();
        self.errors.push(ImportError { line, message });
    }

    /// Refuse `#![feature(…)]` parmi les attributs du fichier.
    pub fn features(&mut self, attributes: &[TokenTree]) {
        for token in attributes {
            if let TokenTree::Group(group) = token
                && is_word(inside(group).first(), "feature")
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
    pub fn module(&mut self, tokens: &[TokenTree], place: Place) {
        let top = !place.inner;
        let mut debug = false;
        // Où finit ce que le compilateur calcule.
        let mut constant_until = 0;
        let mut module_body = None;
        let mut rank = 0;
        while rank < tokens.len() {
            let token = &tokens[rank];
            let word = |offset: usize| ident(tokens.get(rank + offset));
            let next = |offset: usize| punct(tokens.get(rank + offset));
            let refused = match ident(Some(token)).as_deref() {
                Some("mod") if word(1).is_some() || next(1) == Some('$') => {
                    // Le nom d'un module que crée une macro : `$nom`.
                    let body = rank + if word(1).is_some() { 2 } else { 3 };
                    module_body = self.module_prefix(tokens.get(body)).then_some(body);
                    module_body.is_none().then(|| ONE_FILE.to_owned())
                }
                Some("fn") if top && word(1).as_deref() == Some("main") => {
                    self.has_main = true;
                    None
                }
                // `&'static mut T` : une durée de vie, pas une variable.
                Some("static") if !after_quote(tokens, rank) => {
                    constant_until = rank + self.static_item(&tokens[rank..], top);
                    None
                }
                Some("const") if word(1).as_deref() == Some("fn") => {
                    let body = tokens[rank..].iter().position(is_brace);
                    constant_until = body.map_or(tokens.len(), |body| rank + body + 1);
                    None
                }
                Some("const") if word(1).is_some() && next(2) == Some(':') => {
                    if top {
                        self.const_item(&tokens[rank..]);
                    }
                    constant_until = rank + end_of_item(&tokens[rank..]);
                    None
                }
                Some("struct" | "enum") if top => {
                    let printed = std::mem::take(&mut debug) && next(2) != Some('<');
                    self.types.extend(word(1).filter(|_| printed));
                    None
                }
                Some("unsafe") => Some(
                    "`unsafe` n'est pas exploré : rien ne garantit qu'un fil ne s'interrompt qu'à ses opérations"
                        .to_owned(),
                ),
                Some("thread_local") if next(1) == Some('!') => {
                    // Ses `static` n'en sont pas, et les `const` y sont des blocs.
                    rank += 3;
                    continue;
                }
                Some("macro_rules") if next(1) == Some('!') => {
                    if let Some(TokenTree::Group(body)) = tokens.get(rank + 3) {
                        let (inner, in_macro) = (true, true);
                        self.group(body, Place { inner, in_macro, ..place });
                    }
                    rank += 4;
                    continue;
                }
                Some("module_path") if next(1) == Some('!') => {
                    Some("`module_path!` dépend de la compilation : écrivez ce nom dans une chaîne".to_owned())
                }
                Some(name @ ("include" | "include_str" | "include_bytes")) if next(1) == Some('!') => {
                    Some(format!("`{name}!` n'est pas accepté : {ONE_FILE}"))
                }
                Some("extern") => Some(
                    "`extern` n'est pas modélisé par entrelacs : un programme exploré n'appelle que du Rust"
                        .to_owned(),
                ),
                Some("crate") if colons(tokens, rank + 1) => {
                    let before = rank.checked_sub(1).map(|before| &tokens[before]);
                    let dollar = before.filter(|before| punct(Some(before)) == Some('$'));
                    let root = root(place.depth);
                    self.edits
                        .replace_between(start(dollar.unwrap_or(token)), token.span().end(), &root);
                    None
                }
                _ => None,
            };
            if let Some(message) = refused {
                self.error(line(token), message);
            }
            if let TokenTree::Group(group) = token {
                debug |= derives_debug(group);
                let constant = place.constant || rank < constant_until;
                if !constant && !place.in_macro {
                    self.const_array(group);
                }
                let depth = place.depth + usize::from(module_body == Some(rank));
                let inner = true;
                self.group(
                    group,
                    Place {
                        inner,
                        constant,
                        depth,
                        ..place
                    },
                );
            }
            rank += 1;
        }
    }

    fn group(&mut self, group: &Group, place: Place) {
        self.module(&without_tests(&inside(group)), place);
    }

    /// Donne au module dont voici le corps les noms du modèle ; faux s'il n'a pas de
    /// corps.
    fn module_prefix(&mut self, body: Option<&TokenTree>) -> bool {
        let Some(TokenTree::Group(body)) = body.filter(|body| is_brace(body)) else {
            return false;
        };
        let inside = inside(body);
        if let Some(first) = inside.get(skip_inner_attributes(&inside)) {
            self.edits.insert(start(first), PREFIX);
        }
        true
    }

    /// `[const { Mutex::new(0) }; 3]` dans une fonction : chaque élément est créé
    /// par le programme, et non copié d'une constante, que rien ne crée.
    fn const_array(&mut self, group: &Group) {
        let inside = inside(group);
        let [keyword, value, semicolon, length @ ..] = &inside[..] else {
            return;
        };
        if group.delimiter() != Delimiter::Bracket
            || !is_word(Some(keyword), "const")
            || !is_brace(value)
            || punct(Some(semicolon)) != Some(';')
            || length.is_empty()
            // Une autre modification aurait lieu au même endroit.
            || length.iter().any(|token| is_word(Some(token), "crate"))
        {
            return;
        }
        let length = text(length).replace('\n', " ");
        let open = format!("::std::array::from_fn::<_, {{ {length} }}, _>(|_| ");
        self.edits
            .replace_between(group.span_open().start(), keyword.span().end(), &open);
        self.edits
            .replace_between(start(semicolon), group.span_close().end(), ")");
    }

    /// Une `static` ; rend le rang de son point-virgule.
    fn static_item(&mut self, tokens: &[TokenTree], top: bool) -> usize {
        let place = line(&tokens[0]);
        match Static::read(tokens) {
            None => 0,
            Some(Static::Mutable) => {
                self.error(
                    place,
                    "`static mut` n'est pas exploré : utilisez un verrou ou un type atomique",
                );
                0
            }
            Some(Static::Named { name, end }) => {
                statics::constructors(&tokens[..end], &mut self.edits);
                if top {
                    self.statics.push((name, place));
                } else if let Some(semicolon) = tokens.get(end) {
                    let declaration = statics::declaration(&name, place);
                    self.edits.insert(semicolon.span().end(), &declaration);
                }
                end
            }
        }
    }

    fn const_item(&mut self, tokens: &[TokenTree]) {
        let named = |(wanted, _): &&(String, String)| is_word(tokens.get(1), wanted);
        let Some((name, value)) = self.constants.iter().find(named) else {
            return;
        };
        let item = &tokens[..end_of_item(tokens)];
        let equals = |token: &TokenTree| punct(Some(token)) == Some('=');
        let equals = item.iter().position(equals).unwrap_or(item.len() - 1);
        if let [first, ..] = &item[equals + 1..]
            && item.len() < tokens.len()
        {
            self.reduced.push(Reduced {
                constant: name.clone(),
                original: text(&item[equals + 1..]),
                explored: value.clone(),
            });
            let end = item[item.len() - 1].span().end();
            self.edits.replace_between(start(first), end, value);
        }
    }

    /// Ce qui suit le programme : de quoi le lancer.
    pub fn footer(&self) -> String {
        let statics = self.statics.iter().map(|(name, line)| {
            format!("unsafe {{ ::entrelacs::StaticArea::of({name:?}, {line}, &{name}) }}, ")
        });
        let types = self.types.iter();
        let types = types.map(|name| format!("::entrelacs::register::<{name}>(); "));
        format!(
            "\npub fn __entrelacs_main() {{ ::entrelacs::std_shim::process::Termination::report(main()) }}\n\
             pub fn __entrelacs_statics() -> ::std::vec::Vec<::entrelacs::StaticArea> {{ \
             ::entrelacs::StaticArea::with_declared(::std::vec![{}], ::core::file!()) }}\n\
             pub fn __entrelacs_register() {{ {} }}\n",
            statics.collect::<String>(),
            types.collect::<String>()
        )
    }
}

/// Vrai si une apostrophe précède : le mot est une durée de vie.
fn after_quote(tokens: &[TokenTree], rank: usize) -> bool {
    rank > 0 && punct(tokens.get(rank - 1)) == Some('\'')
}

/// Vrai pour `[derive(…, Debug, …)]`.
fn derives_debug(group: &Group) -> bool {
    match &inside(group)[..] {
        [derive, TokenTree::Group(list), ..] if is_word(Some(derive), "derive") => {
            let mut list = list.stream().into_iter();
            list.any(|token| is_word(Some(&token), "Debug"))
        }
        _ => false,
    }
}

/// Le chemin de la racine du programme, `depth` modules plus bas : le programme
/// exploré n'est pas la racine de son paquet.
fn root(depth: usize) -> String {
    match depth {
        0 => "self".to_owned(),
        depth => vec!["super"; depth].join("::"),
    }
}

fn text(tokens: &[TokenTree]) -> String {
    TokenStream::from_iter(tokens.iter().cloned()).to_string()
}
