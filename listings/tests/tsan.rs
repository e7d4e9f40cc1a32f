//! Ce que ThreadSanitizer dit d'un programme `unsafe`, tel que le montre la page
//! « Miri et ThreadSanitizer ».

#![cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]

mod recorded;

use std::path::Path;
use std::process::Command;
use testing::skip;

/// Le statut que donne ThreadSanitizer à un programme qu'il a signalé.
const REPORTED: i32 = 66;
const TRIES: usize = 50;

#[test]
fn threadsanitizer_nomme_les_deux_acces() {
    let source = Path::new("tests/unsafe/visites.rs");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("visites-tsan");
    let rustc = Command::new("rustc")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        // Le compilateur stable ne l'offre qu'ainsi.
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["--edition", "2024", "-g", "-Zsanitizer=thread"])
        .arg("-Cunsafe-allow-abi-mismatch=sanitizer")
        .args(["--target", "x86_64-unknown-linux-gnu", "-o"])
        .arg(&program)
        .arg(source)
        .output()
        .expect("rustc se lance");
    let message = String::from_utf8_lossy(&rustc.stderr);
    if !rustc.status.success() {
        return skip(
            &format!("ThreadSanitizer : {}", message.trim()),
            "prenez le Rust du livre",
        );
    }
    // Qui passe le premier dépend de la machine : on attend l'ordre du relevé.
    let main_first = |report: &String| {
        let second = report.find("Previous write of size 4 by main thread");
        second.is_some()
    };
    let shown = (0..TRIES).filter_map(|_| report(&program)).find(main_first);
    recorded::check("tsan.txt", &shown.expect("main écrit souvent le premier"));
}

/// Le rapport d'une exécution, sans les adresses ni les appels des bibliothèques ; rien
/// si elle n'a rien montré : une machine chargée peut éloigner les deux accès.
fn report(program: &Path) -> Option<String> {
    let output = Command::new(program).output().expect("il se lance");
    let report = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && report.is_empty() {
        return None;
    }
    assert_eq!(output.status.code(), Some(REPORTED), "{report}");
    let mut shown: Vec<String> = Vec::new();
    for line in report.lines() {
        let line = without_addresses(line);
        let call = line.trim_start().starts_with('#');
        if !call || line.contains("visites.rs:") {
            shown.push(line);
        } else if shown.last().is_some_and(|last| last != "    …") {
            shown.push("    …".into());
        }
    }
    Some(shown.join("\n").trim().to_owned() + "\n")
}

/// `line` sans numéro de processus, adresse, dossier, ni nom d'exécutable.
fn without_addresses(line: &str) -> String {
    // Le nom d'un dossier peut contenir des espaces.
    let line = line.replace(concat!(env!("CARGO_MANIFEST_DIR"), "/"), "");
    let kept = line.split(" (").next().unwrap_or_default();
    let words = kept.split(' ').filter(|word| !word.starts_with("0x"));
    let words = words.map(|word| match word.rsplit_once('/') {
        Some((_, file)) if file.starts_with("visites.rs:") => file,
        _ => word,
    });
    let line = words
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" at by ", " by ");
    line.trim_end_matches(" at").to_owned()
}
