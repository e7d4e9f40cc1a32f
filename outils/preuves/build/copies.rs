//! Les programmes que ce script écrit, pour les explorer comme ceux des listings.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::SystemTime;

/// Écrit `text` dans le fichier `path`, sous `OUT_DIR`.
///
/// # Panics
///
/// S'il ne s'écrit pas.
pub fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("un nom a un dossier");
    fs::create_dir_all(folder).expect("OUT_DIR s'écrit");
    let mut file = File::create(path).expect("OUT_DIR s'écrit");
    let written = file.write_all(text.as_bytes());
    // Écrit et surveillé par ce script, il ne doit pas le relancer.
    written
        .and_then(|()| file.set_modified(SystemTime::UNIX_EPOCH))
        .expect("OUT_DIR s'écrit");
}
