//! Les chemins qu'un programme écrit, et ceux que le modèle ne connaît pas.

use super::tokens::{colons, ident, inside, line, punct};
use super::{ImportError, modelled, refused};
use proc_macro2::TokenTree;
use std::collections::{BTreeMap, BTreeSet};

/// Ce que disent les chemins d'un programme.
pub(super) struct Read {
    /// Ceux que le modèle refuse.
    pub errors: Vec<ImportError>,
    /// Vrai si l'un d'eux est un ordre plus faible que `SeqCst`.
    pub weak_orderings: bool,
    /// Vrai si le programme regarde des adresses.
    pub addresses: bool,
}

/// Lit les chemins de `tokens`.
pub(super) fn read(tokens: &[TokenTree]) -> Read {
    let mut paths = Paths::default();
    paths.collect(tokens);
    let mut errors = std::mem::take(&mut paths.errors);
    for (path, line) in &paths.used {
        errors.extend(paths.foreign(path, *line));
    }
    let mut weak_orderings = false;
    let mut addresses = paths.pointers;
    for (path, line) in &paths.found {
        let full = paths.full(path);
        weak_orderings |= paths.is_weak_ordering(&full);
        addresses |= full.len() > 2 && full[..2] == ["std", "ptr"];
        if let Some(length) = modelled::first_refused(&full) {
            errors.push(ImportError {
                line: *line,
                message: refused::refusal(&full[..length]),
            });
        }
    }
    Read {
        errors,
        weak_orderings,
        addresses,
    }
}

/// Les ordres plus faibles que `SeqCst`.
const WEAK: &[&str] = &["Relaxed", "Acquire", "Release", "AcqRel"];

/// Les outils dont un attribut peut parler : ce ne sont pas des paquets.
const TOOLS: &[&str] = &["clippy", "rustfmt", "rustdoc", "diagnostic", "miri"];

/// Les mots qu'un nom suit.
const DECLARE: &[&str] = &["mod", "enum", "struct", "trait", "type", "union"];

#[derive(Default)]
struct Paths {
    found: Vec<(Vec<String>, usize)>,
    /// Les modules importés par `use`, et leurs noms complets.
    aliases: BTreeMap<String, Vec<String>>,
    /// Les chemins des `use`, et ceux qui ont au moins un `::`.
    used: Vec<(Vec<String>, usize)>,
    /// Les noms que le programme déclare lui-même : modules, types, imports.
    declared: BTreeSet<String>,
    errors: Vec<ImportError>,
    /// Tous les mots du programme, pour ce qu'un `use …::*` y fait entrer.
    words: BTreeSet<String>,
    /// Vrai si un type de pointeur est écrit : `*const u8`.
    pointers: bool,
}

impl Paths {
    /// Le nom complet d'un chemin : `thread::spawn` après `use std::thread`.
    fn full(&self, path: &[String]) -> Vec<String> {
        match self.aliases.get(&path[0]) {
            Some(module) => [module.as_slice(), &path[1..]].concat(),
            None => path.to_vec(),
        }
    }

    fn is_weak_ordering(&self, path: &[String]) -> bool {
        let [.., parent, last] = path else {
            return false;
        };
        let weak = WEAK.contains(&last.as_str())
            || last == "*" && WEAK.iter().any(|word| self.words.contains(*word));
        parent == "Ordering" && weak
    }

    fn collect(&mut self, tokens: &[TokenTree]) {
        let mut rank = 0;
        while rank < tokens.len() {
            if ident(tokens.get(rank)).as_deref() == Some("use") {
                let end = tokens[rank..]
                    .iter()
                    .position(|token| punct(Some(token)) == Some(';'))
                    .map_or(tokens.len(), |length| rank + length);
                self.absolute(&tokens[rank..end]);
                self.use_tree(&[], &tokens[rank + 1..end]);
                rank = end;
            }
            let Some(token) = tokens.get(rank) else {
                break;
            };
            match token {
                TokenTree::Group(group) => {
                    self.collect(&inside(group));
                }
                TokenTree::Ident(word) if DECLARE.iter().any(|keyword| word == keyword) => {
                    self.declared.extend(ident(tokens.get(rank + 1)));
                }
                TokenTree::Ident(word) => {
                    self.words.insert(word.to_string());
                    self.pointers |= word == "as_ptr" || word == "AtomicPtr";
                    self.absolute(&tokens[rank.saturating_sub(2)..(rank + 3).min(tokens.len())]);
                    let length = self.path(&tokens[rank..]);
                    rank += length;
                    continue;
                }
                TokenTree::Literal(text)
                    if text.to_string().contains(":p}")
                        // Le texte d'un commentaire `///`.
                        && ident(rank.checked_sub(2).and_then(|doc| tokens.get(doc))).as_deref()
                            != Some("doc") =>
                {
                    self.errors.push(ImportError {
                        line: line(token),
                        message: "`{:p}` affiche une adresse, qui change d'une exécution à l'autre : affichez un nom \
                                  ou un numéro"
                            .to_owned(),
                    });
                }
                TokenTree::Punct(star) if star.as_char() == '*' => {
                    let next = ident(tokens.get(rank + 1));
                    self.pointers |= matches!(next.as_deref(), Some("const" | "mut"));
                }
                _ => {}
            }
            rank += 1;
        }
    }

    /// Les chemins qui échappent au modèle : `::std`, `core`.
    fn absolute(&mut self, tokens: &[TokenTree]) {
        for (rank, token) in tokens.iter().enumerate() {
            let after_colons = rank >= 2 && colons(tokens, rank - 2);
            let message = match ident(Some(token)).as_deref() {
                Some(
                    name @ ("std" | "core" | "alloc" | "crossbeam" | "crossbeam_channel"
                    | "crossbeam_utils"),
                ) if after_colons && (rank < 3 || ident(tokens.get(rank - 3)).is_none()) => {
                    format!("`::{name}` échappe au modèle : écrivez `{name}`, sans `::` devant")
                }
                Some(name @ ("core" | "alloc")) if colons(tokens, rank + 1) && !after_colons => {
                    format!("`{name}` échappe au modèle : passez par `std`")
                }
                _ => continue,
            };
            self.errors.push(ImportError {
                line: line(token),
                message,
            });
        }
    }

    /// Le refus d'un chemin qui part d'un paquet que le modèle ne connaît pas,
    /// comme `tokio`.
    fn foreign(&self, path: &[String], line: usize) -> Option<ImportError> {
        let root = path.first()?;
        let local = ["self", "super", "crate", "Self", "*", "$crate"].contains(&root.as_str());
        // Les noms de paquets sont en minuscules ; `T::default` n'en est pas un.
        let lower = root.chars().next().is_some_and(char::is_lowercase);
        if local
            || !lower
            || modelled::is_crate(root)
            || TOOLS.contains(&root.as_str())
            || modelled::is_primitive(root)
            || self.declared.contains(root)
        {
            return None;
        }
        Some(ImportError {
            line,
            message: format!(
                "le paquet `{root}` n'est pas modélisé par entrelacs : seuls `std`, `crossbeam_channel` et \
                 `crossbeam_utils` le sont"
            ),
        })
    }

    /// Un chemin hors d'un `use` ; rend le nombre d'éléments lus.
    fn path(&mut self, tokens: &[TokenTree]) -> usize {
        let mut path = Vec::new();
        let mut rank = 0;
        while let Some(name) = ident(tokens.get(rank)) {
            path.push(name);
            rank += 1;
            if !colons(tokens, rank) || ident(tokens.get(rank + 2)).is_none() {
                break;
            }
            rank += 2;
        }
        if path.len() > 1 {
            let line = line(&tokens[0]);
            self.used.push((path.clone(), line));
            self.found.push((path, line));
        }
        rank.max(1)
    }

    /// Les chemins d'un `use`, après `prefix`.
    fn use_tree(&mut self, prefix: &[String], tokens: &[TokenTree]) {
        let mut path = prefix.to_vec();
        let mut renamed = None;
        let mut at = tokens.first().map_or(1, line);
        let mut rank = 0;
        while let Some(token) = tokens.get(rank) {
            match token {
                TokenTree::Ident(name) if name == "as" => {
                    renamed = ident(tokens.get(rank + 1));
                    rank += 1;
                }
                TokenTree::Ident(name) => {
                    at = line(token);
                    if name != "self" || path.is_empty() {
                        path.push(name.to_string());
                    }
                }
                TokenTree::Group(group) => {
                    for one in inside(group).split(|token| punct(Some(token)) == Some(',')) {
                        if !one.is_empty() {
                            self.use_tree(&path, one);
                        }
                    }
                    return;
                }
                TokenTree::Punct(star) if star.as_char() == '*' => path.push("*".to_owned()),
                _ => {}
            }
            rank += 1;
        }
        let Some(last) = path.last().cloned() else {
            return;
        };
        self.declared
            .insert(renamed.clone().unwrap_or_else(|| last.clone()));
        let is_module = match (path.len(), &renamed) {
            // `use std as s` : `s::process` est `std::process`.
            (1, renamed) => renamed.is_some() && modelled::is_crate(&last),
            // `use std::sync::atomic::Ordering as O` : `O::Relaxed`.
            (_, renamed) => modelled::is_module(&path) || renamed.is_some() && last == "Ordering",
        };
        if is_module {
            self.aliases.insert(renamed.unwrap_or(last), path.clone());
        }
        self.used.push((path.clone(), at));
        if path.len() > 1 {
            self.found.push((path, at));
        }
    }
}
