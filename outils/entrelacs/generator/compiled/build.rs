//! Écrit sous `OUT_DIR` le texte de chaque programme tiré, et le prépare pour
//! l'exploration.

use entrelacs_import::Importer;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::SystemTime;
use std::{env, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo définit OUT_DIR"));
    let mut importer = Importer::new();
    for compiled in entrelacs_generator::compiled() {
        let path = out.join(&compiled.name).with_extension("rs");
        fs::create_dir_all(path.parent().expect("un nom a un dossier"))?;
        fs::write(&path, compiled.text())?;
        // Écrit et surveillé par ce script, il ne doit pas le relancer.
        let file = File::options().write(true).open(&path)?;
        file.set_modified(SystemTime::UNIX_EPOCH)?;
        importer.add(&compiled.name, path);
    }
    importer.write_for_build_script();
    Ok(())
}
