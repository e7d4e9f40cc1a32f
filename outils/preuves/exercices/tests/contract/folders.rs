//! Chaque dossier d'exercice est complet, formaté, et sans rien de plus.

use super::{exercises, go};
use catalogue::{Exercise, FOLDER};
use entrelacs_import::exercise::tests_of;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use testing::{fail_if_any, root};

/// Ce que contient un dossier d'exercice.
const EXPECTED: [&str; 8] = [
    "depart.rs",
    "enonce.md",
    "exercice.toml",
    "fautives",
    "indices.md",
    "justes",
    "solution.rs",
    "tests.rs",
];
/// Le moindre nombre de solutions justes, celle du livre à part, et de solutions
/// fautives : sans elles, rien ne dirait que les vérifications jugent bien.
const VARIANTS: usize = 6;
/// Ce qu'il contient de plus, s'il montre un programme Go.
const GO: [&str; 2] = [go::PROGRAM, go::RECORD];
/// De même, s'il montre les piles d'un programme bloqué.
pub const STACKS: &str = "piles.txt";
/// Ce que le lecteur y ajoute, et que Git ne voit pas.
const READER: [&str; 2] = ["exercice.rs", "sauvegardes"];
/// Ce qui, dans `exercices/`, n'est pas un exercice.
const OTHERS: [&str; 3] = ["Cargo.toml", "programme", "progression.json"];

fn names(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn chaque_dossier_a_ses_fichiers_et_rien_de_plus() {
    let mut errors = Vec::new();
    let mut folders = names(&root().join(FOLDER));
    for (rank, exercise) in exercises().iter().enumerate() {
        folders.remove(&exercise.name);
        if !exercise.name.starts_with(&format!("{rank:02}_")) {
            errors.push(format!("{} : le numéro {rank} est attendu", exercise.name));
        }
        let mut found = names(&exercise.directory);
        for expected in EXPECTED {
            if !found.remove(expected) {
                errors.push(format!("{}/{expected} manque", exercise.name));
            }
        }
        if GO.iter().any(|name| found.contains(*name)) {
            for name in GO {
                if !found.remove(name) {
                    errors.push(format!("{}/{name} manque", exercise.name));
                }
            }
        }
        found.remove(STACKS);
        for stray in found.iter().filter(|name| !READER.contains(&name.as_str())) {
            errors.push(format!(
                "{}/{stray} n'est pas un fichier d'exercice",
                exercise.name
            ));
        }
        for folder in ["justes", "fautives"] {
            for file in names(&exercise.directory.join(folder)) {
                if !file.ends_with(".rs") {
                    errors.push(format!(
                        "{}/{folder}/{file} n'est pas du Rust",
                        exercise.name
                    ));
                }
            }
        }
    }
    for stray in folders
        .iter()
        .filter(|name| !OTHERS.contains(&name.as_str()))
    {
        errors.push(format!("{FOLDER}/{stray} n'est pas un exercice"));
    }
    fail_if_any(&errors);
}

/// La première ligne de ce que reçoit le lecteur dit le numéro du dossier.
#[test]
fn chaque_depart_dit_le_numero_de_son_dossier() {
    let mut errors = Vec::new();
    for exercise in exercises() {
        let number = exercise.name.split('_').next();
        let number: u32 = number.and_then(|it| it.parse().ok()).expect("un numéro");
        let start = fs::read_to_string(exercise.start_file()).unwrap();
        let first = start.lines().next().unwrap_or_default();
        if !first.starts_with(&format!("//! Exercice {number} : ")) {
            errors.push(format!(
                "{}/depart.rs : le numéro {number} est attendu, « {first} »",
                exercise.name
            ));
        }
    }
    fail_if_any(&errors);
}

#[test]
fn chaque_exercice_a_ses_justes_ses_fautes_deux_indices_et_sa_page() {
    let mut errors = Vec::new();
    for exercise in exercises() {
        let faults = exercise.faulty().unwrap_or_else(|error| panic!("{error}"));
        let right = exercise.right().unwrap_or_else(|error| panic!("{error}"));
        for (folder, count) in [("fautives", faults.len()), ("justes", right.len())] {
            if count < VARIANTS {
                errors.push(format!(
                    "{FOLDER}/{}/{folder} : {VARIANTS} fichiers au moins, il y en a {count}",
                    exercise.name
                ));
            }
        }
        let hints = exercise.hints().unwrap_or_else(|error| panic!("{error}"));
        if hints.len() < 2 {
            errors.push(format!("{}/indices.md : au moins deux", exercise.name));
        }
        for page in [
            format!("exercices/{}", exercise.name),
            exercise.page.clone(),
        ] {
            let file = root().join("src").join(&page).with_extension("md");
            if !file.is_file() {
                errors.push(format!("{} : il n'y a pas de page {page}", exercise.name));
            }
        }
        let statement = exercise
            .statement()
            .unwrap_or_else(|error| panic!("{error}"));
        if statement.lines().next() != Some(&format!("# {}", exercise.title)) {
            errors.push(format!(
                "{}/enonce.md : le titre doit être celui d'exercice.toml, « {} »",
                exercise.name, exercise.title
            ));
        }
        // Rien ne compilerait un programme écrit dans un indice.
        if hints.iter().any(|hint| hint.contains("```")) {
            errors.push(format!(
                "{}/indices.md : pas de bloc de code",
                exercise.name
            ));
        }
        errors.extend(undocumented(&exercise));
    }
    fail_if_any(&errors);
}

/// Chaque vérification est d'un palier, et leur ordre est celui des paliers ; le
/// serveur existe.
#[test]
fn les_paliers_se_suivent_et_contiennent_tout() {
    let mut errors = Vec::new();
    for exercise in exercises() {
        if let Some(server) = &exercise.server
            && !root().join(server).is_file()
        {
            errors.push(format!("{} : {} manque", exercise.name, server.display()));
        }
        if exercise.levels.is_empty() {
            continue;
        }
        let text = fs::read_to_string(exercise.tests_file()).unwrap();
        let rank = |test: &String| exercise.levels.iter().position(|it| it.holds(test));
        let ranks: Vec<_> = tests_of(&text).iter().map(rank).collect();
        let every = (0..exercise.levels.len()).all(|rank| ranks.contains(&Some(rank)));
        if ranks.contains(&None) || !ranks.is_sorted() || !every {
            errors.push(format!(
                "{}/tests.rs : les vérifications suivent les paliers : {ranks:?}",
                exercise.name
            ));
        }
    }
    fail_if_any(&errors);
}

/// Les vérifications dont la promesse n'est pas écrite : le terminal la cite.
fn undocumented(exercise: &Exercise) -> Vec<String> {
    let text = fs::read_to_string(exercise.tests_file()).unwrap();
    tests_of(&text)
        .into_iter()
        .filter(|test| xtask::exercises::promise(&text, test).is_none())
        .map(|test| {
            format!(
                "{}/tests.rs : {test} n'a pas de commentaire `///`",
                exercise.name
            )
        })
        .collect()
}

#[test]
fn chaque_fichier_est_mis_en_forme() {
    let mut files: Vec<PathBuf> = Vec::new();
    for exercise in exercises() {
        files.push(exercise.start_file());
        files.push(exercise.solution_file());
        files.push(exercise.tests_file());
        let right = exercise.right().unwrap().into_iter();
        files.extend(right.map(|right| right.path));
        let faulty = exercise.faulty().unwrap().into_iter();
        files.extend(faulty.map(|faulty| faulty.path));
    }
    files.push(root().join("exercices/programme/main.rs"));
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(&files)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "lancez rustfmt sur ces fichiers :\n{text}"
    );
}
