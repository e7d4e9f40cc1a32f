//! Des fichiers à créer et à compléter, tous ou aucun.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Des fichiers et leur texte entier, chacun après son chemin depuis la racine du
/// dépôt.
#[derive(Debug, Default)]
pub struct Draft {
    /// Ceux qui n'existent pas encore.
    pub created: Vec<(String, String)>,
    /// Ceux qui existent, et changent.
    pub edited: Vec<(String, String)>,
    /// Ce qu'il faudra faire encore, une fois le texte écrit.
    pub advice: Option<String>,
}

impl Draft {
    /// Écrit tous les fichiers dans le dépôt `root`.
    ///
    /// # Errors
    ///
    /// Un fichier qui existe déjà, ou qui ne s'écrit pas : ce qui a été fait est
    /// alors défait.
    pub fn write(&self, root: &Path) -> Result<()> {
        if let Some((file, _)) = self
            .created
            .iter()
            .find(|(file, _)| root.join(file).exists())
        {
            bail!("{file} existe déjà : rien n'est changé");
        }
        let mut undo = Vec::new();
        self.write_all(root, &mut undo).inspect_err(|_| {
            for step in undo.iter().rev() {
                // Ce qui résiste est dit par l'erreur qui a tout arrêté.
                let _ = match step {
                    Undo::File(path) => fs::remove_file(path),
                    Undo::Folder(path) => fs::remove_dir(path),
                    Undo::Edit(path, before) => fs::write(path, before),
                };
            }
        })
    }

    fn write_all(&self, root: &Path, undo: &mut Vec<Undo>) -> Result<()> {
        for (file, text) in &self.created {
            let failed = || format!("impossible de créer {file} ; rien n'est changé");
            let path = root.join(file);
            let missing = path.ancestors().skip(1).take_while(|it| !it.exists());
            let missing: Vec<&Path> = missing.collect();
            for folder in missing.iter().rev() {
                fs::create_dir(folder).with_context(failed)?;
                undo.push(Undo::Folder((*folder).to_owned()));
            }
            let mut created = File::create_new(&path).with_context(failed)?;
            undo.push(Undo::File(path));
            created.write_all(text.as_bytes()).with_context(failed)?;
        }
        for (file, text) in &self.edited {
            let failed = || format!("impossible de compléter {file} ; rien n'est changé");
            let path = root.join(file);
            let before = fs::read(&path).with_context(failed)?;
            undo.push(Undo::Edit(path.clone(), before));
            fs::write(&path, text).with_context(failed)?;
        }
        Ok(())
    }
}

/// De quoi défaire une écriture.
enum Undo {
    File(PathBuf),
    Folder(PathBuf),
    Edit(PathBuf, Vec<u8>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_ecriture_qui_echoue_defait_les_autres() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("garde"), "avant").unwrap();
        let files = |names: &[&str]| {
            names
                .iter()
                .map(|name| ((*name).to_owned(), "x".to_owned()))
                .collect()
        };
        let mut draft = Draft {
            created: files(&["a/b/c"]),
            edited: files(&["garde", "absent"]),
            advice: None,
        };
        let error = draft.write(dir.path()).unwrap_err().to_string();
        assert_eq!(error, "impossible de compléter absent ; rien n'est changé");
        assert!(!dir.path().join("a").exists());
        let kept = || fs::read_to_string(dir.path().join("garde")).unwrap();
        assert_eq!(kept(), "avant");

        draft.edited.pop();
        draft.write(dir.path()).unwrap();
        assert_eq!(kept(), "x");
        let error = draft.write(dir.path()).unwrap_err().to_string();
        assert_eq!(error, "a/b/c existe déjà : rien n'est changé");
    }
}
