//! Les programmes Go que montrent les énoncés : en forme, et qui affichent leur
//! relevé.
//!
//! Un relevé ne s'écrit pas à la main : `RELEVE=recrire cargo test -p preuves-exercices
//! --test contrat` le refait.

use super::exercises;
use golang::Go;
use std::fs;
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::Output;
use testing::{fail_if_any, root, skip};

/// Le programme Go d'un exercice, s'il en a un, et ce qu'il affiche.
pub const PROGRAM: &str = "programme.go";
pub const RECORD: &str = "programme.txt";
/// Ce qu'écrit le détecteur : un relevé qui le contient a été fait sous `-race`.
const RACE: &str = "WARNING: DATA RACE";
/// Les goroutines ne s'ordonnent pas toujours de même : une exécution donne le
/// relevé, au plus tard celle-là.
const RUNS: usize = 20;

/// Les dossiers qui ont un programme Go.
fn folders() -> Vec<PathBuf> {
    let folders = exercises().into_iter().map(|exercise| exercise.directory);
    let found: Vec<PathBuf> = folders
        .filter(|folder| folder.join(PROGRAM).is_file())
        .collect();
    assert!(!found.is_empty(), "aucun exercice n'a de programme Go");
    found
}

fn find_go() -> Option<Go> {
    let found = Go::find(&root().join("target/go-exercices"));
    found
        .inspect_err(|error| skip(&error.to_string(), &error.remedy()))
        .ok()
}

#[test]
fn chaque_programme_go_est_en_forme() {
    let Some(go) = find_go() else { return };
    let mut errors = Vec::new();
    for folder in folders() {
        let file = folder.join(PROGRAM);
        for (mut tool, argument) in [(go.gofmt(), "-d"), (go.command(), "vet")] {
            let output = tool.arg(argument).arg(&file).output().unwrap();
            if !output.status.success() || !output.stdout.is_empty() {
                errors.push(format!("{} : {}", file.display(), told(&output)));
            }
        }
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_programme_go_affiche_son_releve() {
    let Some(go) = find_go() else { return };
    let mut errors = Vec::new();
    for folder in folders() {
        let file = folder.join(RECORD);
        if std::env::var("RELEVE").is_ok_and(|value| value == "recrire") {
            let race = fs::read_to_string(&file).is_ok_and(|text| text.contains(RACE));
            fs::write(&file, run(&go, &folder, race)).unwrap();
        }
        let record = fs::read_to_string(&file).unwrap_or_default();
        let race = record.contains(RACE);
        let mut shown = String::new();
        let same = (0..RUNS).any(|_| {
            shown = run(&go, &folder, race);
            plain(&shown) == plain(&record)
        });
        if !same {
            errors.push(format!(
                "{} : le programme affiche :\n{shown}",
                file.display()
            ));
        }
    }
    fail_if_any(&errors);
}

/// Ce qu'affiche le programme de `folder`.
fn run(go: &Go, folder: &Path, race: bool) -> String {
    let mut command = go.command();
    command.current_dir(folder).args(["run", "-trimpath"]);
    if race {
        command.arg("-race");
    }
    // Les deux sorties ensemble, comme dans un terminal.
    let mut both = tempfile::tempfile().unwrap();
    let (out, err) = (both.try_clone().unwrap(), both.try_clone().unwrap());
    command
        .arg(PROGRAM)
        .stdout(out)
        .stderr(err)
        .status()
        .unwrap();
    let mut shown = String::new();
    both.rewind().unwrap();
    both.read_to_string(&mut shown).unwrap();
    shown
}

fn told(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stderr) + &text(&output.stdout)
}

/// Un relevé sans ce qui change d'une exécution à l'autre : les adresses, les
/// numéros des goroutines, et l'ordre entre les deux sorties.
fn plain(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        for rank in 0..words.len() {
            let address = words[rank].starts_with("0x") || words[rank].starts_with("+0x");
            let number = rank > 0 && words[rank - 1].eq_ignore_ascii_case("goroutine");
            if address || number {
                words[rank] = "…";
            }
        }
        words.join(" ")
    };
    let mut lines: Vec<String> = text.lines().map(line).collect();
    lines.sort();
    lines
}
