//! Un programme du livre, le programme Go auquel il répond, et leurs sorties
//! permises.
//!
//! Les trois fichiers vivent côte à côte dans `listings/<chapitre>/` :
//! `<nom>.rs`, `<nom>.go`, `<nom>.sortie`.

use crate::program::output::{self, Outcome};
use crate::program::proof::Proof;
use catalogue::{display, split_reference};
use recit::ending::OutcomeKind;
use std::fs;
use std::io;
use std::path::Path;

/// Le plus de lignes qu'un programme affiché puisse avoir : un écran.
pub const MAX_LINES: usize = 40;
/// Le plus de colonnes qu'une de ses lignes puisse avoir.
pub const MAX_COLUMNS: usize = 76;
/// Largeur d'une tabulation de Go, la même que dans `theme/course.css`.
const TAB_WIDTH: usize = 4;

/// Un programme du livre, lu et vérifié.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Le chapitre, qui est aussi le dossier : `synchronisation`.
    pub chapter: String,
    /// Le nom, qui est aussi celui du programme : `rendez_vous`.
    pub name: String,
    /// La ligne `//!` du fichier Rust.
    pub title: String,
    /// Le programme Rust tel qu'affiché : sans `//!` ni `mod tests`.
    pub rust: String,
    /// Le programme Go, entier.
    pub go: String,
    /// Les issues permises, dans l'ordre du fichier, une au moins.
    pub outcomes: Vec<Outcome>,
    /// Ce que l'exploration en prouve.
    pub proof: Proof,
}

impl Listing {
    /// Lit le listing `reference` (« chapitre/nom ») sous `listings_dir`.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas, en français : référence mal formée, fichier
    /// manquant, titre ou `main` absent, programme trop long ou trop large,
    /// sortie vide ou répétée.
    pub fn load(listings_dir: &Path, reference: &str) -> Result<Self, Vec<String>> {
        let (chapter, name) = split_reference(reference).map_err(|message| vec![message])?;
        let base = listings_dir.join(chapter).join(name);

        let mut errors = Vec::new();
        let mut read = |extension: &str, role: &str| {
            let path = base.with_extension(extension);
            fs::read_to_string(&path).unwrap_or_else(|error| {
                errors.push(match error.kind() {
                    io::ErrorKind::NotFound => format!(
                        "le listing « {reference} » n'a pas de {role} : il manque listings/{reference}.{extension}"
                    ),
                    _ => format!("listings/{reference}.{extension} est illisible : {error}"),
                });
                String::new()
            })
        };
        let source = read("rs", "programme Rust");
        let go = read("go", "programme Go");
        let output = read("sortie", "sortie permise");
        if !errors.is_empty() {
            return Err(errors);
        }

        let (title, rust) = display(&source);
        if title.is_empty() {
            errors.push(format!(
                "listings/{reference}.rs:1: la première ligne doit être le titre : « //! Titre »"
            ));
        }
        if !rust.contains("fn main()") {
            errors.push(format!("listings/{reference}.rs: il manque `fn main()`"));
        }
        let skipped = source[..source.find(&rust).unwrap_or_default()]
            .matches('\n')
            .count();
        errors.extend(check_size(
            &format!("listings/{reference}.rs"),
            &rust,
            skipped,
        ));
        errors.extend(check_size(&format!("listings/{reference}.go"), &go, 0));

        let outcomes = output::parse(&output).unwrap_or_else(|(line, message)| {
            errors.push(format!("listings/{reference}.sortie:{line}: {message}"));
            Vec::new()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            chapter: chapter.to_owned(),
            name: name.to_owned(),
            title,
            rust,
            go,
            proof: Proof::of(listings_dir, reference, &outcomes),
            outcomes,
        })
    }

    /// « chapitre/nom ».
    pub fn reference(&self) -> String {
        format!("{}/{}", self.chapter, self.name)
    }

    /// Vrai si toute exécution se termine normalement.
    pub fn always_exits(&self) -> bool {
        let mut endings = self.outcomes.iter().map(|outcome| outcome.ending);
        endings.all(|ending| ending == OutcomeKind::Exit)
    }
}

/// Les lignes trop longues ou trop nombreuses de `code`, qui commence après
/// `skipped` lignes de son fichier.
pub(crate) fn check_size(file: &str, code: &str, skipped: usize) -> Vec<String> {
    let mut errors = Vec::new();
    let lines = code.lines().count();
    if lines > MAX_LINES {
        errors.push(format!(
            "{file}: {lines} lignes affichées, {MAX_LINES} au plus : un listing tient sur un écran"
        ));
    }
    for (i, line) in code.lines().enumerate() {
        let columns: usize = line
            .chars()
            .map(|c| if c == '\t' { TAB_WIDTH } else { 1 })
            .sum();
        if columns > MAX_COLUMNS {
            errors.push(format!(
                "{file}:{}: {columns} colonnes, {MAX_COLUMNS} au plus",
                i + 1 + skipped
            ));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::{assert_contains, tree};

    const RUST: &str = "//! Le titre\n\nfn main() {\n    println!(\"a\");\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";

    #[test]
    fn le_titre_et_les_tests_ne_sont_pas_affiches() {
        let (title, rust) = display(RUST);
        assert_eq!(title, "Le titre");
        assert_eq!(rust, "fn main() {\n    println!(\"a\");\n}\n");
    }

    #[test]
    fn un_listing_complet_se_lit() {
        let dir = tree([
            ("c/a.rs", RUST),
            ("c/a.go", "package main\n"),
            ("c/a.sortie", "a\n--- ou ---\nb\n"),
        ]);
        let listing = Listing::load(dir.path(), "c/a").unwrap();
        assert_eq!(
            listing.outcomes,
            [Outcome::exit("a\n"), Outcome::exit("b\n")]
        );
    }

    #[test]
    fn chaque_fichier_manquant_est_nomme() {
        let dir = tree([("c/a.rs", RUST)]);
        let errors = Listing::load(dir.path(), "c/a").unwrap_err();
        assert_eq!(errors.len(), 2);
        assert!(errors[0].contains("c/a.go") && errors[1].contains("c/a.sortie"));
    }

    #[test]
    fn titre_main_et_taille_sont_verifies() {
        let long = "// x\n".repeat(MAX_LINES + 1);
        let wide = format!("\n\n{}\n", "y".repeat(MAX_COLUMNS + 1));
        let dir = tree([
            ("c/a.rs", long.as_str()),
            ("c/a.go", wide.as_str()),
            ("c/a.sortie", "a\n--- ou ---\na\n"),
        ]);
        let errors = Listing::load(dir.path(), "c/a").unwrap_err().join("\n");
        assert_contains(
            &errors,
            &[
                "c/a.rs:1: la première ligne doit être le titre",
                "il manque `fn main()`",
                "41 lignes affichées",
                "c/a.go:3: 77 colonnes",
                "c/a.sortie:3: la sortie n° 2 est écrite deux fois",
            ],
        );
    }

    #[test]
    fn la_ligne_d_une_erreur_compte_le_titre() {
        let source = format!("//! T\n\nfn main() {{}}\n// {}\n", "z".repeat(MAX_COLUMNS));
        let dir = tree([
            ("c/a.rs", source.as_str()),
            ("c/a.go", "package main\n"),
            ("c/a.sortie", "a\n"),
        ]);
        let errors = Listing::load(dir.path(), "c/a").unwrap_err();
        assert_eq!(errors, ["listings/c/a.rs:4: 79 colonnes, 76 au plus"]);
    }
}
