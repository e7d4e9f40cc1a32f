//! Un dépôt minuscule, et `xtask` lancé dedans pour de vrai.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Un dépôt jetable dont `book.toml` annonce des programmes qui n'existent pas :
/// le livre ne se construit que si xtask prend leur place.
/// Son chemin contient une espace et une apostrophe.
pub struct Repository {
    _dir: TempDir,
    pub root: PathBuf,
}

impl Repository {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("l'essai du cours");
        for (path, contents) in [
            (
                "book.toml",
                "[book]\ntitle = \"Essai\"\n\n[preprocessor.cours]\ncommand = \"absent\"\n\n\
                 [output.html]\ntheme = \"target/livre/theme\"\n\n[output.site]\ncommand = \"absent\"\n",
            ),
            ("src/SUMMARY.md", "- [Page](page.md)\n"),
            ("src/page.md", "# Une page d'essai\n"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        Self { _dir: dir, root }
    }

    /// `xtask` avec ces arguments, dans ce dépôt.
    pub fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_MANIFEST_DIR", &self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"));
        command
    }
}

/// Ce que la commande a dit sur sa sortie d'erreur.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Vérifie le statut d'une commande, et que ses sorties disent tout `expected` ;
/// rend la standard puis l'autre.
#[track_caller]
pub fn check(output: &Output, status: i32, expected: &[&str]) -> String {
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{text}");
    for expected in expected {
        assert!(text.contains(expected), "« {expected} » manque :\n{text}");
    }
    text.into_owned()
}

/// Un port où personne ne sert.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Écrit dans `dir` un programme `name`, en shell.
pub fn fake_program(dir: &Path, name: &str, script: &str) {
    fs::create_dir_all(dir).unwrap();
    // Écrit par un autre processus : si un test parallèle lance un programme
    // pendant que nous tenons le fichier ouvert en écriture, le système refuse
    // ensuite de l'exécuter (ETXTBSY).
    let mut sh = Command::new("sh")
        .args([
            "-c",
            "cat > \"$0\" && chmod +x \"$0\"",
            dir.join(name).to_str().unwrap(),
        ])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    write!(sh.stdin.take().unwrap(), "#!/bin/sh\n{script}\n").unwrap();
    assert!(sh.wait().unwrap().success());
}

/// Les fils du processus `pid`.
pub fn children_of(pid: u32) -> Vec<String> {
    let output = Command::new("ps").args(["-A", "-o", "ppid=,pid="]).output();
    let table = String::from_utf8(output.unwrap().stdout).unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.trim().split_once(char::is_whitespace));
    let children = rows.filter(|(parent, _)| *parent == pid.to_string());
    children.map(|(_, child)| child.trim().to_owned()).collect()
}

/// Envoie `signal` au processus `pid` ; faux s'il n'existe pas.
pub fn kill(signal: &str, pid: &str) -> bool {
    let mut kill = Command::new("kill");
    let kill = kill.args([signal, "--", pid]).stderr(Stdio::null());
    kill.status().unwrap().success()
}

/// Attend une minute au plus que `condition` rende quelque chose.
pub fn wait_for<T>(condition: impl FnMut() -> Option<T>) -> T {
    wait_within(60, condition)
}

/// Comme [`wait_for`], pendant `seconds` secondes au plus.
pub fn wait_within<T>(seconds: u64, mut condition: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(
            start.elapsed() < Duration::from_secs(seconds),
            "rien ne vient"
        );
        sleep(Duration::from_millis(20));
    }
}
