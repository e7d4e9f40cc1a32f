//! Un dépôt minuscule, et `xtask` lancé dedans pour de vrai.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Un dépôt jetable dont `book.toml` annonce un préprocesseur qui n'existe pas :
/// le livre ne se construit que si xtask donne à mdBook celui qu'il a compilé.
/// Son chemin contient une espace et une apostrophe.
pub struct Repository {
    _dir: TempDir,
    pub root: PathBuf,
}

impl Repository {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("l'essai du cours");
        for (path, contents) in [
            (
                "book.toml",
                "[book]\ntitle = \"Essai\"\n\n[preprocessor.cours]\ncommand = \"absent\"\n",
            ),
            ("src/SUMMARY.md", "- [Page](page.md)\n"),
            ("src/page.md", "# Une page d'essai\n"),
            (
                "Cargo.toml",
                "[workspace]\n[package]\nname = \"mdbook-cours\"\nedition = \"2024\"\n",
            ),
            // Pour mdBook, ce statut veut dire « je ne m'occupe pas du HTML ».
            ("src/main.rs", "fn main() { std::process::exit(1) }\n"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        Self { _dir: dir, root }
    }

    /// `xtask` avec ces arguments, dans ce dépôt.
    pub fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_MANIFEST_DIR", &self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"));
        command
    }
}

/// Ce que la commande a dit sur sa sortie d'erreur.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
