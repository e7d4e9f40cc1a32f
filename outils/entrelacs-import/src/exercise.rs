//! Préparer un exercice : le fichier du lecteur, suivi de ses vérifications.
//!
//! Un programme exploré tient dans un seul fichier. Les vérifications y suivent
//! donc la dernière ligne de l'exercice, dans un module à elles : les lignes de
//! l'exercice ne bougent pas, et la ligne `n` des vérifications devient la ligne
//! [`Combined::first`]` + n - 1`.

use super::import;
use super::index::{Index, module, read, refusals};
use super::tokens::{is_word, parsed};
use files::write_if_changed;
use proc_macro2::{Delimiter, TokenTree};
use std::path::{Path, PathBuf};

/// Le module où sont les vérifications.
const MODULE: &str = "verifications_de_l_exercice";

/// Un exercice à préparer.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Son nom, par exemple « 01_rendez_vous ».
    pub name: String,
    /// Le fichier du lecteur.
    pub source: PathBuf,
    /// Ses vérifications : des fonctions `pub fn nom()`.
    pub tests: PathBuf,
}

/// Un exercice et ses vérifications, en un seul texte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// Le texte.
    pub text: String,
    /// La ligne du texte où commencent les vérifications.
    pub first: usize,
    /// Les noms des vérifications, dans l'ordre.
    pub tests: Vec<String>,
}

/// Réunit un exercice et ses vérifications.
pub fn combine(source: &str, tests: &str) -> Combined {
    let source = source.trim_end_matches('\n');
    let main = match has_main(source) {
        true => "",
        false => "\nfn main() {}",
    };
    Combined {
        text: format!("{source}\npub mod {MODULE} {{ {tests}\n}}{main}\n"),
        first: source.lines().count() + 1,
        tests: tests_of(tests),
    }
}

/// Les noms des vérifications d'un fichier : ses fonctions `pub fn nom()`. Vide
/// si ce n'est pas du Rust : le compilateur dira pourquoi.
pub fn tests_of(source: &str) -> Vec<String> {
    let tokens = parsed(source).unwrap_or_default();
    let tests = tokens.windows(4).filter_map(|window| match window {
        [
            public,
            function,
            TokenTree::Ident(name),
            TokenTree::Group(arguments),
        ] if is_word(Some(public), "pub")
            && is_word(Some(function), "fn")
            && arguments.delimiter() == Delimiter::Parenthesis
            && arguments.stream().is_empty() =>
        {
            Some(name.to_string())
        }
        _ => None,
    });
    tests.collect()
}

/// Écrit dans `directory` les exercices préparés et leur index,
/// `exercices.rs`, qui définit `PROGRAMS` : un `entrelacs::Program` par
/// vérification, nommé `exercice/verification`.
///
/// # Errors
///
/// Un fichier qui ne se lit ou ne s'écrit pas, ou un exercice refusé : un
/// message par refus, avec le fichier et la ligne.
pub fn write(directory: &Path, exercises: &[Exercise]) -> Result<(), Vec<String>> {
    let mut index = Index::new(directory);
    for (rank, exercise) in exercises.iter().enumerate() {
        index.attempt(|index| write_one(rank, exercise, index));
    }
    index.write("exercices.rs")
}

fn write_one(rank: usize, exercise: &Exercise, index: &mut Index<'_>) -> Result<(), Vec<String>> {
    let combined = combine(&read(&exercise.source)?, &read(&exercise.tests)?);
    let imported = import(&combined.text, &[]).map_err(|errors| {
        refusals(&errors, |line| match line.checked_sub(combined.first) {
            None => (&exercise.source, line),
            Some(before) => (&exercise.tests, before + 1),
        })
    })?;
    let module = module('e', rank, &exercise.name);
    let source = index.directory.join(format!("{module}.texte"));
    write_if_changed(&source, &combined.text).map_err(|error| vec![error.to_string()])?;
    let tests = combined.tests.iter().map(|test| {
        let name = format!("{}/{test}", exercise.name);
        (name, format!("{module}::{MODULE}::{test}"))
    });
    index.add(&module, &source, &imported, &tests.collect::<Vec<_>>())
}

fn has_main(source: &str) -> bool {
    let tokens = parsed(source).unwrap_or_default();
    tokens
        .windows(2)
        .any(|pair| is_word(pair.first(), "fn") && is_word(pair.last(), "main"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const TESTS: &str = "//! Titre\nuse super::*;\n\nfn aide() {}\n\n/// Un.\npub fn un() {\n    f();\n}\n\npub fn deux() {}\npub fn avec(_: u8) {}\n";

    #[test]
    fn les_verifications_suivent_la_derniere_ligne() {
        for source in [
            "//! T\n\npub fn f() {}\n",
            "//! T\n\npub fn f() {}\n\n\n",
            "//! T\n\npub fn f() {} // fin",
        ] {
            let combined = combine(source, TESTS);
            assert_eq!(combined.tests, ["un", "deux"]);
            assert_eq!(combined.first, 4);
            let lines: Vec<&str> = combined.text.lines().collect();
            assert!(lines[2].starts_with("pub fn f() {}"));
            for (rank, line) in TESTS.lines().enumerate() {
                assert!(lines[3 + rank].ends_with(line), "{}", combined.text);
            }
            let imported = import(&combined.text, &[]).unwrap().text;
            for (before, after) in lines.iter().zip(imported.lines()) {
                assert!(
                    after.ends_with(
                        before
                            .trim_start_matches("pub mod verifications_de_l_exercice { ")
                            .trim()
                    ),
                    "{before} {after}"
                );
            }
        }
    }

    #[test]
    fn un_main_du_lecteur_reste_le_seul() {
        assert!(!combine("fn main() {}", TESTS).text.contains("\nfn main"));
        assert!(combine("fn f() {}", TESTS).text.contains("\nfn main"));
    }

    #[test]
    fn un_refus_donne_le_fichier_et_la_ligne_de_chacun() {
        let dir = std::env::temp_dir().join(format!("entrelacs-exercice-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let path = |name: &str, text: &str| {
            fs::write(dir.join(name), text).unwrap();
            dir.join(name)
        };
        let exercise = Exercise {
            name: "a".to_owned(),
            source: path("exercice.rs", "\nuse std::fs;\n"),
            tests: path("tests.rs", "use super::*;\n\nuse std::net::TcpStream;\n"),
        };
        let errors = write(&dir, &[exercise]).unwrap_err();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(
            errors[0].contains("std::fs") && errors[0].ends_with("exercice.rs:2)"),
            "{errors:?}"
        );
        assert!(
            errors[1].contains("std::net") && errors[1].ends_with("tests.rs:3)"),
            "{errors:?}"
        );
    }

    #[test]
    fn un_fichier_illisible_n_a_pas_de_verification() {
        assert_eq!(tests_of("pub fn a() {"), [""; 0]);
    }
}
