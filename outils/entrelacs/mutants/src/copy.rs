//! La copie du moteur où sont les mutations, et ses tests.

use crate::mutant::{CHOICE, Mutant, carriers};
use anyhow::{Context, Result, ensure};
use files::write_if_changed;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Ce que la copie garde du dépôt, à partir de `outils/entrelacs`.
const COPIED: &[&str] = &[
    "Cargo.toml",
    "benches",
    "build.rs",
    "src",
    "tests/differential",
    "tests/directed",
    "generator/Cargo.toml",
    "generator/src",
];

/// Les dépendances de test dont ses tests se passent.
const UNUSED: &[&str] = &[
    "entrelacs-corpus",
    "entrelacs-import",
    "entrelacs-generated",
    "entrelacs-properties",
];

/// Un test de la copie, compilé.
pub struct Test {
    pub name: String,
    pub program: PathBuf,
}

/// Copie du dépôt `root` dans `copy` ce qu'il faut aux tests, avec les mutations. Un
/// fichier qui n'a pas changé n'est pas récrit.
pub fn prepare(root: &Path, copy: &Path, mutants: &[Mutant]) -> Result<()> {
    let from = root.join("outils/entrelacs");
    let carriers = carriers(&from, mutants)?;
    for name in COPIED {
        let to = match name.strip_prefix("generator/") {
            Some(rest) => copy.join("generator").join(rest),
            None => copy.join("entrelacs").join(name),
        };
        let mutated = |path: &Path| {
            let name = path.strip_prefix(&from).ok()?.to_str()?;
            if name == "src/lib.rs" {
                let text = fs::read_to_string(path).ok()?;
                return Some(text + "\nmod mutant;\n");
            }
            carriers.get(name).cloned()
        };
        copy_tree(&from.join(name), &to, &mutated)?;
    }
    write_if_changed(&copy.join("entrelacs/src/mutant.rs"), CHOICE)?;
    let manifest = copy.join("entrelacs/Cargo.toml");
    let text = fs::read_to_string(from.join("Cargo.toml"))?;
    let used = |line: &&str| {
        UNUSED
            .iter()
            .all(|name| !line.starts_with(&format!("{name}.")))
    };
    let kept: Vec<&str> = text.lines().filter(used).collect();
    write_if_changed(&manifest, kept.join("\n") + "\n")?;
    write_if_changed(&copy.join("Cargo.toml"), workspace(root)?)?;
    // cargo l'élague ensuite.
    fs::copy(root.join("Cargo.lock"), copy.join("Cargo.lock"))?;
    Ok(())
}

/// Le `Cargo.toml` de la copie, qui n'a que deux paquets.
fn workspace(root: &Path) -> Result<String> {
    let mut workspace: toml::Table = toml::from_str(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    let section = workspace
        .get_mut("workspace")
        .and_then(toml::Value::as_table_mut)
        .context("Cargo.toml : [workspace]")?;
    section.insert("members".to_owned(), vec!["entrelacs", "generator"].into());
    section.remove("default-members");
    let dependencies = section
        .get_mut("dependencies")
        .and_then(toml::Value::as_table_mut)
        .context("Cargo.toml : [workspace.dependencies]")?;
    let recit = root.join("outils/recit").display().to_string();
    for (name, path) in [
        ("entrelacs", "entrelacs"),
        ("entrelacs-generator", "generator"),
        // Rien n'y est faussé.
        ("recit", recit.as_str()),
    ] {
        let dependency = dependencies
            .get_mut(name)
            .and_then(toml::Value::as_table_mut)
            .with_context(|| format!("Cargo.toml : {name}"))?;
        dependency.insert("path".to_owned(), path.into());
    }
    Ok(toml::to_string(&workspace)?)
}

/// Compile les tests `names` de la copie ; les dépendances, dans `target`, y sont déjà
/// compilées.
pub fn build(copy: &Path, target: &Path, names: &[&str]) -> Result<Vec<Test>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .args(["test", "--quiet", "--package", "entrelacs", "--no-run"])
        .arg("--message-format=json");
    for name in names {
        command.args(["--test", name]);
    }
    if env::var_os("CARGO_NET_OFFLINE").is_none() {
        command.arg("--offline");
    }
    let output = command.output().context("cargo ne se lance pas")?;
    let mut tests = Vec::new();
    let mut errors = String::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        if message["message"]["level"] == "error"
            && let Some(text) = message["message"]["rendered"].as_str()
        {
            errors.push_str(text);
        }
        let name = message["target"]["name"].as_str();
        if let (Some(name), Some(program)) = (name, message["executable"].as_str()) {
            tests.push(Test {
                name: name.to_owned(),
                program: program.into(),
            });
        }
    }
    ensure!(
        output.status.success(),
        "la copie ne se compile pas :\n{errors}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    tests.sort_by_key(|test| names.iter().position(|name| *name == test.name));
    ensure!(tests.len() == names.len(), "un test n'a pas de programme");
    Ok(tests)
}

fn copy_tree(from: &Path, to: &Path, mutated: &dyn Fn(&Path) -> Option<String>) -> Result<()> {
    if !from.is_dir() {
        let text = match mutated(from) {
            Some(text) => text,
            None => fs::read_to_string(from)?,
        };
        return Ok(write_if_changed(to, text)?);
    }
    fs::create_dir_all(to)?;
    let names = |folder: &Path| -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder)?;
        entries.map(|entry| Ok(entry?.file_name().into())).collect()
    };
    let kept = names(from)?;
    for old in names(to)?.iter().filter(|name| !kept.contains(name)) {
        let old = to.join(old);
        if old.is_dir() {
            fs::remove_dir_all(old)?;
        } else if !old.ends_with("src/mutant.rs") {
            fs::remove_file(old)?;
        }
    }
    kept.iter()
        .try_for_each(|name| copy_tree(&from.join(name), &to.join(name), mutated))
}
