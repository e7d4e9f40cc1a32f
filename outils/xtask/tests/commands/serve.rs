//! `serve` et `build`.

use super::common::{Repository, check, free_port, kill};
use super::served::{Served, is_serving};
use serde_json::{Value, json};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};

#[test]
fn un_port_pris_est_refuse_avant_tout_travail() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let output = Repository::new()
        .xtask(&["serve", "--port", &port.to_string()])
        .output()
        .unwrap();
    let taken = format!("cargo xtask : le port {port} est déjà pris");
    check(&output, 1, &[&taken, "--port"]);
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
    fs::write(page, "# Une page\n\n{{#listing c/absent}}\n").unwrap();
    check(&build(), 1, &["cargo xtask : ", "\n  src/page.md:3: "]);
    assert!(html.join("page.html").is_file());
}

#[test]
fn un_livre_qui_ne_se_construit_pas_n_est_pas_servi() {
    for (file, text, expected) in [
        ("book.toml", "[book\n", "book.toml"),
        (
            "src/page.md",
            "# Une page\n\n{{#listing c/absent}}\n",
            "src/page.md:3",
        ),
        (
            "src/SUMMARY.md",
            "- [Absente](absente.md)\n",
            "src/SUMMARY.md:1",
        ),
    ] {
        let repository = Repository::new();
        fs::write(repository.root.join(file), text).unwrap();
        let output = repository
            .xtask(&["serve", "--port", &free_port().to_string()])
            .output()
            .unwrap();
        check(&output, 1, &["cargo xtask : ", expected]);
    }
}

#[test]
fn une_page_enregistree_est_refaite_et_une_page_fautive_garde_la_bonne() {
    let repository = Repository::new();
    let served = Served::start(&repository);
    let page = repository.root.join("src/page.md");
    let mut news = served.news();
    let first = news.next();
    assert_eq!(first["error"], Value::Null);
    assert!(served.get("/page.html").body.contains("Une page d"));

    fs::write(&page, "# Un autre titre\n").unwrap();
    let second = news.next();
    assert_eq!(second["error"], Value::Null, "{second}");
    assert_eq!(
        second["edition"].as_u64().unwrap(),
        first["edition"].as_u64().unwrap() + 1
    );
    assert!(served.get("/page.html").body.contains("Un autre titre"));

    fs::write(&page, "# Un titre\n\n{{#listing c/absent}}\n").unwrap();
    let third = news.next();
    let error = third["error"].as_str().unwrap();
    assert!(error.contains("src/page.md:3"), "{error}");
    assert_eq!(third["edition"], second["edition"]);
    assert!(served.get("/page.html").body.contains("Un autre titre"));

    fs::write(&page, "# Le dernier titre\n").unwrap();
    let fourth = news.next();
    assert_eq!(fourth["error"], Value::Null, "{fourth}");
    assert!(served.get("/page.html").body.contains("Le dernier titre"));
}

#[test]
fn une_page_qui_n_a_pas_change_n_est_pas_rechargee() {
    let repository = Repository::new();
    fs::write(repository.root.join("src/autre.md"), "# Une autre\n").unwrap();
    let summary = "- [Page](page.md)\n- [Autre](autre.md)\n";
    fs::write(repository.root.join("src/SUMMARY.md"), summary).unwrap();
    let served = Served::start(&repository);
    let mut news = served.news();
    news.next();
    fs::write(
        repository.root.join("src/autre.md"),
        "# Une autre\n\nPlus longue.\n",
    )
    .unwrap();
    assert_eq!(news.next()["changed"], json!(["autre.html"]));
}

#[test]
fn la_page_d_impression_et_la_recherche_suivent_sans_rien_recharger() {
    let repository = Repository::new();
    let page = repository.root.join("src/page.md");
    fs::write(&page, "# Une page\n\nUn texte.\n").unwrap();
    let served = Served::start(&repository);
    let mut news = served.news();
    news.next();
    fs::write(&page, "# Une page\n\nUn texte plus long.\n").unwrap();
    assert_eq!(news.next()["changed"], json!(["index.html", "page.html"]));
    let printed = || served.get("/print.html").body;
    assert!(printed().contains("Un texte.") && !printed().contains("plus long"));
    while !printed().contains("Un texte plus long.") {
        assert_eq!(news.next()["changed"], json!([]), "rien à recharger");
    }
}

#[test]
fn les_pages_sont_comprimees_et_suivent_le_livre() {
    let repository = Repository::new();
    let served = Served::start(&repository);
    let host = format!("localhost:{}", served.port);
    let compressed = served.ask("/page.html", &host, "gzip");
    assert!(
        compressed.head.contains("content-encoding: gzip"),
        "{}",
        compressed.head
    );
    let page = served.get("/page.html");
    assert_eq!(page.status(), 200);
    assert!(
        page.head.contains("cache-control: no-cache"),
        "{}",
        page.head
    );
    assert!(!page.head.contains("last-modified"), "{}", page.head);
    let script = "/atelier/rechargement.js";
    assert!(page.body.contains(&format!("src=\"{script}\"")));
    assert!(served.get(script).body.contains("EventSource"));
    // Le livre construit pour être publié ne sait rien de ce serveur.
    check(&repository.xtask(&["build"]).output().unwrap(), 0, &[]);
    let built = fs::read_to_string(repository.root.join("book/html/page.html")).unwrap();
    assert!(!built.contains("/atelier/"));
}

#[test]
fn ce_qui_n_est_pas_du_livre_n_est_pas_servi() {
    let repository = Repository::new();
    fs::write(repository.root.join("secret.txt"), "secret").unwrap();
    let served = Served::start(&repository);
    assert_eq!(served.get("/absente.html").status(), 404);
    assert_eq!(served.get(&format!("/{}", "a".repeat(5000))).status(), 404);
    for path in [
        "/../../../../secret.txt",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
    ] {
        let answer = served.get(path);
        assert_ne!(answer.status(), 200, "{path}");
        assert!(!answer.body.contains("secret"), "{path}");
    }
    // Le nom d'un autre site, devenu celui de cette machine.
    for host in [
        "evil.test",
        "evil.test:80",
        "localhost",
        "localhost:1",
        "localhost.evil.test",
    ] {
        let answer = served.ask("/page.html", host, "identity");
        assert_eq!(answer.status(), 421, "{host}");
        assert!(!answer.body.contains("Une page d"), "{host}");
    }
}

#[test]
fn les_graphes_du_lecteur_sont_servis_sans_attendre_un_nouveau_livre() {
    let repository = Repository::new();
    let served = Served::start(&repository);
    let path = "genere/graphes/exercices/01_essai.js";
    assert_eq!(served.get(&format!("/{path}")).status(), 404);
    let file = repository.root.join("target/livre/site").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, "graphe").unwrap();
    assert_eq!(served.get(&format!("/{path}")).body, "graphe");
}

#[test]
fn un_second_serve_refuse_ne_touche_pas_au_premier() {
    let repository = Repository::new();
    let served = Served::start(&repository);
    assert_eq!(served.get("/page.html").status(), 200);
    let second = repository
        .xtask(&["serve", "--port", &served.port.to_string()])
        .output()
        .unwrap();
    check(&second, 1, &["est déjà pris"]);
    assert_eq!(served.get("/page.html").status(), 200);
}

#[test]
fn ctrl_c_pendant_la_construction_finit_bien_aussi() {
    let repository = Repository::new();
    let mut served = Served::start(&repository);
    assert!(kill("-INT", &served.child.id().to_string()));
    assert_eq!(served.exit_code(), Some(0));
}

#[test]
fn sigterm_et_ctrl_c_finissent_meme_si_une_page_est_ouverte() {
    let repository = Repository::new();
    for signal in ["-TERM", "-INT", "-HUP"] {
        let mut served = Served::start(&repository);
        let mut page = served.news();
        page.next();
        // Ce qui mène aux pages du livre sait où il est servi.
        let note = repository.root.join("target/livre-servi");
        assert_eq!(fs::read_to_string(&note).unwrap(), served.port.to_string());
        assert!(kill(signal, &served.child.id().to_string()));
        assert_eq!(served.exit_code(), Some(0), "{signal}");
        assert!(!is_serving(served.port));
        assert!(!note.exists(), "{signal}");
    }
}
