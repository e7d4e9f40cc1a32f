//! Donne à skeptic les pages telles qu'elles sont affichées.
//!
//! skeptic ne connaît ni `{{#include}}` ni les directives du cours : le livre
//! est donc chargé et développé ici, avec le préprocesseur du livre, puis
//! chaque bloc est écrit sous `OUT_DIR`, dans un fichier qui dit d'où il vient.

use anyhow::{Context, Result};
use catalogue::Exercise;
use mdbook_cours::{CoursePreprocessor, page::skeptic::blocks};
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_driver::builtin_preprocessors::LinkPreprocessor;
use mdbook_driver::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

fn main() {
    if let Err(error) = run() {
        for line in format!("{error:#}").lines() {
            println!("cargo::error={line}");
        }
    }
}

fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("le paquet listings est dans le dossier du livre")?;
    let pages = PathBuf::from(env::var("OUT_DIR")?).join("pages");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    for watched in ["src", "listings", "book.toml"] {
        println!("cargo:rerun-if-changed={}", root.join(watched).display());
    }

    // Les énoncés, sans la copie du lecteur, qui ne change rien au livre.
    for exercise in Exercise::all(root)? {
        let statement = exercise.directory.join("enonce.md");
        println!("cargo:rerun-if-changed={}", statement.display());
    }

    // Ce script est lui-même lancé par cargo : le préprocesseur est appelé
    // comme bibliothèque, car `cargo run` attendrait la fin de cargo.
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.set("preprocessor", BTreeMap::<String, String>::new())?;
    config.build.use_default_preprocessors = false;
    let mut book = MDBook::load_with_config(root, config)?;
    book.with_preprocessor(CoursePreprocessor::default())
        .with_preprocessor(LinkPreprocessor::new());
    let renderer = Skeptic { pages };
    book.execute_build_process(&renderer)?;

    let mut files: Vec<PathBuf> = fs::read_dir(&renderer.pages)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    for file in &files {
        date_before_this_script(file)?;
    }
    skeptic::generate_doc_tests(&files);
    Ok(())
}

/// skeptic demande à cargo de surveiller `file` : écrit par ce script, il ne doit
/// pas le relancer.
fn date_before_this_script(file: &Path) -> Result<()> {
    let file = fs::File::options().write(true).open(file)?;
    Ok(file.set_modified(SystemTime::UNIX_EPOCH)?)
}

/// Un rendu qui écrit les blocs `rust` des pages développées, un par fichier.
struct Skeptic {
    pages: PathBuf,
}

impl Renderer for Skeptic {
    fn name(&self) -> &str {
        "skeptic"
    }

    fn render(&self, ctx: &RenderContext) -> Result<()> {
        fs::create_dir_all(&self.pages)?;
        for item in ctx.book.iter() {
            let BookItem::Chapter(chapter) = item else {
                continue;
            };
            let Some(path) = &chapter.path else { continue };
            for block in blocks(path, &chapter.content) {
                let file = self.pages.join(block.name).with_extension("md");
                fs::write(file, block.markdown)?;
            }
        }
        Ok(())
    }
}
