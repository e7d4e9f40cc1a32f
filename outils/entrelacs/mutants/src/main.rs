//! La chasse aux mutants : chaque mutation de `mutants.toml` fausse une copie du
//! moteur ; le test différentiel doit alors échouer.
//!
//! `cargo run -p entrelacs-mutants` les essaie toutes ; avec des mots, seulement
//! celles dont le nom en contient un. La copie reste sous `target/mutants`. Une
//! mutation dont le texte n'est plus dans le moteur, ou n'y est plus une seule fois,
//! arrête tout : elle est à récrire.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Les programmes comparés pour chaque mutant, si `PROGRAMMES_TIRES` n'en dit rien.
const PROGRAMS: &str = "2000";
/// Un mutant peut durer autant de fois le moteur sain, au moins [`SHORTEST`].
const SLOWER: u32 = 3;
const SHORTEST: Duration = Duration::from_secs(60);
/// La mémoire qu'il peut prendre, en kibioctets.
const MEMORY: &str = "12000000";

/// Ce que les copies gardent du dépôt, à partir de `outils/entrelacs`.
const COPIED: &[&str] = &[
    "Cargo.toml",
    "benches",
    "src",
    "tests/differentiel",
    "tirage/Cargo.toml",
    "tirage/src",
];

/// Les dépendances de test dont le test différentiel se passe.
const UNUSED: &[&str] = &["entrelacs-epreuves", "entrelacs-tirage-compiles"];

#[derive(Deserialize)]
struct Mutants {
    mutant: Vec<Mutant>,
}

/// Une mutation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    nom: String,
    /// Le fichier, à partir de `outils/entrelacs`.
    fichier: String,
    /// Le texte à remplacer ; il n'est qu'une fois dans le fichier.
    texte: String,
    remplace: String,
    pourquoi: String,
}

/// Comment finit le test différentiel.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Passes,
    /// Il échoue ; les graines des désaccords, si c'en sont.
    Fails(Option<String>),
    TooLong,
}

fn main() -> Result<ExitCode> {
    let words: Vec<String> = env::args().skip(1).collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(3).context("la racine du dépôt")?;
    let text = fs::read_to_string(here.join("mutants.toml"))?;
    let Mutants { mutant: all } = toml::from_str(&text).context("mutants.toml")?;
    let chosen: Vec<&Mutant> = all
        .iter()
        .filter(|mutant| words.is_empty() || words.iter().any(|word| mutant.nom.contains(word)))
        .collect();
    for mutant in &chosen {
        mutated(&root.join("outils/entrelacs").join(&mutant.fichier), mutant)?;
    }
    let copy = root.join("target/mutants/copie");
    prepare(root, &copy)?;

    println!("Le moteur sain…");
    let started = Instant::now();
    ensure!(build(&copy)?, "le moteur sain ne se compile pas");
    let built = started.elapsed();
    let started = Instant::now();
    let sound = judge(&copy, "", Duration::from_secs(1_200))?;
    let limit = (started.elapsed() * SLOWER).max(SHORTEST);
    println!(
        "  {built:.0?} à compiler, {:.0?} à comparer",
        started.elapsed()
    );
    let known = match sound {
        Verdict::Passes => String::new(),
        Verdict::Fails(Some(seeds)) => {
            println!("  attention : il a déjà des désaccords, graines {seeds}");
            seeds
        }
        other => bail!("le moteur sain ne va pas au bout : {other:?}"),
    };

    let mut survivors = Vec::new();
    for (rank, mutant) in chosen.iter().enumerate() {
        let started = Instant::now();
        let path = copy.join("entrelacs").join(&mutant.fichier);
        let sound = fs::read_to_string(&path)?;
        fs::write(&path, mutated(&path, mutant)?)?;
        let verdict = if build(&copy)? {
            Some(judge(&copy, &known, limit)?)
        } else {
            None
        };
        fs::write(&path, sound)?;
        let said = match &verdict {
            None => "NE SE COMPILE PAS".to_owned(),
            Some(Verdict::Passes) => "SURVIT".to_owned(),
            Some(Verdict::Fails(seeds)) if *seeds == Some(known.clone()) => "SURVIT".to_owned(),
            Some(Verdict::Fails(Some(seeds))) => {
                let last = seeds.rsplit(',').next().unwrap_or_default();
                format!("trouvé, graine {last}")
            }
            Some(Verdict::Fails(None)) => "trouvé : le moteur panique".to_owned(),
            Some(Verdict::TooLong) => "trouvé : n'en finit pas".to_owned(),
        };
        println!(
            "{:>2}/{} {:<52} {said} ({:.0?})",
            rank + 1,
            chosen.len(),
            mutant.nom,
            started.elapsed()
        );
        if said.chars().all(|c| !c.is_lowercase()) {
            println!("      {} : {}", mutant.fichier, mutant.pourquoi);
            survivors.push(&mutant.nom);
        }
    }
    println!(
        "{} mutants trouvés sur {}",
        chosen.len() - survivors.len(),
        chosen.len()
    );
    Ok(if survivors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Le texte du fichier `path`, une fois faussé.
fn mutated(path: &Path, mutant: &Mutant) -> Result<String> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("« {} » : {}", mutant.nom, path.display()))?;
    let count = text.matches(&mutant.texte).count();
    ensure!(
        count == 1,
        "« {} » : son texte est {count} fois dans {}, il y faut une fois :\n{}",
        mutant.nom,
        path.display(),
        mutant.texte
    );
    Ok(text.replace(&mutant.texte, &mutant.remplace))
}

/// Copie du dépôt ce qu'il faut pour le test différentiel. Un fichier qui n'a pas
/// changé n'est pas récrit.
fn prepare(root: &Path, copy: &Path) -> Result<()> {
    let from = root.join("outils/entrelacs");
    for name in COPIED {
        let to = match name.strip_prefix("tirage/") {
            Some(rest) => copy.join("tirage").join(rest),
            None => copy.join("entrelacs").join(name),
        };
        copy_tree(&from.join(name), &to)?;
    }
    let manifest = copy.join("entrelacs/Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    let used = |line: &&str| {
        UNUSED
            .iter()
            .all(|name| !line.starts_with(&format!("{name}.")))
    };
    let kept: Vec<&str> = text.lines().filter(used).collect();
    update(&manifest, kept.join("\n") + "\n")?;

    let mut workspace: toml::Table = toml::from_str(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    let section = workspace
        .get_mut("workspace")
        .and_then(toml::Value::as_table_mut)
        .context("Cargo.toml : [workspace]")?;
    section.insert("members".to_owned(), vec!["entrelacs", "tirage"].into());
    section.remove("default-members");
    let dependencies = section
        .get_mut("dependencies")
        .and_then(toml::Value::as_table_mut)
        .context("Cargo.toml : [workspace.dependencies]")?;
    for (name, path) in [("entrelacs", "entrelacs"), ("entrelacs-tirage", "tirage")] {
        let dependency = dependencies
            .get_mut(name)
            .and_then(toml::Value::as_table_mut)
            .with_context(|| format!("Cargo.toml : {name}"))?;
        dependency.insert("path".to_owned(), path.into());
    }
    update(&copy.join("Cargo.toml"), toml::to_string(&workspace)?)?;
    // cargo l'élague ensuite.
    fs::copy(root.join("Cargo.lock"), copy.join("Cargo.lock"))?;
    Ok(())
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return update(to, fs::read_to_string(from)?);
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
        } else {
            fs::remove_file(old)?;
        }
    }
    kept.iter()
        .try_for_each(|name| copy_tree(&from.join(name), &to.join(name)))
}

fn update(path: &Path, text: String) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Celui du dépôt : les dépendances y sont déjà compilées.
fn target(copy: &Path) -> &Path {
    copy.ancestors().nth(2).unwrap_or(copy)
}

fn cargo(copy: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target(copy))
        .args(["test", "--quiet", "--package", "entrelacs"])
        .args(["--test", "differentiel"]);
    command
}

/// Compile la copie ; faux si elle ne se compile pas.
fn build(copy: &Path) -> Result<bool> {
    let mut command = cargo(copy);
    command.arg("--no-run");
    if env::var_os("CARGO_NET_OFFLINE").is_none() {
        command.arg("--offline");
    }
    let output = command.output().context("cargo ne se lance pas")?;
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.status.success())
}

/// Lance le test différentiel, qui s'arrête au premier désaccord hors de `known`.
fn judge(copy: &Path, known: &str, limit: Duration) -> Result<Verdict> {
    let told = copy.with_file_name("dit");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""))
        .arg(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target(copy))
        .env(
            "PROGRAMMES_TIRES",
            env::var("PROGRAMMES_TIRES").unwrap_or_else(|_| PROGRAMS.to_owned()),
        )
        .env("DESACCORDS", "0")
        .env("RUST_BACKTRACE", "0")
        .args(["test", "--quiet", "--offline", "--package", "entrelacs"])
        .args(["--test", "differentiel"])
        .stdin(Stdio::null())
        .stdout(fs::File::create(&told)?)
        .stderr(Stdio::null());
    // Le moteur sain va au bout : on en connaît alors tous les désaccords.
    if limit < Duration::from_secs(1_200) {
        command.env("DESACCORDS_CONNUS", known);
    }
    let mut child = command.spawn()?;
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(Verdict::TooLong);
        }
        thread::sleep(Duration::from_millis(50));
    };
    if status.success() {
        return Ok(Verdict::Passes);
    }
    let told = fs::read_to_string(&told)?;
    let seeds = told
        .split_once("désaccords, graines [")
        .and_then(|(_, rest)| {
            let (seeds, _) = rest.split_once(']')?;
            Some(seeds.replace(' ', ""))
        });
    Ok(Verdict::Fails(seeds))
}
