//! La chasse aux mutants : chaque mutation de `mutants.toml` fausse une copie du
//! moteur ; l'un de ses tests doit alors échouer.
//!
//! Les tests dirigés, d'un instant, passent les premiers, puis le test différentiel ;
//! ce qui leur survit est soumis, dans une copie du dépôt entier, aux autres tests
//! rapides du moteur.
//!
//! `cargo run -p entrelacs-mutants` les essaie toutes ; avec des mots, seulement
//! celles dont le nom en contient un. Les copies restent sous `target/mutants`. Une
//! mutation dont le texte n'est plus dans le moteur, ou n'y est plus une seule fois,
//! arrête tout : elle est à récrire.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Les programmes comparés pour chaque mutant, si `PROGRAMMES_TIRES` n'en dit rien.
const PROGRAMS: &str = "600";
/// Un mutant peut durer autant de fois le moteur sain, au moins [`SHORTEST`].
const SLOWER: u32 = 3;
const SHORTEST: Duration = Duration::from_secs(60);
/// Le moteur sain ne dure jamais autant.
const LONGEST: Duration = Duration::from_secs(1_200);
/// La mémoire qu'il peut prendre, en kibioctets.
const MEMORY: &str = "12000000";

/// Les tests essayés d'abord, dans la petite copie, et les autres, dans celle du
/// dépôt entier.
const FIRST: &[&[&str]] = &[&["--test", "identite"], &["--test", "differentiel"]];
const LAST: &[&[&str]] = &[
    &["--lib"],
    &["--test", "compiles"],
    &["--test", "classiques"],
    &["--test", "json"],
    &["--test", "semantique"],
    &["--test", "reduction"],
];

/// Ce que la petite copie garde du dépôt, à partir de `outils/entrelacs`.
const COPIED: &[&str] = &[
    "Cargo.toml",
    "benches",
    "src",
    "tests/differentiel",
    "tests/identite.rs",
    "tirage/Cargo.toml",
    "tirage/src",
];

/// Les dépendances de test dont les premiers tests se passent.
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

/// Une copie du moteur, où le fausser, et ce qu'y font ses tests quand il est sain.
struct Copy {
    path: PathBuf,
    /// Le dossier du moteur, dans la copie.
    engine: &'static str,
    /// Les tests, les graines des désaccords déjà connus, et le temps accordé.
    tests: Vec<(&'static [&'static str], String, Duration)>,
}

/// Comment finit un test.
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
    let small = root.join("target/mutants/copie");
    prepare(root, &small)?;
    let small = Copy::sound(small, "entrelacs", FIRST)?;

    let count = chosen.len();
    let mut survivors = Vec::new();
    for (rank, mutant) in chosen.iter().enumerate() {
        let started = Instant::now();
        let said = small.submit(mutant)?;
        tell(rank, count, mutant, said.as_deref(), started);
        if said.is_none() {
            survivors.push(*mutant);
        }
    }
    if !survivors.is_empty() {
        println!("Ce qui survit, devant les autres tests :");
        let whole = root.join("target/mutants/depot");
        prepare_whole(root, &whole)?;
        let whole = Copy::sound(whole, "outils/entrelacs", LAST)?;
        let mut left = Vec::new();
        for (rank, mutant) in survivors.iter().enumerate() {
            let started = Instant::now();
            let said = whole.submit(mutant)?;
            tell(rank, survivors.len(), mutant, said.as_deref(), started);
            if said.is_none() {
                left.push(*mutant);
            }
        }
        survivors = left;
    }
    println!("{} mutants trouvés sur {count}", count - survivors.len());
    Ok(if survivors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn tell(rank: usize, count: usize, mutant: &Mutant, said: Option<&str>, started: Instant) {
    println!(
        "{:>2}/{count} {:<58} {} ({:.0?})",
        rank + 1,
        mutant.nom,
        said.unwrap_or("SURVIT"),
        started.elapsed()
    );
    if said.is_none() {
        println!("      {} : {}", mutant.fichier, mutant.pourquoi);
    }
}

impl Copy {
    /// Mesure le moteur sain.
    fn sound(
        path: PathBuf,
        engine: &'static str,
        tests: &[&'static [&'static str]],
    ) -> Result<Self> {
        println!("Le moteur sain…");
        let mut measured = Vec::new();
        for test in tests {
            let started = Instant::now();
            ensure!(build(&path, test)?, "le moteur sain ne se compile pas");
            let built = started.elapsed();
            let started = Instant::now();
            let known = match judge(&path, test, "", LONGEST)? {
                Verdict::Passes => String::new(),
                Verdict::Fails(Some(seeds)) => {
                    println!("  attention : il a déjà des désaccords, graines {seeds}");
                    seeds
                }
                other => bail!("le moteur sain ne passe pas {test:?} : {other:?}"),
            };
            let limit = (started.elapsed() * SLOWER).max(SHORTEST);
            println!(
                "  {} : {built:.0?} à compiler, {:.0?} à passer",
                test[test.len() - 1],
                started.elapsed()
            );
            measured.push((*test, known, limit));
        }
        Ok(Self {
            path,
            engine,
            tests: measured,
        })
    }

    /// Fausse le moteur le temps de ses tests ; dit lequel trouve le mutant.
    fn submit(&self, mutant: &Mutant) -> Result<Option<String>> {
        let path = self.path.join(self.engine).join(&mutant.fichier);
        let sound = fs::read_to_string(&path)?;
        fs::write(&path, mutated(&path, mutant)?)?;
        let said = self.found(mutant);
        fs::write(&path, sound)?;
        said
    }

    fn found(&self, mutant: &Mutant) -> Result<Option<String>> {
        for (test, known, limit) in &self.tests {
            let name = test[test.len() - 1].trim_start_matches('-');
            ensure!(
                build(&self.path, test)?,
                "« {} » ne se compile pas",
                mutant.nom
            );
            return Ok(Some(match judge(&self.path, test, known, *limit)? {
                Verdict::Passes => continue,
                Verdict::Fails(Some(seeds)) if seeds == *known => continue,
                Verdict::Fails(Some(seeds)) => {
                    let last = seeds.rsplit(',').next().unwrap_or_default();
                    format!("trouvé par {name}, graine {last}")
                }
                Verdict::Fails(None) => format!("trouvé par {name}"),
                Verdict::TooLong => format!("trouvé par {name}, qui n'en finit pas"),
            }));
        }
        Ok(None)
    }
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
    make_incremental(&mut workspace)?;
    update(&copy.join("Cargo.toml"), toml::to_string(&workspace)?)?;
    // cargo l'élague ensuite.
    fs::copy(root.join("Cargo.lock"), copy.join("Cargo.lock"))?;
    Ok(())
}

/// Copie du dépôt tout ce que `git` y suit.
fn prepare_whole(root: &Path, copy: &Path) -> Result<()> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()
        .context("git ne se lance pas")?;
    for name in String::from_utf8(output.stdout)?.split_terminator('\0') {
        let (from, to) = (root.join(name), copy.join(name));
        // Supprimé, ou un dossier de `git`.
        if !from.is_file() || name == "Cargo.toml" {
            continue;
        }
        let bytes = fs::read(&from)?;
        if fs::read(&to).is_ok_and(|before| before == bytes) {
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&to, bytes)?;
    }
    let mut workspace: toml::Table = toml::from_str(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    make_incremental(&mut workspace)?;
    update(&copy.join("Cargo.toml"), toml::to_string(&workspace)?)
}

/// Un mutant ne change qu'un fichier : la copie se recompile par morceaux.
fn make_incremental(workspace: &mut toml::Table) -> Result<()> {
    let profile = workspace
        .get_mut("profile")
        .and_then(|profiles| profiles.get_mut("dev"))
        .and_then(toml::Value::as_table_mut)
        .context("Cargo.toml : [profile.dev]")?;
    profile.insert("incremental".to_owned(), true.into());
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

fn cargo(copy: &Path, test: &[&str]) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target(copy))
        .args(["test", "--quiet", "--package", "entrelacs"])
        .args(test);
    command
}

/// Compile la copie ; faux si elle ne se compile pas.
fn build(copy: &Path, test: &[&str]) -> Result<bool> {
    let mut command = cargo(copy, test);
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

/// Lance un test ; le différentiel s'arrête au premier désaccord hors de `known`.
fn judge(copy: &Path, test: &[&str], known: &str, limit: Duration) -> Result<Verdict> {
    let told = copy.with_file_name("dit");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!(
            // Il arrête aussi ce que cargo a lancé.
            "ulimit -v {MEMORY}; exec timeout -s KILL {} \"$0\" \"$@\"",
            limit.as_secs()
        ))
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
        .args(test)
        .stdin(Stdio::null())
        .stdout(fs::File::create(&told)?)
        .stderr(Stdio::null());
    // Le moteur sain va au bout : on en connaît alors tous les désaccords.
    if limit < LONGEST {
        command.env("DESACCORDS_CONNUS", known);
    }
    let started = Instant::now();
    let status = command.status()?;
    if started.elapsed() >= limit {
        return Ok(Verdict::TooLong);
    }
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
