//! `serve` et `build`, avec le vrai mdBook quand il y en a un.

use super::common::{Repository, check, children_of, free_port, kill, path_with_mdbook, wait_for};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};

#[test]
fn un_port_pris_est_refuse_avant_tout_travail() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let output = Repository::new()
        .xtask(&["serve", "--port", &port.to_string()])
        .output()
        .unwrap();
    let taken = format!("le port {port} est déjà pris");
    let message = check(&output, 1, &[&taken, "--port"]);
    assert!(message.starts_with("cargo xtask : "), "{message}");
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
    let said = check(&build(), 0, &[]);
    assert_eq!(said, "Le livre est construit : book/html/index.html\n");
    let html = repository.root.join("book/html");
    assert!(html.join("page.html").is_file());
    assert!(html.join("genere/recherche/pagefind.js").is_file());

    // Ce qui ne va pas est dit, et le livre déjà construit reste.
    let page = repository.root.join("src/page.md");
    std::fs::write(page, "# Une page\n\n{{#listing c/absent}}\n").unwrap();
    let message = check(&build(), 1, &["\n  src/page.md:3: "]);
    assert!(message.starts_with("cargo xtask : "), "{message}");
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
    check(&output, 101, &["mdbook a échoué (statut 101)"]);
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
        wait_for(|| is_serving(port).then_some(()));
        // Ce qui mène aux pages du livre sait où il est servi.
        let note = repository.root.join("target/livre-servi");
        assert_eq!(std::fs::read_to_string(&note).unwrap(), port.to_string());
        let children = children_of(xtask.0.id());
        assert_eq!(children.len(), 1, "mdbook, et lui seul : {children:?}");

        // À xtask seul : un signal donné au groupe entier tuerait mdbook sans
        // que xtask y soit pour rien.
        assert!(kill(&format!("-{signal}"), &xtask.0.id().to_string()));
        let status = wait_for(|| xtask.0.try_wait().unwrap());
        assert_eq!(status.code(), Some(0), "SIG{signal}");
        assert!(!kill("-0", &children[0]), "mdbook survit à SIG{signal}");
        assert!(!is_serving(port));
        assert!(!note.exists(), "SIG{signal}");
    }
}

/// Un `serve` dans son propre groupe : si le test échoue, rien n'en reste.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        kill("-KILL", &format!("-{}", self.0.id()));
        let _ = self.0.wait();
    }
}

fn is_serving(port: u16) -> bool {
    TcpStream::connect(("localhost", port)).is_ok()
}
