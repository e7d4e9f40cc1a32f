//! Les exercices dans la page : ce que l'atelier en lit, en écrit et en juge, dans un
//! dépôt minuscule où un faux cargo « compile ».

use super::common::wait_within;
use super::exercises::{CUTS, Exercises, JUDGES, PASSES};
use super::served::{Answer, Served};
use super::workshop::{Open, message};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;

/// Un interblocage, et son graphe.
const FAILS: &str = r#"echo '{"version":2,"outcomes":[]}' > "$3"
echo '{"complete":true,"states":9,"rank":2,"failure":{"kind":"deadlock","stdout":"","panicked":[],"blocked":[],"schedule":{"steps":[{"thread":"main","line":1,"kind":"spawn"}]}}}'"#;

/// Un exercice, et son atelier ouvert.
struct Page {
    open: Open,
    exercises: Exercises,
}

impl Page {
    fn new(native: &str, model: &str) -> Self {
        Self::of(Exercises::new(native, model))
    }

    fn of(exercises: Exercises) -> Self {
        let open = Open::with(|temporary| {
            let mut command = exercises.xtask(&["serve"]);
            command.env("TMPDIR", temporary);
            Served::command(command)
        });
        Self { open, exercises }
    }

    fn send(&self, action: &str, text: &str, stamp: &str) -> TcpStream {
        let body = json!({ "texte": text, "empreinte": stamp }).to_string();
        let path = format!("exercices/01_essai/{action}");
        self.open.served.send(&self.open.request(&path, &[], &body))
    }

    fn ask(&self, action: &str, text: &str, stamp: &str) -> Answer {
        Answer::read(&mut self.send(action, text, stamp))
    }

    /// Ce que rend `GET /atelier/exercices…`.
    fn get(&self, path: &str) -> Answer {
        let request = format!(
            "GET /atelier/exercices{path} HTTP/1.0\r\nHost: {}\r\nX-Atelier: {}\r\n\r\n",
            self.open.host(),
            self.open.token
        );
        Answer::read(&mut self.open.served.send(&request))
    }

    fn stamp(&self) -> String {
        let file = json_of(&self.get("/01_essai"));
        file["empreinte"].as_str().unwrap().to_owned()
    }

    /// Ce que dit une vérification, ligne par ligne.
    fn check(&self, text: &str) -> Vec<Value> {
        let answer = self.ask("verifier", text, &self.stamp());
        assert_eq!(answer.status(), 200, "{}", answer.body);
        let lines = answer.body.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn json_of(answer: &Answer) -> Value {
    assert_eq!(answer.status(), 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Ce que le terminal affiche des étapes de `events`.
fn shown(events: &[Value]) -> String {
    let mut text = String::new();
    for step in events.iter().filter_map(|event| event.get("etape")) {
        let title = step["titre"].as_str().unwrap();
        text += &match step["passe"].as_bool() {
            Some(true) => format!("✓ {}. {title}", step["rang"]),
            Some(false) => format!("✗ {}. {title}", step["rang"]),
            None => format!("\n  {title}"),
        };
        if let Some(detail) = step["suite"].as_str() {
            let margin = if step["passe"].is_null() { "  " } else { "" };
            text += &format!("\n\n{margin}{detail}");
        }
        text += "\n";
    }
    text
}

#[test]
fn seule_une_page_de_ce_lancement_a_acces_aux_exercices() {
    let page = Page::new("exit 0", PASSES);
    let open = &page.open;
    let body = json!({ "texte": "// volé\n", "empreinte": "" }).to_string();
    let long = json!({ "texte": "/".repeat(70_000), "empreinte": "" }).to_string();
    let evil = format!("http://evil.test:{}", open.served.port);
    let token = "0".repeat(32);
    for (headers, body, status) in [
        (vec![("Origin", evil.as_str())], &*body, 403),
        (vec![("Sec-Fetch-Site", "cross-site")], &body, 403),
        (vec![("X-Atelier", "")], &body, 403),
        (vec![("X-Atelier", &token)], &body, 403),
        (vec![("Host", "evil.test")], &body, 421),
        (vec![("Content-Type", "text/plain")], &body, 415),
        (vec![], &long, 413),
        (vec![], "{\"texte\": \"a\"}", 400),
        (
            vec![],
            "{\"texte\": \"a\", \"empreinte\": \"\", \"chemin\": \"/\"}",
            400,
        ),
    ] {
        for action in ["enregistrer", "recommencer", "verifier"] {
            let path = format!("exercices/01_essai/{action}");
            let request = open.request(&path, &headers, body);
            let answer = Answer::read(&mut open.served.send(&request));
            assert_eq!(answer.status(), status, "{request}\n{}", answer.body);
            assert!(!answer.head.contains("access-control"), "{}", answer.head);
        }
    }
    // Lire aussi demande le jeton.
    for path in ["", "/01_essai"] {
        let host = open.host();
        let request = format!("GET /atelier/exercices{path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
        let answer = Answer::read(&mut open.served.send(&request));
        assert_eq!(answer.status(), 403, "{path}");
    }
    // Seul un nom du catalogue est un exercice.
    for name in [
        "02_absent",
        "..",
        "..%2F..%2Fsrc",
        "01_essai%2F..%2F01_essai",
        "%2Fetc",
    ] {
        let answer = page.get(&format!("/{name}"));
        assert_eq!(answer.status(), 404, "{name} : {}", answer.body);
        let path = format!("exercices/{name}/enregistrer");
        let answer = Answer::read(&mut open.served.send(&open.request(&path, &[], &body)));
        assert_eq!(answer.status(), 404, "{name} : {}", answer.body);
    }
    assert!(!page.exercises.folder.join("exercice.rs").exists());
}

#[test]
fn la_page_dit_ce_que_dit_le_terminal_et_partage_ce_qui_est_resolu() {
    for (native, model) in [
        ("exit 0", PASSES),
        ("echo 'left: 1' >&2; exit 101", FAILS),
        ("exit 0", FAILS),
        ("exec yes", PASSES),
        (
            "exit 0",
            r#"echo '{"complete":false,"states":200001,"rank":0,"failure":null}'"#,
        ),
        ("exit 0", "echo 'un fil calcule sans fin' >&2; exit 3"),
    ] {
        let page = Page::new(native, model);
        let events = page.check("// à moi\n");
        assert_eq!(page.exercises.read("exercice.rs"), "// à moi\n");
        assert_eq!(events[0]["enregistre"]["texte"], "// à moi\n");
        let end = &events.last().unwrap()["fin"];

        // La liste du terminal connaît ce verdict, sans vérifier de nouveau.
        let list = page.exercises.run(&[]);
        let list = String::from_utf8(list.stdout).unwrap();
        let standing = json_of(&page.get(""))[0]["etat"].clone();
        assert_eq!(standing["resolu"], end["resolu"], "{native} {model}");
        let mark = if end["resolu"] == true { '✓' } else { '✗' };
        let word = standing["dit"].as_str().unwrap();
        let line = format!("  {mark} 01  Un essai   5 min  {word}");
        assert!(list.contains(line.trim_end()), "{line}\n{list}");

        let terminal = page.exercises.run(&["01"]);
        let terminal = String::from_utf8(terminal.stdout).unwrap();
        // L'adresse du pas à pas ne sert qu'au terminal.
        let terminal: String = terminal
            .split_inclusive('\n')
            .filter(|line| !line.contains("À suivre pas à pas"))
            .collect();
        let shown = shown(&events);
        assert!(
            !shown.is_empty() && terminal.contains(&shown),
            "{shown}\n---\n{terminal}"
        );

        // L'exécution racontée est là pour le pas à pas.
        let told = events.iter().find_map(|event| {
            let execution = &event["etape"]["execution"];
            (!execution.is_null()).then_some(execution)
        });
        assert_eq!(told.is_some(), model == FAILS, "{events:?}");
        if let Some(execution) = told {
            assert_eq!(execution["issue"], 2);
            assert_eq!(execution["graphe"]["title"], "Un essai (votre fichier)");
        }
        page.open.nothing_left();
    }
}

#[test]
fn ce_que_rustc_refuse_est_dit_dans_ses_mots() {
    let page = Page::new("", "");
    let fake = page.exercises.repository.root.join("faux");
    let file = page.exercises.folder.join("exercice.rs");
    super::common::fake_program(
        &fake,
        "cargo",
        &format!(
            "case \"$*\" in *' -p '*) exit 0;; esac\necho \"error[E0425]: cannot find value\n --> {}:3:5\" >&2; exit 101",
            file.display()
        ),
    );
    let events = page.check("// faux\n");
    let step = &events[events.len() - 2]["etape"];
    assert_eq!(
        (&step["rang"], &step["passe"]),
        (&json!(1), &json!(false)),
        "{events:?}"
    );
    let detail = step["suite"].as_str().unwrap();
    assert!(
        detail.contains("--> exercices/01_essai/exercice.rs:3:5"),
        "{detail}"
    );
}

#[test]
fn une_version_que_la_page_n_a_pas_vue_n_est_jamais_ecrasee() {
    let page = Page::new("exit 0", PASSES);
    let file = page.exercises.folder.join("exercice.rs");
    // Tant qu'il n'existe pas, c'est celui du départ, et rien n'est créé.
    let first = json_of(&page.get("/01_essai"));
    assert_eq!(
        (&first["texte"], &first["empreinte"]),
        (&json!("// départ\n"), &json!(""))
    );
    assert!(!file.exists());

    fs::write(&file, "// dans un éditeur\n").unwrap();
    for action in ["enregistrer", "recommencer", "verifier"] {
        let answer = page.ask(action, "// dans la page\n", "");
        assert_eq!(answer.status(), 409, "{action} : {}", answer.body);
        assert!(message(&answer).contains("exercices/01_essai/exercice.rs a changé"));
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body["disque"]["texte"], "// dans un éditeur\n", "{action}");
        assert_eq!(page.exercises.read("exercice.rs"), "// dans un éditeur\n");
    }
    // Il l'a vue, et garde la sienne : l'autre reste à côté.
    let body = json!({ "texte": "// dans la page\n", "empreinte": page.stamp(), "garder": true });
    let request = page
        .open
        .request("exercices/01_essai/enregistrer", &[], &body.to_string());
    let answer = Answer::read(&mut page.open.served.send(&request));
    assert_eq!(json_of(&answer)["texte"], "// dans la page\n");
    assert_eq!(
        page.exercises.read("sauvegardes/exercice-1.rs"),
        "// dans un éditeur\n"
    );
}

#[test]
fn recommencer_garde_aussi_ce_qui_n_etait_pas_enregistre() {
    let page = Page::new("exit 0", PASSES);
    fs::write(page.exercises.folder.join("exercice.rs"), "// un\n").unwrap();
    let answer = json_of(&page.ask("recommencer", "// deux\n", &page.stamp()));
    assert_eq!(answer["texte"], "// départ\n");
    let said = answer["message"].as_str().unwrap();
    assert!(said.contains("sauvegardes/exercice-1.rs"), "{said}");
    assert_eq!(page.exercises.read("exercice.rs"), "// départ\n");
    assert_eq!(
        page.exercises.read("sauvegardes/exercice-1.rs"),
        "// deux\n"
    );
}

/// Chacune est arrêtée, sa raison est dite, et il n'en reste rien.
#[test]
fn une_verification_ne_prend_que_ce_qui_lui_est_permis() {
    let page = Page::new("exit 0", PASSES);
    let programs = page.exercises.repository.root.join("faux");
    for (native, expected) in [
        ("exec yes", "elle écrit sans fin"),
        ("exec sleep 600", "elle ne finit pas"),
        (
            "for i in 1 2; do dd if=/dev/zero of=/dev/null bs=700M count=40 & done; wait",
            "elle prend trop de mémoire",
        ),
        (
            "for i in $(seq 40); do sleep 600 & done; wait",
            "elle lance trop de processus",
        ),
        ("sleep 611 & exit 0", "✓ 2."),
        ("setsid sleep 613 & exit 0", "✓ 2."),
    ] {
        super::common::fake_program(&programs, "natif", native);
        let events = page.check(&format!("// {native}\n"));
        let said = shown(&events);
        assert!(said.contains(expected), "{native} : {events:?}");
        page.open.nothing_left();
    }
    // Rien de l'environnement de qui sert.
    super::common::fake_program(&programs, "natif", "test -z \"$HOME$CARGO\"");
    assert!(shown(&page.check("// env\n")).contains("✓ 2."));
}

#[test]
fn fermer_la_connexion_annule_et_chaque_etape_est_dite_a_mesure() {
    let page = Page::new("exit 0", "exec sleep 614");
    let mut lines = BufReader::new(page.send("verifier", "// long\n", "")).lines();
    // L'exploration dure, et la deuxième étape est déjà dite.
    let mut said = lines.by_ref().map(Result::unwrap);
    assert!(said.any(|line| line.contains("\"rang\":2")));
    assert!(said.any(|line| line.contains("Exploration")));
    drop(lines);
    page.open.nothing_left();
    // Le verdict n'est pas retenu, et la file est libre.
    let progress = page.exercises.folder.with_file_name("progression.json");
    assert!(!progress.exists());
    let fake = page.exercises.repository.root.join("faux");
    super::common::fake_program(&fake, "modele", PASSES);
    assert_eq!(
        page.check("// court\n").last().unwrap()["fin"]["resolu"],
        true
    );
}

/// Le banc et les serveurs qu'il lance sont confinés comme le reste : rien n'en reste,
/// même détaché, même annulé.
#[test]
fn les_vraies_connexions_sont_jugees_dans_la_page_et_rien_n_en_reste() {
    let page = Page::of(Exercises::with_server(JUDGES));
    let programs = page.exercises.repository.root.join("faux");
    for (bench, expected) in [
        (JUDGES.to_owned(), "✓ 4. Derrière de vraies connexions"),
        (CUTS.to_owned(), "panne   : un câble coupé"),
        (format!("setsid sleep 617 &\n{JUDGES}"), "✓ 4."),
        (
            "for i in $(seq 40); do sleep 600 & done; wait".to_owned(),
            "il lance trop de processus",
        ),
    ] {
        super::common::fake_program(&programs, "banc-web", &bench);
        let events = page.check(&format!("// {}\n", bench.len()));
        let said = shown(&events);
        assert!(said.contains(expected), "{bench} : {events:?}");
        page.open.nothing_left();
    }
    super::common::fake_program(&programs, "banc-web", "setsid sleep 618 & exec sleep 619");
    let stamp = page.stamp();
    let mut lines = BufReader::new(page.send("verifier", "// long\n", &stamp)).lines();
    let mut said = lines.by_ref().map(Result::unwrap);
    assert!(said.any(|line| line.contains("Derrière de vraies connexions")));
    drop(lines);
    page.open.nothing_left();
}

#[test]
fn un_enregistrement_ailleurs_est_annonce_sans_refaire_le_livre() {
    let page = Page::new("exit 0", PASSES);
    let mut news = page.open.served.news();
    let first = news.next();
    fs::write(page.exercises.folder.join("exercice.rs"), "// ailleurs\n").unwrap();
    let next = news.next();
    assert_eq!(next["edition"], first["edition"]);
    assert_eq!(next["changed"], json!([]));
    // Une page du livre, elle, le refait.
    let source = page.exercises.repository.root.join("src/page.md");
    fs::write(source, "# Une autre page\n").unwrap();
    let edition = wait_within(60, || {
        let edition = news.next()["edition"].clone();
        (edition != first["edition"]).then_some(edition)
    });
    assert_eq!(edition.as_u64(), first["edition"].as_u64().map(|it| it + 1));
}

#[test]
fn deux_verifications_ne_se_melent_pas() {
    // La page garde le programme compilé une seconde : le terminal attend son tour.
    let page = Page::new("sleep 1; cp \"$0\" /dev/null; exit 0", PASSES);
    let mut lines = BufReader::new(page.send("verifier", "// page\n", "")).lines();
    assert!(lines.any(|line| line.unwrap().contains("Exécution")));
    let fake = page.exercises.repository.root.join("faux");
    super::common::fake_program(&fake, "natif", "exit 101");
    let terminal = page.exercises.run(&["01"]);
    assert_eq!(terminal.status.code(), Some(1));
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert!(rest.last().unwrap().contains("\"resolu\":true"), "{rest:?}");
}
