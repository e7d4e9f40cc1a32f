//! Un petit projet cargo, écrit sous `target/`, pour compiler un programme avec
//! les paquets du livre.

use crate::explore::refusals::artifacts;
use anyhow::{Context, Result};
use files::write_if_changed;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Les dépendances d'un petit projet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dependencies {
    /// Les vrais crossbeam, aux versions du livre.
    Crossbeam,
    /// Tout ce qu'emploient les programmes du livre : rayon et tokio aussi.
    Book,
    /// Le modèle d'`entrelacs`, qui les remplace.
    Entrelacs,
    /// Ce dont est fait le serveur à fils du salon.
    Servers,
}

/// Les paquets de crossbeam, pour Cargo.toml.
const CROSSBEAM: &str = "crossbeam-channel = \"0.5\"\ncrossbeam-utils = \"0.8\"\n";

/// Ce que nomme le serveur à fils, en plus du paquet `serveurs`.
const SERVERS: &str = "crossbeam-channel = \"0.5\"\nctrlc = { version = \"3\", features = [\"termination\"] }\n\
    http = \"1\"\nsocket2 = \"0.6\"\n\
    tungstenite = { version = \"0.29\", default-features = false, features = [\"handshake\"] }\n";

/// Les réglages du dépôt : ce qu'il a déjà compilé ne l'est pas de nouveau.
const SHARED: &str = "debug = \"line-tables-only\"\nincremental = false\n\n\
    [profile.dev.package.\"*\"]\ndebug = false\n";

/// Ce qu'un programme peut nommer, quand il est compilé sans cargo.
const CRATES: [&str; 4] = ["crossbeam_channel", "crossbeam_utils", "rayon", "tokio"];

/// Écrit dans `project` un paquet `name`, dont `src/main.rs` est `main`. Ce qui
/// n'a pas changé n'est pas réécrit.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write(
    root: &Path,
    project: &Path,
    name: &str,
    dependencies: Dependencies,
    main: &str,
) -> Result<()> {
    let code = project.join("src");
    let listed = match dependencies {
        Dependencies::Crossbeam => CROSSBEAM.to_owned(),
        Dependencies::Book => format!(
            "{CROSSBEAM}rayon = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        ),
        Dependencies::Entrelacs => format!(
            // Le moteur garde ses numéros de ligne ; ceux du reste ne servent à personne.
            "entrelacs = {{ path = {:?} }}\nreport = {{ path = {:?} }}\n\n[profile.dev.package.\"*\"]\ndebug = false\n\n\
             [profile.dev.package.entrelacs]\ndebug = \"line-tables-only\"\nopt-level = 2\n\n{}",
            real(&root.join("outils/entrelacs")),
            real(&root.join("outils/report")),
            ["corosensei", "rustc-hash", "serde_json", "siphasher"]
                .map(|package| format!("[profile.dev.package.{package}]\nopt-level = 2\n\n"))
                .concat()
        ),
        Dependencies::Servers => format!(
            "serveurs = {{ path = {:?}, default-features = false }}\n{SERVERS}",
            real(&root.join("serveurs"))
        ),
    };
    let profile = match dependencies {
        Dependencies::Servers => SHARED,
        _ => "debug = \"line-tables-only\"\nopt-level = 1\n",
    };
    // L'édition et, par Cargo.lock, les versions sont celles du livre.
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[profile.dev]\n{profile}\n[dependencies]\n{listed}"
    );
    write_if_changed(&project.join("Cargo.toml"), &manifest)?;
    write_if_changed(&code.join("main.rs"), main)?;
    let lock = project.join("Cargo.lock");
    let book = root.join("Cargo.lock");
    let newer = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    if newer(&lock) < newer(&book) {
        fs::copy(&book, &lock).context("impossible de copier Cargo.lock")?;
    }
    Ok(())
}

/// Ce chemin, sans lien : par un lien, cargo croirait à un autre paquet.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// La commande qui compile le paquet de `project` ; ses résultats vont dans
/// `target`.
pub fn build(project: &Path, target: &Path) -> Command {
    let mut command = Command::new(cargo());
    command
        .args(["build", "--quiet", "--manifest-path"])
        .arg(project.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        // Comme `.cargo/config.toml`, que cargo ne lit pas depuis un autre dossier.
        .env("RUSTC_BOOTSTRAP", "entrelacs");
    command
}

/// De quoi compiler avec les paquets du livre, par leurs noms, d'après ce que dit
/// cargo en JSON.
pub fn libraries(output: &str) -> Vec<(String, String)> {
    let crates = artifacts(output).filter(|it| CRATES.contains(&it.target.name.as_str()));
    let libraries = crates.filter_map(|artifact| {
        let mut files = artifact.filenames.into_iter();
        let library = files.find(|file| file.extension() == Some("rlib"))?;
        Some((artifact.target.name, library.into_string()))
    });
    libraries.collect()
}

/// Donne ces paquets à un rustc lancé sans cargo.
pub fn link(rustc: &mut Command, libraries: &[(String, String)]) {
    for (name, file) in libraries {
        rustc.arg("--extern").arg(format!("{name}={file}"));
        if let Some(folder) = Path::new(file).parent() {
            rustc
                .arg("-L")
                .arg(format!("dependency={}", folder.display()));
        }
    }
}

/// Le cargo qui a lancé la commande.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
