//! Le nom d'un objet : celui de la variable où le listing le range.

use crate::model::id::ObjectId;
use crate::model::registry::Registry;
use recit::object::Object;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// De quel côté d'un canal on se place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// L'émetteur, ou un objet qui n'a qu'un côté.
    First,
    /// Le récepteur.
    Second,
}

/// Les noms déjà cherchés : relire le texte à chaque étape d'un grand graphe
/// durerait plus que l'explorer.
#[derive(Default)]
pub(crate) struct Names {
    objects: RefCell<FxHashMap<(ObjectId, Side), Object>>,
}

impl Names {
    /// L'objet, nommé d'après la ligne de `source` où il est créé. Ceux d'une même
    /// ligne sont numérotés : chacun garde son nom à lui.
    pub fn object(&self, registry: &Registry, source: &str, id: ObjectId, side: Side) -> Object {
        let known = self.objects.borrow().get(&(id, side)).cloned();
        known.unwrap_or_else(|| {
            let object = named(registry, source, id, side);
            self.objects.borrow_mut().insert((id, side), object.clone());
            object
        })
    }
}

fn named(registry: &Registry, source: &str, id: ObjectId, side: Side) -> Object {
    let site = registry.site(id);
    let mut object = Object {
        id: id.0,
        name: String::new(),
        rank: 0,
        line: 0,
    };
    if let Some(name) = tuple_name(registry, source, id) {
        object.name = name.to_owned();
        return object;
    }
    let rank = registry.rank_at_site(id).unwrap_or(0);
    object.rank = u32::try_from(rank).unwrap_or(u32::MAX);
    object.name = match site.static_name {
        Some(name) => name.to_owned(),
        None => binding(source, site.line, side).unwrap_or_default(),
    };
    if object.name.is_empty() {
        object.line = site.line;
    }
    object
}

/// La variable d'un objet créé dans un n-uplet : `reveil` dans
/// `let (pret, reveil) = (Mutex::new(false), Condvar::new());`.
fn tuple_name<'a>(registry: &Registry, source: &'a str, object: ObjectId) -> Option<&'a str> {
    let site = registry.site(object);
    let rank = registry.rank_at_site(object).unwrap_or(1);
    let line = usize::try_from(site.line).ok()?.checked_sub(1)?;
    in_tuple(source.lines().nth(line)?, site.type_name, rank)
}

/// La variable qui reçoit le `rank`-ième objet du type `type_name`, à partir de
/// 1, dans un `let` de deux n-uplets de même taille.
fn in_tuple<'a>(text: &'a str, type_name: &str, rank: usize) -> Option<&'a str> {
    if type_name.is_empty() {
        return None;
    }
    let (pattern, value) = text[find_let(text)?..].split_once('=')?;
    let value = value.trim().strip_suffix(';')?;
    let (names, values) = (elements(pattern)?, elements(value)?);
    if names.len() != values.len() {
        return None;
    }
    let holders = names.iter().zip(values);
    let mut of_type = holders.filter(|(_, value)| value.contains(type_name));
    let (name, _) = of_type.nth(rank - 1)?;
    let name = name.trim_start_matches("mut ").trim();
    is_name(name).then_some(name)
}

/// Les éléments d'un n-uplet écrit `(a, b)`.
fn elements(tuple: &str) -> Option<Vec<&str>> {
    let inside = tuple.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut elements = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                elements.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    elements.push(inside[start..].trim());
    Some(elements)
}

/// La variable que lie la ligne `line` : `x` dans `let x = …` et `x = …`, `tx` ou
/// `rx` dans `let (tx, rx) = …`, `s` dans `scope(|s| …`. Une instruction peut
/// avoir commencé plus haut.
fn binding(source: &str, line: u32, side: Side) -> Option<String> {
    let lines: Vec<&str> = source.lines().collect();
    let last = usize::try_from(line).ok()?.checked_sub(1)?;
    if let Some(name) = closure_argument(lines.get(last)?) {
        return Some(name.to_owned());
    }
    for rank in (last.saturating_sub(4)..=last).rev() {
        let text = lines.get(rank)?;
        if let Some(start) = find_let(text) {
            let rest = &text[start..];
            let pattern = rest.split_once('=').map_or(rest, |(pattern, _)| pattern);
            let names: Vec<&str> = pattern
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .filter(|word| !word.is_empty() && *word != "mut")
                .collect();
            let tuple = pattern.trim_start().starts_with('(');
            let name = match side {
                Side::Second if tuple => names.get(1),
                _ => names.first(),
            };
            return name.map(|name| (*name).to_owned());
        }
        if let Some(name) = assigned(text) {
            return Some(name.to_owned());
        }
        // Une autre instruction se termine ici : la variable n'est pas plus haut.
        if rank < last && text.trim_end().ends_with([';', '}']) {
            return None;
        }
    }
    None
}

/// `x` dans `x = …`.
fn assigned(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(" = ")?;
    let name = name.trim_start();
    is_name(name).then_some(name)
}

/// `s` dans `thread::scope(|s| …`.
fn closure_argument(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("scope(|")?;
    let (name, _) = after.split_once('|')?;
    is_name(name).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn find_let(text: &str) -> Option<usize> {
    let start = text.find("let ")?;
    let alone = text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
    alone.then_some(start + "let ".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_n_uplet_donne_a_chacun_sa_variable() {
        let text = "    let (pret, reveil) = (Mutex::new(vec![1, 2]), Condvar::new());";
        assert_eq!(in_tuple(text, "Mutex", 1), Some("pret"));
        assert_eq!(in_tuple(text, "Condvar", 1), Some("reveil"));
        assert_eq!(in_tuple(text, "Condvar", 2), None);
        let text = "let (a, mut b) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(1)));";
        assert_eq!(in_tuple(text, "Mutex", 1), Some("a"));
        assert_eq!(in_tuple(text, "Mutex", 2), Some("b"));
        assert_eq!(in_tuple("let (tx, rx) = bounded(0);", "", 1), None);
        assert_eq!(in_tuple("let a = Mutex::new(0);", "Mutex", 1), None);
        assert_eq!(in_tuple("let (a, b) = f(Mutex::new(0));", "Mutex", 1), None);
    }

    #[test]
    fn la_variable_se_lit_dans_le_let() {
        let source = "let wg = WaitGroup::new();\nlet (tx, rx) = bounded(0);\nlet mut verrou: Mutex<u32> =\n    Mutex::new(0);\nfoo();\nMutex::new(1);\n";
        let name = |line, side| binding(source, line, side);
        assert_eq!(name(1, Side::First).as_deref(), Some("wg"));
        assert_eq!(name(2, Side::First).as_deref(), Some("tx"));
        assert_eq!(name(2, Side::Second).as_deref(), Some("rx"));
        assert_eq!(name(4, Side::First).as_deref(), Some("verrou"));
        assert_eq!(name(6, Side::First), None);
        assert_eq!(name(99, Side::First), None);
        let source = "a = never();\nthread::scope(|s| {\nlet (a, b) = scope(|t| {\n";
        let name = |line| binding(source, line, Side::First);
        assert_eq!(name(1).as_deref(), Some("a"));
        assert_eq!(name(2).as_deref(), Some("s"));
        assert_eq!(name(3).as_deref(), Some("t"));
    }
}
