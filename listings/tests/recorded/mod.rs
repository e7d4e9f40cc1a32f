//! Compare ce qu'affiche un test qui échoue à son relevé, dans
//! `listings/diagnostiquer/` ; avec `RECRIRE=1`, l'écrit.

#![allow(dead_code)] // chaque fichier de tests n'en utilise qu'une partie

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// La graine de shuttle, pour que le relevé soit le même à chaque fois.
const SEED: &str = "1";

/// Ce qu'affiche le test `name`, qui échoue, sans ce qui change d'une fois à l'autre.
pub fn failure(name: &str) -> String {
    let output = Command::new(env::current_exe().expect("ce test a un chemin"))
        .args(["--ignored", "--exact", name, "--nocapture"])
        .env("SHUTTLE_RANDOM_SEED", SEED)
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("le test se lance");
    assert!(!output.status.success(), "{name} passe : {output:?}");
    let report = String::from_utf8_lossy(&output.stderr);
    let lines = report
        .lines()
        .filter(|line| !line.starts_with("note: "))
        .map(|line| match line.split_once("' (") {
            // Le numéro que le système donne au fil.
            Some((thread, rest)) if thread.starts_with("thread '") => {
                let (_, rest) = rest.split_once(')').unwrap_or(("", rest));
                format!("{thread}'{rest}")
            }
            _ => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned() + "\n"
}

/// Compare `report` au relevé `name`.
#[track_caller]
pub fn check(name: &str, report: &str) {
    if env::var_os("RECRIRE").is_some() {
        fs::write(path(name), report).expect("listings/ est accessible en écriture");
    }
    assert_eq!(
        report,
        read(name),
        "listings/diagnostiquer/{name} n'est plus ce qui s'affiche : RECRIRE=1 cargo test -p listings"
    );
}

/// Le relevé `name` ; vide s'il n'existe pas.
pub fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> PathBuf {
    let chapter = Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostiquer");
    chapter.join(name)
}
