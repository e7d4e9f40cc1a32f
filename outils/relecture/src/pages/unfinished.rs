//! Rien ne reste à écrire de ce qu'a créé `cargo xtask nouveau`.

use std::fs;
use std::path::Path;
use walkdir::{DirEntry, WalkDir};
use xtask::scaffold::MARKER;

/// Les dossiers où cette commande écrit.
const FOLDERS: [&str; 3] = ["src", "listings", "exercices"];
/// Ce qui est au lecteur : un brouillon d'exercice peut y être copié.
const READERS: [&str; 2] = ["exercice.rs", "sauvegardes"];

/// Ce qui reste à écrire dans le dépôt `root`.
pub fn check(root: &Path) -> Vec<String> {
    let is_ours = |entry: &DirEntry| READERS.iter().all(|name| entry.file_name() != *name);
    let mut errors = Vec::new();
    for folder in FOLDERS {
        let files = WalkDir::new(root.join(folder))
            .sort_by_file_name()
            .into_iter();
        for entry in files.filter_entry(is_ours) {
            let path = entry.expect("le dépôt se parcourt").into_path();
            // Une image n'est pas du texte.
            let text = fs::read_to_string(&path).unwrap_or_default();
            let file = path.strip_prefix(root).unwrap_or(&path).display();
            for (line, rank) in text.lines().zip(1..) {
                if let Some((_, what)) = line.split_once(MARKER) {
                    let what = what.trim_end_matches([';', '"', ')', ',', '.', ' ']);
                    errors.push(format!("{file}:{rank} : reste à écrire : {what}"));
                }
            }
        }
    }
    errors
}
