//! `verdict.sh`, que cargo charge de lancer les tests : il relance ce qui a changé, et
//! cela seul.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// Un dépôt qui n'a qu'un programme de tests, en shell : il note chaque lancement.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new(program: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = Self { folder };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("verdict.sh");
        let script = fs::read_to_string(script).unwrap();
        new.write("outils/testing/verdict.sh", &script);
        new.write("src/page.md", "une page");
        let program = format!("#!/bin/sh\necho lancé >> \"$0.fois\"\n{program}\n");
        new.write("target/debug/deps/essai-01", &program);
        new.write("target/debug/outil", &program);
        let files = ["target/debug/deps/essai-01", "target/debug/outil"];
        let mut chmod = Command::new("chmod");
        let chmod = chmod.arg("+x").args(files.map(|file| new.path(file)));
        assert!(chmod.status().unwrap().success());
        new
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("l'essai").join(file)
    }

    /// Écrit un fichier, un peu après ce qui précède : une date a son grain.
    fn write(&self, file: &str, text: &str) {
        sleep(Duration::from_millis(30));
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    fn run(&self, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new("sh");
        command
            .arg(self.path("outils/testing/verdict.sh"))
            .arg(self.path(program))
            .args(arguments)
            .env_remove("CI")
            .env_remove("REJUGER")
            .envs(variables.iter().copied());
        command.output().unwrap()
    }

    /// Combien de fois `program` a été lancé.
    fn times(&self, program: &str) -> usize {
        let noted = fs::read_to_string(self.path(&format!("{program}.fois")));
        noted.unwrap_or_default().lines().count()
    }

    /// Relance le programme de tests ; vrai si c'était pour de bon.
    fn judges(&self, arguments: &[&str], variables: &[(&str, &str)]) -> bool {
        let before = self.times(TESTS);
        self.run(TESTS, arguments, variables);
        self.times(TESTS) > before
    }
}

const TESTS: &str = "target/debug/deps/essai-01";

#[test]
fn ce_qui_a_reussi_n_est_rejuge_que_si_quelque_chose_change() {
    let repository = Repository::new("echo 'test result: ok. 3 passed'");
    let first = repository.run(TESTS, &[], &[]);
    assert_eq!(
        String::from_utf8_lossy(&first.stdout),
        "test result: ok. 3 passed\n"
    );
    let again = repository.run(TESTS, &[], &[]);
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && repository.times(TESTS) == 1);
    assert!(
        said.starts_with("test result: ok. 3 passed\ninchangé depuis le "),
        "{said}"
    );

    // Ce qu'un travail écrit n'y change rien.
    for file in ["target/livre/a", "book/html/a", "navigateur/node_modules/a"] {
        repository.write(file, "a");
    }
    repository.judges(&[], &[]); // les dossiers de ces fichiers sont neufs
    repository.write("book/html/b", "b");
    assert!(!repository.judges(&[], &[]));

    repository.write("src/page.md", "une autre page");
    assert!(repository.judges(&[], &[]));
    assert!(!repository.judges(&[], &[]));
    repository.write("src/neuve.md", "une page de plus");
    assert!(repository.judges(&[], &[]));
    fs::remove_file(repository.path("src/neuve.md")).unwrap();
    assert!(repository.judges(&[], &[]), "un fichier de moins");
    repository.write("target/go/bin/go", "une autre version de Go");
    assert!(repository.judges(&[], &[]));
    let program = fs::read_to_string(repository.path(TESTS)).unwrap();
    repository.write(TESTS, &program);
    assert!(repository.judges(&[], &[]), "recompilé");
    assert!(!repository.judges(&[], &[]));

    // Une demande particulière, et la vérification complète, jugent toujours.
    for variable in ["CI", "REJUGER", "COPIE_DU_COURS"] {
        assert!(repository.judges(&[], &[(variable, "oui")]), "{variable}");
    }
    assert!(repository.judges(&["un_test"], &[]));
    assert!(!repository.judges(&[], &[]));
    for seed in ["1", "2"] {
        assert!(repository.judges(&[], &[("GRAINE", seed)]), "{seed}");
    }
    assert!(!repository.judges(&[], &[("GRAINE", "2")]));
}

#[test]
fn un_echec_ou_ce_qui_a_ete_ignore_se_rejuge() {
    for (program, status) in [
        ("echo raté; exit 101", 101),
        ("echo 'ignoré : il manque Go' >&2", 0),
        ("printf 'test a ... '; echo 'ignoré : il manque Go' >&2", 0),
    ] {
        let repository = Repository::new(program);
        for times in 1..4 {
            let output = repository.run(TESTS, &[], &[]);
            assert_eq!(output.status.code(), Some(status), "{program}");
            assert_eq!(repository.times(TESTS), times, "{program}");
        }
    }
    // Un succès d'avant ne couvre pas un échec.
    let repository = Repository::new("test ! -e \"$0.panne\"");
    assert!(repository.run(TESTS, &[], &[]).status.success());
    repository.write(&format!("{TESTS}.panne"), "");
    repository.write("src/page.md", "une autre page");
    assert!(!repository.run(TESTS, &[], &[]).status.success());
    assert!(!repository.run(TESTS, &[], &[]).status.success());
}

/// `cargo run` passe aussi par là.
#[test]
fn un_programme_qui_n_est_pas_de_tests_est_toujours_lance() {
    let repository = Repository::new("echo \"reçu $1\"; exit 7");
    for times in 1..3 {
        let output = repository.run("target/debug/outil", &["un mot"], &[]);
        assert_eq!(output.status.code(), Some(7));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "reçu un mot\n");
        assert_eq!(repository.times("target/debug/outil"), times);
    }
}
