//! Ce qu'un débogueur et Go disent d'un programme arrêté, tel que le montre le
//! chapitre « Diagnostiquer ».
//!
//! Les relevés sont récrits par `RECRIRE=1 cargo test -p listings --test dumps`.

#![cfg(unix)]

use golang::Go;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};
use testing::skip;
use testing::stacks::{self, Running};

/// Le programme que l'on regarde : il se bloque toujours.
const STOPPED: &str = env!("CARGO_BIN_EXE_arretes");
/// La page « Regarder un programme arrêté » : la pile de chaque fil, par gdb.
#[test]
fn gdb_nomme_chaque_fil_et_la_ligne_ou_il_attend() {
    let stopped = Running::start(Command::new(STOPPED).stdout(Stdio::null()));
    stopped.wait_until_still();
    let script = chapter().join("piles.gdb");
    let Some(report) = stopped.stacks(&script, "arretes.rs") else {
        return;
    };
    check("arretes_gdb.txt", &report, stacks::without_numbers);
}

/// La même page : ce que Go affiche du même programme.
#[test]
fn go_donne_la_pile_de_chaque_goroutine() {
    let Some(go) = find_go() else { return };
    let program = scratch().join("arretes");
    build(&go, &chapter().join("arretes.go"), &program);
    let output = Command::new(program).output().expect("il se lance");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let report = goroutines(&String::from_utf8_lossy(&output.stderr));
    check("arretes_go.txt", &report, without_goroutine_numbers);
}

/// Un programme dont une goroutine attend l'heure n'est pas vu comme bloqué ;
/// `SIGQUIT` le fait parler, et l'arrête.
const ASLEEP: &str = r#"package main

import (
	"fmt"
	"time"
)

func livrer(plats chan string) { fmt.Println(<-plats) }

func main() {
	go livrer(make(chan string))
	time.Sleep(10 * time.Millisecond)
	fmt.Println("prêt")
	time.Sleep(time.Hour)
}
"#;

#[test]
fn sigquit_donne_la_pile_de_chaque_goroutine() {
    let Some(go) = find_go() else { return };
    let source = scratch().join("endormi.go");
    fs::write(&source, ASLEEP).expect("target/ est accessible en écriture");
    let program = scratch().join("endormi");
    build(&go, &source, &program);
    let mut command = Command::new(program);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut asleep = Running::start(&mut command);
    let mut line = String::new();
    let stdout = asleep.0.stdout.take().expect("elle est captée");
    BufReader::new(stdout).read_line(&mut line).unwrap();
    assert_eq!(line, "prêt\n");
    let id = asleep.0.id().to_string();
    let quit = Command::new("kill").args(["-QUIT", &id]).status();
    assert!(quit.expect("kill se lance").success());
    let stderr = asleep.0.stderr.take().expect("elle est captée");
    let report = std::io::read_to_string(stderr).unwrap();
    assert_eq!(asleep.0.wait().unwrap().code(), Some(2), "{report}");
    let parts = [
        "SIGQUIT: quit",
        "[sleep]:",
        "[chan receive]:",
        "main.livrer(",
    ];
    for part in parts {
        assert!(report.contains(part), "{part} :\n{report}");
    }
    assert!(!report.contains("deadlock"), "{report}");
}

/// Les piles que donne Go, sans les adresses : les appels du programme, et « … »
/// pour ceux des bibliothèques.
fn goroutines(report: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut lines = report.lines().peekable();
    while let Some(line) = lines.next() {
        match lines.next_if(|place| place.starts_with('\t')) {
            Some(place) if place.contains("/arretes.go:") => {
                let (function, _) = line.split_once('(').unwrap_or((line, ""));
                let file = place.rsplit('/').next().unwrap_or_default();
                let file = file.split(" +0x").next().unwrap_or_default();
                shown.push(format!("{function}(…)\n\t{file}"));
            }
            Some(_) if shown.last().is_some_and(|last| last != "…") => {
                shown.push("…".into());
            }
            Some(_) => {}
            None => shown.push(line.to_owned()),
        }
    }
    shown.join("\n").trim().to_owned() + "\n"
}

/// Les goroutines, sans leur numéro ni leur ordre, que Go ne promet pas.
fn without_goroutine_numbers(report: &str) -> String {
    let mut blocks: Vec<String> = report
        .trim()
        .split("\n\n")
        .map(|block| match block.split_once(" [") {
            Some((_, rest)) if block.starts_with("goroutine ") => rest.to_owned(),
            _ => block.to_owned(),
        })
        .collect();
    blocks.sort();
    blocks.join("\n\n")
}

/// Compare `report` au relevé `name`, aux différences près que `comparable`
/// efface ; avec `RECRIRE`, l'écrit.
#[track_caller]
fn check(name: &str, report: &str, comparable: fn(&str) -> String) {
    let path = chapter().join(name);
    if env::var_os("RECRIRE").is_some() {
        fs::write(&path, report).expect("listings/ est accessible en écriture");
    }
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        comparable(report),
        comparable(&recorded),
        "{} n'est plus ce qui s'affiche : RECRIRE=1 cargo test -p listings --test dumps",
        path.display()
    );
}

fn chapter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostiquer")
}

fn find_go() -> Option<Go> {
    let found = Go::find(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("go/cache"));
    found
        .inspect_err(|error| skip(&error.to_string(), &error.remedy()))
        .ok()
}

fn build(go: &Go, source: &Path, program: &Path) {
    let mut build = go.command();
    build.arg("build").arg("-o").arg(program).arg(source);
    let output = build.output().expect("go se lance");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
}

fn scratch() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dumps");
    fs::create_dir_all(&directory).expect("target/ est accessible en écriture");
    directory
}
