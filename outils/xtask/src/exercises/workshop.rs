//! La copie du lecteur : créée au premier essai, jamais écrasée.
//!
//! `depart.rs` est suivi par Git et change avec le livre ; `exercice.rs` est au
//! lecteur, et Git ne le connaît pas. Il survit donc à toute mise à jour.

use super::progress;
use crate::served;
use anyhow::{Context, Result};
use catalogue::Exercise;
use fnv::FnvHasher;
use std::fs;
use std::hash::Hasher as _;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// Le dossier des sauvegardes d'un exercice.
const BACKUPS: &str = "sauvegardes";

/// Où travaille le lecteur.
#[derive(Debug, Clone, Copy)]
pub struct Workshop<'a> {
    /// La racine du dépôt.
    pub root: &'a Path,
    /// L'exercice.
    pub exercise: &'a Exercise,
}

impl<'a> Workshop<'a> {
    /// L'atelier de `exercise`.
    pub fn new(root: &'a Path, exercise: &'a Exercise) -> Self {
        Self { root, exercise }
    }

    /// Où se lit l'énoncé : son fichier, et sa page dans le livre servi.
    pub fn statement(&self) -> String {
        format!(
            "{}\n           ou, avec le livre servi par `cargo xtask serve` :\n           {}",
            self.shown(&self.exercise.directory.join("enonce.md")),
            self.page("")
        )
    }

    /// L'adresse de la page de l'exercice dans le livre servi.
    pub fn page(&self, anchor: &str) -> String {
        format!(
            "http://localhost:{}/exercices/{}.html{anchor}",
            served::port(self.root),
            self.exercise.name
        )
    }

    /// Crée la copie du lecteur si elle n'existe pas, et rend de quoi la nommer.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin.
    pub fn open(&self) -> Result<String> {
        let file = self.exercise.reader_file();
        let shown = self.shown(&file);
        if file.exists() {
            return Ok(shown);
        }
        self.copy_start()?;
        Ok(format!("{shown} (créé : il est à vous, complétez-le)"))
    }

    /// Le texte du lecteur, ou celui du départ s'il n'a pas commencé.
    ///
    /// # Errors
    ///
    /// S'il ne se lit pas.
    pub fn text(&self) -> Result<Text> {
        let file = self.exercise.reader_file();
        let path = match file.exists() {
            true => &file,
            false => &self.exercise.start_file(),
        };
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} ne se lit pas", self.shown(path)))?;
        let stamp = match file.exists() {
            true => stamp(&text),
            false => String::new(),
        };
        Ok(Text { text, stamp })
    }

    /// Écrit `text` à la place de la version `stamp` du fichier du lecteur ; garde
    /// celle-ci à côté si `keep`. Faux si le fichier n'est plus celui-là : rien n'est
    /// alors écrit.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin.
    pub fn save(&self, text: &str, stamp: &str, keep: bool) -> Result<bool> {
        let now = self.text()?;
        // La page n'a que des fins de ligne simples.
        let same = now.text.replace("\r\n", "\n") == text;
        if same && !now.stamp.is_empty() {
            return Ok(true);
        }
        if now.stamp != stamp {
            return Ok(false);
        }
        let file = self.exercise.reader_file();
        if keep && file.exists() {
            self.back_up()?;
        }
        let text = match now.text.contains("\r\n") {
            true => text.replace('\n', "\r\n"),
            false => text.to_owned(),
        };
        fs::write(&file, text)
            .with_context(|| format!("impossible d'écrire {}", self.shown(&file)))?;
        Ok(true)
    }

    /// Remet le fichier de départ ; garde une sauvegarde de celui du lecteur.
    /// Rend ce qui a été fait.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin. La copie du lecteur est alors
    /// intacte.
    pub fn reset(&self) -> Result<String> {
        let file = self.exercise.reader_file();
        let shown = self.shown(&file);
        if !file.exists() {
            self.copy_start()?;
            return Ok(format!("{shown} est créé."));
        }
        let backup = self.back_up()?;
        self.copy_start()?;
        Ok(format!(
            "{shown} est celui du départ. Le vôtre est gardé : {}",
            self.shown(&backup)
        ))
    }

    /// Ce chemin, depuis la racine du dépôt.
    pub fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        relative.display().to_string()
    }

    /// Ce message, où les chemins partent de la racine du dépôt.
    pub fn without_root(&self, message: &str) -> String {
        message.replace(&format!("{}{MAIN_SEPARATOR}", self.root.display()), "")
    }

    fn copy_start(&self) -> Result<()> {
        let file = self.exercise.reader_file();
        fs::copy(self.exercise.start_file(), &file)
            .with_context(|| format!("impossible d'écrire {}", self.shown(&file)))?;
        Ok(())
    }

    /// Garde la copie du lecteur à côté ; rend où.
    fn back_up(&self) -> Result<PathBuf> {
        let backup = self.free_backup()?;
        fs::copy(self.exercise.reader_file(), &backup)
            .with_context(|| format!("impossible d'écrire {}", self.shown(&backup)))?;
        Ok(backup)
    }

    /// Le premier nom de sauvegarde libre.
    fn free_backup(&self) -> Result<PathBuf> {
        let folder = self.exercise.directory.join(BACKUPS);
        fs::create_dir_all(&folder)
            .with_context(|| format!("impossible de créer {}", self.shown(&folder)))?;
        let names = (1..).map(|rank| folder.join(format!("exercice-{rank}.rs")));
        let mut free = names.skip_while(|path| path.exists());
        free.next().context("aucun nom de sauvegarde n'est libre")
    }
}

/// Vrai d'un fichier que Git ignore parce qu'il est au lecteur : sa copie, ses
/// sauvegardes, ce qu'il a résolu.
pub fn is_of_reader(path: &Path) -> bool {
    let is = |name: &str| path.file_name().is_some_and(|found| found == name);
    let backups = |folder: &Path| folder.file_name().is_some_and(|found| found == BACKUPS);
    is("exercice.rs") || is(progress::FILE) || path.ancestors().any(backups)
}

/// Le texte du lecteur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Le texte.
    pub text: String,
    /// Son empreinte ; vide si son fichier n'existe pas encore.
    pub stamp: String,
}

fn stamp(text: &str) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> (tempfile::TempDir, Exercise) {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("exercices/01_essai");
        fs::create_dir_all(&folder).unwrap();
        let manifest = "titre = \"T\"\nminutes = 5\npage = \"a/b\"\n\n[depart]\nrejet = \"natif\"\nmessage = \"m\"\n";
        fs::write(folder.join("exercice.toml"), manifest).unwrap();
        fs::write(folder.join("depart.rs"), "// départ\n").unwrap();
        let exercise = Exercise::load(dir.path(), "01_essai").unwrap();
        (dir, exercise)
    }

    #[test]
    fn la_copie_est_creee_une_fois_et_jamais_ecrasee() {
        let (dir, exercise) = repository();
        let workshop = Workshop::new(dir.path(), &exercise);
        assert!(workshop.open().unwrap().contains("créé"));
        fs::write(exercise.reader_file(), "// à moi\n").unwrap();
        fs::write(exercise.start_file(), "// nouveau départ\n").unwrap();
        assert_eq!(workshop.open().unwrap(), "exercices/01_essai/exercice.rs");
        assert_eq!(
            fs::read_to_string(exercise.reader_file()).unwrap(),
            "// à moi\n"
        );
    }

    #[test]
    fn la_page_n_ecrase_que_la_version_qu_elle_a_vue() {
        let (dir, exercise) = repository();
        let workshop = Workshop::new(dir.path(), &exercise);
        let read = || fs::read_to_string(exercise.reader_file()).unwrap();
        let first = workshop.text().unwrap();
        assert_eq!(
            (first.text.as_str(), first.stamp.as_str()),
            ("// départ\n", "")
        );

        assert!(workshop.save("// un\n", "", false).unwrap());
        let one = workshop.text().unwrap();
        fs::write(exercise.reader_file(), "// ailleurs\n").unwrap();
        for stamp in ["", &one.stamp] {
            assert!(!workshop.save("// deux\n", stamp, false).unwrap());
            assert_eq!(read(), "// ailleurs\n");
        }
        // Le même texte n'a rien à écraser.
        assert!(workshop.save("// ailleurs\n", &one.stamp, false).unwrap());

        let seen = workshop.text().unwrap().stamp;
        assert!(workshop.save("// deux\n", &seen, true).unwrap());
        assert_eq!(read(), "// deux\n");
        let kept = exercise.directory.join("sauvegardes/exercice-1.rs");
        assert_eq!(fs::read_to_string(kept).unwrap(), "// ailleurs\n");
    }

    #[test]
    fn les_fins_de_ligne_du_fichier_restent() {
        let (dir, exercise) = repository();
        let workshop = Workshop::new(dir.path(), &exercise);
        fs::write(exercise.reader_file(), "a\r\nb\r\n").unwrap();
        let stamp = workshop.text().unwrap().stamp;
        for (text, expected) in [("a\nb\n", "a\r\nb\r\n"), ("a\nc\n", "a\r\nc\r\n")] {
            assert!(workshop.save(text, &stamp, false).unwrap());
            let read = fs::read_to_string(exercise.reader_file()).unwrap();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn remettre_le_depart_garde_chaque_version_du_lecteur() {
        let (dir, exercise) = repository();
        let workshop = Workshop::new(dir.path(), &exercise);
        for (rank, text) in ["// un\n", "// deux\n"].iter().enumerate() {
            fs::write(exercise.reader_file(), text).unwrap();
            let said = workshop.reset().unwrap();
            let backup = format!("exercices/01_essai/sauvegardes/exercice-{}.rs", rank + 1);
            assert!(said.contains(&backup), "{said}");
            assert_eq!(fs::read_to_string(dir.path().join(backup)).unwrap(), *text);
            let reset = fs::read_to_string(exercise.reader_file()).unwrap();
            assert_eq!(reset, "// départ\n");
        }
    }
}
