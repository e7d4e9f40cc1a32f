//! Le vrai mdBook, auquel des tests comparent le livre ; rien d'autre ne s'en sert.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;

/// La seule version de mdBook avec laquelle le livre est vérifié.
pub const VERSION: &str = mdbook_cours::MDBOOK_VERSION;

/// Le programme mdBook de la bonne version : celui du PATH, sinon celui de
/// `target/outils/bin` ; `None` si aucun des deux ne convient, et la raison en est
/// dite.
pub fn find(root: &Path) -> Option<PathBuf> {
    let local = root.join(format!("target/outils/bin/mdbook{EXE_SUFFIX}"));
    let found = [PathBuf::from("mdbook"), local]
        .into_iter()
        .find(|mdbook| is_suitable(mdbook));
    if found.is_none() {
        eprintln!(
            "mdbook {VERSION} est introuvable ; pour l'installer à côté : \
             cargo install --locked mdbook@{VERSION} --root target/outils"
        );
    }
    found
}

fn is_suitable(mdbook: &Path) -> bool {
    let Ok(output) = Command::new(mdbook).arg("--version").output() else {
        return false;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim() == format!("mdbook v{VERSION}")
}
