//! Derrière de vraies connexions : la solution passe tous les cas de ses paliers, et
//! le banc rejette ce que lui seul voit, comme ce que l'exploration voit aussi.

use super::{exercises, rejected_by};
use banc_web::cases::{self, Case, Report};
use banc_web::server::Program;
use catalogue::{Exercise, Stage};
use processes::Runner;
use std::fs;
use std::path::{Path, PathBuf};
use testing::{fail_if_any, in_parallel, root};
use xtask::exercises::compilation::{self, Compiled};
use xtask::exercises::workshop::Workshop;

/// Des fautes que l'exploration voit, et le cas qui les voit aussi : les deux juges
/// parlent du même palier.
const SEEN_TWICE: [(&str, &str, &str); 2] = [
    ("trou_tu", "trou", "event: trou"),
    ("arret_qui_reste", "arrêt", "moins d'une seconde"),
];

/// Le serveur de `exercise` où `source` prend la place de la solution, gardé dans
/// `folder`.
fn build(exercise: &Exercise, source: &Path, folder: &Path) -> Program {
    let server = exercise.server.as_ref().unwrap();
    let workshop = Workshop::new(root(), exercise);
    let runner = Runner::without_signals();
    let built = compilation::server(&runner, &workshop, server, source).unwrap();
    let Compiled::Program(built) = built else {
        panic!("{} : {built:?}", source.display());
    };
    let path: PathBuf = folder.join(source.file_name().unwrap()).with_extension("");
    fs::copy(built, &path).unwrap();
    Program {
        path,
        arguments: Vec::new(),
    }
}

fn case(name: &str) -> Case {
    cases::named(name).unwrap_or_else(|| panic!("aucun cas ne s'appelle « {name} »"))
}

#[test]
fn le_banc_accepte_la_solution_et_voit_les_fautes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut errors, mut faults) = (Vec::new(), Vec::new());
    for exercise in exercises() {
        if exercise.server.is_none() {
            continue;
        }
        let levels = exercise.levels.iter();
        let all: Vec<Case> = levels.flat_map(|it| &it.cases).map(|it| case(it)).collect();
        let program = build(&exercise, &exercise.solution_file(), folder.path());
        let told = |report: &Report| {
            let failure = report.failure.as_ref()?;
            Some(format!(
                "{}, « {} » :\n{failure}",
                exercise.name, report.case.name
            ))
        };
        errors.extend(cases::judge(&program, &all).iter().filter_map(told));

        let faulty = exercise.directory.join("fautives");
        for (name, seen_by, expected) in SEEN_TWICE {
            let source = faulty.join(name).with_extension("rs");
            let program = build(&exercise, &source, folder.path());
            faults.push((
                name.to_owned(),
                program,
                seen_by.to_owned(),
                expected.to_owned(),
            ));
        }
    }
    for file in rejected_by(Stage::Connections) {
        let program = build(&file.exercise, &file.path, folder.path());
        let seen_by = file.expected.test.unwrap_or_default();
        faults.push((file.name, program, seen_by, file.expected.message));
    }
    // Une faute se voit aussi quand la machine est occupée.
    let missed = in_parallel(
        faults.len(),
        &faults,
        |(name, program, seen_by, expected)| missed(name, program, seen_by, expected),
    );
    errors.extend(missed.into_iter().flatten());
    fail_if_any(&errors);
}

/// Ce qui manque à l'échec de `program` devant ce cas.
fn missed(name: &str, program: &Program, seen_by: &str, expected: &str) -> Option<String> {
    match case(seen_by).judge(program).failure {
        Some(failure) if failure.expected.contains(expected) => None,
        failure => Some(format!(
            "{name}, « {seen_by} », attend « {expected} » : {failure:?}"
        )),
    }
}
