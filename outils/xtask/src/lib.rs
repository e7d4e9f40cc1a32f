//! Les commandes du projet, lancées par `cargo xtask …`.
//!
//! [`cli`] lit la ligne de commande ; chaque commande a son module ([`serve`],
//! [`build`], [`e2e`], [`exercises`],
//! [`explore`], [`print`](mod@print), [`publish`], [`scaffold`]) ; `serve` ouvre aussi
//! l'atelier ([`workshop`]) ; les autres préparent ce dont elles ont besoin : le livre
//! rendu ([`book`]), le bon mdBook pour le servir ([`mdbook`]), un port libre
//! ([`port`]), Node.js et Chromium ([`browser`]), les autres navigateurs ([`readers`]),
//! un programme de la machine ([`program`](mod@program)), le livre de référence
//! ([`reference`](mod@reference)), ce qui se dit quand un travail dure
//! ([`wait`]), un petit projet à compiler ([`project`]). Les processus fils sont
//! l'affaire de [`processes`].

pub mod book;
pub mod browser;
pub mod build;
pub mod cli;
pub mod diagrams;
pub mod e2e;
pub mod exercises;
pub mod explore;
pub mod mdbook;
pub mod print;
pub mod program;
pub mod project;
pub mod publish;
pub mod readers;
pub mod reference;
pub mod root;
pub mod scaffold;
pub mod serve;
pub mod served;
pub mod status;
pub mod summary;
pub mod wait;
pub mod workshop;

use anyhow::Result;
use cli::{Cli, Commands};
use processes::ProcessError;
use processes::confined::Confined;
use std::process::ExitCode;

/// Exécute la commande donnée au processus et rend son statut : 0 si tout va
/// bien, 1 pour une erreur, 2 pour des arguments refusés, 130 pour une
/// préparation interrompue, sinon celui de mdBook ou de Playwright.
pub fn main() -> ExitCode {
    let cli = match Cli::from_env() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    run(cli.command).unwrap_or_else(|error| {
        if is_interruption(&error) {
            eprintln!("Interrompu.");
            return ExitCode::from(130);
        }
        eprintln!("cargo xtask : {error:#}");
        ExitCode::FAILURE
    })
}

/// Vrai si la commande a échoué parce que l'utilisateur l'interrompt.
fn is_interruption(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(ProcessError::Interrupted))
}

fn run(command: Commands) -> Result<ExitCode> {
    match command {
        Commands::Serve {
            port,
            open,
            without_workshop,
        } => serve::serve(port, open, !without_workshop),
        Commands::Build => build::build(),
        Commands::Publish(options) => publish::publish(options),
        Commands::Diagrams => diagrams::draw(),
        Commands::Print(options) => print::print(&options),
        Commands::E2e {
            compare,
            playwright,
        } => e2e::e2e(compare, &playwright),
        Commands::Exercises(options) => Ok(exercises::exercises(&options)),
        Commands::Explore {
            program: Some(program),
            options,
            ..
        } => explore::explore(&program, options),
        Commands::Explore { .. } => explore::update(),
        Commands::New(request) => scaffold::scaffold(&request),
        Commands::Guard {
            bounds: Some(bounds),
            report: Some(report),
            words,
        } => {
            let confinement = serde_json::from_str(&bounds)?;
            Ok(Confined {
                confinement,
                report,
            }
            .guard(&words))
        }
        Commands::Guard { words, .. } => Ok(processes::held::guard(&words)),
    }
}
