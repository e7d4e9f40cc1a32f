//! `imprimer`, avec de faux Node.js, npm et Chromium : le vrai PDF a ses tests, dans
//! `navigateur/`.

use super::common::{Repository, check, fake_program};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::process::Command;

/// `xtask imprimer` dans `repository`, où de faux programmes passent devant ceux de la
/// machine ; le faux Node.js écrit ce qu'on lui demande.
fn print(repository: &Repository, arguments: &[&str]) -> Command {
    let programs = repository.root.join("bin");
    let tests = repository.root.join("navigateur");
    fs::create_dir_all(&tests).unwrap();
    fs::write(tests.join("package-lock.json"), "{}").unwrap();
    fake_program(
        &programs,
        "node",
        r#"[ "$1" = --version ] && exec echo v20.1.0
        echo "$1" && cat "$2""#,
    );
    fake_program(&programs, "npm", "mkdir -p node_modules; echo 9.2.0");
    fake_program(&programs, "chromium", "exit 1");
    let path = env::var_os("PATH").unwrap_or_default();
    let all = [programs].into_iter().chain(env::split_paths(&path));
    let mut command = repository.xtask(&[&["imprimer"], arguments].concat());
    command
        .env("PATH", env::join_paths(all).unwrap())
        .env_remove("CHROMIUM");
    command
}

#[test]
fn un_nom_faux_est_refuse_avant_tout_travail() {
    let repository = Repository::new();
    for (name, close) in [
        ("pagee", "voulez-vous dire :\n  page  (Page)"),
        ("zzzz", "src/SUMMARY.md"),
    ] {
        let output = repository
            .xtask(&["imprimer", name])
            .env("PATH", repository.root.join("vide"))
            .output()
            .unwrap();
        let head = format!("cargo xtask imprimer : le livre n'a ni page ni chapitre « {name} »");
        check(&output, 2, &[&head, close]);
    }
    assert!(!repository.root.join("target").exists());
}

#[test]
fn la_page_et_le_fichier_demandes_sont_donnes_a_chromium() {
    let repository = Repository::new();
    let root = repository.root.display();
    for (arguments, whole, solutions, output) in [
        ("page", false, false, "target/impression/page.pdf"),
        (
            "src/page.md --solutions --notes",
            false,
            true,
            "target/impression/page-solutions-notes.pdf",
        ),
        ("Page --vers ailleurs/a.pdf", false, false, "ailleurs/a.pdf"),
        (
            "page --solutions --vers .",
            false,
            true,
            "page-solutions.pdf",
        ),
        ("", true, false, "target/impression/livre.pdf"),
    ] {
        let arguments = Vec::from_iter(arguments.split_whitespace());
        let output_of = print(&repository, &arguments).output().unwrap();
        let said = check(&output_of, 0, &["tools/print.mjs\n"]);
        let request = said.split_once("tools/print.mjs\n").unwrap().1;
        let mut request = serde_json::Deserializer::from_str(request).into_iter::<Value>();
        let request = request.next().unwrap().unwrap();
        let number = json!("1.");
        let page = json!({ "file": "page.html", "number": number, "name": "Page", "level": 1 });
        assert_eq!(request["pages"], json!([page]), "{arguments:?}");
        assert_eq!(request["title"], "Essai");
        assert_eq!(request["cover"], whole, "{arguments:?}");
        assert_eq!(request["solutions"], solutions, "{arguments:?}");
        assert_eq!(
            request["output"],
            format!("{root}/{output}"),
            "{arguments:?}"
        );
        assert_eq!(
            request["book"],
            format!("{root}/target/impression/livre/html")
        );
    }
}
