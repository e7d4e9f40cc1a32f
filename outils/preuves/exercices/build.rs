//! Rassemble tous les fichiers d'exercices en deux tables : pour être exécutés,
//! et pour être explorés. La copie du lecteur n'en fait pas partie.

use catalogue::{Exercise, Stage};
use entrelacs_import::exercise;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Un fichier à vérifier.
struct Variant {
    /// Par exemple « 01_rendez_vous/solution ».
    name: String,
    path: PathBuf,
    tests: PathBuf,
    /// Celles qui ne sont qu'explorées.
    explored_only: Vec<String>,
    /// L'étape qui le rejette ; `None` pour une solution.
    stage: Option<Stage>,
}

fn main() {
    let variable = |name| PathBuf::from(env::var_os(name).expect("cargo définit ses dossiers"));
    let (here, out) = (variable("CARGO_MANIFEST_DIR"), variable("OUT_DIR"));
    let root = here
        .ancestors()
        .nth(3)
        .expect("le paquet est dans outils/preuves/");
    // Un exercice de plus s'y déclare, par sa page.
    watch(&root.join("src/SUMMARY.md"));
    let variants = variants(root).unwrap_or_else(|error| panic!("\n\n{error}\n"));
    let native = variants
        .iter()
        .filter(|variant| variant.stage != Some(Stage::Compile));
    fs::write(out.join("natifs.rs"), natives(native)).expect("OUT_DIR s'écrit");

    let explored: Vec<exercise::Exercise> = variants
        .iter()
        .filter(|variant| !matches!(variant.stage, Some(Stage::Compile | Stage::Native)))
        .map(|variant| exercise::Exercise {
            name: variant.name.clone(),
            source: variant.path.clone(),
            tests: variant.tests.clone(),
        })
        .collect();
    if let Err(errors) = exercise::write(&out, &explored) {
        panic!("\n\n{}\n", errors.join("\n"));
    }
}

fn variants(root: &Path) -> Result<Vec<Variant>, files::FileError> {
    let mut variants = Vec::new();
    for exercise in Exercise::all(root)? {
        // La copie du lecteur n'en est pas.
        for watched in [
            "exercice.toml",
            "depart.rs",
            "solution.rs",
            "tests.rs",
            "justes",
            "fautives",
        ] {
            watch(&exercise.directory.join(watched));
        }
        let mut add = |name: &str, path: PathBuf, stage| {
            variants.push(Variant {
                name: format!("{}/{name}", exercise.name),
                path,
                tests: exercise.tests_file(),
                explored_only: exercise.explored_only.clone(),
                stage,
            });
        };
        add("depart", exercise.start_file(), Some(exercise.start.stage));
        add("solution", exercise.solution_file(), None);
        for right in exercise.right()? {
            add(&format!("justes/{}", right.name), right.path, None);
        }
        for faulty in exercise.faulty()? {
            let name = format!("fautives/{}", faulty.name);
            add(&name, faulty.path, Some(faulty.rejection.stage));
        }
    }
    Ok(variants)
}

/// La table des vérifications à exécuter : pour chaque fichier, ses fonctions.
fn natives<'a>(variants: impl Iterator<Item = &'a Variant>) -> String {
    let mut modules = String::new();
    let mut table = String::new();
    for (rank, variant) in variants.enumerate() {
        let tests = fs::read_to_string(&variant.tests)
            .unwrap_or_else(|error| panic!("{} : {error}", variant.tests.display()));
        let tests = exercise::tests_of(&tests);
        // Une solution se lit : clippy la relit aussi. Plusieurs ont les mêmes
        // vérifications.
        let allowed = match variant.stage {
            None => "dead_code, missing_docs, clippy::duplicate_mod",
            Some(_) => "warnings, clippy::all",
        };
        // L'écriture dans une chaîne n'échoue pas.
        let _ = writeln!(
            modules,
            "#[allow({allowed})]\nmod v{rank} {{\n    #[path = {:?}]\n    mod exercice;\n    use exercice::*;\n    \
             #[path = {:?}]\n    pub mod verifications;\n}}",
            variant.path, variant.tests
        );
        // Ce que seul un entrelacement rejette doit compiler pour de vrai, et
        // n'est pas exécuté : autant ne pas produire son code.
        if variant.stage == Some(Stage::Interleavings) {
            continue;
        }
        let _ = writeln!(table, "    ({:?}, &[", variant.name);
        for test in tests
            .iter()
            .filter(|test| !variant.explored_only.contains(test))
        {
            let _ = writeln!(table, "        ({test:?}, v{rank}::verifications::{test}),");
        }
        let _ = writeln!(table, "    ]),");
    }
    format!(
        "{modules}/// Les vérifications d'un fichier, par leur nom.\ntype Tests = &'static [(&'static str, fn())];\n\
         static FILES: &[(&str, Tests)] = &[\n{table}];\n"
    )
}

/// Dit à cargo de recommencer si `path` change.
fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}
