//! `cargo xtask diagrammes` : dessiner les diagrammes des pages.

use crate::browser::Browser;
use crate::{book, root, status};
use anyhow::{Context, Result, anyhow};
use mdbook_cours::page::diagrams::SCRIPT_URL;
use mdbook_cours::page::drawings::{self, FORMS};
use processes::Runner;
use serde_json::{Value, json};
use std::fs;
use std::process::ExitCode;

/// Dessine les diagrammes dont le dessin manque ou n'est plus le leur, à côté de leur
/// page ; efface les dessins qui n'ont plus de diagramme.
///
/// # Errors
///
/// S'il manque Node.js, npm ou Chromium, si le livre ne se construit pas, si Mermaid
/// refuse une source, ou si l'utilisateur interrompt la commande.
pub fn draw() -> Result<ExitCode> {
    let browser = Browser::find()?;
    let root = root::find()?;
    let src = root.join("src");
    let drawings = drawings::all(&src).map_err(|error| anyhow!("{error}"))?;
    let kept: Vec<_> = drawings
        .iter()
        .flat_map(|drawing| FORMS.map(|(_, form)| drawing.path(form)))
        .collect();
    for file in drawings::files(&src) {
        if !kept.contains(&file) {
            fs::remove_file(src.join(&file))?;
            println!("effacé : src/{}", file.display());
        }
    }
    let todo: Vec<_> = drawings
        .iter()
        .filter(|drawing| drawing.kept(&src).is_none())
        .collect();
    if todo.is_empty() {
        println!("Tous les dessins sont à jour.");
        return Ok(ExitCode::SUCCESS);
    }

    // Dans une page du livre : mêmes polices, mêmes styles.
    let folder = root.join("target/diagrammes");
    let pages = book::render(&root, &book::apart("target/diagrammes"))?;
    let (input, output) = (folder.join("demande.json"), folder.join("dessins.json"));
    let request = json!({ "book": pages, "script": SCRIPT_URL, "drawings": todo });
    fs::write(&input, request.to_string())?;
    let runner = Runner::new()?;
    let tests = root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let status = runner.run(
        browser
            .node(&tests, "tools/draw.mjs")
            .args([&input, &output]),
    )?;
    if !status.success() {
        return Ok(status::forward("le dessin des diagrammes", status));
    }
    let text = fs::read_to_string(&output).context("les dessins ne se lisent pas")?;
    let drawn: Value = serde_json::from_str(&text)?;
    for drawing in todo {
        for (name, form) in FORMS {
            let svg = drawn[&drawing.id][name]
                .as_str()
                .with_context(|| format!("il manque le dessin {} de {}", form, drawing.id))?;
            let path = drawing.path(form);
            fs::write(src.join(&path), drawing.mark(svg) + "\n")?;
            println!("dessiné : src/{}", path.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
