//! `serve` et `build`, avec le vrai mdBook quand il y en a un.

use super::common::{Repository, free_port, path_with_mdbook, stderr};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn un_port_pris_est_refuse_avant_tout_travail() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let output = Repository::new()
        .xtask(&["serve", "--port", &port.to_string()])
        .output()
        .unwrap();
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.starts_with(&format!("cargo xtask : le port {port} est déjà pris")),
        "{message}"
    );
    assert!(message.contains("--port"), "{message}");
}

#[test]
fn build_rend_le_livre_sans_mdbook() {
    let repository = Repository::new();
    let build = || {
        let mut command = repository.xtask(&["build"]);
        command
            .env("PATH", repository.root.join("vide"))
            .output()
            .unwrap()
    };
    let output = build();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "Le livre est construit : book/html/index.html\n");
    let html = repository.root.join("book/html");
    assert!(html.join("page.html").is_file());
    assert!(html.join("genere/recherche/pagefind.js").is_file());

    // Ce qui ne va pas est dit, et le livre déjà construit reste.
    let page = repository.root.join("src/page.md");
    std::fs::write(page, "# Une page\n\n{{#listing c/absent}}\n").unwrap();
    let output = build();
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.starts_with("cargo xtask : ") && message.contains("\n  src/page.md:3: "),
        "{message}"
    );
    assert!(html.join("page.html").is_file());
}

#[test]
fn un_echec_de_mdbook_garde_son_statut() {
    let Some(path) = path_with_mdbook() else {
        return;
    };
    let repository = Repository::new();
    std::fs::write(repository.root.join("book.toml"), "[book\n").unwrap();
    let output = repository
        .xtask(&["serve", "--port", &free_port().to_string()])
        .env("PATH", path)
        .output()
        .unwrap();
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(101), "{message}");
    assert!(
        message.contains("mdbook a échoué (statut 101)"),
        "{message}"
    );
}

#[test]
fn sigterm_et_ctrl_c_ne_laissent_aucun_processus() {
    let Some(path) = path_with_mdbook() else {
        return;
    };
    let repository = Repository::new();
    for signal in ["TERM", "INT"] {
        let port = free_port();
        let mut xtask = Served(
            repository
                .xtask(&["serve", "--port", &port.to_string()])
                .env("PATH", &path)
                .process_group(0)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        );
        wait_until(|| is_serving(port));
        // Ce qui mène aux pages du livre sait où il est servi.
        let note = repository.root.join("target/livre-servi");
        assert_eq!(std::fs::read_to_string(&note).unwrap(), port.to_string());
        let children = children_of(xtask.0.id());
        assert_eq!(children.len(), 1, "mdbook, et lui seul : {children:?}");

        // À xtask seul : un signal donné au groupe entier tuerait mdbook sans
        // que xtask y soit pour rien.
        kill(signal, &xtask.0.id().to_string());
        assert_eq!(wait(&mut xtask.0).code(), Some(0), "SIG{signal}");
        assert!(!is_alive(&children[0]), "mdbook survit à SIG{signal}");
        assert!(!is_serving(port));
        assert!(!note.exists(), "SIG{signal}");
    }
}

/// Un `serve` dans son propre groupe : si le test échoue, rien n'en reste.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let mut kill = Command::new("kill");
        let _ = kill
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.wait();
    }
}

fn is_serving(port: u16) -> bool {
    TcpStream::connect(("localhost", port)).is_ok()
}

fn children_of(pid: u32) -> Vec<String> {
    let output = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
    String::from_utf8(output.unwrap().stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.trim().split_once(char::is_whitespace))
        .filter(|(_, parent)| parent.trim() == pid.to_string())
        .map(|(child, _)| child.to_owned())
        .collect()
}

fn kill(signal: &str, pid: &str) {
    let status = Command::new("kill")
        .args([&format!("-{signal}"), pid])
        .status();
    assert!(status.unwrap().success());
}

fn is_alive(pid: &str) -> bool {
    let mut kill = Command::new("kill");
    kill.args(["-0", pid]).stderr(Stdio::null());
    kill.status().unwrap().success()
}

fn wait(child: &mut Child) -> ExitStatus {
    let mut status = None;
    wait_until(|| {
        status = child.try_wait().unwrap();
        status.is_some()
    });
    status.unwrap()
}

fn wait_until(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "rien ne vient");
        sleep(Duration::from_millis(20));
    }
}
