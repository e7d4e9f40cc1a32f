//! Prépare pour l'exploration les listings du livre et les programmes de ses quiz.

use entrelacs_import::{Importer, import};
use quiz::{Kind, Quiz, Source};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo définit le dossier"));
    let root = here.ancestors().nth(2).expect("le paquet est dans outils/");
    for watched in [catalogue::LISTINGS, "src"] {
        println!("cargo:rerun-if-changed={}", root.join(watched).display());
    }
    let listings = root.join(catalogue::LISTINGS);
    let mut importer = Importer::new();
    let sizes = catalogue::reduced_sizes(&listings).unwrap_or_else(|error| panic!("\n\n{error}\n"));
    for (constant, value) in &sizes {
        importer.constant(constant, value);
    }
    let references = catalogue::references(&listings)
        .unwrap_or_else(|errors| panic!("\n\n{}\n", errors.join("\n")));
    for name in references {
        let path = listings.join(&name);
        if path.with_extension("sortie").exists() {
            importer.add(&format!("livre/{name}"), path.with_extension("rs"));
        }
    }
    for (name, path) in quiz_programs(root) {
        importer.add(&name, path);
    }
    importer.write_for_build_script();
}

/// Les programmes écrits dans les quiz du livre `root`, sauf ceux que seul rustc
/// juge ; chacun devient un fichier sous `OUT_DIR`.
///
/// # Panics
///
/// Si un quiz ne se lit pas, ou si un programme ne s'explore pas : avec le
/// fichier, la ligne et la question.
fn quiz_programs(root: &Path) -> Vec<(String, PathBuf)> {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo définit OUT_DIR"));
    let quizzes = Quiz::all(root).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("\n\n{}\n", errors.join("\n"))
    });
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for quiz in quizzes {
        for question in &quiz.questions {
            let Some(program) = &question.program else {
                continue;
            };
            let Source::Here(text) = &program.source else {
                continue;
            };
            if question.kind == Kind::Compiles {
                continue;
            }
            if let Err(refusals) = import(&text.text, &[]) {
                errors.extend(refusals.iter().map(|refusal| {
                    format!(
                        "{}:{}: question « {} » : {}",
                        quiz.file,
                        text.line + refusal.line - 1,
                        question.name,
                        refusal.message
                    )
                }));
                continue;
            }
            let path = out.join(&program.name).with_extension("rs");
            let folder = path.parent().expect("un nom a un dossier");
            fs::create_dir_all(folder).expect("OUT_DIR s'écrit");
            let mut file = File::create(&path).expect("OUT_DIR s'écrit");
            file.write_all(text.text.as_bytes())
                .expect("OUT_DIR s'écrit");
            // Écrit et surveillé par ce script, il ne doit pas le relancer.
            file.set_modified(SystemTime::UNIX_EPOCH)
                .expect("OUT_DIR s'écrit");
            found.push((program.name.clone(), path));
        }
    }
    assert!(errors.is_empty(), "\n\n{}\n", errors.join("\n"));
    found
}
