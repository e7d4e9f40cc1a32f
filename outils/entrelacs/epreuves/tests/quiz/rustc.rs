//! Ce que dit rustc d'un programme.
//!
//! Chaque programme est compilé seul, sans produire d'exécutable : les erreurs
//! d'un programme en cachent d'autres, un seul paquet ne suffirait pas. Un
//! paquet chacun serait trop lent ; rustc est donc appelé directement, avec les
//! bibliothèques que cargo a construites pour ce test.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

/// Ce qu'un programme de quiz peut employer.
const LIBRARIES: [&str; 2] = ["crossbeam-channel", "crossbeam-utils"];

/// Les codes d'erreur de chaque programme, par nom : aucun s'il compile.
pub fn codes(
    programs: BTreeMap<String, Result<String, String>>,
) -> BTreeMap<String, Result<BTreeSet<String>, String>> {
    let libraries = libraries();
    let folder = tempfile::tempdir().expect("un dossier temporaire");
    let queue = Mutex::new(programs.into_iter().enumerate());
    let results = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("aucun fil n'a paniqué").next();
                    let Some((rank, (name, text))) = next else {
                        break;
                    };
                    let file = folder.path().join(format!("p{rank}.rs"));
                    let found = text.and_then(|text| compile(&file, &text, &libraries));
                    let mut results = results.lock().expect("aucun fil n'a paniqué");
                    results.insert(name, found);
                }
            });
        }
    });
    results.into_inner().expect("aucun fil n'a paniqué")
}

/// Compile `text`, écrit dans `file`, et rend les codes de ses erreurs.
fn compile(file: &Path, text: &str, libraries: &Libraries) -> Result<BTreeSet<String>, String> {
    let broken = |error: std::io::Error| format!("rustc ne démarre pas : {error}");
    fs::write(file, text).map_err(|error| format!("{} : {error}", file.display()))?;
    let output = Command::new(rustc())
        .args(["--edition", "2024", "--crate-type", "bin"])
        .args(["--emit", "metadata", "--error-format", "json"])
        .args(["--cap-lints", "allow", "--out-dir"])
        .args(file.parent())
        .args(&libraries.arguments)
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .map_err(broken)?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<Value> = stderr
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["level"] == "error")
        .collect();
    let codes: BTreeSet<String> = errors
        .iter()
        .filter_map(|error| error["code"]["code"].as_str())
        .map(ToOwned::to_owned)
        .collect();
    match (output.status.success(), codes.is_empty()) {
        (true, true) | (false, false) => Ok(codes),
        // Une faute de syntaxe n'a pas de code : ce n'est pas une question.
        _ => Err(format!("rustc échoue sans code d'erreur :\n{stderr}")),
    }
}

/// Les arguments de rustc qui donnent les bibliothèques.
struct Libraries {
    arguments: Vec<OsString>,
}

/// Demande à cargo où il a mis les bibliothèques ; elles sont déjà construites,
/// puisque ce test en dépend.
fn libraries() -> Libraries {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--lib", "--message-format", "json", "--quiet"])
        .args(["--package", env!("CARGO_PKG_NAME")])
        .stdin(Stdio::null())
        .output()
        .expect("cargo démarre : il a lancé ce test");
    assert!(
        output.status.success(),
        "cargo build a échoué :\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut arguments: Vec<OsString> = Vec::new();
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    for message in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(message) else {
            continue;
        };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let Some(library) = LIBRARIES.iter().find(|it| it.replace('-', "_") == name) else {
            continue;
        };
        let files = message["filenames"].as_array().cloned().unwrap_or_default();
        let rlib = files.iter().filter_map(Value::as_str).map(PathBuf::from);
        let Some(rlib) = rlib
            .into_iter()
            .find(|it| it.extension() == Some("rlib".as_ref()))
        else {
            continue;
        };
        let mut external = OsString::from(format!("{}=", library.replace('-', "_")));
        external.push(&rlib);
        arguments.extend(["--extern".into(), external, "-L".into()]);
        let mut folder = OsString::from("dependency=");
        folder.push(rlib.parent().expect("un fichier a un dossier"));
        arguments.push(folder);
    }
    assert_eq!(
        arguments.len(),
        4 * LIBRARIES.len(),
        "bibliothèques trouvées : {arguments:?}"
    );
    Libraries { arguments }
}

fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

/// rustc lui-même distingue ces programmes.
#[test]
fn rustc_compile_ou_refuse() {
    let programs = [
        (
            "juste",
            "fn main() { let _ = crossbeam_channel::bounded::<u8>(0); }",
        ),
        (
            "donné",
            "fn main() { let s = String::new(); drop(s); drop(s); }",
        ),
        ("syntaxe", "fn main() {"),
    ];
    let programs = programs
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Ok((*text).to_owned())))
        .collect();
    let found = codes(programs);
    assert_eq!(found["juste"], Ok(BTreeSet::new()));
    assert_eq!(found["donné"], Ok(BTreeSet::from(["E0382".to_owned()])));
    assert!(
        found["syntaxe"]
            .as_ref()
            .is_err_and(|it| it.contains("sans code"))
    );
}
