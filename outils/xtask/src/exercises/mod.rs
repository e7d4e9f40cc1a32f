//! `cargo xtask exercices` : dire si un exercice est résolu, et sinon pourquoi.
//!
//! Un exercice se vérifie par étapes : il compile ([`compilation`]), ses
//! vérifications passent ([`native`]), elles passent dans tous les
//! entrelacements ([`interleavings`]) ; [`story`] raconte l'échec sur le texte
//! du lecteur. Celui qui a un serveur passe aussi derrière de vraies connexions
//! ([`connections`]), et [`serving`] le sert. L'[établi](bench) exécute le tout, dans un terminal ou pour la page.
//! [`workshop`] tient sa copie, [`progress`] se souvient de ce
//! qu'il a résolu, [`list`] le montre, [`assembly`] assemble ses pièces.

pub mod assembly;
pub mod bench;
pub mod compilation;
pub mod connections;
pub mod graph;
pub mod interleavings;
pub mod list;
pub mod native;
pub mod progress;
pub mod serving;
pub mod story;
pub mod verification;
pub mod workshop;

use crate::root;
use anyhow::{Result, bail};
use catalogue::Exercise;
use clap::{Args, value_parser};
use processes::Runner;
use progress::Progress;
use std::ffi::OsString;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};
use verification::Verdict;
use workshop::Workshop;

pub use verification::promise; // le nom que `publish` lui donne encore

/// Au-delà, une vérification est tenue pour bloquée, sauf avis contraire.
pub const LIMIT: Duration = Duration::from_secs(SECONDS as u64);
const SECONDS: u16 = 5;

/// Le délai entre deux regards sur le fichier surveillé.
const WATCH: Duration = Duration::from_millis(300);

/// Ce qui est demandé.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Le numéro d'un exercice (04), ou son nom ; sans lui, la liste.
    /// « programme » assemble vos pièces
    #[arg(value_name = "EXERCICE")]
    pub exercise: Option<String>,

    /// Les fichiers dont « programme » compte les mots
    #[arg(value_name = "FICHIERS", requires = "exercise", conflicts_with_all = ["watch", "reset"])]
    pub files: Vec<OsString>,

    /// Recommence à chaque enregistrement, jusqu'à Ctrl-C
    #[arg(long = "suivre", alias = "watch", requires = "exercise")]
    pub watch: bool,

    /// Remet le fichier de départ ; le vôtre est gardé dans `sauvegardes`
    #[arg(
        long = "recommencer",
        alias = "reset",
        requires = "exercise",
        conflicts_with = "watch"
    )]
    pub reset: bool,

    /// Sert votre fichier, pour l'exercice qui a un serveur, jusqu'à Ctrl-C
    #[arg(long = "servir", requires = "exercise", conflicts_with_all = ["files", "watch", "reset"])]
    pub serve: bool,

    /// Au-delà, une vérification est tenue pour bloquée (5 par défaut)
    #[arg(
        long = "limite",
        alias = "limit",
        value_name = "SECONDES",
        requires = "exercise",
        default_value_t = SECONDS,
        hide_default_value = true,
        value_parser = value_parser!(u16).range(1..)
    )]
    pub limit: u16,
}

/// Vérifie un exercice, ou donne la liste, ou lance le programme que font les
/// pièces du lecteur ([`assembly`]). Rend 0 s'il est résolu, 1 s'il ne l'est pas,
/// 2 s'il n'existe pas ou s'il manque un outil, 130 si l'utilisateur interrompt la
/// vérification.
pub fn exercises(options: &Options) -> ExitCode {
    run(options).unwrap_or_else(|error| {
        if crate::is_interruption(&error) {
            eprintln!("Interrompu.");
            return ExitCode::from(130);
        }
        eprintln!("cargo xtask exercices : {error:#}");
        ExitCode::from(2)
    })
}

fn run(options: &Options) -> Result<ExitCode> {
    let root = root::find()?;
    let all = Exercise::all(&root)?;
    let mut progress = Progress::load(&root)?;
    let Some(selection) = &options.exercise else {
        print!("{}", list::text(&all, &progress));
        return Ok(ExitCode::SUCCESS);
    };
    if selection == assembly::NAME {
        return assembly::run(&Runner::new()?, &root, &all, &progress, &options.files);
    }
    if let Some(file) = options.files.first() {
        bail!(
            "seul « {} » prend des fichiers : « {} » est en trop",
            assembly::NAME,
            file.display()
        );
    }
    let exercise = find(&all, selection)?;
    let workshop = Workshop::new(&root, exercise);
    if options.reset {
        println!("{}", workshop.reset()?);
        return Ok(ExitCode::SUCCESS);
    }
    let runner = Runner::new()?;
    if options.serve {
        return serving::run(&runner, &workshop, &progress);
    }
    let mut check = || check(&runner, &all, &workshop, options, &mut progress);
    let mut checked = check()?;
    let mut watching = options.watch;
    while watching {
        println!("\nEn attente d'un enregistrement… (Ctrl-C pour arrêter)");
        watching = !wait_for_change(&runner, &workshop, checked.saved);
        if watching {
            // L'écran ne garde que la dernière vérification.
            print!("\x1b[2J\x1b[H");
            checked = check()?;
        }
    }
    Ok(match checked.verdict {
        Verdict::Solved { .. } => ExitCode::SUCCESS,
        Verdict::Rejected(_) => ExitCode::FAILURE,
    })
}

/// Ce que dit une vérification.
struct Checked {
    verdict: Verdict,
    /// La date du fichier qu'elle a lu : un enregistrement fait pendant qu'elle
    /// dure en demande une autre.
    saved: Option<SystemTime>,
}

/// Une vérification entière, affichée et retenue.
fn check(
    runner: &Runner,
    all: &[Exercise],
    workshop: &Workshop,
    options: &Options,
    progress: &mut Progress,
) -> Result<Checked> {
    let exercise = workshop.exercise;
    println!("Exercice {} : {}\n", exercise.number(), exercise.title);
    println!("  énoncé   {}", workshop.statement());
    println!("  fichier  {}", workshop.open()?);
    println!();
    let saved = saved(workshop);
    let limit = Duration::from_secs(options.limit.into());
    let verdict = verification::verify(runner, workshop, limit, &mut |said| {
        println!("{}", said.shown(workshop));
    })?;
    progress.record(exercise, &verdict)?;
    println!(
        "\n{}",
        list::next(all, exercise, &verdict, progress, options.watch)
    );
    Ok(Checked { verdict, saved })
}

/// Quand le lecteur a enregistré son fichier, s'il existe.
fn saved(workshop: &Workshop) -> Option<SystemTime> {
    let data = std::fs::metadata(workshop.exercise.reader_file());
    data.and_then(|data| data.modified()).ok()
}

/// Attend que le fichier du lecteur ne soit plus celui de `before` ; rend vrai
/// s'il interrompt.
fn wait_for_change(runner: &Runner, workshop: &Workshop, before: Option<SystemTime>) -> bool {
    loop {
        if runner.interrupted_within(WATCH) {
            return true;
        }
        let now = saved(workshop);
        // Un éditeur peut effacer le fichier avant de le récrire.
        if now.is_some() && now != before {
            return false;
        }
    }
}

/// L'exercice que désigne `selection` : son numéro, ou son nom, avec ou sans l'autre.
fn find<'a>(all: &'a [Exercise], selection: &str) -> Result<&'a Exercise> {
    let selected = |exercise: &&Exercise| {
        let rest = exercise.name.split_once('_').map_or("", |(_, rest)| rest);
        // « 00 » s'écrit « 0 », jamais « ».
        let number = exercise.number();
        let short = number.strip_prefix('0').unwrap_or(number);
        [exercise.name.as_str(), number, short, rest].contains(&selection)
    };
    if let Some(exercise) = all.iter().find(selected) {
        return Ok(exercise);
    }
    let names: Vec<&str> = all.iter().map(|exercise| exercise.name.as_str()).collect();
    bail!(
        "il n'y a pas d'exercice « {selection} ». Donnez un numéro ou un nom parmi : {}",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn un_exercice_se_designe_de_quatre_facons() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let all = Exercise::all(&root).unwrap();
        for selection in ["4", "04", "delai", "04_delai"] {
            assert_eq!(find(&all, selection).unwrap().name, "04_delai");
        }
        assert_eq!(find(&all, "0").unwrap().number(), "00");
        for selection in ["", "000", "44", "dela", "04_"] {
            let error = find(&all, selection).unwrap_err().to_string();
            assert!(error.contains("01_rendez_vous, 02_compteur"), "{error}");
        }
    }
}
