//! La chasse aux mutants : chaque mutation de `mutants.toml` fausse une copie du
//! moteur ; l'un de ses tests doit alors échouer.
//!
//! Les tests dirigés, d'un instant, passent les premiers, puis le test différentiel,
//! qui s'arrête au premier désaccord. La copie, sous `target/mutants`, n'est compilée
//! qu'une fois, avec toutes les mutations : voir [`mutant`].
//!
//! `cargo run -p entrelacs-mutants` les essaie toutes ; avec des mots, seulement
//! celles dont le nom en contient un ; avec `--echantillon 20`, vingt, tirées au hasard. Une
//! mutation dont le texte n'est plus dans le moteur, ou n'y est plus une seule fois,
//! arrête tout : elle est à récrire. Si l'une survit, le statut est 1.

mod copy;
mod mutant;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use copy::Test;
use mutant::{CHOSEN, Mutant};
use std::collections::VecDeque;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// Les programmes comparés pour chaque mutant, si `PROGRAMMES_TIRES` n'en dit rien.
const PROGRAMS: &str = "2000";
/// Un mutant peut durer autant de fois le moteur sain, au moins [`SHORTEST`].
const SLOWER: u32 = 8;
const SHORTEST: Duration = Duration::from_secs(180);
/// Le moteur sain ne dure jamais autant.
const LONGEST: Duration = Duration::from_secs(1_200);
/// La mémoire qu'il peut prendre, en kibioctets.
const MEMORY: &str = "12000000";

/// Le statut de `timeout` quand il a tué.
const KILLED: i32 = 137;

/// Les tests, du plus court au plus long.
const TESTS: &[&str] = &["directed", "differential"];

/// Fausse l'explorateur d'une façon à la fois, et vérifie que ses tests le voient.
#[derive(Parser)]
struct Options {
    /// N'essaie que les mutants dont le nom contient l'un de ces mots.
    mots: Vec<String>,
    /// N'essaie que ce nombre de mutants, tirés au hasard.
    #[arg(long, value_name = "NOMBRE")]
    echantillon: Option<usize>,
    /// La graine du tirage ; par défaut, elle vient de l'horloge.
    #[arg(long)]
    graine: Option<u64>,
}

/// Comment finit un test.
enum Verdict {
    Passes,
    /// Il échoue ; ce qui l'a dit.
    Fails(String),
    TooLong,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(3).context("la racine du dépôt")?;
    let mutants = mutant::read(&here.join("mutants.toml"))?;
    mutant::check_names(&mutants)?;
    let ranks = chosen(&options, &mutants);
    ensure!(!ranks.is_empty(), "aucun mutant n'a ce nom");

    let started = Instant::now();
    let target = root.join("target");
    let copy = target.join("mutants/copie");
    copy::prepare(root, &copy, &mutants)?;
    let tests = copy::build(&copy, &target, TESTS)?;
    println!("Copie compilée en {:.0?}.", started.elapsed());
    let hunt = Hunt::sound(copy, tests)?;
    let survivors = hunt.submit(&mutants, &ranks)?;
    println!(
        "{} mutants trouvés sur {}, en {:.0?}",
        ranks.len() - survivors.len(),
        ranks.len(),
        started.elapsed()
    );
    for &rank in &survivors {
        println!("SURVIT : {}", mutants[rank].nom);
    }
    Ok(if survivors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Les rangs des mutants à essayer.
fn chosen(options: &Options, mutants: &[Mutant]) -> Vec<usize> {
    let words = &options.mots;
    let mut ranks: Vec<usize> = (0..mutants.len())
        .filter(|&rank| {
            let name = &mutants[rank].nom;
            words.is_empty() || words.iter().any(|word| name.contains(word))
        })
        .collect();
    if let Some(count) = options.echantillon {
        let seed = options.graine.unwrap_or_else(|| {
            let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
            now.as_secs() % 1_000_000
        });
        println!("Échantillon de {count} mutants, graine {seed}.");
        // Un mélange par congruence linéaire : les mutants n'ont pas d'ordre à cacher.
        let mut state = seed;
        ranks.sort_by_cached_key(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        });
        ranks.truncate(count);
    }
    ranks
}

/// Les tests de la copie, et le temps de chacun.
struct Hunt {
    copy: PathBuf,
    tests: Vec<(Test, Duration)>,
}

impl Hunt {
    /// Vérifie que le moteur sain passe `tests`, et en mesure la durée.
    fn sound(copy: PathBuf, tests: Vec<Test>) -> Result<Self> {
        let mut measured = Vec::new();
        for test in tests {
            let started = Instant::now();
            let said = match judge(&copy, &test, 0, LONGEST)? {
                Verdict::Passes => None,
                Verdict::Fails(said) => Some(said),
                Verdict::TooLong => Some("il n'en finit pas".to_owned()),
            };
            let name = &test.name;
            ensure!(
                said.is_none(),
                "le moteur sain ne passe pas {name} : {said:?}"
            );
            let lasted = started.elapsed();
            println!("Le moteur sain passe {name} en {lasted:.0?}.");
            measured.push((test, (lasted * SLOWER).max(SHORTEST)));
        }
        Ok(Self {
            copy,
            tests: measured,
        })
    }

    /// Essaie ces mutants, plusieurs à la fois ; rend ceux qui survivent.
    fn submit(&self, mutants: &[Mutant], ranks: &[usize]) -> Result<Vec<usize>> {
        let queue = Mutex::new((VecDeque::from(ranks.to_vec()), Vec::new()));
        let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
        let work = || -> Result<()> {
            loop {
                // Le verrou se rend avant le travail.
                let next = lock().0.pop_front();
                let Some(rank) = next else {
                    return Ok(());
                };
                let started = Instant::now();
                let said = self.found(rank)?;
                let mutant = &mutants[rank];
                let seconds = started.elapsed().as_secs_f32();
                match &said {
                    Some(said) => println!("{:<62} {said} ({seconds:.1} s)", mutant.nom),
                    None => println!(
                        "{:<62} SURVIT ({seconds:.1} s)\n      {} : {}",
                        mutant.nom, mutant.fichier, mutant.pourquoi
                    ),
                }
                if said.is_none() {
                    lock().1.push(rank);
                }
            }
        };
        let count = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let workers: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .try_for_each(|worker| worker.join().expect("la chasse ne panique pas"))
        })?;
        let mut survivors = queue.into_inner().unwrap_or_else(PoisonError::into_inner).1;
        survivors.sort_unstable();
        Ok(survivors)
    }

    /// Dit quel test trouve ce mutant.
    fn found(&self, rank: usize) -> Result<Option<String>> {
        for (test, limit) in &self.tests {
            let name = &test.name;
            return Ok(Some(match judge(&self.copy, test, rank + 1, *limit)? {
                Verdict::Passes => continue,
                Verdict::Fails(said) => format!("trouvé par {name}{said}"),
                Verdict::TooLong => format!("trouvé par {name}, qui n'en finit pas"),
            }));
        }
        Ok(None)
    }
}

/// Lance un test avec le mutant `number`, ou sans s'il est nul.
fn judge(copy: &Path, test: &Test, number: usize, limit: Duration) -> Result<Verdict> {
    let told = copy.with_file_name(format!("dit-{number}"));
    let programs = env::var("PROGRAMMES_TIRES").unwrap_or_else(|_| PROGRAMS.to_owned());
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!(
            "ulimit -v {MEMORY}; exec timeout -s KILL {} \"$0\"",
            limit.as_secs()
        ))
        .arg(&test.program)
        .current_dir(copy.join("entrelacs"))
        .env(CHOSEN, number.to_string())
        .env("PROGRAMMES_TIRES", programs)
        .env("PREMIER_DESACCORD", "1")
        .env("RUST_BACKTRACE", "0")
        // Chaque fil d'essai réserve sa place en mémoire : ils tiennent sous la limite.
        .env("RUST_TEST_THREADS", "2")
        .stdin(Stdio::null())
        .stdout(File::create(&told)?)
        .stderr(Stdio::null())
        .status()
        .context("sh ne se lance pas")?;
    Ok(match status.code() {
        Some(0) => Verdict::Passes,
        Some(KILLED) => Verdict::TooLong,
        _ => Verdict::Fails(reason(&fs::read_to_string(&told)?)),
    })
}

/// Ce qui a échoué, d'après ce qu'affiche le test.
fn reason(told: &str) -> String {
    if let Some((_, rest)) = told.split_once("désaccords, graines [")
        && let Some((seed, _)) = rest.split_once(']')
    {
        return format!(", graine {seed}");
    }
    let failed = told.lines().find_map(|line| {
        let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
        Some(format!(" ({name})"))
    });
    failed.unwrap_or_default()
}
