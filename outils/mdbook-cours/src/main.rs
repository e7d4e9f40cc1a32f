//! Le préprocesseur `cours`, tel que mdBook l'appelle.

use anyhow::{Context, Result, bail};
use mdbook_cours::{CoursePreprocessor, MDBOOK_VERSION};
use mdbook_preprocessor::{Preprocessor, parse_input};
use std::{env, io, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(erreur) => {
            eprintln!("mdbook-cours : {erreur:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["supports", renderer] => Ok(match CoursePreprocessor.supports_renderer(renderer)? {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }),
        [] => {
            let (context, book) = parse_input(io::stdin().lock())
                .context("l'entrée n'est pas celle que mdBook donne à un préprocesseur")?;
            if context.mdbook_version != MDBOOK_VERSION {
                eprintln!(
                    "mdbook-cours : attention, mdbook {} est utilisé ; ce livre est vérifié avec mdbook {MDBOOK_VERSION}.",
                    context.mdbook_version
                );
            }
            let book = CoursePreprocessor.run(&context, book)?;
            serde_json::to_writer(io::stdout().lock(), &book)
                .context("impossible de rendre le livre à mdBook")?;
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!(
            "usage : mdbook-cours [supports <rendu>]\n\
             mdBook l'appelle lui-même ; lancez plutôt `cargo xtask serve`."
        ),
    }
}
