//! Ce qu'il faut aux tests de navigateur : Node.js, npm, Chromium, et les
//! paquets que fixe `navigateur/package-lock.json`.

use crate::program::Program;
use anyhow::{Context, Result, bail};
use processes::Runner;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// La plus vieille version de Node.js avec laquelle les tests marchent, celle
/// de Debian 12.
const NODE_VERSION: (u32, u32) = (18, 20);

/// Le navigateur des tests.
const CHROMIUM: Program = Program {
    name: "Chromium",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ],
    variable: "CHROMIUM",
};

/// Le même sans sa fenêtre : les tests, qui n'en ont pas besoin, y calculent moins.
const SHELL: Program = Program {
    name: "Chromium sans fenêtre",
    names: &["chromium-headless-shell", "headless_shell"],
    variable: "CHROMIUM_SHELL",
};

/// Copie du verrou dont les paquets sont ceux de `node_modules`.
const INSTALLED_LOCK: &str = "node_modules/.verrou-installe.json";

/// Le script de Playwright. Le lancer sans `npx` évite que npm, faute de
/// paquets installés, n'en télécharge d'autres.
const PLAYWRIGHT: &str = "node_modules/@playwright/test/cli.js";

/// Les programmes des tests, présents sur la machine.
#[derive(Debug)]
pub struct Browser {
    chromium: PathBuf,
    /// Facultatif : l'autre le remplace.
    shell: Option<PathBuf>,
}

impl Browser {
    /// Cherche Node.js, npm et Chromium.
    ///
    /// # Errors
    ///
    /// Tout ce qui manque à la fois, et comment l'installer.
    pub fn find() -> Result<Self> {
        let mut missing = Vec::new();
        if let Err(reason) = check_node(version("node").as_deref()) {
            missing.push(reason);
        }
        if version(npm()).is_none() {
            missing.push("npm, qui installe les paquets des tests, est introuvable".to_owned());
        }
        match (CHROMIUM.find(), SHELL.find_optional()) {
            (Ok(chromium), Ok(shell)) if missing.is_empty() => {
                return Ok(Self { chromium, shell });
            }
            (chromium, shell) => missing.extend(chromium.err().into_iter().chain(shell.err())),
        }
        bail!(
            "il manque de quoi lancer les tests de navigateur :\n- {}\n\
             Sous Debian : apt install nodejs npm chromium",
            missing.join("\n- ")
        )
    }

    /// Installe dans `tests` les paquets que fixe son `package-lock.json`,
    /// s'ils n'y sont pas déjà.
    ///
    /// # Errors
    ///
    /// Si npm échoue, ou si l'utilisateur interrompt la commande.
    pub fn install_packages(&self, tests: &Path, runner: &Runner) -> Result<()> {
        if packages_are_installed(tests) {
            return Ok(());
        }
        eprintln!("Installation des paquets des tests dans navigateur/node_modules…");
        let status = runner.run(
            Command::new(npm())
                .current_dir(tests)
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                // Le navigateur est celui du système.
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .env("PUPPETEER_SKIP_DOWNLOAD", "1"),
        )?;
        if !status.success() {
            bail!(
                "npm n'a pas installé les paquets des tests ; il en dit la raison ci-dessus. \
                 Vérifiez votre connexion et relancez la même commande"
            );
        }
        let lock = tests.join("package-lock.json");
        fs::copy(&lock, tests.join(INSTALLED_LOCK))
            .with_context(|| format!("impossible de copier {}", lock.display()))?;
        Ok(())
    }

    /// La commande qui vérifie les types et les fautes des scripts de la page, et
    /// de ceux du dossier `tests`.
    pub fn lint(&self, tests: &Path) -> Command {
        let mut command = Command::new(npm());
        command.current_dir(tests).args(["run", "--silent", "lint"]);
        command
    }

    /// La commande qui lance le script `script` du dossier `tests`.
    pub fn node(&self, tests: &Path, script: &str) -> Command {
        let mut command = Command::new("node");
        command
            .current_dir(tests)
            .arg(script)
            .env(CHROMIUM.variable, &self.chromium);
        match &self.shell {
            Some(shell) => command.env(SHELL.variable, shell),
            None => command.env_remove(SHELL.variable),
        };
        command
    }

    /// La commande `playwright test`, dans le dossier `tests`.
    pub fn playwright(&self, tests: &Path) -> Command {
        let mut command = self.node(tests, PLAYWRIGHT);
        command.arg("test");
        command
    }
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// La version que dit `program`, s'il est là.
fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn check_node(version: Option<&str>) -> Result<(), String> {
    let (major, minor) = NODE_VERSION;
    let Some(version) = version else {
        return Err("Node.js, qui lance les tests, est introuvable".to_owned());
    };
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(a)), Some(Ok(b))) if (a, b) >= NODE_VERSION => Ok(()),
        _ => Err(format!(
            "Node.js est trop vieux ({version}) : il faut la version {major}.{minor} ou une plus récente"
        )),
    }
}

fn packages_are_installed(tests: &Path) -> bool {
    let read = |name| fs::read(tests.join(name)).ok();
    let installed = read(INSTALLED_LOCK);
    installed.is_some() && installed == read("package-lock.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_node_absent_ou_trop_vieux_est_refuse() {
        for version in ["v18.20.4", "v20.0.0", "v24.1.0"] {
            assert_eq!(check_node(Some(version)), Ok(()));
        }
        for version in ["v18.19.1", "v16.20.0", "n'importe quoi"] {
            let reason = check_node(Some(version)).unwrap_err();
            assert!(
                reason.contains(version) && reason.contains("18.20"),
                "{reason}"
            );
        }
        assert!(check_node(None).unwrap_err().contains("introuvable"));
    }

    #[test]
    fn les_paquets_sont_reinstalles_quand_le_verrou_change() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("package-lock.json", "1");
        assert!(!packages_are_installed(dir.path()));
        write(INSTALLED_LOCK, "1");
        assert!(packages_are_installed(dir.path()));
        write("package-lock.json", "2");
        assert!(!packages_are_installed(dir.path()));
    }
}
