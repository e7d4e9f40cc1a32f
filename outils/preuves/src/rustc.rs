//! Ce que dit rustc d'un programme.
//!
//! Ceux qui doivent compiler le font ensemble. Les autres sont compilés un à un,
//! car les erreurs d'un programme en cachent d'autres. Rien ne produit
//! d'exécutable, et rustc est appelé directement, avec les bibliothèques que
//! cargo a construites pour ce paquet : un paquet par programme serait trop lent.

use quiz::Refusal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::SystemTime;

/// Ce qu'un programme du livre peut employer, et de quoi l'essayer.
const LIBRARIES: [(&str, &str); 2] = [
    ("crossbeam_channel", "bounded::<u8>(0)"),
    ("crossbeam_utils", "sync::WaitGroup::new()"),
];

/// Ce que l'on attend d'un programme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Qu'il compile : tous ceux-là se compilent ensemble.
    Compiles,
    /// Rien : c'est la question. Il se compile seul.
    Unknown,
}

/// Ce que rustc refuse de chaque programme, par nom : rien s'il compile.
///
/// # Panics
///
/// Si les bibliothèques du livre ne sont pas à côté de ce programme.
pub fn refusals(
    programs: BTreeMap<String, (Result<String, String>, Expected)>,
) -> BTreeMap<String, Result<BTreeSet<Refusal>, String>> {
    let folder = tempfile::tempdir().expect("un dossier temporaire");
    let libraries = libraries(folder.path());
    let mut found = BTreeMap::new();
    let mut alone = Vec::new();
    let mut together = Vec::new();
    for (name, (text, expected)) in programs {
        match text {
            Ok(text) if expected == Expected::Compiles => together.push((name, text)),
            Ok(text) => alone.push((name, text)),
            Err(message) => {
                found.insert(name, Err(message));
            }
        }
    }
    match compile_together(folder.path(), &together, &libraries) {
        true => found.extend(
            together
                .into_iter()
                .map(|(name, _)| (name, Ok(BTreeSet::new()))),
        ),
        // L'un d'eux est refusé : lequel ?
        false => alone.extend(together),
    }

    let queue = Mutex::new(alone.into_iter().enumerate());
    let found = Mutex::new(found);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("aucun fil n'a paniqué").next();
                    let Some((rank, (name, text))) = next else {
                        break;
                    };
                    let file = folder.path().join(format!("seul{rank}.rs"));
                    let refusals = compile(&file, &text, &libraries);
                    let mut found = found.lock().expect("aucun fil n'a paniqué");
                    found.insert(name, refusals);
                }
            });
        }
    });
    found.into_inner().expect("aucun fil n'a paniqué")
}

/// Vrai si tous ces programmes compilent : chacun devient un module du même.
fn compile_together(folder: &Path, programs: &[(String, String)], libraries: &Libraries) -> bool {
    let mut whole = String::from("fn main() {}\n");
    for (rank, (_, text)) in programs.iter().enumerate() {
        let file = folder.join(format!("ensemble{rank}.rs"));
        fs::write(&file, text).expect("le dossier temporaire s'écrit");
        whole += &format!("#[path = {file:?}] mod p{rank};\n");
    }
    compile(&folder.join("ensemble.rs"), &whole, libraries) == Ok(BTreeSet::new())
}

/// Ce que rustc dit du programme `text`, qu'il refuse ; il l'appelle `name`.
///
/// # Errors
///
/// Si rustc l'accepte, ou ne démarre pas.
///
/// # Panics
///
/// Comme [`refusals`].
pub fn message(name: &str, text: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("un dossier temporaire");
    let libraries = libraries(folder.path());
    let errors = errors(&folder.path().join(name), text, &libraries)?;
    let rendered = errors.iter().filter_map(|error| {
        // « 1 erreur » : ce qui suit les erreurs n'en dit rien.
        let is_located = error["spans"].as_array().is_some_and(|it| !it.is_empty());
        error["rendered"].as_str().filter(|_| is_located)
    });
    let message = rendered.map(str::trim_end).collect::<Vec<_>>().join("\n\n");
    match message.is_empty() {
        true => Err("rustc l'accepte".to_owned()),
        false => Ok(without_machine(&message) + "\n"),
    }
}

/// `message`, où la bibliothèque standard est dans `$RUST`, comme l'écrit trybuild :
/// ses lignes dépendent de ce qui est installé.
pub fn without_machine(message: &str) -> String {
    let mut lines = Vec::new();
    let mut in_library = false;
    for line in message.lines() {
        let quoted = line
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        if in_library && (quoted.trim_start().starts_with('|') || quoted.starts_with("...")) {
            continue;
        }
        let library = line.split_once("--> /").and_then(|(before, path)| {
            let (_, inside) = path.split_once("/library/")?;
            let (file, _) = inside.split_once(".rs:")?;
            Some(format!("{before}--> $RUST/{file}.rs"))
        });
        in_library = library.is_some();
        lines.push(library.unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n")
}

/// Compile `text`, écrit dans `file`, et rend ce qui y est refusé.
fn compile(file: &Path, text: &str, libraries: &Libraries) -> Result<BTreeSet<Refusal>, String> {
    let errors = errors(file, text, libraries)?;
    let refusals: BTreeSet<Refusal> = errors.iter().filter_map(refusal).collect();
    match errors.is_empty() == refusals.is_empty() {
        true => Ok(refusals),
        // Une faute de syntaxe n'a pas de code : ce n'est pas une question.
        false => {
            let rendered = errors.iter().filter_map(|error| error["rendered"].as_str());
            let rendered: String = rendered.collect();
            Err(format!("rustc échoue sans code d'erreur :\n{rendered}"))
        }
    }
}

/// Compile `text`, écrit dans `file`, et rend ses erreurs, telles que les dit rustc.
fn errors(file: &Path, text: &str, libraries: &Libraries) -> Result<Vec<Value>, String> {
    let broken = |error: std::io::Error| format!("rustc ne démarre pas : {error}");
    fs::write(file, text).map_err(|error| format!("{} : {error}", file.display()))?;
    let output = Command::new(rustc())
        .args(["--edition", "2024", "--crate-type", "bin"])
        .args(["--emit", "metadata", "--error-format", "json"])
        .args(["--cap-lints", "allow", "--out-dir"])
        .args(file.parent())
        .args(&libraries.arguments)
        // Le message nomme le fichier seul.
        .current_dir(file.parent().unwrap_or(Path::new("")))
        .arg(file.file_name().unwrap_or_default())
        .stdin(Stdio::null())
        .output()
        .map_err(broken)?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<Value> = stderr
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["level"] == "error")
        .collect();
    match output.status.success() == errors.is_empty() {
        true => Ok(errors),
        false => Err(format!("rustc échoue sans erreur :\n{stderr}")),
    }
}

/// Une erreur qui a un code, et la ligne qu'elle désigne.
fn refusal(error: &Value) -> Option<Refusal> {
    let spans = error["spans"].as_array()?;
    let primary = spans.iter().find(|span| span["is_primary"] == true)?;
    Some(Refusal {
        code: error["code"]["code"].as_str()?.to_owned(),
        line: usize::try_from(primary["line_start"].as_u64()?).ok()?,
    })
}

/// Les arguments de rustc qui donnent les bibliothèques.
struct Libraries {
    arguments: Vec<OsString>,
}

/// Trouve les bibliothèques à côté de ce programme, qui en dépend : celles d'un test
/// sont dans son dossier, celles d'une commande dans `deps`. D'autres constructions
/// ont pu en laisser là : la plus récente que rustc accepte est la bonne.
fn libraries(folder: &Path) -> Libraries {
    let program = env::current_exe().expect("un programme a un chemin");
    let folder_of_program = program.parent().expect("un fichier a un dossier");
    let built = &match folder_of_program.join("deps") {
        deps if deps.is_dir() => deps,
        _ => folder_of_program.to_owned(),
    };
    let mut search = OsString::from("dependency=");
    search.push(built);
    let mut found = Libraries {
        arguments: vec!["-L".into(), search],
    };
    for (library, probe) in LIBRARIES {
        let probe = format!("fn main() {{ let _ = {library}::{probe}; }}");
        let accepted = candidates(built, library).into_iter().find_map(|path| {
            let mut external = OsString::from(format!("{library}="));
            external.push(path);
            let mut arguments = found.arguments.clone();
            arguments.extend(["--extern".into(), external]);
            let tried = Libraries { arguments };
            let refusals = compile(&folder.join("essai.rs"), &probe, &tried);
            (refusals == Ok(BTreeSet::new())).then_some(tried)
        });
        found = accepted.unwrap_or_else(|| {
            panic!(
                "aucune bibliothèque {library} dans {} : `cargo clean` puis recommencez",
                built.display()
            )
        });
    }
    found
}

/// Les bibliothèques de ce nom dans `built`, la plus récente d'abord.
fn candidates(built: &Path, library: &str) -> Vec<PathBuf> {
    let prefix = format!("lib{library}-");
    let mut found: Vec<(SystemTime, PathBuf)> = fs::read_dir(built)
        .expect("le dossier des bibliothèques se lit")
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with(&prefix) && name.ends_with(".rlib")
        })
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

/// Ce que rustc dit de lui-même : « rustc 1.95.0 (59807616e 2026-04-14) ».
///
/// # Panics
///
/// S'il ne démarre pas.
pub fn version() -> String {
    let output = Command::new(rustc()).arg("--version").output();
    let output = output.expect("rustc démarre");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}
