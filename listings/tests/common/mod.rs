//! Ce que partagent les tests des programmes : trouver les listings, lancer
//! leurs programmes sous une limite de temps, comparer ce qu'ils affichent à
//! ce que permet leur `.sortie`.

#![allow(dead_code)] // chaque fichier de tests n'en utilise qu'une partie

use mdbook_cours::program::listing::Listing;
use processes::{End, Limits, Runner, stillness};
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use testing::{fail_if_any, in_parallel};

/// Le nombre d'exécutions d'un programme, à chaque `cargo test` puis en
/// intégration continue, où un entrelacement rare a sa chance.
pub const RUNS: (usize, usize) = (3, 50);
/// Au-delà, un programme qui devait se terminer est arrêté. Le plus lent du
/// livre attend une demi-seconde.
pub const TIME_LIMIT: Duration = Duration::from_secs(10);
/// De même pour un programme qui a le droit de tourner sans fin.
const ENDLESS_LIMIT: Duration = Duration::from_secs(2);
/// Ce que le programme Go écrit quand toutes ses goroutines attendent, et quand
/// l'une panique ; dans les deux cas, il finit avec ce code.
const GO_DEADLOCK: &str = "fatal error: all goroutines are asleep - deadlock!";
const GO_PANIC: &str = "panic: ";
const GO_STATUS: i32 = 2;
/// De même en Rust, quand `main` panique.
const RUST_PANIC: &str = "panicked at";
const RUST_STATUS: i32 = 101;
/// Le statut d'un programme Rust dont `main` rend une erreur, qu'il dit alors.
const RUST_ERROR: i32 = 1;
/// Au-delà, en octets, un programme est tenu pour bavard sans fin.
const OUTPUT_LIMIT: usize = 1 << 20;
/// Ce qu'un message d'échec cite d'un texte, en lignes.
const QUOTED_LINES: usize = 40;
/// Les programmes lancés en même temps. Bien plus que de cœurs : certains
/// dorment, et la concurrence varie les entrelacements.
const AT_ONCE: usize = 16;

/// Le dossier du paquet, `listings/`.
pub fn listings_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Les fichiers d'extension `extension` du paquet, à ces profondeurs.
pub fn files(extension: &str, depths: RangeInclusive<usize>) -> Vec<PathBuf> {
    let folder = walkdir::WalkDir::new(listings_dir())
        .min_depth(*depths.start())
        .max_depth(*depths.end());
    let entries = folder.sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("listings/ se parcourt").into_path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

/// Les références de tous les listings, par exemple
/// « synchronisation/rendez_vous ».
pub fn references() -> Vec<String> {
    catalogue::references(listings_dir()).unwrap_or_else(|errors| panic!("{}", errors.join("\n")))
}

/// Tous les listings, lus et vérifiés.
pub fn listings() -> Vec<Listing> {
    let mut errors = Vec::new();
    let listings: Vec<Listing> = references()
        .iter()
        .filter_map(|reference| {
            Listing::load(listings_dir(), reference)
                .map_err(|messages| errors.extend(messages))
                .ok()
        })
        .collect();
    fail_if_any(&errors);
    assert!(
        !listings.is_empty(),
        "aucun listing sous {}",
        listings_dir().display()
    );
    listings
}

/// Un programme prêt à être lancé, et le listing auquel il répond.
pub struct Program {
    pub listing: Listing,
    /// L'exécutable.
    pub path: PathBuf,
}

/// Lance chacun de `programs` le nombre de fois que dit `runs`, et fait échouer
/// le test avec tout ce que `judge` leur reproche.
#[track_caller]
pub fn verify(
    programs: &[Program],
    (quick, thorough): (usize, usize),
    judge: impl Fn(&Listing, &[Result<Run, String>]) -> Vec<String>,
) {
    let outcomes = run_all(programs, testing::times(quick, thorough), AT_ONCE);
    let mut failures = Vec::new();
    for (Program { listing, .. }, outcomes) in programs.iter().zip(&outcomes) {
        println!("{}", coverage(listing, outcomes));
        failures.extend(judge(listing, outcomes));
    }
    fail_if_any(&failures);
}

/// Ce qu'une exécution a montré.
#[derive(Debug)]
pub struct Run {
    pub end: End,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Son code de sortie, si elle s'est arrêtée d'elle-même.
    pub fn exit_code(&self) -> Option<i32> {
        match self.end {
            End::Exited(status) => status.code(),
            _ => None,
        }
    }

    /// Les fins que cette exécution peut avoir montrées ; aucune si c'est un
    /// échec que rien n'explique.
    fn endings(&self) -> &'static [OutcomeKind] {
        let failed = |code: i32, message: &str| {
            self.exit_code() == Some(code) && self.stderr.contains(message)
        };
        match self.end {
            End::Exited(status) if status.success() => &[OutcomeKind::Exit],
            End::Exited(_) if failed(GO_STATUS, GO_DEADLOCK) => &[OutcomeKind::Deadlock],
            End::Exited(_) if failed(GO_STATUS, GO_PANIC) => &[OutcomeKind::Panic],
            End::Exited(_) if failed(RUST_STATUS, RUST_PANIC) => &[OutcomeKind::Panic],
            End::Exited(_) if failed(RUST_ERROR, "Error: ") => &[OutcomeKind::Error],
            // Un signal l'a tué, et ce n'est pas nous.
            End::Exited(status) if status.code().is_none() => &[OutcomeKind::Abort],
            End::Exited(_) => &[],
            End::Asleep => &[OutcomeKind::Deadlock],
            End::TooLong(_) if stillness::is_observable() => &[OutcomeKind::Livelock],
            // Ici, rien ne dit si ses fils dormaient.
            End::TooLong(_) => &[OutcomeKind::Deadlock, OutcomeKind::Livelock],
            End::TooLoud | End::TooBig | End::TooMany => &[],
        }
    }

    /// L'issue du listing que cette exécution a montrée, par son rang.
    pub fn outcome(&self, listing: &Listing) -> Option<usize> {
        let endings = self.endings();
        listing.outcomes.iter().position(|permitted| {
            permitted.text == self.stdout && endings.contains(&permitted.ending)
        })
    }

    /// Ce qui s'est passé, pour un message d'échec.
    fn story(&self) -> String {
        let how = match (self.end, self.endings()) {
            (End::Exited(status), []) => format!(
                "il s'est terminé par un échec ({status}) :\n{}\nil avait affiché",
                quote(&self.stderr)
            ),
            (_, [ending]) => format!("il a fini par « {} », après avoir affiché", ending.label()),
            _ => "il a été tué à la limite, après avoir affiché".to_owned(),
        };
        format!("{how} :\n{}", quote(&self.stdout))
    }
}

/// Lance chaque programme `runs` fois, `at_once` exécutions à la fois. Rend ses
/// exécutions à chaque programme, dans l'ordre de `programs` ; la première qui
/// n'aboutit pas est un message en français, et la dernière de son programme.
pub fn run_all(programs: &[Program], runs: usize, at_once: usize) -> Vec<Vec<Result<Run, String>>> {
    let given_up: Vec<AtomicBool> = programs.iter().map(|_| AtomicBool::new(false)).collect();
    // La première exécution de tous, puis la deuxième de tous… : celles d'un
    // programme lent recouvrent celles des autres.
    let jobs: Vec<usize> = (0..runs).flat_map(|_| 0..programs.len()).collect();
    let outcomes = in_parallel(at_once, &jobs, |&program| {
        if given_up[program].load(Ordering::SeqCst) {
            return None;
        }
        let Program { listing, path } = &programs[program];
        let outcome = run(path, Patience::of(listing));
        if outcome.is_err() {
            given_up[program].store(true, Ordering::SeqCst);
        }
        Some((program, outcome))
    });

    let mut by_program: Vec<Vec<_>> = programs.iter().map(|_| Vec::new()).collect();
    for (program, outcome) in outcomes.into_iter().flatten() {
        by_program[program].push(outcome);
    }
    by_program
}

/// Ce qu'un programme a le droit de faire au lieu de se terminer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Rien : il est attendu jusqu'à [`TIME_LIMIT`].
    MustStop,
    /// Se bloquer : il est tué dès que tous ses fils dorment.
    MaySleep,
    /// Tourner sans fin, ou se bloquer : il est tué à cette limite s'il ne dort
    /// pas avant.
    MayRun(Duration),
}

impl Patience {
    fn of(listing: &Listing) -> Self {
        let permits = |ending| {
            let mut outcomes = listing.outcomes.iter();
            outcomes.any(|outcome| outcome.ending == ending)
        };
        match (
            permits(OutcomeKind::Livelock),
            permits(OutcomeKind::Deadlock),
        ) {
            (true, _) => Self::MayRun(ENDLESS_LIMIT),
            (false, true) => Self::MaySleep,
            (false, false) => Self::MustStop,
        }
    }

    fn limit(self) -> Duration {
        match self {
            Self::MustStop | Self::MaySleep => TIME_LIMIT,
            Self::MayRun(limit) => limit,
        }
    }
}

/// Lance `program` et attend sa fin, ou ce que permet `patience` ; ce qu'il avait
/// affiché est gardé.
///
/// # Errors
///
/// Le programme ne démarre pas, affiche sans fin, ou a été tué alors qu'il
/// devait se terminer.
pub fn run(program: &Path, patience: Patience) -> Result<Run, String> {
    let limits = Limits {
        time: patience.limit(),
        output: OUTPUT_LIMIT,
        may_sleep: patience != Patience::MustStop,
    };
    let mut command = Command::new(program);
    // Sous `-race`, un programme Go dort une seconde avant de finir : il passerait
    // pour bloqué.
    command.env("GORACE", "atexit_sleep_ms=0");
    let ended = Runner::without_signals().run_bounded(&mut command, limits, || ());
    let ended = ended.map_err(|error| format!("{} : {error:#}", program.display()))?;
    match ended.end {
        End::TooLoud => Err(format!(
            "il affiche sans fin, plus de {OUTPUT_LIMIT} octets :\n{}",
            quote(&ended.stdout)
        )),
        End::TooLong(_) if patience == Patience::MustStop => Err(format!(
            "tué : il tournait encore au bout de {} s, la limite ; il avait affiché :\n{}",
            TIME_LIMIT.as_secs(),
            quote(&ended.stdout)
        )),
        end => Ok(Run {
            end,
            stdout: ended.stdout,
            stderr: ended.stderr,
        }),
    }
}

/// Ce que le programme en langage `language` (« rs », « go ») a fait que son
/// listing ne permet pas ; `None` si tout va bien.
pub fn verdict(listing: &Listing, language: &str, runs: &[Result<Run, String>]) -> Option<String> {
    let reference = listing.reference();
    let (i, complaint) = runs.iter().enumerate().find_map(|(i, run)| {
        let complaint = match run {
            Err(message) => message.clone(),
            Ok(run) if run.outcome(listing).is_some() => return None,
            Ok(run) => format!(
                "{}\nce que listings/{reference}.sortie ne permet pas ({}) : corrigez le \
                 programme, ou ajoutez cette issue si la page l'explique",
                run.story(),
                count(listing.outcomes.len())
            ),
        };
        Some((i, complaint))
    })?;
    Some(format!(
        "listings/{reference}.{language}, exécution n° {} : {complaint}",
        i + 1
    ))
}

/// Une ligne qui dit combien des issues permises ont été vues.
fn coverage(listing: &Listing, runs: &[Result<Run, String>]) -> String {
    let seen: BTreeSet<usize> = runs
        .iter()
        .flatten()
        .filter_map(|run| run.outcome(listing))
        .collect();
    format!(
        "{} : {} exécutions, {} issue(s) permise(s) vue(s), {}",
        listing.reference(),
        runs.len(),
        seen.len(),
        count(listing.outcomes.len())
    )
}

fn count(outcomes: usize) -> String {
    match outcomes {
        1 => "une seule est permise".to_owned(),
        n => format!("{n} sont permises"),
    }
}

/// `text`, dans la marge, tel qu'il se distingue du message qui le cite.
fn quote(text: &str) -> String {
    if text.is_empty() {
        return "    | (rien)".to_owned();
    }
    let mut lines: Vec<String> = text
        .lines()
        .take(QUOTED_LINES)
        .map(|line| format!("    | {line}"))
        .collect();
    let hidden = text.lines().count() - lines.len();
    if hidden > 0 {
        lines.push(format!("    … et {hidden} autres lignes"));
    }
    lines.join("\n")
}
