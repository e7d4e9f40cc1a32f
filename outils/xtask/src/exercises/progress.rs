//! Ce que le lecteur a résolu, gardé à côté des exercices.
//!
//! Une solution n'est tenue pour bonne que pour le texte exact qui a été
//! vérifié : le moindre changement la rend « à revérifier ».

use super::verification::Verdict;
use anyhow::{Context, Result};
use catalogue::{Exercise, FOLDER, Stage};
use fnv::FnvHasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

/// Le nom du fichier.
pub const FILE: &str = "progression.json";

/// Ce que l'on sait de l'avancement du lecteur.
#[derive(Debug)]
pub struct Progress {
    path: PathBuf,
    known: BTreeMap<String, Known>,
}

/// Le verdict d'un exercice.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    empreinte: String,
    rejet: Option<Stage>,
    // Un fichier écrit avant que cela se dise ne tenait pour résolu que ce qui
    // était prouvé.
    #[serde(default = "always")]
    prouve: bool,
}

fn always() -> bool {
    true
}

/// Où en est un exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// La copie du lecteur n'existe pas.
    NotStarted,
    /// Elle n'a pas été vérifiée depuis son dernier changement.
    Unchecked,
    /// Elle est rejetée à cette étape.
    Rejected(Stage),
    /// Elle est résolue.
    Solved {
        /// Faux si toutes ses exécutions n'ont pas pu être suivies.
        proven: bool,
    },
}

impl Progress {
    /// Lit l'avancement ; vide s'il n'a jamais été écrit.
    ///
    /// # Errors
    ///
    /// Si le fichier existe et ne se lit pas.
    pub fn load(root: &Path) -> Result<Self> {
        let path = root.join(FOLDER).join(FILE);
        let known = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).with_context(|| {
                format!(
                    "{} est abîmé : effacez-le, et revérifiez vos exercices",
                    path.display()
                )
            })?,
            Err(_) => BTreeMap::new(),
        };
        Ok(Self { path, known })
    }

    /// Retient le verdict d'un exercice.
    ///
    /// # Errors
    ///
    /// Si le fichier ne s'écrit pas.
    pub fn record(&mut self, exercise: &Exercise, verdict: &Verdict) -> Result<()> {
        let known = Known {
            empreinte: fingerprint(exercise),
            rejet: match verdict {
                Verdict::Solved { .. } => None,
                Verdict::Rejected(stage) => Some(*stage),
            },
            prouve: matches!(verdict, Verdict::Solved { proven: true }),
        };
        self.known.insert(exercise.name.clone(), known);
        let text = serde_json::to_string_pretty(&self.known)?;
        fs::write(&self.path, text + "\n")
            .with_context(|| format!("impossible d'écrire {}", self.path.display()))
    }

    /// Où en est `exercise`.
    pub fn state(&self, exercise: &Exercise) -> State {
        if !exercise.reader_file().is_file() {
            return State::NotStarted;
        }
        match self.known.get(&exercise.name) {
            Some(known) if known.empreinte == fingerprint(exercise) => match known.rejet {
                Some(stage) => State::Rejected(stage),
                None => State::Solved {
                    proven: known.prouve,
                },
            },
            _ => State::Unchecked,
        }
    }
}

/// Une empreinte du texte du lecteur et de ses vérifications.
fn fingerprint(exercise: &Exercise) -> String {
    // `FNV-1a` est le même d'une version de Rust à l'autre.
    let mut hasher = FnvHasher::default();
    for file in [exercise.reader_file(), exercise.tests_file()] {
        hasher.write(&fs::read(file).unwrap_or_default());
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(root: &Path) -> Exercise {
        let folder = root.join("exercices/01_essai");
        fs::create_dir_all(&folder).unwrap();
        let manifest = "titre = \"T\"\nminutes = 5\npage = \"a/b\"\n\n[depart]\nrejet = \"natif\"\nmessage = \"m\"\n";
        fs::write(folder.join("exercice.toml"), manifest).unwrap();
        Exercise::load(root, "01_essai").unwrap()
    }

    #[test]
    fn un_texte_change_est_a_reverifier() {
        let dir = tempfile::tempdir().unwrap();
        let exercise = exercise(dir.path());
        let state = || Progress::load(dir.path()).unwrap().state(&exercise);
        assert_eq!(state(), State::NotStarted);

        fs::write(exercise.reader_file(), "// un\n").unwrap();
        assert_eq!(state(), State::Unchecked);
        let mut progress = Progress::load(dir.path()).unwrap();
        let rejected = Verdict::Rejected(Stage::Interleavings);
        progress.record(&exercise, &rejected).unwrap();
        assert_eq!(state(), State::Rejected(Stage::Interleavings));
        for proven in [true, false] {
            let solved = Verdict::Solved { proven };
            progress.record(&exercise, &solved).unwrap();
            assert_eq!(state(), State::Solved { proven });
        }

        fs::write(exercise.reader_file(), "// deux\n").unwrap();
        assert_eq!(state(), State::Unchecked);
    }

    /// Ce que des lecteurs ont déjà résolu le reste.
    #[test]
    fn l_empreinte_ne_change_pas() {
        let dir = tempfile::tempdir().unwrap();
        let exercise = exercise(dir.path());
        fs::write(exercise.reader_file(), "foo").unwrap();
        fs::write(exercise.tests_file(), "bar").unwrap();
        // Le vecteur de référence de l'algorithme.
        assert_eq!(fingerprint(&exercise), "85944171f73967e8");
    }

    #[test]
    fn un_fichier_abime_dit_quoi_faire() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("exercices")).unwrap();
        fs::write(dir.path().join("exercices/progression.json"), "{").unwrap();
        let error = Progress::load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("effacez-le"), "{error}");
    }
}
