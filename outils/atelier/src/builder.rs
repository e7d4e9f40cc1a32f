//! Un nouveau livre à chaque enregistrement.

use crate::Error;
use crate::editions::Editions;
use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Ce qui construit le livre dans un dossier neuf ; une erreur est un texte pour
/// l'auteur.
pub type Build = Box<dyn FnMut(Extent) -> Result<Built, String> + Send>;

/// Ce qu'il faut construire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Au moins les pages qui ont changé : un lecteur les attend.
    Changes,
    /// Tout ce que la construction d'avant a remis.
    Rest,
}

/// Un livre construit.
#[derive(Debug)]
pub struct Built {
    /// Le dossier de ses pages.
    pub folder: PathBuf,
    /// Vrai si rien n'est remis à plus tard.
    pub whole: bool,
}

/// Un éditeur écrit un fichier en plusieurs fois.
const QUIET: Duration = Duration::from_millis(100);

/// Le temps sans rien d'enregistré après lequel se construit ce qui a été remis.
const REST: Duration = Duration::from_secs(4);

/// Vrai d'un fichier du lecteur : le livre n'en est pas fait.
pub type OfReader = fn(&Path) -> bool;

/// Refait le livre de racine `root` dès que change l'un des chemins de `watched`,
/// tant que dure la garde rendue. Un fichier du lecteur, selon `of_reader`, ne refait
/// rien ; les pages ouvertes l'apprennent.
///
/// # Errors
///
/// [`Error::Watch`] si le système ne peut pas surveiller l'un d'eux.
pub fn rebuild_on_change(
    root: &Path,
    watched: &[PathBuf],
    of_reader: OfReader,
    build: Build,
    editions: Editions,
) -> Result<Watching, Error> {
    let (sender, changes) = channel();
    let failure = |path: &Path, reason: &dyn ToString| Error::Watch {
        path: path.to_owned(),
        reason: reason.to_string(),
    };
    let mut debouncer =
        new_debouncer(QUIET, None, sender).map_err(|error| failure(root, &error))?;
    for path in watched {
        debouncer
            .watch(path, RecursiveMode::Recursive)
            .map_err(|error| failure(path, &error))?;
    }
    let root = root.to_owned();
    thread::Builder::new()
        .name("livre".to_owned())
        .spawn(move || follow(&root, &changes, of_reader, build, &editions))?;
    Ok(Watching {
        _debouncer: debouncer,
    })
}

/// La surveillance des fichiers ; elle cesse avec elle.
#[derive(Debug)]
pub struct Watching {
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

fn follow(
    root: &Path,
    changes: &Receiver<DebounceEventResult>,
    of_reader: OfReader,
    mut build: Build,
    editions: &Editions,
) {
    let mut late = false;
    loop {
        let first = match changes.recv_timeout(if late { REST } else { Duration::MAX }) {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => {
                late = false;
                // Les pages sont les mêmes : ce qui échoue ici a déjà réussi pour elles.
                if let Err(error) =
                    run(&mut build, Extent::Rest).and_then(|it| publish(editions, it))
                {
                    eprintln!("le reste du livre ne se construit pas :\n{error}");
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        // Ce qui a changé pendant la dernière construction compte une seule fois.
        let (readers, changed): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) = std::iter::once(first)
            .chain(changes.try_iter())
            .flat_map(saved_files)
            .partition(|path| of_reader(path));
        if !readers.is_empty() {
            editions.touch();
        }
        let Some(path) = changed.first() else {
            continue;
        };
        let path = path.strip_prefix(root).unwrap_or(path).display();
        let what = match changed.len() {
            1 => format!("{path} a changé"),
            2 => format!("{path} et un autre fichier ont changé"),
            count => format!("{path} et {} autres fichiers ont changé", count - 1),
        };
        let start = Instant::now();
        match run(&mut build, Extent::Changes).and_then(|built| publish(editions, built)) {
            Ok(whole) => {
                late = !whole;
                println!(
                    "{what} : le livre est refait ({:.1} s)",
                    start.elapsed().as_secs_f64()
                );
            }
            Err(error) => {
                late = false;
                eprintln!("{what}, et le livre ne se construit plus :\n{error}");
                editions.fail(error);
            }
        }
    }
}

/// Sert le livre construit ; vrai si rien n'en est remis à plus tard.
fn publish(editions: &Editions, Built { folder, whole }: Built) -> Result<bool, String> {
    editions
        .publish(folder)
        .map_err(|error| format!("le livre construit ne se lit pas : {error}"))?;
    Ok(whole)
}

/// Construit ; une panique du constructeur est une erreur comme une autre.
pub(crate) fn run(build: &mut Build, extent: Extent) -> Result<Built, String> {
    catch_unwind(AssertUnwindSafe(|| build(extent))).unwrap_or_else(|_| {
        Err("la construction du livre a paniqué ; le terminal dit où".to_owned())
    })
}

/// Les fichiers enregistrés, créés, déplacés ou supprimés ; pas ceux que l'on a
/// seulement lus, ni ceux que les éditeurs écrivent pour eux-mêmes.
fn saved_files(result: DebounceEventResult) -> BTreeSet<PathBuf> {
    // Une surveillance en défaut a pu manquer un fichier : mieux vaut refaire.
    let events = match result {
        Ok(events) => events,
        Err(errors) => return errors.into_iter().flat_map(|error| error.paths).collect(),
    };
    events
        .into_iter()
        .filter(|event| !matches!(event.kind, EventKind::Access(_)))
        .flat_map(|event| event.event.paths)
        .filter(|path| !is_of_an_editor(path))
        .collect()
}

fn is_of_an_editor(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    name.starts_with(".#") || name.ends_with('~') || name.ends_with(".swp") || name == "4913"
}
