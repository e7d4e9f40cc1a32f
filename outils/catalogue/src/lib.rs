//! Ce que le livre contient : ses programmes, sous `listings/`, et ses exercices, tels
//! qu'ils sont rangés sous `exercices/`.
//!
//! | fichier d'un exercice | contenu |
//! |---|---|
//! | `exercice.toml` | son titre, sa durée, la page qui y prépare, ses réglages |
//! | `enonce.md` | l'énoncé, une page du livre |
//! | `indices.md` | les indices, séparés par une ligne `---` |
//! | `depart.rs` | ce que le lecteur reçoit |
//! | `exercice.rs` | sa copie, hors de Git : rien ne l'écrase |
//! | `tests.rs` | les vérifications : des fonctions `pub fn nom()` |
//! | `solution.rs` | une solution, et son commentaire |
//! | `justes/*.rs` | d'autres solutions justes, chacune d'une autre forme |
//! | `programme.go` | le programme Go que montre l'énoncé, s'il y en a un, et `programme.txt`, ce qu'il affiche |
//! | `piles.txt` | les piles que montre l'énoncé, s'il y en a : le fichier de départ, bloqué, vu par gdb |
//! | `fautives/*.rs` | des solutions fautives, et ce qui doit les rejeter |
//!
//! Un long exercice a des paliers : des tables `[[palier]]` d'`exercice.toml`, dans
//! l'ordre. Les vérifications du palier `lent` s'appellent `lent_…`. Son `serveur` est
//! un programme qui inclut la solution par `#[path]` : le fichier du lecteur y prend
//! sa place, et le banc des serveurs le juge par les `cas` de chaque palier.

mod faulty;
mod header;
mod listing;
mod manifest;
mod right;
mod solution;
mod variant;

pub use self::{
    faulty::Faulty,
    listing::{LISTINGS, display, reduced_sizes, references, split_reference},
    manifest::{Level, Rejection, Stage},
    right::Right,
    solution::Solution,
    variant::{EXTENSION as VARIANTS, Edit, Variant},
};

use files::{FileError, line_of};
use manifest::Manifest;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};

/// Le dossier des exercices, depuis la racine du dépôt.
pub const FOLDER: &str = "exercices";

/// Un exercice.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Le nom de son dossier, par exemple « 01_rendez_vous ».
    pub name: String,
    /// Son dossier.
    pub directory: PathBuf,
    /// Son titre.
    pub title: String,
    /// La durée prévue, en minutes.
    pub minutes: u32,
    /// La page du livre qui y prépare, par exemple
    /// « synchronisation/rendez_vous ».
    pub page: String,
    /// Les vérifications qui s'explorent en temps ordonné : leurs délais
    /// expirent dans l'ordre des durées.
    pub ordered: Vec<String>,
    /// Les vérifications qui mesurent une durée : elles ne sont qu'explorées,
    /// sur une horloge virtuelle. Une machine occupée les ferait mentir.
    pub explored_only: Vec<String>,
    /// Vrai si une condition peut y réveiller sans raison.
    pub spurious: bool,
    /// Le programme qui le met derrière de vraies connexions, depuis la racine.
    pub server: Option<PathBuf>,
    /// Ses paliers, dans l'ordre ; aucun, d'ordinaire.
    pub levels: Vec<Level>,
    /// Ce qui rejette le fichier de départ.
    pub start: Rejection,
}

impl Exercise {
    /// Les exercices de `root`, la racine du dépôt, dans l'ordre.
    ///
    /// # Errors
    ///
    /// Un dossier qui ne se lit pas, ou un `exercice.toml` mal écrit.
    pub fn all(root: &Path) -> Result<Vec<Self>, FileError> {
        let folder = root.join(FOLDER);
        let entries = fs::read_dir(&folder).map_err(|error| FileError::new(&folder, 0, error))?;
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.path().join(manifest::FILE).is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names.iter().map(|name| Self::load(root, name)).collect()
    }

    /// L'exercice `name`.
    ///
    /// # Errors
    ///
    /// S'il n'existe pas, ou si son `exercice.toml` est mal écrit.
    pub fn load(root: &Path, name: &str) -> Result<Self, FileError> {
        let directory = root.join(FOLDER).join(name);
        let manifest = Manifest::read(&directory)?;
        Ok(Self {
            name: name.to_owned(),
            directory,
            title: manifest.titre,
            minutes: manifest.minutes,
            page: manifest.page,
            ordered: manifest.temps_ordonne,
            explored_only: manifest.seulement_explorees,
            spurious: manifest.reveils_sans_raison,
            server: manifest.serveur,
            levels: manifest.palier,
            start: manifest.depart,
        })
    }

    /// Son numéro : ce qui précède `_` dans son nom.
    pub fn number(&self) -> &str {
        self.name.split('_').next().unwrap_or_default()
    }

    /// Ce que le lecteur reçoit.
    pub fn start_file(&self) -> PathBuf {
        self.directory.join("depart.rs")
    }

    /// La copie du lecteur.
    pub fn reader_file(&self) -> PathBuf {
        self.directory.join("exercice.rs")
    }

    /// Les vérifications.
    pub fn tests_file(&self) -> PathBuf {
        self.directory.join("tests.rs")
    }

    /// La solution.
    pub fn solution_file(&self) -> PathBuf {
        self.directory.join("solution.rs")
    }

    /// L'énoncé.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas.
    pub fn statement(&self) -> Result<String, FileError> {
        read(&self.directory.join("enonce.md"))
    }

    /// Les indices, du plus vague au plus précis.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas.
    pub fn hints(&self) -> Result<Vec<String>, FileError> {
        let text = read(&self.directory.join("indices.md"))?;
        let hints = text.split("\n---\n").map(|hint| hint.trim().to_owned());
        Ok(hints.filter(|hint| !hint.is_empty()).collect())
    }

    /// La solution et son commentaire.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, ou n'a pas de commentaire.
    pub fn solution(&self) -> Result<Solution, FileError> {
        let path = self.solution_file();
        Solution::parse(&path, &read(&path)?)
    }

    /// Les autres solutions justes, par ordre de nom.
    ///
    /// # Errors
    ///
    /// Si l'une ne se lit pas, ou ne dit pas sa forme et son verdict.
    pub fn right(&self) -> Result<Vec<Right>, FileError> {
        all(&self.directory.join("justes"), Right::parse)
    }

    /// Les solutions fautives, par ordre de nom.
    ///
    /// # Errors
    ///
    /// Si l'une ne se lit pas, ou ne dit pas ce qui doit la rejeter.
    pub fn faulty(&self) -> Result<Vec<Faulty>, FileError> {
        all(&self.directory.join("fautives"), Faulty::parse)
    }
}

/// Le texte d'un fichier.
///
/// # Errors
///
/// S'il ne se lit pas.
pub fn read(path: &Path) -> Result<String, FileError> {
    fs::read_to_string(path).map_err(|error| FileError::new(path, 0, error))
}

/// Ce que dit un fichier TOML ; l'erreur a sa ligne.
fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, FileError> {
    let text = read(path)?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(&text, span.start));
        FileError::new(path, line, error.message())
    })
}

/// Ce que `parse` lit de chaque fichier de `folder`, par ordre de nom.
fn all<T>(
    folder: &Path,
    parse: fn(&Path, &str) -> Result<T, FileError>,
) -> Result<Vec<T>, FileError> {
    let entries = fs::read_dir(folder).map_err(|error| FileError::new(folder, 0, error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let parsed = paths.iter().map(|path| parse(path, &read(path)?));
    parsed.collect()
}

/// Le nom d'un fichier, sans extension.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
