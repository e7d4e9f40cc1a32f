//! Le programme que mdBook lance.

use crate::generated::Site;
use crate::preprocessor::CoursePreprocessor;
use anyhow::{Context, Result, bail};
use mdbook_preprocessor::{MDBOOK_VERSION, Preprocessor, parse_input};
use mdbook_renderer::{RenderContext, Renderer};
use std::io;
use std::process::ExitCode;

/// Fait ce que mdBook demande par `arguments`, et rend le statut du processus.
pub fn main(arguments: &[String]) -> ExitCode {
    run(arguments).unwrap_or_else(|error| {
        eprintln!("mdbook-cours : {error:#}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["supports", renderer] => Ok(
            match CoursePreprocessor::default().supports_renderer(renderer)? {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            },
        ),
        ["site"] => {
            let context = RenderContext::from_json(io::stdin().lock())
                .context("l'entrée n'est pas celle que mdBook donne à un rendu")?;
            Site::default().render(&context)?;
            Ok(ExitCode::SUCCESS)
        }
        [] => {
            let (context, book) = parse_input(io::stdin().lock())
                .context("l'entrée n'est pas celle que mdBook donne à un préprocesseur")?;
            if context.mdbook_version != MDBOOK_VERSION {
                eprintln!(
                    "mdbook-cours : attention, mdbook {} est utilisé ; ce livre est vérifié avec mdbook {MDBOOK_VERSION}.",
                    context.mdbook_version
                );
            }
            let book = CoursePreprocessor::default().run(&context, book)?;
            serde_json::to_writer(io::stdout().lock(), &book)
                .context("impossible de rendre le livre à mdBook")?;
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!(
            "usage : mdbook-cours [supports <rendu> | site]\n\
             mdBook l'appelle lui-même ; lancez plutôt `cargo xtask serve`."
        ),
    }
}
