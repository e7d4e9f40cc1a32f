//! `cargo xtask imprimer` : un PDF d'une page, d'un chapitre ou du livre.
//!
//! [`selection`] trouve les pages que l'on nomme ; `navigateur/tools/print.mjs` les
//! réunit et les imprime, par Chromium. Leur apparence est `theme/print.css`, la même
//! que celle de Ctrl+P.

pub mod selection;

use crate::browser::Browser;
use crate::{book, root, status, summary};
use anyhow::{Context, Result};
use clap::Args;
use mdbook_driver::MDBook;
use processes::Runner;
use selection::Selection;
use serde_json::json;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

/// Où vont le livre construit pour l'impression et, sauf avis contraire, les PDF.
const FOLDER: &str = "target/impression";

/// Ce qui est demandé.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Une page ou un chapitre : son chemin, son numéro ou son titre ; sans lui,
    /// ou avec « livre », tout le livre
    #[arg(value_name = "PAGE", default_value = selection::BOOK, hide_default_value = true)]
    pub name: String,

    /// Met à la fin les indices, les solutions et les réponses des quiz
    #[arg(long)]
    pub solutions: bool,

    /// Imprime aussi les notes pour l'enseignant
    #[arg(long)]
    pub notes: bool,

    /// Le fichier à écrire (sous `target/impression/` par défaut)
    #[arg(long = "vers", value_name = "FICHIER")]
    pub output: Option<PathBuf>,
}

impl Options {
    /// Le fichier à écrire. Un élève et un enseignant n'ont pas le même.
    fn output(&self, root: &Path, selection: &Selection) -> Result<PathBuf> {
        let mut name = selection.file_name.clone();
        for (kept, suffix) in [(self.solutions, "-solutions"), (self.notes, "-notes")] {
            name += if kept { suffix } else { "" };
        }
        name += ".pdf";
        let Some(output) = &self.output else {
            return Ok(root.join(FOLDER).join(name));
        };
        let output = path::absolute(output).context("ce dossier n'existe plus")?;
        Ok(if output.is_dir() {
            output.join(name)
        } else {
            output
        })
    }
}

/// Imprime ce que l'on nomme, et dit où. Rend 2 si rien ne porte ce nom.
///
/// # Errors
///
/// S'il manque Node.js, npm ou Chromium, si le livre ne se construit pas, si le fichier
/// ne s'écrit pas, ou si l'utilisateur interrompt la commande.
pub fn print(options: &Options) -> Result<ExitCode> {
    let root = root::find()?;
    summary::check(&root)?;
    let config = book::config(&root)?;
    let (title, description) = (&config.book.title, &config.book.description);
    let (title, description) = (title.clone(), description.clone());
    let items = MDBook::load_with_config(&root, config)?.book.items;
    let selection = match Selection::find(&items, &options.name) {
        Ok(selection) => selection,
        Err(refusal) => {
            eprintln!("cargo xtask imprimer : {refusal}");
            return Ok(ExitCode::from(2));
        }
    };
    let browser = Browser::find()?;
    let pages = book::render(&root, &book::apart(FOLDER))?;
    let request = json!({
        "book": pages,
        "title": title,
        "description": description,
        "cover": selection.whole,
        "pages": selection.pages,
        "solutions": options.solutions,
        "notes": options.notes,
        "output": options.output(&root, &selection)?,
    });
    let input = root.join(FOLDER).join("demande.json");
    fs::write(&input, request.to_string())
        .with_context(|| format!("impossible d'écrire {}", input.display()))?;
    let runner = Runner::new()?;
    let tests = root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let status = runner.run(browser.node(&tests, "tools/print.mjs").arg(&input))?;
    Ok(status::forward("l'impression", status))
}
