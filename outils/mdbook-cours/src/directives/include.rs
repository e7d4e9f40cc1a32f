//! La cible d'un `{{#include fichier[:ancre]}}`.
//!
//! mdBook écrit une erreur et continue quand le fichier manque, et ne dit rien
//! quand l'ancre manque ; ici, l'un et l'autre arrêtent la construction. Une
//! directive dans le fichier inclus aussi : personne ne la développerait.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::page::calls::calls;
use std::fs;
use std::path::Path;

struct Include;

pub fn parse(argument: &str, reader: &mut Reader) -> Parsed {
    let page = reader.root.join(reader.src).join(reader.page);
    check(page.parent().unwrap_or(reader.root), argument)?;
    Ok(Box::new(Include))
}

/// mdBook la développe.
impl Directive for Include {
    fn to_skeptic(&self) -> Option<String> {
        None
    }
}

/// Vérifie que `argument` (le texte qui suit `include`) désigne un fichier
/// lisible et sans directive, et une ancre ou des lignes qui s'y trouvent.
/// `directory` est le dossier de la page.
///
/// # Errors
///
/// Un message en français qui dit ce qui manque.
fn check(directory: &Path, argument: &str) -> Result<(), String> {
    let (file, selection) = match argument.split_once(':') {
        Some((file, selection)) => (file, Some(selection)),
        None => (argument, None),
    };
    if file.is_empty() {
        return Err("`include` sans nom de fichier".to_owned());
    }
    let text = fs::read_to_string(directory.join(file)).map_err(|_| {
        format!("le fichier inclus « {file} » n'existe pas ou n'est pas du texte (chemin relatif à la page)")
    })?;
    // Ce préprocesseur passe avant celui qui inclut : il ne verrait pas celles-ci.
    if let Some(directive) = calls(&text).first() {
        return Err(format!(
            "le fichier inclus « {file} » contient la directive « {} », à la ligne {} : écrivez-la dans la page",
            &text[directive.range.clone()],
            directive.line
        ));
    }
    match selection {
        None | Some("") => Ok(()),
        Some(selection) if selection.starts_with(|c: char| c.is_ascii_digit() || c == ':') => {
            check_lines(file, &text, selection)
        }
        Some(anchor) => check_anchor(file, &text, anchor),
    }
}

fn check_lines(file: &str, text: &str, selection: &str) -> Result<(), String> {
    let count = text.lines().count();
    for bound in selection.split(':').filter(|bound| !bound.is_empty()) {
        let line: usize = bound
            .parse()
            .map_err(|_| format!("« {selection} » n'est pas un intervalle de lignes"))?;
        if line == 0 || line > count {
            return Err(format!(
                "« {file} » n'a pas de ligne {line} : il en a {count}"
            ));
        }
    }
    Ok(())
}

fn check_anchor(file: &str, text: &str, anchor: &str) -> Result<(), String> {
    for mark in ["ANCHOR:", "ANCHOR_END:"] {
        let present = text.lines().any(|line| {
            line.split_once(mark)
                .is_some_and(|(_, name)| name.split_whitespace().next() == Some(anchor))
        });
        if !present {
            return Err(format!(
                "l'ancre « {anchor} » n'est pas dans « {file} » : il y manque « {mark} {anchor} »"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    #[test]
    fn fichier_lignes_et_ancres() {
        let dir = testing::tree([
            (
                "a.rs",
                "// ANCHOR: un\nfn un() {}\n// ANCHOR_END: un\n// ANCHOR: deux\n",
            ),
            ("c.md", "un\n{{#listing c/a}}\n"),
        ]);
        let check = |argument| check(dir.path(), argument);
        assert_eq!(check("a.rs"), Ok(()));
        assert_eq!(check("a.rs:un"), Ok(()));
        assert_eq!(check("a.rs:1:3"), Ok(()));
        for (argument, expected) in [
            ("b.rs", "n'existe pas"),
            ("a.rs:trois", "ANCHOR: trois"),
            ("a.rs:deux", "ANCHOR_END: deux"),
            ("a.rs:5", "ligne 5"),
            ("a.rs:1:x", "intervalle"),
            ("", "sans nom"),
            ("c.md", "« {{#listing c/a}} », à la ligne 2"),
        ] {
            assert_contains(&check(argument).unwrap_err(), &[expected]);
        }
    }
}
