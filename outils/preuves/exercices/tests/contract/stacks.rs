//! Les piles que montre un énoncé : ce que dit gdb du fichier de départ, quand sa
//! première vérification ne finit pas.
//!
//! Un relevé ne s'écrit pas à la main : `RELEVE=recrire cargo test -p preuves-exercices
//! --test contrat` le refait.

use super::exercises;
use super::folders::STACKS;
use entrelacs_import::exercise::tests_of;
use std::fs;
use std::process::{Command, Stdio};
use testing::stacks::{Running, without_numbers};
use testing::{fail_if_any, root};

/// Ce que l'on demande à gdb : ce que montre le chapitre « Diagnostiquer ».
const SCRIPT: &str = "listings/diagnostiquer/piles.gdb";
/// L'un des deux fils arrive le premier, l'un ou l'autre : une exécution donne le
/// relevé, au plus tard celle-là.
const RUNS: usize = 10;

/// Des piles sans `banc::v12::exercice::`, le module où le banc met un fichier : son
/// rang change avec les exercices.
fn without_bench(stacks: &str) -> String {
    let mut parts = stacks.split("banc::v");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once("::exercice::");
        text += found.map_or(part, |(_, rest)| rest);
    }
    text
}

#[test]
fn chaque_programme_bloque_a_les_piles_de_son_enonce() {
    let mut errors = Vec::new();
    let mut shown = 0;
    for exercise in exercises() {
        let file = exercise.directory.join(STACKS);
        if !file.is_file() {
            continue;
        }
        shown += 1;
        let tests = fs::read_to_string(exercise.tests_file()).unwrap();
        let first = tests_of(&tests).remove(0);
        let look = || {
            let mut bench = Command::new(env!("CARGO_BIN_EXE_banc"));
            bench.args([&format!("{}/depart", exercise.name), &first, "1"]);
            let stopped = Running::start(bench.stdout(Stdio::null()).stderr(Stdio::null()));
            stopped.wait_until_still();
            let stacks = stopped.stacks(&root().join(SCRIPT), "depart.rs");
            stacks.map(|stacks| without_bench(&stacks))
        };
        if std::env::var("RELEVE").is_ok_and(|value| value == "recrire") {
            let Some(stacks) = look() else { return };
            fs::write(&file, stacks).unwrap();
        }
        let record = fs::read_to_string(&file).unwrap();
        let mut seen = String::new();
        for _ in 0..RUNS {
            let Some(stacks) = look() else { return };
            seen = stacks;
            if without_numbers(&seen) == without_numbers(&record) {
                break;
            }
        }
        if without_numbers(&seen) != without_numbers(&record) {
            errors.push(format!("{} : gdb dit :\n{seen}", file.display()));
        }
    }
    assert!(shown > 0, "aucun exercice ne montre de piles");
    fail_if_any(&errors);
}
