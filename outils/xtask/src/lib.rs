//! Les commandes du projet, lancées par `cargo xtask …`.
//!
//! [`cli`] lit la ligne de commande ; chaque commande a son module ([`serve`],
//! [`build`], [`e2e`], [`exercices`],
//! [`explore`], [`publish`]) ; les autres préparent ce dont elles ont besoin : le livre
//! rendu ([`book`]), le bon mdBook pour le servir ([`mdbook`]), un port libre
//! ([`port`]), Node.js et Chromium ([`navigateur`]), le livre de référence
//! ([`reference`](mod@reference)), ce qui se dit quand un travail dure
//! ([`attente`]), un petit projet à compiler ([`projet`]). Les processus fils sont
//! l'affaire de [`processes`].

pub mod attente;
pub mod book;
pub mod build;
pub mod cli;
pub mod e2e;
pub mod exercices;
pub mod explore;
pub mod mdbook;
pub mod navigateur;
pub mod port;
pub mod projet;
pub mod publish;
pub mod racine;
pub mod reference;
pub mod serve;
pub mod servi;
pub mod status;
pub mod summary;

use anyhow::Result;
use cli::{Cli, Commands};
use processes::Interrupted;
use std::process::ExitCode;
use std::time::Duration;

/// Exécute la commande donnée au processus et rend son statut : 0 si tout va
/// bien, 1 pour une erreur, 2 pour des arguments refusés, 130 pour une
/// préparation interrompue, sinon celui de mdBook ou de Playwright.
pub fn main() -> ExitCode {
    let cli = match Cli::from_env() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    run(cli.command).unwrap_or_else(|error| {
        if error.is::<Interrupted>() {
            eprintln!("Interrompu.");
            return ExitCode::from(130);
        }
        eprintln!("cargo xtask : {error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: Commands) -> Result<ExitCode> {
    match command {
        Commands::Serve { port, open } => serve::serve(port, open),
        Commands::Build => build::build(),
        Commands::Publish {
            address,
            repository,
            sans_solutions,
            check,
        } => {
            let options = publish::Options {
                repository: repository.as_deref(),
                without_solutions: sans_solutions,
            };
            publish::publish(address.as_deref(), options, check)
        }
        Commands::E2e {
            compare,
            playwright,
        } => e2e::e2e(compare, &playwright),
        Commands::Exercices {
            exercise,
            files,
            watch,
            reset,
            limit,
        } => Ok(exercices::exercices(
            exercise.as_deref(),
            &files,
            watch,
            reset,
            Duration::from_secs(limit.into()),
        )),
        Commands::Explore { program: None, .. } => explore::update(),
        Commands::Explore {
            program: Some(program),
            update: _,
            json,
            ordered,
            spurious,
            toutes,
            limite,
            memoire,
        } => {
            let options = explore::Options {
                json,
                ordered,
                spurious,
                all: toutes,
                limit: limite,
                memory: memoire,
            };
            explore::explore(&program, options)
        }
        Commands::MdbookCours { arguments } => Ok(mdbook_cours::command::main(&arguments)),
        Commands::Garde { words } => Ok(processes::held::guard(&words)),
    }
}
