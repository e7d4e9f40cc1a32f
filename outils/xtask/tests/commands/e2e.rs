//! `e2e`, avec de faux Node.js, npm et Chromium : les vrais ont leurs propres
//! tests, dans `navigateur/`.

use super::common::{Repository, check, fake_program};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const LOCK: &str = "navigateur/package-lock.json";

/// Un dépôt qui a des tests de navigateur, et de faux programmes pour eux.
struct Tests {
    repository: Repository,
    programs: PathBuf,
}

impl Tests {
    fn new() -> Self {
        let repository = Repository::new();
        let programs = repository.root.join("bin");
        fs::create_dir(repository.root.join("navigateur")).unwrap();
        fs::write(repository.root.join(LOCK), "{}").unwrap();
        fake_program(
            &programs,
            "node",
            r#"[ "$1" = --version ] && exec echo v20.1.0
            echo "$@" > appel
            ls "$BOOK/page.html" >> appel
            echo "$CHROMIUM ${REFERENCE-sans référence}" >> appel
            exit 3"#,
        );
        fake_program(
            &programs,
            "npm",
            r#"[ "$1" = --version ] && exec echo 9.2.0
            [ "$1" = run ] && echo "$@" >> relectures && exit
            echo "$@" >> installations
            mkdir -p node_modules"#,
        );
        fake_program(&programs, "chromium", "exit 1");
        Self {
            repository,
            programs,
        }
    }

    /// `xtask e2e`, où ces programmes passent devant ceux de la machine.
    fn e2e(&self, arguments: &[&str]) -> Command {
        let path = env::var_os("PATH").unwrap_or_default();
        let all = [self.programs.clone()]
            .into_iter()
            .chain(env::split_paths(&path));
        let mut command = self.repository.xtask(&[&["e2e"], arguments].concat());
        command
            .env("PATH", env::join_paths(all).unwrap())
            .env_remove("CHROMIUM");
        command
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.repository.root.join("navigateur").join(name)).unwrap()
    }
}

#[test]
fn ce_qui_manque_est_dit_en_une_fois_avant_tout_travail() {
    let repository = Repository::new();
    let output = repository
        .xtask(&["e2e"])
        .env("PATH", repository.root.join("vide"))
        .env_remove("CHROMIUM")
        .output()
        .unwrap();
    let expected = [
        "Node.js, qui lance les tests, est introuvable",
        "npm, qui installe les paquets des tests, est introuvable",
        "Chromium est introuvable",
        "apt install nodejs npm chromium",
    ];
    let message = check(&output, 1, &expected);
    assert!(!message.contains("Compilation"), "{message}");
}

#[test]
fn un_node_trop_vieux_est_refuse() {
    let tests = Tests::new();
    fake_program(&tests.programs, "node", "echo v16.20.2");
    let output = tests.e2e(&[]).output().unwrap();
    check(&output, 1, &["Node.js est trop vieux (v16.20.2)"]);
}

#[test]
fn playwright_recoit_le_livre_construit_a_part_et_rend_son_statut() {
    let tests = Tests::new();
    let output = tests.e2e(&["--", "-g", "mutex"]).output().unwrap();
    check(&output, 3, &["Playwright a échoué (statut 3)"]);

    let call = tests.read("appel");
    let lines: Vec<&str> = call.lines().collect();
    assert_eq!(
        lines[0],
        "node_modules/@playwright/test/cli.js test -g mutex"
    );
    assert!(
        lines[1].ends_with("target/e2e/livre/html/page.html"),
        "{call}"
    );
    assert!(lines[2].ends_with("bin/chromium sans référence"), "{call}");
    assert!(!tests.repository.root.join("book").exists());
}

#[test]
fn npm_ne_repasse_que_si_le_verrou_a_change() {
    let tests = Tests::new();
    let installations = || tests.read("installations").lines().count();
    tests.e2e(&[]).output().unwrap();
    assert_eq!(installations(), 1);
    tests.e2e(&[]).output().unwrap();
    assert_eq!(installations(), 1);
    fs::write(tests.repository.root.join(LOCK), "{ }").unwrap();
    tests.e2e(&[]).output().unwrap();
    assert_eq!(installations(), 2);
    // Sans choix de tests, les scripts sont relus d'abord.
    let proofread = tests.read("relectures");
    assert_eq!(proofread, "run --silent lint\n".repeat(3));
    tests.e2e(&["--", "-g", "mutex"]).output().unwrap();
    assert_eq!(tests.read("relectures"), proofread);
}
