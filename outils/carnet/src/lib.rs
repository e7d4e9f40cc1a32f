//! Lancer cinquante fois un programme qui n'a pas changé n'apprend rien de plus
//! à chaque `cargo test` : ce carnet retient, sous `target/`, les vérifications
//! réussies et l'état des fichiers dont elles dépendent.
//!
//! En intégration continue, tout est revérifié.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{env, fs, io};

/// Un carnet : un fichier par vérification réussie.
#[derive(Debug)]
pub struct Notebook {
    directory: PathBuf,
    /// Faux quand tout doit être revérifié.
    trusted: bool,
}

impl Notebook {
    /// Le carnet rangé dans `directory`, qui peut ne pas exister encore.
    pub fn open(directory: PathBuf) -> Self {
        Self {
            directory,
            trusted: !in_ci(),
        }
    }

    /// Vrai si `check` a réussi quand `state` était le même.
    pub fn knows(&self, check: &str, state: &str) -> bool {
        self.trusted && fs::read_to_string(self.file(check)).is_ok_and(|known| known == state)
    }

    /// Retient que `check` réussit quand l'état est `state`.
    ///
    /// # Errors
    ///
    /// Si le carnet ne s'écrit pas.
    pub fn record(&self, check: &str, state: &str) -> io::Result<()> {
        fs::create_dir_all(&self.directory)?;
        fs::write(self.file(check), state)
    }

    /// Les reproches de `verify`, qui n'est pas appelée si `check` a déjà réussi
    /// dans l'état `state`. Celui-ci se lit avant : ce qui change pendant la
    /// vérification n'a pas été vérifié.
    ///
    /// # Panics
    ///
    /// Si le carnet ne s'écrit pas.
    pub fn unless_known(
        &self,
        check: &str,
        state: Option<&str>,
        verify: impl FnOnce() -> Vec<String>,
    ) -> Vec<String> {
        if state.is_some_and(|state| self.knows(check, state)) {
            return Vec::new();
        }
        let errors = verify();
        if errors.is_empty()
            && let Some(state) = state
        {
            self.record(check, state)
                .expect("target/ est accessible en écriture");
        }
        errors
    }

    fn file(&self, check: &str) -> PathBuf {
        self.directory.join(check.replace(['/', '\\'], "."))
    }
}

/// L'état de `files` et du test en cours : leur chemin, leur taille en octets et
/// leur date, qui changent quand l'un d'eux est refait. `None` si l'un ne se lit
/// pas : il n'y a alors rien à retenir.
pub fn state<F: AsRef<Path>>(files: &[F]) -> Option<String> {
    let test = env::current_exe().ok()?;
    let files = files.iter().map(AsRef::as_ref).chain([test.as_path()]);
    files.map(line).collect()
}

fn line(file: &Path) -> Option<String> {
    let metadata = fs::metadata(file).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (size, date) = (metadata.len(), modified.as_nanos());
    Some(format!("{} {size} {date}\n", file.display()))
}

/// Vrai quand la variable d'environnement CI est définie.
pub fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn notebook(directory: &Path, trusted: bool) -> Notebook {
        Notebook {
            directory: directory.join("carnet"),
            trusted,
        }
    }

    #[test]
    fn une_reussite_est_retenue_tant_que_rien_ne_change() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a");
        fs::write(&file, "a").unwrap();
        let before = state(&[&file]).unwrap();
        let notebook = notebook(directory.path(), true);
        assert!(!notebook.knows("chapitre/a", &before));
        notebook.record("chapitre/a", &before).unwrap();
        assert!(notebook.knows("chapitre/a", &before));
        assert!(!notebook.knows("chapitre/b", &before));

        // Récrit à l'identique, puis changé sans que sa taille change.
        for date in [SystemTime::UNIX_EPOCH, SystemTime::now()] {
            let writer = fs::File::options().write(true).open(&file).unwrap();
            writer.set_modified(date).unwrap();
            let after = state(&[&file]).unwrap();
            assert!(!notebook.knows("chapitre/a", &after));
        }
        assert_eq!(state(&[directory.path().join("absent")]), None);
    }

    #[test]
    fn ce_qui_a_reussi_n_est_pas_reverifie() {
        let directory = tempfile::tempdir().unwrap();
        let notebook = notebook(directory.path(), true);
        let failed = || vec!["non".to_owned()];
        // Un échec n'est pas retenu : il est redit.
        for _ in 0..2 {
            assert_eq!(notebook.unless_known("a", Some("1"), failed), ["non"]);
        }
        assert_eq!(notebook.unless_known("a", Some("1"), Vec::new), [""; 0]);
        assert_eq!(notebook.unless_known("a", Some("1"), failed), [""; 0]);
        assert_eq!(notebook.unless_known("a", Some("2"), failed), ["non"]);
        assert_eq!(notebook.unless_known("a", None, failed), ["non"]);
    }

    #[test]
    fn l_etat_du_test_lui_meme_compte() {
        let test = env::current_exe().unwrap();
        let state = state::<&Path>(&[]).unwrap();
        assert!(state.contains(&test.display().to_string()), "{state}");
    }

    #[test]
    fn en_integration_continue_rien_n_est_repris() {
        let directory = tempfile::tempdir().unwrap();
        let notebook = notebook(directory.path(), false);
        notebook.record("a", "état").unwrap();
        assert!(!notebook.knows("a", "état"));
    }
}
