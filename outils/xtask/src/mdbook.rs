//! Le mdBook du cours : trouvé, sinon installé une fois pour toutes.

use crate::project;
use anyhow::{Context, Result, bail};
use processes::Runner;
use std::env::{self, consts::EXE_SUFFIX};
use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;

/// La seule version de mdBook avec laquelle le livre est vérifié.
pub const MDBOOK_VERSION: &str = "0.5.4";

/// Rend le programme mdBook de la bonne version : celui du PATH, celui de
/// `target/outils/bin`, ou celui qu'elle y installe alors.
///
/// # Errors
///
/// Si l'installation échoue ; le message dit quoi faire.
pub fn find_or_install(root: &Path, runner: &Runner) -> Result<PathBuf> {
    if let Some(mdbook) = find(root) {
        return Ok(mdbook);
    }
    install(root, runner)?;
    let installed = local(root);
    match probe(&installed) {
        Probe::Suitable => Ok(installed),
        _ => bail!(
            "cargo a terminé, mais {} n'est pas mdbook {MDBOOK_VERSION}. \
             Supprimez le dossier target/outils et relancez la commande",
            installed.display()
        ),
    }
}

/// Cherche un mdBook de la bonne version, sans rien installer ; dit pourquoi
/// celui du PATH est écarté, s'il l'est.
pub fn find(root: &Path) -> Option<PathBuf> {
    let on_path = PathBuf::from("mdbook");
    match probe(&on_path) {
        Probe::Suitable => return Some(on_path),
        Probe::Unsuitable(found) => eprintln!(
            "Le mdbook de votre PATH est écarté ({found}) : le cours utilise la version {MDBOOK_VERSION}."
        ),
        Probe::Absent => {}
    }
    let local = local(root);
    matches!(probe(&local), Probe::Suitable).then_some(local)
}

fn local(root: &Path) -> PathBuf {
    tools(root).join("bin").join(format!("mdbook{EXE_SUFFIX}"))
}

fn tools(root: &Path) -> PathBuf {
    root.join("target").join("outils")
}

enum Probe {
    Suitable,
    /// Avec ce que le programme dit de lui-même.
    Unsuitable(String),
    Absent,
}

fn probe(mdbook: &Path) -> Probe {
    let output = match Command::new(mdbook).arg("--version").output() {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Probe::Absent,
        Err(error) => return Probe::Unsuitable(error.to_string()),
    };
    let said = String::from_utf8_lossy(&output.stdout);
    match said.lines().next().map(str::trim) {
        Some(line) if line == format!("mdbook v{MDBOOK_VERSION}") => Probe::Suitable,
        Some(line) if !line.is_empty() => Probe::Unsuitable(line.to_owned()),
        _ => Probe::Unsuitable("il ne dit pas sa version".to_owned()),
    }
}

fn install(root: &Path, runner: &Runner) -> Result<()> {
    eprintln!(
        "Installation de mdbook {MDBOOK_VERSION} dans target/outils, une seule fois : \
         environ deux à cinq minutes sur deux cœurs."
    );
    let tools = tools(root);
    // À part, pour ne jamais attendre le verrou de l'espace de travail.
    let scratch = tools.join("construction");
    let mut command = Command::new(project::cargo());
    command
        .current_dir(root)
        // `--force` : on n'arrive ici que si le programme en place ne convient pas.
        .args(["install", "--locked", "--force"])
        .arg(format!("mdbook@{MDBOOK_VERSION}"))
        .arg("--root")
        .arg(&tools)
        .env("CARGO_TARGET_DIR", &scratch)
        // Sinon cargo conseille d'ajouter au PATH ce dossier, qui ne regarde
        // que nous.
        .env("PATH", path_ending_with(tools.join("bin"))?);
    if io::stderr().is_terminal() {
        // cargo écrit dans un tube, que l'on recopie : sans cela, il
        // n'afficherait pas sa barre de progression.
        command
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let outcome = runner
        .run_copying_stderr(&mut command)
        .context("l'installation de mdbook n'a pas abouti")?;
    if outcome.status.success() {
        // Plusieurs centaines de mégaoctets qui ne serviront plus ; les laisser
        // n'empêche rien.
        let _ = fs::remove_dir_all(scratch);
        return Ok(());
    }
    if is_network_failure(&outcome.stderr) {
        bail!(
            "pas de réseau : cargo n'a pas pu joindre le registre crates.io, \
             et mdbook {MDBOOK_VERSION} n'est pas installé. Vérifiez votre connexion \
             (derrière un mandataire : la variable https_proxy ; cargo réglé hors ligne : \
             la variable CARGO_NET_OFFLINE), puis relancez la même commande. \
             Sans réseau, copiez un mdbook {MDBOOK_VERSION} déjà compilé dans {}",
            tools.join("bin").display()
        );
    }
    bail!(
        "l'installation de mdbook {MDBOOK_VERSION} a échoué ; cargo en dit la raison \
         ci-dessus. Corrigez-la et relancez la même commande : ce qui est déjà compilé \
         est gardé. À la main : cargo install --locked mdbook@{MDBOOK_VERSION}"
    )
}

fn path_ending_with(dir: PathBuf) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(env::split_paths(&path).chain([dir]))
        .context("le chemin du dépôt ne peut pas figurer dans le PATH : déplacez le dépôt")
}

/// Reconnaît, dans les messages de cargo, un registre hors d'atteinte.
fn is_network_failure(stderr: &str) -> bool {
    const SIGNS: [&str; 6] = [
        "failed to download",
        "download of config.json failed",
        "failed to get successful HTTP response",
        "Unable to update registry",
        "--offline was specified",
        // Cette version est publiée : ne pas la trouver, c'est n'avoir pas pu
        // lire l'index (cargo hors ligne, cache vide).
        "could not find `mdbook` in registry",
    ];
    stderr
        .lines()
        // Un échec passager, que cargo a peut-être surmonté ensuite.
        .filter(|line| !line.contains("spurious network error"))
        .any(|line| SIGNS.iter().any(|sign| line.contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Messages copiés de cargo 1.95.

    #[test]
    fn un_registre_hors_d_atteinte_est_reconnu() {
        for stderr in [
            "error: download of config.json failed\n\nCaused by:\n  failed to download from \
             `https://index.crates.io/config.json`\n\nCaused by:\n  [7] Could not connect to server",
            "error: failed to download `mdbook v0.5.4`\n\nCaused by:\n  \
             attempting to make an HTTP request, but --offline was specified",
            "error: could not find `mdbook` in registry `crates-io` with version `=0.5.4`",
        ] {
            assert!(is_network_failure(stderr), "{stderr}");
        }
    }

    #[test]
    fn un_autre_echec_n_est_pas_une_panne_de_reseau() {
        for stderr in [
            "error: failed to open: /dev/null/x/.crates.toml\n\nCaused by:\n  \
             Not a directory (os error 20)",
            "warning: spurious network error (3 tries remaining): failed to get successful \
             HTTP response from `https://index.crates.io/config.json`, got 503\n\
             error: could not compile `libc` (lib)",
        ] {
            assert!(!is_network_failure(stderr), "{stderr}");
        }
    }
}
