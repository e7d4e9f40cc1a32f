//! `cargo xtask explore` : toutes les exécutions d'un programme.
//!
//! Le programme est d'abord préparé ([`preparation`]), puis lancé. L'explorateur est
//! tenu par un tube : Ctrl-C lui demande de dire ce qu'il sait, et il ne survit pas à
//! cette commande.

pub mod folders;
mod memory_size;
pub mod preparation;
pub mod refusals;

use crate::wait::Wait;
use crate::{project, root};
use anyhow::{Context, Result, bail};
use clap::{Args, value_parser};
use preparation::{By, Prepared, Refusal, Source, prepare};
use processes::{ProcessError, Runner};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Les options de la commande.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Options {
    /// Rend le graphe des états et les issues en JSON
    #[arg(long)]
    pub json: bool,

    /// Les délais expirent dans l'ordre, au lieu de n'importe quand
    #[arg(long = "ordonne", alias = "ordered")]
    pub ordered: bool,

    /// Les attentes d'une condition peuvent cesser sans raison
    #[arg(long = "sans-raison", alias = "spurious")]
    pub spurious: bool,

    /// Raconte toutes les issues, au lieu de dix
    #[arg(long = "toutes")]
    pub all: bool,

    /// S'arrête au bout de ce temps (60 par défaut)
    #[arg(long = "limite", value_name = "SECONDES", value_parser = value_parser!(u32).range(1..))]
    pub limit: Option<u32>,

    /// S'arrête à cette mémoire, comme 500M ou 4G (2G par défaut)
    #[arg(long = "memoire", value_name = "TAILLE", value_parser = memory_size::parse)]
    pub memory: Option<u64>,
}

/// Le programme ne peut pas être exploré.
const REFUSED: u8 = 2;

/// Explore `program`, un listing ou un fichier. Rend 0 si tout finit bien, 1 si
/// le programme peut mal finir, 2 s'il ne peut pas être exploré, 3 si
/// l'exploration est incomplète.
///
/// # Errors
///
/// Si l'utilisateur interrompt la préparation.
pub fn explore(program: &str, options: Options) -> Result<ExitCode> {
    let code = run(program, options).or_else(|error| {
        if crate::is_interruption(&error) {
            return Err(error);
        }
        eprintln!("cargo xtask : {error:#}");
        Ok(REFUSED)
    });
    code.map(ExitCode::from)
}

fn run(program: &str, options: Options) -> Result<u8> {
    let runner = Runner::new()?;
    let root = root::find()?;
    let source = Source::find(&root, program)?;
    let mut wait: Option<Wait> = None;
    let mut progress = |what| {
        if wait.as_ref().is_none_or(|wait| wait.what() != what) {
            wait = Some(Wait::new(what));
        }
        if let Some(wait) = &mut wait {
            wait.tick();
        }
    };
    let prepared = prepare(&runner, &root, &source, program, &mut progress)?;
    drop(wait);
    let shown = source.shown.display();
    let (executable, _folder) = match prepared {
        Prepared::Ready(executable, folder) => (executable, folder),
        Prepared::Refused(Refusal { by, text, .. }) => {
            eprintln!("{}", text.trim_end());
            match by {
                By::Rustc => bail!("{shown} ne compile pas ; rustc dit pourquoi ci-dessus"),
                By::Model => bail!(
                    "rustc accepte {shown}, mais le modèle ne sait pas l'explorer : écrivez autrement ce qui n'est pas modélisé"
                ),
            }
        }
    };
    let mut command = Command::new(executable);
    command.arg("--tenu").args(arguments(options));
    let status = runner.run_held(&mut command)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    match code {
        Some(code @ 0..=3) => Ok(code),
        Some(130) => Err(ProcessError::Interrupted.into()),
        _ => bail!(
            "l'exploration de {} s'est arrêtée brutalement ({status})",
            shown
        ),
    }
}

fn arguments(options: Options) -> Vec<String> {
    let flags = [
        ("--json", options.json),
        ("--ordered", options.ordered),
        ("--spurious", options.spurious),
        ("--toutes", options.all),
    ];
    let flags = flags.iter().filter(|(_, chosen)| *chosen);
    let mut arguments: Vec<String> = flags.map(|(flag, _)| (*flag).to_owned()).collect();
    if let Some(seconds) = options.limit {
        arguments.extend(["--limite".to_owned(), seconds.to_string()]);
    }
    if let Some(bytes) = options.memory {
        arguments.extend(["--memoire".to_owned(), bytes.to_string()]);
    }
    arguments
}

/// Récrit les graphes des listings qui ont changé.
///
/// # Errors
///
/// Si un listing ne s'explore pas, ou si l'utilisateur interrompt la commande.
pub fn update() -> Result<ExitCode> {
    let runner = Runner::new()?;
    eprintln!("Exploration des listings (plus longue la première fois)…");
    let status = runner.run(
        Command::new(project::cargo())
            .current_dir(root::find()?)
            .args(["run", "--quiet", "--package", "preuves", "--bin", "graphs"]),
    )?;
    if !status.success() {
        bail!("un listing ne peut pas être exploré ; la raison est ci-dessus");
    }
    Ok(ExitCode::SUCCESS)
}

impl Source {
    /// Celui d'un programme : le chemin donné, ou un listing du livre.
    fn find(root: &Path, program: &str) -> Result<Self> {
        let listing = root.join("listings").join(program).with_extension("rs");
        let shown = [PathBuf::from(program), listing]
            .into_iter()
            .find(|path| path.is_file())
            .with_context(|| {
                format!(
                    "« {program} » n'est ni un fichier, ni un listing du livre : donnez le chemin d'un fichier .rs, ou un \
                     nom comme synchronisation/rendez_vous"
                )
            })?;
        let unreadable = || format!("{} ne se lit pas", shown.display());
        let path = fs::canonicalize(&shown).with_context(unreadable)?;
        let text = fs::read_to_string(&path).with_context(unreadable)?;
        let listings = fs::canonicalize(root.join(catalogue::LISTINGS)).unwrap_or_default();
        let constants = match path.starts_with(&listings) {
            true => catalogue::reduced_sizes(&listings)?,
            false => Vec::new(),
        };
        let current = env::current_dir().unwrap_or_default();
        let shown = shown.strip_prefix(&current).unwrap_or(&shown).to_owned();
        Ok(Self {
            shown,
            from: current,
            path,
            text,
            constants,
        })
    }
}
