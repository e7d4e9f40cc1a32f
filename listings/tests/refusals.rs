//! Le code que le livre dit refusé l'est, avec le message que montre sa page.
//!
//! `listings/<chapitre>/refus/<nom>.rs` ne doit pas compiler, et
//! `<nom>.stderr` est ce que rustc en dit. Après un changement voulu :
//! `TRYBUILD=overwrite cargo test -p listings --test refusals`, puis relisez
//! chaque message.

mod common;

use common::{files, listings_dir};
use mdbook_cours::program::refusal::Refusal;
use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use testing::{fail_if_any, skip};

/// La version de Rust qui a donné les messages : ils changent de l'une à
/// l'autre. Les codes d'erreur, eux, durent.
const MESSAGES_FROM: &str = "1.95";
/// Ceux dont rustc ne donne pas de code à l'erreur.
const WITHOUT_CODE: &[&str] = &["web/garde_gardee"];

#[test]
fn rustc_refuse_chaque_programme_avec_le_message_de_sa_page() {
    let version = rustc_version();
    if version != MESSAGES_FROM {
        skip(
            &format!("messages relevés avec Rust {MESSAGES_FROM}, vous avez {version}"),
            &format!(
                "installez Rust {MESSAGES_FROM}, ou relevez les messages avec {version} \
                 (MESSAGES_FROM, dans listings/tests/refusals.rs)"
            ),
        );
        return;
    }
    trybuild::TestCases::new().compile_fail("*/refus/*.rs");
}

/// Vrai pendant que trybuild écrit les messages : ils se vérifient après.
fn being_written() -> bool {
    env::var_os("TRYBUILD").is_some()
}

/// La version mineure du compilateur, par exemple « 1.95 ».
fn rustc_version() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc)
        .arg("--version")
        .output()
        .unwrap_or_else(|error| panic!("{} ne démarre pas : {error}", rustc.display()));
    // « rustc 1.95.0 (59807616e 2026-04-14) »
    let output = String::from_utf8_lossy(&output.stdout);
    let version = output.split_whitespace().nth(1).unwrap_or_default();
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) => format!("{major}.{minor}"),
        _ => panic!("version de rustc illisible : « {} »", output.trim()),
    }
}

/// Ce qui se vérifie avec toute version de Rust.
#[test]
fn chaque_message_donne_un_code_d_erreur_et_aucun_chemin_de_la_machine() {
    if being_written() {
        return;
    }
    let mut errors = Vec::new();
    for path in with_extension("rs") {
        let refus = match Refusal::load(listings_dir(), &reference(&path)) {
            Ok(refus) => refus,
            Err(messages) => {
                errors.extend(messages);
                continue;
            }
        };
        let message = path.with_extension("stderr");
        let beginning = match &refus.code {
            Some(code) => format!("error[{code}]"),
            None => "error: ".to_owned(),
        };
        println!("{} : {beginning}", refus.name);
        if !refus.message.starts_with(&beginning) {
            errors.push(format!(
                "{} ne commence pas par l'erreur attendue, `{beginning}`",
                message.display()
            ));
        }
        let excepted = WITHOUT_CODE.contains(&reference(&path).as_str());
        if refus.code.is_none() != excepted {
            errors.push(format!(
                "{} : une erreur a un code, sauf celles de WITHOUT_CODE, qui n'en ont pas",
                message.display()
            ));
        }
        if let Some(line) = refus.message.lines().find(|line| has_machine_path(line)) {
            errors.push(format!(
                "{} contient un chemin de la machine qui l'a écrit : {line}",
                message.display()
            ));
        }
    }
    fail_if_any(&errors);
}

/// Vrai si un mot de `line` est un chemin absolu. Ceux d'un message sont
/// relatifs, ou commencent par un nom que trybuild leur donne, comme `$RUST`.
fn has_machine_path(line: &str) -> bool {
    let after_root = |word: &str| {
        let path = word
            .strip_prefix('/')
            .or_else(|| word.split_once(":\\").map(|(_drive, path)| path));
        path.is_some_and(|path| path.starts_with(char::is_alphanumeric))
    };
    line.split([' ', '@', '`']).any(after_root)
}

#[test]
fn un_chemin_de_la_machine_se_reconnait() {
    for line in [
        " --> /root/livre/a.rs:1:2",
        "`{closure@/root/a.rs:8:19: 8:26}`",
        " --> C:\\livre\\a.rs",
    ] {
        assert!(has_machine_path(line), "{line}");
    }
    for line in [
        " --> introduction/refus/a.rs:1:2",
        " --> $RUST/std/src/thread/functions.rs",
        "`{closure@$DIR/introduction/refus/a.rs:8:19: 8:26}`",
        "1 | a / b",
        "1 | a // commentaire",
    ] {
        assert!(!has_machine_path(line), "{line}");
    }
}

#[test]
fn chaque_programme_refuse_a_son_message_et_reciproquement() {
    if being_written() {
        return;
    }
    let stems = |extension| -> BTreeSet<PathBuf> {
        with_extension(extension)
            .iter()
            .map(|path| path.with_extension(""))
            .collect()
    };
    let (programs, messages) = (stems("rs"), stems("stderr"));
    assert!(!programs.is_empty(), "aucun programme à refuser");

    let without_message = programs.difference(&messages).map(|stem| {
        format!(
            "{0}.rs n'a pas de message : `TRYBUILD=overwrite cargo test -p listings --test refusals` écrit {0}.stderr",
            stem.display()
        )
    });
    let without_program = messages
        .difference(&programs)
        .map(|stem| format!("{0}.stderr est seul : il manque {0}.rs", stem.display()));
    fail_if_any(&without_message.chain(without_program).collect::<Vec<_>>());
}

/// Les fichiers `<chapitre>/refus/*.<extension>`.
fn with_extension(extension: &str) -> Vec<PathBuf> {
    let mut files = files(extension, 3..=3);
    files.retain(|path| {
        path.parent()
            .is_some_and(|parent| parent.ends_with("refus"))
    });
    files
}

/// « chapitre/nom », à partir de `listings/<chapitre>/refus/<nom>.rs`.
fn reference(path: &Path) -> String {
    let chapter = path
        .strip_prefix(listings_dir())
        .ok()
        .and_then(|relative| relative.iter().next())
        .unwrap_or_default();
    let name = path.file_stem().unwrap_or_default();
    format!("{}/{}", chapter.display(), name.display())
}
