//! Les dossiers des explorations, sous `target/exploration` : deux explorations
//! ne se rencontrent jamais, même du même programme.
//!
//! | chemin | contenu |
//! |---|---|
//! | `cible` | ce que cargo compile : le moteur n'y est compilé qu'une fois |
//! | `moteur` | un programme vide, pour compiler le moteur |
//! | `programmes/<nom>` | un programme à explorer ; son nom vient de son texte |
//! | `programmes/<nom>.verrou` | verrouillé tant qu'une exploration s'en sert |
//! | `verrou`, `moteur.verrou` | verrouillés le temps d'un rangement, d'une compilation du moteur |
//! | `exercices.verrou` | verrouillé le temps de la vérification d'un exercice |

use anyhow::{Context, Result};
use processes::{ProcessError, Runner};
use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

/// Le nombre de programmes gardés compilés : les relancer est alors immédiat.
const KEPT: usize = 8;

/// Les dossiers de toutes les explorations d'un dépôt.
#[derive(Debug)]
pub struct Folders {
    base: PathBuf,
}

/// Le dossier d'une exploration, à elle seule jusqu'à ce qu'elle finisse.
#[derive(Debug)]
pub struct Folder {
    /// Son nom : celui du paquet et du programme compilés.
    pub name: String,
    /// Le projet cargo.
    pub project: PathBuf,
    _lock: File,
}

impl Folders {
    /// Ceux du dépôt `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            base: root.join("target/exploration"),
        }
    }

    /// Là où cargo compile.
    pub fn target(&self) -> PathBuf {
        self.base.join("cible")
    }

    /// Le projet qui compile le moteur, et de quoi être seul à le faire.
    ///
    /// # Errors
    ///
    /// Une erreur d'entrée-sortie, ou une interruption pendant l'attente.
    pub fn engine(&self, runner: &Runner, tick: impl FnMut()) -> Result<(PathBuf, File)> {
        let lock = wait_for(runner, &self.base.join("moteur.verrou"), tick)?;
        Ok((self.base.join("moteur"), lock))
    }

    /// Le dossier d'un programme, reconnu à `identity` ; un autre si une
    /// exploration s'en sert déjà. Efface les plus anciens.
    ///
    /// # Errors
    ///
    /// Celles de [`Folders::engine`].
    pub fn open(&self, runner: &Runner, identity: impl Hash) -> Result<Folder> {
        let mut hasher = DefaultHasher::new();
        identity.hash(&mut hasher);
        let usual = format!("programme_{:016x}", hasher.finish());
        let _tidying = wait_for(runner, &self.base.join("verrou"), || {})?;
        let folder = match self.lock(&usual)? {
            Some(folder) => folder,
            None => {
                let other = format!("{usual}_{}", process::id());
                let folder = self.lock(&other)?;
                folder.with_context(|| format!("{other} est déjà pris"))?
            }
        };
        self.tidy();
        Ok(folder)
    }

    fn lock(&self, name: &str) -> Result<Option<Folder>> {
        let project = self.base.join("programmes").join(name);
        let Some(lock) = try_lock(&project.with_extension("verrou"))? else {
            return Ok(None);
        };
        fs::create_dir_all(&project)
            .with_context(|| format!("impossible de créer {}", project.display()))?;
        // Le plus récemment servi sera le dernier effacé.
        lock.set_modified(SystemTime::now())?;
        Ok(Some(Folder {
            name: name.to_owned(),
            project,
            _lock: lock,
        }))
    }

    /// Efface les programmes les plus anciens. Ce qui résiste n'empêche pas
    /// d'explorer.
    fn tidy(&self) {
        let entries = fs::read_dir(self.base.join("programmes"));
        let mut locks: Vec<(SystemTime, PathBuf)> = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let is_lock = path.extension()? == "verrou";
                let modified = fs::metadata(&path).and_then(|data| data.modified());
                is_lock.then_some((modified.ok()?, path))
            })
            .collect();
        locks.sort_unstable();
        for (_, path) in locks.iter().rev().skip(KEPT) {
            if let Ok(Some(_lock)) = try_lock(path)
                && let Some(name) = path.file_stem().and_then(|name| name.to_str())
            {
                let _ = fs::remove_dir_all(path.with_extension(""));
                self.remove_compiled(name);
                let _ = fs::remove_file(path);
            }
        }
    }

    fn remove_compiled(&self, name: &str) {
        let debug = self.target().join("debug");
        for folder in ["", "deps", "incremental", ".fingerprint"] {
            let entries = fs::read_dir(debug.join(folder)).into_iter().flatten();
            for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
                let stem = path.file_name().and_then(|name| name.to_str());
                let of_program = stem.and_then(|stem| stem.strip_prefix(name));
                // `programme_1`, `programme_1.d`, `programme_1-4f…` ; pas
                // `programme_1_2`.
                if of_program.is_some_and(|rest| !rest.starts_with('_')) {
                    let _ = match path.is_dir() {
                        true => fs::remove_dir_all(&path),
                        false => fs::remove_file(&path),
                    };
                }
            }
        }
    }
}

/// Attend d'être seul à tenir le verrou `path`, en appelant `tick` souvent.
///
/// # Errors
///
/// Une erreur d'entrée-sortie, ou une interruption pendant l'attente.
pub fn wait_for(runner: &Runner, path: &Path, mut tick: impl FnMut()) -> Result<File> {
    loop {
        if let Some(lock) = try_lock(path)? {
            return Ok(lock);
        }
        if runner.interrupted_within(Duration::from_millis(20)) {
            return Err(ProcessError::Interrupted.into());
        }
        tick();
    }
}

fn try_lock(path: &Path) -> Result<Option<File>> {
    let what = || format!("impossible de verrouiller {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(what)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .with_context(what)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).with_context(what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deux_explorations_du_meme_texte_ont_chacune_leur_dossier() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(root.path());
        let runner = Runner::without_signals();
        let open = || folders.open(&runner, "fn main() {}").unwrap();
        let (first, second) = (open(), open());
        assert_ne!(first.project, second.project);
        let name = first.name.clone();
        drop(first);
        assert_eq!(open().name, name, "le premier est libre de nouveau");
    }

    #[test]
    fn les_plus_anciens_sont_effaces_avec_ce_qui_en_a_ete_compile() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(root.path());
        let runner = Runner::without_signals();
        let deps = folders.target().join("debug/deps");
        fs::create_dir_all(&deps).unwrap();
        let first = folders.open(&runner, 0).unwrap();
        let compiled = deps.join(format!("{}-4f12", first.name));
        let others = deps.join(format!("{}_7-4f12", first.name));
        fs::write(&compiled, "").unwrap();
        fs::write(&others, "").unwrap();
        for rank in 1..=KEPT {
            folders.open(&runner, rank).unwrap();
        }
        assert!(first.project.exists(), "encore pris");
        let (project, lock) = (
            first.project.clone(),
            first.project.with_extension("verrou"),
        );
        drop(first);
        folders.open(&runner, 1).unwrap();
        assert!(!project.exists() && !lock.exists() && !compiled.exists());
        assert!(others.exists(), "celui d'un autre");
    }
}
